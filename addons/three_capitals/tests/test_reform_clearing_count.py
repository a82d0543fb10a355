from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import DatabaseError

from .lists_kit import ListsCase


@tagged("post_install", "-at_install")
class TestCounting(ListsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one = cls.counting(cls())
        cls.cash = cls.items(cls(), cls.one, "cash")

    def test_notes_come_to_the_cash_that_is_there(self):
        self.count(self.cash, n100=39, n50=1, n5=3)
        self.assertEqual((self.cash.counted_amount, self.cash.diff_amount), (3965, -35))
        self.assertEqual(self.cash.state, "varied")
        self.count(self.cash, n10=3, n5=4)
        self.assertEqual((self.cash.counted_amount, self.cash.state), (4000, "counted"))

    def test_all_lines_at_once_are_found_as_booked_except_what_only_books_know(self):
        equity = self.items(self.one, "equity")
        self.as_("clerk", self.cash | equity).action_as_booked()
        self.assertEqual((self.cash.counted_amount, self.cash.state), (4000, "counted"))
        self.assertFalse(equity.count_ids)

    def test_every_count_is_kept_and_the_newest_counts(self):
        self.count(self.cash, counted_amount=3990)
        self.count(self.cash, role="director", counted_amount=4000)
        entries = self.cash.count_ids
        self.assertEqual(entries.mapped("amount"), [4000, 3990])
        self.assertEqual(entries.mapped("user_id"), self.users["director"] | self.users["clerk"])
        with self.assertRaises(AccessError):
            entries.sudo().write({"amount": 1})

    def test_what_the_books_said_is_changed_by_nobody(self):
        for role in ("clerk", "township"):
            with self.assertRaises(AccessError):
                self.as_(role, self.cash).write({"book_amount": 1})
        with self.assertRaises(DatabaseError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.env.cr.execute("UPDATE reform_clearing_item SET book_amount = 1")

    def test_half_of_a_thing_is_worth_half_of_its_cost(self):
        card = self.items(self.one, "fixed").filtered(lambda item: item.source == "card")
        self.as_("clerk", card).write({"counted_quantity": 0})
        self.assertEqual((card.counted_amount, card.diff_amount, card.state), (0, -80000, "varied"))
        self.as_("clerk", card).write({"reason": "已拆除"})
        self.assertEqual((card.counted_quantity, card.reason, card.state), (0, "已拆除", "varied"))

    def test_a_seal_that_is_found_differs_from_nothing(self):
        seal = self.items(self.one, "seals")[:1]
        self.count(seal, counted_quantity=1, material="铜", seal_state="kept")
        self.assertEqual((seal.state, seal.differs), ("counted", False))

    def test_goods_no_book_knew_are_a_surplus(self):
        goods = self.env.ref("three_capitals.category_goods")
        said = {"name": "化肥", "category_id": goods.id, "counted_quantity": 20, "counted_amount": 2400}
        found = self.as_("clerk", self.one)._add_found([said]).with_env(self.env)
        self.assertEqual((found.source, found.state, found.diff_amount), ("found", "varied", 2400))
        with self.assertRaises(UserError):
            self.as_("clerk", self.one)._add_found([{**said, "name": " "}])

    def test_an_empty_list_is_stated_and_one_with_lines_is_not(self):
        securities = self.one.list_ids.filtered(lambda each: each.list_code == "securities")
        self.as_("clerk", securities).action_nothing()
        self.assertEqual(securities.nothing_by_id, self.users["clerk"])
        with self.assertRaises(UserError):
            self.as_(
                "clerk", self.one.list_ids.filtered(lambda each: each.list_code == "cash")
            ).action_nothing()

    def test_who_only_reads_or_comes_from_elsewhere_counts_nothing(self):
        for role in ("auditor", "other_clerk"):
            with self.assertRaises(AccessError):
                self.count(self.cash, role=role, counted_amount=4000)

    def test_what_a_counting_round_saw_is_taken_over(self):
        other = self.card(
            entity_id=self.collective_a.id, place_id=self.old_a.id, name="晒场", cost=100, net_value=50
        )
        clearing = self.counting(date_base="2025-12-15")
        rounds = self.as_("township", self.env["reform.count.round"])
        seen = rounds.create({"kind": "merger", "occasion": "合并", "place_id": self.old_a.id,
                              "record_date": clearing.date_base})  # fmt: skip
        seen.action_freeze()
        seen.action_start()
        lines = self.env["reform.count.line"].search([("round_id", "=", seen.id)])
        gone = lines.filtered(lambda line: line.asset_id == self.house)
        self.as_("clerk", gone)._count({"result": "not_found", "note": "已拆除"}, way="list")
        take = self.as_("clerk", clearing)._take_round
        with self.assertRaisesRegex(UserError, "still being counted"):
            take(self.as_("clerk", seen))
        seen.sudo()._move("differences")
        self.assertEqual(take(self.as_("clerk", seen)), (1, 1))
        items = self.items(clearing, "fixed")
        item = items.filtered(lambda item: item.res_id == self.house.id)
        self.assertEqual((item.counted_amount, item.reason, item.count_ids.way), (0, "已拆除", "round"))
        self.assertEqual(items.filtered(lambda item: item.res_id == other.id).state, "listed")
        early = self.counting(date_base="2025-11-30")
        with self.assertRaisesRegex(UserError, "Only a count of the same day"):
            self.as_("clerk", early)._take_round(self.as_("clerk", seen))

    def test_deciding_waits_for_every_list_and_every_reason(self):
        act = self.as_("clerk", self.one).action_adjudicate
        with self.assertRaisesRegex(UserError, "Cash in Hand: 1 of 1"):
            act()
        self.count(self.cash, counted_amount=3900)
        self.count_all(self.one)
        with self.assertRaisesRegex(UserError, "1 differences have no reason"):
            act()
        self.count(self.cash, reason="少100元，原因待查")
        act()
        self.assertEqual(self.one.state, "adjudicating")
        with self.assertRaises(UserError):
            self.count(self.cash, counted_amount=4000)

    def test_the_sealed_step_says_what_was_on_the_lists(self):
        self.count_all(self.one)
        self.as_("township", self.one).action_adjudicate()
        digest = self.one.lists_digest
        self.assertTrue(digest)
        self.as_("township", self.one).action_recount()
        self.assertNotEqual(self.one._list_digests(), {})
        self.count(self.cash, counted_amount=4000, evidence="盘点表")
        self.as_("township", self.one).action_adjudicate()
        self.assertNotEqual(self.one.lists_digest, digest)
