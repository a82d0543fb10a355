from odoo import models
from odoo.addons.reform_seal import papers
from odoo.exceptions import AccessError

from ..messages import agency as messages
from ..messages import spending as spending_messages
from .reform_spending import EDITABLE


class IrAttachment(models.Model):
    """Receipts that were asked on, and contracts that were signed, are not exchanged behind the field."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        open_ = ", ".join(f"'{state}'" for state in EDITABLE)
        papers.keep(
            self.env.cr,
            "reform_spending_paper_guard",
            f"""EXISTS (SELECT FROM reform_spending_paper_rel r JOIN reform_spending s ON s.id = r.spending_id
                         WHERE r.attachment_id = paper.id AND s.state NOT IN ({open_}))
                OR EXISTS (SELECT FROM reform_agency_line_paper_rel r
                             JOIN reform_agency_batch_line l ON l.id = r.line_id
                            WHERE r.attachment_id = paper.id AND l.state NOT IN ('waiting', 'returned'))
                OR paper.res_field IS NOT NULL AND CASE paper.res_model
                    WHEN 'reform.spending' THEN (
                        SELECT s.state NOT IN ({open_}) FROM reform_spending s WHERE s.id = paper.res_id)
                    WHEN 'reform.agency.sheet' THEN (
                        SELECT f.state = 'posted' FROM reform_agency_sheet f WHERE f.id = paper.res_id)
                    WHEN 'reform.agency.engagement' THEN (
                        SELECT e.state <> 'draft' FROM reform_agency_engagement e WHERE e.id = paper.res_id)
                    END""",
        )

    def write(self, vals):
        self._refuse_agency_papers()
        return super().write(vals)

    def unlink(self):
        self._refuse_agency_papers()
        return super().unlink()

    def _refuse_agency_papers(self):
        # Fields write their files as superuser, after their own record has refused or allowed it.
        if self.env.su:
            return
        files = self.sudo()
        asked = files.env["reform.spending"].search(
            [("paper_ids", "in", files.ids), ("state", "not in", EDITABLE)], limit=1
        )
        if asked:
            raise AccessError(spending_messages.papers_stay(self.env, request=asked.display_name))
        for file in files.filtered(
            lambda file: file.res_model == "reform.agency.engagement" and file.res_field
        ):
            engagement = files.env["reform.agency.engagement"].browse(file.res_id).exists()
            if engagement.state != "draft":
                raise AccessError(messages.contract_stays(self.env, engagement=engagement.display_name))
