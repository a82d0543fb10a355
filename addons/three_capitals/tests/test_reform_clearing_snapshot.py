from contextlib import contextmanager
from datetime import date

from odoo.addons.reform_seal import chain
from odoo.tests import tagged

from .common import CapitalsCase
from .freezing import FreezeWorld


@tagged("post_install", "-at_install")
class TestSnapshot(FreezeWorld, CapitalsCase):
    """What was true on the base date is readable for ever, and provably so."""

    def problems(self, clearing):
        return self.env["reform.clearing.snapshot"]._problems(clearing.sudo())

    def balance(self, clearing):
        return clearing.snapshot_ids.filtered(lambda snapshot: snapshot.part == "trial_balance")

    @contextmanager
    def trigger_off(self, table):
        """The power of somebody who may switch off a trigger of the database."""
        self.env.flush_all()
        self.env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # pylint: disable=sql-injection  # a constant
        yield
        self.env.flush_all()
        self.env.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")  # pylint: disable=sql-injection  # a constant
        self.env.invalidate_all()

    def test_the_trial_balance_is_that_of_the_base_date(self):
        self.receipt(self.collective_a, 500)
        self.receipt(self.collective_a, 41, date(2025, 11, 10))
        self.receipt(self.collective_a, 7, date(2025, 11, 20))
        clearing = self.frozen(self.collective_a, date_base=date(2025, 11, 15))
        lines = self.balance(clearing).body.split("\n")
        origin = self.old_a.id
        self.assertEqual(
            lines,
            [
                '["account", "origin_place_id", "partner_id", "debit", "credit"]',
                f'["102", {origin}, null, 541.00, 0.00]',
                f'["50103", {origin}, null, 0.00, 541.00]',
            ],
        )
        self.assertEqual((self.balance(clearing).line_count, self.balance(clearing).amount), (2, 541))

    def test_every_list_has_its_digest_and_the_log_holds_them(self):
        clearing = self.frozen(self.collective_a)
        codes = set(self.env["reform.clearing.category"].search([]).mapped("code"))
        parts = {snapshot.part: snapshot.digest for snapshot in clearing.snapshot_ids}
        self.assertEqual(set(parts), codes | {"trial_balance"})
        self.assertGreaterEqual(len(codes), 21)
        for snapshot in clearing.snapshot_ids:
            self.assertEqual(snapshot.digest, chain.digest(snapshot.body))
        entry = self.env["reform.seal.entry"].search(
            [("res_model", "=", "reform.clearing"), ("res_id", "=", clearing.id), ("kind", "=", "snapshot")]
        )
        self.assertEqual(entry.digest, chain.digest(chain.canonical(parts)))
        self.assertEqual(clearing.snapshot_digest, entry.digest)
        self.assertEqual(self.problems(clearing), [])

    def test_equal_contents_are_stored_once(self):
        clearings = self.frozen(self.collective_a, self.collective_b)
        seals = clearings.snapshot_ids.filtered(lambda snapshot: snapshot.part == "trial_balance")
        self.assertEqual(len(seals), 2)
        self.assertEqual(len(seals.content_id), 1, "the books of both are empty")

    def test_a_content_that_was_put_right_is_found(self):
        self.receipt(self.collective_a, 500)
        clearing = self.frozen(self.collective_a)
        with self.trigger_off("reform_clearing_content"):
            self.env.cr.execute(
                "UPDATE reform_clearing_content SET body = replace(body, '500', '600') WHERE id = %s",
                [self.balance(clearing).content_id.id],
            )
        self.assertEqual(self.balance(clearing).verdict, "content")
        self.assertIn("Trial balance", " ".join(self.problems(clearing)))

    def test_a_snapshot_exchanged_for_another_is_found(self):
        self.receipt(self.collective_a, 500)
        clearing, other = (self.frozen(entity) for entity in (self.collective_a, self.collective_b))
        with self.trigger_off("reform_clearing_snapshot"):
            self.env.cr.execute(
                "UPDATE reform_clearing_snapshot SET content_id = %s WHERE id = %s",
                [self.balance(other).content_id.id, self.balance(clearing).id],
            )
        self.assertIn("sealed log", " ".join(self.problems(clearing)))

    def test_books_that_changed_without_leave_are_found(self):
        self.receipt(self.collective_a, 500)
        clearing = self.frozen(self.collective_a)
        with self.trigger_off("ledger_balance"):
            self.env.cr.execute(
                "UPDATE ledger_balance SET debit = 501 WHERE entity_id = %s AND debit > 0",
                [self.collective_a.id],
            )
        self.assertEqual(self.balance(clearing).verdict, "books")
        self.assertIn("no leave explains", " ".join(self.problems(clearing)))

    def test_verifying_tells_what_it_found(self):
        clearing = self.frozen(self.collective_a)
        self.assertEqual(self.as_("auditor", clearing).action_verify_snapshot()["params"]["type"], "success")
        with self.trigger_off("reform_clearing_content"):
            self.env.cr.execute("UPDATE reform_clearing_content SET body = body || ' '")
        self.assertEqual(self.as_("auditor", clearing).action_verify_snapshot()["params"]["type"], "danger")

    def test_a_township_is_frozen_in_a_fixed_number_of_statements(self):
        places = [self._place(f"第{number}村", "village", self.township) for number in range(12)]
        entities = [self._entity(f"第{place.name}合作社", place) for place in places]
        counts = []
        campaign = self.env["reform.clearing.campaign"].create(
            {"name": "清理", "place_id": self.county.id, "date_base": date(2025, 11, 30)}
        )
        for chosen in (entities[:2], entities[2:4], entities[4:]):
            vals = {"campaign_id": campaign.id, "date_base": date(2025, 11, 30)}
            clearings = self.env["reform.clearing"].concat(*(self.clearing(one, **vals) for one in chosen))
            clearings = self.as_("township", clearings)
            clearings.mapped("entity_id.display_name")
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            clearings.action_freeze()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2], "two organisations, eight organisations")
