"""The first facts told to the daily look: rent overdue, idle too long, a card nobody puts a name to."""

from datetime import timedelta

from odoo.addons.reform_places import civil_day
from odoo.tests import tagged

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestAlert(AssetCase):
    def facts(self, model, kind, record, at=None):
        at = at or civil_day.today()
        self.env.flush_all()
        told = self.env[model].sudo()._alert_facts(at)
        return [fact for fact in told if fact.kind == kind and fact.record == record]

    def test_a_lease_in_arrears_is_one_fact_however_many_dues(self):
        lease = self.effective_lease(date_start=self.days_ago(400))
        [fact] = self.facts("reform.rent.due", "rent_overdue", lease)
        self.assertEqual((fact.facts["dues"], fact.facts["amount"]), (5, "15000.00"))
        self.assertEqual((fact.facts["lessee"], fact.place_id), ("测试承租人", self.village.id))

    def test_rent_paid_ends_the_case(self):
        lease = self.effective_lease(date_start=self.days_ago(100))
        today = civil_day.today()
        alerts = self.env["reform.alert"]
        domain = [("kind", "=", "rent_overdue"), ("res_id", "=", lease.id)]
        self.env["reform.alert.run"]._run(today)
        case = alerts.search(domain)
        self.assertEqual((case.state, case.is_money), ("new", True))
        self.assertIn("3000.00", case.with_context(lang="en_US").sentence)
        self.receive(lease, 3000)
        self.env["reform.alert.run"]._run(today)
        self.assertEqual(alerts.search(domain).state, "closed")

    def test_a_thing_idle_beyond_its_listing_is_a_fact(self):
        card = self.card(use_state="idle", idle_since=self.days_ago(600), idle_reason="学校搬走")
        young = self.card(use_state="idle", idle_since=self.days_ago(200), idle_reason="学校搬走")
        [fact] = self.facts("reform.asset", "idle_long", card)
        self.assertEqual(fact.facts["days"], 600)
        self.assertFalse(self.facts("reform.asset", "idle_long", young))

    def test_a_card_waits_for_whoever_has_to_put_the_next_name(self):
        card = self.card()
        later = civil_day.today() + timedelta(days=61)
        self.assertFalse(self.facts("reform.asset", "card_waits", card, later - timedelta(days=2)))
        [fact] = self.facts("reform.asset", "card_waits", card, later)
        self.assertEqual(fact.owner_group, "reform_places.group_supervisor")
        self.confirm(card, "town_checked")
        [fact] = self.facts("reform.asset", "card_waits", card, later)
        self.assertEqual(fact.owner_group, "reform_places.group_county_agriculture")
        self.as_("county_agriculture", card).action_confirm()
        self.assertFalse(self.facts("reform.asset", "card_waits", card, later))
