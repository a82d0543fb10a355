import base64
import hashlib

from odoo import api, fields, models
from odoo.addons.reform_seal import papers
from odoo.exceptions import ValidationError

from ..messages import act as messages

PAPERS = [
    ("old_ledger", "Old Ledger or Clearing List"),
    ("invoice", "Invoice or Contract of Purchase"),
    ("acceptance", "Acceptance Record"),
    ("settlement", "Settlement of the Works"),
    ("grant", "Document of the Grant"),
    ("donation", "Donation Agreement"),
    ("transfer", "Order of Free Transfer"),
    ("handover", "Handover List"),
    ("count_sheet", "Count Sheet"),
    ("plan", "Plan of Division or Union"),
    ("valuation", "Valuation Report"),
    ("loan", "Loan Agreement"),
    ("loss", "Evidence of the Loss"),
    ("resolution", "Resolution of the Members"),
    ("approval", "Approval of the Authority"),
    ("other", "Other Paper"),
]


class ReformAssetActPaper(models.Model):
    """One paper of an act: the invoice, the minutes, the handover list; its digest is sealed with the act."""

    _name = "reform.asset.act.paper"
    _description = "Paper of an Act"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "act_id, id"
    _rec_name = "file_name"

    _workflow_parent = "act_id"

    act_id = fields.Many2one("reform.asset.act", required=True, index=True, ondelete="cascade")
    kind = fields.Selection(PAPERS, "Kind of Paper", required=True)
    file = fields.Binary(required=True, attachment=True)
    file_name = fields.Char()
    digest = fields.Char("SHA-256", compute="_compute_digest", store=True)

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        papers.keep(
            self.env.cr,
            "reform_asset_act_paper_guard",
            """paper.res_field IS NOT NULL AND CASE paper.res_model
                WHEN 'reform.asset.act.paper' THEN (
                    SELECT a.state <> 'draft' FROM reform_asset_act_paper p
                      JOIN reform_asset_act a ON a.id = p.act_id WHERE p.id = paper.res_id)
                END""",
        )

    @api.depends("file")
    def _compute_digest(self):
        for paper in self.with_context(bin_size=False):
            content = base64.b64decode(paper.file or b"")
            if not content:
                paper.digest = False
                continue
            paper.digest = hashlib.sha256(content).hexdigest()

    @api.constrains("file")
    def _check_file(self):
        for paper in self:
            if not paper.digest:
                raise ValidationError(messages.paper_empty(self.env))
