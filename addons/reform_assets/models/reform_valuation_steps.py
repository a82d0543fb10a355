from odoo import api, fields, models
from odoo.addons.reform_decision.models import paper
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import valuation as valuation_rule
from odoo.exceptions import AccessError, UserError

from ..messages import valuation as messages
from .reform_valuation import BACK_TO_WORK

CLERK = "reform_places.group_clerk"
DIRECTOR = "reform_places.group_director"
SUPERVISOR = "reform_places.group_supervisor"
TOWNSHIP = "reform_places.group_township"
FINANCE = "reform_places.group_county_finance"
AGRICULTURE = "reform_places.group_county_agriculture"
WRITERS = (CLERK, DIRECTOR, TOWNSHIP)
REPORT = {
    "requested": "scoped", "scoped": "agency_chosen", "agency_chosen": "fieldwork",
    "fieldwork": "draft_report", "draft_report": "reviewed", "reviewed": "published",
    "published": "confirmed",
}  # fmt: skip
NOTE = {**REPORT, "scoped": "draft_report"}
# State property is approved by the county instead of being posted in the village.
STATE = {"reviewed": "confirmed"}


class ReformValuation(models.Model):
    """The road of a valuation: requested, scoped, agency chosen, fieldwork, report, review, posting,
    confirmation; then it ends by its date, by a newer one, or by a dispute.
    """

    _inherit = "reform.valuation"

    next_step = fields.Char(compute="_compute_next_step")
    may_step = fields.Boolean(compute="_compute_next_step")
    missing_text = fields.Text("Still Missing", compute="_compute_missing_text")

    @api.depends("state", "route", "regime", "create_uid", "report_by_id")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for valuation in self:
            step = valuation._next_step()
            valuation.next_step = step
            valuation.may_step = bool(step) and valuation._may_step(step)

    def _compute_missing_text(self):
        for valuation in self:
            sentences = messages.problems(self.env, valuation._missing()) if valuation.id else []
            if valuation.id and valuation.next_step == "agency_chosen" and valuation.regime != "state":
                sentences.append(valuation._decision_refusal())
            valuation.missing_text = "\n".join(filter(None, sentences))

    def _next_step(self):
        """Return the state the valuation goes to next, empty at the end of its road."""
        self.ensure_one()
        road = REPORT if self.route == "report" else NOTE
        return {**road, **(STATE if self.regime == "state" else {})}.get(self.state, "")

    def _groups_of(self, step):
        """Return the groups whose members may take a step."""
        self.ensure_one()
        state = self.regime == "state"
        if step == "agency_chosen":
            return (FINANCE,) if state else (DIRECTOR, SUPERVISOR, TOWNSHIP)
        if step == "reviewed":
            return (SUPERVISOR, TOWNSHIP, FINANCE) if state else (SUPERVISOR, TOWNSHIP)
        if step == "confirmed":
            if state:
                return (FINANCE,)
            return (AGRICULTURE,) if self.route == "report" else (TOWNSHIP,)
        return WRITERS

    def _hands(self):
        """Return who asked for the valuation or wrote its report: they neither review nor confirm it."""
        return self.create_uid | self.report_by_id

    def _may_step(self, step):
        if not any(map(self.env.user.has_group, self._groups_of(step))):
            return False
        return not self._needs_other_hand(step) or self.env.user not in self.sudo()._hands()

    def _needs_other_hand(self, step):
        return step in ("reviewed", "confirmed") or step == "agency_chosen" and self.regime == "state"

    def _missing(self):
        """Return what keeps the valuation from its next step, as Problems."""
        self.ensure_one()
        step, facts, rules = self._next_step(), self._plain(), self._rules()
        if step == "scoped":
            return valuation_rule.check_scope(facts, rules)
        if step == "agency_chosen":
            return valuation_rule.check_scope(facts, rules) + valuation_rule.check_agency(facts)
        if step in ("draft_report", "reviewed"):
            return valuation_rule.check_draft(facts, rules)
        if step == "published":
            return valuation_rule.check_announcement(facts, civil_day.today())
        if step == "confirmed":
            return valuation_rule.check_posting(facts, civil_day.today(), rules)
        return []

    # --- steps ---

    def action_scope(self):
        """Take the request up: what is valued, for what, and as of which day is fixed from here on."""
        return self._take("scoped")

    def action_choose_agency(self):
        """Take the members' choice of the agency over; for state property the county approves by number."""
        for valuation in self:
            if valuation.regime == "state":
                raise UserError(messages.county_approves(self.env, valuation=valuation.name))
        self._begin("agency_chosen")
        self._check_decision()
        return self._move("agency_chosen")

    def action_approve(self, reason=None, number=None, date=None):
        """Approve that state property is valued, and by whom, with the number of the approval."""
        for valuation in self:
            if valuation.regime != "state":
                raise UserError(messages.members_choose(self.env, valuation=valuation.name))
        self._begin("agency_chosen")
        if not (number or "").strip():
            return self._ask("valuation_approve")
        return self._move(
            "agency_chosen", reason=reason, approval_no=number.strip(), approved_by_id=self.env.uid
        )

    def action_fieldwork(self):
        """The agency is at the place."""
        return self._take("fieldwork")

    def action_report(self):
        """Enter the report or the note; its file is sealed by its digest and no longer exchanged."""
        self._begin("draft_report")
        for valuation in self:
            valuation._move(
                "draft_report",
                report_by_id=self.env.uid,
                report_digest=paper.digest(valuation.sudo(), "report_file") or False,
            )
        return True

    def action_review(self):
        """Somebody who neither asked nor wrote has read report, method and figures."""
        return self._take("reviewed", reviewed_by_id=self.env.uid)

    def action_publish(self):
        """The value hangs where the villagers read it, with a photo."""
        return self._take("published")

    def action_confirm(self, reason=None, number=None, date=None):
        """Confirm the value; from here on leases and disposals may rest on it, until its last day."""
        self._begin("confirmed")
        if not (number or "").strip():
            return self._ask("valuation_confirm")
        self._move(
            "confirmed",
            reason=reason,
            confirmation_no=number.strip(),
            confirmed_by_id=self.env.uid,
            confirmed_date=civil_day.today(),
        )
        for valuation in self:
            valuation._supersede_older()
        return True

    def action_return(self, reason=None, number=None, date=None):
        """Send it back to the work, with the reason."""
        self._require_group(SUPERVISOR, TOWNSHIP, FINANCE, AGRICULTURE)
        if not (reason or "").strip():
            return self._ask("valuation_return")
        return self._back_to_work(reason.strip())

    def action_dispute(self, reason=None, number=None, date=None):
        """Somebody with good reason contests the value: nothing rests on it until it is worked out anew."""
        self._require_group(SUPERVISOR, TOWNSHIP, FINANCE, AGRICULTURE)
        if not (reason or "").strip():
            return self._ask("valuation_dispute")
        return self._move("disputed", reason=reason.strip())

    def action_withdraw(self, reason=None, number=None, date=None):
        """Give a request up before it is confirmed."""
        self._require_group(*WRITERS)
        if not (reason or "").strip():
            return self._ask("valuation_withdraw")
        return self._move("withdrawn", reason=reason.strip())

    def action_fill_in(self):
        """Work the values out from the comparables: mean price per unit × quantity, to the cent."""
        self._require_group(*WRITERS)
        for valuation in self:
            deals = [one._plain() for one in valuation.comparable_ids]
            if not deals:
                raise UserError(messages.no_comparables(self.env))
            price = valuation_rule.unit_price(deals)
            name = "rent_value" if valuation.purpose == "lease" else "value"
            for line in valuation.line_ids:
                line.write({name: float(price) * line.quantity})
        return True

    # --- inside ---

    def _take(self, step, **vals):
        self._begin(step)
        return self._move(step, **vals)

    def _begin(self, step):
        """Check who acts, that the step is next, and that nothing is missing for it."""
        for valuation in self:
            valuation._require_group(*valuation._groups_of(step))
            if valuation._next_step() != step:
                raise UserError(
                    messages.not_at_this_step(
                        self.env, valuation=valuation.name, state=valuation._state_label()
                    )
                )
            if valuation._needs_other_hand(step):
                valuation._refuse_own_hand()
        self._refuse_missing()

    def _refuse_own_hand(self):
        if not self.env.su and self.env.user in self.sudo()._hands():
            raise AccessError(messages.own_hand(self.env, valuation=self.name))

    def _refuse_missing(self):
        sentences = [
            f"{valuation.name}: {sentence}"
            for valuation in self
            for sentence in messages.problems(self.env, valuation._missing())
        ]
        if sentences:
            raise UserError("\n".join(sentences))

    def _back_to_work(self, reason):
        clean = {"report_by_id": False, "reviewed_by_id": False, "report_digest": False}
        clean |= {"published_from": False, "confirmed_by_id": False, "confirmed_date": False}
        for valuation in self:
            if valuation.state not in BACK_TO_WORK:
                raise UserError(
                    messages.not_at_this_step(
                        self.env, valuation=valuation.name, state=valuation._state_label()
                    )
                )
            valuation._move("fieldwork" if valuation.route == "report" else "scoped", reason=reason, **clean)
        return True

    def _supersede_older(self):
        """End older valuations that say nothing this one does not say."""
        self.ensure_one()
        # sudo: which older ones end follows from the dates, not from who confirms the newer one.
        older = self.sudo().search(
            [
                ("id", "!=", self.id),
                ("state", "=", "confirmed"),
                ("line_ids.asset_id", "in", self.sudo().asset_ids.ids),
                ("base_date", "<=", self.base_date),
            ]
        )
        covered = older.filtered(lambda one: one.asset_ids <= self.sudo().asset_ids and one._is_said_by(self))
        if covered:
            covered._move(
                "superseded", superseded_by_id=self.id, reason=messages.newer(self.env, valuation=self.name)
            )

    def _is_said_by(self, newer):
        if newer.route == "comparables" and (self.route, self.purpose) != (newer.route, newer.purpose):
            return False
        return all(not self[name] or newer[name] for name in ("value", "rent_value"))

    def _ask(self, act):
        """Open the window that asks for a reason or a number and then calls the act again."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.valuation.reason",
            "view_mode": "form",
            "target": "new",
            "name": messages.ask_title(self.env, act),
            "context": {"default_act": act, "default_res_ids": self.ids},
        }

    @api.model
    def _cron_expire(self):
        """End what may no longer be used since yesterday."""
        today = civil_day.today()
        over = self.search([("state", "=", "confirmed"), ("valid_to", "<", today)])
        if over:
            over._move("expired")
