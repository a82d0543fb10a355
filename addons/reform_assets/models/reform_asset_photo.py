from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError

from .. import messages


class ReformAssetPhoto(models.Model):
    """One more photo of an asset: the roof, the meter, the certificate. The card itself carries the first."""

    _name = "reform.asset.photo"
    _description = "Asset Photo"
    _order = "taken_on desc, id desc"

    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="cascade")
    name = fields.Char("What It Shows")
    taken_on = fields.Date(default=civil_day.today)
    image = fields.Image(required=True, max_width=1600, max_height=1600)
    image_256 = fields.Image("Small Image", related="image", max_width=256, max_height=256, store=True)

    def write(self, vals):
        if vals.keys() - {"name"}:
            self._refuse_checked()
        return super().write(vals)

    def unlink(self):
        self._refuse_checked()
        return super().unlink()

    def _refuse_checked(self):
        """Photos a card was checked with stay; new ones are added beside them."""
        for photo in self.sudo():
            if photo.asset_id.state != "registered":
                raise AccessError(messages.photo_stays(self.env, card=photo.asset_id.display_name))
