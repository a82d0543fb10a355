"""The guard table again for the year: every role tries, over RPC and with forged context, to undo a lock."""

from odoo.addons.reform_places.tests.common import RpcRefused

from .closing_kit import ClosingCase
from .common import LedgerHttpCase
from .test_guards_rpc import FORGED, ROLES


class TestGuardsClosing(LedgerHttpCase):
    a_year = ClosingCase.a_year
    period = ClosingCase.period
    close_months = ClosingCase.close_months
    begin = ClosingCase.begin
    post_closing = ClosingCase.post_closing
    act = ClosingCase.act
    whole_year = ClosingCase.whole_year

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("test_every_attempt_on_a_locked_year_is_refused")
        cls.users["system"] = cls.env.ref("base.user_admin")
        cls.users["system"].write(
            {
                "password": cls.users["system"].login,
                "group_ids": [(4, cls.env.ref("reform_places.group_administrator").id)],
                "reform_scope_ids": [(6, 0, cls.county.ids)],
            }
        )
        case.a_year()
        case.close_months()
        cls.closing = case.begin()
        case.whole_year(cls.closing)
        # The next year is on its way: these acts belong to one role each, and to nobody for the asking.
        case.posted(cls.RENT, date="2025-01-10")
        cls.next_year = case.begin(year=2025)
        cls.env.flush_all()

    def attempts(self):
        """Yield (what was tried, model, method, arguments)."""
        ids, year = self.closing.ids, self.next_year.ids
        act, december = self.closing.act_ids, self.period("2024-12")
        yield "unlock", "ledger.closing", "write", (ids, {"state": "checking"})
        yield "another year", "ledger.closing", "write", (ids, {"year": 2023})
        yield "other notes", "ledger.closing", "write", (ids, {"stocktake_note": "别的"})
        yield "other figures", "ledger.closing", "write", (ids, {"net_income": 1})
        yield "another signature", "ledger.closing", "write", (ids, {"signed_by_id": 1})
        yield "delete the lock", "ledger.closing", "unlink", (ids,)
        yield "take back", "ledger.closing", "action_back", (ids,)
        yield (
            "through the books",
            "ledger.book",
            "write",
            (
                self.closing.book_id.ids,
                {"closing_ids": [(1, self.closing.id, {"state": "checking"})]},
            ),
        )
        yield "import over it", "ledger.closing", "load", ([".id", "state"], [[str(ids[0]), "checking"]])
        yield (
            "a new one beside it",
            "ledger.closing",
            "create",
            ([{"entity_id": self.collective.id, "year": 2024}],),
        )
        yield (
            "create locked",
            "ledger.closing",
            "create",
            ([{"entity_id": self.collective.id, "year": 2026, "state": "locked"}],),
        )
        yield "lock without steps", "ledger.closing", "write", (year, {"state": "locked"})
        yield "lock unsigned", "ledger.closing", "action_lock", (year,)
        yield "sign unfolded", "ledger.closing", "action_sign", (year,)
        yield "cover without decision", "ledger.closing", "action_cover", (year,)
        yield "private: move", "ledger.closing", "_move", (ids, "checking")
        yield "private: reopen", "ledger.closing", "_reopen", (ids, "x")
        yield "private: guarded", "ledger.closing", "_set_guarded", (ids, {"net_income": 2})
        yield (
            "write an act",
            "ledger.closing.act",
            "create",
            ([{"closing_id": ids[0], "kind": "reopen", "reason": "x", "user_id": 1, "at": "2025-01-01"}],),
        )
        yield "change an act", "ledger.closing.act", "write", (act.ids, {"reason": "别的"})
        yield "delete an act", "ledger.closing.act", "unlink", (act.ids,)
        yield "open a month of it", "ledger.period", "write", (december.ids, {"state": "open"})

    def refused(self, role, model, method, arguments, context):
        try:
            answer = self.rpc(role, model, method, *arguments, context=context)
        except RpcRefused:
            return True
        return method == "load" and not answer["ids"]

    def snapshot(self):
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT to_jsonb(c)::text FROM ledger_closing c UNION ALL
               SELECT to_jsonb(a)::text FROM ledger_closing_act a UNION ALL
               SELECT to_jsonb(p)::text FROM ledger_period p UNION ALL
               SELECT count(*)::text || max(hash) FROM reform_seal_entry ORDER BY 1"""
        )
        return self.env.cr.fetchall()

    def test_every_attempt_on_a_locked_year_is_refused(self):
        before = self.snapshot()
        attempts = list(self.attempts())
        self.assertGreater(len(attempts), 20)
        for role in ROLES:
            for what, model, method, arguments in attempts:
                self.assertTrue(self.refused(role, model, method, arguments, FORGED), f"{role} could: {what}")
        for what, model, method, arguments in attempts:
            self.assertTrue(self.refused("accountant", model, method, arguments, {}), what)
        self.assertEqual(self.snapshot(), before)

    def test_only_the_county_reopens_and_says_why(self):
        for role in ROLES:
            if role == "county_agriculture":
                continue
            with self.assertRaises(RpcRefused, msg=role):
                self.rpc(role, "ledger.closing", "action_reopen", self.closing.ids, context=FORGED)
        wizard = self.rpc(
            "county_agriculture",
            "ledger.closing.reopen",
            "create",
            [{"closing_id": self.closing.id, "reason": "审计调整"}],
        )
        self.rpc("county_agriculture", "ledger.closing.reopen", "action_reopen", wizard)
        self.env.invalidate_all()
        self.assertEqual(self.closing.state, "checking")
