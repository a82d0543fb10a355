"""The opening of books over RPC: each act has its role, no context opens a guard, nobody else sees it."""

from odoo.addons.reform_places.tests.common import FORGED, RpcRefused

from .common import LedgerHttpCase
from .opening_case import OpeningWorld


class TestLedgerOpeningRpc(OpeningWorld, LedgerHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.made = {}
        entities = {
            state: cls._entity(f"{state}合作社", cls.village, kind="other")
            for state in ("draft", "converted", "reviewed")
        }
        case = cls("test_each_act_has_its_role_and_its_moment")
        for state, entity in entities.items():
            opening = case.opening(cls.PLAIN, entity_id=entity.id)
            if state != "draft":
                case.as_("accountant", opening).action_convert()
            if state == "reviewed":
                case.as_("supervisor", opening).action_review()
            cls.made[state] = opening

    def test_each_act_has_its_role_and_its_moment(self):
        for act, moment, role in (
            ("action_convert", "draft", "accountant"),
            ("action_review", "converted", "supervisor"),
            ("action_book", "reviewed", "accountant"),
        ):
            for state, opening in self.made.items():
                with self.subTest(act=act, state=state):
                    if state == moment:
                        self.assert_only({role}, "ledger.opening", act, opening.ids)
                    else:
                        self.assertFalse(self.allowed(role, "ledger.opening", act, opening.ids))

    def test_balances_are_entered_by_the_accountant_alone_and_only_before_review(self):
        for state in ("draft", "converted"):
            opening = self.made[state]
            allowed = {"accountant"} if state == "draft" else set()
            line = opening.line_ids[:1].ids
            with self.subTest(state=state):
                self.assert_only(
                    allowed, "ledger.opening.line", "write", line, {"debit": 801}, context=FORGED
                )
        reviewed = self.made["reviewed"]
        for vals in ({"date_opening": "2024-02-01"}, {"line_ids": [(5,)]}, {"entity_id": self.collective.id}):
            with self.subTest(vals=vals):
                self.assertFalse(
                    self.allowed("accountant", "ledger.opening", "write", reviewed.ids, vals, context=FORGED)
                )

    def test_nobody_writes_what_only_acts_say(self):
        draft = self.made["draft"]
        self.assert_only(set(), "ledger.opening", "write", draft.ids, {"state": "booked"}, context=FORGED)
        for vals in ({"reviewed_by_id": 1}, {"converted_by_id": 1}, {"voucher_id": 1}):
            for role in ("accountant", "supervisor"):
                with self.subTest(vals=vals, role=role):
                    self.assertFalse(
                        self.allowed(role, "ledger.opening", "write", draft.ids, vals, context=FORGED)
                    )

    def test_the_tables_of_the_county_and_lists_of_other_programs_are_nobody_else_s(self):
        way = self.env["ledger.conversion"].search([], limit=1)
        self.assert_only({"county_finance"}, "ledger.conversion", "write", way.ids, {"words": "x"})
        line = self.env["ledger.statement.line"].search([("statement", "=", "notes")], limit=1)
        self.assert_only({"county_finance"}, "ledger.statement.line", "write", line.ids, {"mark": "S"})
        vals = {"opening_id": self.made["draft"].id, "date": "2024-01-01", "code": "102",
                "chart_id": self.new_chart.id}  # fmt: skip
        self.assert_only(set(), "ledger.opening.entry", "create", [vals])

    def test_an_opening_is_seen_by_those_who_answer_for_the_place(self):
        opening = self.made["converted"]
        for role in ("other_clerk", "reader"):
            with self.subTest(role=role), self.assertRaises(RpcRefused):
                self.rpc(role, "ledger.opening", "read", opening.ids, ["state"])
            self.assertFalse(
                self.rpc(role, "ledger.opening.line", "search", [("opening_id", "=", opening.id)])
            )
        self.assertEqual(
            self.rpc("supervisor", "ledger.opening", "read", opening.ids, ["state"])[0]["state"], "converted"
        )
