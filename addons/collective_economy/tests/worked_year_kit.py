"""The worked year of `tests/cases/worked_year.toml`, played by the people who would play it.

Example::

    class TestPackage(WorkedYearCase):
        def test_the_books_end_where_they_should(self):
            self.assertEqual(self.balances("2024-12-31"), self.wanted_balances())

What it accepts: the case as a village accountant reads it. How it works: two old trial balances come in as
files and go through the conversion; cards wear off, grants, a levy and pay come into the books by their own
acts; every voucher passes three hands, every month is closed, the year is transferred, distributed to the
last dividend paid, folded back, signed and locked; the clock stands on the day of each act.
"""

import base64
import calendar
import importlib.util
from datetime import date
from decimal import Decimal
from pathlib import Path

from freezegun import freeze_time
from odoo.addons.reform_decision.walkthrough import PICTURE, pass_decision
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.addons.reform_rules.money import yuan
from odoo.fields import Command
from odoo.tests import new_test_user

from .people import PeopleWorld
from .worked_year_acts import ACTS, BY_ITSELF, WorkedYearActs

CASES = Path(__file__).parents[3] / "tests" / "cases"
# What the closing and the distribution book by themselves.
OWN_ACTS = ("transfer", "fold_back", "reserve", "dividend")
SHARES_MEETING, SHARES_POSTED = date(2024, 1, 22), date(2024, 1, 8)
PLAN_POSTED, PLAN_MEETING = date(2025, 1, 10), date(2025, 1, 24)


def beside(name):
    """Return a module beside the case, which knows no code of the product: the calculator, the old files."""
    spec = importlib.util.spec_from_file_location(name, CASES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class WorkedYearWorld(WorkedYearActs, PeopleWorld):
    """`collective` of the merged village 合村, made of 甲村 and 乙村; its year 2024 played to the lock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._build_assets()
        cls.by_hand, cls.files = beside("worked_year"), beside("worked_year_files")
        cls.batches = cls.env["reform.intake.batch"]
        cls.case = cls.by_hand.read()
        cls.hand_books = cls.by_hand.reckon(cls.case)
        cls.origins = {"甲村": cls.old_a, "乙村": cls.old_b}
        cls.parties = {}
        cls.users["poster"] = new_test_user(
            cls.env,
            login="test_poster",
            groups="reform_places.group_accountant",
            reform_scope_ids=[(6, 0, cls.village.ids)],
        )
        world = cls("run_setup")
        world.play()

    def run_setup(self):
        """Stand in for a test method while the class is set up."""

    def play(self):
        """Play the whole year."""
        clock = freeze_time(date(2024, 1, 2))
        today = clock.start()
        try:
            self.open_books()
            self.enter_old_cards()
            today.move_to(date(2024, 1, 28))
            self.share_out()
            for month in range(1, 13):
                self.play_month(month, today)
            today.move_to(PLAN_POSTED)
            closing, plan = self.transferred(), self.posted_plan()
            today.move_to(date(2025, 1, 25))
            self.distribute(plan)
            self.finish_year(closing)
            today.move_to(self.case["payment"]["date"])
            self.pay_dividends(plan)
        finally:
            clock.stop()

    def party(self, name):
        """Return the household, firm or group of a name."""
        if name and name not in self.parties:
            self.parties[name] = self.env["res.partner"].create({"name": name})
        return self.parties[name] if name else self.env["res.partner"]

    # -- opening ---------------------------------------------------------------------------------------------

    def open_books(self):
        """Convert the two trial balances: the table decides, and a person where the table asks."""
        opening = self.load_old_books()
        type(self).opening = opening.with_env(self.env)
        opening.date_opening = date(self.case["year"], 1, 1)
        accounts = self.env["ledger.account"]._of_entity(self.collective, self.opening.chart_id)
        for line in opening.line_ids.filtered(lambda each: each.standing == "question"):
            main, *parts = self.decided(line)
            line.write(
                {
                    "account_id": accounts[main.new].id,
                    "reason": "按固定资产卡片分类",
                    "part_ids": [
                        Command.create({"account_id": accounts[part.new].id, "amount": float(part.debit)})
                        for part in parts
                    ],
                }
            )
        opening.action_convert()
        self.as_("supervisor", opening).action_review()
        self.as_("accountant", opening).action_book()
        self.env.invalidate_all()
        self.finish(self.opening.voucher_id)

    def load_old_books(self):
        """Return the opening that the two files of the villages have filled."""
        for village, place in self.origins.items():
            lines = [line for line in self.by_hand.old_balances(self.case) if line.village == village]
            batch = self.as_("accountant", self.env["reform.intake.batch"]).create(
                {
                    "target": "trial_balance",
                    "file": base64.b64encode(self.files.trial_balance(lines, f"{village}科目余额表")),
                    "file_name": f"{village}科目余额表.xls",
                    "place_id": place.id,
                    "entity_id": self.collective.id,
                    "as_of": date(self.case["year"] - 1, 12, 31),
                    "chart_id": self.env["ledger.chart"].search([("version", "=", "chart_2004")]).id,
                }
            )
            batch.action_read()
            batch.action_apply_some()
            type(self).batches = self.batches + batch.with_env(self.env)
        opening = self.env["ledger.opening"].search([("entity_id", "=", self.collective.id)])
        for line in opening.line_ids.filtered("partner_id"):
            self.parties[line.party_name] = line.partner_id
        return self.as_("accountant", opening)

    def decided(self, line):
        """Return the balances of the case into which a person divides a line of the old books."""
        village = next(name for name, place in self.origins.items() if place == line.origin_place_id)
        return [
            each
            for each in self.by_hand.old_balances(self.case)
            if (each.village, each.old, each.old_name) == (village, line.code, line.name)
        ]

    # -- vouchers --------------------------------------------------------------------------------------------

    def voucher_vals(self, voucher):
        """Return the values of a draft of a voucher of the case."""
        accounts = self.accounts()
        origin = self.origins.get(voucher.village)
        return {
            "entity_id": self.collective.id,
            "date": voucher.day,
            "word": "transfer",
            "summary": voucher.summary,
            "attachment_count": 1,
            "entry_ids": [
                (
                    0,
                    0,
                    {
                        "account_id": accounts[line.code].id,
                        "summary": voucher.summary,
                        "partner_id": self.party(line.party).id,
                        "debit": float(line.debit),
                        "credit": float(line.credit),
                        **({"origin_place_id": origin.id} if origin else {}),
                    },
                )
                for line in voucher.lines
            ],
        }

    def accounts(self):
        book = self.env["ledger.book"].search([("entity_id", "=", self.collective.id)])
        return self.env["ledger.account"]._of_entity(self.collective, book.chart_id)

    def entered(self, vouchers):
        """Return vouchers of the case, entered and submitted by the clerk."""
        drafts = self.as_("clerk", self.env["ledger.voucher"]).create(
            [self.voucher_vals(voucher) for voucher in vouchers]
        )
        drafts.action_prepare()
        return drafts.with_env(self.env)

    def finish(self, vouchers):
        """Let the supervisor review and the second accountant post."""
        self.as_("supervisor", vouchers).action_review()
        self.as_("poster", vouchers).action_post()
        self.env.invalidate_all()
        return vouchers

    def play_month(self, month, clock):
        """Play what happens in a month day by day, enter the rest at its end, close it; December is closed
        with the year."""
        year = [
            voucher
            for voucher in self.hand_books.vouchers
            if voucher.day.month == month and voucher.event not in OWN_ACTS
        ]
        for voucher in year:
            if voucher.event in ACTS:
                clock.move_to(voucher.day)
                self.play_act(voucher)
        clock.move_to(date(2024, month, calendar.monthrange(2024, month)[1]))
        by_hand = [voucher for voucher in year if voucher.event not in (*BY_ITSELF, "red_letter")]
        if any(voucher.event == "purchase" for voucher in by_hand):
            self._bought_card("办公电脑")
        self.finish(self.entered(by_hand))
        self.play_run(month)
        if any(voucher.event == "red_letter" for voucher in year):
            self.taken_back()
        if month < 12:
            self.as_("accountant", self.period(month)).action_close()

    def taken_back(self):
        """Return the red letter of the voucher that was entered twice, posted."""
        text = next(each["summary"] for each in self.case["voucher"] if each.get("mistake"))
        mistake = self.env["ledger.voucher"].search(
            [("entity_id", "=", self.collective.id), ("summary", "=", text)]
        )
        red = self.as_("accountant", mistake)._reverse("重复登记").with_env(self.env)
        if red.state == "draft":
            self.as_("accountant", red).action_prepare()
        return self.finish(red)

    def period(self, month):
        name = f"2024-{month:02d}"
        return self.env["ledger.period"].search([("entity_id", "=", self.collective.id), ("name", "=", name)])

    # -- members and shares ----------------------------------------------------------------------------------

    def share_out(self):
        """Confirm the members of the case and give them their shares, by two decisions of the assembly."""
        household = self.household()
        members = self.as_("clerk", self.env["reform.member"]).create(
            [
                {
                    "entity_id": self.collective.id,
                    "household_id": household.id,
                    "name": share["member"],
                    "birth_year": 1960 + number,
                }
                for number, share in enumerate(self.case["share"])
            ]
        )
        roster = self.roster(members.with_env(self.env), posted=SHARES_POSTED, on=SHARES_MEETING)
        self.assembly(roster, SHARES_MEETING)
        self.as_("supervisor", roster).action_confirm()
        plan = self.as_("clerk", self.env["reform.quantification"]).create(
            {
                "entity_id": self.collective.id,
                "date": SHARES_MEETING,
                "assets_total": 797850.75,
                "rule_ids": [
                    Command.create(
                        {
                            "kind": "member",
                            "who": "age",
                            "age_from": 64 - number,
                            "age_to": 64 - number,
                            "number": share["shares"],
                        }
                    )
                    for number, share in enumerate(self.case["share"])
                ],
                "published_on": SHARES_POSTED,
                "published_place": "村务公开栏",
                "published_photo": PICTURE,
            }
        )
        plan.action_fill()
        plan.action_publish()
        self.assembly(plan.with_env(self.env), SHARES_MEETING)
        self.as_("supervisor", plan).action_decide()
        self.as_("director", plan).action_book()
        for member in members.with_env(self.env):
            self.parties[member.name] = member.partner_id

    def roster(self, members, posted, on):
        """Return a roster of the people, posted by the clerk."""
        roster = self.as_("clerk", self.env["reform.member.roster"]).create(
            {
                "entity_id": self.collective.id,
                "date": on,
                "member_ids": [Command.set(members.ids)],
                "published_on": posted,
                "published_place": "村务公开栏",
                "published_photo": PICTURE,
            }
        )
        roster.action_publish()
        return roster.with_env(self.env)

    def assembly(self, record, day, body="villager_assembly"):
        """Pass a decision as the law of the day asks: until May 2025 the villagers' bodies decide."""
        return pass_decision(record, self.users, meeting_on=day, upto="published", vals={"body": body})

    # -- the end of the year ---------------------------------------------------------------------------------

    def transferred(self):
        """Return the closing of the year, its income transferred to 322."""
        closing = self.as_("accountant", self.env["ledger.closing"]).create(
            {
                "entity_id": self.collective.id,
                "year": 2024,
                "stocktake_note": "12月20日清查:材料短少400元,盘盈打印机一台,均已批准处理。",
                "accruals_note": "已计提折旧、工资,预收承包款已按期转收入。",
            }
        )
        type(self).closing = closing.with_env(self.env)
        closing.action_transfer()
        self.post_closing()
        return self.closing

    def finish_year(self, closing):
        """Fold back, sign, lock."""
        self.as_("accountant", closing).action_fold()
        self.post_closing()
        self.as_("director", closing).action_sign()
        self.as_("accountant", closing).action_lock()
        self.env.invalidate_all()

    def post_closing(self):
        """Let others review and post what the closing has prepared."""
        self.env.invalidate_all()
        waiting = self.closing.voucher_ids.filtered(lambda each: each.state != "posted")
        self.finish(waiting)

    def posted_plan(self):
        """Return the plan of distribution, its figures from the closed books, posted for ten days."""
        plan = self.as_("clerk", self.env["reform.distribution"]).create(
            {
                "entity_id": self.collective.id,
                "year": 2024,
                "reserve_percent": float(self.case["reserve_percent"]),
                "dividend_percent": float(self.case["dividend_percent"]),
                "published_on": PLAN_POSTED,
                "published_place": "村务公开栏",
                "published_photo": PICTURE,
            }
        )
        type(self).plan = plan.with_env(self.env)
        self.as_("accountant", plan).action_close_accounts()
        self.as_("clerk", plan).action_publish()
        return self.plan

    def distribute(self, plan):
        """Vote, take the reserve, lock the shares, and let the parts become the members' claims."""
        self.assembly(plan, PLAN_MEETING)
        self.as_("supervisor", plan).action_vote()
        self.as_("clerk", plan).action_book_reserve()
        self.post_events(plan)
        self.as_("supervisor", plan).action_lock_shares()
        self.as_("clerk", plan).action_payable()
        self.post_events(plan)

    def pay_dividends(self, plan):
        """Pay every member to his verified account, show what was paid, and have it audited."""
        lines = plan.line_ids
        for line in lines:
            self.as_("clerk", line.member_id).write({"bank_account": f"62284800{line.member_id.id:08d}"})
        self.as_("cashier", lines.member_id).action_verify_account()
        day = self.case["payment"]["date"]
        self.as_("cashier", plan)._pay(lines.with_user(self.users["cashier"]), method="bank", date=day)
        self.as_("accountant", plan.event_ids.filtered(lambda event: event.kind == "paid"))._book()
        self.post_events(plan)
        shown = {"disclosed_on": day, "disclosed_place": "村务公开栏", "disclosed_photo": PICTURE}
        self.as_("clerk", plan).write(shown)
        self.as_("clerk", plan).action_disclose()
        self.as_("township", plan)._audit("方案、表决、入账、兑付一致。")
        self.env.invalidate_all()

    def post_events(self, plan):
        """Have the vouchers of the plan reviewed and posted."""
        self.env.invalidate_all()
        self.finish(plan.event_ids.voucher_id.filtered(lambda voucher: voucher.state == "prepared"))

    # -- what the product says, in the words of the case -----------------------------------------------------

    def balances(self, day):
        """Return {code: debit-positive balance} of the product's books, accounts with entries only."""
        rows = self.env["ledger.balance"]._sums(self.collective, date(2024, 1, 1), date.fromisoformat(day))
        found = {}
        for row in rows:
            found[row.code] = found.get(row.code, yuan(0)) + row.end
        return {code: amount for code, amount in found.items() if amount}

    def wanted_balances(self, at=3):
        """Return what was reckoned by hand; at 2: the opening, 3: the end of the year."""
        rows = [text.split(" ") for text in self.case["expected"]["balances"]]
        return {row[0]: Decimal(row[at]) for row in rows if Decimal(row[at])}

    def wanted(self, kind):
        """Return {label: amounts} of a statement as the case has it, in its order of columns."""
        columns = 2 if kind == "balance_sheet" else 1
        found = {}
        for text in self.case["expected"][kind]:
            label, *amounts = text.rsplit(" ", columns)
            found[label] = tuple(Decimal(amount) for amount in amounts)
        return found


class WorkedYearCase(WorkedYearWorld, PlaceCase):
    """The kit for tests of models."""
