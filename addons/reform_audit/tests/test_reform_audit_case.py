from datetime import date

from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command

from .office import LAST, OfficeCase


class TestReformAuditCase(OfficeCase):
    def refused(self, act, words, kind=UserError):
        with self.assertRaises(kind) as refusal, self.cr.savepoint():
            act()
        self.assertIn(words, str(refusal.exception))

    def test_an_audit_goes_its_whole_way(self):
        case = self.drafted()
        self.assertEqual(case.opinion_due, date(2026, 1, 4))
        finding = self.finding(case)
        director = self.as_("director", case)
        director.opinion = "无异议。"
        director.action_give_opinion()
        auditor = self.as_("auditor", case)
        auditor.write({"report_no": "测审报〔2026〕1号", "report": "任职期间账务基本真实，个别借支未清。"})
        auditor.action_report()
        self.assertEqual(finding.deadline, date(2026, 2, 18))
        self.refused(auditor.action_rectified, "1 findings are not settled")
        self.as_("auditor", finding).action_order()
        clerk = self.as_("clerk", finding)
        self.refused(clerk.action_rectified, "write what was done")
        clerk.rectification = "已收回借支3000元。"
        self.refused(clerk.action_rectified, "enclose what proves")
        self.as_("clerk", self.env["reform.audit.evidence"])._enclose(
            case.browse(), "rectification", "收款收据", finding=clerk, facts="收据第12号"
        )
        clerk.action_rectified()
        self.as_("auditor", finding).action_close()
        auditor.action_rectified()
        self.refused(auditor.action_publish, "day and place of the publication")
        auditor.write({"published_date": "2025-12-20", "published_place": "村务公开栏"})
        self.enclose(case, "publication")
        auditor.action_publish()
        self.refused(auditor.action_archive_file, "archive file")
        auditor.archive_no = "2026-审-1"
        auditor.action_archive_file()
        self.assertEqual((case.state, case.archived_date), ("archived", date(2025, 12, 20)))
        steps = self.env["reform.seal.entry"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)]
        )
        self.assertEqual(len(steps.filtered(lambda step: step.from_state != step.to_state)), 8)

    def test_a_team_is_complete_declared_and_without_interest(self):
        case = self.case(team=("auditor",))
        self.refused(self.as_("auditor", case).action_notice, "has 1 auditors")
        case = self.case()
        self.refused(self.as_("auditor", case).action_notice, "has not declared")
        second = case.member_ids.filtered(lambda one: one.user_id == self.users["second_auditor"])
        self.refused(self.as_("auditor", second).action_declare, "declares for himself", AccessError)
        self.as_("second_auditor", second).interest = "被审计人之弟"
        self.declared(case)
        self.refused(self.as_("auditor", case).action_notice, "must leave the team")
        self.refused(
            lambda: self.as_("second_auditor", second).write({"interest": ""}), "has declared", AccessError
        )

    def test_nobody_declares_for_somebody_else(self):
        with self.assertRaises(AccessError):
            self.case(
                member_ids=[
                    Command.create(
                        {"user_id": self.users["auditor"].id, "declared_at": "2025-12-01 00:00:00"}
                    )
                ]
            )
        case = self.case()
        with self.assertRaises(AccessError):
            self.as_("auditor", case.member_ids).write({"declared_at": "2025-12-01 00:00:00"})

    def test_an_auditor_who_kept_the_books_leaves_the_team(self):
        self.users["accountant"].group_ids |= self.env.ref("reform_places.group_auditor")
        case = self.declared(self.case(team=("auditor", "accountant")))
        self.refused(self.as_("auditor", case).action_notice, "vouchers of these books")

    def test_the_audited_is_told_in_time(self):
        case = self.noticed(notice_date="2025-12-16")
        self.assertEqual(case.entry_from, date(2025, 12, 19))
        self.enclose(case, "commitment")
        auditor = self.as_("auditor", case)
        auditor.write({"entry_date": "2025-12-18", "entry_people": "理事会"})
        self.refused(auditor.action_enter, "2025-12-19 at the earliest")
        auditor.entry_date = "2025-12-19"
        auditor.action_enter()
        self.assertEqual(len(case.paper_ids), 15)

    def test_an_audit_begins_with_the_letter_of_commitment(self):
        case = self.noticed()
        auditor = self.as_("auditor", case)
        auditor.write({"entry_date": "2025-12-15", "entry_people": "理事会"})
        self.refused(auditor.action_enter, "letter of commitment")

    def test_a_draft_waits_for_the_papers_and_for_its_days(self):
        case = self.at_work()
        auditor = self.as_("auditor", case)
        auditor.draft_report = "初稿"
        self.refused(auditor.action_send_draft, "lack the auditor's or the reviewer's signature")
        self.sign(case.paper_ids)
        auditor.opinion_days = 9
        self.refused(auditor.action_send_draft, "between 10 and 15")
        auditor.opinion_days = 10
        auditor.action_send_draft()
        self.refused(auditor.action_no_opinion, "2025-12-30")
        with freeze_time("2025-12-31"):
            auditor.action_no_opinion()
        self.assertEqual((case.state, case.opinion_by_id.id), ("opined", False))

    def test_what_belongs_to_a_step_is_written_in_it(self):
        case = self.noticed()
        for vals in (
            {"report": "先写好"},
            {"entity_id": self.other_collective.id},
            {"date_to": "2025-06-30"},
        ):
            with self.assertRaises(AccessError):
                self.as_("auditor", case).write(vals)
        for vals in ({"entry_date": "2025-12-15"}, {"notice_no": "x"}):
            with self.assertRaises(AccessError):
                self.as_("director", case).write(vals)
        with self.assertRaises(AccessError):
            self.as_("director", case).opinion = "太早"

    def test_the_audited_hears_of_an_announced_audit_only(self):
        case = self.case()
        audits = self.env["reform.audit.case"]
        seen = {
            role: self.as_(role, audits).search_count([("id", "=", case.id)])
            for role in (
                "director",
                "clerk",
                "supervisor",
                "auditor",
                "township",
                "county_agriculture",
                "other_clerk",
            )
        }
        self.assertEqual(
            seen,
            {"director": 0, "clerk": 0, "supervisor": 0, "auditor": 1, "township": 1, "county_agriculture": 1,
             "other_clerk": 0},
        )  # fmt: skip
        self.declared(case)
        self.as_("auditor", case).action_notice()
        self.assertEqual(self.as_("director", audits).search_count([("id", "=", case.id)]), 1)
        self.assertEqual(self.as_("other_clerk", audits).search_count([("id", "=", case.id)]), 0)
        papers = self.env["reform.audit.paper"]
        for role in ("director", "supervisor", "township"):
            self.assertFalse(papers.with_user(self.users[role]).has_access("read"), role)

    def test_a_span_that_cannot_be_is_refused(self):
        with self.assertRaises(ValidationError):
            self.case(date_to="2024-12-31")
        with self.assertRaises(ValidationError):
            self.case(date_from="2026-01-01", date_to="2026-12-31")

    def test_a_leaving_audit_is_opened_once_for_a_person(self):
        audits = self.as_("township", self.env["reform.audit.case"])
        case = audits._open_for(
            self.collective, self.users["director"], date(2023, 1, 1), LAST, office="理事长"
        )
        self.assertEqual(
            (case.kind, case.person_id, case.date_to, case.state),
            ("leaving", self.users["director"].partner_id, LAST, "draft"),
        )
        again = audits._open_for(self.collective, self.users["director"].partner_id, date(2023, 1, 1), LAST)
        self.assertEqual(again, case)

    def test_a_cancelled_audit_says_why(self):
        case = self.case()
        window = self.as_("auditor", self.env["reform.audit.cancel"]).create(
            {"case_id": case.id, "reason": "合并审计"}
        )
        window.action_cancel()
        self.assertEqual((case.state, case.cancel_reason), ("cancelled", "合并审计"))

    def test_deadlines_become_alerts(self):
        case = self.drafted()
        finding = self.finding(case, deadline="2026-02-01")
        facts = list(self.env["reform.audit.case"]._alert_facts(date(2026, 1, 5)))
        self.assertEqual([(fact.kind, fact.record) for fact in facts], [("audit_opinion_late", case)])
        self.assertFalse(list(self.env["reform.audit.case"]._alert_facts(date(2026, 1, 4))))
        found = list(self.env["reform.audit.finding"]._alert_facts(date(2026, 2, 2)))
        self.assertEqual([(fact.kind, fact.record) for fact in found], [("audit_rectify_late", finding)])
        announced = self.noticed(kind="regular", person_id=False)
        waiting = list(self.env["reform.audit.case"]._alert_facts(date(2025, 12, 30)))
        self.assertEqual([(fact.kind, fact.record) for fact in waiting], [("audit_entry", announced)])

    def test_evidence_is_added_and_never_changed(self):
        case = self.at_work()
        evidence = self.enclose(case, "form", file=None, facts="库存现金无盘点记录", source="出纳")
        self.assertEqual(len(evidence.digest), 64)
        for act in (
            lambda: self.as_("auditor", evidence).write({"facts": "x"}),
            lambda: self.as_("auditor", evidence).unlink(),
            lambda: self.as_("auditor", self.env["reform.audit.evidence"]).create({"name": "x"}),
        ):
            with self.assertRaises(AccessError):
                act()
        with self.assertRaises(AccessError):
            self.enclose(case, "form", role="director")
        with self.assertRaises(UserError):
            self.enclose(case, "other", file=None)
        with self.assertRaises(AccessError):
            self.as_("clerk", evidence).action_confirm()
        self.as_("director", evidence).action_confirm()
        self.assertEqual(evidence.confirmed_by_id, self.users["director"])
        with self.assertRaises(UserError):
            self.as_("director", evidence).action_confirm()

    def test_an_office_that_ends_opens_its_leaving_audit(self):
        term = self.as_("township", self.env["reform.office.term"]).create(
            {
                "entity_id": self.collective.id,
                "person_name": "周某某",
                "post": "chairperson",
                "date_from": "2023-01-01",
                "date_to": LAST,
            }
        )
        term.action_end()
        case = self.env["reform.audit.case"].browse(self.as_("auditor", term).action_open_audit()["res_id"])
        self.assertEqual(
            (case.person_id.name, case.date_to, case.clearing_id), ("周某某", LAST, term.clearing_id)
        )
        self.assertEqual(self.as_("township", term).action_open_audit()["res_id"], case.id)
        self.as_("auditor", case)._cancel("合并审计")
        self.assertEqual((term.audit_state, term.audit_case_id.id), ("requested", False))

    def test_the_desk_asks_each_for_his_step(self):
        def tiles(role):
            return {
                tile["key"]: tile["count"]
                for tile in self.as_(role, self.env["reform.desk"]).get_desk()["todo"]
            }

        case = self.at_work()
        self.sign(case.paper_ids[:2], upto="signed")
        self.assertEqual(tiles("second_auditor").get("audit_papers"), 2)
        self.assertNotIn("audit_papers", tiles("auditor"))
