from odoo.exceptions import AccessError, UserError

from .common import LedgerCase


class TestLedgerPeriod(LedgerCase):
    def period(self, name, entity=None):
        return self.env["ledger.period"].search(
            [("entity_id", "=", (entity or self.collective).id), ("name", "=", name)]
        )

    def close(self, *names, role="accountant"):
        for name in names:
            self.as_(role, self.period(name)).action_close()

    def test_a_year_has_its_months_from_the_opening_on(self):
        periods = self.env["ledger.period"].search([("entity_id", "=", self.collective.id)])
        self.assertEqual(sorted(periods.mapped("name")), [f"2024-{month:02d}" for month in range(1, 13)])
        self.draft(self.RENT, date="2025-06-30")
        self.assertTrue(self.period("2025-01") and self.period("2025-12"))

    def test_a_closed_month_refuses_and_never_shifts_a_day(self):
        self.posted(self.RENT, date="2024-01-10")
        draft = self.draft(self.RENT, date="2024-02-01")
        self.close("2024-01")
        with self.assertRaises(UserError):
            self.draft(self.RENT, date="2024-01-31")
        with self.assertRaises(UserError):
            self.as_("clerk", draft).write({"date": "2024-01-31"})
        self.assertEqual(str(draft.date), "2024-02-01")
        with self.assertRaises(UserError):
            self.as_("accountant", self.env["ledger.voucher"])._from_event(
                [
                    {
                        "entity_id": self.collective.id,
                        "date": self.day("2024-01-31"),
                        "summary": "x",
                        "event_key": "x",
                        "entries": [{"account": "102", "debit": 1}, {"account": "50103", "credit": 1}],
                    }
                ]
            )

    def test_closing_is_refused_with_the_list_of_what_is_not_posted(self):
        self.draft(self.RENT, date="2024-01-10", summary="没交的")
        self.prepared(self.RENT, date="2024-01-11", summary="没审的")
        self.reviewed(self.RENT, date="2024-01-12", summary="没记的")
        with self.assertRaises(UserError) as refused:
            self.close("2024-01")
        for word in ("没交的", "没审的", "没记的"):
            self.assertIn(word, str(refused.exception))

    def test_months_are_closed_in_their_order(self):
        with self.assertRaises(UserError):
            self.close("2024-02")
        self.close("2024-01", "2024-02")
        self.assertEqual(self.period("2024-02").state, "closed")

    def test_a_year_is_not_closed_over_pending_losses(self):
        self.posted([("18101", 9, 0), ("121", 0, 9)], date="2024-05-01")
        months = [f"2024-{month:02d}" for month in range(1, 12)]
        self.close(*months)
        with self.assertRaises(UserError) as refused:
            self.close("2024-12")
        self.assertIn("18101", str(refused.exception))
        self.posted([("51502", 9, 0), ("18101", 0, 9)], date="2024-12-20")
        self.close("2024-12")

    def test_only_the_county_reopens_and_says_why(self):
        self.close("2024-01", "2024-02")
        period = self.period("2024-02")
        for role in (
            "clerk",
            "director",
            "supervisor",
            "accountant",
            "township",
            "county_finance",
            "auditor",
        ):
            with self.assertRaises(AccessError, msg=role):
                self.as_(role, period)._reopen("想改")
            with self.assertRaises(AccessError, msg=role):
                self.as_(role, period).write({"state": "open"})
        with self.assertRaises(UserError):
            self.as_("county_agriculture", period)._reopen("  ")
        with self.assertRaises(UserError):
            self.as_("county_agriculture", self.period("2024-01"))._reopen("后面的月份还关着")
        wizard = self.as_("county_agriculture", self.env["ledger.period.reopen"]).create(
            {"period_ids": [(6, 0, period.ids)], "reason": "审计调整"}
        )
        wizard.action_reopen()
        self.assertEqual(period.state, "open")
        self.assertEqual(period.act_ids.mapped("kind"), ["reopen", "close"])
        self.assertEqual(period.act_ids[0].user_id, self.users["county_agriculture"])
        sealed = self.env["reform.seal.entry"].search(
            [("res_model", "=", "ledger.period"), ("res_id", "=", period.id)]
        )
        self.assertEqual(sealed[0].reason, "审计调整")
        self.assertEqual(self.invariants(), [])

    def test_an_old_act_does_not_open_a_month_again(self):
        self.close("2024-01")
        period = self.period("2024-01")
        self.cr.execute(
            "SELECT made_in = pg_current_xact_id() FROM ledger_period_act WHERE period_id = %s", [period.id]
        )
        self.assertTrue(self.cr.fetchone()[0])
        with self.assertRaises(AccessError):
            self.env["ledger.period.act"].create({"period_id": period.id, "kind": "reopen", "reason": "x"})

    def test_nobody_but_the_accountant_closes(self):
        for role in (
            "clerk",
            "director",
            "supervisor",
            "township",
            "county_agriculture",
            "auditor",
            "administrator",
        ):
            with self.assertRaises(AccessError, msg=role):
                self.close("2024-01", role=role)

    def test_a_period_is_never_deleted(self):
        with self.assertRaises(UserError):
            self.period("2024-12").unlink()
