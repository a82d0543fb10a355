from odoo import fields, models
from odoo.addons.reform_places import civil_day


class ReformClearingPost(models.TransientModel):
    """Where cleared lists hang, since when and until when; the same for all chosen organisations."""

    _name = "reform.clearing.post"
    _description = "Post Cleared Lists"

    clearing_ids = fields.Many2many("reform.clearing", string="Organisations", required=True)
    date_from = fields.Date("Posted From", required=True, default=civil_day.today)
    date_to = fields.Date("Posted Until", help="Empty: as long as the county wants at least.")
    where = fields.Char("Posted At", required=True)
    photo = fields.Image("Photo of the Notice", max_width=1920, max_height=1920)

    def action_apply(self):
        """Post; the act does all the checking."""
        self.ensure_one()
        self.clearing_ids._publish(self.date_from, self.where, self.photo, until=self.date_to or None)
        return {"type": "ir.actions.act_window_close"}
