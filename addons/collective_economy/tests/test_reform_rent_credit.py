from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import EconomyCase


@tagged("post_install", "-at_install")
class TestCreditsInTheBooks(EconomyCase):
    def setUp(self):
        super().setUp()
        self.due = self.contract.due_ids[0]

    def credit(self, kind, amount, due=None, **vals):
        row = {"due_id": (due or self.due).id, "amount": amount, **vals}
        return self.env["reform.rent.credit"]._give([row], kind=kind, reason="按决议", origin=self.contract)

    def accounts(self, voucher):
        return [(line.account_id.code, line.debit, line.credit) for line in voucher.entry_ids]

    def register_differences(self):
        return self.env["reform.rent.due"]._check_receivables()

    def test_a_claim_taken_back_is_its_own_entry_in_red(self):
        self.posted(self.due)
        voucher = self.posted(self.credit("amendment", 1000))
        self.assertEqual(self.accounts(voucher), [("112", -1000, 0), ("50103", 0, -1000)])
        self.assertFalse(self.register_differences())

    def test_what_is_written_off_is_a_loss(self):
        self.posted(self.due)
        voucher = self.posted(self.credit("write_off", 3000))
        self.assertEqual(self.accounts(voucher), [("51503", 3000, 0), ("112", 0, 3000)])
        self.assertFalse(self.register_differences())

    def test_a_credit_waits_for_the_claim_it_lessens(self):
        credit = self.credit("early_end", 500)
        with self.assertRaisesRegex(UserError, "book that one first"):
            self.booked(credit)
        run = self.run_month()
        self.assertIn("reform.rent.credit", run.line_ids.mapped("res_model"))
        self.assertEqual((self.due.book_state, credit.book_state), ("prepared", "prepared"))

    def test_a_due_released_in_whole_never_becomes_a_claim(self):
        self.credit("early_end", 3000)
        run = self.run_month(date(2025, 2, 28))
        self.assertFalse(run.line_ids)
        with self.assertRaises(UserError):
            self.booked(self.due)

    def test_a_deferral_changes_no_claim(self):
        self.posted(self.due)
        credit = self.credit("deferral", 3000)
        with self.assertRaises(UserError):
            self.booked(credit)
        self.assertFalse(self.run_month(date(2025, 2, 28)).line_ids)


@tagged("post_install", "-at_install")
class TestDepositsInTheBooks(EconomyCase):
    def receive_deposit(self, amount=2000):
        self.as_("clerk", self.contract).action_receive_deposit(amount=amount, date=date(2025, 2, 1))
        return self.contract.deposit_move_ids[-1:]

    def accounts(self, voucher):
        return [
            (line.account_id.code, line.debit, line.credit, bool(line.partner_id))
            for line in voucher.entry_ids
        ]

    def check(self):
        return [
            problem
            for _name, problems in self.env["reform.deposit.move"]._reform_invariants()
            for problem in problems
        ]

    def test_a_deposit_taken_is_a_debt_to_the_lessee(self):
        voucher = self.posted(self.receive_deposit())
        self.assertEqual(self.accounts(voucher), [("102", 2000, 0, False), ("211", 0, 2000, True)])
        self.assertFalse(self.check())

    def test_a_deposit_laid_on_arrears_lessens_debt_and_claim_once(self):
        self.posted(self.contract.due_ids[0] | self.contract.due_ids[1])
        self.posted(self.receive_deposit())
        credits = self.contract._offset_deposit(2000, self.contract, "抵欠租")
        move = self.contract.deposit_move_ids.filtered(lambda one: one.kind == "offset")
        run = self.run_month()
        self.assertIn(move.key, run.line_ids.mapped("event_key"))
        self.assertFalse(set(credits.mapped("key")) & set(run.line_ids.mapped("event_key")))
        self.assertEqual(self.accounts(move.voucher_id), [("211", 2000, 0, True), ("112", 0, 2000, True)])
        self.as_("supervisor", move.voucher_id).action_review()
        self.assertFalse(self.check())

    def test_rent_kept_for_the_lessee_is_income_no_more(self):
        move = self.env["reform.deposit.move"]._record(self.contract, "carried", 800, reason="缩短租期")
        self.assertEqual(self.accounts(self.posted(move)), [("50103", 800, 0, False), ("211", 0, 800, True)])
        self.assertFalse(self.check())

    def test_a_lease_whose_rent_stands_in_no_book_is_told_to_the_checks(self):
        def booked(at):
            return self.env["reform.lease"]._contract_facts_more(self.contract.ids, at)

        self.assertEqual(booked(date(2025, 2, 20)), {})
        self.assertEqual(booked(date(2025, 3, 1)), {self.contract.id: {"booked": False}})
        self.posted(self.contract.due_ids[0])
        self.assertEqual(booked(date(2025, 3, 1)), {})

    def test_a_deposit_whose_debt_was_changed_by_hand_is_named(self):
        self.posted(self.receive_deposit())
        self.env.cr.execute("ALTER TABLE reform_deposit_move DISABLE TRIGGER USER")
        self.env.cr.execute("UPDATE reform_deposit_move SET amount = 1999, balance = 1999")
        self.env.invalidate_all()
        self.assertTrue(self.check())
