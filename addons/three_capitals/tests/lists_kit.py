"""A former village whose books, cards and contract can be counted: one of everything the lists know.

Example::

    class TestCounting(ListsCase):
        def test_a_difference_needs_a_reason(self):
            self.count(self.item("101"), counted_amount=990)
"""

from datetime import date

from odoo import Command
from odoo.tests import new_test_user

from .common import CapitalsWorld, PlaceCase

BOOKED = (
    ("101", 1000, 0, None), ("102", 50000, 0, None), ("112", 3000, 0, "debtor"), ("121", 800, 0, None),
    ("15101", 90000, 0, None), ("152", 0, 50000, None), ("211", 0, 2000, "creditor"),
    ("241", 0, 10000, None), ("301", 0, 60000, "debtor"), ("311", 0, 22800, None),
)  # fmt: skip


class ListsWorld(CapitalsWorld):
    """`collective_a` has an opening, a claim of March partly paid in June, a card and a bank account.

    Its card of 80,000 (30,000 net) explains 80,000 of 90,000 on 15101 and 50,000 on 152.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.debtor = cls.env["res.partner"].create({"name": "欠款人甲"})
        cls.creditor = cls.env["res.partner"].create({"name": "债权人乙"})
        people = {"debtor": cls.debtor.id, "creditor": cls.creditor.id}
        lines = [
            {"account": code, "debit": debit, "credit": credit, "partner_id": people.get(party, False)}
            for code, debit, credit, party in BOOKED
        ]
        books = cls.env["ledger.book"].with_user(cls.users["accountant"])
        cls.book_a = books._open(cls.collective_a, date(2025, 1, 1), lines).with_env(cls.env)
        cls.second_accountant = new_test_user(
            cls.env,
            login="test_second_accountant",
            groups="reform_places.group_accountant",
            reform_scope_ids=[Command.set(cls.township.ids)],
        )
        cls._post(cls(), cls.book_a.opening_voucher_id, cls.second_accountant)
        cls.house = cls.card(
            cls(), entity_id=cls.collective_a.id, place_id=cls.old_a.id, certificate_no="川集用〔1999〕7号"
        )
        cls.bank = cls.env["ledger.bank.account"].with_user(cls.users["accountant"]).create(
            {"entity_id": cls.collective_a.id, "bank": "前锋农商银行", "number": "6217000000000001"}
        ).with_env(cls.env)  # fmt: skip
        cls.booked_voucher(cls(), [("112", 500, 0, cls.debtor), ("50499", 0, 500, None)], date(2025, 3, 5))
        cls.booked_voucher(cls(), [("101", 3000, 0, None), ("112", 0, 3000, cls.debtor)], date(2025, 6, 5))

    def _post(self, vouchers, poster=None):
        self.as_("supervisor", vouchers).action_review()
        vouchers.with_user(poster or self.users["accountant"]).action_post()

    def booked_voucher(self, lines, day, entity=None):
        """Return a posted voucher of the former village."""
        entity = entity or self.collective_a
        accounts = self.env["ledger.account"]._of_entity(entity, self.book_a.chart_id)
        voucher = self.as_("clerk", self.env["ledger.voucher"]).create(
            {
                "entity_id": entity.id,
                "date": day,
                "summary": "测试分录",
                "entry_ids": [
                    Command.create(
                        {
                            "account_id": accounts[code].id,
                            "debit": debit,
                            "credit": credit,
                            "partner_id": party.id if party else False,
                        }
                    )
                    for code, debit, credit, party in lines
                ],
            }
        )
        voucher.action_prepare()
        self._post(voucher.with_env(self.env))
        return voucher.with_env(self.env)

    def counting(self, entity=None, **vals):
        """Return a clearing that is being counted."""
        clearing = self.clearing(entity or self.collective_a, **vals).with_env(self.env)
        clearing._generate_items()
        clearing._move("frozen")
        clearing._move("counting")
        return clearing

    def items(self, clearing, category):
        """Return the lines of one list."""
        return clearing.item_ids.filtered(lambda item: item.category_id.code == category)

    def count(self, items, role="clerk", **said):
        """Count lines with the same words."""
        self.as_(role, items)._count_each([(item, said) for item in self.as_(role, items)], way="list")
        items.invalidate_recordset()

    def count_all(self, clearing, role="clerk"):
        """Count everything as the books say, and state of empty lists that there is nothing."""
        items = clearing.item_ids.filtered(lambda item: item.state == "listed")
        self.as_(role, items).action_as_booked()
        empty = clearing.list_ids.filtered(lambda each: not each.item_count and each.list_code != "equity")
        self.as_(role, empty).action_nothing()
        self.env.invalidate_all()


class ListsCase(ListsWorld, PlaceCase):
    """The kit for tests of models."""
