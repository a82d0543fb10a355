from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import plan as plan_rule
from odoo.exceptions import AccessError, UserError

from ..messages import plan as messages

STATES = [("due", "To Be Made"), ("done", "Done"), ("missed", "Missed")]
RESULTS = [
    ("in_use", "In use as planned"),
    ("changed_use", "Used for something else"),
    ("sublet", "Perhaps sub-let"),
    ("idle_again", "Idle again"),
    ("damaged", "Damaged"),
]
CLERK = "reform_places.group_clerk"
SUPERVISOR = "reform_places.group_supervisor"
TOWNSHIP = "reform_places.group_township"


class ReformInspection(models.Model):
    """Somebody goes and looks whether what was put to use is still in use (巡查): what, a photo, where.

    It comes due by itself at an interval. Whoever finds the place idle again proposes a relapse, and so do
    two inspections missed in a row; the township confirms it, and the place stands in the idle ledger again.
    """

    _name = "reform.inspection"
    _description = "Inspection"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "date_due desc, id desc"

    _state_initial = "due"
    _state_edges = frozenset({("due", "done"), ("due", "missed")})
    _guarded_fields = frozenset({"inspector_id", "done_date", "answered"})
    _frozen_fields = frozenset(
        {"plan_id", "asset_id", "date_due", "result", "photo", "note", "latitude", "longitude", "date"}
    )

    plan_id = fields.Many2one("reform.plan", index=True, ondelete="restrict")
    asset_id = fields.Many2one("reform.asset", required=True, index=True, ondelete="restrict")
    place_id = fields.Many2one(related="asset_id.place_id", string="Place", store=True, index=True)
    township_id = fields.Many2one(related="asset_id.township_id", string="Township", store=True, index=True)
    entity_id = fields.Many2one(related="asset_id.entity_id", string="Owner", store=True, index=True)
    state = fields.Selection(STATES, required=True, default="due", readonly=True, index=True)
    date_due = fields.Date("Visit Due", required=True, default=civil_day.today, index=True)
    date = fields.Date("Day of the Visit")
    result = fields.Selection(RESULTS, "What Was Found")
    photo = fields.Image(max_width=1600, max_height=1600)
    note = fields.Text("Remarks")
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    inspector_id = fields.Many2one("res.users", "Inspected by", readonly=True, copy=False)
    done_date = fields.Date("Reported On", readonly=True, copy=False)
    answered = fields.Boolean("Relapse Answered", readonly=True, copy=False)

    _one_due = models.UniqueIndex("(asset_id, date_due) WHERE state = 'due'")

    @api.model_create_multi
    def create(self, vals_list):
        self._require_group(CLERK, SUPERVISOR, TOWNSHIP)
        for vals in vals_list:
            if vals.get("plan_id") and not vals.get("asset_id"):
                vals["asset_id"] = self.env["reform.plan"].browse(vals["plan_id"]).asset_id.id
        return super().create(vals_list)

    @api.depends("asset_id", "date_due")
    def _compute_display_name(self):
        for inspection in self:
            name = inspection.sudo().asset_id.name or ""
            inspection.display_name = f"{name} {inspection.date_due or ''}".strip()

    def action_report(self):
        """Report what was found, with a photo taken there."""
        self._require_group(CLERK, SUPERVISOR, TOWNSHIP)
        today = civil_day.today()
        for inspection in self:
            if inspection.state != "due":
                raise UserError(messages.inspection_not_open(self.env, inspection=inspection.display_name))
            told = inspection.result == "in_use" or (inspection.note or "").strip()
            photo = inspection.with_context(bin_size=True).photo
            if not inspection.result or not photo or not told:
                raise UserError(messages.inspection_incomplete(self.env, inspection=inspection.display_name))
            if inspection.date and inspection.date > today:
                raise UserError(messages.inspection_in_future(self.env))
        for inspection in self:
            inspection._move(
                "done", inspector_id=self.env.uid, done_date=today, date=inspection.date or today
            )
        # sudo: when the next visit is due follows from the plan.
        self.sudo().plan_id._schedule_inspections(today)
        return True

    @api.model
    def _cron_inspections(self):
        """Mark inspections nobody made, begin monitoring accepted plans, and make the next ones due."""
        today = civil_day.today()
        grace = self.env["reform.parameter"]._at(today).value("inspection_grace_days")
        missed = self.search(
            [("state", "=", "due"), ("date_due", "<", fields.Date.subtract(today, days=grace))]
        )
        if missed:
            missed._move("missed")
        plans = self.env["reform.plan"]
        accepted = plans.search([("state", "=", "accepted"), ("counted_from", "<", today)])
        if accepted:
            accepted._step("monitored")
        plans.search([("state", "in", ("accepted", "monitored"))])._schedule_inspections(today)

    def _seal_payload(self):
        self.ensure_one()
        photo = (
            self.sudo()
            .env["ir.attachment"]
            .search(
                [("res_model", "=", self._name), ("res_field", "=", "photo"), ("res_id", "=", self.id)],
                limit=1,
            )
        )
        return {
            "id": self.id,
            "asset_id": self.asset_id.id,
            "plan_id": self.plan_id.id or 0,
            "result": self.result or "",
            "date": self.date or "",
            "note": self.note or "",
            "photo": photo.checksum or "",
            "at": [f"{self.latitude:.7f}", f"{self.longitude:.7f}"],
        }


class ReformPlan(models.Model):
    """A plan in use is looked after; what inspections find may end it."""

    _inherit = "reform.plan"

    inspection_ids = fields.One2many("reform.inspection", "plan_id", "Inspections", readonly=True)
    inspection_count = fields.Integer("Number of Inspections", compute="_compute_inspections")
    relapse = fields.Selection(
        [("idle_again", "Found idle again"), ("missed", "Inspections missed")],
        "Relapse Proposed",
        compute="_compute_inspections",
        search="_search_relapse",
    )

    def _reported(self):
        """Return {plan id: results of its inspections, newest first}; answered ones are left out."""
        found = {}
        for inspection in (
            # sudo: whether a plan is still in use is asked by people who do not inspect.
            self.env["reform.inspection"]
            .sudo()
            .search(
                [("plan_id", "in", self.ids), ("state", "!=", "due"), ("answered", "=", False)],
                order="date_due desc, id desc",
            )
        ):
            result = inspection.result if inspection.state == "done" else "missed"
            found.setdefault(inspection.plan_id.id, []).append(result)
        return found

    def _compute_inspections(self):
        counted = dict(
            self.env["reform.inspection"]._read_group([("plan_id", "in", self.ids)], ["plan_id"], ["__count"])
        )
        rules, reported = self.env["reform.parameter"]._at(civil_day.today()), self._reported()
        for plan in self:
            plan.inspection_count = counted.get(plan, 0)
            alive = plan.state in ("in_use", "accepted", "monitored")
            plan.relapse = alive and plan_rule.relapse_due(tuple(reported.get(plan.id, ())), rules)

    def _search_relapse(self, operator, value):
        if operator != "in":
            return NotImplemented
        alive = self.search([("state", "in", ("in_use", "accepted", "monitored"))])
        return [("id", "in", alive.filtered(lambda plan: plan.relapse in value).ids)]

    def _schedule_inspections(self, today):
        """Make the next inspection due for every plan that has none, an interval after the last visit."""
        plans = self.filtered(lambda plan: plan.state in ("in_use", "accepted", "monitored"))
        if not plans:
            return
        interval = self.env["reform.parameter"]._at(today).value("inspection_interval_days")
        Inspection = self.env["reform.inspection"].sudo()  # the schedule is nobody's own act
        waiting = Inspection.search([("plan_id", "in", plans.ids), ("state", "=", "due")]).plan_id
        last = dict(
            Inspection._read_group(
                [("plan_id", "in", plans.ids), ("state", "!=", "due")], ["plan_id"], ["date_due:max"]
            )
        )
        rows = []
        for plan in plans - waiting:
            after = max(last.get(plan) or plan.used_from or today, plan.used_from or today)
            due = max(fields.Date.add(after, days=interval), today)
            rows.append({"plan_id": plan.id, "asset_id": plan.asset_id.id, "date_due": due})
        Inspection.create(rows)

    def action_confirm_relapse(self):
        """Confirm that the place is idle again: it is in the idle ledger from today, and 100 % can fall."""
        self._require_group(TOWNSHIP)
        today = civil_day.today()
        for plan in self:
            kind = plan._refuse_no_relapse()
            reason = messages.relapse_reason(self.env, kind)
            plan._close("relapsed", reason)
            plan._assets()._set_use("idle", today, reason)
        return True

    def action_refuse_relapse(self, reason=None):
        """Answer that the place is in use all the same, and why."""
        self._require_group(TOWNSHIP)
        if not (reason or "").strip():
            return self._ask("action_refuse_relapse")
        for plan in self:
            plan._refuse_no_relapse()
            # sudo: the inspections stay as reported; they are answered.
            reported = plan.sudo().inspection_ids.filtered(lambda one: one.state != "due")
            reported._set_guarded({"answered": True})
            plan._seal({plan: (plan.state, plan.state)}, kind="relapse_refused", reason=reason.strip())
        return True

    def _refuse_no_relapse(self):
        """Return the kind of relapse proposed; refuse when there is none or the user found it himself."""
        if not self.relapse:
            raise UserError(messages.relapse_not_proposed(self.env, plan=self.display_name))
        last = self.sudo().inspection_ids.filtered(lambda one: one.state == "done")[:1]
        if self.relapse == "idle_again" and not self.env.su and last.inspector_id == self.env.user:
            raise AccessError(messages.relapse_own_hand(self.env, plan=self.display_name))
        return self.relapse

    def action_inspections(self):
        """Show the inspections of the plan."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.inspection",
            "name": messages.inspections_title(self.env),
            "view_mode": "list,form",
            "domain": [("plan_id", "=", self.id)],
            "context": {"default_plan_id": self.id, "default_asset_id": self.asset_id.id},
        }
