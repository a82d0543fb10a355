from datetime import timedelta

from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..walkthrough import PICTURE
from .common import DecisionKit
from .gated import add_test_model


@tagged("post_install", "-at_install")
class TestDecisionAgain(DecisionKit, PlaceCase):
    """What happens after the vote: how far it must have come, a second vote, a revocation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_test_model(cls)

    def setUp(self):
        super().setUp()
        self.promise = self.env["reform.decision.test.promise"].create(
            {"name": "旧村小学出租", "entity_id": self.collective.id, "rent": 12000, "lessee": "钱大伟"}
        )

    def test_an_act_may_ask_for_the_posting_and_for_its_end(self):
        case = self.pass_decision(self.promise)
        self.promise._check_decision()
        for stage in ("published", "posted"):
            with self.subTest(stage), self.assertRaisesRegex(UserError, "waits until"):
                self.promise._check_decision(stage)
        self.as_("clerk", case).write(
            {"published_on": civil_day.today() - timedelta(days=1), "published_photo": PICTURE}
        )
        self.as_("clerk", case).action_publish()
        self.promise._check_decision("published")
        with self.assertRaises(UserError):
            self.promise._check_decision("posted")
        self.env.cr.execute(
            "UPDATE reform_decision SET published_on = published_on - 8 WHERE id = %s", [case.id]
        )
        self.env.invalidate_all()
        self.promise._check_decision("posted")

    def test_changed_terms_are_voted_again_and_the_first_vote_gives_way(self):
        first = self.pass_decision(self.promise)
        with self.assertRaises(UserError):
            self.as_("clerk", self.promise)._open_decision()
        self.promise.rent = 9000
        second = self.pass_decision(self.promise)
        self.assertEqual((second.supersedes_id, self.promise.decision_id), (first, second))
        self.assertEqual((first.state, second.state), ("revoked", "passed"))
        self.promise._check_decision()

    def test_a_second_vote_that_fails_leaves_neither(self):
        first = self.pass_decision(self.promise)
        self.promise.rent = 9000
        second = self.fail_decision(self.promise)
        self.assertEqual((first.state, second.state), ("passed", "failed"))
        with self.assertRaises(UserError):
            self.promise._check_decision()

    def test_under_a_signed_contract_nobody_votes_again(self):
        self.pass_decision(self.promise)
        self.promise.write({"rent": 9000, "in_use": True})
        with self.assertRaises(UserError):
            self.as_("clerk", self.promise)._open_decision()

    def test_a_revocation_after_the_vote_is_a_signature_of_the_township(self):
        case = self.pass_decision(self.promise)
        with self.assertRaises(UserError):
            self.as_("director", case)._revoke("反悔")
        self.as_("township", case)._revoke("程序瑕疵")
        row = case.approval_ids[:1]
        self.assertEqual((row.step, row.reason, row.user_id), ("revoked", "程序瑕疵", self.users["township"]))
        with self.assertRaises(UserError):
            self.promise._check_decision()
        self.assertTrue(self.pass_decision(self.promise))
        self.promise._check_decision()

    def test_land_for_outsiders_needs_the_consent_of_the_township_on_file(self):
        case = self.pass_decision(self.promise, upto="published", vals={"kind": "land_contract"})
        self.env.cr.execute(
            "UPDATE reform_decision SET published_on = published_on - 30 WHERE id = %s", [case.id]
        )
        self.env.invalidate_all()
        self.promise.done = True
        with self.assertRaisesRegex(UserError, "Consent of the Township"):
            self.as_("director", case).action_implement()
        self.as_("clerk", self.env["reform.decision.paper"]).create(
            {"decision_id": case.id, "kind": "consent", "name": "批复.png", "file": PICTURE}
        )
        self.as_("director", case).action_implement()
        self.assertEqual(case.state, "implemented")
