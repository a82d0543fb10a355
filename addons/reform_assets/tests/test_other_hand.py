"""A signature stands for what was signed: nobody changes it afterwards, and nobody signs for himself."""

from datetime import timedelta

from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .act_case import ActCase
from .count_case import CountCase, picture
from .plan_case import PlanCase


@tagged("-at_install", "post_install")
class TestActsTakenBack(ActCase):
    def undo_draft(self):
        card = self.confirm(self.card())
        act = self.done("improve", card, amount=100)
        self.as_("clerk", act).action_undo(reason="误")
        return act, act.undo_ids

    def test_the_draft_that_takes_an_act_back_becomes_no_other_act(self):
        act, undo = self.undo_draft()
        self.as_("clerk", undo).write({"kind": "move", "to_place_id": self.old_a.id})
        with self.assertRaises(UserError):
            self.as_("clerk", undo).action_submit()
        self.assertEqual(act.state, "done")

    def test_the_draft_that_takes_an_act_back_names_its_cards_and_no_others(self):
        """Another card first would have another office approve it."""
        _act, undo = self.undo_draft()
        self.as_("clerk", undo).line_ids = [Command.create({"asset_id": self.confirm(self.card()).id})]
        with self.assertRaises(UserError):
            self.as_("clerk", undo).action_submit()

    def test_an_act_is_not_taken_back_in_the_future(self):
        _act, undo = self.undo_draft()
        self.as_("clerk", undo).date = civil_day.today() + timedelta(days=1)
        with self.assertRaises(UserError):
            self.as_("clerk", undo).action_submit()


@tagged("-at_install", "post_install")
class TestConfirmedCounts(CountCase):
    def test_what_an_owner_has_confirmed_is_not_decided_anew_behind_its_back(self):
        self.cards(2)
        count = self.counting_round()
        lines = self.lines(count)
        self.see(lines[0], result="not_found")
        self.see(lines[0], role="supervisor", result="not_found")
        self.see(lines[1])
        self.as_("township", count).action_finish()
        self.as_("county_agriculture", lines[0])._judge("keep_book", "账实相符")
        owner = count.owner_ids
        self.as_("director", owner).action_confirm()
        for act in (
            lambda: self.as_("township", lines[0])._judge("write_off", "核销"),
            lambda: self.as_("township", lines[0])._judge("recount", "再点"),
        ):
            with self.assertRaisesRegex(UserError, "has confirmed"):
                act()
        self.assertEqual(lines[0].verdict, "keep_book")
        self.as_("township", owner).action_reopen(reason="再议")
        self.assertTrue(self.as_("township", lines[0])._judge("write_off", "核销"))

    def test_nobody_names_himself_as_a_counter(self):
        self.cards(1)
        count = self.round_(counter_ids=[Command.set(self.users["director"].ids)])
        self.as_("township", count).action_freeze()
        with self.assertRaises(AccessError):
            self.as_("clerk", count).counter_ids += self.users["clerk"]

    def test_an_item_found_is_not_given_to_an_owner_that_has_confirmed(self):
        self.cards(1)
        count = self.counting_round()
        self.see(self.lines(count))
        item = {"name": "泵", "place_id": self.village.id, "photo": picture()}
        self.as_("clerk", count).phone_find(item)
        [find] = self.env["reform.count.find"].search([("round_id", "=", count.id)])
        decided = {"owner_class": "village_collective", "entity_id": self.collective.id, "value": 100}
        self.as_("township", count).action_finish()
        self.as_("township", find)._judge(False, "属个人")
        self.as_("supervisor", count.owner_ids).action_confirm()
        with self.assertRaisesRegex(UserError, "has confirmed"):
            self.as_("township", find)._judge(True, "属集体", **decided)
        self.assertEqual(find.status, "rejected")


@tagged("-at_install", "post_install")
class TestPlansAndContracts(PlanCase):
    def test_who_proposed_a_plan_does_not_say_that_nothing_can_be_done(self):
        plan = self.plan(role="township")
        with self.assertRaises(AccessError):
            self.as_("township", plan).action_mark_unfit(reason="偏远")

    def test_an_approved_plan_stays_with_the_decision_it_rests_on(self):
        plan = self.approved(self.plan())
        with self.assertRaises(AccessError):
            self.as_("clerk", plan).decision_id = False

    def test_the_paper_of_an_amendment_in_effect_is_not_exchanged(self):
        lease = self.effective_lease()
        amendment = self.as_("clerk", self.env["reform.lease.amendment"]).create(
            {
                "lease_id": lease.id,
                "date_from": civil_day.today(),
                "reason": "补充",
                "clauses": "承租方负责消防",
                "document": picture(),
            }  # fmt: skip
        )
        self.as_("director", amendment).action_sign()
        self.assertEqual(amendment.state, "effective")
        for role in ("clerk", "director"):
            with self.assertRaises(AccessError):
                self.as_(role, amendment).document = picture("red")

    def test_the_administrator_lends_nobodys_role_to_himself(self):
        for role, allowed in (("administrator", False), ("director", True)):
            lent = self.as_("administrator", self.env["reform.delegation"]).create(
                {
                    "delegator_id": self.users["township"].id,
                    "delegate_id": self.users["administrator" if not allowed else "county_agriculture"].id,
                    "group_id": self.env.ref("reform_places.group_township").id,
                    "date_to": civil_day.today() + timedelta(days=3),
                    "reason": "外出",
                }
            )
            with self.subTest(role=role):
                if allowed:
                    self.assertTrue(lent.action_grant())
                else:
                    with self.assertRaises(UserError):
                        lent.action_grant()
