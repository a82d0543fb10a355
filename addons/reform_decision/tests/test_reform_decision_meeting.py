import base64
from datetime import date, timedelta

import psycopg2
from freezegun import freeze_time
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .. import walkthrough
from .common import DecisionKit

DAY = date(2026, 3, 20)
VOTES = {"eligible": 6, "votes_for": 4, "votes_against": 0, "abstained": 0}


class MeetingCase(DecisionKit, PlaceCase):
    """A case whose assembly is called and met yesterday."""

    def setUp(self):
        super().setUp()
        frozen = freeze_time(DAY)
        frozen.start()
        self.addCleanup(frozen.stop)
        self.case = self.called()

    def called(self, upto="convened", **vals):
        vals = {"name": "机动地出租", "entity_id": self.collective.id, **vals}
        case = self.as_("clerk", self.env["reform.decision"]).create(vals)
        walkthrough.prepare(case, DAY - timedelta(days=1))
        acts = [("director", "action_propose"), ("clerk", "action_consult"), ("clerk", "action_deliberate")]
        for role, act in acts:
            getattr(self.as_(role, case), act)()
        if upto == "convened":
            self.as_("director", case).action_convene()
        return self.as_("clerk", case)

    def counted(self, case=None, **vals):
        case = self.as_("clerk", case or self.case)
        case.write({**VOTES, "present": 5, **walkthrough.PAPERS_OF_VOTE, **vals})
        return case

    def sheet(self, *lines):
        """Add lines (name, household, mode, name of who carries the vote) and return them."""
        rows, model = {}, self.as_("clerk", self.env["reform.decision.attendance"])
        for name, household, *rest in lines:
            mode, carrier = (*rest, None)[:2] if rest else ("onsite", None)
            rows[name] = model.create(
                {
                    "decision_id": self.case.id,
                    "name": name,
                    "household": household,
                    "mode": mode,
                    "carrier_id": rows[carrier].id if carrier else False,
                }
            )
        return rows

    def refusal(self, case=None):
        with self.assertRaises(UserError) as caught:
            self.as_("supervisor", case or self.case).action_sign_tally(opinion="程序合规")
        return str(caught.exception)


@tagged("post_install", "-at_install")
class TestDecisionMeeting(MeetingCase):
    def test_the_heads_are_counted_from_the_sheet(self):
        self.sheet(("张三", "1"), ("张母", "1", "proxy", "张三"), ("李四", "2", "online"), ("王五", "3"))
        case = self.case
        self.assertEqual((case.present_onsite, case.present_online, case.present_proxy), (2, 1, 1))
        self.assertEqual(case.present, 4)
        case.attendance_ids.filtered(lambda line: line.name == "王五").unlink()
        self.assertEqual(case.present, 3)
        self.sheet(("赵六", "4"))
        self.counted(present=4)
        self.as_("supervisor", case).action_sign_tally(opinion="程序合规")
        self.assertEqual(case.state, "passed")

    def test_a_villagers_assembly_counts_its_households_too(self):
        self.case = self.called(body="villager_assembly")
        self.sheet(("张三", "1"), ("张四", "1"), ("李四", "2"))
        self.assertEqual((self.case.present, self.case.households_present), (3, 2))

    def test_a_sheet_that_cannot_be_is_refused_with_what_to_do(self):
        rows = self.sheet(("张三", "1"), ("李四", "2"), ("王五", "3", "proxy", "李四"), ("赵六", "4"))
        self.counted(present=4)
        self.assertIn("within the household only", self.refusal())
        rows["王五"].write({"mode": "onsite", "carrier_id": False})
        self.sheet(*((f"家人{n}", "4", "onsite") for n in range(1)))
        rows["赵六"].write({"name": "张三", "household": "1"})
        self.assertIn("stands twice", self.refusal())

    def test_heads_that_do_not_add_up_are_refused(self):
        self.counted(present=5, present_onsite=3, present_online=1)
        self.assertIn("are not the 5 present", self.refusal())

    def test_heads_that_differ_from_the_sheet_are_refused(self):
        self.sheet(*((f"成员{n}", str(n)) for n in range(5)))
        self.counted(present=6, present_onsite=6)
        self.assertIn("The sign-in sheet holds 5 people, but 6", self.refusal())

    def test_delegates_do_not_send_proxies(self):
        case = self.called(body="representative_assembly")
        self.counted(case, present=5, present_onsite=4, present_proxy=1)
        self.assertIn("cannot be attended in this way", self.refusal(case))

    def test_a_carrier_sits_in_the_same_meeting(self):
        other = self.called(name="另一事项")
        stranger = self.as_("clerk", self.env["reform.decision.attendance"]).create(
            {"decision_id": other.id, "name": "外人", "household": "1"}
        )
        with self.assertRaises(UserError):
            self.as_("clerk", self.env["reform.decision.attendance"]).create(
                {
                    "decision_id": self.case.id,
                    "name": "甲",
                    "household": "1",
                    "mode": "proxy",
                    "carrier_id": stranger.id,
                }
            )

    def test_after_the_signature_the_sheet_is_sealed(self):
        rows = self.sheet(*((f"成员{n}", str(n)) for n in range(5)))
        self.counted()
        self.as_("supervisor", self.case).action_sign_tally(opinion="程序合规")
        line = self.as_("clerk", rows["成员0"])
        for act in (
            lambda: line.write({"name": "改名"}),
            lambda: line.unlink(),
            lambda: line.copy(),
            lambda: self.as_("clerk", self.case).write({"attendance_ids": [Command.clear()]}),
        ):
            with self.assertRaises(AccessError):
                act()
        self.assertEqual(self.env["reform.decision"]._check_digests(), [])

    def test_minutes_are_asked_for(self):
        self.counted(minutes=False)
        self.assertIn("Attach: Signed Minutes", self.refusal())

    def test_what_is_called_a_photo_is_a_picture(self):
        papers = self.as_("clerk", self.env["reform.decision.paper"])
        vals = {"decision_id": self.case.id, "kind": "photo", "name": "会场.jpg"}
        for content in (b"not a picture", b"\x89PNG\r\n\x1a\n but broken", b""):
            with self.subTest(content), self.assertRaises(UserError):
                papers.create({**vals, "file": base64.b64encode(content)})
        paper = papers.create({**vals, "file": walkthrough.PICTURE})
        with self.assertRaises(UserError):
            paper.write({"file": base64.b64encode(b"no picture")})
        self.assertTrue(papers.create({**vals, "kind": "sign_in", "file": walkthrough.PAPER}))

    @mute_logger("odoo.sql_db")
    def test_papers_are_sealed_with_their_step(self):
        papers = self.as_("clerk", self.env["reform.decision.paper"])
        vals = {"decision_id": self.case.id, "name": "会场.png", "file": walkthrough.PICTURE}
        photo = papers.create({**vals, "kind": "photo"})
        self.counted()
        self.as_("supervisor", self.case).action_sign_tally(opinion="程序合规")
        posting = papers.create({**vals, "kind": "posting"})
        posting.unlink()
        for act in (
            lambda: self.as_("clerk", photo).unlink(),
            lambda: self.as_("clerk", photo).write({"kind": "other"}),
            lambda: papers.create({**vals, "kind": "photo"}),
        ):
            with self.assertRaises(AccessError):
                act()
        file = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "reform.decision.paper"),
                ("res_id", "=", photo.id),
                ("res_field", "=", "file"),
            ]
        )
        self.assertEqual(len(file), 1)
        with self.assertRaises(psycopg2.Error), self.env.cr.savepoint():
            self.env.cr.execute("DELETE FROM ir_attachment WHERE id = %s", [file.id])

    def test_the_form_adds_up_and_offers_a_body_that_may_decide(self):
        form = Form(self.as_("clerk", self.env["reform.decision"]))
        form.name, form.entity_id = "机动地", self.collective
        form.body = "representative_assembly"
        form.kind = "charter"
        self.assertEqual(form.body, "member_assembly")
        with Form(self.as_("clerk", self.called("deliberated"))) as form:
            form.present_onsite, form.present_online = 3, 2
            self.assertEqual(form.present, 5)

    def test_reports_lie_open_before_a_vote_on_the_money(self):
        case = self.called("deliberated", kind="distribution")
        case.reports_on = DAY - timedelta(days=5)
        with self.assertRaisesRegex(UserError, "From the opening of the reports"):
            self.as_("director", case).action_convene()

    def test_a_case_names_its_law(self):
        self.assertIn("第二十七条", self.case.statute_text)

    def test_a_turnout_is_kept_for_the_graph(self):
        self.counted()
        self.assertEqual(self.case.turnout, 83.3)


@tagged("post_install", "-at_install")
class TestDecisionWatch(MeetingCase):
    def test_without_an_opinion_it_is_asked_for_and_nothing_is_signed(self):
        self.counted()
        action = self.as_("supervisor", self.case).action_sign_tally()
        self.assertEqual(action["res_model"], "reform.decision.sign")
        self.assertEqual(self.case.state, "convened")

    def sign(self, verdict, opinion, role="supervisor"):
        wizard = self.as_(role, self.env["reform.decision.sign"]).create(
            {"decision_id": self.case.id, "verdict": verdict, "opinion": opinion}
        )
        wizard.action_confirm()

    def test_an_opinion_and_a_signature_are_given_in_one_window(self):
        self.counted()
        self.sign("in_order", "现场核对无误")
        self.assertEqual((self.case.state, self.case.watch_verdict), ("passed", "in_order"))
        self.assertEqual(self.case.approval_ids.mapped("step"), ["voted", "watched"])

    def test_defects_stop_the_case_until_a_new_opinion(self):
        self.counted()
        self.sign("defects", "签到表缺页")
        with self.assertRaisesRegex(UserError, "签到表缺页"):
            self.as_("supervisor", self.case).action_sign_tally()
        self.sign("in_order", "已补齐")
        self.assertEqual(self.case.state, "passed")
        self.assertEqual(self.case.approval_ids.mapped("verdict"), ["approved", "approved", "returned"])

    def test_only_supervisors_and_their_deputies_give_one(self):
        self.counted()
        for role in ("clerk", "director", "accountant", "township", "auditor", "administrator"):
            for verdict in ("in_order", "defects"):
                with self.subTest(role=role), self.assertRaises(UserError):
                    self.sign(verdict, "无意见", role)
        self.assertFalse(self.case.watch_opinion)

    def test_nobody_writes_an_opinion_past_the_act(self):
        for role in ("clerk", "director", "supervisor"):
            with self.subTest(role), self.assertRaises(AccessError):
                self.as_(role, self.case).write({"watch_verdict": "in_order", "watch_opinion": "x"})

    def test_after_the_count_it_is_too_late(self):
        self.counted()
        self.sign("in_order", "无误")
        with self.assertRaises(UserError):
            self.sign("defects", "迟到的意见")


@tagged("post_install", "-at_install")
class TestDecisionAlert(MeetingCase):
    def kinds(self, at):
        self.env.flush_all()
        told = [*self.env["reform.decision"].sudo()._alert_facts(at)]
        told += self.env["reform.decision.objection"].sudo()._alert_facts(at)
        mine = self.case | self.case.sudo().objection_ids.decision_id
        return {fact.kind for fact in told if fact.record in (mine, self.case.sudo().objection_ids)}

    def test_each_delay_is_told_on_the_day_after_its_last_day(self):
        self.assertEqual(self.kinds(DAY + timedelta(days=6)), set())
        self.assertEqual(self.kinds(DAY + timedelta(days=7)), {"decision_unsigned"})
        self.counted()
        self.as_("supervisor", self.case).action_sign_tally(opinion="无误")
        self.assertEqual(self.kinds(self.case.publish_by), set())
        self.assertEqual(self.kinds(self.case.publish_by + timedelta(days=1)), {"decision_unposted"})
        case = self.as_("clerk", self.case)
        case.write({"published_on": DAY, "published_photo": walkthrough.PICTURE})
        case.action_publish()
        objection = self.as_("clerk", self.env["reform.decision.objection"]).create(
            {"decision_id": case.id, "raised_by": "李某", "text": "租金过低"}
        )
        late = objection.answer_by + timedelta(days=1)
        self.assertEqual(self.kinds(objection.answer_by), set())
        self.assertEqual(self.kinds(late), {"objection_unanswered"})
        with freeze_time(late):
            self.env.invalidate_all()
            self.assertTrue(objection.overdue)
            answered = self.as_("supervisor", objection)
            answered.answer = "租金经评估确定"
            answered.action_answer()
            self.as_("director", self.case).action_implement()
        self.assertEqual(self.kinds(late + timedelta(days=30)), set())
        self.assertEqual(self.kinds(late + timedelta(days=31)), {"decision_result_unposted"})

    def test_a_longer_posting_is_kept_to_its_end(self):
        self.counted()
        self.as_("supervisor", self.case).action_sign_tally(opinion="无误")
        case = self.as_("clerk", self.case)
        case.write({"published_on": DAY, "published_photo": walkthrough.PICTURE, "posting_days": 15})
        case.action_publish()
        self.assertEqual(case.posted_until, DAY + timedelta(days=14))
        with freeze_time(DAY + timedelta(days=14)), self.assertRaises(UserError):
            self.as_("director", case).action_implement()
        with freeze_time(DAY + timedelta(days=15)):
            self.as_("director", case).action_implement()


@tagged("post_install", "-at_install")
class TestDecisionStatements(MeetingCase):
    def statements(self, size):
        """Return how many statements a sheet of `size` lines, and then the signature, take."""
        self.case = self.called()
        model = self.as_("clerk", self.env["reform.decision.attendance"])
        self.env.flush_all()
        start = self.env.cr.sql_log_count
        model.create(
            [{"decision_id": self.case.id, "name": f"成员{n}", "household": str(n)} for n in range(size)]
        )
        self.env.flush_all()
        entered = self.env.cr.sql_log_count - start
        self.counted(eligible=size, votes_for=size, present=size)
        supervisor = self.as_("supervisor", self.case)
        self.env.flush_all()
        start = self.env.cr.sql_log_count
        supervisor.action_sign_tally(opinion="无误")
        self.env.flush_all()
        self.assertEqual(self.case.state, "passed")
        return entered, self.env.cr.sql_log_count - start

    def test_a_long_sheet_takes_as_many_statements_as_a_short_one(self):
        self.statements(4)
        self.assertEqual(self.statements(5), self.statements(90))
