from datetime import date

from freezegun import freeze_time
from odoo.addons.reform_decision.walkthrough import PICTURE
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .agency_case import AgencyCase

# Measured, besides one for each kind of event: it must not grow with the entities on the screen.
STATEMENTS_MAX = 10


@tagged("post_install", "-at_install")
class TestAgencyBatch(AgencyCase):
    """The month of December 2025, opened before its end by the accountant."""

    def test_a_month_has_one_line_for_each_engagement_in_force(self):
        batch = self.batch()
        self.assertEqual(batch.line_ids.entity_id, self.collective)
        self.assertEqual((batch.line_count, batch.waiting_count), (1, 1))
        other = self._entity("合村农机专业合作社", self.village, kind="other")
        self.signed(entity_id=other.id, date_from="2025-12-15")
        self.as_("accountant", batch).action_fill()
        self.as_("accountant", batch).action_fill()
        self.assertEqual(set(batch.line_ids.entity_id), {self.collective, other})
        self.assertEqual(str(batch.report_to), "2026-01-05")

    def test_a_month_and_what_hangs_of_it_does_not_wander_to_another_month(self):
        sheet = self.hung()
        line, batch = sheet.line_id, sheet.line_id.batch_id
        other = self._entity("西镇代理服务中心", self.township, kind="agency_centre")
        moved = {"month": "2024-01-01"}
        for record, vals in (
            (batch, moved),
            (batch, {"agency_id": other.id}),
            (batch, {"line_ids": [Command.update(line.id, moved)]}),
            (batch, {"line_ids": [Command.unlink(line.id)]}),
            (line, moved),
            (line, {"entity_id": other.id}),
            (line, {"batch_id": False}),
            (sheet, moved),
            (sheet, {"entity_id": other.id}),
            (line.engagement_id, {"date_from": "2024-01-01"}),
            (line.engagement_id, {"agency_id": other.id}),
        ):
            for role in ("accountant", "clerk", "township", "administrator"):
                with self.subTest(record=record, vals=vals, role=role), self.assertRaises(UserError):
                    self.as_(role, record).write(vals)
        self.env.invalidate_all()
        self.assertEqual({str(each.month) for each in (batch, line, sheet)}, {"2025-12-01"})

    def test_the_daily_job_opens_the_month_before_once(self):
        with freeze_time("2026-01-01"):
            self.env["reform.agency.batch"]._cron_open()
            self.env["reform.agency.batch"]._cron_open()
        batch = self.env["reform.agency.batch"].search([("agency_id", "=", self.agency.id)])
        self.assertEqual((len(batch), str(batch.month)), (1, "2025-12-01"))

    def test_a_month_goes_from_report_to_board(self):
        paid = self.paid(amount=800)
        line = self.report(self.line())
        self.assertEqual(line.state, "reported")
        self.assertEqual((line.spent_count, line.spent_amount, line.sheet_count), (1, 800, 3))
        # Four dues of rent since February, and the payment.
        self.assertEqual(line.event_count, 5)
        self.assertIn("5 events not booked", line.missing_text)
        self.as_("accountant", line).action_check()
        self.as_("accountant", line).action_book()
        self.assertEqual((line.state, paid.state, line.event_count), ("booked", "booked", 0))
        self.assertEqual(line.run_id.done_count, 5)
        with self.assertRaises(UserError) as refusal:
            self.as_("accountant", line).action_publish()
        self.assertIn("1 vouchers to review", str(refusal.exception))
        self.post_all()
        self.as_("accountant", line).action_publish()
        sheet = self.env["reform.agency.sheet"].search([("line_id", "=", line.id)])
        self.assertEqual((sheet.state, sheet.expense), ("prepared", 800))
        self.assertEqual(sheet.content["items"][0]["out"], "800.00")
        self.assertIn("800.00", sheet.content_html)
        self.as_("supervisor", sheet).action_sign()
        mine = self.as_("clerk", sheet)
        mine.write({"posted_from": "2025-12-20", "posted_to": "2025-12-25", "photo": PICTURE})
        with self.assertRaises(UserError):
            mine.action_post()
        mine.posted_to = "2025-12-26"
        mine.action_post()
        self.assertEqual((sheet.state, line.state), ("posted", "published"))
        self.assertEqual(len(sheet.photo_digest), 64)
        with self.assertRaises(AccessError):
            mine.write({"photo": False})

    def test_whoever_draws_the_sheet_up_does_not_sign_it(self):
        line = self.line()
        self.report(line, sheets=0, nil=True)
        self.as_("accountant", line).action_check()
        self.as_("accountant", line).action_book()
        self.post_all()
        # Nothing of December is open, whatever the months before still lack.
        self.as_("accountant", line).action_publish()
        sheet = self.env["reform.agency.sheet"].search([("line_id", "=", line.id)])
        for role in ("accountant", "clerk", "director", "cashier"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, sheet).action_sign()

    def test_a_month_without_papers_needs_the_word_that_nothing_happened(self):
        line = self.line()
        with self.assertRaises(UserError):
            self.as_("clerk", line).action_report()
        self.report(line, sheets=0, nil=True)
        self.assertEqual(line.state, "reported")

    def test_what_is_sent_back_says_why_and_comes_again(self):
        line = self.report(self.line())
        self.as_("accountant", line).action_return(reason="缺银行回单")
        self.assertEqual((line.state, line.return_reason), ("returned", "缺银行回单"))
        self.report(line, sheets=3)
        self.assertEqual((line.state, line.return_reason), ("reported", False))

    def test_what_was_handed_in_does_not_change(self):
        line = self.report(self.line())
        with self.assertRaises(AccessError):
            self.as_("clerk", line).sheets = 9
        with self.assertRaises(AccessError):
            self.as_("clerk", line).write({"state": "published"})

    def test_only_the_accountant_of_the_engagement_checks_and_books(self):
        line = self.report(self.line())
        stranger = self.colleague_accountant()
        for act in ("action_check", "action_return", "action_book", "action_publish"):
            for role in ("clerk", "director", "supervisor", "cashier", "township"):
                with self.subTest(act=act, role=role), self.assertRaises(AccessError):
                    getattr(self.as_(role, line), act)()
            with self.subTest(act=act), self.assertRaises(AccessError):
                getattr(line.with_user(stranger), act)()

    def test_what_cannot_be_booked_keeps_its_month_checked(self):
        period = self.book.period_ids.filtered(lambda period: period.date_from == date(2025, 2, 1))
        january = self.book.period_ids.filtered(lambda period: period.date_from == date(2025, 1, 1))
        self.as_("accountant", january | period).action_close()
        line = self.report(self.line())
        self.as_("accountant", line).action_check()
        with self.assertRaises(UserError) as refusal:
            self.as_("accountant", line).action_book()
        self.assertIn("1 events not booked", str(refusal.exception))

    def test_of_many_lines_the_ready_go_on_and_the_others_say_why(self):
        other = self._entity("合村农机专业合作社", self.village, kind="other")
        self.signed(entity_id=other.id)
        lines = self.batch().line_ids
        mine = self.as_("clerk", lines)
        mine.filtered(lambda line: line.entity_id == self.collective).sheets = 2
        notice = mine.action_report()
        self.assertEqual(sorted(lines.mapped("state")), ["reported", "waiting"])
        self.assertIn("no papers reported", notice["params"]["message"])

    def test_who_marks_the_whole_screen_means_those_at_the_step(self):
        other = self._entity("合村农机专业合作社", self.village, kind="other")
        self.signed(entity_id=other.id)
        lines = self.batch().line_ids
        mine = lines.filtered(lambda line: line.entity_id == self.collective)
        self.report(mine)
        self.as_("accountant", lines).action_check()
        self.assertEqual((mine.state, (lines - mine).state), ("checked", "waiting"))
        with self.assertRaises(UserError):
            self.as_("accountant", lines - mine).action_return(reason="缺件")

    def test_late_months_are_pointed_out_to_whom_they_wait_for(self):
        line = self.line()
        kinds = ("agency_report_late", "agency_book_late", "agency_publish_late")

        def facts(day):
            self.env.flush_all()
            found = self.env["reform.agency.batch.line"]._alert_facts(day)
            return [fact.kind for fact in found if fact.record == line and fact.kind in kinds]

        self.assertEqual(facts(date(2026, 1, 5)), [])
        self.assertEqual(facts(date(2026, 1, 6)), ["agency_report_late"])
        self.report(line)
        self.assertEqual(facts(date(2026, 1, 10)), [])
        self.assertEqual(facts(date(2026, 1, 11)), ["agency_book_late"])

    def test_requests_that_stand_still_and_pieces_are_pointed_out(self):
        mine = self.asked(amount=3000) | self.asked(amount=2500)
        facts = self.env["reform.spending"]._alert_facts(date(2025, 12, 30))
        found = [fact.kind for fact in facts if fact.record in mine]
        self.assertEqual(sorted(found), ["spending_split"] * 2 + ["spending_waits"] * 2)

    def test_the_figures_as_rows_are_those_of_the_lines(self):
        self.paid(amount=800)
        line = self.line()
        self.env.flush_all()
        row = self.env["reform.agency.report"].search([("entity_id", "=", self.collective.id)])
        for name in ("spent_amount", "spent_count", "request_count", "sheet_count", "receipt_amount"):
            with self.subTest(name):
                self.assertEqual(row[name], line[name])

    def test_twenty_entities_cost_no_more_statements_than_two(self):
        names = [f"第{number}农机专业合作社" for number in range(1, 20)]
        for name in names[:1]:
            self.signed(entity_id=self._entity(name, self.village, kind="other").id)
        batch = self.batch()

        def statements():
            self.env.flush_all()
            self.env.invalidate_all()
            lines = self.as_("accountant", batch).line_ids
            before = self.env.cr.sql_log_count
            lines.read(
                ["entity_id", "state", "missing_text", "spent_amount", "event_count", "posted_count",
                 "due_on",
                 "sheet_state", "receipt_amount", "income_amount"]
            )  # fmt: skip
            return len(lines), self.env.cr.sql_log_count - before

        statements()
        two, few = statements()
        for name in names[1:]:
            self.signed(entity_id=self._entity(name, self.village, kind="other").id)
        self.as_("accountant", batch).action_fill()
        twenty, many = statements()
        self.assertEqual((two, twenty), (2, 20))
        self.assertEqual(many, few)
        self.assertLess(many, STATEMENTS_MAX + len(self.env["reform.money.run"]._sources()))
