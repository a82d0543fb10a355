from datetime import date

from freezegun import freeze_time
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .people import MEETING, PAPER, PeopleWorld

TODAY = date(2025, 6, 20)
NUMBER = "999999199005061216"


@tagged("post_install", "-at_install")
class TestReformMember(PeopleWorld, PlaceCase):
    """Who is a member, since when and by which decision, and who sees what of a person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(TODAY)
        clock.start()
        cls.addClassCleanup(clock.stop)

    def test_people_become_members_by_the_decision_of_the_assembly_alone(self):
        people = self.proposed(2)
        roster = self.roster(people)
        with self.assertRaisesRegex(UserError, "needs a decision|decision"):
            self.as_("supervisor", roster).action_confirm()
        case = self.decide(roster)
        self.as_("supervisor", roster).action_confirm()
        self.assertEqual(set(people.mapped("state")), {"member"})
        self.assertEqual(set(people.mapped("since")), {MEETING})
        self.assertEqual(people.change_ids.mapped("kind"), ["joined", "joined"])
        self.assertEqual(people.change_ids.decision_id, case)
        self.assertTrue(all(partner._is_member_of(self.collective) for partner in people.partner_id))
        self.as_("township", roster).action_file()
        self.assertEqual(roster.state, "filed")

    def test_a_list_changed_after_the_vote_is_not_confirmed(self):
        people = self.proposed(2)
        roster = self.roster(people)
        self.decide(roster)
        self.as_("clerk", people[0]).name = "另一个人"
        with self.assertRaises(UserError):
            self.as_("supervisor", roster).action_confirm()
        self.assertEqual(set(people.mapped("state")), {"proposed"})

    def test_nobody_confirms_what_he_has_posted_himself(self):
        self.users["clerk"].group_ids += self.env.ref("reform_places.group_supervisor")
        roster = self.roster(self.proposed(1))
        self.decide(roster)
        with self.assertRaises(AccessError):
            self.as_("clerk", roster).action_confirm()

    def test_a_list_is_posted_long_enough_before_it_is_confirmed(self):
        roster = self.roster(self.proposed(1), posted=TODAY)
        self.decide(roster)
        with self.assertRaisesRegex(UserError, "posted until"):
            self.as_("supervisor", roster).action_confirm()

    def test_death_and_leaving_are_recorded_with_a_paper_and_stay_in_the_history(self):
        first, second, third = self.members(3)
        with self.assertRaises(UserError):
            self.as_("supervisor", first)._change("deceased", "death", TODAY)
        with self.assertRaises(UserError):
            self.as_("supervisor", first)._change("deceased", "request", TODAY, paper=PAPER)
        self.as_("supervisor", first)._change("deceased", "death", TODAY, paper=PAPER)
        self.as_("director", second)._change("left", "civil_servant", TODAY, paper=PAPER)
        self.as_("director", third)._change("frozen", "dispute", TODAY, paper=PAPER)
        self.assertEqual([m.state for m in (first, second, third)], ["deceased", "left", "frozen"])
        self.assertEqual((first.ended, second.ended), (TODAY, TODAY))
        self.assertFalse(second.partner_id._is_member_of(self.collective))
        self.as_("director", third)._change("restored", "solved", TODAY, paper=PAPER)
        self.assertEqual(third.change_ids.sorted("id").mapped("kind"), ["joined", "frozen", "restored"])
        with self.assertRaises(AccessError):
            first.change_ids.write({"note": "x"})
        with self.assertRaises(AccessError):
            self.as_("clerk", third)._change("left", "request", TODAY, paper=PAPER)

    def test_who_holds_shares_does_not_leave(self):
        members = self.members(2)
        self.quantified()
        with self.assertRaisesRegex(UserError, "shares"):
            self.as_("director", members[0])._change("left", "request", TODAY, paper=PAPER)

    def test_personal_numbers_are_read_by_their_keepers_alone(self):
        member = self.proposed(1, identity=NUMBER, phone="13900000123", bank_account="6214 6600 0000 1234")
        keeper = self.as_("clerk", member)
        self.assertEqual((keeper.identity, keeper.bank_account), (NUMBER, "6214660000001234"))
        self.assertEqual(self.as_("cashier", member).bank_account, "6214660000001234")
        for role in ("accountant", "cashier", "supervisor", "township", "county_agriculture", "auditor"):
            self.users[role].group_ids += self.env.ref("base.group_allow_export")
            person = self.as_(role, member)
            self.assertEqual(person.identity_shown, "**************1216")
            self.assertEqual(person.phone_shown, "*******0123")
            for ask in (
                lambda person=person: person.read(["identity"]),
                lambda person=person: person.export_data(["name", "identity"]),
                lambda person=person: person.search([("identity", "=", NUMBER)]),
                lambda person=person: person.search([], order="phone"),
                lambda person=person: person._read_group([], ["identity"]),
                lambda person=person: person.web_search_read([], {"identity": {}}),
            ):
                with self.subTest(role=role), self.assertRaises(AccessError):
                    ask()
            exported = person.export_data(["name", "identity_shown"])["datas"]
            self.assertEqual(exported, [["成员1", "**************1216"]])

    def test_a_number_that_cannot_be_is_refused_and_one_is_on_the_roster_once(self):
        with self.assertRaises(ValidationError):
            self.proposed(1, identity="999999199005061212")
        member = self.proposed(1, identity=NUMBER.lower(), code="0002")
        self.assertEqual(member.identity, NUMBER)

    def test_an_account_is_verified_by_somebody_else_and_again_when_it_changes(self):
        member = self.proposed(1, bank_account="621466")
        self.as_("cashier", member).action_verify_account()
        self.assertTrue(member.account_verified)
        self.as_("clerk", member).bank_account = "621467"
        self.assertFalse(member.account_verified)
        with self.assertRaises(AccessError):
            self.as_("clerk", member).action_verify_account()
        with self.assertRaises(AccessError):
            self.as_("clerk", member).write({"account_verified_at": TODAY})

    def test_a_collective_sees_its_own_people_alone(self):
        member = self.proposed(1)
        self.assertFalse(self.as_("other_clerk", self.env["reform.member"]).search([]))
        with self.assertRaises(AccessError):
            self.as_("other_clerk", member).read(["name"])
        with self.assertRaises(AccessError):
            self.household(code="0003", entity_id=self.other_collective.id)
