import base64
import hashlib

from odoo import api, fields, models
from odoo.addons.reform_seal import papers
from odoo.exceptions import ValidationError

from ..messages import income as messages

PAPERS = [
    ("annual_statement", "Annual Statement of Income"),
    ("ledger", "Ledger or Cash Book of the Village"),
    ("statistics", "Statistical Report to the Township"),
    ("confirmation", "Signed Confirmation of the Former Village"),
    ("other", "Other Paper"),
]


class ReformIncomePaper(models.Model):
    """The paper that shows what a former village earned; frozen with the baseline, its digest sealed."""

    _name = "reform.income.paper"
    _description = "Paper of a Baseline"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "baseline_id, place_id, id"
    _rec_name = "file_name"

    _workflow_parent = "baseline_id"

    baseline_id = fields.Many2one("reform.income.baseline", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one(related="baseline_id.entity_id", store=True, index=True)
    place_id = fields.Many2one(
        "reform.place", "Former Village", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(PAPERS, "Kind of Paper", required=True, default="annual_statement")
    file = fields.Binary(required=True, attachment=True)
    file_name = fields.Char()
    digest = fields.Char("SHA-256", compute="_compute_digest", store=True)

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        papers.keep(
            self.env.cr,
            "reform_income_paper_guard",
            """paper.res_field IS NOT NULL AND CASE paper.res_model
                WHEN 'reform.income.paper' THEN (
                    SELECT b.state <> 'draft' FROM reform_income_paper p
                      JOIN reform_income_baseline b ON b.id = p.baseline_id WHERE p.id = paper.res_id)
                WHEN 'reform.income.notice' THEN (
                    SELECT n.state <> 'draft' FROM reform_income_notice n WHERE n.id = paper.res_id)
                END""",
        )

    @api.depends("file")
    def _compute_digest(self):
        for paper in self.with_context(bin_size=False):
            content = base64.b64decode(paper.file or b"")
            paper.digest = hashlib.sha256(content).hexdigest() if content else False

    @api.constrains("file")
    def _check_file(self):
        for paper in self:
            if not paper.digest:
                raise ValidationError(messages.paper_empty(self.env))
