from odoo import api, fields, models
from odoo.addons.reform_rules.decision import attendance, procedure
from odoo.addons.reform_rules.errors import Problem, RuleError
from odoo.addons.reform_rules.parameters import articles

from .. import messages
from . import paper
from .decision_table import HEADS, ORDER, TALLY


class ReformDecision(models.Model):
    """The meeting itself: what was on its agenda, who came in which way, what papers it left behind."""

    _inherit = "reform.decision"

    meeting_time = fields.Char(copy=False, help="As it stands on the notice, for example 19:30.")
    agenda = fields.Text(copy=False, help="One item a line. What is not on the agenda is not decided.")
    reports_on = fields.Date(
        "Reports Open Since", copy=False, help="Since when members could read the reports they vote on."
    )
    reading_days = fields.Integer(compute="_compute_reading_days")
    statute_text = fields.Text("Legal Basis", compute="_compute_statute_text")
    chair = fields.Char("Chaired by", copy=False)
    secretary = fields.Char("Minutes Taken by", copy=False)
    minutes = fields.Binary("Signed Minutes", attachment=True, copy=False)
    minutes_name = fields.Char(copy=False)
    attendance_ids = fields.One2many("reform.decision.attendance", "decision_id", "Sign-in Sheet")
    paper_ids = fields.One2many("reform.decision.paper", "decision_id", "Papers")
    present_onsite = fields.Integer("On Site", copy=False)
    present_online = fields.Integer("Online", copy=False)
    present_proxy = fields.Integer("By Written Proxy", copy=False)
    turnout = fields.Float(compute="_compute_turnout", store=True, aggregator="avg", digits=(5, 1))

    _heads = models.Constraint(
        "CHECK (least(present_onsite, present_online, present_proxy, posting_days) >= 0)",
        "A number of people or days cannot be negative.",
    )

    @api.depends("eligible", "present")
    def _compute_turnout(self):
        for case in self:
            case.turnout = 100 * case.present / case.eligible if case.eligible else 0.0

    @api.depends("kind", "meeting_on")
    def _compute_reading_days(self):
        for case in self:
            case.reading_days = procedure.reading_days_min(case.kind, case._rules()) if case.kind else 0

    @api.depends("kind", "body", "meeting_on")
    @api.depends_context("lang")
    def _compute_statute_text(self):
        for case in self:
            try:
                ids = procedure.statutes(case.kind, case.body, case._rules())
            except RuleError:
                ids = ()
            case.statute_text = messages.statutes(self.env, [articles()[one] for one in ids])

    @api.onchange("present_onsite", "present_online", "present_proxy")
    def _onchange_heads(self):
        if any(self[name] for name in HEADS):
            self.present = sum(self[name] for name in HEADS)

    @api.onchange("kind")
    def _onchange_kind(self):
        """Propose the first body that may decide the matter now."""
        try:
            allowed = procedure.bodies(self.kind, self._rules())
        except RuleError:
            return
        if self.kind and allowed and self.body not in allowed:
            self.body = allowed[0]

    # -- the sheet
    # ------------------------------------------------------------------------------------------------

    def _sheet(self):
        """Return the sign-in sheet as plain lines; a proxy names the index of the line that carries it."""
        self.ensure_one()
        at = {line.id: index for index, line in enumerate(self.attendance_ids)}
        return [
            attendance.Attendee(line.name or "", line.household or "", line.mode, at.get(line.carrier_id.id))
            for line in self.attendance_ids
        ]

    def _count_sheet(self):
        """Write the heads of the sign-in sheet into the case; rights and freezing of the case apply."""
        for case in self:
            heads = attendance.count(case._sheet())
            vals = dict(zip(HEADS, heads[:3], strict=True), present=heads.present)
            if case.body == "villager_assembly":
                vals["households_present"] = heads.households
            case.write(vals)

    def _meeting_problems(self):
        """Return the Problems of who came: sheet and heads against each other and against the body."""
        self.ensure_one()
        rules, found = self._rules(), []
        heads = attendance.Heads(*(self[name] for name in HEADS))
        if self.attendance_ids:
            found += attendance.check_sheet(self._sheet(), rules)
            counted = attendance.count(self._sheet())
            if counted[:3] != heads[:3]:
                found.append(Problem("SheetDiffers", {"sheet": counted.present, "heads": heads.present}))
        if heads.present:
            try:
                attendance.check_heads(heads, self.present, self.body, rules)
            except RuleError as refusal:
                found.append(Problem(refusal.name, refusal.facts))
        return found

    def _papers_on_file(self):
        """Return the names of the papers the case holds, as the rules call them."""
        self.ensure_one()
        own = {"notice": self.notice_paper, "tally_sheet": self.tally_sheet, "minutes": self.minutes}
        return (*(name for name, file in own.items() if file), *self.paper_ids.mapped("kind"))

    def _seal_meeting_payload(self):
        """Return what the meeting adds to the sealed content; empty where a case has none of it."""
        payload, come = {}, ORDER[self.state]
        lines = [line._seal_payload() for line in self.attendance_ids]
        if come >= ORDER["voted"]:
            if lines:
                payload["sheet"] = lines
            if self.watch_opinion:
                payload["watch"] = [self.watch_verdict, self.watch_opinion, self.watch_by_id.id]
        papers = [one._seal_payload() for one in self.paper_ids if one._is_sealed()]
        if papers:
            payload["papers"] = papers
        return payload

    def _approval_payload(self):
        """What a supervisor puts the name to: the content sealed so far, the votes and their papers."""
        return {
            **self._seal_payload(),
            **{name: self[name] for name in (*TALLY, *HEADS)},
            **{name: paper.digest(self, name) for name in ("tally_sheet", "minutes")},
            "sheet": [line._seal_payload() for line in self.attendance_ids],
            "watch": self.watch_opinion or "",
        }

    def _approval_requesters(self):
        return super()._approval_requesters() | self.sudo().tally_by_id
