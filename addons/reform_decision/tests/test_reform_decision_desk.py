from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.tests import tagged

ROLES = ("clerk", "director", "supervisor", "township", "other_clerk", "auditor")


@tagged("post_install", "-at_install")
class TestReformDecisionDesk(PlaceCase):
    """A case is on the desk of whoever acts next, and only when the act need not wait for a day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.env["reform.decision"].create(
            {"name": "出租原甲村小学", "kind": "asset_lease", "entity_id": cls.collective.id}
        )

    def waiting_at(self, state, **days):
        """Return the roles that have the case on their desk when it stands at a step."""
        # The desk looks at state and days only; the way there has its own tests.
        self.env.flush_all()
        for column, value in {"state": state, **days}.items():
            self.env.cr.execute(
                f"UPDATE reform_decision SET {column} = %s WHERE id = %s", [value, self.case.id]
            )
        self.env.invalidate_all()
        found = set()
        for role in ROLES:
            desk = self.as_(role, self.env["reform.desk"]).get_desk()
            if any(tile["key"] == "decisions_mine" for tile in desk["todo"]):
                found.add(role)
        return found

    def test_each_step_waits_on_the_desk_of_its_actor(self):
        for state, role in (
            ("draft", "director"),
            ("proposed", "clerk"),
            ("consulted", "clerk"),
            ("deliberated", "director"),
            ("passed", "clerk"),
            ("implemented", "clerk"),
            ("failed", "director"),
            ("objected", "supervisor"),
        ):
            with self.subTest(state=state):
                self.assertEqual(self.waiting_at(state), {role})

    def test_a_closed_or_revoked_case_waits_for_nobody(self):
        self.assertEqual(self.waiting_at("closed") | self.waiting_at("revoked"), set())

    def test_a_tally_is_signed_on_the_day_of_the_meeting_and_not_before(self):
        today = civil_day.today()
        self.assertEqual(self.waiting_at("convened", meeting_on=fields.Date.add(today, days=3)), set())
        self.assertEqual(
            self.waiting_at("convened", meeting_on=fields.Date.subtract(today, days=1)), {"supervisor"}
        )

    def test_a_posting_that_still_hangs_is_left_alone(self):
        today = civil_day.today()
        hanging, over = fields.Date.subtract(today, days=1), fields.Date.subtract(today, days=60)
        self.assertEqual(self.waiting_at("published", published_on=hanging), set())
        self.assertEqual(self.waiting_at("published", published_on=over), {"director"})
        self.assertEqual(self.waiting_at("result_published", result_published_on=hanging), set())
        self.assertEqual(self.waiting_at("result_published", result_published_on=over), {"supervisor"})
