"""The parts of the worked year that come into the books by themselves: cards and their wear, public money, a
levy, pay, what is built and what leaves. Each is played on its day by whoever does it; the monthly run then
prepares the vouchers.

Example::

    self.play_act(voucher)      # voucher of the case, of one of ACTS
    self.play_run(month)        # the vouchers of a month: run, reviewed, posted
"""

from datetime import date
from decimal import Decimal

from odoo.addons.reform_assets.tests.act_case import ActWorld
from odoo.addons.reform_assets.tests.common import AssetWorld
from odoo.fields import Command

# Account of the wear -> what the thing is used for.
USES = {"51103": "letting", "51199": "operating", "51304": "management", "514": "welfare"}
# Event of the case -> the method that plays it.
ACTS = {
    "grant_received": "_grant_received",
    "grant_works": "_grant_move",
    "grant_used": "_grant_move",
    "grant_spent": "_grant_move",
    "grant_returned": "_grant_move",
    "subsidy": "_subsidy",
    "levy": "_levy",
    "levy_collected": "_levy_collected",
    "levy_labour": "_levy_move",
    "levy_works": "_levy_move",
    "levy_finished": "_levy_finished",
    "wages": "_accrued",
    "wages_paid": "_paid_out",
    "labour": "_accrued",
    "labour_paid": "_paid_out",
    "built": "_built",
    "removed": "_removed",
}
GRANT_KINDS = {
    "grant_works": "spent_asset", "grant_used": "covered", "grant_spent": "spent_cost",
    "grant_returned": "returned",
}  # fmt: skip
LEVY_KINDS = {"levy_labour": "labour", "levy_works": "paid"}
# What the run of depreciation books by itself.
BY_ITSELF = (*ACTS, "depreciation")


class WorkedYearActs(ActWorld, AssetWorld):
    """Beside the world of the worked year."""

    @property
    def cards(self):
        """Cards by the name they have in the case."""
        return self.__dict__.setdefault("_cards_by_name", {})

    def amount(self, voucher, side="debit", code=None):
        """Return the yuan of one side of a voucher of the case, of one account or of the first line."""
        lines = [line for line in voucher.lines if code is None or line.code == code]
        return float(getattr(lines[0], side))

    # -- cards and their wear --------------------------------------------------------------------------------

    def told_card(self, name):
        return next(card for card in self.case["card"] if card["name"].startswith(name))

    def enter_card(self, told, **vals):
        """Return the confirmed card of the case."""
        used = told.get("already", 0)
        worn = self.by_hand.monthly_wear(told) * used
        cost = Decimal(told["cost"])
        card = self.card(
            name=told["name"],
            origin_place_id=self.origins.get(told.get("village"), self.village).id,
            category_id=self.env.ref(f"reform_assets.category_collective_{told['category'].lower()}").id,
            **{
                "cost": float(cost),
                "net_value": float(cost - worn),
                "acquired_date": told.get("added", False),
                "useful_life_months": told["months"],
                "months_used": used,
                "residual_rate": 5,
                **vals,
            },
        )
        self.cards[told["name"]] = self.confirm(card)
        return card

    def schedule(self, *told):
        """Have the schedules of cards drawn up by the accountant and confirmed by the supervisor."""
        Schedule = self.as_("accountant", self.env["reform.depreciation.schedule"])
        for card in told:
            asset = self.cards[card["name"]].with_env(Schedule.env)
            drafts, left = Schedule._draw_up(asset)
            assert drafts and not left, card["name"]
            drafts.expense_use = USES[card["expense"]]
            self.as_("supervisor", drafts).action_confirm()

    def enter_old_cards(self):
        told = [card for card in self.case["card"] if "added" not in card]
        for card in told:
            self.enter_card(card)
        self.schedule(*told)

    def _bought_card(self, name):
        self.schedule_of(self.enter_card(self.told_card(name)))

    def schedule_of(self, card):
        self.schedule(self.told_card(card.name))

    # -- playing ---------------------------------------------------------------------------------------------

    def play_act(self, voucher):
        getattr(self, ACTS[voucher.event])(voucher)

    def _project(self, model, voucher, **vals):
        record = self.as_("clerk", self.env[model]).create(
            {
                "title": voucher.summary,
                "entity_id": self.collective.id,
                "date": voucher.day,
                "origin_place_id": self.origins.get(voucher.village, self.village).id,
                **vals,
            }
        )
        return record.with_env(self.env)

    def _grant(self, voucher, **vals):
        grant = self._project("reform.grant", voucher, granted=self.amount(voucher), **vals)
        self.as_("township", grant).action_verify()
        self.as_("clerk", grant)._record_by_hand("received", self.amount(voucher), date=voucher.day)
        return grant

    def _grant_received(self, voucher):
        type(self).grant = self._grant(voucher)

    def _subsidy(self, voucher):
        self._grant(voucher, purpose="running")

    def _grant_move(self, voucher):
        kind = GRANT_KINDS[voucher.event]
        account = {"account": voucher.lines[0].code} if kind == "spent_asset" else {}
        self.as_("clerk", self.grant)._record_by_hand(kind, self.amount(voucher), date=voucher.day, **account)

    def _levy(self, voucher):
        type(self).levy = self._project(
            "reform.levy",
            voucher,
            day_rate=100,
            levied_before=9000,
            works_before=30000,
            line_ids=[
                Command.create({"partner_id": self.party(line.party).id, "amount": float(line.debit)})
                for line in voucher.lines
                if line.debit
            ],
        )
        self.assembly(self.levy, voucher.day)
        self.as_("supervisor", self.levy).action_levy()

    def _levy_collected(self, voucher):
        (line,) = (line for line in voucher.lines if line.party)
        self.as_("clerk", self.levy)._record_by_hand(
            "collected", float(line.credit), date=voucher.day, partner=self.party(line.party)
        )

    def _levy_move(self, voucher):
        kind = LEVY_KINDS[voucher.event]
        self.as_("clerk", self.levy)._record_by_hand(kind, self.amount(voucher), date=voucher.day)

    def _levy_finished(self, voucher):
        card = self.enter_card(self.told_card("灌溉渠"))
        self.as_("accountant", self.levy).asset_id = card
        self.as_("accountant", self.levy).action_finish()
        self.schedule_of(card)

    def _accrued(self, voucher):
        (owed,) = (line for line in voucher.lines if line.party)
        payroll = self._project(
            "reform.payroll",
            voucher,
            purpose=voucher.event,
            line_ids=[
                Command.create(
                    {
                        "partner_id": self.party(owed.party).id,
                        "amount": float(owed.credit),
                        "account_id": self.accounts()[voucher.lines[0].code].id,
                    }
                )
            ],
        )
        self.as_("director", payroll).action_approve()
        self.owing = payroll

    def _paid_out(self, voucher):
        self.as_("clerk", self.owing).action_pay_all()
        assert self.owing.state == "closed"

    def _built(self, voucher):
        told = self.told_card("冷藏库")
        card = self.card(
            name=told["name"],
            origin_place_id=self.origins[told["village"]].id,
            cost=0,
            net_value=0,
            useful_life_months=told["months"],
            residual_rate=5,
        )
        self.cards[told["name"]] = card
        self.as_("accountant", self.grant).asset_id = card
        cost = float(Decimal(told["cost"]))
        self.done("built", card, [{"cost": cost, "accumulated": 0}], date=voucher.day)
        self.confirm(card)
        self.schedule_of(card)

    def _removed(self, voucher):
        card = self.cards[self.told_card("碾米设备")["name"]]
        self.done("removal", card, date=voucher.day, reason="设备老化,变卖")

    # -- into the books --------------------------------------------------------------------------------------

    def play_run(self, month):
        """Return the vouchers of a month's events and wear, reviewed and posted."""
        first = date(self.case["year"], month, 1)
        runs = [self.as_("accountant", self.env[name]).create({"month": first})
                for name in ("reform.money.run", "reform.depreciation.run")]  # fmt: skip
        for run in runs:
            run.action_run()
        events, wear = (run.with_env(self.env) for run in runs)
        assert not events.failed_count, events.line_ids.mapped("reason")
        assert not wear.problem_ids, wear.problem_ids.mapped("reason")
        keys = {*events.line_ids.mapped("event_key"), *wear.line_ids.mapped("event_key")}
        return self.finish(self.env["ledger.voucher"].search([("event_key", "in", list(keys))]))
