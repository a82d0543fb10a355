from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CapitalsCase
from .freezing import FreezeWorld


class CampaignWorld(FreezeWorld):
    """A campaign of the county, with a supervision team of the auditor and of county agriculture's second."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign = (
            cls.env["reform.clearing.campaign"]
            .with_user(cls.users["county_agriculture"])
            .create(
                {
                    "name": "合并村“三资”清理移交",
                    "place_id": cls.county.id,
                    "date_base": date(2025, 11, 30),
                    "date_start": date(2025, 12, 1),
                    "date_end": date(2026, 1, 31),
                }
            )
            .with_env(cls.env)
        )

    def add(self, role="county_agriculture"):
        return self.as_(role, self.campaign).action_add_predecessors()

    def team(self, *roles, role="county_agriculture"):
        return (
            self.as_(role, self.env["reform.clearing.team"])
            .create(
                {
                    "name": "督导专班",
                    "campaign_id": self.campaign.id,
                    "kind": "supervision",
                    "level": "county",
                    "place_id": self.county.id,
                    "member_ids": [Command.set([self.users[each].id for each in roles])],
                }
            )
            .with_env(self.env)
        )


@tagged("post_install", "-at_install")
class TestCampaign(CampaignWorld, CapitalsCase):
    """A county clears all that end by a merger: found once, counted with its denominator."""

    def test_one_act_adds_every_predecessor_and_the_second_nothing(self):
        self.add()
        clearings = self.campaign.clearing_ids
        self.assertEqual(clearings.entity_id, self.collective_a | self.collective_b)
        self.assertEqual(clearings.successor_id, self.collective)
        self.assertEqual(set(clearings.mapped("date_base")), {date(2025, 11, 30)})
        self.add()
        self.assertEqual(self.campaign.clearing_ids, clearings)

    def test_the_township_adds_its_own_and_the_clerk_none(self):
        old = self._place("丙村", "village", self.other_township)
        new = self._place("新丙村", "village", self.other_township)
        merger = self.env["reform.merger"].create(
            {"predecessor_ids": [Command.set(old.ids)], "successor_ids": [Command.set(new.ids)],
             "date": "2025-12-01"}
        )  # fmt: skip
        self._entity("丙村合作社", old)
        self.assertEqual(merger.state, "draft")
        self.add("township")
        self.assertEqual(self.campaign.clearing_ids.entity_id, self.collective_a | self.collective_b)
        self.add()
        self.assertEqual(len(self.campaign.clearing_ids), 3)
        with self.assertRaises(AccessError):
            self.add("clerk")

    def test_a_predecessor_in_two_mergers_is_refused_and_nobody_is_added(self):
        self.env["reform.merger"].create(
            {
                "predecessor_ids": [Command.set(self.old_a.ids)],
                "successor_ids": [Command.set(self.other_village.ids)],
                "date": "2025-12-01",
            }
        )
        with self.assertRaisesRegex(UserError, "two mergers"):
            self.add()
        self.assertFalse(self.campaign.clearing_ids)

    def test_an_organisation_is_not_merged_in_two_campaigns(self):
        mine = self.clearing(self.collective_a, date_base=date(2025, 11, 30))
        said = self.add()["params"]["message"]
        self.assertIn("outside this campaign", said)
        self.assertEqual(self.campaign.clearing_ids.entity_id, self.collective_b)
        self.assertFalse(mine.campaign_id)
        second = self.clearing(self.collective_a, date_base=date(2025, 11, 30))
        self.as_("township", mine).action_freeze()
        with self.assertRaisesRegex(UserError, "Another clearing"):
            self.as_("township", second).action_freeze()

    def test_coverage_names_its_denominator_and_the_reported_number_stays_as_it_was_said(self):
        self.add()
        self.as_("county_agriculture", self.campaign).write(
            {"reported_count": 230, "reported_source": "2020年区级总结"}
        )
        campaign = self.campaign.with_context(lang="en_US")
        self.assertIn("0 of the 2 organisations", campaign.coverage_text)
        self.assertIn("230", campaign.reported_text)
        self.assertIn("not known", campaign.reported_text)
        self.assertIn("0 of 2", campaign.reported_text)
        self.assertEqual((campaign.organisation_count, campaign.township_count), (2, 1))
        first = self.campaign.clearing_ids[0]
        self.as_("township", self.campaign).action_freeze_all()
        for state in (
            "counting",
            "adjudicating",
            "confirmed",
            "published",
            "filed",
            "handing",
            "handed_over",
        ):
            first.sudo()._move(state)
        campaign.invalidate_recordset()
        self.assertEqual((campaign.handed_count, campaign.percent, campaign.reported_count), (1, 50, 230))
        with self.assertRaisesRegex(ValidationError, "name the source"):
            self.as_("county_agriculture", self.campaign).write({"reported_source": " "})

    def test_what_is_not_handed_over_in_time_is_overdue_and_becomes_a_case(self):
        self.add()
        self.as_("county_agriculture", self.campaign).action_start()
        clearings = self.env["reform.clearing"]
        self.assertFalse(clearings.search([("is_overdue", "=", True)]) & self.campaign.clearing_ids)
        found = [fact for fact in clearings._alert_facts(date(2026, 2, 1)) if fact.kind == "clearing_late"]
        mine = [fact for fact in found if fact.record in self.campaign.clearing_ids]
        self.assertEqual({fact.record for fact in mine}, set(self.campaign.clearing_ids))
        self.as_("county_agriculture", self.campaign).write({"date_end": "2025-12-10"})
        self.assertEqual(
            clearings.search([("is_overdue", "=", True)]) & self.campaign.clearing_ids,
            self.campaign.clearing_ids,
        )
        self.assertEqual(self.campaign.overdue_count, 2)

    def test_the_days_are_in_order(self):
        for vals in ({"date_end": "2025-11-01"}, {"date_start": "2026-03-01"}):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                self.as_("county_agriculture", self.campaign).write(vals)

    def test_it_begins_with_somebody_to_clear_and_ends_when_all_is_over(self):
        county = self.as_("county_agriculture", self.campaign)
        with self.assertRaisesRegex(UserError, "nobody yet"):
            county.action_start()
        self.add()
        county.action_start()
        with self.assertRaisesRegex(UserError, "2 organisations"):
            county.action_close()
        self.as_("township", self.campaign.clearing_ids).action_cancel(reason="合并撤销")
        county.action_close()
        self.assertEqual(self.campaign.state, "closed")

    def test_the_matrix_shows_every_list_of_every_village(self):
        self.add()
        self.as_("township", self.campaign).action_freeze_all()
        drawn = self.as_("auditor", self.campaign).matrix
        self.assertEqual(drawn.count("/odoo/clearings/"), 2)
        lists = self.campaign.clearing_ids.list_ids.category_id
        for category in lists:
            self.assertIn(category.name, drawn)
        rows = self.as_("auditor", self.env["reform.clearing.coverage"]).search(
            [("campaign_id", "=", self.campaign.id)]
        )
        self.assertEqual(len(rows), 2 * len(lists))
        self.assertEqual(sum(rows.mapped("item_count")), len(self.campaign.clearing_ids.item_ids))
        self.assertGreater(sum(rows.mapped("item_count")), 0)
        self.assertNotIn("/odoo/clearings/", self.as_("other_clerk", self.campaign).matrix)

    def test_the_scheme_is_an_empty_form_of_42_steps(self):
        scheme = self.env.ref("three_capitals.scheme_blank_42")
        self.assertEqual(len(scheme.step_ids), 42)
        self.assertEqual(scheme.step_ids.filtered(lambda step: step.name or step.phase).ids, [])
        county = self.as_("county_agriculture", self.campaign)
        county.scheme_id = scheme
        county.action_take_scheme()
        with self.assertRaisesRegex(UserError, "no name yet"):
            county.step_ids[0].action_done()
        county.step_ids[0].name = "成立专班"
        county.step_ids[0].action_done()
        self.assertEqual(self.campaign.step_ids[0].done_by_id, self.users["county_agriculture"])
        with self.assertRaisesRegex(UserError, "already"):
            county.action_take_scheme()

    def test_steps_are_counted_back_from_the_end_and_weeks_begin_on_monday(self):
        scheme = self.env["reform.clearing.scheme"].create(
            {"name": "本县程序", "step_ids": [Command.create({"name": "冻结", "days_before_end": 30})]}
        )
        county = self.as_("county_agriculture", self.campaign)
        county.scheme_id = scheme
        county.action_take_scheme()
        self.assertEqual(self.campaign.step_ids.date_due, date(2026, 1, 1))
        point = self.as_("county_agriculture", self.env["reform.clearing.point"]).create(
            {"campaign_id": self.campaign.id, "name": "盘点库存现金", "week": "2025-12-18"}
        )
        self.assertEqual(point.week, date(2025, 12, 15))

    def test_nobody_supervises_his_own_work(self):
        self.team("auditor")
        teams = self.as_("county_agriculture", self.env["reform.clearing.team"])
        vals = {"name": "清理专班", "campaign_id": self.campaign.id, "place_id": self.township.id}
        with self.assertRaisesRegex(UserError, "his own work"):
            teams.create({**vals, "member_ids": [Command.set(self.users["auditor"].ids)]})
        with self.assertRaisesRegex(UserError, "they supervise"):
            self.team("clerk")
        with self.assertRaises(AccessError):
            self.team("county_finance", role="township")
