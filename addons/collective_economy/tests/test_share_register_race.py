"""Two people write in one share register at the same moment, with real commits, in a scratch copy."""

import threading
from datetime import date

from odoo.addons.reform_ledger.tests.scratch_case import ScratchCase
from odoo.addons.reform_places.models.res_users import DEMO_PARAMETER
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .people import PAPER

SINCE, DAY = date(2025, 5, 20), date(2025, 6, 10)


@tagged("post_install", "-at_install")
class TestShareRegisterRace(ScratchCase):
    label = "shares"

    @classmethod
    def build(cls):
        cls.users = {}
        with cls.session() as env:
            env["ir.config_parameter"].set_param(DEMO_PARAMETER, "allowed")
            place = env["reform.place"].create({"name": "同时村", "level": "village"})
            cls.entity = (
                env["reform.entity"].create({"name": "同时社", "kind": "collective", "place_id": place.id}).id
            )
            for name in ("clerk", "supervisor", "supervisor_2"):
                group = env.ref(f"reform_places.group_{name.removesuffix('_2')}")
                values = {
                    "name": name,
                    "login": f"shares_{name}",
                    "group_ids": [Command.set(group.ids)],
                    "reform_scope_ids": [Command.set(place.ids)],
                }
                cls.users[name] = env["res.users"].create(values).id
            household = env["reform.household"].create(
                {"entity_id": cls.entity, "code": "0001", "name": "谢长贵"}
            )
            people = env["reform.member"].create(
                [
                    {"entity_id": cls.entity, "household_id": household.id, "name": f"成员{number}"}
                    for number in range(3)
                ]
            )
            people._move("member", since=SINCE)
            cls.people = people.ids

    def granted(self, number=0):
        """Let one of the people hold ten shares more."""
        with self.session() as env:
            giver = env["reform.member"].browse(self.people[number])
            values = {"entity_id": self.entity, "kind": "member", "move": "grant", "user_id": env.uid}
            values |= {"partner_id": giver.partner_id.id, "member_id": giver.id, "number": 10, "date": SINCE}
            env["reform.share"]._add([values])

    def submitted(self, taker):
        """Return a change that passes all ten shares of the first to another; committed."""
        with self.session(self.users["clerk"]) as env:
            change = env["reform.share.change"].create(
                {
                    "entity_id": self.entity,
                    "move": "transfer",
                    "giver_id": self.people[0],
                    "taker_id": self.people[taker],
                    "number": 10,
                    "date": DAY,
                    "reason": "协议",
                    "paper": PAPER,
                }
            )
            change.action_submit()
            return change.id

    def test_the_same_shares_are_not_given_away_twice_at_the_same_moment(self):
        self.granted()
        changes = [self.submitted(1), self.submitted(2)]
        began = threading.Barrier(2)

        def book(user, change):
            def act():
                with self.session(self.users[user]) as env:
                    record = env["reform.share.change"].browse(change)
                    self.assertEqual(record.state, "submitted")
                    # Both have their picture of the database; now they go on together.
                    began.wait()
                    record.action_book()

            return act

        acts = [book(*pair) for pair in zip(("supervisor", "supervisor_2"), changes, strict=True)]
        (raised,) = self.together(*acts)
        self.assertIsInstance(raised, ConcurrencyError)
        # The server begins such a request again, and then it is seen that nothing is left to give.
        with self.session() as env:
            (waiting,) = (
                env["reform.share.change"]
                .browse(changes)
                .filtered(lambda change: change.state == "submitted")
            )
        with self.session(self.users["supervisor"]) as env, self.assertRaisesRegex(UserError, "10"):
            env["reform.share.change"].browse(waiting.id).action_book()
        with self.session() as env:
            giver = env["reform.member"].browse(self.people[0]).partner_id
            held = env["reform.share"]._register_at(env["reform.entity"].browse(self.entity), DAY)
            self.assertNotIn(giver.id, held)
            below = [found for _name, found in env["reform.share"]._reform_invariants()]
            self.assertNotIn("同时社", str(below))

    def test_whoever_works_by_a_register_that_was_written_meanwhile_begins_again(self):
        with self.session() as env:
            entity = env["reform.entity"].browse(self.entity)
            Share = env["reform.share"]
            Share._register_at(entity, DAY)
            self.granted(2)
            with self.assertRaises(ConcurrencyError):
                Share._hold(entity)
            env.cr.rollback()
            Share._hold(entity)
