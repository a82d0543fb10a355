from odoo import models
from odoo.addons.reform_seal import papers
from odoo.exceptions import AccessError

from ..messages import clearing_letter as messages

# Pictures of a clearing: model → field.
PICTURES = {
    "reform.clearing.count": ("imprint",),
    "reform.clearing.item": ("imprint",),
    "reform.clearing.letter": ("scan", "second_scan"),
}


class IrAttachment(models.Model):
    """Imprints, signed answers and papers of a decision are evidence from the moment they are given."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        papers.keep(
            self.env.cr,
            "reform_clearing_paper_guard",
            """(paper.res_model, paper.res_field) IN (('reform.clearing.count', 'imprint'),
                                                      ('reform.clearing.letter', 'scan'),
                                                      ('reform.clearing.letter', 'second_scan'))
               OR EXISTS (SELECT FROM reform_clearing_verdict_paper_rel r
                           WHERE r.attachment_id = paper.id)""",
        )

    def write(self, vals):
        self._refuse_clearing_evidence()
        return super().write(vals)

    def unlink(self):
        self._refuse_clearing_evidence()
        return super().unlink()

    def _refuse_clearing_evidence(self):
        # Fields write their files as superuser, after their own record has refused or allowed it.
        if self.env.su:
            return
        files = self.sudo()
        pictures = files.filtered(lambda file: file.res_field in PICTURES.get(file.res_model, ()))
        if pictures or files.env["reform.clearing.verdict"].search_count(
            [("paper_ids", "in", files.ids)], limit=1
        ):
            raise AccessError(messages.papers_stay(self.env))
