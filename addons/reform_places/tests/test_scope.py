from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PlaceCase


@tagged("post_install", "-at_install")
class TestScope(PlaceCase):
    def test_a_clerk_sees_the_own_collective_and_not_the_other(self):
        Entity = self.as_("clerk", self.env["reform.entity"])
        self.assertEqual(Entity.search([]), self.collective)
        with self.assertRaises(AccessError):
            self.as_("clerk", self.other_collective).read(["name"])

    def test_a_clerk_sees_what_belonged_to_the_former_villages(self):
        old = self._entity("甲村经济合作社", self.old_a)
        self.assertEqual(
            self.as_("clerk", self.env["reform.entity"]).search([], order="id"), self.collective | old
        )
        self.assertFalse(self.as_("other_clerk", self.env["reform.entity"]).search([("id", "=", old.id)]))

    def test_a_township_officer_sees_the_township_and_a_county_officer_all(self):
        every = self.collective | self.other_collective | self.state_body
        township = self.as_("township", self.env["reform.entity"]).search([])
        self.assertEqual(township, self.collective | self.state_body)
        for role in ("county_finance", "county_agriculture", "auditor", "administrator"):
            self.assertEqual(self.as_(role, self.env["reform.entity"]).search([]), every, role)

    def test_without_a_scope_nothing_is_seen(self):
        self.assertFalse(self.as_("reader", self.env["reform.entity"]).search([]))

    def test_a_changed_scope_counts_at_once(self):
        self.assertEqual(self.as_("clerk", self.env["reform.entity"]).search([]), self.collective)
        self.users["clerk"].reform_scope_ids = self.other_village
        self.assertEqual(self.as_("clerk", self.env["reform.entity"]).search([]), self.other_collective)

    def test_an_unresolved_village_hangs_below_its_township(self):
        lost = self._place("失村", "village", self.township, committee_type="village")
        old = self._entity("失村经济合作社", lost)
        merger = self.env["reform.merger"].create({"predecessor_ids": lost.ids, "date": "2020-07-01"})
        merger.action_confirm()
        self.assertEqual(merger.kind, "unresolved")
        self.assertEqual(lost.scope_parent_id, self.township)
        self.assertFalse(self.as_("clerk", self.env["reform.entity"]).search([("id", "=", old.id)]))
        self.assertTrue(self.as_("township", self.env["reform.entity"]).search([("id", "=", old.id)]))

    def test_nobody_writes_who_answers_for_a_place(self):
        for act in (
            lambda: self.as_("administrator", self.old_a).write({"scope_parent_id": self.other_village.id}),
            lambda: self.env["reform.place"].create({"name": "x", "scope_parent_id": self.county.id}),
        ):
            with self.assertRaises(AccessError):
                act()
