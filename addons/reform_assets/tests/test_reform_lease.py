"""A lease on its road: decided, signed, filed, in force, ended, and what keeps it from each step."""

from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import ExclusionViolation

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestReformLease(AssetCase):
    def test_a_lease_goes_from_draft_to_force_and_its_asset_is_let(self):
        lease = self.effective_lease()
        self.assertEqual(lease.state, "effective")
        self.assertEqual(lease.asset_ids.use_state, "leased")
        self.assertEqual(len(lease.due_ids), 12)
        self.assertEqual(sum(lease.due_ids.mapped("amount")), 36000)
        self.assertEqual(lease.signed_by_id, self.users["director"])
        self.assertEqual(lease.filed_by_id, self.users["township"])
        self.assertTrue(lease.name.startswith("ZL"))

    def test_collective_property_is_not_signed_without_a_passed_decision(self):
        lease = self.lease()
        self.as_("clerk", lease).action_price()
        with self.assertRaises(UserError):
            self.as_("director", lease).action_decide()
        with self.assertRaises(UserError):
            self.as_("director", lease).action_sign()
        with self.assertRaises(AccessError):
            self.as_("director", lease).state = "signed"
        self.assertEqual(lease.state, "priced")

    def test_a_decision_about_other_terms_does_not_carry_the_lease(self):
        lease = self.decided_lease()
        self.as_("clerk", lease).action_back_to_draft(reason="改租金")
        self.as_("clerk", lease).rent_year = 11000
        self.as_("clerk", lease).action_price()
        with self.assertRaises(UserError):
            self.as_("supervisor", lease).action_decide()

    def test_state_property_is_approved_by_the_county_instead(self):
        hall = self.confirm(self.card(owner_class="state", entity_id=self.state_body.id))
        self.users["director"].sudo().reform_scope_ids = self.township
        lease = self.lease(hall, role="director")
        self.as_("director", lease).action_price()
        with self.assertRaises(UserError):
            self.as_("director", lease).action_decide()
        self.assertEqual(
            self.as_("county_finance", lease).action_approve()["res_model"], "reform.asset.reason"
        )
        self.as_("county_finance", lease).action_approve(number="县财资〔2025〕8号")
        self.assertEqual((lease.state, lease.approval_no), ("decided", "县财资〔2025〕8号"))
        self.as_("director", lease).action_sign()
        self.assertEqual(lease.state, "signed")

    def test_everything_wrong_is_said_together(self):
        lease = self.lease(self.card(), rent_year=9000, date_end=fields.Date.add(civil_day.today(), years=21))
        with self.assertRaises(UserError) as refusal:
            self.as_("clerk", lease).action_price()
        said = str(refusal.exception)
        for words in ("not confirmed by the county", "20 years at most", "below the floor"):
            self.assertIn(words, said)
        self.assertEqual(len(said.split("\n")), 3)

    def test_ownership_not_confirmed_blocks_more_than_a_year(self):
        barn = self.confirm(self.card(owner_class="unconfirmed"))
        start = civil_day.today()
        long = self.lease(barn, date_end=start + relativedelta(years=1))
        with self.assertRaises(UserError):
            self.as_("clerk", long).action_price()
        short = self.lease(barn, date_end=start + relativedelta(years=1, days=-1))
        self.as_("clerk", short).action_price()
        self.assertEqual(short.state, "priced")

    def test_a_frozen_owner_signs_nothing(self):
        lease = self.decided_lease()
        self.collective.frozen = True
        with self.assertRaises(UserError):
            self.as_("director", lease).action_sign()

    def test_a_lease_of_half_a_year_needs_its_paper(self):
        lease = self.decided_lease()
        lease.sudo().document_ids = False
        with self.assertRaises(UserError):
            self.as_("director", lease).action_sign()

    def test_the_same_asset_is_not_let_twice(self):
        hall = self.confirm(self.card())
        first = self.signed_lease(self.lease(hall))
        second = self.decided_lease(self.lease(hall, date_start=first.date_end))
        with self.assertRaises(UserError) as refusal:
            self.as_("director", second).action_sign()
        self.assertIn(first.name, str(refusal.exception))
        third = self.decided_lease(self.lease(hall, date_start=first.date_end + relativedelta(days=1)))
        self.as_("director", third).action_sign()
        self.assertEqual(third.state, "signed")

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_a_second_holding_whoever_asks(self):
        hall = self.confirm(self.card())
        first = self.signed_lease(self.lease(hall))
        second = self.lease(hall)
        with self.assertRaises(ExclusionViolation), self.env.cr.savepoint():
            second.line_ids._hold()
        self.as_("township", first).action_cancel(reason="承租人反悔")
        second.line_ids._hold()

    def test_terms_are_frozen_from_pricing_and_papers_from_signing(self):
        lease = self.lease()
        self.as_("clerk", lease).action_price()
        for values in (
            {"rent_year": 1},
            {"date_end": lease.date_start},
            {"lessee_id": False},
            {"line_ids": [(5,)]},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_("clerk", lease).write(values)
        with self.assertRaises(AccessError):
            self.as_("clerk", lease.line_ids).unlink()
        signed = self.signed_lease()
        for values in ({"document_ids": [(5,)]}, {"decision_id": False}, {"filing_no": "1"}):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_("director", signed).write(values)

    def test_a_signed_contract_is_not_exchanged_behind_the_lease(self):
        draft, signed = self.lease(), self.signed_lease()
        for role in ("clerk", "director", "township"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, signed.document_ids).write({"raw": b"other"})
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, signed.document_ids).unlink()
        self.as_("clerk", draft.document_ids).write({"raw": b"better"})

    def test_who_enters_or_signs_does_not_file(self):
        lease = self.signed_lease()
        director = self.users["director"]
        director.sudo().group_ids += self.env.ref("reform_places.group_township")
        with self.assertRaises(AccessError):
            self.as_("director", lease).action_file(number="1")
        with self.assertRaises(AccessError):
            self.as_("clerk", lease).action_file(number="1")

    def test_a_filed_lease_takes_effect_on_its_first_day(self):
        lease = self.signed_lease(date_start=fields.Date.add(civil_day.today(), days=10))
        self.as_("township", lease).action_file(number="1")
        self.assertEqual((lease.state, lease.asset_ids.use_state), ("filed", "in_use"))
        self.env["reform.lease"]._cron_take_effect()
        self.assertEqual(lease.state, "filed")
        self.env.cr.execute(
            "UPDATE reform_lease SET date_start = %s WHERE id = %s", [civil_day.today(), lease.id]
        )
        self.env.invalidate_all()
        self.env["reform.lease"]._cron_take_effect()
        self.assertEqual((lease.state, lease.asset_ids.use_state), ("effective", "leased"))

    def test_a_lease_ends_after_its_last_day_and_the_asset_is_idle_from_the_next(self):
        lease = self.effective_lease(date_start=self.days_ago(500), date_end=self.days_ago(20))
        running = self.effective_lease()
        with self.assertRaises(UserError):
            self.as_("township", running).action_end()
        self.as_("township", lease).action_end()
        self.assertEqual((lease.state, lease.asset_ids.use_state), ("ended", "idle"))
        self.assertEqual(lease.asset_ids.idle_since, self.days_ago(19))

    def test_a_cancelled_lease_owes_nothing_and_holds_nothing(self):
        lease = self.signed_lease(date_start=self.days_ago(300))
        with self.assertRaises(AccessError):
            self.as_("director", lease).action_cancel(reason="不租了")
        self.as_("township", lease).action_cancel(reason="不租了")
        self.assertEqual(lease.state, "cancelled")
        self.assertFalse(lease.line_ids.hold_from)
        self.assertFalse(
            self.env["reform.rent.due"].search([("lease_id", "=", lease.id), ("state", "=", "overdue")])
        )

    def test_a_free_loan_has_no_dues(self):
        lease = self.effective_lease(
            kind="free_loan",
            rent_year=0,
            floor_rent=0,
            price_basis=False,
            return_clause="村里需要时提前一个月收回",
        )
        self.assertEqual((lease.state, len(lease.due_ids)), ("effective", 0))

    def test_a_lease_of_another_village_is_invisible(self):
        lease = self.signed_lease()
        for record in (lease, lease.line_ids, lease.due_ids):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                self.as_("other_clerk", record).read(["display_name"])

    def test_decision_and_lease_are_reached_from_the_card(self):
        lease = self.signed_lease()
        card = lease.asset_ids
        self.assertEqual((card.lease_count, card.decision_count), (1, 1))
        self.assertEqual(self.env["reform.lease"].search(card.action_leases()["domain"]), lease)

    def test_the_nightly_check_finds_a_contract_changed_behind_the_acts(self):
        lease = self.signed_lease()
        model = self.env["reform.lease"]
        self.assertFalse(model._check_digests())
        self.env.cr.execute("UPDATE reform_lease SET deposit = 5 WHERE id = %s", [lease.id])
        self.env.invalidate_all()
        self.assertEqual(len(model._check_digests()), 1)
