"""One sub-account of a divided account takes what events book on the account above it."""

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import LedgerCase


class TestLedgerAccountEvents(LedgerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.first = cls.below(cls, "50103", "01", "门面租金")
        cls.second = cls.below(cls, "50103", "02", "厂房租金")

    def below(self, above, number, name, role="accountant"):
        """Return an own account of the collective below another one."""
        account = LedgerCase.account(self, above)
        return (
            LedgerCase.as_(self, role, self.env["ledger.account"])
            .create(
                {
                    "chart_id": account.chart_id.id,
                    "code": f"{above}{number}",
                    "name": name,
                    "kind": account.kind,
                    "side": account.side,
                    "parent_id": account.id,
                    "entity_id": self.collective.id,
                }
            )
            .with_env(self.env)
        )

    def event(self, key, entity=None, **facts):
        return {
            "entity_id": (entity or self.collective).id,
            "date": self.day("2024-03-05"),
            "summary": "收租金",
            "event_key": key,
            "entries": [{"account": "102", "debit": 100}, {"account": "50103", "credit": 100}],
            **facts,
        }

    def booked(self, key, **facts):
        """Return the codes of the voucher that an event makes."""
        voucher = self.as_("accountant", self.env["ledger.voucher"])._from_event([self.event(key, **facts)])
        return voucher.entry_ids.mapped("account_id.code")

    def takers(self):
        return (self.first | self.second).filtered("takes_events")

    def test_an_event_goes_on_the_first_sub_account_until_the_accountant_names_another(self):
        self.assertEqual(self.booked("first"), ["102", "5010301"])
        self.as_("accountant", self.second).takes_events = True
        self.assertEqual(self.takers(), self.second)
        self.assertEqual(self.booked("second"), ["102", "5010302"])
        self.assertEqual(self.booked("elsewhere", entity=self.other_collective), ["102", "50103"])

    def test_it_is_followed_down_through_all_levels(self):
        self.below("5010301", "01", "东街门面")
        self.assertEqual(self.booked("deep"), ["102", "501030101"])

    def test_a_set_is_posted_on_the_same_accounts(self):
        self.below("5010301", "01", "东街门面")
        result = self.as_("accountant", self.env["ledger.voucher"])._post_set(
            [self.event("set"), self.event("other", entity=self.other_collective)],
            prepared_by=self.users["clerk"],
            reviewed_by=self.users["supervisor"],
        )
        self.assertEqual(result, (2, 0, []))
        codes = {
            voucher.event_key: voucher.entry_ids.mapped("account_id.code")
            for voucher in self.env["ledger.voucher"].search([("event_key", "in", ("set", "other"))])
        }
        self.assertEqual(codes, {"set": ["102", "501030101"], "other": ["102", "50103"]})

    def test_a_template_fills_in_the_sub_account(self):
        self.assertEqual(self.env["ledger.voucher"]._accounts_of(self.collective)["50103"].id, self.first.id)

    def test_somebody_takes_it_as_long_as_the_account_is_divided(self):
        with self.assertRaises(ValidationError):
            self.as_("accountant", self.first).takes_events = False
        self.as_("accountant", self.first).active = False
        self.assertEqual(self.takers(), self.second)
        self.as_("accountant", self.first).active = True
        self.assertEqual(self.takers(), self.second)
        self.as_("accountant", self.second).unlink()
        self.assertTrue(self.first.takes_events)
        self.as_("accountant", self.first).unlink()
        self.assertEqual(self.booked("whole"), ["102", "50103"])

    def test_writing_again_what_an_account_is_moves_nothing(self):
        self.as_("accountant", self.second).takes_events = True
        self.as_("accountant", self.second).write({"active": True, "parent_id": self.second.parent_id.id})
        self.assertEqual(self.takers(), self.second)

    def test_only_an_own_sub_account_of_an_account_with_entries_takes_it_and_only_an_accountant_says_so(self):
        extra = self.below("501", "07", "其他")
        self.assertFalse(extra.takes_events)
        with self.assertRaises(ValidationError):
            self.as_("accountant", extra).takes_events = True
        with self.assertRaises(AccessError):
            self.as_("clerk", self.second).takes_events = True

    def test_a_closing_means_the_very_account_it_names(self):
        with self.assertRaisesRegex(UserError, "50103 is divided further"):
            self.booked("closing", kind="closing")

    def test_accounts_divided_before_know_who_takes_it(self):
        self.env.flush_all()
        self.env.cr.execute("UPDATE ledger_account SET takes_events = NULL WHERE entity_id IS NOT NULL")
        self.env["ledger.account"]._init_column("takes_events")
        self.env.invalidate_all()
        self.assertEqual(self.takers(), self.first)
