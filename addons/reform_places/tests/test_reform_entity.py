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

    def test_ones_own_collective_is_the_default_although_former_ones_stand_below(self):
        self._entity("甲村股份经济合作社", self.old_a)
        self.assertEqual(self.as_("clerk", self.env["reform.entity"])._only_collective(), self.collective)
        self._entity("合村第二合作社", self.village)
        self.assertFalse(self.as_("clerk", self.env["reform.entity"])._only_collective())

    def test_an_entity_is_found_by_its_place(self):
        found = self.env["reform.entity"].search([("display_name", "ilike", "西镇远村")])
        self.assertEqual(found, self.other_collective)


@tagged("post_install", "-at_install")
class TestDefaultsOfForms(PlaceCase):
    """Who looks after one village is not asked which."""

    def test_the_clerk_of_one_village_has_its_collective_and_its_place(self):
        clerk = self.as_("clerk", self.env["reform.entity"])
        self.assertEqual(clerk._only_collective(), self.collective)
        self.assertEqual(clerk.env["res.users"]._only_place(), self.village)

    def test_who_looks_after_many_is_asked(self):
        finance = self.as_("county_finance", self.env["reform.entity"])
        self.assertFalse(finance._only_collective())
        self.assertFalse(finance.env["res.users"]._only_place())

    def test_the_list_of_users_names_the_role(self):
        self.assertEqual(self.users["clerk"].with_context(lang="en_US").reform_role, "Village Clerk")
