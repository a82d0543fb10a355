from datetime import date
from unittest.mock import patch

import psycopg2
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CapitalsCase
from .freezing import FreezeWorld

AFTER = date(2025, 12, 10)


@tagged("post_install", "-at_install")
class TestFreeze(FreezeWorld, CapitalsCase):
    """What the township holds still stays still, whoever pushes and by whichever door."""

    def setUp(self):
        super().setUp()
        self.receipt(self.collective_a, 500)

    def test_the_township_freezes_and_nobody_else(self):
        clearing = self.clearing(self.collective_a, date_base=date(2025, 11, 30))
        for role in ("clerk", "director", "supervisor", "accountant", "auditor", "county_finance"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, clearing).action_freeze()
        self.as_("township", clearing).action_freeze()
        self.assertEqual((clearing.state, self.collective_a.frozen), ("frozen", True))
        self.assertEqual(clearing.freeze_ids.frozen_by_id, self.users["township"])

    def test_freezing_twice_is_told_and_has_one_effect(self):
        clearing = self.frozen(self.collective_a)
        with self.assertRaisesRegex(UserError, "Frozen already"):
            clearing.action_freeze()
        self.assertEqual(len(clearing.freeze_ids), 1)
        again = self.clearing(
            self.collective_a, kind="staff", person_name="陈会计", date_base=date(2025, 11, 30)
        )
        with self.assertRaisesRegex(UserError, "Another clearing"):
            again.action_freeze()

    def test_a_day_to_come_is_no_base_date(self):
        clearing = self.clearing(self.collective_a, date_base=date(2025, 12, 21))
        with self.assertRaisesRegex(UserError, "still to come"):
            self.as_("township", clearing).action_freeze()

    def test_no_voucher_up_to_the_base_date_enters_by_any_door(self):
        early = self.draft(self.collective_a)
        clearing = self.frozen(self.collective_a)
        self.assertEqual(clearing.unposted_count, 1)
        with self.assertRaisesRegex(UserError, "is frozen"):
            self.draft(self.collective_a)
        with self.assertRaisesRegex(UserError, "is frozen"):
            self.as_("accountant", early).action_prepare()
        with self.assertRaisesRegex(UserError, "is frozen"):
            self.receipt(self.collective_a, 10)
        late = self.draft(self.collective_a, AFTER)
        with self.assertRaisesRegex(UserError, "is frozen"):
            late.write({"date": "2025-11-30"})
        self.receipt(self.collective_a, 10, AFTER)
        self.assertEqual(self.receipt(self.collective_b, 10).state, "posted")

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_what_comes_past_the_models(self):
        early, lease = self.draft(self.collective_a), self.lease_of_a()
        spending = self.spending()
        clearing = self.frozen(self.collective_a)
        freeze = clearing.freeze_ids
        for query, rows in (
            ("UPDATE ledger_voucher SET state = 'prepared', prepared_by_id = 1 WHERE id = %s", early),
            ("INSERT INTO ledger_voucher (entity_id, book_id, period_id, date, word, kind, state, summary)"
             " SELECT entity_id, book_id, period_id, date, word, kind, 'draft', 'x' FROM ledger_voucher"
             " WHERE id = %s", early),
            ("UPDATE reform_lease SET state = 'signed' WHERE id = %s", lease),
            ("UPDATE reform_spending SET state = 'paid' WHERE id = %s", spending),
            ("INSERT INTO reform_disposal (entity_id, state, kind)"
             " SELECT entity_id, 'proposed', 'sale' FROM reform_freeze WHERE id = %s", freeze),
            ("INSERT INTO reform_purchase (entity_id, state)"
             " SELECT entity_id, 'draft' FROM reform_freeze WHERE id = %s", freeze),
            ("INSERT INTO ledger_bank_account (entity_id, bank, number, holder, account_id)"
             " SELECT entity_id, 'x', 'x', 'x', 1 FROM reform_freeze WHERE id = %s", freeze),
            ("UPDATE reform_entity e SET frozen = FALSE FROM reform_freeze f"
             " WHERE f.entity_id = e.id AND f.id = %s", freeze),
            ("UPDATE reform_freeze SET lifted_at = now() WHERE id = %s", freeze),
            ("UPDATE reform_freeze SET date_base = '2020-01-01' WHERE id = %s", freeze),
            ("DELETE FROM reform_freeze WHERE id = %s", freeze),
            ("DELETE FROM reform_clearing_snapshot WHERE clearing_id IN"
             " (SELECT clearing_id FROM reform_freeze WHERE id = %s)", freeze),
            ("UPDATE reform_clearing_content SET body = 'x' WHERE id IN (SELECT s.content_id FROM"
             " reform_clearing_snapshot s JOIN reform_freeze f USING (clearing_id) WHERE f.id = %s)", freeze),
        ):  # fmt: skip
            with self.subTest(query=query), self.assertRaises(psycopg2.IntegrityError):
                with self.env.cr.savepoint():
                    self.env.cr.execute(query, [rows.id])

    def lease_of_a(self):
        card = self.confirm(self.card(entity_id=self.collective_a.id))
        return self.lease(card)

    def spending(self):
        return (
            self.as_("clerk", self.env["reform.spending"])
            .create(
                {
                    "entity_id": self.collective_a.id,
                    "purpose": "办公用纸",
                    "amount": 80,
                    "payee_id": self.lessee.id,
                    "method": "cash",
                }
            )
            .with_env(self.env)
        )

    def test_nothing_new_is_begun(self):
        card = self.confirm(self.card(entity_id=self.collective_a.id))
        lease = self.lease_of_a()
        self.frozen(self.collective_a)
        for act in (
            lambda: self.lease(card),
            lambda: self.as_("clerk", lease).action_price(),
            self.spending,
            lambda: self.as_("clerk", self.env["reform.disposal"]).create(
                {"entity_id": self.collective_a.id, "kind": "sale", "reason": "旧",
                 "line_ids": [Command.create({"asset_id": card.id})]}
            ),
            lambda: self.as_("clerk", self.env["reform.purchase"]).create(
                {"entity_id": self.collective_a.id, "title": "化肥", "amount": 10,
                 "partner_id": self.lessee.id}
            ),
            lambda: self.as_("accountant", self.env["ledger.bank.account"]).create(
                {"entity_id": self.collective_a.id, "bank": "信用社", "number": "6222000000000001"}
            ),
        ):  # fmt: skip
            with self.assertRaisesRegex(UserError, "is frozen"):
                act()

    def test_leave_lets_one_record_pass_and_names_it(self):
        lease = self.lease_of_a()
        clearing = self.frozen(self.collective_a)
        for role in ("clerk", "director", "accountant", "auditor", "county_agriculture"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.leave(clearing, "lease", role=role)
        leave = self.leave(clearing, "lease")
        self.as_("clerk", lease).action_price()
        self.env.invalidate_all()
        self.assertEqual((leave.use_ids.res_model, leave.use_ids.res_id), ("reform.lease", lease.id))
        self.assertEqual(leave.used_by, lease.display_name)
        with self.assertRaisesRegex(UserError, "is frozen"):
            self.lease_of_a()
        with self.assertRaises(AccessError):
            leave.write({"kind": "spending"})
        with self.assertRaises(AccessError):
            self.as_("township", leave).unlink()
        self.assertEqual(self.env["reform.freeze.exception"]._reform_invariants()[0][1], [])

    def test_leave_for_a_voucher_explains_the_books(self):
        clearing = self.frozen(self.collective_a)
        self.leave(clearing, "voucher", what="补记三月租金")
        voucher = self.receipt(self.collective_a, 30)
        leave = clearing.freeze_ids.exception_ids
        self.assertEqual((leave.use_ids.res_model, leave.use_ids.res_id), ("ledger.voucher", voucher.id))
        balance = clearing.snapshot_ids.filtered(lambda snapshot: snapshot.part == "trial_balance")
        self.assertEqual(balance.verdict, "leave")
        self.assertEqual(self.env["reform.clearing.snapshot"]._problems(clearing.sudo()), [])
        with self.assertRaisesRegex(UserError, "is frozen"):
            self.receipt(self.collective_a, 30)

    def test_what_the_clearing_decides_is_booked_as_at_its_day(self):
        clearing = self.frozen(self.collective_a)
        with self.assertRaisesRegex(UserError, "is frozen"):
            self.receipt(self.collective_a, 3, event_key=f"clearing:{clearing.id + 1}:1:1")
        self.receipt(self.collective_a, 3, event_key=f"clearing:{clearing.id}:1:1")
        self.assertEqual(self.env["reform.clearing.snapshot"]._problems(clearing.sudo()), [])

    def test_leave_that_is_over_or_says_nothing_is_refused(self):
        clearing = self.frozen(self.collective_a)
        with self.assertRaisesRegex(UserError, "would be over"):
            self.leave(clearing, "spending", date_until=date(2025, 12, 19))
        with self.assertRaisesRegex(UserError, "what may be done"):
            self.leave(clearing, "spending", what=" ")
        free = self.clearing(self.collective_b)
        with self.assertRaisesRegex(UserError, "nothing to except"):
            self.leave(free, "spending")

    def test_only_cancelling_sets_free_before_the_handover(self):
        clearing = self.frozen(self.collective_a)
        clearing.action_start()
        self.assertEqual(clearing.state, "counting")
        self.assertEqual(clearing.action_cancel()["res_model"], "reform.clearing.ask")
        clearing.action_cancel(reason="合并方案暂缓")
        self.assertEqual((clearing.state, self.collective_a.frozen), ("cancelled", False))
        self.assertTrue(clearing.freeze_ids.lifted_at)
        self.assertEqual(self.receipt(self.collective_a, 5).state, "posted")
        self.assertEqual(self.frozen(self.collective_a).state, "frozen")

    def test_the_handover_sets_free_whom_nobody_takes_over(self):
        staff = self.frozen(self.collective_a, kind="staff", person_name="陈会计", successor_id=False)
        merged = self.frozen(self.collective_b)
        for clearing in (staff, merged):
            for state in (
                "counting",
                "adjudicating",
                "confirmed",
                "published",
                "filed",
                "handing",
                "handed_over",
            ):
                clearing.sudo()._move(state)
        self.assertEqual((self.collective_a.frozen, self.collective_b.frozen), (False, True))

    def test_a_failure_in_the_middle_leaves_nothing(self):
        clearings = self.clearing(self.collective_a) | self.clearing(self.collective_b)
        clearings = self.as_("township", clearings)
        clearings._set_guarded({"date_base": date(2025, 11, 30)})
        for step in ("_generate_items", "_unposted", "_seal_snapshots"):
            with (
                self.subTest(step=step),
                self.assertRaisesRegex(ValueError, "power cut"),
                patch.object(type(clearings), step, side_effect=ValueError("power cut")),
                self.env.cr.savepoint(),
            ):
                clearings.action_freeze()
            self.env.invalidate_all()
            self.assertEqual(set(clearings.mapped("state")), {"draft"})
            self.assertFalse(clearings.freeze_ids or clearings.snapshot_ids or self.collective_a.frozen)

    def test_books_written_meanwhile_make_the_freeze_begin_again(self):
        clearing = self.clearing(self.collective_a, date_base=date(2025, 11, 30))
        fresh = [(self.collective_a.id, 99)]
        with patch("odoo.addons.reform_seal.serial.fresh") as look:
            look.return_value.__enter__.return_value.fetchall.return_value = fresh
            with self.assertRaises(ConcurrencyError), self.env.cr.savepoint():
                self.as_("township", clearing)._wait_for_posting()

    def test_the_flag_is_written_by_acts_alone(self):
        for role in ("administrator", "township", "county_agriculture"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, self.collective_a).write({"frozen": True})
        with self.assertRaises(AccessError):
            self.as_("administrator", self.env["reform.entity"]).create(
                {"name": "新社", "place_id": self.village.id, "frozen": True}
            )
        made = self.as_("administrator", self.env["reform.entity"]).with_context(default_frozen=True)
        self.assertFalse(made.create({"name": "新社", "place_id": self.village.id}).frozen)
        self.frozen(self.collective_a)
        self.assertEqual(self.env["reform.freeze"]._reform_invariants()[0][1], [])
