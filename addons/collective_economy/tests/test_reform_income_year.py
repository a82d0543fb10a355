from freezegun import freeze_time
from odoo.tests import tagged

from .common import EconomyCase


@tagged("post_install", "-at_install")
class TestIncomeYear(EconomyCase):
    def row(self, year=2025, role="auditor"):
        return self.as_(role, self.env["reform.income.year"]).search(
            [("entity_id", "=", self.collective.id), ("year", "=", year)]
        )

    def freeze(self, *figures):
        baseline = self.baseline(*figures)
        self.as_("county_agriculture", baseline).action_freeze()
        return baseline

    def subsidy(self, amount, day="2025-06-01"):
        self.as_("accountant", self.env["ledger.voucher"])._post_set(
            [
                {
                    "entity_id": self.collective.id,
                    "date": day,
                    "summary": "收到运转补助",
                    "entries": [
                        {"account": "102", "debit": amount, "origin_place_id": self.old_b.id},
                        {"account": "503", "credit": amount, "origin_place_id": self.old_b.id},
                    ],
                }
            ],
            prepared_by=self.users["clerk"],
            reviewed_by=self.users["supervisor"],
        )

    def test_income_counts_when_it_is_posted(self):
        self.booked(self.contract.due_ids[0], role="clerk")
        self.assertEqual(self.row().amount, 0)
        self.posted(self.contract.due_ids[0])
        self.assertEqual(self.row().amount, 3000)

    def test_growth_is_measured_against_the_frozen_baseline(self):
        self.posted(self.contract.due_ids[:4])
        self.freeze((self.old_a, "operating", 8000), (self.old_b, "contracting", 2000))
        row = self.row()
        self.assertEqual((row.amount, row.base_amount, row.difference), (12000, 10000, 2000))
        self.assertEqual((row.growth_text, row.reached), ("+20.00 %", "yes"))

    def test_a_subsidy_raises_the_total_but_not_what_was_earned(self):
        self.posted(self.contract.due_ids[:1])
        self.subsidy(50000)
        self.freeze((self.old_a, "operating", 3000), (self.old_b, "operating", 0))
        row = self.row()
        self.assertEqual((row.amount, row.earned, row.subsidy), (53000, 3000, 50000))
        kinds = self.env["reform.income.report"].search(
            [("entity_id", "=", self.collective.id), ("year", "=", 2025)]
        )
        self.assertEqual(
            {kind.kind: (kind.amount, kind.growth_text) for kind in kinds},
            {"operating": (3000, "+0.00 %"), "subsidy": (50000, "n/a")},
        )
        self.assertEqual(sum(kinds.mapped("amount")), row.amount)

    def test_a_base_of_nothing_has_no_percentage(self):
        self.posted(self.contract.due_ids[:1])
        self.freeze((self.old_a, "operating", 0), (self.old_b, "operating", 0))
        row = self.row()
        self.assertEqual((row.growth_text, row.reached, row.difference), ("n/a", "none", 3000))

    def test_without_a_baseline_nothing_is_claimed(self):
        self.posted(self.contract.due_ids[:1])
        self.assertEqual((self.row().growth_text, self.row().reached), ("no baseline", "none"))

    def test_the_year_before_stands_beside(self):
        self.posted(self.contract.due_ids[:1])
        self.subsidy(1000, day="2025-12-01")
        following = self.contract.due_ids[4]
        with freeze_time("2026-03-01"):
            self.posted(following)
            row = self.row(2026)
            self.assertEqual((row.amount, row.prior_amount, row.prior_text), (3000, 4000, "-25.00 %"))

    def test_a_closing_voucher_does_not_empty_the_income(self):
        self.posted(self.contract.due_ids[:1])
        self.as_("accountant", self.env["ledger.voucher"])._post_set(
            [
                {
                    "entity_id": self.collective.id,
                    "date": "2025-12-31",
                    "kind": "closing",
                    "summary": "结转本年收益",
                    "entries": [{"account": "50103", "debit": 3000}, {"account": "321", "credit": 3000}],
                }
            ],
            prepared_by=self.users["clerk"],
            reviewed_by=self.users["supervisor"],
        )
        self.assertEqual(self.row().amount, 3000)

    def test_the_figure_leads_to_its_entries(self):
        self.posted(self.contract.due_ids[:2])
        self.subsidy(700)
        action = self.row(role="accountant").action_entries()
        entries = self.env["ledger.entry"].search(action["domain"])
        self.assertEqual(sum(entries.mapped("credit")) - sum(entries.mapped("debit")), self.row().amount)
        self.assertEqual(set(entries.mapped("account_id.code")), {"50103", "503"})
        kind = self.env["reform.income.report"].search(
            [("entity_id", "=", self.collective.id), ("year", "=", 2025), ("kind", "=", "subsidy")]
        )
        self.assertEqual(
            self.env["ledger.entry"].search(kind.action_entries()["domain"]).account_id.code, "503"
        )

    def test_another_village_does_not_see_it(self):
        self.posted(self.contract.due_ids[:1])
        self.assertFalse(self.row(role="other_clerk"))
        self.assertFalse(self.as_("other_clerk", self.env["reform.income.report"]).search([]))
