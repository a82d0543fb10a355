from datetime import date

from freezegun import freeze_time
from odoo import models
from odoo.tests import tagged

from .common import EconomyCase


@tagged("post_install", "-at_install")
class TestIncomeTier(EconomyCase):
    """A village is hollow by its operating return, whatever subsidies it gets."""

    def post(self, *lines, day="2025-06-01", bank="102"):
        """Post (account, income or expense in yuan) against the bank; expenses are negative."""
        events = []
        for account, amount in lines:
            own, other = ("credit", "debit") if amount > 0 else ("debit", "credit")
            events.append(
                {
                    "entity_id": self.collective.id,
                    "date": day,
                    "summary": "测试",
                    "entries": [
                        {"account": bank, other: abs(amount), "origin_place_id": self.old_a.id},
                        {"account": account, own: abs(amount), "origin_place_id": self.old_a.id},
                    ],
                }
            )
        result = self.as_("accountant", self.env["ledger.voucher"])._post_set(
            events, prepared_by=self.users["clerk"], reviewed_by=self.users["supervisor"]
        )
        self.assertFalse(result.problems)

    def row(self, year=2025):
        return self.as_("auditor", self.env["reform.income.year"]).search(
            [("entity_id", "=", self.collective.id), ("year", "=", year)]
        )

    def facts(self, at):
        found = self.env["reform.income.year"]._alert_facts(at)
        return {
            fact.record.id: fact for fact in found if fact.record in (self.collective, self.other_collective)
        }

    def test_a_subsidy_lifts_no_village_out_of_its_tier(self):
        self.post(("50103", 60000), ("51103", -8000), ("51302", -6000), ("514", -9000))
        self.post(("503", 500000), ("50401", 90))
        row = self.row()
        self.assertEqual((row.amount, row.earned, row.costs), (560090, 60000, 14000))
        self.assertEqual((row.operating_return, row.tier, row.is_hollow), (46000, "0-50000", True))
        self.assertIn(row, self.env["reform.income.year"].search([("is_hollow", "=", True)]))
        self.assertNotIn(row, self.env["reform.income.year"].search([("is_hollow", "=", False)]))

    def test_the_limits_decide_to_the_cent(self):
        self.post(("50103", 49999.99))
        self.assertEqual(self.row().tier, "0-50000")
        self.post(("50103", 0.01))
        self.assertEqual(self.row().tier, "50000-100000")
        self.post(("502", 950000))
        self.assertEqual((self.row().tier, self.row().is_hollow), ("1000000-", False))

    def test_a_loss_stands_with_those_that_have_nothing(self):
        self.post(("50103", 100), ("51302", -300))
        self.assertEqual((self.row().operating_return, self.row().tier), (-200, "none"))

    def test_a_collective_with_nothing_in_its_books_stands_with_those_that_have_nothing(self):
        row = self.row()
        self.assertEqual((row.amount, row.operating_return, row.tier), (0, 0, "none"))
        self.assertTrue(row.is_hollow)
        hollow = self.env["reform.income.year"].search([("is_hollow", "=", True), ("year", "=", 2025)])
        self.assertIn(row, hollow)
        self.assertFalse(self.row(2024), "before its books begin")
        self.assertFalse(self.row(2026), "a year that has not begun")
        with freeze_time("2026-04-01"):
            self.assertEqual(self.row(2026).amount, 0)
            judged = self.env["reform.income.year"]._alert_facts(date(2026, 4, 1))
            screen = self.env["reform.income.year"].search([("is_hollow", "=", True), ("year", "=", 2025)])
            self.assertEqual({fact.record for fact in judged}, set(screen.entity_id))

    def test_books_that_have_ended_stand_in_no_later_year(self):
        models.Model.write(self.book, {"state": "closed"})
        with freeze_time("2027-04-01"):
            self.assertEqual((len(self.row(2025)), len(self.row(2026))), (1, 0))

    def test_a_county_has_its_own_limits_for_its_own_villages(self):
        self.post(("50103", 40000))
        own = self.as_("administrator", self.env["reform.parameter"]).create(
            {
                "kind_id": self.env.ref("reform_places.parameter_income_tier_yuan").id,
                "county_id": self.county.id,
                "value_text": "30000、80000",
                "valid_from": "2025-01-01",
                "doc_no": "测农发〔2025〕3号",
            }
        )
        self.assertEqual(self.row().tier, "0-50000")
        self.as_("county_agriculture", own).action_put_in_force()
        self.assertEqual((self.row().tier, self.row().is_hollow), ("30000-80000", False))

    def test_a_hollow_village_becomes_a_case_when_the_year_is_judged(self):
        self.post(("50103", 30000), ("503", 200000))
        with freeze_time("2026-04-01"):
            self.assertFalse(self.facts(date(2026, 3, 30)))
            fact = self.facts(date(2026, 3, 31))[self.collective.id]
            self.assertEqual(
                (fact.facts["amount"], fact.facts["total"], fact.facts["limit"], fact.occasion),
                ("30000.00", "230000.00", "50000.00", "2025"),
            )
            self.assertIn(
                "30000.00",
                self.env["reform.income.year"]
                ._alert_kinds()["hollow_village"]
                .sentence(self.env, **fact.facts),
            )
            self.post(("50103", 20000))
            self.assertNotIn(self.collective.id, self.facts(date(2026, 3, 31)))

    def test_a_collective_that_booked_nothing_is_hollow_too_and_one_without_books_is_not_judged(self):
        with freeze_time("2026-04-01"):
            facts = self.facts(date(2026, 4, 1))
        self.assertEqual(set(facts), {self.collective.id})
        self.assertEqual(facts[self.collective.id].facts["amount"], "0.00")

    def test_the_chart_shows_the_growth_of_the_rule(self):
        self.post(("50103", 801000))
        self.as_(
            "county_agriculture",
            self.baseline((self.old_a, "operating", 13000), (self.old_b, "operating", 0)),
        ).action_freeze()
        row = self.row()
        self.assertEqual(
            (row.growth_rate, row.growth_percent, row.growth_text), (6061.54, 6061.54, "+6061.54 %")
        )
