from datetime import date

from freezegun import freeze_time
from odoo.tests import tagged

from .common import EconomyCase


@tagged("post_install", "-at_install")
class TestRentAhead(EconomyCase):
    """预收: rent of years to come is owed to the lessee until each due falls due, and then income of its own
    period."""

    def sides(self, voucher):
        return [(line.account_id.code, line.debit, line.credit) for line in voucher.entry_ids]

    def ahead(self):
        """Pay the four dues of 2025 and four more; the books know the dues of 2025 already."""
        self.posted(self.contract.due_ids[:4])
        receipt = self.receive(self.contract, 24000)
        return receipt, self.posted(receipt)

    def test_what_is_not_due_yet_is_a_debt_to_the_lessee(self):
        _receipt, voucher = self.ahead()
        self.assertEqual(self.sides(voucher), [("102", 24000, 0), ("112", 0, 12000), ("211", 0, 12000)])
        owed = voucher.entry_ids.filtered(lambda line: line.account_id.code == "211")
        self.assertEqual(owed.partner_id, self.lessee)

    def test_it_becomes_income_when_it_falls_due(self):
        self.ahead()
        with freeze_time(date(2026, 5, 3)):
            fifth, sixth = self.contract.due_ids[4:6]
            self.assertEqual(self.sides(self.posted(fifth)), [("211", 3000, 0), ("50103", 0, 3000)])
            self.posted(sixth)
            self.assertEqual(self.env["reform.rent.due"]._check_receivables(), [])
            check = self.as_("accountant", self.env["reform.register.check"]).create({"month": "2026-05-01"})
            check.action_compare()
            differing = check.line_ids.filtered(lambda line: line.subject in ("claims", "income"))
            self.assertEqual(differing.mapped("difference"), [0, 0])

    def test_a_part_paid_ahead_leaves_the_rest_a_claim(self):
        self.posted(self.contract.due_ids[:4])
        self.posted(self.receive(self.contract, 13000))
        with freeze_time(date(2026, 2, 3)):
            due = self.contract.due_ids[4]
            self.assertEqual(
                self.sides(self.posted(due)), [("112", 2000, 0), ("211", 1000, 0), ("50103", 0, 3000)]
            )
            self.posted(self.receive(self.contract, 2000))
            self.assertEqual(self.env["reform.rent.due"]._check_receivables(), [])

    def test_what_is_taken_back_before_its_day_is_taken_from_the_debt(self):
        receipt, _voucher = self.ahead()
        self.as_("accountant", receipt).action_reverse(reason="记错")
        voucher = self.posted(receipt.reversed_by_ids)
        self.assertEqual(self.sides(voucher), [("102", -24000, 0), ("112", 0, -12000), ("211", 0, -12000)])
        with freeze_time(date(2026, 2, 3)):
            self.assertEqual(
                self.sides(self.posted(self.contract.due_ids[4])), [("112", 3000, 0), ("50103", 0, 3000)]
            )

    def test_money_that_came_late_pays_the_claim(self):
        self.posted(self.contract.due_ids[:4])
        voucher = self.posted(self.receive(self.contract, 6000, date=date(2025, 8, 20)))
        self.assertEqual(self.sides(voucher), [("102", 6000, 0), ("112", 0, 6000)])

    def test_no_cent_of_a_paid_rent_stays_with_a_village(self):
        of_b = self.card(origin_place_id=self.old_b.id, area_sqm=100, name="乙村仓库")
        halls = self.confirm(self.card() | of_b)
        lease = self.effective_lease(self.lease(halls, rent_year=10000.01, date_start=date(2025, 2, 1)))
        dues = lease.due_ids.sorted("sequence")
        self.posted(dues[:3])
        self.posted(self.receive(lease, sum(dues[:5].mapped("amount")) + 1000))
        with freeze_time(date(2026, 5, 3)):
            self.posted(dues[3:6])
            self.posted(self.receive(lease, dues[5].amount - 1000))
        left = self.env["ledger.entry"]._read_group(
            [("partner_id", "=", lease.lessee_id.id), ("account_id.code", "in", ("112", "211"))],
            ["account_id", "origin_place_id"],
            ["debit:sum", "credit:sum"],
        )
        self.assertEqual(len({origin for _account, origin, *_sums in left}), 2)
        self.assertEqual([round(debit - credit, 2) for *_key, debit, credit in left], [0] * len(left))

    def test_a_run_that_books_both_at_once_does_not_differ(self):
        self.receive(self.contract, 15000)
        run = self.run_month()
        self.assertFalse(run.failed_count, run.line_ids.mapped("reason"))
        vouchers = run.line_ids.voucher_id
        self.as_("supervisor", vouchers).action_review()
        self.assertEqual(
            sum(vouchers.entry_ids.filtered(lambda line: line.account_id.code == "211").mapped("credit")),
            3000,
        )
