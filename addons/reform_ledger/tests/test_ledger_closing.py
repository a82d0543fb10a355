from decimal import Decimal

import psycopg2
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .closing_kit import ClosingCase


class TestLedgerClosing(ClosingCase):
    def test_a_year_is_closed_and_no_statement_changes(self):
        self.a_year()
        self.close_months()
        before = {kind: self.statement(kind) for kind in ("balance_sheet", "income_statement")}
        closing = self.begin()
        self.whole_year(closing)
        self.assertEqual(closing.state, "locked")
        self.assertEqual(
            {kind: self.statement(kind) for kind in ("balance_sheet", "income_statement")}, before
        )
        for code in ("501", "502", "513", "321", "32201"):
            self.assertEqual(self.end(code), 0, code)
        self.assertEqual(self.end("32202"), Decimal("-20700.00"))
        self.assertEqual((closing.net_income, closing.undistributed), (20700, 20700))
        self.assertEqual(self.period("2024-12").state, "closed")
        self.assertEqual(closing.act_ids.kind, "lock")
        self.assertEqual(closing.act_ids.user_id, self.users["accountant"])
        self.assertEqual(closing.signed_by_id, self.users["director"])
        self.constraints_now()
        self.assertEqual(self.invariants(), [])

    def test_each_village_of_origin_keeps_its_own_result(self):
        self.a_year()
        self.close_months()
        closing = self.begin()
        self.act(closing, "action_transfer")
        result = closing.voucher_ids.filtered(lambda each: ":result:" in each.event_key)
        own = {line.origin_place_id: line.credit - line.debit for line in result.entry_ids[-2:]}
        self.assertEqual(own, {self.village: 14700, self.old_a: 6000})

    def test_pressing_twice_gives_one(self):
        self.a_year()
        self.close_months()
        closing = self.begin()
        self.act(closing, "action_transfer")
        self.assertEqual(len(closing.voucher_ids), 3)
        self.act(closing, "action_transfer")
        self.assertEqual(len(closing.voucher_ids), 3)
        self.post_closing(closing)
        self.act(closing, "action_transfer")
        self.assertEqual(len(closing.voucher_ids), 3)
        self.assertEqual(set(closing.voucher_ids.mapped("kind")), {"closing"})

    def test_what_comes_after_the_transfer_is_transferred_again(self):
        self.a_year()
        self.close_months()
        closing = self.begin()
        self.act(closing, "action_transfer")
        self.post_closing(closing)
        self.posted([("102", 10, 0), ("50401", 0, 10)], date="2024-12-31")
        with self.assertRaises(UserError) as refused:
            self.act(closing, "action_fold")
        self.assertIn("50401", str(refused.exception))
        self.act(closing, "action_transfer")
        self.assertEqual(len(closing.voucher_ids), 5)
        self.post_closing(closing)
        self.act(closing, "action_fold")
        self.assertEqual(self.end("32202"), Decimal("-20710.00"))

    def test_the_year_waits_for_months_notes_and_earlier_years(self):
        self.posted(self.RENT, date="2025-02-05")
        closing = self.begin(year=2025, stocktake_note=False, accruals_note=" ")
        with self.assertRaises(UserError) as refused:
            self.act(closing, "action_transfer")
        said = str(refused.exception)
        for word in ("2024", "2025-01", "2025-11"):
            self.assertIn(word, said)
        self.assertEqual(closing.state, "checking")
        self.assertFalse(closing.voucher_ids)
        self.assertIn("2025-01", str(closing.checklist_html))

    def test_a_distribution_is_folded_back(self):
        self.a_year()
        self.close_months()
        closing = self.begin()
        self.act(closing, "action_transfer")
        self.post_closing(closing)
        self.posted([("3220101", 6000, 0), ("311", 0, 6000)], date="2024-12-31")
        self.posted([("3220102", 9000, 0), ("113", 0, 9000, self.party)], date="2024-12-31")
        self.act(closing, "action_fold")
        with self.assertRaises(UserError):
            self.act(closing, "action_sign", "director")
        self.post_closing(closing)
        self.act(closing, "action_sign", "director")
        self.act(closing, "action_lock")
        self.assertEqual((self.end("32201"), self.end("32202")), (0, Decimal("-5700.00")))
        income = self.statement("income_statement")
        self.assertEqual(income["reserve_appropriation"][0], 6000)
        self.assertEqual(income["closing_undistributed"][0], 5700)

    def test_a_loss_is_covered_by_a_decision_only_and_never_beyond_it(self):
        self.posted([("102", 500, 0), ("311", 0, 500)], date="2024-02-05")
        self.posted([("514", 800, 0), ("102", 0, 800)], date="2024-03-05")
        self.close_months()
        closing = self.begin(cover_amount=400)
        self.act(closing, "action_transfer")
        self.post_closing(closing)
        self.assertIn("800.00", str(closing.checklist_html))
        if type(closing)._cover_decision.__module__.startswith("odoo.addons.reform_ledger"):
            with self.assertRaises(UserError):
                self.act(closing, "action_cover")
        self.patch(type(closing), "_cover_decision", lambda record: "2025-001")
        self.as_("accountant", closing).cover_amount = 500.01
        with self.assertRaises(UserError):
            self.act(closing, "action_cover")
        self.as_("accountant", closing).cover_amount = 400
        self.act(closing, "action_cover")
        self.act(closing, "action_cover")
        self.post_closing(closing)
        self.assertEqual(len(closing.voucher_ids), 3)
        self.assertEqual((self.end("311"), self.end("322")), (Decimal("-100.00"), Decimal("400.00")))
        self.assertEqual(self.statement("income_statement")["other_transfer_in"][0], 400)

    def test_a_figure_changed_after_the_signature_needs_another(self):
        self.a_year()
        self.close_months()
        closing = self.begin()
        self.act(closing, "action_transfer")
        self.post_closing(closing)
        self.act(closing, "action_fold")
        self.act(closing, "action_sign", "director")
        self.posted([("102", 5, 0), ("211", 0, 5, self.party)], date="2024-12-31")
        with self.assertRaises(UserError):
            self.act(closing, "action_lock")
        self.act(closing, "action_back")
        self.assertFalse(closing.signed_by_id)
        self.whole_year(closing)
        self.assertEqual(closing.state, "locked")

    def test_an_amount_below_unchanged_totals_needs_another_signature_as_well(self):
        self.a_year()
        self.close_months()
        closing = self.begin()
        self.act(closing, "action_transfer")
        self.post_closing(closing)
        self.act(closing, "action_fold")
        self.act(closing, "action_sign", "director")
        signed = (closing.total_assets, closing.net_income, closing.undistributed)
        self.posted([("112", 50, 0, self.party), ("102", 0, 50)], date="2024-12-31", summary="预付")
        with self.assertRaisesRegex(UserError, "not those that were signed"):
            self.act(closing, "action_lock")
        self.assertEqual(closing.state, "signed")
        self.act(closing, "action_back")
        self.assertFalse(closing.statements_digest)
        self.whole_year(closing)
        self.assertEqual((closing.total_assets, closing.net_income, closing.undistributed), signed)
        self.assertEqual(closing.statements_digest, closing._statements_digest())

    def test_the_seal_of_a_signature_tells_of_every_amount(self):
        self.a_year()
        self.close_months()
        closing = self.begin()
        before = closing._seal_payload()
        self.assertNotIn("statements", before)
        self.act(closing, "action_transfer")
        self.post_closing(closing)
        self.act(closing, "action_fold")
        self.act(closing, "action_sign", "director")
        entry = self.env["reform.seal.entry"].search(
            [("res_model", "=", "ledger.closing"), ("res_id", "=", closing.id)], order="seq desc", limit=1
        )
        sealed = closing._seal_payload()
        self.assertEqual(sealed["statements"], closing.statements_digest)
        self.assertEqual(entry.digest, chain.digest(chain.canonical(sealed)))

    def test_each_step_belongs_to_its_people(self):
        self.close_months()
        closing = self.begin()
        roles = ("clerk", "director", "supervisor", "township", "county_agriculture", "auditor", "cashier")
        for role in roles:
            for name in ("action_transfer", "action_fold", "action_lock", "action_back", "action_cover"):
                with self.assertRaises(AccessError, msg=f"{role} {name}"):
                    self.act(closing, name, role)
        for role in ("accountant", *set(roles) - {"director"}):
            with self.assertRaises(AccessError, msg=role):
                self.act(closing, "action_sign", role)
        for role in ("clerk", "director", "supervisor", "township", "auditor"):
            with self.assertRaises(AccessError, msg=role):
                self.as_(role, self.env["ledger.closing"]).create(
                    {"entity_id": self.collective.id, "year": 2024}
                )

    def test_the_books_find_the_year_that_comes_next(self):
        book = self.books[self.collective]
        action = self.as_("accountant", book).action_close_year()
        closing = self.env["ledger.closing"].browse(action["res_id"])
        self.assertEqual(closing.year, 2024)
        self.assertEqual(self.as_("accountant", book).action_close_year()["res_id"], closing.id)


class TestLockedYear(ClosingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("run_setup")
        case.a_year()
        case.close_months()
        cls.closing = case.begin()
        case.whole_year(cls.closing)

    def run_setup(self):
        """Stand in for a test method while the class is set up."""

    def test_no_month_of_a_locked_year_opens(self):
        for name in ("2024-12", "2024-01"):
            with self.assertRaises(UserError):
                self.as_("county_agriculture", self.period(name))._reopen("审计调整")
        with self.assertRaises(psycopg2.errors.CheckViolation), mute_logger("odoo.sql_db"):
            with self.cr.savepoint():
                self.cr.execute(
                    "INSERT INTO ledger_period_act (period_id, kind, user_id, at, reason)"
                    " VALUES (%s, 'reopen', %s, now(), 'x')",
                    [self.period("2024-12").id, self.env.uid],
                )
                self.cr.execute(
                    "UPDATE ledger_period SET state = 'open' WHERE id = %s", [self.period("2024-12").id]
                )

    def test_the_lock_itself_does_not_give_way(self):
        for query in (
            "UPDATE ledger_closing SET state = 'checking' WHERE id = %s",
            "UPDATE ledger_closing SET year = 2023 WHERE id = %s",
            "UPDATE ledger_closing SET net_income = 1 WHERE id = %s",
            "DELETE FROM ledger_closing WHERE id = %s",
            "UPDATE ledger_closing_act SET reason = 'x' WHERE closing_id = %s",
            "DELETE FROM ledger_closing_act WHERE closing_id = %s",
        ):
            with self.subTest(query), self.assertRaises(psycopg2.Error), mute_logger("odoo.sql_db"):
                with self.cr.savepoint():
                    self.cr.execute(query, [self.closing.id])
        with self.assertRaises(UserError):
            self.act(self.closing, "action_back")
        for role in ("accountant", "director", "county_finance", "township", "auditor"):
            with self.assertRaises(AccessError, msg=role):
                self.as_(role, self.closing)._reopen("想改")

    def test_the_county_undoes_it_by_name_and_the_books_say_so_for_ever(self):
        with self.assertRaises(UserError):
            self.as_("county_agriculture", self.closing)._reopen(" ")
        wizard = self.as_("county_agriculture", self.env["ledger.closing.reopen"]).create(
            {"closing_id": self.closing.id, "reason": "审计发现漏记租金"}
        )
        wizard.action_reopen()
        self.env.invalidate_all()
        self.assertEqual(self.closing.state, "checking")
        self.as_("county_agriculture", self.period("2024-12"))._reopen("补记租金")
        self.posted([("102", 700, 0), ("50103", 0, 700)], date="2024-12-31")
        self.whole_year(self.closing)
        self.assertEqual(self.closing.net_income, 21400)
        marks = self.books[self.collective]._closing_marks(self.day("2024-01-01"), self.day("2024-12-31"))
        said = " ".join(text for text, _tone in marks)
        self.assertIn("审计发现漏记租金", said)
        self.assertIn("补记租金", said)
        self.assertIn("审计发现漏记租金", str(self.books[self.collective].marks_html))
        self.assertEqual(self.closing.act_ids.mapped("kind"), ["lock", "reopen", "lock"])

    def test_a_later_lock_keeps_the_earlier_year_locked(self):
        self.posted(self.RENT, date="2025-02-05")
        self.close_months(year=2025)
        later = self.begin(year=2025)
        self.whole_year(later)
        with self.assertRaises(UserError):
            self.as_("county_agriculture", self.closing)._reopen("想先改前一年")
        start = {code: amounts[1] for code, amounts in self.statement("balance_sheet", 2025).items()}
        end = {code: amounts[0] for code, amounts in self.statement("balance_sheet", 2024).items()}
        self.assertEqual(start, end)

    def test_a_locked_year_is_not_deleted_and_takes_no_voucher(self):
        with self.assertRaises(UserError):
            self.as_("accountant", self.closing).unlink()
        with self.assertRaises(UserError):
            self.draft(self.RENT, date="2024-12-31")
