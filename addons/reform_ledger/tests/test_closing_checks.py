from odoo.addons.reform_ledger.closing_check import ClosingCheck
from odoo.exceptions import UserError

from ..models.ledger_period_checks import LedgerPeriod
from .common import LedgerCase


class TestClosingChecks(LedgerCase):
    def period(self, name):
        return self.env["ledger.period"].search([("entity_id", "=", self.collective.id), ("name", "=", name)])

    def also(self, *checks):
        """Add checks as another addon would."""
        own = LedgerPeriod._closing_checks
        self.patch(LedgerPeriod, "_closing_checks", lambda period: [*own(period), *checks])

    def test_a_month_in_order_has_a_list_without_problems(self):
        self.posted(self.RENT, date="2024-01-10")
        checks = self.period("2024-01")._closing_checks()
        self.assertGreaterEqual(len(checks), 6)
        self.assertEqual({check.status for check in checks}, {"ok"})
        self.assertIn("fa-check-circle", str(self.period("2024-01").checklist_html))

    def test_an_error_of_another_addon_refuses_and_names_itself(self):
        self.also(ClosingCheck("银行对账", ["基本户差 0.01 元"]))
        with self.assertRaises(UserError) as refused:
            self.as_("accountant", self.period("2024-01")).action_close()
        self.assertIn("基本户差 0.01 元", str(refused.exception))
        self.assertEqual(self.period("2024-01").state, "open")
        self.assertIn("基本户差 0.01 元", str(self.period("2024-01").checklist_html))

    def test_a_warning_is_shown_and_stands_beside_the_act_for_ever(self):
        self.also(ClosingCheck("折旧", ["本月未计提折旧"], "warning"))
        shown = self.as_("accountant", self.period("2024-01")).action_close()
        self.assertIn("本月未计提折旧", shown["params"]["message"])
        self.assertEqual(self.period("2024-01").state, "closed")
        self.assertEqual(self.period("2024-01").act_ids.warnings, "本月未计提折旧")

    def test_pending_losses_warn_during_the_year(self):
        self.posted([("18101", 9, 0), ("121", 0, 9)], date="2024-01-10")
        shown = self.as_("accountant", self.period("2024-01")).action_close()
        self.assertIn("18101", shown["params"]["message"])

    def test_a_balance_that_is_not_its_entries_refuses(self):
        self.posted(self.RENT, date="2024-01-10")
        self.cr.execute(
            "ALTER TABLE ledger_balance DISABLE TRIGGER USER;"
            " UPDATE ledger_balance SET debit = 101 WHERE entity_id = %s AND debit = 100;"
            " ALTER TABLE ledger_balance ENABLE ALWAYS TRIGGER ledger_balance_guard",
            [self.collective.id],
        )
        with self.assertRaises(UserError) as refused:
            self.as_("accountant", self.period("2024-01")).action_close()
        self.assertIn("101", str(refused.exception))

    def test_a_missing_number_refuses(self):
        voucher = self.posted(self.RENT, date="2024-01-10")
        self.constraints_now()
        self.cr.execute("ALTER TABLE ledger_voucher DISABLE TRIGGER USER")
        self.cr.execute("UPDATE ledger_voucher SET number = 2 WHERE id = %s", [voucher.id])
        self.env.invalidate_all()
        with self.assertRaises(UserError) as refused:
            self.as_("accountant", self.period("2024-01")).action_close()
        self.assertIn("1", str(refused.exception))
