from datetime import date, timedelta

from freezegun import freeze_time
from odoo.addons.reform_places.tests.common import PlaceCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .people import MEETING, PeopleWorld

TODAY = date(2025, 6, 20)


@tagged("post_install", "-at_install")
class TestReformShare(PeopleWorld, PlaceCase):
    """From the plan of the assembly to the register of any day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        clock = freeze_time(TODAY)
        clock.start()
        cls.addClassCleanup(clock.stop)

    def test_a_plan_gives_shares_by_its_rules_and_the_assembly_decides_it(self):
        members = self.members(3)
        self.as_("clerk", members[2]).birth_year = 2015
        plan = self.plan((("member", "all", 10), ("seniority", "adult", 2), ("collective", "collective", 6)))
        self.assertEqual((plan.total, plan.collective_total, len(plan.line_ids)), (40, 6, 6))
        self.as_("clerk", plan).action_publish()
        with self.assertRaises(UserError):
            self.as_("supervisor", plan).action_decide()
        self.assertFalse(self.register())
        self.decide(plan)
        self.as_("supervisor", plan).action_decide()
        self.as_("director", plan).action_book()
        held = {member.partner_id.id: number for member, number in zip(members, (12, 12, 10), strict=True)}
        self.assertEqual(self.register(), {0: 6, **held})
        self.assertFalse(self.register(date(2025, 5, 19)), "nobody held anything before")
        self.assertEqual(members[0].shares, 12)

    def test_a_household_holds_in_its_heads_name_what_is_counted_by_persons(self):
        first, second = self.members(3), self.members(2, code="0002")
        second.is_head = False
        plan = self.quantified((("member", "all", 10), ("seniority", "adult", 2)), holding="household")
        heads = first.filtered("is_head") | second[:1]
        self.assertEqual(self.register(), {heads[0].partner_id.id: 36, heads[1].partner_id.id: 24})
        self.assertEqual(plan.line_ids.mapped("persons"), [3, 2, 3, 2])
        # What the head holds passes on within the household when he dies.
        change = self.share_change(heads[0], first[1], move="inherit", number=30)
        self.as_("supervisor", change).action_book()
        self.assertEqual(self.register()[first[1].partner_id.id], 30)

    def test_delegates_cannot_decide_a_plan(self):
        self.members(2)
        plan = self.plan()
        self.as_("clerk", plan).action_publish()
        case = self.as_("clerk", plan)._open_decision(body="representative_assembly")
        with self.assertRaises(UserError):
            self.as_("director", case).action_propose()

    def test_a_plan_for_the_collective_itself_stays_below_the_cap(self):
        self.members(1)
        plan = self.plan((("member", "all", 10), ("collective", "collective", 5)))
        with self.assertRaisesRegex(UserError, "30"):
            self.as_("clerk", plan).action_publish()

    def test_shares_pass_on_and_the_register_of_an_earlier_day_stays(self):
        first, second = self.members(2)
        self.quantified()
        change = self.share_change(first, second)
        self.as_("supervisor", change).action_book()
        self.assertEqual(self.register(), {first.partner_id.id: 6, second.partner_id.id: 14})
        self.assertEqual(self.register(date(2025, 6, 9)), {first.partner_id.id: 10, second.partner_id.id: 10})
        versions = self.env["reform.share.version"].search([("partner_id", "=", first.partner_id.id)])
        self.assertEqual(
            [(v.valid_from, v.valid_to, v.shares) for v in versions.sorted("valid_from")],
            [(MEETING, date(2025, 6, 10), 10), (date(2025, 6, 10), False, 6)],
        )
        for day, expected in ((date(2025, 6, 9), 10), (date(2025, 6, 10), 6)):
            at = self.env["reform.share.version"].search(
                [("partner_id", "=", first.partner_id.id), ("at", "=", day)]
            )
            self.assertEqual(at.shares, expected)
        self.assertFalse(
            [each for _name, found in self.env["reform.share"]._reform_invariants() for each in found]
        )

    def test_nobody_gives_more_than_he_holds_nor_before_he_had_it(self):
        first, second = self.members(2)
        self.quantified()
        change = self.share_change(first, second, number=11)
        with self.assertRaisesRegex(UserError, "10"):
            self.as_("supervisor", change).action_book()
        early = self.share_change(first, second, number=1, day=date(2025, 5, 1))
        with self.assertRaises(UserError):
            self.as_("supervisor", early).action_book()

    def test_frozen_shares_earn_nothing_until_released(self):
        (member,) = self.members(1)
        self.quantified()
        self.as_("supervisor", self.share_change(member, move="freeze", number=10)).action_book()
        self.assertFalse(self.register())
        self.assertEqual((member.shares, member.frozen_shares), (0, 10))
        release = self.share_change(member, move="release", number=10, day=TODAY)
        self.as_("supervisor", release).action_book()
        member.invalidate_recordset()
        self.assertEqual((member.shares, member.frozen_shares), (10, 0))

    def test_nobody_books_the_change_he_has_asked_for(self):
        first, second = self.members(2)
        self.quantified()
        change = self.share_change(first, second)
        self.users["clerk"].group_ids += self.env.ref("reform_places.group_supervisor")
        with self.assertRaises(AccessError):
            self.as_("clerk", change).action_book()
        for role in ("director", "accountant", "township", "auditor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, change).action_book()

    def test_lines_of_the_register_are_never_changed(self):
        self.members(1)
        self.quantified()
        shares = self.env["reform.share"].search([("entity_id", "=", self.collective.id)])
        for role in ("clerk", "director", "supervisor"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, shares).write({"number": 100})
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, shares).unlink()
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_(role, self.env["reform.share"]).create({"number": 5})

    def test_a_second_plan_over_the_same_register_is_refused(self):
        self.members(1)
        self.quantified()
        with self.assertRaisesRegex(UserError, "register"):
            self.as_("clerk", self.plan()).action_publish()

    def test_a_second_plan_dated_before_the_register_is_refused(self):
        """From the day of the register on, both would count."""
        self.members(1)
        early = self.plan()
        self.as_("clerk", early).action_publish()
        self.decide(early)
        self.as_("supervisor", early).action_decide()
        self.quantified(date=MEETING + timedelta(days=5))
        with self.assertRaisesRegex(UserError, "register"):
            self.as_("director", early).action_book()
        with self.assertRaisesRegex(UserError, "register"):
            self.as_("clerk", self.plan()).action_publish()

    def test_a_new_plan_begins_when_all_shares_of_the_old_one_have_ended(self):
        (member,) = self.members(1)
        self.quantified()
        end = self.share_change(member, move="cancel", number=10, day=date(2025, 6, 10))
        with self.assertRaisesRegex(UserError, "register"):
            self.as_("clerk", self.plan(date=date(2025, 6, 10))).action_publish()
        self.as_("supervisor", end).action_book()
        with self.assertRaisesRegex(UserError, "register"):
            self.as_("clerk", self.plan(date=date(2025, 6, 9))).action_publish()
        self.quantified((("member", "all", 7),), date=date(2025, 6, 10))
        self.assertEqual(self.register(), {member.partner_id.id: 7})

    def test_shares_of_a_former_village_do_not_stand_beside_one_register_for_all(self):
        (member,) = self.members(1, household=self.household(code="A1", origin_place_id=self.old_a.id))
        self.quantified()
        with self.assertRaisesRegex(UserError, "side by side"):
            self.as_("clerk", self.plan(origin_place_id=self.old_a.id)).action_publish()
        grant = self.share_change(member, move="grant", number=3, origin_place_id=self.old_a.id)
        with self.assertRaisesRegex(UserError, "side by side"):
            self.as_("supervisor", grant).action_book()
        self.assertEqual(self.register(), {member.partner_id.id: 10})

    def test_one_register_for_all_does_not_stand_beside_those_of_former_villages(self):
        self.members(1, household=self.household(code="A1", origin_place_id=self.old_a.id))
        self.quantified(origin_place_id=self.old_a.id)
        with self.assertRaisesRegex(UserError, "side by side"):
            self.as_("clerk", self.plan()).action_publish()

    def test_former_villages_keep_their_registers_apart(self):
        ours = self.members(2, household=self.household(code="A1", origin_place_id=self.old_a.id))
        theirs = self.members(1, household=self.household(code="B1", origin_place_id=self.old_b.id))
        self.quantified(origin_place_id=self.old_a.id)
        self.quantified((("member", "all", 30),), origin_place_id=self.old_b.id)
        self.assertEqual(self.register(origin=self.old_a), {member.partner_id.id: 10 for member in ours})
        self.assertEqual(self.register(origin=self.old_b), {theirs.partner_id.id: 30})
        self.assertEqual(self.env["reform.share"]._origins(self.collective, TODAY), self.old_a | self.old_b)
