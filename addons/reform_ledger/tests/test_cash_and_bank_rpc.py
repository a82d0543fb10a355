from odoo.addons.reform_places.tests.common import RpcRefused
from odoo.tests import freeze_time

from .common import LedgerHttpCase
from .test_cash_and_bank import SHEET
from .test_guards_rpc import FORGED, ROLES

MODELS = (
    "ledger.bank.account",
    "ledger.cash.line",
    "ledger.cash.count",
    "ledger.bank.statement",
    "ledger.bank.statement.line",
    "ledger.bank.match",
)


class TestCashAndBankRpc(LedgerHttpCase):
    """Over RPC, with forged contexts, by every role: evidence stays, and each act belongs to its people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("test_evidence_is_changed_by_nobody")
        cls.users["system"] = cls.env.ref("base.user_admin")
        cls.users["system"].write(
            {"password": cls.users["system"].login, "reform_scope_ids": [(6, 0, cls.county.ids)]}
        )
        with freeze_time("2024-04-10"):
            cls.bank = case.as_("accountant", cls.env["ledger.bank.account"]).create(
                {"entity_id": cls.collective.id, "bank": "农商银行", "number": "880101"}
            )
            cls.line = case.as_("cashier", cls.env["ledger.cash.line"]).create(
                {"entity_id": cls.collective.id, "date": "2024-03-05", "summary": "备用金", "amount_in": 300}
            )
            rent = case.posted(cls.RENT, date="2024-03-06")
            cls.statement = case.as_("cashier", cls.env["ledger.bank.statement"])._load(
                cls.bank, SHEET.encode(), "x.csv"
            )
            entry = rent.entry_ids.filtered(lambda each: each.account_id.code == "102")
            cls.match = case.as_("accountant", cls.env["ledger.bank.match"])._match(
                cls.statement.line_ids.sorted("date")[0], entry
            )
            cls.count = case.as_("cashier", cls.env["ledger.cash.count"]).create(
                {"entity_id": cls.collective.id, "date": "2024-03-31", "n100": 3}
            )
            cls.count.action_count()
        cls.evidence = {
            "ledger.cash.line": cls.line,
            "ledger.cash.count": cls.count,
            "ledger.bank.statement": cls.statement,
            "ledger.bank.statement.line": cls.statement.line_ids[:1],
            "ledger.bank.match": cls.match,
        }

    def refused(self, role, model, method, *arguments):
        for context in ({}, FORGED):
            with self.assertRaises(RpcRefused, msg=f"{role} could {method} {model}"):
                self.rpc(role, model, method, *arguments, context=context)

    def test_evidence_is_changed_by_nobody(self):
        values = {
            "ledger.cash.line": {"amount_in": 9},
            "ledger.cash.count": {"n100": 9},
            "ledger.bank.statement": {"closing": 9},
            "ledger.bank.statement.line": {"amount": 9},
            "ledger.bank.match": {"amount": 9},
        }
        self.assertEqual(values.keys(), self.evidence.keys())
        for role in ROLES:
            for model, record in self.evidence.items():
                self.refused(role, model, "write", record.ids, values[model])
                self.refused(role, model, "unlink", record.ids)

    def test_rows_of_evidence_are_made_by_acts_only(self):
        line, entry = self.match.line_id, self.match.entry_id
        forged = {
            "ledger.bank.statement": {"bank_account_id": self.bank.id, "date_from": "2024-05-01",
                                      "date_to": "2024-05-31", "digest": "x", "loaded_by_id": 1},
            "ledger.bank.statement.line": {"statement_id": self.statement.id, "key": "x", "amount": 5,
                                           "bank_account_id": self.bank.id, "date": "2024-05-01"},
            "ledger.bank.match": {"bank_account_id": self.bank.id, "line_id": line.id, "entry_id": entry.id,
                                  "amount": 1, "kind": "manual", "user_id": 1, "at": "2024-05-01 00:00:00"},
            "ledger.cash.count": {"entity_id": self.collective.id, "state": "signed", "witness_id": 1},
        }  # fmt: skip
        for role in ROLES:
            for model, vals in forged.items():
                self.refused(role, model, "create", [vals])

    def test_the_journal_is_the_cashier_s_and_says_who_wrote_it(self):
        vals = {"entity_id": self.collective.id, "date": "2024-03-06", "summary": "收款", "amount_in": 5}
        for role in ROLES:
            if role != "cashier":
                self.refused(role, "ledger.cash.line", "create", [vals])
        forged = {**vals, "cashier_id": 1, "reversal_of_id": self.line.id, "count_id": self.count.id}
        made = self.env["ledger.cash.line"].browse(
            self.rpc("cashier", "ledger.cash.line", "create", [forged], context=FORGED)
        )
        self.assertEqual(made.cashier_id, self.users["cashier"])
        self.assertFalse(made.reversal_of_id or made.count_id)
        self.refused(
            "cashier", "ledger.cash.line", "create", [{**vals, "entity_id": self.other_collective.id}]
        )

    def test_acts_belong_to_their_people_and_the_scope(self):
        for role in ROLES:
            if role not in ("accountant", "other_accountant"):
                self.refused(role, "ledger.bank.statement", "action_match", self.statement.ids)
                self.refused(role, "ledger.bank.account", "write", self.bank.ids, {"bank": "别的"})
                self.refused(role, "ledger.bank.account", "create", [{"entity_id": self.collective.id,
                             "bank": "x", "number": "1"}])  # fmt: skip
            if role not in ("accountant", "other_accountant", "supervisor"):
                self.refused(role, "ledger.cash.count", "action_sign", self.count.ids)
        for model in MODELS:
            self.assertEqual(self.rpc("other_clerk", model, "search", []), [], model)
            self.assertTrue(self.rpc("auditor", model, "search", []), model)
        for method in ("_add", "_load", "_match", "_undo", "_record", "_move", "_set_guarded"):
            self.refused("accountant", "ledger.bank.match", method, [])

    def test_what_is_right_is_accepted(self):
        self.rpc("accountant", "ledger.cash.count", "action_sign", self.count.ids)
        self.assertEqual(self.count.state, "signed")
        self.rpc("accountant", "ledger.bank.statement", "action_match", self.statement.ids)
