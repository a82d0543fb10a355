import base64
from datetime import date, timedelta

from freezegun import freeze_time
from odoo import Command
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2.errors import RestrictViolation

from .. import walkthrough
from ..models.decision_table import BODIES, EDGES, KINDS, NEXT_ACTOR, ORDER, STATES
from .common import DecisionKit

DAY = date(2026, 3, 20)
FILE = base64.b64encode(b"another paper")


@tagged("post_install", "-at_install")
class TestDecision(DecisionKit, PlaceCase):
    """A matter of its own, without a record behind it: the yearly budget."""

    def setUp(self):
        super().setUp()
        self.frozen = freeze_time(DAY)
        self.frozen.start()
        self.addCleanup(self.frozen.stop)
        self.case = self.new_case()

    def new_case(self, **vals):
        return self.as_("clerk", self.env["reform.decision"]).create(
            {"name": "2026年度预算", "kind": "annual_accounts", "entity_id": self.collective.id, **vals}
        )

    def prepared(self, upto="draft", **vals):
        case = self.new_case(**vals)
        walkthrough.prepare(case, DAY - timedelta(days=1))
        way = [("proposed", "director", "action_propose"), ("consulted", "clerk", "action_consult")]
        way += [("deliberated", "clerk", "action_deliberate"), ("convened", "director", "action_convene")]
        for state, role, act in way:
            if ORDER[state] <= ORDER[upto]:
                getattr(self.as_(role, case), act)()
        return self.as_("clerk", case)

    def counted(self, *votes, **vals):
        case = self.prepared("convened", **vals)
        names = ("eligible", "present", "votes_for", "votes_against", "abstained")
        case.write({**dict(zip(names, votes, strict=True)), **walkthrough.PAPERS_OF_VOTE})
        return case

    # -- the way ---

    def test_a_case_goes_its_way_from_proposal_to_closing(self):
        case = self.counted(30, 24, 20, 3, 1)
        self.as_("supervisor", case).action_sign_tally(opinion="程序合规")
        self.assertEqual(case.state, "passed")
        self.assertEqual((case.present_needed, case.votes_needed, case.votes_of), (20, 20, 30))
        case = self.as_("clerk", case)
        case.write({"published_on": DAY, "published_photo": walkthrough.PICTURE})
        case.action_publish()
        with freeze_time(DAY + timedelta(days=7)):
            self.as_("director", case).action_implement()
            case = self.as_("clerk", case)
            case.write({"result_published_on": DAY + timedelta(days=7), "result_photo": walkthrough.PICTURE})
            case.action_publish_result()
        with freeze_time(DAY + timedelta(days=14)):
            self.as_("supervisor", case).action_close()
        self.assertEqual(case.state, "closed")
        steps = self.env["reform.seal.entry"].search(
            [("res_model", "=", "reform.decision"), ("res_id", "=", case.id)]
        )
        self.assertEqual(
            steps.sorted("seq").mapped("to_state"),
            ["proposed", "consulted", "deliberated", "convened", "voted", "passed"]
            + ["published", "implemented", "result_published", "closed"],
        )

    def test_one_vote_short_of_two_thirds_of_all_does_not_carry(self):
        case = self.counted(31, 31, 20, 11, 0)
        self.as_("supervisor", case).action_sign_tally(opinion="程序合规")
        self.assertEqual(
            (case.state, case.result, case.votes_needed, case.quorate), ("failed", "failed", 21, True)
        )

    def test_without_a_quorum_nothing_carries(self):
        case = self.counted(31, 20, 20, 0, 0)
        self.as_("supervisor", case).action_sign_tally(opinion="程序合规")
        self.assertEqual((case.state, case.quorate, case.present_needed), ("failed", False, 21))

    def test_more_votes_than_people_are_refused(self):
        case = self.counted(30, 24, 24, 1, 0)
        with self.assertRaisesRegex(UserError, "25 votes were counted, but only 24"):
            self.as_("supervisor", case).action_sign_tally(opinion="程序合规")
        self.assertEqual(case.state, "convened")

    def test_more_people_than_eligible_are_refused(self):
        case = self.counted(20, 24, 20, 1, 0)
        with self.assertRaisesRegex(UserError, "24 present, but only 20"):
            self.as_("supervisor", case).action_sign_tally(opinion="程序合规")

    def test_a_step_names_everything_it_misses(self):
        with self.assertRaises(UserError) as caught:
            self.as_("director", self.case).action_propose()
        self.assertIn("enter the day it was held", str(caught.exception))
        self.assertIn("enter the day it was held", self.case.missing_text)

    def test_ten_days_of_notice_are_kept(self):
        case = self.prepared("deliberated")
        case.write({"notice_on": DAY - timedelta(days=2), "meeting_on": DAY + timedelta(days=7)})
        with self.assertRaisesRegex(
            UserError, "are 9 days; 10 days are required|are 9 days; 10 are required"
        ):
            self.as_("director", case).action_convene()
        self.as_("clerk", case).write({"meeting_on": DAY + timedelta(days=8)})
        self.as_("director", case).action_convene()
        self.assertEqual(case.state, "convened")

    def test_the_votes_wait_for_the_day_of_the_meeting(self):
        case = self.prepared("deliberated")
        case.write({"notice_on": DAY, "meeting_on": DAY + timedelta(days=10)})
        self.as_("director", case).action_convene()
        case = self.as_("clerk", case)
        case.write({"eligible": 30, "present": 30, "votes_for": 30, **walkthrough.PAPERS_OF_VOTE})
        with self.assertRaisesRegex(UserError, "can be signed from that day on"):
            self.as_("supervisor", case).action_sign_tally(opinion="程序合规")

    def test_steps_out_of_order_are_refused(self):
        case = self.prepared("proposed")
        case.step_ids[1].held_on = case.step_ids[0].held_on - timedelta(days=1)
        with self.assertRaisesRegex(UserError, "keep the order"):
            case.action_consult()
        with self.assertRaises(UserError):
            case.action_deliberate()

    def test_representatives_cannot_decide_the_charter(self):
        case = self.prepared("deliberated", kind="charter", body="representative_assembly")
        with self.assertRaisesRegex(UserError, "must be decided by the whole assembly"):
            self.as_("director", case).action_convene()

    def test_a_meeting_before_the_new_law_is_judged_by_the_old_one(self):
        case = self.new_case(body="villager_delegates")
        walkthrough.prepare(case, date(2021, 6, 1))
        self.assertIn("more than 1/2 of those present", case.rule_text)
        case.body = "member_assembly"
        self.assertIn("cannot decide", case.rule_text)

    # -- who ---

    def test_each_act_belongs_to_its_role(self):
        acts = {
            "action_propose": ("director",),
            "action_consult": ("clerk", "director"),
            "action_deliberate": ("clerk", "director"),
            "action_convene": ("director",),
            "action_sign_tally": ("supervisor",),
            "action_publish": ("clerk", "director"),
            "action_implement": ("director",),
            "action_publish_result": ("clerk", "director"),
            "action_close": ("supervisor", "township"),
        }
        roles = ("clerk", "director", "supervisor", "accountant", "township", "county_finance", "auditor")
        for act, allowed in acts.items():
            for role in roles:
                with self.subTest(act=act, role=role):
                    with self.assertRaises(UserError) as caught:
                        getattr(self.as_(role, self.case), act)()
                    refused = "reserved for" in str(caught.exception)
                    self.assertEqual(refused, role not in allowed)

    def test_whoever_entered_the_votes_does_not_sign_them(self):
        both = new_test_user(
            self.env,
            login="both",
            groups="reform_places.group_clerk,reform_places.group_supervisor",
            reform_scope_ids=[Command.set(self.village.ids)],
        )
        case = self.prepared("convened").with_user(both)
        case.write({"eligible": 30, "present": 30, "votes_for": 30, **walkthrough.PAPERS_OF_VOTE})
        with self.assertRaisesRegex(UserError, "another person of the supervisors"):
            case.action_sign_tally(opinion="程序合规")
        self.as_("supervisor", case).action_sign_tally(opinion="程序合规")
        self.assertEqual(case.tally_signed_by_id, self.users["supervisor"])

    def test_another_village_sees_nothing_of_it(self):
        self.assertFalse(
            self.as_("other_clerk", self.env["reform.decision"]).search([("id", "=", self.case.id)])
        )
        with self.assertRaises(AccessError):
            self.as_("other_clerk", self.case).read(["name"])
        with self.assertRaises(AccessError):
            self.as_("other_clerk", self.case.step_ids).read(["held_on"])

    def test_the_next_person_is_told(self):
        case = self.prepared("convened")
        activity = self.env["mail.activity"].search(
            [("res_model", "=", "reform.decision"), ("res_id", "=", case.id)]
        )
        self.assertEqual(activity.user_id, self.users["supervisor"])
        self.assertEqual(activity.date_deadline, case.meeting_on)

    # -- what can no longer be changed ---

    def test_what_was_proposed_called_and_counted_stays(self):
        case = self.counted(30, 24, 20, 3, 1)
        for field, value in (("name", "x"), ("kind", "merger"), ("meeting_on", DAY), ("body", "board")):
            with self.subTest(field=field), self.assertRaises(AccessError):
                case.write({field: value})
        self.as_("supervisor", case).action_sign_tally(opinion="程序合规")
        for field, value in (("votes_for", 30), ("eligible", 3), ("tally_sheet", FILE)):
            with self.subTest(field=field), self.assertRaises(AccessError):
                self.as_("clerk", case).write({field: value})

    def test_nobody_chooses_the_result(self):
        for vals in ({"state": "passed"}, {"result": "passed"}, {"quorate": True}, {"tally_signed_by_id": 2}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self.as_("director", self.case).write(vals)
        with self.assertRaises(AccessError):
            self.new_case(state="passed")
        smuggled = self.as_("clerk", self.env["reform.decision"]).with_context(default_result="passed")
        case = smuggled.create({"name": "x", "entity_id": self.collective.id})
        self.assertFalse(case.result)

    def test_minutes_of_a_taken_step_cannot_be_exchanged(self):
        case = self.prepared("proposed")
        step = case.step_ids[0]
        with self.assertRaises(AccessError):
            step.write({"minutes": FILE})
        paper = self.env["ir.attachment"].search(
            [("res_model", "=", step._name), ("res_id", "=", step.id), ("res_field", "=", "minutes")]
        )
        self.assertEqual(len(paper), 1)
        for role in ("clerk", "director"):
            with self.assertRaises(AccessError):
                self.as_(role, paper).write({"datas": FILE})
            with self.assertRaises(AccessError):
                self.as_(role, paper).unlink()
        case.step_ids[1].write({"minutes": FILE})

    def test_a_case_has_exactly_the_three_deliberations(self):
        case = self.new_case(step_ids=[Command.create({"name": "proposed"})])
        self.assertEqual(case.step_ids.mapped("name"), ["proposed", "consulted", "deliberated"])
        with self.assertRaises(AccessError):
            case.step_ids[0].unlink()
        with self.assertRaises(AccessError):
            self.as_("clerk", self.env["reform.decision.step"]).create(
                {"decision_id": case.id, "name": "proposed"}
            )

    def test_a_changed_vote_is_found_by_the_check(self):
        case = self.counted(30, 24, 20, 3, 1)
        self.as_("supervisor", case).action_sign_tally(opinion="程序合规")
        self.env.flush_all()
        self.assertEqual(case.sudo()._check_digests(), [])
        self.env.cr.execute("UPDATE reform_decision SET votes_for = 23 WHERE id = %s", [case.id])
        self.env.invalidate_all()
        self.assertEqual(len(case.sudo()._check_digests()), 1)

    def test_exchanged_minutes_are_found_by_the_check(self):
        case = self.prepared("consulted")
        self.env.flush_all()
        self.assertEqual(case.sudo()._check_digests(), [])
        case.step_ids[0].sudo()._write({})
        attachment = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "reform.decision.step"),
                ("res_id", "=", case.step_ids[0].id),
                ("res_field", "=", "minutes"),
            ]
        )
        with self.assertRaises(RestrictViolation), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            attachment.sudo().write({"datas": FILE})
        # Who has the power over the database may do it all the same: then the check tells.
        self.env.cr.execute("ALTER TABLE ir_attachment DISABLE TRIGGER reform_decision_paper_guard")
        attachment.sudo().write({"datas": FILE})
        self.env.invalidate_all()
        self.assertEqual(len(case.sudo()._check_digests()), 1)
        self.env.cr.execute("ALTER TABLE ir_attachment ENABLE ALWAYS TRIGGER reform_decision_paper_guard")

    # -- revoking, objecting ---

    def revoke(self, role, case, reason="承租人退出"):
        wizard = self.as_(role, self.env["reform.decision.revoke"]).create(
            {"decision_id": case.id, "reason": reason}
        )
        wizard.action_confirm()

    def test_before_the_vote_the_director_revokes_with_a_reason(self):
        case = self.prepared("consulted")
        with self.assertRaisesRegex(UserError, "Say why"):
            self.revoke("director", case, reason="  ")
        self.revoke("director", case)
        self.assertEqual(case.state, "revoked")
        entry = self.env["reform.seal.entry"].search(
            [("res_model", "=", "reform.decision"), ("res_id", "=", case.id)], limit=1
        )
        self.assertEqual((entry.to_state, entry.reason), ("revoked", "承租人退出"))

    def test_after_the_vote_only_the_township_revokes(self):
        case = self.counted(30, 24, 20, 3, 1)
        self.as_("supervisor", case).action_sign_tally(opinion="程序合规")
        with self.assertRaisesRegex(AccessError, "reserved for"):
            self.revoke("director", case)
        self.revoke("township", case)
        self.assertFalse(case._is_decided())

    def published(self):
        case = self.counted(30, 24, 20, 3, 1)
        self.as_("supervisor", case).action_sign_tally(opinion="程序合规")
        case = self.as_("clerk", case)
        case.write({"published_on": DAY, "published_photo": walkthrough.PICTURE})
        case.action_publish()
        return case

    def object(self, case):
        return self.as_("supervisor", self.env["reform.decision.objection"]).create(
            {"decision_id": case.id, "raised_by": "何秀英", "text": "租金偏低。"}
        )

    def test_an_objection_stops_the_resolution_until_it_is_answered(self):
        case = self.published()
        self.assertTrue(case._is_decided())
        objection = self.object(case)
        self.assertEqual(case.state, "objected")
        self.assertFalse(case._is_decided())
        with self.assertRaisesRegex(UserError, "Write the answer first"):
            self.as_("supervisor", objection).action_answer()
        self.as_("supervisor", objection).write({"answer": "已比照邻村同类房屋。"})
        self.as_("supervisor", objection).action_answer()
        self.assertEqual((case.state, objection.state), ("published", "answered"))
        self.assertTrue(case._is_decided())

    def test_an_upheld_objection_revokes(self):
        case = self.published()
        objection = self.object(case)
        self.as_("township", objection).write({"answer": "成立。"})
        with self.assertRaisesRegex(AccessError, "reserved for"):
            self.as_("supervisor", objection).action_uphold()
        self.as_("township", objection).action_uphold()
        self.assertEqual((case.state, objection.state), ("revoked", "upheld"))

    def test_there_is_nothing_to_object_to_before_the_posting(self):
        with self.assertRaisesRegex(UserError, "while a resolution or result is posted"):
            self.object(self.prepared("convened"))

    def test_an_implementation_waits_for_the_posting_to_end(self):
        case = self.published()
        with (
            freeze_time(DAY + timedelta(days=6)),
            self.assertRaisesRegex(UserError, "must stay posted for 7 days"),
        ):
            self.as_("director", case).action_implement()

    # -- screens and tables ---

    def test_the_form_opens_for_a_clerk_and_says_what_is_missing(self):
        with Form(self.as_("clerk", self.env["reform.decision"])) as form:
            form.name = "公益性资产处置"
            form.entity_id = self.collective
        self.assertTrue(form.record.missing_text)

    def test_tables_agree_with_each_other(self):
        from odoo.addons.reform_rules.decision import procedure

        states = {name for name, _label in STATES}
        self.assertEqual(states, set(ORDER))
        self.assertTrue({state for edge in EDGES for state in edge} <= states)
        self.assertTrue(set(NEXT_ACTOR) <= states)
        self.assertEqual([name for name, _label in KINDS], list(procedure.KINDS))
        self.assertEqual([name for name, _label in BODIES], list(procedure.BODIES))
