from odoo.addons.reform_places.tests.common import PlaceHttpCase
from odoo.tests import tagged

from .lists_kit import ListsWorld

COUNTERS = ("clerk", "director", "accountant", "township")


class ListsHttpCase(ListsWorld, PlaceHttpCase):
    """The kit over the real HTTP port."""


@tagged("post_install", "-at_install")
class TestListsOverRpc(ListsHttpCase):
    """Who may do what with the lists when he calls the server directly."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        kit = cls()
        cls.one = kit.counting()
        cls.cash = kit.items(cls.one, "cash")

    def test_who_counts_who_decides_and_who_signs(self):
        item, clearing = [self.cash.id], [self.one.id]
        model = "reform.clearing.item"
        self.assert_only(COUNTERS, model, "write", item, {"counted_amount": 3900, "reason": "短款"})
        self.assert_only(COUNTERS, model, "action_as_booked", item)
        self.assert_only((), model, "write", item, {"book_amount": 1})
        self.assert_only((), model, "write", item, {"state": "confirmed"})
        self.assert_only((), model, "write", item, {"decided_amount": 1, "verdict": "as_booked"})
        self.assert_only((), model, "unlink", item)
        self.assert_only((), model, "create", {"clearing_id": self.one.id, "name": "账外资金"})
        self.assert_only((), "reform.clearing.count", "create", {"item_id": self.cash.id, "amount": 5})
        self.assert_only(COUNTERS, "reform.clearing", "action_make_letters", clearing)
        self.count(self.cash, role="clerk", counted_amount=3965, reason="短款")
        self.count_all(self.one)
        self.assert_only(("clerk", "director", "township"), "reform.clearing", "action_adjudicate", clearing)
        self.as_("clerk", self.one).action_adjudicate()
        self.assert_only((), model, "write", item, {"counted_amount": 4000})
        self.assert_only(("township", "county_agriculture"), "reform.clearing", "action_recount", clearing)
        judge = self.as_("township", self.env["reform.clearing.judge"]).create(
            {"item_ids": [(6, 0, item)], "verdict": "as_booked", "reason": "次日补足"}
        )
        self.assert_only(
            ("township", "county_agriculture"), "reform.clearing.judge", "action_apply", judge.ids
        )
        judge.action_apply()
        self.assert_only((), "reform.clearing.verdict", "write", self.cash.verdict_ids.ids, {"reason": "改"})

    def test_lists_are_handed_out_within_the_scope_only(self):
        for role, status in (("clerk", 200), ("auditor", 200), ("other_clerk", 404)):
            self.authenticate(self.users[role].login, self.users[role].login)
            for kind in ("lists.xlsx", "sheet.xlsx"):
                answer = self.url_open(f"/three_capitals/clearing/{self.one.id}/{kind}")
                self.assertEqual(answer.status_code, status, (role, kind))
        self.assertEqual(answer.status_code, 404)
        self.authenticate(self.users["clerk"].login, self.users["clerk"].login)
        one = f"/three_capitals/clearing/{self.one.id}/lists.xlsx?code="
        self.assertEqual([self.url_open(one + code).status_code for code in ("cash", "nothing")], [200, 404])
