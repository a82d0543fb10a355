"""Counting: who sees what, who sees it a second time, and what it comes to."""

import base64

import psycopg2
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .count_case import CountCase, picture


@tagged("-at_install", "post_install")
class TestReformCountLine(CountCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second_clerk = cls.users["clerk"].copy({"login": "test_clerk2", "name": "第二人"})
        cls.second_clerk.reform_scope_ids = cls.users["clerk"].reform_scope_ids
        cls.users["clerk2"] = cls.second_clerk

    def test_what_is_found_as_booked_agrees(self):
        self.cards(1)
        line = self.lines(self.counting_round())
        self.assertEqual(self.see(line), {})
        self.assertEqual((line.status, line.difference, line.counted_quantity), ("agreed", False, 1))
        self.assertEqual(line.counted_by_id, self.users["clerk"])

    def test_differences_are_told_in_kind_and_money(self):
        self.cards(4)
        lines = self.lines(self.counting_round())
        self.see(lines[0], result="not_found")
        self.see(lines[1], result="found_elsewhere", place_id=self.old_b.id)
        self.see(lines[2], result="damaged")
        self.see(lines[3], quantity=2, use_state="idle")
        self.assertEqual(lines.mapped("difference"), ["shortage", "place", "condition", "quantity"])
        self.assertEqual(lines.mapped("diff_cost"), [-2000, 0, 0, 2000])
        self.assertEqual(lines.mapped("diff_net"), [-500, 0, 0, 500])
        self.assertEqual(lines[3].difference_kinds, "quantity,use")
        self.assertEqual(set(lines.mapped("status")), {"open"})
        self.assertEqual(lines.mapped("must_decide"), [True, False, False, True])

    def test_a_dear_thing_is_counted_by_a_second_person(self):
        self.cards(1, cost=80000, net_value=100)
        count = self.counting_round()
        line = self.lines(count)
        self.see(line)
        self.assertEqual(line.status, "second")
        with self.assertRaisesRegex(UserError, "1 cards that a second person has to count"):
            self.as_("township", count).action_finish()
        self.see(line)
        self.assertEqual((line.status, line.second_by_id.id), ("second", False))
        told = self.see(line, "supervisor")
        self.assertIn("was counted by", told[line.id])
        self.assertEqual((line.status, line.second_by_id), ("agreed", self.users["supervisor"]))

    def test_two_people_at_one_thing_leave_two_counts_and_the_later_is_told(self):
        self.cards(1)
        line = self.lines(self.counting_round())
        self.see(line)
        told = self.see(line, "clerk2", quantity=3)
        self.assertIn(self.users["clerk"].name, told[line.id])
        self.assertEqual(len(line.entry_ids), 2)
        self.assertEqual((line.disputed, line.status, line.second_quantity), (True, "open", 3))
        with self.assertRaisesRegex(UserError, "has been counted by"):
            self.see(line, "director")
        self.assertEqual(len(line.entry_ids), 2)

    def test_one_puts_right_and_takes_back_only_ones_own_count(self):
        self.cards(1)
        line = self.lines(self.counting_round())
        self.see(line, result="not_found")
        self.see(line, result="found")
        self.assertEqual((line.status, len(line.entry_ids)), ("agreed", 2))
        with self.assertRaisesRegex(UserError, "only one's own"):
            self.as_("clerk2", line)._undo()
        self.as_("clerk", line)._undo()
        # The newest is taken back; the one before it stands again.
        self.assertEqual((line.result, line.status), ("not_found", "open"))
        self.as_("clerk", line)._undo()
        self.assertEqual((line.result, line.status), ("unseen", "unseen"))
        self.assertEqual(len(line.entry_ids), 4)

    def test_when_the_first_takes_back_the_second_is_the_first(self):
        self.cards(1)
        line = self.lines(self.counting_round())
        self.see(line)
        self.see(line, "supervisor", result="damaged")
        self.as_("clerk", line)._undo()
        self.assertEqual((line.counted_by_id, line.result), (self.users["supervisor"], "damaged"))
        self.assertFalse(line.second_by_id)

    def test_a_supervisor_counts_second_and_never_first(self):
        self.cards(1)
        line = self.lines(self.counting_round())
        with self.assertRaises(AccessError):
            self.see(line, "supervisor")
        for role in ("accountant", "auditor", "county_agriculture", "administrator"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.see(line, role)

    def test_only_the_people_named_for_a_round_count_in_it(self):
        self.cards(1)
        count = self.counting_round(
            counter_ids=self.users["clerk2"].ids, checker_ids=self.users["director"].ids
        )
        line = self.lines(count)
        with self.assertRaisesRegex(AccessError, "第二人"):
            self.see(line, "clerk")
        self.see(line, "clerk2")
        with self.assertRaises(AccessError):
            self.see(line, "supervisor")
        self.see(line, "director")

    def test_what_cannot_have_been_seen_is_refused_and_nothing_is_noted(self):
        self.cards(2)
        lines = self.lines(self.counting_round())
        for said, sentence in (
            ({"result": "found", "quantity": -1}, "less than nothing"),
            ({"result": "found", "quantity": "viele"}, "as a number"),
            ({"result": "found", "quantity": float("nan")}, "as a number"),
            ({"result": "found", "quantity": 0}, "counts at least one"),
            ({"result": "not_found", "quantity": 2}, "counts none"),
            ({"result": "found_elsewhere"}, "at which place"),
            ({"result": "found_elsewhere", "place_id": 10**9}, "from the list"),
            ({"result": "stolen"}, "found, found elsewhere"),
            ({"result": "found", "latitude": 91}, "latitude"),
        ):
            with self.subTest(said=said), self.assertRaisesRegex(UserError, sentence):
                self.as_("clerk", lines)._count(said, way="list")
        self.assertFalse(lines.entry_ids)
        self.assertEqual(set(lines.mapped("status")), {"unseen"})

    def test_a_photo_is_a_picture_whatever_the_file_calls_itself(self):
        self.cards(1)
        line = self.lines(self.counting_round())
        svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
        for wrong in (
            b"%PDF-1.7 ...",
            b"\xff\xd8\xff\xe0 not a jpeg",
            b"MZ\x90",
            svg,
            b"GIF89a\x01\x00\x01\x00\x00\x00\x00;",
        ):
            with self.subTest(wrong=wrong[:8]), self.assertRaisesRegex(UserError, "not a photo"):
                self.see(line, photo=base64.b64encode(wrong).decode())
        with self.assertRaisesRegex(UserError, "not a photo"):
            self.see(line, photo="!!!")
        for kind in ("JPEG", "PNG"):
            self.see(line, photo=picture(kind=kind))
        self.assertTrue(line.has_photo)

    def test_the_photo_of_a_count_stays(self):
        self.cards(1)
        line = self.lines(self.counting_round())
        self.see(line, photo=picture())
        file = self.env["ir.attachment"].search(
            [
                ("res_model", "=", "reform.count.entry"),
                ("res_id", "=", line.entry_ids.id),
                ("res_field", "=", "photo"),
            ]
        )
        self.assertEqual(len(file), 1)
        for role in ("clerk", "township", "administrator"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, file).write({"datas": picture("red")})
        with self.assertRaises(psycopg2.Error), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env.cr.execute("DELETE FROM ir_attachment WHERE id = %s", [file.id])

    def test_a_list_on_the_screen_counts_as_the_buttons_do(self):
        self.cards(3)
        lines = self.lines(self.counting_round())
        lines[0].write({"result": "not_found"})
        lines[1].write({"result": "found", "counted_quantity": 4})
        lines[2].action_found()
        self.assertEqual(lines.mapped("status"), ["open", "second", "agreed"])
        self.assertEqual((lines[1].diff_quantity, lines[1].diff_cost), (3, 6000))
        for vals in (
            {"book_cost": 1},
            {"status": "agreed"},
            {"verdict": "keep_book"},
            {"result": "found", "status": "agreed"},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                lines[0].write(vals)

    def test_nothing_is_counted_before_the_start_or_after_the_end(self):
        self.cards(1)
        count = self.round_()
        self.as_("township", count).action_freeze()
        line = self.lines(count)
        with self.assertRaisesRegex(UserError, "takes no counts now"):
            self.see(line)
        self.as_("township", count).action_start()
        self.see(line)
        self.as_("township", count).action_finish()
        with self.assertRaisesRegex(UserError, "takes no counts now"):
            self.see(line, "supervisor")
        with self.assertRaisesRegex(UserError, "takes no counts now"):
            self.as_("clerk", line)._undo()
        self.as_("township", count).action_count_again("还有一处没看")
        self.see(line, "supervisor")
