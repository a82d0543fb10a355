from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import plan as plan_rule
from odoo.exceptions import AccessError, UserError

from ..messages import plan as messages
from .reform_plan import COUNTED_STATES, EXITS

CLERK = "reform_places.group_clerk"
DIRECTOR = "reform_places.group_director"
SUPERVISOR = "reform_places.group_supervisor"
TOWNSHIP = "reform_places.group_township"
COUNTY_FINANCE = "reform_places.group_county_finance"
COUNTY_AGRICULTURE = "reform_places.group_county_agriculture"
APPROVER_GROUPS = {
    "county_finance": (COUNTY_FINANCE,),
    "county_agriculture": (COUNTY_AGRICULTURE,),
    "decision": (TOWNSHIP, SUPERVISOR),
}
# What an exit rests on: the register itself, or a paper.
REGISTER_EXITS = {"scrapped": ("scrapped",), "disposed": ("disposed", "scrapped")}
# Which exit a method's outcome leads to.
OUTCOME_EXITS = {"scrapped": "scrapped", "disposed": "disposed", "transferred": "transferred"}


class ReformPlan(models.Model):
    """The road of a plan: discussed, approved, carried out, in use; or closed for a reason."""

    _inherit = "reform.plan"

    can_act = fields.Boolean(compute="_compute_can_act")
    approver = fields.Char("Waits for", compute="_compute_can_act")

    @api.depends_context("uid")
    def _compute_can_act(self):
        # Lent roles count as one's own where something is approved; not every role can be lent.
        lent = set((self[:1].acting_groups or "").split())
        held = lent | {group for group in (CLERK, DIRECTOR, TOWNSHIP) if self.env.user.has_group(group)}
        for plan in self:
            groups = plan._next_groups()
            own = plan.state == "consulted" and self.env.user in plan.sudo()._proposers()
            plan.can_act = bool(held & set(groups)) and not own
            plan.approver = ", ".join(self.env.ref(group).sudo().name for group in groups)

    def _next_groups(self):
        """Return the groups whose members take the plan's next step."""
        self.ensure_one()
        if self.state == "consulted":
            return APPROVER_GROUPS[self._approver()]
        return {
            "draft": (CLERK, DIRECTOR, TOWNSHIP),
            "approved": (DIRECTOR, TOWNSHIP),
            "preparing": (DIRECTOR, TOWNSHIP),
        }.get(self.state, ())

    def _approver(self):
        """Return who puts the last name to the approval."""
        self.ensure_one()
        return plan_rule.approvers(self.sudo()._plain(civil_day.today()))[-1]

    def _proposers(self):
        self.ensure_one()
        return self.create_uid | self.proposed_by_id

    def _problems(self):
        """Return what keeps the plan from its next step, as Problems."""
        self.ensure_one()
        at = civil_day.today()
        facts = self.sudo()._plain(at)
        return {
            "draft": lambda: plan_rule.check_draft(facts, at),
            "consulted": lambda: plan_rule.check_approval(facts, at),
            "approved": lambda: plan_rule.check_prepare(facts),
            "preparing": lambda: plan_rule.check_in_use(facts),
        }.get(self.state, list)()

    # --- steps ---

    def action_consult(self):
        """Record that the plan was discussed; from here on it is what is decided on."""
        self._require_group(CLERK, DIRECTOR, TOWNSHIP)
        self._refuse_not_at("draft")
        for plan in self:
            if not (plan.consultation or "").strip():
                raise UserError(messages.plan_consultation_missing(self.env, plan=plan.display_name))
        self._refuse_problems()
        for plan in self:
            plan._set_guarded({"idle_since": plan.sudo().asset_id.idle_since or plan.idle_since})
        today = civil_day.today()
        return self._step("consulted", proposed_by_id=self.env.uid, consulted_date=today)

    def action_approve(self, reason=None, number=None):
        """Approve: the finance bureau for state property, the members' resolution for collective property."""
        self._refuse_not_at("consulted")
        for plan in self:
            approver = plan._approver()
            plan._authority(APPROVER_GROUPS[approver])
            if approver != "decision" and not (number or "").strip():
                return self._ask("action_approve")
        for plan in self:
            plan._refuse_proposer()
        self._refuse_problems()
        for plan in self:
            approver = plan._approver()
            if approver != "county_finance":
                plan._check_decision()
            plan._approve("approved", *APPROVER_GROUPS[approver], reason=reason)
        # sudo: a deputy signs without the rights of the role; the signature has been asked for above.
        return self.sudo()._step(
            "approved",
            reason=reason,
            approved_by_id=self.env.uid,
            approved_date=civil_day.today(),
            approval_no=(number or "").strip() or False,
        )

    def _approval_requesters(self):
        return super()._approval_requesters() | self.sudo().proposed_by_id

    def action_prepare(self):
        """Begin to carry the plan out."""
        self._require_group(DIRECTOR, TOWNSHIP)
        self._refuse_not_at("approved")
        self._refuse_problems()
        return self._step("preparing", prepared_date=civil_day.today())

    def action_put_in_use(self):
        """Say that every use has begun, with what shows it: a contract, agreement, share paper or note."""
        self._require_group(DIRECTOR, TOWNSHIP)
        self._refuse_not_at("preparing")
        self._refuse_problems()
        today = civil_day.today()
        for plan in self:
            # sudo: the contract and the use of the assets follow from the plan.
            for use in plan.sudo().use_ids:
                if contract := use._contract():
                    use._set_guarded({"lease_id": contract.id})
            plan._put_assets_in_use(today)
        return self._step("in_use", used_from=today)

    def _put_assets_in_use(self, day):
        """Report the assets as in use, those let by a contract left as the contract says."""
        states = dict(self.env["reform.asset"]._fields["use_state"]._description_selection(self.env))
        lent = "lent" in states and self.use_ids and all(use.method_id.code == "lend" for use in self.use_ids)
        assets = self._assets().filtered(lambda asset: asset.use_state == "idle")
        if assets:
            reason = messages.plan_puts_in_use(self.env, plan=self.name)
            assets._set_use("lent" if lent else "in_use", day, reason)

    def action_back_to_draft(self, reason=None):
        """Take a discussed plan back; it is discussed and decided anew."""
        self._require_group(CLERK, DIRECTOR, TOWNSHIP)
        self._refuse_not_at("consulted")
        if not (reason or "").strip():
            return self._ask("action_back_to_draft")
        return self._step("draft", reason=reason.strip(), proposed_by_id=False, consulted_date=False)

    def action_cancel(self, reason=None):
        """Give a plan up that has not come into use; an approved one only by the township."""
        early = all(plan.state in ("draft", "consulted") for plan in self)
        self._require_group(*((CLERK, DIRECTOR, TOWNSHIP) if early else (TOWNSHIP,)))
        if not (reason or "").strip():
            return self._ask("action_cancel")
        return self._step("cancelled", reason=reason.strip(), close_reason=reason.strip())

    def action_mark_unfit(self, reason=None):
        """Close the plan because nothing can be done with the asset; the township says so, not who proposed
        it. The finding itself is the county's, on the spell in the idle ledger.
        """
        self._require_group(TOWNSHIP)
        self._refuse_proposer()
        if not (reason or "").strip():
            return self._ask("action_mark_unfit")
        return self._close("unfit", reason.strip())

    def action_close(self, reason=None, to=None):
        """Close the plan with what became of the asset: scrapped, disposed of, transferred, brought in."""
        for plan in self:
            group = COUNTY_FINANCE if plan.owner_class == "state" else TOWNSHIP
            plan._require_group(group)
            plan._refuse_proposer()
        if not (reason or "").strip() or to not in EXITS:
            return self._ask("action_close")
        for plan in self:
            plan._refuse_wrong_exit(to)
        return self._close(to, reason.strip())

    def _close(self, to, reason):
        """Close plans for an act of our own that has already been approved, such as a concluded disposal."""
        today = civil_day.today()
        vals = {"close_reason": reason}
        if to in COUNTED_STATES:
            vals["counted_from"] = today
        elif to == "relapsed":
            vals["counted_to"] = today
        return self._step(to, reason=reason, **vals)

    def _refuse_wrong_exit(self, to):
        plan = self.sudo()
        outcomes = {OUTCOME_EXITS.get(use.method_id.outcome) for use in plan.use_ids}
        if any(use.destination_id.injects_capital for use in plan.use_ids):
            outcomes.add("injected")
        if to not in outcomes:
            raise UserError(messages.plan_wrong_exit(self.env, plan=self.display_name))
        if to in REGISTER_EXITS:
            for asset in plan.line_ids.asset_id:
                if asset.use_state not in REGISTER_EXITS[to]:
                    raise UserError(
                        messages.plan_still_on_register(
                            self.env, plan=self.display_name, asset=asset.display_name
                        )
                    )
        elif "transfer_order" not in plan.paper_ids.mapped("kind"):
            raise UserError(messages.plan_transfer_paper_missing(self.env, plan=self.display_name))

    def action_replan(self, reason=None):
        """Make a new version of the plan; the old one stays as it is, and says what replaced it."""
        self.ensure_one()
        self._require_group(CLERK, DIRECTOR, TOWNSHIP)
        if not (reason or "").strip():
            return self._ask("action_replan")
        if self.state in ("draft", "superseded") or self.next_ids.filtered(
            lambda plan: plan.state != "cancelled"
        ):
            raise UserError(messages.plan_not_at(self.env, plan=self.display_name, state=self._state_label()))
        vals = {"close_reason": reason.strip()}
        if self.counted_from and not self.counted_to:
            vals["counted_to"] = civil_day.today()
        if (self.state, "superseded") in self._declared("_state_edges"):
            self._step("superseded", reason=reason.strip(), **vals)
        new = self._next_version()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "views": [(False, "form")],
        }

    def _next_version(self):
        """Return a draft that says what this plan said, in the scheme of today."""
        self.ensure_one()
        others = self.line_ids.asset_id - self.asset_id
        new = self.copy(
            {
                "scheme_id": False,
                "origin": "inspection" if self.state == "relapsed" else self.origin,
                "line_ids": [(0, 0, {"asset_id": asset.id}) for asset in others],
            }
        )
        new._set_guarded({"version": self.version + 1, "previous_id": self.id, "idle_since": self.idle_since})
        for use in self.use_ids:
            same = new.scheme_id.destination_ids.filtered(
                lambda destination, use=use: destination.code == use.destination_id.code
            )
            payees = [(0, 0, payee.copy_data()[0] | {"use_id": False}) for payee in use.payee_ids]
            use.copy({"plan_id": new.id, "destination_id": same.id, "payee_ids": payees})
        for line in self.funding_ids:
            line.copy({"plan_id": new.id})
        return new

    # --- refusals and moves ---

    def _step(self, to, reason=None, **vals):
        """Move the plans and keep the papers that the step rests on."""
        result = self._move(to, reason=reason, **vals)
        # sudo: papers are sealed by the step, whoever takes it.
        self.sudo().paper_ids._seal_papers()
        return result

    def _refuse_not_at(self, state):
        for plan in self:
            if plan.state != state:
                raise UserError(
                    messages.plan_not_at(self.env, plan=plan.display_name, state=plan._state_label())
                )

    def _refuse_proposer(self):
        for plan in self:
            if not self.env.su and self.env.user in plan.sudo()._proposers():
                raise AccessError(messages.plan_own_hand(self.env, plan=plan.display_name))

    def _refuse_problems(self):
        for plan in self:
            if found := plan._problems():
                raise UserError(
                    messages.plan_refused(
                        self.env,
                        plan=plan.display_name,
                        sentences=messages.plan_problems(self.env, found),
                    )
                )

    def _ask(self, act):
        """Open the window that asks for a reason or number and then calls the act again."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.plan.ask",
            "view_mode": "form",
            "target": "new",
            "name": messages.reason_title(self.env, act),
            "context": {"default_act": act, "default_res_ids": self.ids},
        }
