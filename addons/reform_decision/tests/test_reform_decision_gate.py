from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DecisionKit
from .gated import add_test_model


@tagged("post_install", "-at_install")
class TestDecisionGate(DecisionKit, PlaceCase):
    """A promise that binds the members only when they have agreed to exactly that promise."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_test_model(cls)
        cls.promise = cls.new_promise()

    @classmethod
    def new_promise(cls, **vals):
        return cls.env["reform.decision.test.promise"].create(
            {
                "name": "旧村小学出租",
                "entity_id": cls.collective.id,
                "rent": 12000,
                "lessee": "钱大伟",
                **vals,
            }
        )

    def refusal(self, promise=None):
        with self.assertRaises(UserError) as caught:
            (promise or self.promise)._check_decision()
        return str(caught.exception)

    def test_a_record_without_a_case_does_not_go_on(self):
        self.assertIn("needs a decision", self.refusal())

    def test_a_passed_case_that_names_the_record_opens_the_gate(self):
        case = self.pass_decision(self.promise)
        self.assertEqual(self.promise.decision_id, case)
        self.assertEqual(case.record_ref, self.promise)
        self.promise._check_decision()
        self.assertIn("12000.00", case.terms_text)

    def test_a_case_that_did_not_carry_keeps_it_shut(self):
        self.fail_decision(self.promise)
        self.assertIn("Not Passed", self.refusal())

    def test_a_case_before_its_vote_keeps_it_shut(self):
        self.pass_decision(self.promise, upto="convened")
        self.assertIn("Assembly Called", self.refusal())

    def test_terms_changed_after_the_vote_shut_it_again(self):
        self.pass_decision(self.promise)
        self.promise.rent = 11999.99
        self.assertIn("differ from those the members voted on", self.refusal())
        self.promise.rent = 12000
        self.promise._check_decision()

    def test_terms_changed_before_the_vote_stop_the_case(self):
        case = self.pass_decision(self.promise, upto="deliberated")
        self.promise.lessee = "孙小军"
        with self.assertRaisesRegex(UserError, "terms of the record were changed"):
            self.as_("director", case).action_convene()

    def test_a_case_of_another_record_kind_or_collective_does_not_count(self):
        other = self.new_promise(name="另一处")
        self.pass_decision(other)
        self.promise.decision_id = other.decision_id
        self.assertIn("decides about another record", self.refusal())
        elsewhere = self.new_promise(entity_id=self.other_collective.id)
        elsewhere.decision_id = other.decision_id
        self.assertIn("does not belong to", self.refusal(elsewhere))

    def test_a_case_of_another_kind_does_not_count(self):
        self.pass_decision(self.promise, vals={"kind": "investment"})
        self.assertIn("is not a decision about", self.refusal())

    def test_a_case_cannot_name_a_record_of_another_collective(self):
        elsewhere = self.new_promise(entity_id=self.other_collective.id)
        with self.assertRaisesRegex(UserError, "does not belong to"):
            self.as_("clerk", self.env["reform.decision"]).create(
                {
                    "name": "x",
                    "entity_id": self.collective.id,
                    "res_model": elsewhere._name,
                    "res_id": elsewhere.id,
                }
            )

    def test_a_case_cannot_name_what_nobody_votes_on(self):
        with self.assertRaisesRegex(UserError, "not one that villagers decide about"):
            self.as_("clerk", self.env["reform.decision"]).create(
                {"name": "x", "entity_id": self.collective.id, "res_model": "res.users", "res_id": 2}
            )

    def test_a_running_case_is_not_opened_twice(self):
        self.pass_decision(self.promise, upto="deliberated")
        with self.assertRaisesRegex(UserError, "already has a decision"):
            self.as_("clerk", self.promise)._open_decision()
        self.assertEqual(self.promise.action_decision()["res_id"], self.promise.decision_id.id)

    def test_after_a_lost_vote_a_new_case_may_be_opened(self):
        lost = self.fail_decision(self.promise)
        won = self.pass_decision(self.promise)
        self.assertNotEqual(lost, won)
        self.promise._check_decision()

    def test_a_resolution_in_use_is_not_revoked(self):
        case = self.pass_decision(self.promise)
        self.promise.in_use = True
        wizard = self.as_("township", self.env["reform.decision.revoke"]).create(
            {"decision_id": case.id, "reason": "程序有误"}
        )
        with self.assertRaisesRegex(UserError, "already leans on"):
            wizard.action_confirm()
        self.promise.in_use = False
        wizard.action_confirm()
        self.assertIn("Revoked", self.refusal())
