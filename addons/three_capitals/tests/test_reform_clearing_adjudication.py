from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .lists_kit import ListsCase


@tagged("post_install", "-at_install")
class TestAdjudication(ListsCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kit = cls()
        cls.one = kit.counting()
        cls.cash = kit.items(cls.one, "cash")
        cls.claim = kit.items(cls.one, "claims")
        cls.goods = kit.items(cls.one, "goods")
        cls.debt = kit.items(cls.one, "debts")
        kit.count(cls.cash, counted_amount=3965, reason="短款，原因不明")
        kit.count(cls.claim, counted_amount=0, reason="债务人死亡无遗产", evidence="死亡证明", disputed="no")
        kit.count(cls.goods, counted_amount=880, reason="入库未记账")
        kit.count(cls.debt, counted_amount=2000, evidence="借条", disputed="no")
        kit.count_all(cls.one)
        cls.as_(kit, "clerk", cls.one).action_adjudicate()

    def decide(self, items, verdict, role="township", **facts):
        self.as_(role, items)._adjudicate(verdict, "经研究决定", **facts)
        self.env.invalidate_all()

    def everything_decided(self):
        self.decide(self.cash, "claim", claim_partner=self.creditor)
        self.decide(self.claim, "write_off")
        self.decide(self.goods, "adjust")

    def voucher(self, item):
        self.as_("clerk", item.verdict_ids)._book()
        return item.verdict_ids.voucher_id

    def test_what_was_decided_stands_beside_what_was_found(self):
        self.everything_decided()
        self.assertEqual(set(self.cash.mapped("state")), {"adjudicated"})
        self.assertEqual((self.goods.decided_amount, self.goods.verdict), (880, "adjust"))
        self.assertEqual(self.cash.verdict_by_id, self.users["township"])
        self.assertFalse(self.one.undecided_count)

    def test_only_the_offices_decide_and_never_with_no_reason(self):
        for role in ("clerk", "director", "supervisor", "accountant", "auditor"):
            with self.assertRaises(AccessError):
                self.decide(self.goods, "adjust", role=role)
        with self.assertRaises(UserError):
            self.as_("township", self.goods)._adjudicate("adjust", "  ")

    def test_who_has_counted_decides_nothing(self):
        self.as_("township", self.one).action_recount()
        self.count(self.goods, role="township", counted_amount=880)
        self.as_("clerk", self.one).action_adjudicate()
        with self.assertRaisesRegex(AccessError, "counted"):
            self.decide(self.goods, "adjust")
        self.decide(self.goods, "adjust", role="county_agriculture")
        self.as_("township", self.one).action_recount()
        with self.assertRaisesRegex(UserError, "taken back before counting again"):
            self.count(self.goods, counted_amount=800)

    def test_a_shortage_is_not_adjusted_away(self):
        with self.assertRaisesRegex(UserError, "does not fit"):
            self.decide(self.cash, "adjust")
        with self.assertRaisesRegex(UserError, "who has to make it good"):
            self.decide(self.cash, "claim")
        with self.assertRaisesRegex(UserError, "agrees with the books"):
            self.decide(self.debt, "adjust")

    def test_the_second_of_two_offices_is_told_who_was_first(self):
        self.decide(self.goods, "adjust")
        with self.assertRaisesRegex(
            UserError, "has been decided already by .*Books Are Adjusted.*Nothing was"
        ):
            self.decide(self.goods, "as_booked", role="county_agriculture")
        self.assertEqual((self.goods.verdict, len(self.goods.verdict_ids)), ("adjust", 1))

    def test_a_decision_taken_back_stays_to_be_read(self):
        self.decide(self.goods, "court")
        matter = self.items(self.one, "matters").filtered(lambda item: item.res_id == self.goods.id)
        self.assertEqual(matter.counted_quantity, 1)
        self.as_("township", self.goods)._take_back("证据不足")
        self.env.invalidate_all()
        self.assertEqual((self.goods.state, self.goods.verdict), ("varied", False))
        self.assertEqual(matter.counted_quantity, 0)
        self.decide(self.goods, "adjust")
        self.assertEqual(self.goods.verdict_ids.mapped("verdict"), ["adjust", "court"])
        self.assertEqual(len(set(self.goods.verdict_ids.mapped("key"))), 2)

    def test_a_decision_becomes_one_voucher_through_181(self):
        self.decide(self.cash, "claim", claim_partner=self.creditor)
        voucher = self.voucher(self.cash)
        self.assertEqual(voucher, self.voucher(self.cash))
        self.assertEqual((voucher.date, voucher.state), (self.one.date_base, "prepared"))
        self.assertEqual(
            [(line.account_id.code, line.debit, line.credit) for line in voucher.entry_ids],
            [("18101", 35, 0), ("101", 0, 35), ("112", 35, 0), ("18101", 0, 35)],
        )
        self.assertEqual(voucher.entry_ids[2].partner_id, self.creditor)
        with self.assertRaisesRegex(UserError, "stands in the books"):
            self.as_("township", self.cash)._take_back("改判")

    def test_nothing_is_written_off_before_the_members_have_carried_it(self):
        self.everything_decided()
        with self.assertRaises(UserError):
            self.voucher(self.claim)
        with self.assertRaisesRegex(UserError, "write-offs need the members"):
            self.as_("township", self.one).action_confirm_lists()
        pass_decision(self.one, self.users, upto="published", vals={"body": "representative_assembly"})
        with self.assertRaisesRegex(UserError, "Only the members themselves"):
            self.as_("township", self.one).action_confirm_lists()

    def test_the_members_are_not_asked_before_everything_is_decided(self):
        with self.assertRaisesRegex(UserError, "need not decide"):
            self.as_("clerk", self.one)._open_decision()
        self.decide(self.claim, "write_off")
        with self.assertRaisesRegex(UserError, "not decided yet"):
            self.as_("clerk", self.one)._open_decision()

    def test_another_write_off_needs_another_vote(self):
        self.everything_decided()
        pass_decision(self.one, self.users, upto="published", vals={"body": "member_assembly"})
        self.assertEqual(self.one._write_off_refusal(), "")
        self.as_("township", self.cash)._take_back("无力赔偿")
        self.decide(self.cash, "write_off")
        self.assertIn("terms", self.one._write_off_refusal())

    def test_a_clearing_is_confirmed_when_all_is_decided_signed_voted_and_booked(self):
        self.everything_decided()
        confirm = self.as_("township", self.one).action_confirm_lists
        pass_decision(self.one, self.users, upto="published", vals={"body": "member_assembly"})
        with self.assertRaisesRegex(UserError, "3 decisions are not in the books"):
            confirm()
        self.as_("clerk", self.one).action_book_verdicts()
        vouchers = self.one.item_ids.verdict_ids.voucher_id
        self.assertEqual(len(vouchers), 3)
        self._post(vouchers)
        confirm()
        self.assertEqual(self.one.state, "confirmed")
        self.assertEqual(set(self.one.item_ids.mapped("state")), {"confirmed"})
        self.assertEqual((self.cash.decided_amount, self.debt.decided_amount), (3965, 2000))
        # The books now say what the lists decided; the control still compares what they said before.
        self.assertFalse([row for row in self.one._control_rows() if row.difference])

    def test_a_large_difference_waits_for_a_supervisor(self):
        self.as_("township", self.one).action_recount()
        house = self.items(self.one, "fixed").filtered(lambda item: item.source == "card")
        self.count(house, counted_quantity=0, reason="已拆除")
        self.as_("clerk", self.one).action_adjudicate()
        self.decide(house, "write_off")
        self.assertTrue(house.needs_sign)
        self.assertEqual(house.verdict_ids.accumulated, 50000)
        for role in ("township", "clerk"):
            with self.assertRaises(AccessError):
                self.as_(role, house).action_sign()
        self.as_("supervisor", house).action_sign()
        self.assertEqual(house.signed_by_id, self.users["supervisor"])

    def test_a_claim_without_a_word_on_its_dispute_keeps_the_clearing_open(self):
        self.as_("township", self.one).action_recount()
        self.count(self.debt, disputed=False, evidence=False)
        self.as_("clerk", self.one).action_adjudicate()
        sentences = "\n".join(self.one._confirm_problems()[self.one])
        self.assertIn("1 claims and debts have no basis", sentences)
        self.assertIn("nobody says whether", sentences)

    def test_the_run_of_the_month_finds_what_was_decided(self):
        self.decide(self.goods, "adjust")
        Run = self.env["reform.money.run"]
        self.assertIn("reform.clearing.verdict", Run._sources())
        waiting = self.env["reform.clearing.verdict"].search(
            self.env["reform.clearing.verdict"]._waiting_domain()
        )
        self.assertIn(self.goods.verdict_ids, waiting)

    def test_many_clearings_are_confirmed_with_a_fixed_number_of_statements(self):
        def ready(number):
            found = self.one.browse()
            for _each in range(number):
                found |= self.counting(self.collective_b)
            self.count_all(found)
            found._move_sealed("adjudicating")
            self.env.flush_all()
            return found

        def statements(clearings):
            before = self.env.cr.sql_log_count
            self.assertFalse(any(clearings._confirm_problems().values()))
            clearings._settle_items("confirmed")
            return self.env.cr.sql_log_count - before

        statements(ready(1))
        self.assertEqual(statements(ready(1)), statements(ready(3)))
