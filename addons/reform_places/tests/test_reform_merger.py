from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import PlaceCase


@tagged("post_install", "-at_install")
class TestMerger(PlaceCase):
    def _merger(self, old, new, day="2024-01-01", **vals):
        return self.env["reform.merger"].create(
            {
                "predecessor_ids": [Command.set(old.ids)],
                "successor_ids": [Command.set(new.ids)],
                "date": day,
                **vals,
            }
        )

    def _village(self, name, parent=None):
        return self._place(name, "village", parent or self.township, committee_type="village")

    def test_a_confirmed_merger_ends_the_old_and_begins_the_new(self):
        self.assertEqual(self.merger.kind, "two_into_one")
        self.assertEqual(self.old_a.valid_to, date(2020, 6, 30))
        self.assertEqual(self.village.valid_from, date(2020, 7, 1))
        self.assertEqual((self.old_a | self.old_b).scope_parent_id, self.village)
        self.assertEqual(self.old_a.parent_id, self.township)
        self.assertFalse(self.env["reform.place"]._reform_invariants()[0][1])

    def test_lineage_goes_both_ways_at_a_day(self):
        later = self._village("新合村")
        other = self._village("丙村")
        self._merger(self.village | other, later).action_confirm()
        self.assertEqual(self.old_a._successors(), self.village | later)
        self.assertEqual(self.old_a._successors(date(2022, 1, 1)), self.village)
        self.assertEqual(later._predecessors(date(2022, 1, 1)), self.village | other)
        self.assertEqual(later._predecessors(date(2019, 1, 1)), other | self.old_a | self.old_b)
        self.assertEqual(self.old_a._standing(date(2025, 1, 1)), later)
        self.assertEqual(later._standing(date(2019, 1, 1)), other | self.old_a | self.old_b)
        self.assertEqual(later.predecessor_count, 2)
        self.assertEqual(self.village.successor_count, 1)

    def test_scope_reaches_through_generations(self):
        later = self._village("新合村")
        self._merger(self.village, later).action_confirm()
        self.users["clerk"].reform_scope_ids = later
        self.assertEqual(self.as_("clerk", self.env["reform.entity"]).search([]), self.collective)

    def test_a_place_ends_only_once(self):
        again = self._merger(self.old_a, self._village("别村"), "2021-01-01")
        with self.assertRaisesRegex(UserError, "already ended"):
            again.action_confirm()

    def test_a_place_does_not_become_its_own_past(self):
        back = self._merger(self.village, self.old_a)
        with self.assertRaisesRegex(UserError, "own predecessor"):
            back.action_confirm()

    def test_a_place_does_not_end_before_it_was_formed(self):
        early = self._merger(self.village, self._village("别村"), "2019-01-01")
        with self.assertRaisesRegex(UserError, "cannot end"):
            early.action_confirm()

    def test_two_mergers_confirmed_together_are_judged_together(self):
        one, other = self._village("丙村"), self._village("丁村")
        both = self._merger(one, other) | self._merger(other, one)
        with self.assertRaisesRegex(UserError, "own predecessor"):
            both.action_confirm()

    def test_a_merger_needs_somebody_who_ends(self):
        with self.assertRaisesRegex(UserError, "at least one place"):
            self._merger(self.env["reform.place"], self.village).action_confirm()

    def test_a_village_that_absorbs_another_keeps_its_own_beginning(self):
        small = self._village("小村")
        merger = self._merger(small, self.other_village, absorbing=True)
        self.assertEqual(merger.kind, "absorbed")
        merger.action_confirm()
        self.assertFalse(self.other_village.valid_from)
        self.assertEqual(self.other_village._predecessors(), small)
        self.assertEqual(small.scope_parent_id, self.other_village)

    def test_a_split_village_is_answered_for_by_the_township(self):
        north, south = self._village("北村"), self._village("南村")
        merger = self._merger(self.other_village, north | south)
        merger.action_confirm()
        self.assertEqual(merger.kind, "split")
        self.assertEqual(self.other_village.scope_parent_id, self.other_township)

    def test_a_confirmed_merger_is_not_edited_or_deleted(self):
        for vals in (
            {"date": "2019-01-01"},
            {"successor_ids": [Command.set(self.other_village.ids)]},
            {"predecessor_ids": [Command.clear()]},
            {"state": "draft"},
        ):
            with self.assertRaises(AccessError, msg=vals):
                self.as_("administrator", self.merger).write(vals)
        with self.assertRaises(UserError):
            self.as_("administrator", self.merger).unlink()

    def test_cancelling_needs_a_reason_and_lets_the_old_stand_again(self):
        merger = self.as_("administrator", self.merger)
        with self.assertRaisesRegex(UserError, "Reason for Cancelling"):
            merger.action_cancel()
        merger.cancel_reason = "另有文件"
        merger.action_cancel()
        self.assertFalse(self.old_a.valid_to)
        self.assertFalse(self.village.valid_from)
        self.assertEqual(self.old_a.scope_parent_id, self.township)
        steps = self.env["reform.seal.entry"].search([("res_model", "=", "reform.merger")], order="id")
        steps = steps.filtered(lambda entry: entry.res_id == self.merger.id)
        self.assertEqual(steps.mapped("to_state"), ["confirmed", "cancelled"])
        self.assertEqual(steps[-1].reason, "另有文件")

    def test_only_the_administrator_confirms(self):
        draft = self._merger(self._village("丙村"), self._village("丁村"))
        for role in self.users:
            if role != "administrator":
                with self.assertRaises(AccessError, msg=role):
                    self.as_(role, draft).action_confirm()
        self.as_("administrator", draft).action_confirm()
        self.assertEqual(draft.state, "confirmed")

    def test_a_span_runs_forward(self):
        with self.assertRaises(ValidationError):
            self._merger(self._village("丙村"), self._village("丁村"), date_earliest="2025-01-01")

    def test_the_nightly_check_names_a_place_that_was_tampered_with(self):
        self.env.cr.execute("UPDATE reform_place SET valid_to = NULL WHERE id = %s", [self.old_a.id])
        self.env.cr.execute(
            "UPDATE reform_place SET scope_parent_id = %s WHERE id = %s",
            [self.other_village.id, self.old_b.id],
        )
        self.env.invalidate_all()
        ((_check, problems),) = self.env["reform.place"]._reform_invariants()
        self.assertEqual(len(problems), 2)
        self.assertIn("甲村", problems[0])
        self.assertIn("乙村", problems[1])
