from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import EconomyCase


@tagged("post_install", "-at_install")
class TestIncomeBaseline(EconomyCase):
    def setUp(self):
        super().setUp()
        self.baseline = self.as_("township", self.env["reform.income.baseline"]).create(
            {
                "entity_id": self.collective.id,
                "year": 2019,
                "line_ids": [
                    Command.create(
                        {"place_id": self.old_a.id, "kind": "operating", "amount": 9000, "source": "2019年报"}
                    ),
                    Command.create(
                        {"place_id": self.old_a.id, "kind": "subsidy", "amount": 4000, "source": "2019年报"}
                    ),
                ],
            }
        )

    def complete(self):
        self.as_("township", self.baseline).write(
            {
                "line_ids": [
                    Command.create(
                        {"place_id": self.old_b.id, "kind": "contracting", "amount": 0, "source": "2019年报"}
                    )
                ]
            }
        )
        return self.baseline

    def test_sums_follow_the_lines(self):
        self.assertEqual((self.baseline.total, self.baseline.earned), (13000, 9000))

    def test_each_former_village_must_have_a_figure(self):
        with self.assertRaisesRegex(UserError, self.old_b.name):
            self.as_("county_agriculture", self.baseline).action_freeze()
        self.as_("township", self.baseline).action_fill_predecessors()
        self.assertEqual(self.baseline.line_ids.place_id, self.old_a | self.old_b)
        with self.assertRaisesRegex(UserError, "Say where the figures come from"):
            self.as_("county_agriculture", self.baseline).action_freeze()

    def test_the_county_freezes_and_nobody_edits_afterwards(self):
        self.complete()
        for role in ("township", "accountant", "director", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, self.baseline).action_freeze()
        self.as_("county_agriculture", self.baseline).action_freeze()
        self.assertEqual(self.baseline.state, "frozen")
        for role in ("township", "accountant", "county_agriculture"):
            for act in (
                lambda record: record.write({"year": 2018}),
                lambda record: record.line_ids[0].write({"amount": 1}),
                lambda record: record.line_ids[0].unlink(),
                lambda record: record.write({"state": "draft"}),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    act(self.as_(role, self.baseline))
        with self.assertRaises(UserError):
            self.as_("township", self.baseline).unlink()
        self.assertEqual(self.baseline.sudo()._check_digests(), [])

    def test_a_changed_baseline_is_found_by_the_check(self):
        self.as_("county_agriculture", self.complete()).action_freeze()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE reform_income_baseline_line SET amount = 1 WHERE id = %s", [self.baseline.line_ids[0].id]
        )
        self.env.invalidate_all()
        self.assertEqual(len(self.baseline.sudo()._check_digests()), 1)

    def test_whoever_entered_it_does_not_freeze_it(self):
        self.complete()
        self.env.cr.execute(
            "UPDATE reform_income_baseline SET create_uid = %s WHERE id = %s",
            [self.users["county_agriculture"].id, self.baseline.id],
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "another person has to freeze it"):
            self.as_("county_agriculture", self.baseline).action_freeze()
