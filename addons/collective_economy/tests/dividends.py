"""A collective with members, shares and a closed year: everything a distribution begins with.

Example::

    class TestPaying(DividendWorld, PlaceCase):
        def test_members_are_paid(self):
            plan = self.payable()
            self.paid(plan, plan.line_ids)
"""

from datetime import date

from freezegun import freeze_time
from odoo.addons.reform_decision.walkthrough import PICTURE, pass_decision

from .people import PAPER, PeopleWorld

YEAR = 2025
PLAN_POSTED, MEETING_OF_PLAN = date(2026, 3, 9), date(2026, 3, 20)
TODAY = date(2026, 4, 1)


class DividendWorld(PeopleWorld):
    """Beside a case of places. Books from 2025 on: 300,000 yuan of rent came in, nothing went out."""

    @classmethod
    def open_books(cls, income=300000, parts=None):
        """Open the books of the collective, post the year's income by former village, close its months."""
        book = cls.env["ledger.book"].with_user(cls.users["accountant"])
        book._open(cls.collective, date(YEAR, 1, 1))
        for number, (place, amount) in enumerate((parts or {cls.village: income}).items(), 1):
            cls.post_voucher(
                date(YEAR, 6, 10), f"rent:{number}", [("102", amount, 0), ("50103", 0, amount)], origin=place
            )
        cls.close_year()

    @classmethod
    def post_voucher(cls, day, key, lines, origin=None):
        """Post a voucher by three people. Lines: (account, debit, credit), with a partner's id where kept."""
        origin = origin or cls.village
        result = (
            cls.env["ledger.voucher"]
            .with_user(cls.users["accountant"])
            ._post_set(
                [
                    {
                        "entity_id": cls.collective.id,
                        "date": day,
                        "summary": "租金收入",
                        "event_key": f"test:{key}",
                        "origin_place_id": origin.id,
                        "entries": [
                            {"account": code, "debit": debit, "credit": credit, "partner_id": sum(partner)}
                            for code, debit, credit, *partner in lines
                        ],
                    }
                ],
                prepared_by=cls.users["clerk"],
                reviewed_by=cls.users["supervisor"],
            )
        )
        assert not result.problems, result.problems

    @classmethod
    def close_year(cls):
        """Close the twelve months, as a year whose closing came over from another program is."""
        cls.env["ledger.book"]._of(cls.collective)._periods_of_year(date(YEAR, 1, 1))
        cls.env.flush_all()
        months = cls.env["ledger.period"].search(
            [("entity_id", "=", cls.collective.id), ("date_to", "<=", date(YEAR, 12, 31))]
        )
        for month in months.sorted("date_from"):
            month.sudo()._move("closed")

    def drafted(self, **vals):
        """Return a draft plan of the year."""
        values = {
            "entity_id": self.collective.id,
            "year": YEAR,
            "reserve_percent": 30,
            "dividend_percent": 60,
            "published_on": PLAN_POSTED,
            "published_place": "村务公开栏",
            "published_photo": PICTURE,
            **vals,
        }
        return self.as_("clerk", self.env["reform.distribution"]).create(values).with_env(self.env)

    def closed(self, plan, day=PLAN_POSTED):
        """Take the figures over on a day, without which nothing can be posted."""
        with freeze_time(day):
            self.as_("accountant", plan).action_close_accounts()

    def published(self, **vals):
        plan = self.drafted(**vals)
        self.closed(plan)
        self.as_("clerk", plan).action_publish()
        return plan

    def vote(self, plan, meeting_on=MEETING_OF_PLAN, **options):
        return pass_decision(
            plan, self.users, meeting_on=meeting_on, upto="published",
            vals={"body": "representative_assembly"}, **options,
        )  # fmt: skip

    def voted(self, **vals):
        plan = self.published(**vals)
        self.vote(plan)
        self.as_("supervisor", plan).action_vote()
        return plan

    def post_events(self, plan):
        """Have the vouchers of a plan reviewed and posted."""
        waiting = plan.event_ids.voucher_id.filtered(lambda voucher: voucher.state == "prepared")
        if waiting:
            self.as_("supervisor", waiting).action_review()
            self.as_("accountant", waiting).action_post()
        plan.invalidate_recordset()

    def locked(self, **vals):
        plan = self.voted(**vals)
        self.as_("clerk", plan).action_book_reserve()
        self.post_events(plan)
        self.as_("supervisor", plan).action_lock_shares()
        return plan

    def payable(self, **vals):
        plan = self.locked(**vals)
        self.as_("clerk", plan).action_payable()
        self.post_events(plan)
        return plan

    def paid(self, plan, lines, method="cash", paper=PAPER, **vals):
        """Return the event of a payment by the cashier."""
        event = self.as_("cashier", plan)._pay(
            lines.with_user(self.users["cashier"]), method=method, date=TODAY, paper=paper, **vals
        )
        return event.with_env(self.env)

    def balance(self, code, partner=None):
        """Return debit less credit of an account, of one party or of all."""
        domain = [("entity_id", "=", self.collective.id), ("account_id.code", "=like", f"{code}%")]
        if partner:
            domain.append(("partner_id", "=", partner.id))
        rows = self.env["ledger.balance"].search(domain)
        return round(sum(rows.mapped("debit")) - sum(rows.mapped("credit")), 2)
