from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.audit import audit_steps as steps
from odoo.exceptions import AccessError, UserError, ValidationError

from ..messages import case as messages
from .audit_table import AUDITED, AUDITORS

KINDS = [
    ("truth", "Books Not True"),
    ("money", "Cash and Bank"),
    ("spending", "Spending"),
    ("claims", "Claims and Debts"),
    ("income", "Income Not Collected or Booked"),
    ("assets", "Assets and Resources"),
    ("contracts", "Contracts"),
    ("works", "Works and Tenders"),
    ("grants", "Earmarked Funds and Grants"),
    ("land", "Land Compensation"),
    ("distribution", "Distribution"),
    ("procedure", "Decisions Past the Procedure"),
    ("disclosure", "Disclosure"),
    ("other", "Other Findings"),
]
QUESTION = frozenset({"case_id", "paper_id", "kind", "amount", "article", "deadline"})


class ReformAuditFinding(models.Model):
    """A finding of an audit: kind, amount, rule broken, the day by which it is put right, and the proof.

    What an answer does not settle is to be put right; that it was, is told with evidence and looked at by the
    auditor.
    """

    _inherit = "reform.audit.finding"

    _state_edges = frozenset(
        {
            ("answered", "rectifying"),
            ("raised", "rectifying"),
            ("rectifying", "rectified"),
            ("rectified", "rectifying"),
            ("rectified", "closed"),
        }
    )
    _frozen_fields = QUESTION
    _guarded_fields = frozenset({"rectified_by_id", "rectified_date", "closed_date"})

    case_id = fields.Many2one("reform.audit.case", "Audit", index="btree_not_null", ondelete="restrict")
    paper_id = fields.Many2one(
        "reform.audit.paper",
        "Working Paper",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('case_id', '=', case_id)]",
        groups="reform_places.group_auditor,reform_places.group_county_agriculture",
    )
    kind = fields.Selection(KINDS, "Kind of Finding", required=True, default="other", index=True)
    amount = fields.Float("Amount Concerned", digits=(16, 2), help="In yuan; 0 when it is not about money.")
    article = fields.Char("Rule Broken", help="Law, article and what it asks for.")
    deadline = fields.Date("Put Right by", copy=False, index="btree_not_null")
    is_late = fields.Boolean("Overdue", compute="_compute_is_late", search="_search_is_late")
    rectification = fields.Text("What Was Done", copy=False, help="How it was put right.")
    rectified_by_id = fields.Many2one(
        "res.users", "Put Right by (Person)", readonly=True, copy=False, ondelete="restrict"
    )
    rectified_date = fields.Date("Put Right on", readonly=True, copy=False)
    closed_date = fields.Date("Closed on", readonly=True, copy=False)
    evidence_ids = fields.One2many("reform.audit.evidence", "finding_id")

    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "An amount is not below nothing.")

    @api.depends("deadline", "state")
    def _compute_is_late(self):
        today = civil_day.today()
        for one in self:
            one.is_late = bool(
                one.deadline and one.deadline < today and one.state not in ("rectified", "closed")
            )

    @api.model
    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = civil_day.today()
        late = fields.Domain("deadline", "<", today) & fields.Domain(
            "state", "not in", ("rectified", "closed")
        )
        return late if True in value else ~late

    @api.constrains("case_id", "entity_id")
    def _check_case(self):
        for one in self:
            # sudo: the auditor may see the finding; which organisations the audit is about is in its plan.
            if one.case_id and one.entity_id not in one.case_id.sudo()._entities():
                raise ValidationError(messages.of_another(self.env, finding=one.display_name))

    def write(self, vals):
        if QUESTION & vals.keys():
            self._require_group(*AUDITORS)
        if "rectification" in vals:
            self._require_group(*AUDITED)
            for one in self.sudo():
                if one.state != "rectifying":
                    raise AccessError(
                        messages.not_now(
                            self.env,
                            fields=self._labels({"rectification"}),
                            case=one.display_name,
                            state=one._state_label(),
                        )
                    )
        return super().write(vals)

    def _seal_payload(self):
        own = self.sudo()
        return {
            **super()._seal_payload(),
            "case": own.case_id.id,
            "kind": self.kind,
            "amount": str(self.amount or 0),
            "article": self.article or "",
            "deadline": self.deadline or None,
            "rectification": self.rectification or "",
            "evidence": sorted(one.digest or "" for one in own.evidence_ids),
        }

    # -- acts ---

    def action_order(self):
        """Have it put right by a day: the answer, or its want, does not settle it."""
        self._require_group(*AUDITORS)
        today = civil_day.today()
        for one in self:
            rules = self.env["reform.parameter"]._at(today, one.sudo().place_id)
            days = (one.deadline - today).days if one.deadline else one.case_id.rectify_days or 60
            due, wrong = steps.rectify_due(today, days, rules)
            if wrong and one.deadline and one.deadline != one._report_due():
                first, last = (today + timedelta(days=wrong[0].facts[name]) for name in ("least", "most"))
                raise UserError(
                    messages.deadline_out(
                        self.env, finding=one.display_name, first=str(first), last=str(last)
                    )
                )
            one._move("rectifying", deadline=due)
        return True

    def _report_due(self):
        """Return the day the report has set, which stands however late it is ordered."""
        case = self.case_id
        return case.report_date and case.report_date + timedelta(days=case.rectify_days)

    def action_rectified(self):
        """The audited has put it right, and encloses the proof."""
        self._require_group(*AUDITED)
        for one in self:
            if not (one.rectification or "").strip():
                raise UserError(messages.rectification_missing(self.env, finding=one.display_name))
            if not one.sudo().evidence_ids.filtered(lambda piece: piece.kind == "rectification"):
                raise UserError(messages.rectify_evidence_missing(self.env, finding=one.display_name))
        today = civil_day.today()
        return self._move("rectified", rectified_by_id=self.env.uid, rectified_date=today)

    def action_not_right(self):
        """It is not put right yet."""
        self._require_group(*AUDITORS)
        return self._move("rectifying", rectified_by_id=False, rectified_date=False)

    def action_close(self):
        result = super().action_close()
        self._set_guarded({"closed_date": civil_day.today()})
        return result

    def action_enclose(self):
        """Open the window that takes a piece of evidence."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": messages.enclose_title(self.env),
            "res_model": "reform.audit.enclose",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_finding_id": self.id,
                "default_case_id": self.case_id.id,
                "default_kind": "rectification",
            },
        }
