"""A collective with open books, and short words to write vouchers in.

Example::

    class TestRent(LedgerCase):
        def test_rent_is_booked(self):
            voucher = self.posted([("102", 100, 0), ("50103", 0, 100)])
            self.assertEqual(voucher.number, 1)
"""

from odoo.addons.reform_places.tests.common import PlaceCase, PlaceHttpCase
from odoo.fields import Command
from odoo.tests import new_test_user


class LedgerWorld:
    """Books of `collective` (merged village) and `other_collective`, both opened on 1 January 2024.

    `clerk` prepares, `supervisor` reviews, `accountant` posts; `accountant` also looks after the other
    village.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.party = cls.env["res.partner"].create({"name": "张三户"})
        cls.second_party = cls.env["res.partner"].create({"name": "李四户"})
        for role in ("accountant", "supervisor"):
            cls.users[role].reform_scope_ids = [Command.link(cls.other_village.id)]
        cls.users["other_accountant"] = new_test_user(
            cls.env,
            login="test_other_accountant",
            password="test_other_accountant",
            groups="reform_places.group_accountant",
            reform_scope_ids=[Command.set(cls.village.ids)],
        )
        cls.books = {}
        for entity in (cls.collective, cls.other_collective):
            cls.books[entity] = (
                cls.env["ledger.book"].with_user(cls.users["accountant"])._open(entity, cls.day("2024-01-01"))
            )

    @staticmethod
    def day(text):
        from odoo.fields import Date

        return Date.to_date(text)

    def account(self, code, entity=None):
        entity = entity or self.collective
        return self.env["ledger.account"]._of_entity(entity, self.books[entity].chart_id)[code]

    def vals(self, lines, *, date="2024-03-05", entity=None, summary="收租金", **vals):
        """Return the values of a draft; lines are (code, debit, credit[, party[, village of origin]])."""
        entity = entity or self.collective
        commands = []
        for code, debit, credit, *rest in lines:
            party, origin = [*rest, None, None][:2]
            line = {
                "account_id": self.account(code, entity).id,
                "debit": debit,
                "credit": credit,
                "summary": summary,
                "partner_id": party.id if party else False,
                **({"origin_place_id": origin.id} if origin else {}),
            }
            # A plain tuple: XML-RPC cannot carry a Command.
            commands.append((0, 0, line))
        return {"entity_id": entity.id, "date": date, "summary": summary, "entry_ids": commands, **vals}

    def draft(self, lines, role="clerk", **facts):
        return self.as_(role, self.env["ledger.voucher"]).create(self.vals(lines, **facts)).with_env(self.env)

    def prepared(self, lines, role="clerk", **facts):
        voucher = self.draft(lines, role=role, **facts)
        self.as_(role, voucher).action_prepare()
        return voucher

    def reviewed(self, lines, **facts):
        voucher = self.prepared(lines, **facts)
        self.as_("supervisor", voucher).action_review()
        return voucher

    def posted(self, lines, **facts):
        voucher = self.reviewed(lines, **facts)
        self.as_("accountant", voucher).action_post()
        self.env.invalidate_all()
        return voucher

    RENT = (("102", 100, 0), ("50103", 0, 100))

    def invariants(self):
        """Return every sentence the checks of the books have to say."""
        found = []
        for model in ("ledger.voucher", "ledger.period", "ledger.balance"):
            for _name, problems in self.env[model]._reform_invariants():
                found += problems
        return found

    def constraints_now(self):
        """Let the deferred constraints of the database speak, as a commit would."""
        self.env.flush_all()
        self.env.cr.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self.env.cr.execute("SET CONSTRAINTS ALL DEFERRED")


class LedgerCase(LedgerWorld, PlaceCase):
    """The kit for tests of models."""


class LedgerHttpCase(LedgerWorld, PlaceHttpCase):
    """The kit for tests over HTTP."""
