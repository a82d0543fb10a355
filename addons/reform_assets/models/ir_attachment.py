from odoo import models
from odoo.exceptions import AccessError

from .. import messages
from .reform_lease import BEFORE_SIGNING

# Pictures a card was checked with: model → field of the picture.
PICTURES = {"reform.asset": "photo", "reform.asset.photo": "image"}


class IrAttachment(models.Model):
    """Files are evidence: the contract as signed, the photos a card was checked with.

    A file must not be exchanged behind the field that holds it.
    """

    _inherit = "ir.attachment"

    def write(self, vals):
        self._refuse_evidence()
        return super().write(vals)

    def unlink(self):
        self._refuse_evidence()
        return super().unlink()

    def _refuse_evidence(self):
        # Fields write their files as superuser, after their own record has refused or allowed it.
        if self.env.su:
            return
        files = self.sudo()
        leases = files.env["reform.lease"].search(
            [("document_ids", "in", files.ids), ("state", "not in", BEFORE_SIGNING)]
        )
        if leases:
            label = leases._labels({"document_ids"})
            raise AccessError(messages.signed_papers(self.env, fields=label, lease=leases[0].display_name))
        for file in files:
            if not file.res_field or PICTURES.get(file.res_model) != file.res_field:
                continue
            record = files.env[file.res_model].browse(file.res_id).exists()
            card = record if file.res_model == "reform.asset" else record.asset_id
            if card and card.state != "registered":
                raise AccessError(messages.photo_stays(self.env, card=card.display_name))
