from odoo import models
from odoo.addons.reform_seal import papers
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

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        before = ", ".join(f"'{state}'" for state in BEFORE_SIGNING)
        papers.keep(
            self.env.cr,
            "reform_asset_paper_guard",
            f"""EXISTS (SELECT FROM reform_lease_document_rel r JOIN reform_lease l ON l.id = r.lease_id
                         WHERE r.attachment_id = paper.id AND l.state NOT IN ({before}))
                OR paper.res_field IS NOT NULL AND CASE paper.res_model
                    WHEN 'reform.asset' THEN (
                        SELECT a.state <> 'registered' FROM reform_asset a WHERE a.id = paper.res_id)
                    WHEN 'reform.asset.photo' THEN (
                        SELECT a.state <> 'registered' FROM reform_asset_photo p
                          JOIN reform_asset a ON a.id = p.asset_id WHERE p.id = paper.res_id)
                    END""",
        )

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
