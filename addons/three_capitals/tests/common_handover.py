"""A clearing brought near its end, and the three people of its handover.

Lists and their adjudication are another file's subject; here items are laid down as our own code lays them,
and a clearing is moved to a state by the one door there is.
"""

import base64
from datetime import timedelta

from odoo.addons.reform_decision.walkthrough import PICTURE, pass_decision
from odoo.addons.reform_places import civil_day

from .common import BASE, CapitalsCase, CapitalsWorld

SCAN = base64.b64encode("签字页扫描件（测试）".encode())
BEFORE = ("frozen", "counting", "adjudicating", "confirmed")


class HandoverWorld(CapitalsWorld):
    """`confirmed(entity)` is a clearing whose lists are settled; `filed`, `handover`, `signed` go on from it.

    The clerk gives, the director receives, the township witnesses.
    """

    def lay_items(self, clearing, count=3, category="category_fixed", **vals):
        """Return items laid on a list, each with a record of its own unless said otherwise."""
        return (
            self.env["reform.clearing.item"]
            .sudo()
            ._add(
                [
                    {
                        "clearing_id": clearing.id,
                        "entity_id": clearing.entity_id.id,
                        "category_id": self.env.ref(f"three_capitals.{category}").id,
                        "name": f"第{number}项",
                        "book_quantity": 1,
                        "book_amount": 1000 * number,
                        **vals,
                    }
                    for number in range(1, count + 1)
                ]
            )
        )

    def confirmed(self, entity, items=3, **vals):
        """Return a clearing whose lists are settled, with items on one of them."""
        clearing = self.clearing(entity, **vals).sudo()
        self.lay_items(clearing, items)
        for state in BEFORE:
            clearing._move(state)
        clearing._set_item_states("confirmed")
        return clearing.with_env(self.env)

    def published(self, entity, days=8, **vals):
        """Return a clearing whose lists hang since so many days."""
        clearing = self.confirmed(entity, **vals)
        since = civil_day.today() - timedelta(days=days)
        self.as_("clerk", clearing)._publish(since, "村务公开栏", PICTURE)
        return clearing

    def filed(self, entity, **vals):
        """Return a filed clearing, the result of which the members have confirmed."""
        clearing = self.published(entity, **vals)
        if clearing.publication_id.needs_assembly:
            self.decide(clearing)
        self.as_("township", clearing).action_file()
        return clearing

    def decide(self, clearing):
        pass_decision(
            clearing.publication_id.with_env(self.env),
            self.users,
            vals={"body": "representative_assembly"},
            upto="published",
            meeting_on=civil_day.today() - timedelta(days=8),
        )

    def handover(self, entity, **vals):
        """Return the handover of a filed clearing, its parties named."""
        clearing = self.filed(entity, **vals)
        handover = self.as_("township", clearing)._open_handovers(where="东镇便民服务中心")
        handover.write(
            {
                "giver_id": self.users["clerk"].id,
                "giver_post": "原甲村会计",
                "receiver_id": self.users["director"].id,
                "receiver_post": "理事长",
                "witness_id": self.users["township"].id,
                "witness_post": "农经站",
            }
        )
        return handover.with_env(self.env)

    def signing(self, entity, **vals):
        """Return a handover all items of which are accepted, and which nobody has signed."""
        handover = self.handover(entity, **vals)
        receiver = self.as_("director", handover)
        receiver.action_accept_rest()
        receiver.action_ready()
        return handover

    def sign(self, handover, *roles):
        """Let the parties sign, each as himself."""
        for role in roles or ("clerk", "director", "township"):
            self.as_(role, handover)._sign(image=PICTURE)

    def signed(self, entity, **vals):
        """Return a handover that waits for its completion only."""
        handover = self.signing(entity, **vals)
        self.sign(handover)
        return handover


class HandoverCase(HandoverWorld, CapitalsCase):
    """The kit for tests of models."""


__all__ = ["BASE", "PICTURE", "SCAN", "HandoverCase", "HandoverWorld"]
