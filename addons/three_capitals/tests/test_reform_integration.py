from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .integration_kit import PAPER, IntegrationCase


@tagged("post_install", "-at_install")
class TestIntegration(IntegrationCase):
    def test_the_figures_come_from_the_books(self):
        merger = self.integration()
        side_a, side_b = merger.side_ids
        self.assertEqual((side_a.assets, side_a.debts, side_a.net), (1130, 300, 830))
        self.assertEqual((side_b.assets, side_b.debts, side_b.net), (2630, 100, 2530))
        self.assertEqual(merger.suggested_id, self.mode("gradual"))
        self.assertIn("no member", self.as_("township", merger).warning_text)

    def test_figures_of_many_take_as_many_statements_as_of_two(self):
        merger = self.integration()
        self.env.flush_all()
        with self.assertQueryCount(4):
            merger.side_ids._take_figures()
            merger.side_ids.flush_recordset()

    def test_the_road_goes_by_real_people_to_the_register(self):
        merger = self.registered(self.approved(self.planned(self.integration())))
        self.assertEqual(merger.state, "registered")
        self.assertEqual(merger.side_ids.mapped("state"), ["voted", "voted"])
        self.assertEqual(merger.notify_by.isoformat(), "2025-12-28")
        self.assertTrue(all(merger.side_ids.mapped("struck_off_on")))
        self.assertEqual(merger.creditor_ids.partner_id, self.creditor)
        self.assertEqual(sorted(merger.creditor_ids.mapped("amount")), [100, 300])

    def test_each_collective_votes_for_itself_and_by_all_its_members(self):
        merger = self.planned(self.integration())
        self.vote(merger.side_ids[0])
        with self.assertRaisesRegex(UserError, "乙村"):
            self.as_("township", merger).action_vote()
        self.vote(merger.side_ids[1])
        self.as_("township", merger).action_vote()
        self.assertEqual(merger.state, "voted_each")

    def test_a_plan_changed_after_the_vote_has_to_be_voted_again(self):
        merger = self.planned(self.integration())
        self.vote(merger.side_ids)
        with self.assertRaises(AccessError):
            self.as_("township", merger).write({"plan": "另一方案"})
        self.as_("township", merger).action_redraft()
        self.as_("township", merger).write({"plan": "另一方案"})
        self.as_("township", merger).action_draft_plan()
        with self.assertRaises(UserError):
            self.as_("township", merger).action_vote()

    def test_nobody_reviews_his_own_plan(self):
        merger = self.planned(self.integration())
        self.vote(merger.side_ids)
        self.as_("township", merger).action_vote()
        with self.assertRaises(AccessError):
            self.as_("township", merger).action_review("同意")

    def test_no_plan_before_the_lists_are_confirmed(self):
        merger = self.integration()
        mine = self.as_("township", merger)
        mine.action_choose()
        mine.action_clear()
        self.assertEqual(len(merger.side_ids.clearing_id), 2)
        mine.write({"plan": "方案", "date_opening": "2026-01-01"})
        with self.assertRaisesRegex(UserError, "not confirmed"):
            mine.action_draft_plan()

    def test_creditors_are_told_in_time_or_with_the_reason_and_their_demands_settled(self):
        merger = self.approved(self.planned(self.integration()))
        with self.assertRaisesRegex(UserError, "not been told"):
            self.as_("township", merger).action_notified()
        late = merger.creditor_ids[:1]
        self.as_("township", merger.creditor_ids).write({"told_on": "2025-12-19", "told_how": "letter"})
        merger.sudo()._set_guarded({"notify_by": "2025-12-18"})
        self.assertEqual(
            self.as_("township", merger).action_notified()["res_model"], "reform.integration.ask"
        )
        self.as_("township", merger).action_notified("债权人外出")
        self.as_("clerk", late).write({"demand": "security", "demanded_on": "2025-12-19"})
        with self.assertRaisesRegex(UserError, "payment or security"):
            self.as_("county_agriculture", merger).action_register(certificate=PAPER)
        self.as_("clerk", late).write({"settled_on": "2025-12-20", "settlement": "以应收租金质押"})
        self.as_("county_agriculture", merger).action_register("2025-12-20", certificate=PAPER)
        with self.assertRaises(AccessError):
            self.as_("clerk", late).write({"settlement": "已付"})

    def test_a_predecessor_goes_into_one_integration_at_a_time(self):
        self.integration()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.integration()

    def test_an_integration_given_up_frees_its_predecessors(self):
        self.as_("township", self.integration()).action_cancel("村民意见不一致")
        self.assertEqual(self.integration().state, "assessed")

    def test_only_what_the_village_was_made_of_comes_together_in_it(self):
        for entity, refusal in (
            (self.other_collective, ValidationError),
            (self.collective, ValidationError),
            (self.state_body, ValidationError),
        ):
            with self.assertRaises(refusal):
                self.as_("county_agriculture", self.env["reform.integration"]).create(
                    {
                        "successor_id": self.collective.id,
                        "date_base": "2025-12-31",
                        "side_ids": [Command.create({"entity_id": entity.id})],
                    }
                )

    def test_who_takes_part_is_settled_with_the_way(self):
        merger = self.integration()
        self.as_("township", merger).action_choose()
        with self.assertRaises(AccessError):
            self.as_("township", merger.side_ids[:1]).unlink()
        for vals in ({"entity_id": self.collective_b.id}, {"state": "carried"}, {"net_head": 5}):
            with self.assertRaises(AccessError):
                self.as_("clerk", merger.side_ids[:1]).write(vals)

    def test_books_that_stay_apart_are_looked_at_every_year(self):
        merger = self.registered(self.approved(self.planned(self.integration("gradual"))))
        self.as_("township", merger).action_settle()
        self.assertEqual((merger.state, merger.review_on.isoformat()), ("transitional", "2026-12-20"))
        self.assertFalse(any(merger.side_ids.mapped("struck_off_on")))
        # The end of the transition is an integration of its own, with a vote of its own.
        self.as_("township", merger).action_look_again("converge", "条件成熟")
        self.as_("township", merger).action_converge()
        self.as_("township", merger).write({"mode_id": self.mode("shares").id})
        self.as_("township", merger).action_assess()
        self.planned(merger)
        with self.assertRaisesRegex(UserError, "differ from"):
            self.as_("township", merger).action_vote()
        self.vote(merger.side_ids)
        self.as_("township", merger).action_vote()
        self.assertEqual(merger.state, "voted_each")
