"""What tests of the freeze need: books of the former villages, and vouchers in them.

Example::

    class TestSnapshot(FreezeWorld, CapitalsCase):
        def test_the_books_are_in_it(self):
            self.receipt(self.collective_a, 500)
            clearing = self.frozen(self.collective_a)
"""

from datetime import date


class FreezeWorld:
    """Books of both former villages since 1 January 2025."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        books = cls.env["ledger.book"].with_user(cls.users["accountant"])
        for entity in (cls.collective_a, cls.collective_b):
            books._open(entity, date(2025, 1, 1))

    def receipt(self, entity, amount, day=date(2025, 3, 5), **vals):
        """Post a receipt of an amount into the books of an entity, as a set."""
        event = {
            "entity_id": entity.id,
            "date": day,
            "summary": "收租金",
            "entries": [
                {"account": "102", "debit": amount, "credit": 0},
                {"account": "50103", "debit": 0, "credit": amount},
            ],
            **vals,
        }
        vouchers = self.as_("accountant", self.env["ledger.voucher"])
        result = vouchers._post_set(
            [event], prepared_by=self.users["clerk"], reviewed_by=self.users["supervisor"]
        )
        assert not result.problems, result.problems
        return self.env["ledger.voucher"].search([("entity_id", "=", entity.id)], order="id desc", limit=1)

    def draft(self, entity, day=date(2025, 3, 5), role="accountant"):
        """Return the draft of a voucher of 70 yuan."""
        vouchers = self.as_(role, self.env["ledger.voucher"])
        accounts = self.env["ledger.account"]._of_entity(entity, entity.book_ids.chart_id)
        return vouchers.create(
            {
                "entity_id": entity.id,
                "date": day,
                "summary": "收租金",
                "entry_ids": [
                    (0, 0, {"account_id": accounts["102"].id, "debit": 70, "summary": "收租金"}),
                    (0, 0, {"account_id": accounts["50103"].id, "credit": 70, "summary": "收租金"}),
                ],
            }
        )

    def frozen(self, *entities, **vals):
        """Return the clearings of entities, frozen by the township as at 30 November 2025."""
        vals = {"date_base": date(2025, 11, 30), **vals}
        clearings = self.env["reform.clearing"].concat(
            *(self.clearing(entity, **vals) for entity in entities)
        )
        self.as_("township", clearings).action_freeze()
        return self.as_("township", clearings)

    def leave(self, clearing, kind, role="township", **vals):
        """Return leave of the township for one act."""
        return self.as_(role, self.env["reform.freeze.exception"])._grant(
            self.as_(role, clearing),
            kind=kind,
            **{"what": "抢修屋面", "reason": "漏雨", "date_until": date(2099, 12, 31), **vals},
        )
