from odoo import api, fields, models
from odoo.exceptions import UserError

from ..messages import package as messages

STATES = [
    ("raised", "Raised"),
    ("answered", "Answered"),
    ("rectifying", "To Be Put Right"),
    ("rectified", "Put Right"),
    ("closed", "Closed"),
]
AUDITORS = ("reform_places.group_auditor",)
ANSWERING = (
    "reform_places.group_clerk",
    "reform_places.group_director",
    "reform_places.group_accountant",
    "reform_places.group_township",
)
QUESTION = frozenset({"entity_id", "package_id", "record", "text"})


class ReformAuditFinding(models.Model):
    """What an auditor has found, what the audited say to it, and whether that settles it.

    The only thing an auditor writes. The question belongs to the auditor, the answer to those who are asked.
    """

    _name = "reform.audit.finding"
    _description = "Audit Finding"
    _inherit = ["reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    _state_initial = "raised"
    _state_edges = frozenset({("raised", "answered"), ("answered", "closed"), ("answered", "raised")})
    _guarded_fields = frozenset({"answered_by_id", "closed_by_id"})
    _frozen_fields = QUESTION | {"answer"}

    entity_id = fields.Many2one("reform.entity", required=True, ondelete="restrict", index=True)
    place_id = fields.Many2one(related="entity_id.place_id", string="Place", store=True, index=True)
    package_id = fields.Many2one(
        "reform.audit.package",
        "Audit Package",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('entity_id', '=', entity_id)]",
    )
    record = fields.Reference(
        [
            ("ledger.voucher", "Voucher"),
            ("ledger.entry", "Entry"),
            ("reform.asset", "Asset Card"),
            ("reform.decision", "Decision"),
        ],
        "Concerns",
        help="The record the finding is about.",
    )
    text = fields.Text("Finding", required=True)
    answer = fields.Text()
    state = fields.Selection(STATES, required=True, default="raised", readonly=True, copy=False, index=True)
    answered_by_id = fields.Many2one(
        "res.users", "Answered by", readonly=True, copy=False, ondelete="restrict"
    )
    closed_by_id = fields.Many2one("res.users", "Closed by", readonly=True, copy=False, ondelete="restrict")

    def _compute_display_name(self):
        for finding in self:
            finding.display_name = messages.finding_name(self.env, number=finding.id or "")

    @api.model_create_multi
    def create(self, vals_list):
        self._require_group(*AUDITORS)
        return super().create(vals_list)

    def write(self, vals):
        if QUESTION & vals.keys():
            self._require_group(*AUDITORS)
        if "answer" in vals:
            self._require_group(*ANSWERING)
        return super().write(vals)

    def unlink(self):
        self._require_group(*AUDITORS)
        return super().unlink()

    def _seal_payload(self):
        return {
            "id": self.id,
            "entity": self.entity_id.id,
            "text": self.text or "",
            "answer": self.answer or "",
        }

    def action_answer(self):
        """The audited have written their answer."""
        self._require_group(*ANSWERING)
        for finding in self:
            if not (finding.answer or "").strip():
                raise UserError(messages.answer_missing(self.env, finding=finding.display_name))
        return self._move("answered", answered_by_id=self.env.uid)

    def action_close(self):
        """The answer settles it."""
        self._require_group(*AUDITORS)
        return self._move("closed", closed_by_id=self.env.uid)

    def action_ask_again(self):
        """The answer does not settle it."""
        self._require_group(*AUDITORS)
        return self._move("raised", answered_by_id=False)

    def action_open_record(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.record._name,
            "res_id": self.record.id,
            "views": [(False, "form")],
        }
