from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .agency_case import AgencyCase

ROLES = "reform_places.group_"


@tagged("post_install", "-at_install")
class TestAgencyEngagement(AgencyCase):
    def person(self, login, role):
        return new_test_user(
            self.env, login=login, groups=ROLES + role, reform_scope_ids=[Command.set(self.village.ids)]
        )

    def test_signing_keeps_the_contract_by_its_digest(self):
        self.assertEqual(self.engagement.state, "signed")
        self.assertEqual(len(self.engagement.contract_digest), 64)
        self.assertEqual(self.engagement.signed_by_id, self.users["director"])
        with self.assertRaises(AccessError):
            self.as_("township", self.engagement).contract_file = False

    def test_whoever_drew_it_up_does_not_sign_it(self):
        self.users["township"].group_ids = [Command.link(self.env.ref(ROLES + "director").id)]
        engagement = self.engage(entity_id=self.other_of_the_village().id)
        with self.assertRaises(UserError):
            self.as_("township", engagement).action_sign()
        self.as_("director", engagement).action_sign()
        self.assertEqual(engagement.state, "signed")

    def other_of_the_village(self):
        return self._entity("合村农机专业合作社", self.village, kind="other")

    def test_a_farmers_cooperative_engages_the_agency_too(self):
        engagement = self.signed(entity_id=self.other_of_the_village().id)
        self.assertEqual((engagement.state, engagement.entity_kind), ("signed", "other"))

    def test_nobody_else_signs(self):
        engagement = self.engage(entity_id=self.other_of_the_village().id)
        for role in ("clerk", "supervisor", "accountant", "cashier", "township", "county_agriculture"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, engagement).action_sign()

    def test_a_contract_and_all_three_people_are_needed(self):
        engagement = self.engage(
            entity_id=self.other_of_the_village().id, contract_file=False, clerk_id=False, cashier_id=False
        )
        with self.assertRaises(UserError) as refusal:
            self.as_("director", engagement).action_sign()
        for words in ("the cashier", "reporting clerk", "signed contract"):
            self.assertIn(words, str(refusal.exception))

    def test_accountant_and_cashier_are_two_people(self):
        both = new_test_user(self.env, login="both", groups=ROLES + "cashier")
        self.env.cr.execute(
            "INSERT INTO res_groups_users_rel (uid, gid) VALUES (%s, %s)",
            [both.id, self.env.ref(ROLES + "accountant").id],
        )
        self.env.invalidate_all()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.engage(
                entity_id=self.other_of_the_village().id,
                cashier_id=both.id,
                accountant_ids=[Command.set(both.ids)],
            )

    def test_the_database_itself_keeps_the_hands_apart(self):
        engagement = self.engagement
        self.env.flush_all()
        for query in (
            "UPDATE reform_agency_engagement SET cashier_id = %(accountant)s WHERE id = %(id)s",
            "INSERT INTO reform_agency_accountant_rel (engagement_id, user_id) VALUES (%(id)s, %(cashier)s)",
        ):
            with (
                self.subTest(query=query),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(
                    query,
                    {
                        "id": engagement.id,
                        "accountant": self.users["accountant"].id,
                        "cashier": self.users["cashier"].id,
                    },
                )

    def test_one_person_has_not_both_roles(self):
        with self.assertRaises(ValidationError):
            self.users["cashier"].group_ids = [Command.link(self.env.ref(ROLES + "accountant").id)]

    def test_one_entity_has_one_engagement_at_a_time(self):
        second = self.engage(date_from="2025-06-01")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.as_("director", second).action_sign()

    def test_the_next_begins_the_day_after_and_takes_the_books_over(self):
        self.as_("township", self.engagement).action_end(reason="合同到期", date=date(2025, 11, 30))
        self.assertEqual(self.engagement.state, "ended")
        self.assertIn("Vouchers posted", self.engagement.handover)
        successor = self.person("next", "accountant")
        following = self.signed(date_from="2025-12-01", accountant_ids=[Command.set(successor.ids)])
        self.assertEqual(following.previous_id, self.engagement)
        with self.assertRaises(AccessError):
            self.as_("accountant", following).action_take_over()
        following.with_user(successor).action_take_over()
        self.assertEqual(following.taken_over_by_id, successor)
        self.assertEqual(self.env["reform.agency.engagement"]._of(self.collective), following)

    def test_people_change_with_a_reason_and_never_into_one_hand(self):
        fresh = self.person("fresh", "cashier")
        asked = self.as_("township", self.engagement).action_replace(reason="调离")
        self.assertEqual(asked["res_model"], "reform.agency.ask")
        self.as_("township", self.engagement).action_replace(reason="调离", people={"cashier_id": fresh.id})
        self.assertEqual(self.engagement.cashier_id, fresh)
        with self.assertRaises(ValidationError):
            self.as_("township", self.engagement).action_replace(
                reason="兼任", people={"cashier_id": self.users["accountant"].id}
            )
        with self.assertRaises(AccessError):
            self.as_("township", self.engagement).cashier_id = self.users["cashier"]

    def test_a_village_is_not_charged(self):
        with self.assertRaises(ValidationError):
            self.engage(fee_year=1200, fee_payer="entity")
        self.assertTrue(self.engage(fee_year=1200, fee_payer="township"))

    def test_an_accountant_of_one_entity_is_pointed_out(self):
        self.assertIn("keeps 1 entities", self.as_("township", self.engagement).load_text)
        self.signed(entity_id=self.other_of_the_village().id)
        self.env.invalidate_all()
        self.assertFalse(self.as_("township", self.engagement).load_text)

    # -- the books ---

    def test_a_cashier_writes_no_voucher(self):
        values = {"entity_id": self.collective.id, "summary": "取现"}
        with self.assertRaises(AccessError):
            self.as_("cashier", self.env["ledger.voucher"]).create(values)
        self.env.cr.execute(
            "INSERT INTO res_groups_users_rel (uid, gid) VALUES (%s, %s), (%s, %s), (%s, %s)",
            [
                number
                for role in ("clerk", "supervisor", "accountant")
                for number in (self.users["cashier"].id, self.env.ref(ROLES + role).id)
            ],
        )
        self.env.registry.clear_cache()
        self.env.invalidate_all()
        vouchers = self.booked(self.contract.due_ids[:2], role="clerk")
        self.as_("supervisor", vouchers[1]).action_review()
        cases = {
            "create": lambda: self.as_("cashier", self.env["ledger.voucher"]).create(values),
            "write": lambda: self.as_("cashier", vouchers[0]).write({"summary": "改"}),
            "review": lambda: self.as_("cashier", vouchers[0]).action_review(),
            "post": lambda: self.as_("cashier", vouchers[1]).action_post(),
            "back": lambda: self.as_("cashier", vouchers[0])._back("误"),
            "book": lambda: self.booked(self.contract.due_ids[2:3], role="cashier"),
            "set": lambda: self.as_("accountant", self.env["ledger.voucher"])._post_set(
                [], prepared_by=self.users["cashier"], reviewed_by=self.users["supervisor"]
            ),
        }
        for name, act in cases.items():
            with self.subTest(name), self.assertRaises(AccessError):
                act()

    def test_the_database_refuses_the_cashier_of_the_entity_in_the_books(self):
        voucher = self.booked(self.contract.due_ids[:1], role="clerk")
        self.env.flush_all()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env.cr.execute(
                "UPDATE ledger_voucher SET state = 'reviewed', reviewed_by_id = %s WHERE id = %s",
                [self.users["cashier"].id, voucher.id],
            )
