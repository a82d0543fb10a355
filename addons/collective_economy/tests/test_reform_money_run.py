from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import EconomyCase


@tagged("post_install", "-at_install")
class TestMoneyRun(EconomyCase):
    def draft(self, **vals):
        return self.lease(self.confirm(self.card(name="又一处")), date_start="2025-02-01", **vals)

    def events(self, lines, model=None):
        """Return the events the lines are about: dues, or records of the model of another one."""
        model = model if model is not None else self.env["reform.rent.due"]
        mine = lines.filtered(lambda line: line.res_model == model._name)
        return model.browse(mine.mapped("res_id"))

    def test_a_run_books_what_fell_due_and_what_was_missed(self):
        run = self.run_month(date(2025, 5, 31))
        self.assertEqual(self.events(run.line_ids), self.contract.due_ids[:2])
        self.assertEqual((run.done_count, run.failed_count, run.state), (2, 0, "done"))
        self.assertEqual(run.line_ids.voucher_id.mapped("state"), ["prepared", "prepared"])

    def test_receipts_are_booked_with_the_dues(self):
        receipt = self.receive(self.contract, 3000)
        run = self.run_month()
        self.assertEqual(self.events(run.line_ids, receipt), receipt)
        self.assertEqual(receipt.book_state, "prepared")

    def test_running_twice_books_once(self):
        run = self.run_month()
        before = self.env["ledger.voucher"].search_count([])
        self.as_("accountant", run).action_run()
        again = self.run_month()
        self.assertEqual(self.env["ledger.voucher"].search_count([]), before)
        self.assertFalse(again.line_ids)
        self.assertEqual(set(run.line_ids.mapped("tries")), {1})

    def test_one_poisoned_due_is_named_and_the_others_are_done(self):
        poisoned = self.effective_lease(self.draft())
        self.assertEqual(len(self.contract.due_ids[:4] | poisoned.due_ids[:4]), 8)
        # The house's village of origin no longer lies below the collective's: the books refuse such an entry.
        self.env.cr.execute(
            "UPDATE reform_asset SET origin_place_id = %s WHERE id = %s",
            [self.other_village.id, poisoned.asset_ids.id],
        )
        self.env.invalidate_all()
        run = self.run_month()
        self.assertEqual((run.done_count, run.failed_count, run.state), (4, 4, "partly"))
        failed = run.line_ids.filtered(lambda line: line.state == "failed")
        self.assertEqual(self.events(failed), poisoned.due_ids[:4])
        self.assertTrue(all(failed.mapped("reason")))
        self.env.cr.execute(
            "UPDATE reform_asset SET origin_place_id = %s WHERE id = %s",
            [self.old_b.id, poisoned.asset_ids.id],
        )
        self.env.invalidate_all()
        self.as_("accountant", run).action_run()
        self.assertEqual((run.done_count, run.failed_count, run.state), (8, 0, "done"))
        self.assertEqual(set(failed.mapped("tries")), {2})

    def test_a_closed_month_and_missing_books_are_named(self):
        months = self.book.period_ids.filtered(lambda period: period.date_to <= date(2025, 5, 31))
        self.as_("accountant", months).action_close()
        run = self.run_month()
        failed = run.line_ids.filtered(lambda line: line.state == "failed")
        self.assertEqual(self.events(failed), self.contract.due_ids[:2])
        self.assertIn("is closed", failed[0].reason)
        self.assertEqual(run.done_count, 2)

    def test_the_run_of_another_village_is_not_touched(self):
        self.users["accountant"].reform_scope_ids = [Command.set(self.other_village.ids)]
        run = self.run_month()
        self.assertFalse(run.line_ids)
        self.assertEqual(self.contract.due_ids[0].book_state, "none")

    def test_only_the_accountant_runs(self):
        for role in ("clerk", "director", "supervisor", "township", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.run_month(role=role)

    def test_a_month_to_come_is_refused(self):
        with self.assertRaises(ValidationError):
            self.run_month(date(2026, 1, 1))

    def test_the_number_of_statements_does_not_grow_with_the_dues(self):
        lease = self.effective_lease(self.draft(frequency="monthly"))

        def statements(month):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            run = self.run_month(month)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before, len(run.line_ids)

        few, one = statements(date(2025, 2, 1))
        many, nine = statements(date(2025, 11, 1))
        self.assertEqual((one, nine), (2, 12))
        self.assertEqual(len(lease.due_ids), 36)
        # A voucher is a record with a sealed step of its own; what each one costs stays a small number.
        self.assertLess((many - few) / (nine - one), 8)
