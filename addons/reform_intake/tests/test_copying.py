"""Sets of rows on their way into the database."""

import psycopg2
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from .. import staging
from ..copying import NOTHING, Copying, as_text


@tagged("post_install", "-at_install")
class TestCopying(TransactionCase):
    def setUp(self):
        super().setUp()
        self.env.cr.execute("CREATE TEMP TABLE reform_copied (number int, text text) ON COMMIT DROP")

    def copied(self):
        self.env.cr.execute("SELECT text FROM reform_copied ORDER BY number")
        return [text for (text,) in self.env.cr.fetchall()]

    def copying(self):
        return Copying(self.env.cr, "reform_copied", "number, text")

    def test_every_text_arrives_as_it_is_set_after_set(self):
        texts = ["一\t二", "三\n四\r", r"\N", "\\", r"\.", "", "“引号”'", None]
        with self.copying() as copying:
            for number, text in enumerate(texts):
                copying.send([as_text((number, text))])
            copying.send([])
        self.assertEqual(self.copied(), texts)

    def test_what_no_database_holds_is_left_out(self):
        with self.copying() as copying:
            copying.send([("1", "甲\0乙"), ("2", "\ud800"), ("3", NOTHING)])
        self.assertEqual(self.copied(), ["甲乙", "?", None])

    @mute_logger("odoo.sql_db")
    def test_what_the_server_refuses_is_raised_at_the_latest_at_the_end(self):
        with self.assertRaises(psycopg2.DataError), self.env.cr.savepoint(), self.copying() as copying:
            copying.send([("one", "x")])
        self.assertEqual(self.copied(), [])

    @mute_logger("odoo.sql_db")
    def test_another_failure_is_not_hidden_and_the_cursor_is_free_again(self):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint(), self.copying() as copying:
            copying.send([("one", "x")])
            raise ZeroDivisionError
        self.assertEqual(self.copied(), [])

    def test_a_cell_that_spells_an_escape_stays_what_it_is(self):
        for text, kept in ((r"\u0000", r"\u0000"), ("a\0b", "ab"), ("NaN", "NaN"), (float("nan"), "nan")):
            self.env.cr.execute("SELECT %s::jsonb -> 0", [staging.dump([text])])
            self.assertEqual(self.env.cr.fetchone()[0], kept)
