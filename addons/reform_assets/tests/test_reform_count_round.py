"""A round from the freeze to the report: who does what, and what stands in the way."""

from datetime import date, timedelta

import psycopg2
from freezegun import freeze_time
from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .count_case import CountCase, picture


@tagged("-at_install", "post_install")
class TestReformCountRound(CountCase):
    def test_the_freeze_takes_every_card_of_the_place_and_its_former_villages_with_its_values(self):
        here = self.cards(2)
        former = self.cards(1, place_id=self.old_b.id, cost=700, net_value=300)
        elsewhere = self.card(
            "township", place_id=self.township.id, owner_class="state", entity_id=self.state_body.id
        )
        gone = self.cards(1)
        gone._set_use("scrapped", date(2025, 1, 1), "倒塌")
        count = self.round_()
        self.as_("township", count).action_freeze()
        lines = self.lines(count)
        self.assertEqual(set(lines.asset_id.ids), set((here | former).ids))
        self.assertNotIn(elsewhere, lines.asset_id)
        old = lines.filtered(lambda line: line.asset_id == former)
        self.assertEqual(
            (old.book_cost, old.book_net, old.book_accumulated, old.book_quantity), (700, 300, 400, 1)
        )
        self.assertEqual((old.status, old.result, old.place_id), ("unseen", "unseen", self.old_b))
        self.assertEqual((count.line_count, len(count.frozen_digest)), (3, 64))
        self.assertEqual(count.owner_ids.entity_id, self.collective)

    def test_a_round_is_narrowed_by_owner_class_nature_and_category(self):
        self.cards(2)
        town = self.cards(1, owner_class="unconfirmed", entity_id=False, nature="public_welfare")
        for vals in (
            {"owner_class": "unconfirmed"},
            {"nature": "public_welfare"},
        ):
            count = self.round_(kind="order", **vals)
            self.as_("township", count).action_freeze()
            self.assertEqual(self.lines(count).asset_id, town)
            self.as_("township", count).action_cancel("测试")

    def test_what_comes_after_the_freeze_does_not_come_in_and_what_changes_stays_as_it_was(self):
        card = self.cards(1)
        count = self.counting_round()
        self.cards(1)
        self.as_("clerk", card).write({"cost": 9999, "name": "改名"})
        line = self.lines(count)
        self.assertEqual((len(line), line.book_cost, line.name), (1, 2000, "房屋0"))
        self.assertEqual(count._book_digest(), count.frozen_digest)

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_to_change_or_remove_what_was_frozen(self):
        self.cards(1)
        line = self.lines(self.counting_round())
        for statement in (
            "UPDATE reform_count_line SET book_cost = 1 WHERE id = %s",
            "UPDATE reform_count_line SET asset_id = asset_id + 0 WHERE id = %s",
            "DELETE FROM reform_count_line WHERE id = %s",
        ):
            with self.assertRaises(psycopg2.Error), self.env.cr.savepoint():
                self.env.cr.execute(statement, [line.id])

    @mute_logger("odoo.sql_db")
    def test_the_nightly_check_finds_a_list_that_was_tampered_with(self):
        self.cards(1)
        count = self.counting_round()
        wrong = dict(self.env["reform.count.round"]._reform_invariants())
        self.assertFalse(any(wrong.values()))
        self.env.cr.execute("ALTER TABLE reform_count_line DISABLE TRIGGER USER")
        self.env.cr.execute("UPDATE reform_count_line SET book_cost = 1 WHERE round_id = %s", [count.id])
        self.env.invalidate_all()
        wrong = dict(self.env["reform.count.round"]._reform_invariants())
        self.assertEqual(sum(len(found) for found in wrong.values()), 1)

    def test_an_empty_scope_and_a_second_round_of_the_same_year_are_refused(self):
        empty = self.round_(owner_class="state")
        with self.assertRaisesRegex(UserError, "No card lies within"):
            self.as_("township", empty).action_freeze()
        self.cards(2)
        count = self.counting_round()
        with self.assertRaisesRegex(UserError, "frozen already"):
            self.as_("township", count).action_freeze()
        again = self.round_(place=self.township)
        with self.assertRaisesRegex(UserError, "2 of these cards are being counted"):
            self.as_("township", again).action_freeze()

    def test_the_scope_cannot_be_changed_after_the_freeze(self):
        self.cards(1)
        count = self.counting_round()
        for vals in ({"place_id": self.township.id}, {"second_cost_min": 0}, {"record_date": "2024-12-31"}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self.as_("township", count).write(vals)

    def test_closing_names_everything_that_is_missing(self):
        self.cards(4)
        count = self.counting_round()
        lines = self.lines(count)
        with self.assertRaisesRegex(UserError, "Nobody has counted"):
            self.as_("township", count).action_finish()
        self.see(lines[0])
        self.see(lines[1], result="not_found")
        self.as_("township", count).action_finish()
        self.assertIn("2 cards that nobody has seen", self.as_("township", count).to_do_text)
        self.assertIn("1 differences to decide", self.as_("township", count).to_do_text)
        with self.assertRaisesRegex(UserError, "2 cards that nobody has seen"):
            self.as_("supervisor", count.owner_ids).action_confirm()
        with self.assertRaisesRegex(UserError, "1 owners have not confirmed"):
            self.as_("township", count).action_confirm()

    def test_every_card_nobody_saw_has_a_name_under_its_reason(self):
        self.cards(3)
        count = self.counting_round()
        lines = self.lines(count)
        self.see(lines[0])
        with self.assertRaises(UserError):
            self.as_("clerk", lines[1:])._explain_unseen(" ")
        with self.assertRaises(AccessError):
            self.as_("supervisor", lines[1:])._explain_unseen("门锁着")
        with self.assertRaisesRegex(UserError, "was seen"):
            self.as_("clerk", lines)._explain_unseen("门锁着")
        self.as_("clerk", lines[1:])._explain_unseen("门锁着")
        self.assertEqual(lines[1:].unseen_by_id, self.users["clerk"])
        self.close(count)
        self.assertEqual((count.state, lines[1].result), ("closed", "unseen"))

    def test_results_are_posted_long_enough_and_closed_by_who_did_not_count(self):
        self.cards(1)
        count = self.counting_round()
        self.see(self.lines(count), role="township")
        self.as_("director", count).action_finish()
        self.confirm_owners(count)
        self.as_("township", count).action_confirm()
        with self.assertRaisesRegex(UserError, "not later than today"):
            self.as_("director", count)._publish(civil_day.today() + timedelta(days=1), "公开栏", False)
        self.as_("director", count)._publish(civil_day.today(), "公开栏", picture())
        with self.assertRaisesRegex(UserError, "so far 0"):
            self.as_("county_agriculture", count).action_close()
        with freeze_time(fields.Datetime.now() + timedelta(days=7)):
            with self.assertRaisesRegex(AccessError, "counted in"):
                self.as_("township", count).action_close()
            self.as_("county_agriculture", count).action_close()
            with self.assertRaises(UserError):
                self.as_("county_agriculture", count)._report("", civil_day.today())
            self.as_("county_agriculture", count)._report("测农〔2026〕3号", civil_day.today())
        self.assertEqual((count.state, count.report_no), ("reported", "测农〔2026〕3号"))

    @freeze_time("2025-12-03")
    def test_in_december_every_township_with_cards_gets_its_round_once(self):
        self.cards(1)
        rounds = self.env["reform.count.round"]._propose_rounds()
        mine = rounds.filtered(lambda count: count.place_id == self.township)
        self.assertEqual((mine.record_date, mine.report_due), (date(2025, 12, 31), date(2026, 3, 31)))
        self.assertEqual(mine.state, "draft")
        self.assertNotIn(self.other_township, rounds.place_id)
        self.assertFalse(self.env["reform.count.round"]._propose_rounds())
        with freeze_time("2026-03-03"):
            self.assertFalse(self.env["reform.count.round"]._propose_rounds())

    @freeze_time("2026-02-03")
    def test_until_the_report_is_due_a_new_round_is_of_last_year(self):
        count = self.as_("township", self.env["reform.count.round"]).create({"place_id": self.township.id})
        self.assertEqual((count.record_date, count.report_due), (date(2025, 12, 31), date(2026, 3, 31)))
        with self.assertRaisesRegex(UserError, "before the record date"):
            count.report_due = date(2025, 1, 1)

    def test_a_village_reads_the_round_of_its_township_and_does_not_write_it(self):
        self.cards(1)
        count = self.counting_round(place=self.township)
        self.assertEqual(self.as_("clerk", count).state, "counting")
        with self.assertRaises(AccessError):
            self.as_("clerk", count).write({"note": "x"})
        with self.assertRaises(AccessError):
            self.as_("director", count).action_finish()
        self.assertFalse(
            self.as_("other_clerk", self.env["reform.count.round"]).search([("id", "=", count.id)])
        )
        self.assertFalse(self.lines(count, "other_clerk"))
