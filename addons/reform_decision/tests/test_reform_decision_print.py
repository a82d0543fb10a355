from datetime import date

from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.tests import tagged

from .. import walkthrough
from .common import DecisionKit
from .gated import add_test_model

NAMES = ("notice", "sheet", "minutes", "resolution", "result")


@tagged("post_install", "-at_install")
class TestDecisionPrint(DecisionKit, PlaceCase):
    """What hangs out in the village and what is filled in by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_test_model(cls)

    def html(self, name, case, role="clerk", **context):
        report = self.as_(role, self.env.ref(f"reform_decision.reform_decision_report_{name}"))
        html, _kind = report.with_context(lang="en_US", **context)._render_qweb_html(
            report.report_name, case.ids
        )
        return html.decode()

    def passed(self, **options):
        promise = self.env["reform.decision.test.promise"].create(
            {"name": "旧村小学出租", "entity_id": self.collective.id, "rent": 12000, "lessee": "钱大伟"}
        )
        return self.pass_decision(promise, **options)

    def test_a_resolution_says_who_decided_what_by_which_law_with_how_many_votes(self):
        case = self.passed(upto="published")
        html = self.html("resolution", case)
        facts = (
            "第二十七条",
            "30 eligible",
            "22 voted for it",
            "20 were needed",
            "carried",
            "12000.00",
            "钱大伟",
        )
        for fact in facts:
            self.assertIn(fact, html)
        self.assertIn(walkthrough.OPINION, html)
        self.assertIn(case._print_digest()[:16], html)

    def test_a_notice_names_day_place_agenda_and_the_numbers_needed(self):
        case = self.passed(upto="deliberated")
        self.as_("clerk", case).write(
            {
                "agenda": "一件事\n另一件事",
                "meeting_time": "19:30",
                "eligible": 100,
                "meeting_on": "2026-03-20",
            }
        )
        html = self.html("notice", case)
        for fact in ("2026-3-20 19:30", "村民活动室", "一件事", "另一件事", "67 are present", "67 votes"):
            self.assertIn(fact, html)
        self.assertIn("same household", html)
        self.as_("clerk", case).body = "representative_assembly"
        self.assertNotIn("same household", self.html("notice", case))

    def test_a_sheet_is_empty_for_a_pen_and_holds_who_is_known(self):
        case = self.passed(upto="convened")
        self.assertEqual(self.html("sheet", case).count("<tr"), 14 + 3)
        self.as_("clerk", self.env["reform.decision.attendance"]).create(
            {"decision_id": case.id, "name": "张三", "household": "12"}
        )
        html = self.html("sheet", case)
        self.assertIn("张三", html)
        self.assertEqual(html.count("<tr"), 14 + 3)

    def test_every_paper_prints_at_every_step_as_a_pdf(self):
        draft = self.as_("clerk", self.env["reform.decision"]).create(
            {"name": "预算", "entity_id": self.collective.id}
        )
        for case in (draft.with_env(self.env), self.passed(upto="published")):
            for name in NAMES:
                with self.subTest(name, state=case.state):
                    self.assertIn(case.name, self.html(name, case))
        report = self.env.ref("reform_decision.reform_decision_report_minutes")
        pdf, kind = report.with_context(force_report_rendering=True)._render_qweb_pdf(report.id, draft.ids)
        self.assertEqual((kind, pdf[:5]), ("pdf", b"%PDF-"))

    def test_another_village_prints_nothing_of_it(self):
        case = self.passed()
        for name in NAMES:
            with self.subTest(name), self.assertRaises(Exception):  # noqa: B017  # QWeb wraps the refusal
                self.html(name, case, role="other_clerk")

    def test_terms_that_are_sentences_stay_sentences(self):
        case = self.as_("clerk", self.env["reform.decision"]).create(
            {"name": "预算", "entity_id": self.collective.id, "proposal": "修渠\n修路"}
        )
        self.assertEqual(case._print_term_rows(), [])
        self.assertEqual([label for label, _value in case._print_terms()], ["修渠", "修路"])
        self.assertEqual(case._print_day(date(2026, 3, 1)), "2026-3-1")
