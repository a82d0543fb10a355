from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import Error

from .integration_kit import IntegrationCase

DAY = date(2026, 1, 5)


@tagged("post_install", "-at_install")
class TestIntegrationBooks(IntegrationCase):
    """The books of both former villages become those of the merged village, which has books already."""

    def merge(self, mode="direct"):
        return self.registered(self.approved(self.planned(self.integration(mode))))

    def carry(self, sides, day=DAY):
        for side in sides:
            self.as_("director", side)._carry(day)

    def post(self, sides):
        vouchers = self.env["ledger.voucher"]
        for side in sides:
            side.invalidate_recordset()
            vouchers |= side.take_out_id | side.opening_id
        self.as_("supervisor", vouchers).action_review()
        self.as_("accountant", vouchers).action_post()
        return vouchers

    def standing(self, entity):
        """Return {(account, party, origin): balance} of everything posted."""
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT a.code, coalesce(l.partner_id, 0), l.origin_place_id, sum(l.debit - l.credit)
                 FROM ledger_balance l JOIN ledger_account a ON a.id = l.account_id
                WHERE l.entity_id = %s GROUP BY 1, 2, 3 HAVING sum(l.debit - l.credit) <> 0""",
            [entity.id],
        )
        return {(code, party, origin): float(end) for code, party, origin, end in self.env.cr.fetchall()}

    def test_every_yuan_goes_over_with_its_village_and_the_old_books_end(self):
        merger = self.merge()
        side_a, side_b = merger.side_ids
        self.carry(side_b | side_a)
        self.assertEqual(side_a.take_out_id.state, "prepared")
        self.assertEqual(side_a.opening_id.entity_id, self.collective)
        with self.assertRaisesRegex(UserError, "not posted"):
            self.as_("township", merger).action_open_books()
        before = self.standing(self.collective)
        self.post(side_a | side_b)
        a, b = self.old_a.id, self.old_b.id
        got = self.standing(self.collective)
        brought = {key: end - before.get(key, 0) for key, end in got.items() if end != before.get(key, 0)}
        self.assertEqual(
            brought,
            {
                ("102", 0, a): 1080,
                ("112", self.debtor.id, a): 50,
                ("211", self.creditor.id, a): -300,
                ("311", 0, a): -750,
                # The income of the broken year is its result so far.
                ("321", 0, a): -80,
                ("102", 0, b): 2580,
                ("112", self.debtor.id, b): 50,
                ("211", self.creditor.id, b): -100,
                ("311", 0, b): -2450,
                ("321", 0, b): -80,
            },
        )
        self.assertFalse(self.standing(self.collective_a))
        self.as_("township", merger).action_open_books()
        self.assertEqual((merger.state, self.book_a.state), ("books_opened", "closed"))
        self.assertEqual(side_a.state, "ended")
        self.as_("township", merger).action_finish()
        self.assertEqual(merger.state, "integrated")

    def test_nothing_is_carried_before_the_registration_or_twice(self):
        merger = self.planned(self.integration())
        with self.assertRaisesRegex(UserError, "registered"):
            self.carry(merger.side_ids[:1])
        self.registered(self.approved(merger))
        self.carry(merger.side_ids[:1])
        with self.assertRaises(UserError):
            self.carry(merger.side_ids[:1])

    def test_books_that_stay_apart_are_not_carried(self):
        merger = self.merge("gradual")
        self.carry(merger.side_ids)
        self.assertEqual(merger.side_ids.mapped("state"), ["voted", "voted"])
        self.assertFalse(merger.side_ids.take_out_id)

    def test_a_voucher_that_waits_keeps_the_books(self):
        merger = self.merge()
        self.as_("accountant", self.env["ledger.voucher"]).create(
            {"entity_id": self.collective_a.id, "date": "2025-12-01", "summary": "待办"}
        )
        with self.assertRaisesRegex(UserError, "not posted"):
            self.carry(merger.side_ids[:1])

    @mute_logger("odoo.sql_db")
    def test_books_handed_over_take_nothing_more(self):
        merger = self.merge()
        self.carry(merger.side_ids)
        with self.assertRaises(Error):
            self._post_voucher(self.collective_a, "2026-01-06", [("102", 5, 0), ("502", 0, 5)])
        with self.assertRaises(Error):
            self.as_("accountant", self.env["ledger.voucher"]).create(
                {"entity_id": self.collective_a.id, "date": "2026-01-06", "summary": "迟到"}
            )

    @mute_logger("odoo.sql_db")
    def test_ended_books_are_read_only_for_ever_whoever_asks(self):
        merger = self.merge()
        self.carry(merger.side_ids)
        self.post(merger.side_ids)
        self.as_("township", merger).action_open_books()
        period = self.book_a.period_ids.sorted("date_from")[-1:]
        self.assertEqual(set(self.book_a.period_ids.mapped("state")), {"closed"})
        tries = {
            "reopened by the county": lambda: self.as_("county_agriculture", period)._reopen("更正"),
            "a new year": lambda: self.book_a.sudo()._periods_of_year(date(2027, 1, 1)),
            "in use again": lambda: self.env.cr.execute(
                "UPDATE ledger_book SET state = 'open' WHERE id = %s", [self.book_a.id]
            ),
            "taken away": lambda: self.env.cr.execute("DELETE FROM ledger_period WHERE id = %s", [period.id]),
            "not ended after all": lambda: self.env.cr.execute(
                "UPDATE reform_integration_side SET state = 'voted' WHERE integration_id = %s", [merger.id]
            ),
        }
        for name, attempt in tries.items():
            with self.subTest(name), self.assertRaises(Error):
                attempt()
                self.env.flush_all()

    def test_any_order_gives_the_same_books(self):
        found = []
        for order in (slice(None), slice(None, None, -1)):
            with self.env.cr.savepoint(flush=False) as point:
                merger = self.merge()
                sides = merger.side_ids[order]
                self.carry(sides)
                self.post(sides)
                found.append(self.standing(self.collective))
                point.rollback()
                self.env.invalidate_all()
        self.assertEqual(*found)

    def test_an_own_account_keeps_its_meaning(self):
        chart = self.book_a.chart_id
        payable = self.env["ledger.account"].search(
            [("code", "=", "211"), ("chart_id", "=", chart.id), ("entity_id", "=", False)]
        )
        for entity, name in ((self.collective_a, "水费"), (self.collective_b, "承包费")):
            self.env["ledger.account"].with_user(self.users["accountant"]).create(
                {
                    "chart_id": chart.id,
                    "code": "21199",
                    "name": name,
                    "kind": "liability",
                    "side": "credit",
                    "parent_id": payable.id,
                    "entity_id": entity.id,
                }
            )
            self._post_voucher(entity, "2025-07-01", [("102", 7, 0), ("21199", 0, 7)])
        merger = self.merge()
        self.assertEqual(merger.account_ids.mapped("to_code"), ["21199", "21101"])
        with self.assertRaises(AccessError):
            self.as_("accountant", merger.account_ids[:1]).write({"to_code": "211"})

    def test_cards_and_contracts_go_on_with_the_successor(self):
        card = self.card(entity_id=self.collective_a.id, place_id=self.old_a.id)
        lease = self.effective_lease(self.lease(self.confirm(card), date_start=date(2025, 2, 1)))
        self.posted(lease.due_ids[:1])
        keys = lease.due_ids.mapped(lambda due: due._event_key())
        group = self._entity(
            "甲村一组",
            self.env["reform.place"].create({"name": "一组", "level": "group", "parent_id": self.old_a.id}),
        )
        field = self.card(entity_id=group.id, place_id=self.old_a.id, owner_class="group_collective")
        merger = self.merge()
        self.carry(merger.side_ids)
        self.post(merger.side_ids)
        self.assertEqual(card.entity_id, self.collective)
        self.assertEqual((card.origin_place_id, card.place_id), (self.old_a, self.old_a))
        self.assertEqual(field.entity_id, group)
        self.assertEqual((lease.entity_id, lease.state), (self.collective, "effective"))
        self.assertEqual(lease.due_ids.entity_id, self.collective)
        self.assertEqual(lease.succession_ids.from_id, self.collective_a)
        # The same keys: what the old books have booked is not booked again, and the next goes to the new.
        self.assertEqual(lease.due_ids.mapped(lambda due: due._event_key()), keys)
        self.assertEqual(self.booked(lease.due_ids[0]).entity_id, self.collective_a)
        self.assertEqual(self.posted(lease.due_ids[1]).entity_id, self.collective)
        for name, problems in (
            *self.env["reform.rent.due"]._reform_invariants(),
            *self.env["reform.asset"]._reform_invariants(),
            *self.env["reform.lease"]._reform_invariants(),
            *self.env["reform.integration.side"]._reform_invariants(),
        ):
            self.assertFalse(problems, name)
