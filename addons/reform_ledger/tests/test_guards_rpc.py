"""The table of what stock accounting lets a billing user do to posted books, tried on ours by every role
over RPC.

Each row is an attempt; each must be refused, with and without the context keys that open guards elsewhere,
and
afterwards the books must read exactly as before.
"""

from odoo.addons.reform_places.tests.common import RpcRefused

from .common import LedgerHttpCase

ROLES = (
    "clerk",
    "director",
    "supervisor",
    "accountant",
    "other_accountant",
    "township",
    "county_finance",
    "county_agriculture",
    "auditor",
    "administrator",
    "reader",
    "system",
)
#: Every context key that the core, our addons or the OCA set read in a guard, as far as known.
FORGED = {
    "check_move_validity": False,
    "skip_readonly_check": True,
    "force_delete": True,
    "_force_unlink": True,
    "dynamic_unlink": True,
    "skip_validation_check": True,
    "skip_account_move_synchronization": True,
    "skip_invoice_sync": True,
    "bypass_lock_check": True,
    "bypass_reform_guard": True,
    "reform_creating": True,
    "reform_seal_creating": "ledger.voucher",
    "reform_move": True,
    "default_state": "posted",
    "default_number": 99,
    "default_posted_by_id": 1,
    "default_prepared_by_id": 1,
    "default_reviewed_by_id": 1,
    "tracking_disable": True,
    "mail_notrack": True,
    "active_test": False,
    "install_mode": True,
    "module": "reform_ledger",
    "import_file": True,
    "no_reset_password": True,
    "su": True,
    "uid": 1,
    "ledger_short_period": True,
}


class TestGuardsRpc(LedgerHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        case = cls("test_every_row_of_the_guard_table_is_refused_for_every_role")
        cls.users["system"] = cls.env.ref("base.user_admin")
        cls.users["system"].write(
            {
                "password": cls.users["system"].login,
                "group_ids": [(4, cls.env.ref("reform_places.group_administrator").id)],
                "reform_scope_ids": [(6, 0, cls.county.ids)],
            }
        )
        for role in ("supervisor", "clerk"):
            cls.users[role].reform_scope_ids = [(4, cls.village.id)]
        cls.closed_voucher = case.posted(cls.RENT, date="2024-01-10", summary="一月")
        january = cls.env["ledger.period"].search(
            [("entity_id", "=", cls.collective.id), ("name", "=", "2024-01")]
        )
        case.as_("accountant", january).action_close()
        cls.january = january
        cls.voucher = case.posted(cls.RENT)
        cls.in_review = case.prepared(cls.RENT, summary="待审核")
        cls.to_post = case.reviewed(cls.RENT, summary="待记账")
        cls.env.flush_all()

    def snapshot(self):
        """Return all that must not change, as the database holds it."""
        self.env.flush_all()
        found = {}
        for table in (
            "ledger_entry",
            "ledger_period",
            "ledger_balance",
            "ledger_number",
            "ledger_period_act",
        ):
            self.env.cr.execute(f"SELECT to_jsonb(t) FROM {table} t ORDER BY to_jsonb(t)::text")
            found[table] = self.env.cr.fetchall()
        self.env.cr.execute("SELECT to_jsonb(t) FROM ledger_voucher t ORDER BY id")
        found["ledger_voucher"] = self.env.cr.fetchall()
        self.env.cr.execute("SELECT count(*), max(hash) FROM reform_seal_entry")
        found["seal"] = self.env.cr.fetchall()
        return found

    def attempts(self):
        """Yield (what was tried, model, method, arguments)."""
        for name, voucher in (
            ("posted", self.voucher),
            ("closed", self.closed_voucher),
            ("in review", self.in_review),
            ("to post", self.to_post),
        ):
            yield from self.attempts_on(name, voucher)
        yield from self.attempts_elsewhere()

    def attempts_on(self, name, voucher):
        """Yield the attempts on one voucher that must not change."""
        debit, credit = voucher.entry_ids.sorted("line_no")
        ids = voucher.ids
        yield f"{name}: change one line 100→70", "ledger.entry", "write", ([debit.id], {"debit": 70})
        yield (
            f"{name}: change both amounts through the voucher",
            "ledger.voucher",
            "write",
            (ids, {"entry_ids": [(1, debit.id, {"debit": 70}), (1, credit.id, {"credit": 70})]}),
        )
        yield (
            f"{name}: change the account",
            "ledger.entry",
            "write",
            ([debit.id], {"account_id": self.account("101").id}),
        )
        yield f"{name}: change the date", "ledger.voucher", "write", (ids, {"date": "2024-04-01"})
        yield (
            f"{name}: re-date into a closed month",
            "ledger.voucher",
            "write",
            (ids, {"date": "2024-01-15"}),
        )
        yield f"{name}: change the summary", "ledger.voucher", "write", (ids, {"summary": "别的"})
        yield f"{name}: change the papers", "ledger.voucher", "write", (ids, {"attachment_count": 9})
        yield (
            f"{name}: change the entry's words",
            "ledger.entry",
            "write",
            ([debit.id], {"summary": "别的"}),
        )
        yield (
            f"{name}: change the village of origin",
            "ledger.entry",
            "write",
            ([debit.id], {"origin_place_id": self.old_a.id}),
        )
        yield f"{name}: delete the voucher", "ledger.voucher", "unlink", (ids,)
        yield f"{name}: delete an entry", "ledger.entry", "unlink", ([debit.id],)
        yield f"{name}: reset to draft", "ledger.voucher", "write", (ids, {"state": "draft"})
        yield (
            f"{name}: mark as posted",
            "ledger.voucher",
            "write",
            (ids, {"state": "posted", "number": 9}),
        )
        yield f"{name}: change the makers", "ledger.voucher", "write", (ids, {"prepared_by_id": 1})
        yield f"{name}: change the number", "ledger.voucher", "write", (ids, {"number": 77})
        yield (
            f"{name}: add an entry",
            "ledger.entry",
            "create",
            ([{"voucher_id": voucher.id, "account_id": self.account("101").id, "debit": 1}],),
        )
        yield (
            f"{name}: clear the entries",
            "ledger.voucher",
            "write",
            (ids, {"entry_ids": [(5, 0, 0)]}),
        )
        yield from self.attempts_through(name, voucher)

    def attempts_through(self, name, voucher):
        """Yield the attempts on the same voucher through its month, its books and the import."""
        debit, _credit = voucher.entry_ids.sorted("line_no")
        book, period = self.books[self.collective], voucher.period_id
        yield (
            f"{name}: through the period",
            "ledger.period",
            "write",
            ([period.id], {"voucher_ids": [(1, voucher.id, {"summary": "别的"})]}),
        )
        yield (
            f"{name}: through the books",
            "ledger.book",
            "write",
            ([book.id], {"period_ids": [(1, period.id, {"state": "open"})]}),
        )
        yield (
            f"{name}: delete through the period",
            "ledger.period",
            "write",
            ([period.id], {"voucher_ids": [(2, voucher.id, 0)]}),
        )
        yield (
            f"{name}: import over it",
            "ledger.entry",
            "load",
            ([".id", "debit"], [[str(debit.id), "70"]]),
        )

    def attempts_elsewhere(self):
        """Yield the attempts around it: new vouchers, months, private methods, balances, accounts."""
        yield "create posted", "ledger.voucher", "create", ([{**self.vals(self.RENT), "state": "posted"}],)
        yield "create numbered", "ledger.voucher", "create", ([{**self.vals(self.RENT), "number": 5}],)
        yield (
            "create in a closed month",
            "ledger.voucher",
            "create",
            ([self.vals(self.RENT, date="2024-01-20")],),
        )
        yield (
            "create a red letter by hand",
            "ledger.voucher",
            "create",
            ([{**self.vals(self.RENT), "reversal_of_id": self.voucher.id}],),
        )
        yield "open a closed month", "ledger.period", "write", ([self.january.id], {"state": "open"})
        yield "delete a closed month", "ledger.period", "unlink", ([self.january.id],)
        yield "stretch a month", "ledger.period", "write", ([self.january.id], {"date_to": "2024-02-29"})
        yield (
            "write an act of reopening",
            "ledger.period.act",
            "create",
            (
                [
                    {
                        "period_id": self.january.id,
                        "kind": "reopen",
                        "reason": "x",
                        "user_id": 1,
                        "at": "2024-01-01",
                    }
                ],
            ),
        )
        yield "private: post a set", "ledger.voucher", "_post_set", ([],)
        yield "private: post", "ledger.voucher", "_post", (self.to_post.ids,)
        yield "private: move", "ledger.voucher", "_move", (self.in_review.ids, "reviewed")
        yield "private: guarded", "ledger.voucher", "_set_guarded", (self.voucher.ids, {"number": 3})
        yield "private: reopen", "ledger.period", "_reopen", (self.january.ids, "x")
        yield (
            "write a balance",
            "ledger.balance",
            "write",
            (self.env["ledger.balance"].search([], limit=1).ids, {"debit": 1}),
        )
        yield (
            "create a balance",
            "ledger.balance",
            "create",
            ([{"entity_id": self.collective.id, "account_id": self.account("102").id, "month": "2024-03-01",
               "kind": "normal", "debit": 1}],),
        )  # fmt: skip
        yield (
            "import a posted voucher",
            "ledger.voucher",
            "load",
            (
                ["summary", "date", "entity_id/.id", "state"],
                [["x", "2024-05-01", str(self.collective.id), "posted"]],
            ),
        )
        yield "recode a used account", "ledger.account", "write", ([self.account("102").id], {"code": "109"})
        yield "delete a used account", "ledger.account", "unlink", ([self.account("102").id],)

    def refused(self, role, what, model, method, arguments, context):
        """Say whether a call was refused; import answers with messages instead of raising."""
        try:
            answer = self.rpc(role, model, method, *arguments, context=context)
        except RpcRefused:
            return True
        if method == "load":
            return not answer["ids"]
        return False

    def test_every_row_of_the_guard_table_is_refused_for_every_role(self):
        before = self.snapshot()
        attempts = list(self.attempts())
        self.assertGreater(len(attempts), 90)
        for role in ROLES:
            for what, model, method, arguments in attempts:
                for context in ({}, FORGED):
                    if not self.refused(role, what, model, method, arguments, context):
                        self.fail(f"{role} could: {what} {'with a forged context' if context else ''}")
            self.assertEqual(self.snapshot(), before, f"after {role}")

    def test_a_harmless_draft_is_accepted_so_refusals_mean_something(self):
        vals = self.vals(self.RENT, summary="草稿")
        draft = self.rpc("clerk", "ledger.voucher", "create", [vals], context=FORGED)
        voucher = self.env["ledger.voucher"].browse(draft)
        self.assertEqual((voucher.state, voucher.number, voucher.posted_by_id.id), ("draft", 0, False))
        self.rpc("clerk", "ledger.voucher", "write", draft, {"summary": "改过的"})
        self.rpc("clerk", "ledger.voucher", "unlink", draft)

    def test_reviewing_and_posting_are_reserved(self):
        for role in ROLES:
            if role != "supervisor":
                with self.assertRaises(RpcRefused, msg=role):
                    self.rpc(role, "ledger.voucher", "action_review", self.in_review.ids, context=FORGED)
            if role not in ("accountant", "other_accountant"):
                with self.assertRaises(RpcRefused, msg=role):
                    self.rpc(role, "ledger.voucher", "action_post", self.to_post.ids, context=FORGED)
        for role in ("clerk", "supervisor"):
            with self.assertRaises(RpcRefused, msg=role):
                self.rpc(role, "ledger.voucher", "action_post", self.in_review.ids, context=FORGED)
        with self.assertRaises(RpcRefused):
            self.rpc("accountant", "ledger.voucher", "action_post", self.in_review.ids, context=FORGED)
