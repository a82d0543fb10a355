from datetime import date

from odoo.tests import tagged

from .depreciation_case import DepreciationCase


@tagged("post_install", "-at_install")
class TestCardsAndBooks(DepreciationCase):
    """What the cards say of cost and wear is what the books hold, whatever happens to them."""

    def told(self, act):
        self.posted(act)
        return act

    def held(self):
        """Return what the posted books hold of things: (cost, written off)."""
        entries = self.env["ledger.entry"].search(
            [("entity_id", "=", self.collective.id), ("voucher_id.state", "=", "posted")]
        )
        sums = {"151": 0, "152": 0}
        for entry in entries:
            code = entry.account_id.code[:3]
            if code in sums:
                sums[code] += entry.debit - entry.credit
        return round(sums["151"], 2), round(-sums["152"], 2)

    def shown(self, cards):
        here = cards.filtered(lambda card: card.use_state not in ("disposed", "scrapped"))
        return round(sum(here.mapped("cost")), 2), round(sum(here.mapped("accumulated")), 2)

    def assertAgree(self, cards):
        self.env.invalidate_all()
        self.assertEqual(self.held(), self.shown(cards))

    def came_in(self, kind, **worth):
        card = self.card(cost=0, net_value=0, useful_life_months=240)
        self.told(self.done(kind, card, [worth], date=date(2025, 6, 1)))
        return card

    def test_every_way_of_coming_in_brings_cost_and_wear_of_the_card_into_the_books(self):
        cards = self.env["reform.asset"]
        for kind in ("bought", "built", "granted", "donated", "allocated", "surplus"):
            with self.subTest(kind=kind):
                cards |= self.came_in(kind, cost=100, accumulated=40 if kind == "allocated" else 0)
                self.assertAgree(cards)

    def test_through_a_chain_of_acts_the_books_hold_what_the_card_says(self):
        card = self.confirm(self.came_in("allocated", cost=10000, accumulated=4000))
        self.assertAgree(card)
        # As new, and then worn again beyond what it was: both sides move.
        first = self.told(self.done("revalue", card, [{"cost": 12000, "accumulated": 0}]))
        self.assertEqual((card.cost, card.accumulated), (12000, 0))
        self.assertAgree(card)
        second = self.told(self.done("revalue", card, [{"cost": 11000, "accumulated": 5500}]))
        self.assertAgree(card)
        self.told(self.done("improve", card, amount=500))
        self.assertAgree(card)
        whole = self.came_in("allocated", cost=3000, accumulated=1000)
        self.assertAgree(card | whole)
        self.told(self.done("shortage", card))
        self.assertAgree(card | whole)
        self.assertEqual((first.book_state, second.book_state), ("posted", "posted"))

    def test_a_revaluation_taken_back_leaves_books_and_card_as_they_were(self):
        card = self.confirm(self.came_in("allocated", cost=10000, accumulated=4000))
        act = self.told(self.done("revalue", card, [{"cost": 12000, "accumulated": 500}]))
        self.told(self.undo(act))
        self.assertEqual((card.cost, card.accumulated), (10000, 4000))
        self.assertAgree(card)
