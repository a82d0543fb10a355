"""Households and members of a collective, confirmed by its assembly, with shares by a plan.

Example::

    class TestDividend(PeopleWorld, PlaceCase):
        def test_everybody_has_a_share(self):
            members = self.members(3)
            self.quantified(members)
            self.assertEqual(self.register(), {member.partner_id.id: 10 for member in members})
"""

import base64
from datetime import date, timedelta

from odoo.addons.reform_decision.walkthrough import PICTURE, pass_decision
from odoo.fields import Command

PAPER = base64.b64encode("证明（示例）".encode())
MEETING = date(2025, 5, 20)


class PeopleWorld:
    """Beside a case of places: everything is done by the people who would do it."""

    def household(self, code="0001", name="谢长贵", **vals):
        values = {"entity_id": self.collective.id, "code": code, "name": name, **vals}
        return self.as_("clerk", self.env["reform.household"]).create(values).with_env(self.env)

    def proposed(self, count=3, **vals):
        """Return people entered by the clerk, in one household."""
        household = vals.pop("household", None) or self.household(code=vals.pop("code", "0001"))
        values = [
            {
                "entity_id": household.entity_id.id,
                "household_id": household.id,
                "name": f"成员{number}",
                "is_head": number == 1,
                "birth_year": 1950 + number,
                "sex": "female" if number % 2 else "male",
                **vals,
            }
            for number in range(1, count + 1)
        ]
        return self.as_("clerk", self.env["reform.member"]).create(values).with_env(self.env)

    def roster(self, members, posted=MEETING - timedelta(days=12)):
        """Return a roster of the people, posted by the clerk."""
        roster = self.as_("clerk", self.env["reform.member.roster"]).create(
            {
                "entity_id": members.entity_id.id,
                "date": MEETING,
                "member_ids": [Command.set(members.ids)],
                "published_on": posted,
                "published_place": "村务公开栏",
                "published_photo": PICTURE,
            }
        )
        roster.action_publish()
        return roster.with_env(self.env)

    def members(self, count=3, **vals):
        """Return members the assembly has confirmed."""
        people = self.proposed(count, **vals)
        roster = self.roster(people)
        self.decide(roster)
        self.as_("supervisor", roster).action_confirm()
        return people

    def decide(self, record, **options):
        return pass_decision(
            record, self.users, meeting_on=MEETING, upto="published",
            vals={"body": "member_assembly"}, **options,
        )  # fmt: skip

    def plan(self, rules=(("member", "all", 10),), **vals):
        """Return a plan with its shares worked out."""
        plan = self.as_("clerk", self.env["reform.quantification"]).create(
            {
                "entity_id": self.collective.id,
                "date": MEETING,
                "assets_total": 800000,
                "rule_ids": [
                    Command.create({"kind": kind, "who": who, "number": number})
                    for kind, who, number in rules
                ],
                "published_on": MEETING - timedelta(days=12),
                "published_place": "村务公开栏",
                "published_photo": PICTURE,
                **vals,
            }
        )
        plan.action_fill()
        return plan.with_env(self.env)

    def quantified(self, rules=(("member", "all", 10),), **vals):
        """Return a plan whose shares are in the register."""
        plan = self.plan(rules, **vals)
        self.as_("clerk", plan).action_publish()
        self.decide(plan)
        self.as_("supervisor", plan).action_decide()
        self.as_("director", plan).action_book()
        return plan

    def register(self, day=date(2025, 12, 31), **options):
        return {
            partner: float(number)
            for partner, number in self.env["reform.share"]
            ._register_at(self.collective, day, **options)
            .items()
        }

    def share_change(self, giver, taker=None, move="transfer", number=4, day=date(2025, 6, 10), **vals):
        """Return a change of shares, submitted by the clerk."""
        change = self.as_("clerk", self.env["reform.share.change"]).create(
            {
                "entity_id": self.collective.id,
                "move": move,
                "giver_id": giver.id,
                "taker_id": taker and taker.id,
                "number": number,
                "date": day,
                "reason": "协议",
                "paper": PAPER,
                **vals,
            }
        )
        change.action_submit()
        return change.with_env(self.env)
