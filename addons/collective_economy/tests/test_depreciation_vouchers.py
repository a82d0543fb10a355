from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .depreciation_case import DepreciationCase


@tagged("post_install", "-at_install")
class TestDepreciationVouchers(DepreciationCase):
    """What a run has charged stands in the books before their month is closed, or in the next open one."""

    def throw_away(self, run):
        """Return the key of the voucher of a run, sent back and thrown away."""
        voucher = run.line_ids.voucher_id
        key = voucher.event_key
        self.as_("accountant", voucher)._back("重做")
        self.as_("accountant", voucher).unlink()
        return key

    def post(self, vouchers):
        self.as_("supervisor", vouchers).action_review()
        self.as_("accountant", vouchers).action_post()

    def shut(self, month):
        """Close a month that nobody had asked about its depreciation."""
        self.env.cr.execute(
            "UPDATE ledger_period SET state = 'closed' WHERE book_id = %s AND date_from = %s",
            [self.book.id, month],
        )
        self.env.invalidate_all()

    def voucher(self, key):
        return self.env["ledger.voucher"].search([("event_key", "=", key)])

    def test_a_month_is_not_closed_while_the_voucher_of_its_depreciation_was_thrown_away(self):
        self.in_force(self.thing())
        months = self.book.period_ids.sorted("date_from")
        self.as_("accountant", months[:2]).action_close()
        key = self.throw_away(self.depreciate("2025-03-01", role="clerk"))
        with self.assertRaises(UserError) as refused:
            self.as_("accountant", months[2]).action_close()
        self.assertIn("2025-03 (95.00)", str(refused.exception))
        self.depreciate("2025-03-01", role="clerk")
        self.post(self.voucher(key))
        self.as_("accountant", months[2]).action_close()
        self.assertEqual(months[2].state, "closed")

    def test_a_voucher_missing_in_a_closed_month_is_made_in_the_first_open_one_and_stops_no_run(self):
        machine = self.thing()
        self.in_force(machine)
        key = self.throw_away(self.depreciate("2025-03-01", role="clerk"))
        self.shut("2025-03-01")
        run = self.depreciate("2025-04-01", role="clerk")
        self.assertEqual(self.amounts(machine), {"2025-03": 95, "2025-04": 95})
        late = self.voucher(key)
        self.assertEqual(
            (late.date, late.debit_total, late.summary), (date(2025, 4, 30), 95, "Depreciation of 2025-03")
        )
        april = self.book.period_ids.filtered(lambda month: month.date_from == date(2025, 4, 1))
        self.post(run.line_ids.voucher_id)
        self.assertIn("2025-03 (95.00)", " ".join(april._depreciation_not_booked()))
        self.post(late)
        self.assertFalse(april._depreciation_not_booked())

    def test_what_was_charged_before_the_books_of_a_company_were_opened_is_never_booked(self):
        company = self._entity("东村农业公司", self.village, kind="other")
        machine = self.thing()
        self.in_force(machine)
        machine._change_each(
            {machine: {"entity_id": company.id}}, kind="act", reason="划转", since=date(2025, 3, 1)
        )
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.depreciate("2025-04-01").card_count, 2)
        self.env["ledger.book"].with_user(self.users["accountant"])._open(company, date(2025, 5, 1))
        run = self.depreciate("2025-05-01", role="clerk")
        self.assertEqual((run.card_count, self.reasons_of(run, company)), (1, []))
        self.assertEqual(run.line_ids.voucher_id.date, date(2025, 5, 31))
        self.assertFalse(self.voucher(f"depreciation:{company.id}:2025-04:1"))
        period = self.env["ledger.period"].search([("entity_id", "=", company.id)], limit=1)
        self.post(run.line_ids.voucher_id)
        self.assertFalse(period._depreciation_not_booked())

    def reasons_of(self, run, entity):
        return run.problem_ids.filtered(lambda problem: problem.entity_id == entity).mapped("reason")

    def test_a_successor_alone_is_compared_with_all_that_was_charged_before_the_card_came_to_it(self):
        machine = self.thing()
        self.in_force(machine)
        self.post(self.depreciate("2025-05-01", role="clerk").line_ids.voucher_id)
        heir = self.other_collective
        machine._change_each(
            {machine: {"entity_id": heir.id}}, kind="act", reason="合并", since=date(2025, 6, 1)
        )
        check = self.env["reform.register.check"]
        for entities in (heir, heir | self.collective):
            figures = check._figures(entities, date(2025, 6, 30))
            worn = [row[3] for row in figures if (row[0], row[1]) == (heir.id, "fixed_worn")]
            self.assertEqual(worn, [285], entities.mapped("name"))
