from unittest.mock import patch

from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.addons.reform_ledger.tests.closing_kit import ClosingCase
from odoo.exceptions import UserError


class TestClosingDecision(ClosingCase):
    def a_loss(self):
        self.posted([("102", 500, 0), ("311", 0, 500)], date="2024-02-05")
        self.posted([("514", 800, 0), ("102", 0, 800)], date="2024-03-05")
        self.close_months()

    def test_the_reserve_covers_a_loss_by_a_decision_that_names_year_and_sum(self):
        self.a_loss()
        closing = self.begin(cover_amount=400)
        self.act(closing, "action_transfer")
        self.post_closing(closing)
        with self.assertRaises(UserError):
            self.act(closing, "action_cover")
        pass_decision(closing, self.users, upto="passed", vals={"body": "member_assembly"})
        stage = patch.object(type(closing.decision_id), "_has_come_to", lambda case, stage: True)
        with stage:
            self.as_("accountant", closing).cover_amount = 300
            with self.assertRaises(UserError):
                self.act(closing, "action_cover")
            self.as_("accountant", closing).cover_amount = 400
            self.act(closing, "action_cover")
        cover = closing.voucher_ids.filtered(lambda each: ":cover:" in each.event_key)
        self.assertIn(closing.decision_id.name, cover.summary)
        self.assertEqual(cover.kind, "normal")
        self.assertTrue(closing._decision_in_use())

    def test_a_count_that_ended_is_evidence_and_a_running_one_is_in_the_way(self):
        closing = self.begin(stocktake_note=False)
        self.assertTrue(closing._stocktake_problems())
        rounds = self.env["reform.count.round"]
        made = rounds.create(
            {
                "place_id": self.village.id,
                "entity_id": self.collective.id,
                "kind": "yearly",
                "record_date": "2024-12-31",
            }
        )
        for state, problems in (("counting", 1), ("closed", 0), ("cancelled", 1)):
            self.cr.execute("UPDATE reform_count_round SET state = %s WHERE id = %s", [state, made.id])
            self.env.invalidate_all()
            self.assertEqual(len(closing._stocktake_problems()), problems, state)
        closing.with_user(self.users["accountant"]).stocktake_note = "已清查"
        self.assertFalse(closing._stocktake_problems())
