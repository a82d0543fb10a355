"""Dues: frozen, right as of today, the same words in Python and in the database."""

from datetime import date

from freezegun import freeze_time
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import RestrictViolation

from .common import AssetCase


@tagged("-at_install", "post_install")
class TestReformRentDue(AssetCase):
    def overdue_lease(self):
        """Return a lease begun 400 days ago, paid monthly in advance."""
        return self.effective_lease(date_start=self.days_ago(400), frequency="monthly")

    def test_the_schedule_is_the_rules_to_the_cent(self):
        lease = self.signed_lease(
            date_start=date(2024, 2, 15),
            date_end=date(2024, 4, 10),
            frequency="monthly",
            alignment="calendar",
        )
        self.assertEqual(lease.due_ids.sorted("sequence").mapped("amount"), [517.24, 1000.0, 333.33])

    def test_dues_are_frozen_for_everybody(self):
        due = self.signed_lease().due_ids[0]
        for role in self.users:
            if role == "other_clerk":
                continue
            for values in ({"amount": 1}, {"paid_amount": due.amount}, {"date_due": civil_day.today()}):
                with self.subTest(role=role, values=values), self.assertRaises(AccessError):
                    self.as_(role, due).write(values)
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, due).unlink()
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, due).copy({"sequence": 99})
        with self.assertRaises(AccessError):
            due.unlink()

    @mute_logger("odoo.sql_db")
    def test_the_database_freezes_dues_for_every_role(self):
        self.signed_lease()
        for statement in (
            "DELETE FROM reform_rent_due",
            "UPDATE reform_rent_due SET amount = amount + 1",
            "UPDATE reform_rent_due SET date_due = date_due + 1",
        ):
            with (
                self.subTest(statement),
                self.assertRaises(RestrictViolation),
                self.env.cr.savepoint(flush=False),
            ):
                self.env.cr.execute(statement)

    def test_state_and_age_are_the_same_on_screen_in_search_and_in_groups(self):
        lease = self.overdue_lease()
        self.receive(lease, 1500)
        dues = lease.due_ids
        model = self.env["reform.rent.due"]
        for name in ("state", "ageing"):
            present = dues.grouped(name)
            self.assertGreater(len(present), 1)
            counted = dict(model._read_group([("lease_id", "=", lease.id)], [name], ["__count"]))
            self.assertEqual(counted, {value: len(found) for value, found in present.items()})
            for value, found in present.items():
                self.assertEqual(
                    model.search([("lease_id", "=", lease.id), (name, "=", value)]), found, value
                )
        ordered = model.search([("lease_id", "=", lease.id)], order="days_overdue desc, id")
        self.assertEqual(ordered.mapped("days_overdue"), sorted(dues.mapped("days_overdue"), reverse=True))

    def test_arrears_begin_after_the_days_of_grace_and_grow_older(self):
        with freeze_time("2025-06-01"):
            lease = self.effective_lease(date_start=date(2025, 6, 1), frequency="yearly")
        due = lease.due_ids.sorted("sequence")[0]
        for day, state, ageing, days in (
            ("2025-06-16", "unpaid", "none", 15),
            ("2025-06-17", "overdue", "from_0016", 16),
            ("2025-07-02", "overdue", "from_0031", 31),
            ("2025-11-28", "overdue", "from_0091", 180),
            ("2025-11-29", "overdue", "from_0181", 181),
        ):
            with self.subTest(day=day), freeze_time(day):
                due.invalidate_recordset()
                self.assertEqual((due.state, due.ageing, due.days_overdue), (state, ageing, days))

    def test_nobody_is_in_arrears_with_a_lease_not_in_force(self):
        lease = self.signed_lease(date_start=self.days_ago(400), frequency="monthly")
        self.assertEqual(set(lease.due_ids.mapped("state")), {"unpaid"})
        self.assertFalse(
            self.env["reform.rent.due"].search([("lease_id", "=", lease.id), ("ageing", "!=", "none")])
        )

    def test_arrears_of_a_lease_are_found_and_added_up(self):
        lease = self.overdue_lease()
        late = lease.due_ids.filtered(lambda due: due.state == "overdue")
        self.assertEqual(lease.amount_overdue, sum(late.mapped("outstanding")))
        self.assertIn(lease, self.env["reform.lease"].search([("due_ids.state", "=", "overdue")]))

    def test_an_event_has_one_key_and_its_parts_add_up(self):
        old_b_hall = self.card(origin_place_id=self.old_b.id, area_sqm=100, name="乙村仓库")
        halls = self.confirm(self.card() | old_b_hall)
        lease = self.signed_lease(self.lease(halls, rent_year=10000.01, frequency="monthly"))
        dues = lease.due_ids.sorted("sequence")
        events = [due._money_event() for due in dues]
        self.assertEqual(events[0]["key"], f"lease:{lease.name}:1:rent")
        self.assertEqual(len({event["key"] for event in events}), 36)
        for event, due in zip(events, dues, strict=True):
            self.assertEqual(sum(part["amount"] for part in event["parts"]), event["amount"])
            self.assertEqual(float(event["amount"]), due.amount)
        by_origin = {part["origin_place_id"]: float(part["amount"]) for part in events[0]["parts"]}
        self.assertEqual(by_origin, {self.old_a.id: 625.0, self.old_b.id: 208.33})

    def test_the_nightly_checks_find_nothing_wrong_here(self):
        self.receive(self.overdue_lease(), 700)
        for name in ("reform.rent.due", "reform.rent.receipt", "reform.lease", "reform.asset"):
            for check, problems in self.env[name]._reform_invariants():
                self.assertFalse(problems, check)
