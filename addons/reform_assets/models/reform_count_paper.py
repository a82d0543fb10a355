from odoo import models
from odoo.addons.reform_seal import papers
from odoo.exceptions import AccessError

from ..messages import count as messages

# Pictures taken in a round: model → field.
PICTURES = {
    "reform.count.entry": "photo",
    "reform.count.find": "photo",
    "reform.count.round": "published_photo",
}


class IrAttachment(models.Model):
    """Photos of a count and papers of a decision are evidence from the moment they are given."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        pictures = ", ".join(f"('{model}', '{field}')" for model, field in PICTURES.items())
        papers.keep(
            self.env.cr,
            "reform_count_paper_guard",
            f"""(paper.res_model, paper.res_field) IN ({pictures})
                OR EXISTS (SELECT FROM reform_count_verdict_paper_rel r WHERE r.attachment_id = paper.id)""",
        )

    def write(self, vals):
        self._refuse_count_evidence()
        return super().write(vals)

    def unlink(self):
        self._refuse_count_evidence()
        return super().unlink()

    def _refuse_count_evidence(self):
        # Fields write their files as superuser, after their own record has refused or allowed it.
        if self.env.su:
            return
        files = self.sudo()
        pictures = files.filtered(lambda file: PICTURES.get(file.res_model) == (file.res_field or ""))
        if pictures or files.env["reform.count.verdict"].search_count(
            [("paper_ids", "in", files.ids)], limit=1
        ):
            raise AccessError(messages.papers_stay(self.env))
