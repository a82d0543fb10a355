import psycopg2
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PlaceCase

CODE = "N25116039999990011"


@tagged("post_install", "-at_install")
class TestEntity(PlaceCase):
    def test_a_credit_code_is_kept_as_the_register_writes_it(self):
        self.collective.credit_code = " n2511603 9999-990011 "
        self.assertEqual(self.collective.credit_code, CODE)
        self.collective.credit_code = ""
        self.assertFalse(self.collective.credit_code)

    def test_a_wrong_credit_code_is_refused_in_the_users_words(self):
        with self.assertRaisesRegex(ValidationError, "no unified credit code"):
            self.collective.credit_code = CODE[:-1] + "2"
        with self.assertRaises(ValidationError):
            self._entity("新社", self.village, credit_code="123")

    @mute_logger("odoo.sql_db")
    def test_two_entities_never_share_a_credit_code(self):
        self.collective.credit_code = CODE
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.env.cr.savepoint():
            self.other_collective.credit_code = CODE
            self.env.flush_all()

    def test_many_entities_without_a_credit_code_stand_side_by_side(self):
        self.assertFalse(self.collective.credit_code or self.other_collective.credit_code)

    def test_an_entity_is_found_by_its_place(self):
        found = self.env["reform.entity"].search([("display_name", "ilike", "西镇远村")])
        self.assertEqual(found, self.other_collective)
