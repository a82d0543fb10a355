"""The life of a contract in force: amended, renewed, outlived, ended early, handed back, settled."""

from datetime import date
from unittest.mock import patch

from freezegun import freeze_time
from odoo import fields
from odoo.addons.reform_decision.walkthrough import pass_decision
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import AssetCase


class LifeCase(AssetCase):
    def assert_sound(self):
        """Assert that the nightly checks of everything a lease consists of find nothing."""
        for model in ("reform.rent.due", "reform.rent.receipt", "reform.lease", "reform.deposit.move"):
            for check, problems in self.env[model]._reform_invariants():
                self.assertFalse(problems, check)

    def amend(self, lease, day, **vals):
        return (
            self.as_("clerk", self.env["reform.lease.amendment"])
            .create({"lease_id": lease.id, "date_from": day, "reason": "双方协商", **vals})
            .with_env(self.env)
        )

    def amended(self, lease, day, **vals):
        amendment = self.amend(lease, day, **vals)
        pass_decision(amendment, self.users, vals={"body": "representative_assembly"})
        self.as_("supervisor", amendment).action_decide()
        self.as_("director", amendment).action_sign()
        return amendment

    def running(self, **vals):
        """Return a contract begun on 1 January 2026 for three years, in the middle of that year."""
        vals = {"date_start": date(2026, 1, 1), "date_end": date(2028, 12, 31), "frequency": "yearly", **vals}
        return self.effective_lease(**vals)

    def ended(self, **vals):
        lease = self.effective_lease(date_start=self.days_ago(400), date_end=self.days_ago(20), **vals)
        self.as_("township", lease).action_end()
        return lease


@tagged("-at_install", "post_install")
class TestLeaseAmendment(LifeCase):
    def test_a_new_rent_needs_a_vote_and_keeps_every_old_due(self):
        with freeze_time("2026-06-30"):
            lease = self.running()
            amendment = self.amend(lease, date(2027, 7, 1), new_rent_year=18000)
            with self.assertRaises(UserError):
                self.as_("director", amendment).action_sign()
            old = lease.due_ids
            before = old.mapped("amount")
            pass_decision(amendment, self.users, vals={"body": "representative_assembly"})
            self.as_("supervisor", amendment).action_decide()
            self.as_("director", amendment).action_sign()
            self.assertEqual(old.mapped("amount"), before)
            self.assertEqual((lease.rent_year, amendment.before["rent_year"]), (18000, "12000.00"))
            # 2027 in halves: 6,000 kept, 6,000 credited; 2028 credited; 18 months at 18,000 a year added.
            self.assertEqual((amendment.credited, amendment.added), (18000, 27000))
            self.assertEqual(sum(lease.due_ids.mapped("outstanding")), 12000 + 6000 + 27000)
            self.assert_sound()

    def test_what_was_paid_ahead_is_laid_on_the_new_dues(self):
        with freeze_time("2026-06-30"):
            lease = self.running()
            self.receive(lease, 12000)
            self.amended(lease, date(2026, 7, 1), new_rent_year=10000)
            new = lease.due_ids.filtered(lambda due: due.sequence > 3).sorted("sequence")
            self.assertEqual((new[0].amount, new[0].credited_amount), (10000, 6000))
            self.assertEqual(lease.amount_paid, 12000)
            self.assert_sound()

    def test_a_shorter_term_keeps_money_paid_for_it_as_the_lessees(self):
        with freeze_time("2026-06-30"):
            lease = self.running(frequency="whole_term")
            self.receive(lease, 36000)
            self.amended(lease, date(2028, 1, 1), new_date_end=date(2027, 12, 31))
            self.assertEqual((lease.date_end, lease.deposit_balance), (date(2027, 12, 31), 12000))
            self.assertEqual(lease.line_ids.hold_to, date(2027, 12, 31))
            self.assert_sound()

    def test_a_longer_term_goes_on_at_the_price_of_the_last_day(self):
        with freeze_time("2026-06-30"):
            lease = self.running(uplift_percent=10, uplift_every_years=1)
            self.amended(lease, date(2029, 1, 1), new_date_end=date(2029, 12, 31))
            self.assertEqual(lease.due_ids.sorted("sequence")[-1].amount, 14520)
            self.assertEqual(lease.line_ids.hold_to, date(2029, 12, 31))
            self.assert_sound()

    def test_a_new_tenant_does_not_take_old_arrears_over(self):
        with freeze_time("2026-06-30"):
            lease = self.running()
            newcomer = self.env["res.partner"].create({"name": "接手的承租人"})
            self.amended(lease, date(2027, 1, 1), new_lessee_id=newcomer.id)
            self.assertEqual(lease.lessee_id, newcomer)
            dues = lease.due_ids.sorted("sequence")
            self.assertEqual(dues[0].lessee_id, self.lessee)
            self.assertEqual(dues[-1].lessee_id, newcomer)

    def test_amendments_the_contract_cannot_carry_are_refused_with_a_sentence(self):
        with freeze_time("2026-06-30"):
            lease = self.running()
            for vals, words in (
                ({"new_rent_year": 9999}, "below the floor"),
                ({"new_date_end": date(2046, 1, 1)}, "20 years"),
                ({}, "Say what changes"),
            ):
                amendment = self.amend(lease, date(2027, 1, 1), **vals)
                with self.subTest(vals), self.assertRaises(UserError) as refusal:
                    amendment._refuse_unsound()
                self.assertIn(words, str(refusal.exception))
            with self.assertRaises(UserError):
                self.amend(lease, date(2025, 1, 1), new_rent_year=20000)._refuse_unsound()

    def test_nobody_signs_his_own_amendment_and_a_failing_one_leaves_nothing(self):
        with freeze_time("2026-06-30"):
            lease = self.running()
            own = self.as_("director", self.env["reform.lease.amendment"]).create(
                {
                    "lease_id": lease.id,
                    "date_from": date(2026, 7, 1),
                    "reason": "x",
                    "clauses": "增加消防责任",
                }
            )
            with self.assertRaises(AccessError):
                own.action_sign()
            amendment = self.amend(lease, date(2027, 7, 1), new_rent_year=18000)
            pass_decision(amendment, self.users, vals={"body": "representative_assembly"})
            self.as_("supervisor", amendment).action_decide()
            dues = self.env["reform.rent.due"]
            with (
                patch.object(type(dues), "_add_with_parts", side_effect=UserError("断电")),
                self.assertRaises(UserError),
            ):
                self.as_("director", amendment).action_sign()
            self.env.invalidate_all()
            self.assertEqual((amendment.state, lease.rent_year, len(lease.due_ids)), ("decided", 12000, 3))
            self.assertFalse(lease.due_ids.credit_ids)


@tagged("-at_install", "post_install")
class TestLeaseEnd(LifeCase):
    def test_an_early_end_credits_what_lies_behind_it_and_keeps_what_was_paid(self):
        with freeze_time("2026-06-30"):
            lease = self.running()
            self.receive(lease, 12000)
            with self.assertRaises(AccessError):
                self.as_("clerk", lease).action_terminate(last_day=date(2026, 6, 30), reason="x")
            with self.assertRaises(UserError):
                self.as_("director", lease).action_terminate(last_day=date(2026, 7, 1), reason="拖欠")
            self.as_("director", lease).action_terminate(last_day=date(2026, 6, 30), reason="双方协商解除")
            self.assertEqual((lease.state, lease.end_kind), ("ended", "terminated"))
            self.assertEqual((lease.deposit_balance, lease._open_sum()), (6000, 0))
            self.assertEqual(
                (lease.asset_ids.use_state, lease.asset_ids.idle_since), ("idle", date(2026, 7, 1))
            )
            self.assert_sound()
            again = self.signed_lease(self.lease(lease.asset_ids, date_start=date(2026, 7, 1)))
            self.assertEqual(again.state, "signed")

    def test_a_lessee_who_stays_on_pays_by_the_month_until_somebody_ends_it(self):
        with freeze_time("2026-01-01"):
            lease = self.effective_lease(
                date_start=date(2026, 1, 1), date_end=date(2026, 3, 31), frequency="monthly"
            )
        with freeze_time("2026-05-15"):
            self.env["reform.lease"]._cron_holding_over()
            self.env["reform.lease"]._cron_holding_over()
            months = lease.due_ids.filtered(lambda due: due.kind == "holding_over")
            self.assertEqual(lease.indefinite_since, date(2026, 4, 1))
            self.assertEqual(sorted(months.mapped("date_from")), [date(2026, 4, 1), date(2026, 5, 1)])
            self.assertEqual(set(months.mapped("amount")), {1000})
            other = self.lease(lease.asset_ids, date_start=date(2027, 1, 1))
            with self.assertRaises(UserError):
                self.signed_lease(other)
            self.as_("township", lease).action_end()
            self.assertEqual((lease.state, lease.line_ids.hold_to), ("ended", date(2026, 5, 15)))
            last = months.sorted("date_from")[-1]
            self.assertEqual(last.credited_amount, 516.13)
            self.assert_sound()

    def test_nobody_stays_on_where_another_contract_follows(self):
        with freeze_time("2026-01-01"):
            lease = self.effective_lease(date_start=date(2026, 1, 1), date_end=date(2026, 3, 31))
            action = self.as_("clerk", lease).action_renew()
            follower = self.env["reform.lease"].browse(action["res_id"])
            self.assertEqual((follower.predecessor_id, follower.date_start), (lease, date(2026, 4, 1)))
            with self.assertRaises(UserError):
                self.as_("clerk", lease).action_renew()
            paper = self.env["ir.attachment"].create({"name": "续租合同.txt", "raw": b"x"})
            follower.document_ids = paper
            self.signed_lease(follower)
            self.assertEqual(lease.successor_id, follower)
        with freeze_time("2026-04-15"):
            self.env["reform.lease"]._cron_holding_over()
            self.assertFalse(lease.indefinite_since)
            self.as_("township", lease).action_end()
            self.assertEqual(lease.end_kind, "renewed")

    def test_a_renewal_is_at_most_twenty_years_from_its_own_first_day(self):
        with freeze_time("2026-01-01"):
            lease = self.effective_lease(date_start=date(2020, 1, 1), date_end=date(2039, 12, 31))
            follower = self.env["reform.lease"].browse(self.as_("clerk", lease).action_renew()["res_id"])
            self.assertEqual(follower.date_end, date(2059, 12, 31))

    def test_handed_back_with_damage_and_settled_against_the_deposit(self):
        lease = self.ended(deposit=2000)
        self.receive(lease, lease._open_sum())
        self.as_("clerk", lease).action_receive_deposit(amount=2000)
        action = self.as_("clerk", lease).action_hand_back()
        sheet = self.env["reform.lease.handover"].browse(action["res_id"])
        with self.assertRaises(AccessError):
            self.as_("clerk", sheet).action_witness()
        self.as_("clerk", sheet).write(
            {"line_ids": [Command.create({"item": "卷帘门", "condition": "damaged", "damage": 650})]}
        )
        self.as_("supervisor", sheet).action_witness()
        self.assertEqual(lease.state, "handed_back")
        with self.assertRaises(AccessError):
            self.as_("clerk", sheet.line_ids).write({"damage": 0})
        said = self.as_("director", lease).action_settle()
        self.assertIn("1350.00", said["params"]["message"])
        self.assertEqual((lease.state, lease.deposit_balance), ("handed_back", 1350))
        self.as_("clerk", lease).action_return_deposit(amount=1350)
        self.as_("director", lease).action_settle()
        self.assertEqual((lease.state, lease._open_sum()), ("settled", 0))
        self.assert_sound()

    def test_six_months_of_silence_are_consent(self):
        lease = self.effective_lease(date_start=self.days_ago(300))
        tenant = self.env["res.partner"].create({"name": "次承租人"})
        values = {
            "lease_id": lease.id,
            "subtenant_id": tenant.id,
            "known_on": self.days_ago(160),
            "date_from": self.days_ago(170),
            "date_to": civil_day.today(),
        }
        sublet = self.as_("clerk", self.env["reform.lease.sublet"]).create(values)
        with self.assertRaises(AccessError):
            sublet.action_consent()
        with self.assertRaises(UserError):
            sublet.copy({"date_to": fields.Date.add(lease.date_end, days=1)})
        model = self.env["reform.lease.sublet"]
        today = civil_day.today()
        self.assertEqual([fact.record for fact in model._alert_facts(today)], [sublet.with_env(self.env)])
        model._cron_silence()
        self.assertEqual(sublet.state, "requested")
        with freeze_time(fields.Date.add(today, days=40)):
            model._cron_silence()
        self.assertEqual(sublet.state, "deemed")

    def test_ends_late_filings_and_deposits_become_facts(self):
        today = civil_day.today()
        soon = self.effective_lease(date_start=self.days_ago(10), date_end=fields.Date.add(today, days=30))
        over = self.ended(deposit=100)
        self.as_("clerk", over).action_receive_deposit(amount=100)
        unfiled = self.signed_lease()
        facts = {
            (fact.kind, fact.record)
            for fact in self.env["reform.lease"]._alert_facts(fields.Date.add(today, days=16))
        }
        for kind, lease in (
            ("lease_ends", soon),
            ("lease_filing_late", unfiled),
            ("lease_deposit_late", over),
            ("lease_handover_late", over),
        ):
            with self.subTest(kind):
                self.assertIn((kind, lease), facts)
        self.assertFalse({kind for kind, lease in facts if lease == soon} - {"lease_ends"})
