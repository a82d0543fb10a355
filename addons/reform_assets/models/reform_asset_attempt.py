from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_seal import papers
from odoo.exceptions import ValidationError

from ..messages import idle as messages

KINDS = [
    ("own_use", "Own use examined"),
    ("transfer", "Offered to other units"),
    ("letting", "Letting announced"),
    ("listing", "Listed on an exchange"),
    ("investor", "Talks with an investor"),
    ("sale", "Sale attempted"),
    ("other", "Other"),
]


class ReformAssetAttempt(models.Model):
    """What was tried to put an idle asset to use, and what came of it, with its papers.

    Without it “nobody wants it” is a word; with it, it is a finding.
    """

    _name = "reform.asset.attempt"
    _description = "Attempt to Put an Asset to Use"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "spell_id"
    _order = "date desc, id desc"
    _rec_name = "kind"

    spell_id = fields.Many2one("reform.asset.idle", required=True, index=True, ondelete="cascade")
    asset_id = fields.Many2one(related="spell_id.asset_id")
    date = fields.Date("Day", required=True, default=civil_day.today)
    kind = fields.Selection(KINDS, "What Was Tried", required=True, default="letting")
    description = fields.Text("How", required=True)
    result = fields.Char("What Came of It", required=True)
    document_ids = fields.Many2many(
        "ir.attachment", "reform_asset_attempt_document_rel", "attempt_id", "attachment_id", "Papers"
    )

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        papers.keep(
            self.env.cr,
            "reform_attempt_paper_guard",
            """EXISTS (SELECT FROM reform_asset_attempt_document_rel r
                        JOIN reform_asset_attempt t ON t.id = r.attempt_id
                        JOIN reform_asset_idle s ON s.id = t.spell_id
                       WHERE r.attachment_id = paper.id AND s.state <> 'open')""",
        )

    @api.model_create_multi
    def create(self, vals_list):
        attempts = super().create(vals_list)
        attempts._adopt_papers()
        return attempts

    def write(self, vals):
        result = super().write(vals)
        if "document_ids" in vals:
            self._adopt_papers()
        return result

    def _adopt_papers(self):
        """Make files uploaded before the attempt was saved its own, so that its readers read them."""
        for attempt in self:
            loose = attempt.document_ids.filtered(
                lambda paper: not paper.res_id and paper.create_uid == self.env.user
            )
            loose.write({"res_model": self._name, "res_id": attempt.id})

    @api.constrains("date")
    def _check_date(self):
        today = civil_day.today()
        for attempt in self:
            if attempt.date > today:
                raise ValidationError(messages.attempt_in_future(self.env, day=attempt.date))
