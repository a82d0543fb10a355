from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .test_reform_projects import ProjectCase


@tagged("post_install", "-at_install")
class TestBookByProject(ProjectCase):
    """辅助账 by project: two grants side by side in one account, and what belongs to neither."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        world = cls("run_setup")
        cls.road = world.grant(title="道路")
        cls.pond = world.grant(title="山塘")
        cls.came = world.record(cls.road, "received", 60000)
        for move in (
            cls.came,
            world.record(cls.road, "spent_cost", 15000),
            world.record(cls.pond, "received", 20000),
        ):
            world.posted(move)
        world.posted(cls.contract.due_ids[:1])
        world.posted(world.receive(cls.contract, 3000))

    def run_setup(self):
        """Stand in for a test method while the class is set up."""

    def result(self, account="241", role="accountant"):
        report = self.as_(role, self.env["ledger.report"])
        options = {"by": "project", "account": self.account(account).id}
        return report.get_result("auxiliary", self.collective.id, "2025-01", "2025-12", options)

    def shown(self, result):
        return [
            (row[2]["text"], row[4]["amount"], row[5]["amount"], row[7]["amount"]) for row in result["rows"]
        ]

    def test_each_project_stands_apart_and_together_they_are_the_account(self):
        names = [self.road.display_name, self.pond.display_name]
        self.assertEqual(
            self.shown(self.result()),
            [
                (names[0], "15000.00", "60000.00", "45000.00"),
                (names[1], "", "20000.00", "20000.00"),
                ("Total", "15000.00", "80000.00", "65000.00"),
            ],
        )

    def test_what_belongs_to_no_project_is_a_line_of_its_own(self):
        shown = {row[0]: row[1:] for row in self.shown(self.result("102"))}
        self.assertEqual(shown["(none)"], ("3000.00", "", "3000.00"))
        self.assertEqual(shown["Total"], ("83000.00", "15000.00", "68000.00"))

    def test_a_figure_leads_to_its_entries(self):
        row = self.result()["rows"][0]
        entries = self.as_("accountant", self.env["ledger.entry"]).search(row[4]["drill"])
        self.assertEqual(entries.project_id.name, self.road.name)
        self.assertEqual((sum(entries.mapped("debit")), sum(entries.mapped("credit"))), (15000, 60000))
        none = self.env["ledger.entry"].search(
            [("entity_id", "=", self.collective.id), ("project_id", "=", False)]
        )
        self.assertEqual(sum(none.mapped("debit")), 6000)
        self.assertEqual(entries.project_id.action_open()["res_id"], self.road.id)

    def test_what_was_taken_back_by_hand_is_taken_from_the_project(self):
        self.users["poster"] = new_test_user(
            self.env,
            login="test_poster",
            groups="reform_places.group_accountant",
            reform_scope_ids=[(6, 0, self.village.ids)],
        )
        # As it could be written before a movement was taken back by itself alone.
        voucher = self.as_("accountant", self.came.voucher_id)
        red = voucher._create_guarded([voucher._red_letter_vals("重复")])
        red.action_prepare()
        red = red.with_env(self.env)
        self.as_("supervisor", red).action_review()
        self.as_("poster", red).action_post()
        self.assertEqual(self.shown(self.result())[0], (self.road.display_name, "15000.00", "", "15000.00"))

    def test_the_months_before_are_the_opening(self):
        report = self.as_("accountant", self.env["ledger.report"])
        options = {"by": "project", "account": self.account("241").id}
        result = report.get_result("auxiliary", self.collective.id, "2026-01", "2026-01", options)
        self.assertEqual(
            [row[3]["amount"] for row in result["rows"]], ["-45000.00", "-20000.00", "-65000.00"]
        )

    def test_a_reader_elsewhere_sees_no_project(self):
        projects = self.as_("other_clerk", self.env["reform.project"]).search([])
        self.assertFalse(projects.filtered(lambda each: each.entity_id == self.collective))
        mine = self.as_("clerk", self.env["reform.project"]).search([("title", "=", "道路")])
        self.assertEqual(mine.res_id, self.road.id)
        with self.assertRaises(AccessError):
            mine.write({"title": "别的"})
