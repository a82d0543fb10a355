from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import disposal as disposal_rule
from odoo.addons.reform_rules.errors import Problem
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import disposal as messages
from .reform_disposal import BEFORE, OUTCOMES
from .reform_valuation_steps import CLERK, DIRECTOR, FINANCE, SUPERVISOR, TOWNSHIP, WRITERS

ACCOUNTANT = "reform_places.group_accountant"
BACK = ("classified", "valued", "value_published", "decided", "approved")
TAKERS = (DIRECTOR, SUPERVISOR, TOWNSHIP)


class ReformDisposal(models.Model):
    """The road of a disposal: who may take which step, and what is missing for it."""

    _inherit = "reform.disposal"

    next_step = fields.Char(compute="_compute_next_step")
    may_step = fields.Boolean(compute="_compute_next_step")
    missing_text = fields.Text("Still Missing", compute="_compute_missing_text")

    @api.depends("state", "kind", "regime", "price", "create_uid", "decided_by_id")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for disposal in self:
            step = disposal._next_step()
            disposal.next_step, disposal.may_step = step, bool(step) and disposal._may_step(step)

    def _compute_missing_text(self):
        for disposal in self:
            sentences = messages.problems(self.env, disposal._missing()) if disposal.id else []
            if disposal.id and disposal.next_step == "decided" and disposal.regime != "state":
                sentences.append(disposal._decision_refusal())
            disposal.missing_text = "\n".join(filter(None, sentences))

    def _road(self):
        """Return the states of this disposal in order; nothing is received where nothing is paid."""
        self.ensure_one()
        road = disposal_rule.road(self.kind, self.regime or "collective")
        if self.kind != "sale" and not self.price:
            road = tuple(state for state in road if state != "proceeds_received")
        return road

    def _next_step(self):
        """Return the state the disposal goes to next, empty at the end of its road."""
        self.ensure_one()
        road = self._road()
        after = dict(zip(road, road[1:], strict=False))
        return after.get(self.state, "")

    def _groups_of(self, step):
        """Return the groups whose members may take a step."""
        self.ensure_one()
        if step in ("classified", "removed"):
            return (TOWNSHIP,)
        if step == "decided":
            return TAKERS
        if step == "approved":
            return (FINANCE,) if self.regime == "state" else (TOWNSHIP,)
        if step in ("sold", "contributed", "transferred", "scrapped", "demolished"):
            return (DIRECTOR, TOWNSHIP)
        if step == "proceeds_received":
            return (ACCOUNTANT, CLERK, TOWNSHIP)
        return WRITERS

    def _approval_requesters(self):
        """Return who proposed it or took the decision over: they do not approve it."""
        return super()._approval_requesters() | self.sudo().decided_by_id

    def _may_step(self, step):
        own = step in ("classified", "approved") and self.env.user in self._approval_requesters()
        if step == "transferred":
            own = self.env.user in self._givers()
        return not own and any(map(self.env.user.has_group, self._groups_of(step)))

    def _missing(self):
        """Return what keeps the disposal from its next step, as Problems."""
        self.ensure_one()
        step, facts, rules = self._next_step(), self._plain(), self._rules()
        today = civil_day.today()
        last = yuan(self.last_reserve) if self.last_reserve else None
        if step in ("classified", *BACK):
            found = disposal_rule.check_classified(facts)
            if step != "classified":
                found += disposal_rule.check_valued(facts, rules, last)
            if step == "value_published":
                found += disposal_rule.check_posted(facts, today, rules, over=False)
            if step == "decided":
                found += disposal_rule.check_posted(facts, today, rules, over=True)
                if self.regime == "state" and not facts.has_collective_record:
                    found.append(Problem("collective_record_missing", {}))
            return found
        if step == "listed":
            values = disposal_rule.check_valued(facts, rules, last)
            return values + disposal_rule.check_listing(facts, today, rules)
        if step in OUTCOMES:
            return self._missing_for_outcome(step, facts, today, rules, last)
        if step == "proceeds_received":
            return disposal_rule.check_proceeds(facts)
        if step == "delivered" and not facts.has_handover:
            return [Problem("handover_missing", {})]
        if step == "reported" and not (self.report_no or "").strip():
            return [Problem("report_no_missing", {})]
        return []

    def _missing_for_outcome(self, step, facts, today, rules, last):
        found = disposal_rule.check_classified(facts) + disposal_rule.check_valued(facts, rules, last)
        if step == "sold":
            return found + disposal_rule.check_sold(facts, today)
        if step == "contributed" and not facts.has_contract:
            found.append(Problem("contract_missing", {}))
        if step in ("scrapped", "demolished") and not facts.has_handover:
            found.append(Problem("proof_missing", {}))
        if facts.price and step != "sold" and not self.buyer_id:
            found.append(Problem("buyer_missing", {}))
        return found

    # --- steps ---

    def action_classify(self):
        """The township says whose property it is, and so whose rules apply; lessees are found."""
        self._begin("classified")
        self._approve("classified", TOWNSHIP)
        self.sudo()._move("classified")
        for disposal in self:
            disposal._find_tenants()
        return True

    def action_value(self):
        """Lay the valuations in force today on the cards; without one nothing goes on."""
        self._begin("valued")
        for disposal in self:
            disposal._lay_values()
        return self._move("valued")

    def action_publish(self):
        """Value and proposal hang where the villagers read them."""
        return self._take("value_published")

    def action_decide(self):
        """Take the members' resolution over, or the collective decision of the office that keeps it."""
        self._begin("decided")
        self.filtered(lambda disposal: disposal.regime != "state")._check_decision()
        self._move("decided", decided_by_id=self.env.uid)
        for disposal in self:
            if disposal.approval_no and not disposal.below_floor:
                # A listing that failed: the approval stands as long as the price keeps to its part.
                disposal._move("approved", reason=messages.approval_stands(self.env, disposal.approval_no))
        return True

    def action_approve(self, reason=None, number=None, date=None):
        """Approve with number and day: finance for the state's property, the township for a collective's."""
        self._begin("approved")
        if not (number or "").strip():
            return self._ask("disposal_approve")
        today = civil_day.today()
        for disposal in self:
            disposal._approve("approved", *disposal._groups_of("approved"), reason=reason)
            disposal.sudo()._move(
                "approved",
                reason=reason,
                approval_no=number.strip(),
                approval_date=min(date or today, today),
                approved_by_id=self.env.uid,
            )
        return True

    def action_list(self):
        """It is offered in public from today."""
        return self._take("listed")

    def action_sell(self):
        """Conclude the sale with the highest bidder, at the reserve or above."""
        self._begin("sold")
        for disposal in self:
            disposal.listing_ids[-1:]._set_guarded(
                {"result": "deal", "bidders": disposal.bidders, "highest_bid": disposal.price}
            )
            disposal._conclude("sold")
            disposal._tell_leases()
        return True

    def action_fail(self, reason=None, number=None, date=None):
        """Nobody bid the reserve: the listing has failed."""
        self._require_group(*WRITERS)
        self._refuse_not_at("listed")
        if not (reason or "").strip():
            return self._ask("disposal_fail")
        for disposal in self:
            disposal.listing_ids[-1:]._set_guarded({"result": "failed"})
        return self._move("failed_listing", reason=reason.strip(), price=0, buyer_id=False, bidders=0)

    def action_relist(self):
        """Offer it again: at the same reserve at once, lower only after a new vote, and below the part of the
        valuation only with the renewed consent of who approved.
        """
        self._require_group(*WRITERS)
        self._refuse_not_at("failed_listing")
        for disposal in self:
            wanted, last = yuan(disposal.relist_reserve), yuan(disposal.reserve_price)
            if wanted >= last:
                disposal._move("approved", reserve_price=float(wanted))
                continue
            lowest = disposal_rule.lowest_reserve(yuan(disposal.value), last, disposal._rules())
            if wanted < lowest or not wanted:
                problem = Problem("reserve_below", {"reserve": wanted, "lowest": lowest})
                raise UserError(messages.problems(self.env, [problem])[0])
            disposal._move(
                "valued" if disposal.regime == "state" else "value_published",
                reason=messages.listed_lower(self.env, old=last, new=wanted),
                reserve_price=float(wanted),
                last_reserve=float(last),
                decision_id=False,
                decided_by_id=False,
                **dict.fromkeys(("collective_no", "collective_date", "collective_file"), False),
            )
            if disposal.below_floor:
                disposal._set_guarded({"approval_no": False, "approval_date": False, "approved_by_id": False})
        return True

    def action_contribute(self):
        """Conclude the contribution: from here on the owner holds a share instead of the thing."""
        self._begin("contributed")
        for disposal in self:
            disposal._conclude("contributed")
            disposal._tell_leases()
        return True

    def action_scrap(self):
        """It is scrapped, with the proof."""
        self._begin("scrapped")
        for disposal in self:
            disposal._conclude("scrapped")
        return True

    def action_demolish(self):
        """It is pulled down, with the proof."""
        self._begin("demolished")
        for disposal in self:
            disposal._conclude("demolished")
        return True

    def action_deliver(self):
        """Both sides have signed the handover sheet."""
        return self._take("delivered")

    def action_close_proceeds(self):
        """The price has come in, to the cent, where it belongs."""
        return self._take("proceeds_received")

    def action_report(self):
        """The result is filed and posted; the case is closed."""
        return self._take("reported")

    def action_return(self, reason=None, number=None, date=None):
        """Send a proposal back to who made it, with the reason; signatures so far stay on record."""
        if not (reason or "").strip():
            return self._ask("disposal_return")
        for disposal in self:
            if disposal.state not in BACK:
                raise UserError(disposal._not_at_this_step())
            disposal._return("proposed", TOWNSHIP, FINANCE, SUPERVISOR, reason=reason)
            disposal.sudo().line_ids._set_guarded({"value": 0, "valuation_id": False})
            disposal.sudo()._move("proposed", reason=reason.strip(), **self._nothing_decided())
        return True

    def action_withdraw(self, reason=None, number=None, date=None):
        """Give a disposal up before it is concluded."""
        self._require_group(*WRITERS)
        if not (reason or "").strip():
            return self._ask("disposal_withdraw")
        for disposal in self:
            if disposal.state not in BEFORE:
                raise UserError(disposal._not_at_this_step())
        return self._move("withdrawn", reason=reason.strip())

    # --- inside ---

    @staticmethod
    def _nothing_decided():
        names = ("decided_by_id", "approved_by_id", "approval_no", "approval_date", "published_from")
        return dict.fromkeys(names, False)

    def _take(self, step, **vals):
        self._begin(step)
        return self._move(step, **vals)

    def _begin(self, step):
        """Check who acts, that the step is next, and that nothing is missing for it."""
        for disposal in self:
            disposal._require_group_or_deputy(*disposal._groups_of(step))
            if disposal._next_step() != step:
                raise UserError(disposal._not_at_this_step())
        sentences = [
            f"{disposal.name}: {sentence}"
            for disposal in self
            for sentence in messages.problems(self.env, disposal._missing())
        ]
        if sentences:
            raise UserError("\n".join(sentences))

    def _require_group_or_deputy(self, *groups):
        """Ask for the role itself, or for one lent by a dated delegation where a signature is given."""
        if not self.env.su:
            self._authority(groups)

    def _refuse_not_at(self, state):
        for disposal in self:
            if disposal.state != state:
                raise UserError(disposal._not_at_this_step())

    def _not_at_this_step(self):
        return messages.not_at_this_step(self.env, disposal=self.name, state=self._state_label())

    def _lay_values(self):
        """Write on each card which valuation holds today and what it says."""
        # sudo: the values are what the valuations in force say, whoever may read them.
        lines = (self.line_ids | self.counter_line_ids).sudo()
        found = self.env["reform.valuation"]._valid_lines(lines.asset_id, civil_day.today(), self.kind)
        by_card = {card.id: line.sudo() for card, line in found.items()}
        for line in lines:
            valued = by_card[line.asset_id.id]
            line._set_guarded({"value": valued.value, "valuation_id": valued.valuation_id.id})

    def _find_tenants(self):
        """Note the leases in force on what is to be sold: their lessees are told first."""
        if self.kind not in ("sale", "exchange", "contribution"):
            return
        # sudo: whether a thing is let follows from the leases, whoever may read them.
        mine = self.sudo()
        leases = mine.line_ids.asset_id.lease_line_ids.lease_id.filtered(
            lambda lease: lease._holds_its_assets()
        )
        known = mine.tenant_ids.lease_id
        self.env["reform.disposal.tenant"].sudo().create(
            [{"disposal_id": self.id, "lease_id": lease.id} for lease in leases - known]
        )

    def _conclude(self, outcome, **vals):
        """Move to the outcome, with what the books said on that day."""
        for line in (self.line_ids | self.counter_line_ids).sudo():
            line._set_guarded({"cost": line.asset_id.cost, "net_value": line.asset_id.net_value})
        self.flush_recordset()
        self.sudo()._move(outcome, outcome_date=civil_day.today(), **vals)

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
