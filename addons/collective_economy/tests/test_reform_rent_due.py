from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import EconomyCase


@tagged("post_install", "-at_install")
class TestRentDueInBooks(EconomyCase):
    def test_a_due_is_a_claim_on_the_lessee_and_income_of_the_former_village(self):
        due = self.contract.due_ids[0]
        voucher = self.booked(due)
        nobody = self.env["res.partner"]
        self.assertEqual(
            self.lines(voucher),
            [("112", 3000, 0, self.lessee, self.old_a), ("50103", 0, 3000, nobody, self.old_a)],
        )
        self.assertEqual((voucher.state, voucher.date, voucher.word), ("prepared", due.date_due, "transfer"))
        self.assertEqual((due.voucher_id, due.book_state), (voucher, "prepared"))

    def test_what_a_member_owes_stands_in_the_internal_account(self):
        self.lessee.reform_member_entity_ids = self.collective
        voucher = self.booked(self.contract.due_ids[0])
        self.assertEqual(voucher.entry_ids.mapped("account_id.code"), ["113", "50103"])

    def test_land_is_contracted_out(self):
        pond = self.confirm(
            self.card(
                name="原乙村堰塘",
                origin_place_id=self.old_b.id,
                nature="resource",
                cost=0,
                net_value=0,
                category_id=self.env["reform.asset.category"]
                .search([("is_resource", "=", True)], limit=1)
                .id,
            )
        )
        lease = self.effective_lease(self.lease(pond, date_start="2025-02-01"))
        voucher = self.booked(lease.due_ids[0])
        self.assertEqual(voucher.entry_ids.mapped("account_id.code"), ["112", "50106"])
        self.assertEqual(voucher.entry_ids.origin_place_id, self.old_b)

    def test_a_lease_of_two_villages_lays_its_rent_on_both(self):
        cards = self.confirm(
            self.card(name="甲村仓库", area_sqm=200)
            | self.card(name="乙村仓库", area_sqm=100, origin_place_id=self.old_b.id)
        )
        lease = self.effective_lease(self.lease(cards, date_start="2025-02-01"))
        voucher = self.booked(lease.due_ids[0])
        self.assertEqual(
            [(line[0], line[1], line[2], line[4]) for line in self.lines(voucher)],
            [
                ("112", 2000, 0, self.old_a),
                ("112", 1000, 0, self.old_b),
                ("50103", 0, 2000, self.old_a),
                ("50103", 0, 1000, self.old_b),
            ],
        )

    def test_booking_twice_gives_the_same_voucher(self):
        due = self.contract.due_ids[0]
        self.assertEqual(self.booked(due), self.booked(due))
        self.assertEqual(self.env["ledger.voucher"].search_count([("event_key", "=", due._event_key())]), 1)

    def test_a_due_of_the_future_is_not_booked(self):
        with self.assertRaisesRegex(UserError, "is booked from that day on"):
            self.booked(self.contract.due_ids[4])

    def test_a_due_in_a_closed_month_is_refused_and_not_moved(self):
        january = self.book.period_ids.filtered(lambda p: p.date_from.month <= 2 and p.date_from.year == 2025)
        self.as_("accountant", january).action_close()
        with self.assertRaises(UserError):
            self.booked(self.contract.due_ids[0])
        self.assertEqual(self.contract.due_ids[0].book_state, "none")

    def test_who_checks_or_directs_does_not_book(self):
        for role in ("director", "supervisor", "township", "county_finance", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.booked(self.contract.due_ids[0], role=role)

    def test_dues_are_found_by_their_place_in_the_books(self):
        Due = self.env["reform.rent.due"]
        mine = [("lease_id", "=", self.contract.id)]
        self.booked(self.contract.due_ids[0])
        self.posted(self.contract.due_ids[1])
        self.assertEqual(Due.search([*mine, ("book_state", "=", "prepared")]), self.contract.due_ids[0])
        self.assertEqual(Due.search([*mine, ("book_state", "=", "posted")]), self.contract.due_ids[1])
        self.assertEqual(Due.search([*mine, ("book_state", "=", "none")]), self.contract.due_ids[2:])
        self.assertEqual(Due.search([*mine, ("voucher_id", "!=", False)]), self.contract.due_ids[:2])
        for due in self.contract.due_ids:
            self.assertIn(due, Due.search([*mine, ("book_state", "=", due.book_state)]))

    # -- register = ledger ---

    def differences(self):
        return self.env["reform.rent.due"]._check_receivables()

    def test_register_and_books_agree_while_events_are_booked(self):
        self.posted(self.contract.due_ids[:2])
        self.assertEqual(self.differences(), [])
        receipt = self.receive(self.contract, 4000)
        self.assertEqual(self.differences(), [])
        self.posted(receipt)
        self.assertEqual(self.differences(), [])

    def test_a_claim_written_by_hand_is_a_difference(self):
        self.posted(self.contract.due_ids[:1])
        codes = self.env["ledger.account"]._of_entity(self.collective, self.book.chart_id)
        voucher = self.as_("clerk", self.env["ledger.voucher"]).create(
            {
                "entity_id": self.collective.id,
                "date": "2025-03-01",
                "summary": "手工冲减",
                "entry_ids": [
                    (0, 0, {"account_id": codes["51503"].id, "debit": 500}),
                    (0, 0, {"account_id": codes["112"].id, "credit": 500, "partner_id": self.lessee.id}),
                ],
            }
        )
        voucher.action_prepare()
        self.as_("supervisor", voucher).action_review()
        self.as_("accountant", voucher).action_post()
        (found,) = self.differences()
        self.assertIn("-500.00", found)
        self.assertIn(self.lessee.name, found)
