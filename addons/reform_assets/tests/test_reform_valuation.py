"""A valuation on its road, what may rest on it, and what keeps it from each step."""

from datetime import timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.addons.reform_decision.models import paper
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import RestrictViolation

from .common import AssetCase
from .worth_case import REPORT, WorthWorld


@tagged("-at_install", "post_install")
class TestReformValuation(WorthWorld, AssetCase):
    def test_a_report_is_requested_chosen_written_reviewed_posted_and_confirmed(self):
        valuation = self.confirmed_valuation()
        self.assertEqual((valuation.state, valuation.value), ("confirmed", 120000))
        self.assertEqual(valuation.report_by_id, self.users["clerk"])
        self.assertEqual(valuation.reviewed_by_id, self.users["supervisor"])
        self.assertEqual(valuation.confirmed_by_id, self.users["county_agriculture"])
        self.assertEqual(valuation.report_digest, paper.digest(valuation, "report_file"))
        self.assertTrue(valuation.name.startswith("PG"))
        last = fields.Date.add(valuation.base_date, years=1, days=-1)
        self.assertEqual(valuation.valid_to, last)

    def test_only_a_confirmed_unexpired_valuation_may_be_used(self):
        hall, model = self.confirm(self.card()), self.env["reform.valuation"]
        today = civil_day.today()
        valuation = self.valuation(hall)
        self.bring(valuation, "published")
        self.assertFalse(model._valid_for(hall, today))
        self.bring(valuation, "confirmed")
        self.assertEqual(model._valid_for(hall, today, "sale"), valuation)
        self.assertEqual(model._valid_for(hall, valuation.valid_to), valuation)
        self.assertFalse(model._valid_for(hall, valuation.valid_to + timedelta(days=1)))
        self.assertFalse(model._valid_for(hall, today - timedelta(days=1)), "before it was confirmed")

    def test_the_newest_of_several_is_used_and_ends_the_older(self):
        hall = self.confirm(self.card())
        older = self.confirmed_valuation(hall, value=100000)
        newer = self.confirmed_valuation(hall, value=90000, base_date=self.days_ago(10))
        self.assertEqual(older.state, "superseded")
        self.assertEqual(older.superseded_by_id, newer)
        self.assertEqual(self.env["reform.valuation"]._valid_for(hall, civil_day.today()), newer)
        self.assertEqual(hall.appraised_value, 90000)

    def test_many_cards_are_asked_for_in_one_statement(self):
        cards = self.env["reform.asset"].union(*[self.card(name=f"房{n}") for n in range(12)])
        self.confirm(cards)
        self.confirmed_valuation(cards)
        self.env.flush_all()
        found = {}
        for some in (cards[:2], cards):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            found = self.env["reform.valuation"]._valid_by_asset(some, civil_day.today(), "sale")
            cost = self.env.cr.sql_log_count - before
            self.assertLessEqual(cost, 5)
        self.assertEqual(len(found), 12)

    def test_it_ends_the_day_after_its_last_one(self):
        valuation = self.confirmed_valuation()
        model = self.env["reform.valuation"]
        with freeze_time(valuation.valid_to):
            model._cron_expire()
            self.assertEqual(valuation.state, "confirmed")
        with freeze_time(valuation.valid_to + timedelta(days=1)):
            model._cron_expire()
            self.assertEqual(valuation.state, "expired")
        self.assertFalse(model._check_states())

    def test_a_note_of_comparables_needs_no_agency_and_serves_its_purpose_only(self):
        hall, model, today = self.confirm(self.card()), self.env["reform.valuation"], civil_day.today()
        note = self.note(hall)
        self.as_("clerk", note).action_fill_in()
        self.assertEqual(note.rent_value, 9300)
        self.bring(note, "confirmed")
        self.assertFalse(note.decision_id)
        self.assertEqual(model._valid_for(hall, today, "lease"), note)
        self.assertFalse(model._valid_for(hall, today, "sale"))

    def test_two_deals_are_no_note_and_a_large_rent_is_none(self):
        two, large = self.note(prices=(30, 31)), self.note(rent_value=100000.01)
        for note, words in ((two, "3 comparable deals"), (large, "more than a note may carry")):
            self.bring(note, "scoped")
            with self.assertRaisesRegex(UserError, words):
                self.as_("clerk", note).action_report()

    def test_without_the_members_choice_no_agency_is_chosen(self):
        valuation = self.bring(self.valuation(), "scoped")
        with self.assertRaisesRegex(UserError, "needs a decision"):
            self.as_("director", valuation).action_choose_agency()

    def test_another_agency_than_the_one_chosen_needs_another_vote(self):
        valuation = self.bring(self.valuation(), "agency_chosen")
        other = self.env["res.partner"].create({"name": "另一家"})
        with self.assertRaises(AccessError):
            self.as_("clerk", valuation).agency_id = other

    def test_state_property_is_approved_and_confirmed_by_the_county(self):
        hall = self.confirm(self.card(owner_class="state", entity_id=self.state_body.id))
        valuation = self.valuation(hall, role="township", minutes=False, meeting_on=False)
        self.as_("township", valuation).action_scope()
        with self.assertRaises(UserError):
            self.as_("township", valuation).action_choose_agency()
        finance = self.as_("county_finance", valuation)
        self.assertEqual(finance.action_approve()["res_model"], "reform.valuation.reason")
        finance.action_approve(number="县财评〔2025〕1号")
        self.as_("township", valuation).action_fieldwork()
        valuation.with_user(self.users["township"]).action_report()
        with self.assertRaises(AccessError):
            self.as_("township", valuation).action_review()
        finance.action_review()
        finance.action_confirm(number="县财评〔2025〕2号")
        self.assertEqual((valuation.state, valuation.regime), ("confirmed", "state"))

    def test_everything_missing_is_said_together(self):
        valuation = self.valuation(self.card(), title_note=False, base_date=False)
        with self.assertRaises(UserError) as refusal:
            self.as_("clerk", valuation).action_scope()
        for words in ("not confirmed by the county", "no certificate number", "enter the base date"):
            self.assertIn(words, str(refusal.exception))
        self.assertIn("enter the base date", valuation.missing_text)

    def test_unsettled_ownership_is_not_valued(self):
        barn = self.confirm(self.card(owner_class="unconfirmed"))
        with self.assertRaisesRegex(UserError, "ownership is not confirmed"):
            self.as_("clerk", self.valuation(barn)).action_scope()

    def test_it_is_not_confirmed_before_the_posting_is_over(self):
        valuation = self.bring(self.valuation(), "reviewed")
        self.post(valuation, days=14)
        self.as_("clerk", valuation).action_publish()
        with self.assertRaisesRegex(UserError, "posted for 15 days"):
            self.as_("county_agriculture", valuation).action_confirm(number="1")
        with freeze_time(civil_day.today() + timedelta(days=2)):
            self.as_("county_agriculture", valuation).action_confirm(number="1")
        self.assertEqual(valuation.state, "confirmed")

    def test_an_open_objection_stops_it_until_it_is_answered(self):
        draft = self.bring(self.valuation(), "reviewed")
        objections = self.as_("clerk", self.env["reform.valuation.objection"])
        values = {"raised_by": "村民李某", "text": "价格偏低"}
        with self.assertRaises(ValidationError):
            objections.create({**values, "valuation_id": draft.id})
        valuation = self.bring(draft, "published")
        objection = objections.create({**values, "valuation_id": valuation.id})
        with self.assertRaisesRegex(UserError, "not answered yet"):
            self.as_("county_agriculture", valuation).action_confirm(number="1")
        with self.assertRaises(AccessError):
            objection.action_answer()
        answered = self.as_("supervisor", objection)
        with self.assertRaises(UserError):
            answered.action_answer()
        answered.answer = "已请评估机构复核，依据见报告第六页。"
        answered.action_answer()
        self.bring(valuation, "confirmed")
        with self.assertRaises(AccessError):
            answered.answer = "改了"

    def test_a_contested_value_carries_nothing_and_is_worked_out_anew(self):
        hall, today = self.confirm(self.card()), civil_day.today()
        valuation = self.confirmed_valuation(hall)
        self.as_("supervisor", valuation).action_dispute(reason="漏评附属设施")
        self.assertFalse(self.env["reform.valuation"]._valid_for(hall, today))
        self.as_("township", valuation).action_return(reason="补评")
        self.assertEqual(valuation.state, "fieldwork")
        self.assertFalse(valuation.report_digest or valuation.confirmed_date)
        self.as_("clerk", valuation.line_ids).write({"value": 130000})
        self.bring(valuation, "confirmed")
        self.assertEqual(valuation.value, 130000)

    def test_a_return_needs_a_reason_and_a_withdrawal_ends_it(self):
        valuation = self.bring(self.valuation(), "reviewed")
        self.assertEqual(
            self.as_("supervisor", valuation).action_return()["res_model"], "reform.valuation.reason"
        )
        self.as_("clerk", valuation).action_withdraw(reason="不处置了")
        self.assertEqual(valuation.state, "withdrawn")
        confirmed = self.confirmed_valuation()
        with self.assertRaises(UserError):
            self.as_("clerk", confirmed).action_withdraw(reason="不要了")

    def test_what_is_written_stays_from_its_step_on(self):
        valuation = self.bring(self.valuation(), "draft_report")
        for values in (
            {"report_file": b"eHg="},
            {"method": "income"},
            {"purpose": "lease"},
            {"agency_no": "x"},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_("clerk", valuation).write(values)
        for values in ({"value": 1}, {"asset_id": self.card().id}, {"rent_value": 1}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_("clerk", valuation.line_ids).write(values)
        with self.assertRaises(AccessError):
            self.as_("clerk", valuation).write({"line_ids": [Command.clear()]})

    @mute_logger("odoo.sql_db")
    def test_the_database_keeps_the_report_whoever_asks(self):
        valuation = self.bring(self.valuation(), "draft_report")
        file = self.env["ir.attachment"].search(
            [
                ("res_model", "=", valuation._name),
                ("res_field", "=", "report_file"),
                ("res_id", "=", valuation.id),
            ]
        )
        with self.assertRaises(RestrictViolation), self.env.cr.savepoint():
            file.raw = b"other"
        with self.assertRaises(AccessError):
            self.as_("clerk", file).unlink()

    def test_the_nightly_check_finds_a_value_changed_behind_the_acts(self):
        valuation = self.confirmed_valuation()
        model = self.env["reform.valuation"]
        self.assertFalse(model._check_digests())
        self.env.cr.execute(
            "UPDATE reform_valuation_line SET value = 6000 WHERE valuation_id = %s", [valuation.id]
        )
        self.env.invalidate_all()
        self.assertEqual(len(model._check_digests()), 1)

    def test_who_asked_neither_reviews_nor_confirms(self):
        clerk = self.users["clerk"]
        for group in ("supervisor", "county_agriculture"):
            clerk.sudo().group_ids += self.env.ref(f"reform_places.group_{group}")
        valuation = self.bring(self.valuation(), "draft_report")
        with self.assertRaises(AccessError):
            self.as_("clerk", valuation).action_review()
        self.bring(valuation, "published")
        with self.assertRaises(AccessError):
            self.as_("clerk", valuation).action_confirm(number="1")

    def test_a_valuation_of_another_village_is_invisible(self):
        valuation = self.confirmed_valuation()
        for record in (valuation, valuation.line_ids):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                self.as_("other_clerk", record).read(["display_name"])

    def test_a_lease_takes_its_floor_from_the_valuation(self):
        halls = self.confirm(self.card() | self.card(name="库房"))
        self.confirmed_valuation(halls, rent_value=9000.5)
        lease = self.lease(halls, rent_year=20000)
        self.as_("clerk", lease).action_take_valuation()
        self.assertEqual((lease.floor_rent, lease.price_basis), (18001, "valuation"))
        self.as_("clerk", lease).action_price()
        with self.assertRaises(UserError):
            self.as_("clerk", lease).action_take_valuation()

    def test_a_lease_does_not_rest_on_a_value_that_has_ended(self):
        hall = self.confirm(self.card())
        lease = self.lease(hall)
        with self.assertRaisesRegex(UserError, "No confirmed valuation"):
            self.as_("clerk", lease).action_take_valuation()
        valuation = self.confirmed_valuation(hall)
        self.as_("clerk", lease).action_take_valuation()
        with freeze_time(valuation.valid_to + timedelta(days=1)):
            self.env["reform.valuation"]._cron_expire()
            with self.assertRaisesRegex(UserError, "may no longer be used"):
                self.as_("clerk", lease).action_price()

    def test_a_copy_starts_its_own_life(self):
        copy = self.as_("clerk", self.confirmed_valuation()).copy()
        self.assertEqual(copy.state, "requested")
        self.assertFalse(copy.report_digest or copy.confirmed_date or copy.decision_id or copy.report_file)
        self.assertEqual(REPORT and len(copy.line_ids), 1)
