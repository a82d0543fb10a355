from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import spending as rules
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..messages import spending as messages

CLERK = "reform_places.group_clerk"
ACCOUNTANT = "reform_places.group_accountant"
CASHIER = "reform_places.group_cashier"
GROUPS = {
    "director": "reform_places.group_director",
    "supervisor": "reform_places.group_supervisor",
    "township": "reform_places.group_township",
}
# Looked at together with a new request: whatever was asked for and not given up.
ALIVE = ("asked", "approved", "paid", "booked")


class ReformSpending(models.Model):
    """The road of a request: asked, signed step by step, paid; or sent back with a reason, or withdrawn."""

    _inherit = "reform.spending"

    # No two steps by the same hand.
    _approval_chains = (rules.STEPS,)
    _guarded_fields = frozenset(
        {"is_split", "split_total", "approved_on", "paid_on", "paid_by_id", "pay_reference", "return_reason"}
    )

    is_split = fields.Boolean("Perhaps Cut in Pieces", readonly=True, copy=False, index="btree_not_null")
    split_total = fields.Float(
        "Sum with the Others", digits=(16, 2), readonly=True, copy=False, aggregator=None
    )
    split_text = fields.Char("Others for the Same Payee", compute="_compute_split_text")
    approved_on = fields.Date(readonly=True, copy=False)
    paid_on = fields.Date(readonly=True, copy=False, index=True)
    paid_by_id = fields.Many2one(
        "res.users", "Paid by the Cashier", readonly=True, copy=False, ondelete="restrict"
    )
    pay_reference = fields.Char("Bank Reference", readonly=True, copy=False)
    return_reason = fields.Char("Sent Back because", readonly=True, copy=False)
    may_sign = fields.Boolean(compute="_compute_may_sign")
    may_pay = fields.Boolean(compute="_compute_may_sign")

    @api.depends("turn", "state", "asked_by_id")
    @api.depends_context("uid")
    def _compute_may_sign(self):
        user = self.env.user
        keeps = user.has_group(ACCOUNTANT) or user.has_group(CASHIER)
        for request in self:
            group = GROUPS.get(request.turn)
            own = user in request._approval_requesters()
            lent = group and group.split("_")[-1] in (request.acting_groups or "")
            request.may_sign = (
                request.state == "asked"
                and bool(group)
                and not own
                and not keeps
                and (user.has_group(group) or bool(lent))
            )
            request.may_pay = request.state == "approved" and user.has_group(CASHIER) and not own

    @api.depends("is_split", "split_total")
    @api.depends_context("lang")
    def _compute_split_text(self):
        for request in self:
            others = request._others() if request.is_split else request.browse()
            request.split_text = others and messages.split_with(
                self.env, numbers="、".join(others.mapped("name")), total=yuan(request.split_total)
            )

    @api.model
    def _approval_step_labels(self):
        return {step: label(self.env) for step, label in messages.STEPS.items()}

    def _approval_requesters(self):
        return super()._approval_requesters() | self.sudo().asked_by_id

    # -- asking ---

    def action_ask(self):
        """Send requests on to the first signature; the amount says how many it needs."""
        self._require_group(CLERK, GROUPS["director"])
        self._refuse_problems()
        for request in self:
            request._ask_for()
        return True

    def _refuse_problems(self):
        for request in self:
            rule = self.env["reform.parameter"]._at(civil_day.today(), request.sudo().place_id)
            if found := rules.check_request(request._plain(), rule):
                raise UserError(
                    messages.refused(
                        self.env, request=request.display_name, sentences=messages.problems(self.env, found)
                    )
                )

    def _ask_for(self):
        self.ensure_one()
        today = civil_day.today()
        self._move(
            "asked",
            asked_by_id=self.env.uid,
            asked_on=today,
            round=self.round + 1,
            return_reason=False,
            **self._way(today),
        )
        self._mark_pieces()

    def _mark_pieces(self):
        """Let the other requests of a flagged one bear the same mark, and go the way of the sum."""
        self.ensure_one()
        if not self.is_split:
            return
        for other in self._others().filtered(lambda other: not other.is_split):
            # sudo: the mark follows from the figures, whoever asks.
            way = other.sudo()._way(other.asked_on)
            if other.state != "asked":
                way = {name: way[name] for name in ("is_split", "split_total")}
            elif other.turn in way["steps"].split(","):
                way.pop("turn")
            other.sudo()._set_guarded(way)

    def _way(self, on):
        """Return the values of the way a request goes: signatures, decision, whether it may be a piece."""
        place, frozen = self.sudo().place_id, self.sudo().entity_id.frozen
        limits = self._limits(place)[place.id]
        rule = self.env["reform.parameter"]._at(on, place)
        others = [rules.Other(o.id, o.asked_on, yuan(o.amount)) for o in self._others(on)]
        numbers, total = rules.same_purpose(on, yuan(self.amount), others, limits, rule)
        own = rules.chain(yuan(self.amount), limits, frozen=frozen)
        whole = rules.chain(total, limits, frozen=frozen)
        return {
            "steps": ",".join(whole.steps),
            "needs_decision": own.decision,
            "turn": whole.steps[0],
            "is_split": bool(numbers),
            "split_total": float(total),
        }

    def _others(self, on=None):
        """Return the requests of the payer for the same payee, near in time."""
        self.ensure_one()
        on = on or self.asked_on
        days = self.env["reform.parameter"]._at(on, self.sudo().place_id).value("spending_split_days")
        near = Domain("asked_on", ">=", fields.Date.subtract(on, days=days))
        near &= Domain("asked_on", "<=", fields.Date.add(on, days=days))
        # sudo: everything of this payer counts, whatever the user may see.
        found = self.sudo().search(
            near
            & Domain("entity_id", "=", self.entity_id.id)
            & Domain("payee_id", "=", self.payee_id.id)
            & Domain("state", "in", ALIVE)
            & Domain("id", "!=", self.id)
        )
        return found.with_env(self.env)

    # -- signing ---

    def action_approve(self, reason=None):
        """Sign the requests at the step they wait at; the last signature makes them ready to be paid."""
        for request in self:
            if request.state != "asked" or request.turn not in GROUPS:
                raise UserError(
                    messages.not_in_turn(self.env, request=request.display_name, state=request._state_label())
                )
            request._refuse_bookkeeper()
            step, road = request.turn, request.steps.split(",")
            after = road[road.index(step) + 1 :]
            if not after and request.needs_decision:
                request._check_decision()
            request._approve(step, GROUPS[step], reason=reason)
            # sudo: who may sign has been checked; a signature writes nothing but the step.
            if after:
                request.sudo()._set_guarded({"turn": after[0]})
                request._message_log(body=messages.signed(self.env, step=messages.STEPS[step](self.env)))
            else:
                today = civil_day.today()
                request.sudo()._move("approved", reason=reason, turn="cashier", approved_on=today)
        return True

    def _refuse_bookkeeper(self):
        """Whoever keeps the books or the money of anybody approves no spending."""
        self.ensure_one()
        user = self.env.user
        engagement = self.env["reform.agency.engagement"]._of(self.sudo().entity_id)
        keeps = user in (engagement.accountant_ids | engagement.cashier_id)
        if not self.env.su and (keeps or user.has_group(ACCOUNTANT) or user.has_group(CASHIER)):
            raise AccessError(messages.keeps_the_books(self.env, request=self.display_name, person=user.name))

    def action_return(self, reason=None):
        """Send requests back to the clerk, with the reason; the signatures so far stay on record."""
        if not (reason or "").strip():
            return self._ask_window("return")
        for request in self:
            if request.state not in ("asked", "approved"):
                raise UserError(
                    messages.not_in_turn(self.env, request=request.display_name, state=request._state_label())
                )
            step = request.turn if request.turn in GROUPS else "cashier"
            groups = [GROUPS[step]] if step in GROUPS else [CASHIER]
            request._return(step, *groups, ACCOUNTANT, reason=reason)
            request.sudo()._move(
                "returned", reason=reason.strip(), turn="clerk", return_reason=reason.strip()
            )
        return True

    def action_withdraw(self, reason=None):
        """Give requests up that have not been paid."""
        self._require_group(CLERK, GROUPS["director"])
        if not (reason or "").strip():
            return self._ask_window("withdraw")
        return self._move("withdrawn", reason=reason.strip(), turn=False)

    # -- paying ---

    def action_pay(self, reference=None, date=None):
        """Record that requests have been paid: by the payer's own cashier, with the bank's reference."""
        self._require_group(CASHIER)
        self.check_access("read")
        if not (reference or "").strip():
            return self._ask_window("pay")
        date = fields.Date.to_date(date) or civil_day.today()
        for request in self:
            request._refuse_payer()
            request._refuse_pay_day(date)
            # sudo: a cashier writes nothing but the payment; who may is checked above.
            request.sudo()._move(
                "paid",
                turn="accountant",
                paid_on=date,
                paid_by_id=self.env.uid,
                pay_reference=reference.strip(),
            )
        return True

    def _refuse_payer(self):
        self.ensure_one()
        user = self.env.user
        cashier = self.env["reform.agency.engagement"]._of(self.sudo().entity_id).cashier_id
        if cashier and user != cashier and not self.env.su:
            raise AccessError(
                messages.not_the_cashier(self.env, entity=self.entity_id.display_name, person=cashier.name)
            )
        signers = self.sudo().approval_ids.filtered(lambda row: row.verdict != "returned")._people()
        if user in (signers | self._approval_requesters()) and not self.env.su:
            raise AccessError(messages.payer_has_signed(self.env, request=self.display_name))

    def _refuse_pay_day(self, date):
        if date > civil_day.today() or date < self.asked_on:
            raise UserError(messages.pay_day_wrong(self.env, request=self.display_name, date=date))

    def _ask_window(self, act):
        """Open the window that asks what an act still needs and then calls it again."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.spending.ask",
            "view_mode": "form",
            "target": "new",
            "name": messages.ask_title(self.env, act),
            "context": {"default_act": act, "default_res_ids": self.ids},
        }
