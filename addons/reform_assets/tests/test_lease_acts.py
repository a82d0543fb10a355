"""Role × act on what belongs to a contract, over the real port, and what its nightly jobs cost."""

from datetime import date

from freezegun import freeze_time
from odoo import fields
from odoo.addons.reform_places.tests.common import ROLES
from odoo.tests import tagged

from .common import AssetCase, AssetHttpCase


@tagged("-at_install", "post_install")
class TestLeaseRoleMatrix(AssetHttpCase):
    def test_acts_of_a_contract_in_force_belong_to_their_roles(self):
        lease = self.effective_lease(date_start=self.days_ago(30), deposit=100)
        yesterday = fields.Date.to_string(self.days_ago(1))
        call = self.assert_only
        call({"clerk", "accountant"}, "reform.lease", "action_receive_deposit", lease.ids, amount=100)
        call(
            {"director", "township"}, "reform.lease", "action_terminate", lease.ids, last_day=yesterday,
            reason="解除",
        )  # fmt: skip
        call({"clerk", "director"}, "reform.lease", "action_renew", lease.ids)
        amendment = {"lease_id": lease.id, "date_from": yesterday, "reason": "x", "clauses": "y"}
        call({"clerk", "director"}, "reform.lease.amendment", "create", [amendment])
        made = self.as_("clerk", self.env["reform.lease.amendment"]).create(amendment)
        call({"director"}, "reform.lease.amendment", "action_sign", made.ids)

    def test_nobody_writes_what_follows_from_acts(self):
        lease = self.effective_lease(deposit=100)
        self.as_("clerk", lease).action_receive_deposit(amount=100)
        forbidden = [
            ("reform.lease", lease, {"terms_now": {}}),
            ("reform.lease", lease, {"indefinite_since": "2026-01-01"}),
            ("reform.lease", lease, {"terminated_from": "2026-01-01"}),
            ("reform.lease", lease, {"successor_id": lease.id}),
            ("reform.lease", lease, {"share_percent": 1}),
            (
                "reform.lease",
                lease,
                {"payee_ids": [(0, 0, {"entity_id": self.collective.id, "percent": 100})]},
            ),
            ("reform.deposit.move", lease.deposit_move_ids, {"balance": 5}),
            ("reform.rent.due", lease.due_ids[0], {"credited_amount": 5}),
            ("reform.rent.due", lease.due_ids[0], {"payee_parts": []}),
        ]
        for model, record, values in forbidden:
            for role in ROLES:
                with self.subTest(model=model, role=role, values=values):
                    self.assertFalse(self.allowed(role, model, "write", record.ids, values))
        for model, row in (
            ("reform.rent.credit", {"due_id": lease.due_ids[0].id, "kind": "write_off", "amount": 1}),
            ("reform.deposit.move", {"lease_id": lease.id, "kind": "returned", "amount": 1}),
            ("reform.rent.quantity", {"lease_id": lease.id, "sequence": 9, "quantity": 1}),
        ):
            self.assert_only(set(), model, "create", [row])
        self.assertFalse(self.allowed("clerk", "reform.rent.credit", "_give", []))


@tagged("-at_install", "post_install")
class TestLeaseStatements(AssetCase):
    def counted(self, act):
        """Return the number of statements of an act, with everything flushed."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def outlived(self, count):
        return [
            self.effective_lease(date_start=date(2026, 1, 1), date_end=date(2026, 3, 31), frequency="monthly")
            for _number in range(count)
        ]

    def test_the_run_over_lessees_who_stay_on_costs_the_same_for_few_and_for_many(self):
        run = self.env["reform.lease"]._cron_holding_over
        with freeze_time("2026-01-01"):
            first = self.outlived(1)
        with freeze_time("2026-04-15"):
            run()
        # From now on every run marks new ones and charges those of before: alike but for their number.
        counts = []
        leases = [*first]
        for month, number in ((5, 2), (6, 12)):
            with freeze_time("2026-01-01"):
                leases += self.outlived(number)
            with freeze_time(f"2026-{month:02d}-15"):
                counts.append(self.counted(run))
        self.assertEqual([len(lease.due_ids) for lease in leases], [6] * 15)
        few, many = counts
        self.assertLessEqual(many, few + 2, f"two {few}, twelve {many}")

    def test_an_amendment_of_twenty_years_of_months_costs_as_much_as_one_of_two(self):
        counts = []
        for years in (2, 20):
            with freeze_time("2026-01-01"):
                lease = self.effective_lease(
                    date_start=date(2026, 1, 1), date_end=date(2025 + years, 12, 31), frequency="monthly"
                )
                amendment = self.as_("clerk", self.env["reform.lease.amendment"]).create(
                    {
                        "lease_id": lease.id,
                        "date_from": date(2026, 7, 1),
                        "reason": "调租",
                        "new_rent_year": 15000,
                    }
                )
                amendment = amendment.with_user(self.users["director"])
                counts.append(self.counted(amendment._take_effect))
            self.assertEqual(len(lease.due_ids), years * 24 - 6)
        self.assertLessEqual(counts[1], counts[0] + 10, counts)
