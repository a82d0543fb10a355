from datetime import timedelta

import psycopg2
from freezegun import freeze_time
from odoo import fields
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .approved import COUNTY, TOWNSHIP, DecisionTestWish
from .gated import add_test_model


class ApprovalWorld:
    """Wishes of the village, and deputies of the township officer."""

    def make(self, role="clerk", entity=None, **vals):
        vals = {"name": "修水渠", "entity_id": (entity or self.collective).id, **vals}
        return self.as_(role, self.env["reform.decision.test.wish"]).create(vals).with_env(self.env)

    def person(self, login, place, *groups):
        return new_test_user(
            self.env,
            login=login,
            password=login,
            groups=",".join(groups or ("reform_places.group_reader",)),
            lang="en_US",
            reform_scope_ids=[Command.set(place.ids)],
        )

    def lend(self, giver, taker, group=TOWNSHIP, *, days=10, grant=True, **vals):
        one = (
            self.env["reform.delegation"]
            .with_user(giver)
            .create(
                {
                    "delegate_id": taker.id,
                    "group_id": self.env.ref(group).id,
                    "date_to": civil_day.today() + timedelta(days=days),
                    "reason": "外出培训",
                    **vals,
                }
            )
        )
        if grant:
            one.action_grant()
        return one


@tagged("post_install", "-at_install")
class TestReformApproval(ApprovalWorld, PlaceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_test_model(cls, DecisionTestWish, scoped=True)
        cls.officer = cls.users["township"]

    def test_a_signature_says_who_what_when_and_of_which_content(self):
        wish = self.make()
        self.as_("township", wish).action_check()
        row = wish.approval_ids
        self.assertEqual((row.step, row.verdict, row.user_id), ("checked", "approved", self.officer))
        self.assertEqual((row.group_id, row.requester_id), (self.env.ref(TOWNSHIP), self.users["clerk"]))
        self.assertEqual(row.place_id, self.village)
        self.assertEqual((wish.state, wish.approval_count), ("checked", 1))
        entry = self.env["reform.seal.entry"].search(
            [("res_model", "=", "reform.approval"), ("res_id", "=", row.id)]
        )
        self.assertEqual(len(entry), 1)
        self.assertEqual(list(self.env["reform.approval"]._check_rows()), [])

    def test_without_the_role_nothing_is_signed(self):
        wish = self.make()
        for role in (
            "clerk",
            "director",
            "supervisor",
            "accountant",
            "county_finance",
            "auditor",
            "administrator",
        ):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, wish).action_check()
        self.assertFalse(wish.approval_ids)

    def test_a_role_in_another_township_does_not_reach(self):
        wish = self.make("other_clerk", self.other_collective)
        with self.assertRaises(AccessError):
            self.as_("township", wish).action_check()

    def test_nobody_approves_what_he_entered_even_as_superuser_code(self):
        wish = self.make("township")
        for record in (self.as_("township", wish), self.as_("township", wish).sudo()):
            with self.assertRaises(UserError):
                record.action_check()
        self.assertFalse(wish.approval_ids)

    def test_nobody_approves_what_the_act_says_he_asked_for(self):
        wish = self.make()
        with self.assertRaises(UserError):
            self.as_("township", wish)._approve("checked", TOWNSHIP, requester=self.officer)

    def test_two_steps_of_a_chain_need_two_people(self):
        wish = self.make()
        self.as_("township", wish).action_check()
        with self.assertRaises(UserError):
            self.as_("township", wish).action_confirm()
        self.as_("county_agriculture", wish).action_confirm()
        self.assertEqual(wish.approval_ids.mapped("step"), ["confirmed", "checked"])

    def test_signatures_survive_a_return_and_the_round_begins_again(self):
        wish = self.make()
        self.as_("township", wish).action_check()
        with self.assertRaises(UserError):
            self.as_("county_agriculture", wish).action_return("  ")
        self.as_("county_agriculture", wish).action_return("面积不符")
        self.as_("clerk", wish).write({"name": "修水渠二期"})
        self.as_("township", wish).action_check()
        self.assertEqual(wish.approval_ids.mapped("verdict"), ["approved", "returned", "approved"])
        self.assertEqual(len(set(wish.approval_ids.mapped("digest"))), 2)

    def test_the_same_content_is_signed_once(self):
        wish = self.make()
        self.as_("township", wish)._approve("checked", TOWNSHIP)
        with self.assertRaises(UserError):
            self.as_("township", wish)._approve("checked", TOWNSHIP, verdict="countersigned")
        other = self.person("test_township_two", self.township, TOWNSHIP)
        wish.with_user(other)._approve("checked", TOWNSHIP, verdict="countersigned")
        self.assertEqual(len(wish.approval_ids), 2)

    def test_rows_are_neither_written_nor_changed_nor_removed(self):
        wish = self.make()
        self.as_("township", wish).action_check()
        row = wish.approval_ids
        for role in (*self.users, None):
            rows = self.as_(role, row) if role else row
            for act in (
                lambda rows=rows: rows.write({"verdict": "returned"}),
                lambda rows=rows: rows.unlink(),
                lambda rows=rows: rows.create({"res_model": "x", "res_id": 1}),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    act()
        with self.assertRaises(AccessError):
            self.as_("clerk", wish).write({"approval_ids": [Command.clear()]})

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_change_removal_and_the_hand_of_the_requester(self):
        wish = self.make()
        self.as_("township", wish).action_check()
        self.env.flush_all()
        row = wish.approval_ids
        for statement in (
            "UPDATE reform_approval SET verdict = 'returned'",
            "UPDATE reform_approval SET reason = 'x'",
            "DELETE FROM reform_approval",
            "TRUNCATE reform_approval CASCADE",
        ):
            with self.subTest(statement), self.assertRaises(psycopg2.Error), self.env.cr.savepoint():
                self.env.cr.execute(statement)
        values = {name: row[name] for name in ("res_model", "res_id", "step", "verdict", "at", "digest")}
        values["group_id"] = row.group_id.id
        clerk = self.users["clerk"].id
        for hands in ({"user_id": clerk}, {"user_id": self.officer.id, "on_behalf_of_id": clerk}):
            with self.subTest(hands), self.assertRaises(psycopg2.Error), self.env.cr.savepoint():
                row.sudo()._add([{**values, **hands, "requester_id": clerk}])
                self.env.flush_all()

    def test_many_are_signed_in_as_many_statements_as_two(self):
        counts = []
        for size in (2, 40):
            wishes = self.env["reform.decision.test.wish"].union(
                *(self.make(name=str(n)) for n in range(size))
            )
            wishes = self.as_("township", wishes)
            wishes._approve("warm", TOWNSHIP)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            wishes._approve("checked", TOWNSHIP)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])


@tagged("post_install", "-at_install")
class TestReformDelegation(ApprovalWorld, PlaceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        add_test_model(cls, DecisionTestWish, scoped=True)
        cls.officer = cls.users["township"]

    def setUp(self):
        super().setUp()
        self.deputy = self.person("test_deputy", self.township)

    def test_a_deputy_signs_in_the_name_of_the_holder(self):
        wish = self.make()
        one = self.lend(self.officer, self.deputy)
        wish.with_user(self.deputy).action_check()
        row = wish.approval_ids
        self.assertEqual((row.user_id, row.on_behalf_of_id), (self.deputy, self.officer))
        self.assertEqual((row.delegation_id, row.group_id), (one, self.env.ref(TOWNSHIP)))
        self.assertIn(TOWNSHIP, wish.with_user(self.deputy).acting_groups)

    def test_before_its_first_day_after_its_last_or_revoked_it_opens_nothing(self):
        wish = self.make()
        one = self.lend(self.officer, self.deputy, grant=False)
        with self.assertRaises(AccessError):
            wish.with_user(self.deputy).action_check()
        one.action_grant()
        for day in (-2, 12):
            with freeze_time(fields.Datetime.now() + timedelta(days=day)), self.assertRaises(AccessError):
                wish.with_user(self.deputy).action_check()
        one.with_user(self.deputy).action_revoke()
        with self.assertRaises(AccessError):
            wish.with_user(self.deputy).action_check()

    def test_a_deputy_reaches_no_further_than_both_scopes(self):
        wish, far = self.make(), self.make("other_clerk", self.other_collective)
        wide = self.person("test_wide", self.county)
        self.lend(self.officer, wide)
        with self.assertRaises(AccessError):
            far.with_user(wide).action_check()
        narrow = self.person("test_narrow", self.other_village)
        self.lend(self.officer, narrow)
        with self.assertRaises(AccessError):
            wish.with_user(narrow).action_check()
        wish.with_user(wide).action_check()

    def test_neither_the_deputy_nor_the_holder_has_asked_for_it(self):
        self.lend(self.officer, self.deputy)
        for asker in (self.officer, self.deputy):
            wish = self.make()
            with self.subTest(asker.login), self.assertRaises(UserError):
                wish.with_user(self.deputy)._approve("checked", TOWNSHIP, requester=asker)

    def test_the_deputy_of_the_first_hand_is_not_the_second_hand(self):
        wish = self.make()
        self.as_("township", wish).action_check()
        self.lend(self.officer, self.deputy)
        with self.assertRaises(UserError):
            wish.with_user(self.deputy).action_confirm()

    def test_a_lent_role_cannot_be_lent_again(self):
        self.lend(self.officer, self.deputy)
        third = self.person("test_third", self.township)
        with self.assertRaises(UserError):
            self.lend(self.deputy, third)

    def test_it_ends_when_the_holder_loses_the_role(self):
        wish = self.make()
        self.lend(self.officer, self.deputy)
        self.officer.group_ids = [Command.unlink(self.env.ref(TOWNSHIP).id)]
        with self.assertRaises(AccessError):
            wish.with_user(self.deputy).action_check()

    def test_who_prepares_or_audits_is_nobodys_deputy_in_judging(self):
        for role in ("clerk", "director", "accountant", "supervisor", "auditor"):
            with self.subTest(role), self.assertRaises(UserError):
                self.lend(self.officer, self.users[role])

    def test_refused_are_oneself_too_many_days_and_the_past(self):
        for taker, options in (
            (self.officer, {}),
            (self.deputy, {"days": 200}),
            (self.deputy, {"date_from": "2020-01-01", "date_to": "2020-01-05"}),
            (self.deputy, {"group": "reform_places.group_clerk"}),
        ):
            with self.subTest(options), self.assertRaises(UserError):
                self.lend(self.officer, taker, **options)

    def test_only_the_holder_or_the_administrator_gives_it_away(self):
        vals = {"delegator_id": self.officer.id}
        for role in ("clerk", "director", "county_finance", "auditor"):
            with self.subTest(role), self.assertRaises(AccessError):
                self.lend(self.users[role], self.deputy, **vals)
        one = self.lend(self.users["administrator"], self.deputy, **vals)
        self.assertEqual((one.state, one.granted_by_id), ("granted", self.users["administrator"]))
        entry = self.env["reform.seal.entry"].search([("res_model", "=", one._name), ("res_id", "=", one.id)])
        self.assertEqual(entry.user_id, self.users["administrator"])

    def test_what_was_granted_is_frozen(self):
        one = self.lend(self.officer, self.deputy)
        for vals in ({"date_to": "2099-01-01"}, {"state": "draft"}, {"delegate_id": self.officer.id}):
            with self.subTest(vals), self.assertRaises(AccessError):
                one.with_user(self.officer).write(vals)

    def test_one_for_a_kind_of_record_opens_no_other(self):
        wish = self.make()
        one = self.lend(self.officer, self.deputy, res_model="reform.decision.test.wish")
        self.assertTrue(wish.with_user(self.deputy).acting_groups)
        self.assertFalse(self.env["reform.delegation"]._groups_of(self.deputy, "reform.decision"))
        self.assertTrue(one.in_force)
        self.assertIn(one, self.env["reform.delegation"].search([("in_force", "=", True)]))

    def test_a_county_role_is_asked_for_by_name(self):
        wish = self.make()
        self.lend(self.officer, self.deputy)
        with self.assertRaises(AccessError):
            wish.with_user(self.deputy)._approve("confirmed", COUNTY)
