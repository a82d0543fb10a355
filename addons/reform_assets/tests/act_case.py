"""Acts brought to any step by the people who would do it."""

import base64

from odoo.addons.reform_rules.assets import act as act_rule
from odoo.fields import Command

from .common import AssetCase, AssetHttpCase

FILE = base64.b64encode("凭据（示例）".encode())


class ActWorld:
    """Ways to enter, approve and carry out acts."""

    def act(self, kind, cards, lines=None, role="clerk", papers=True, **vals):
        """Return a draft with its papers; `lines`: fields of each line, those of the cards first."""
        extra = {"lend": {"partner_id": self.lessee.id, "returns_on": self.days_ago(-365)}}.get(kind, {})
        given = lines or [{}] * len(cards)
        filled = [
            {**({"asset_id": cards[index].id} if index < len(cards) else {}), **line}
            for index, line in enumerate(given)
        ]
        act = self.as_(role, self.env["reform.asset.act"]).create(
            {
                "kind": kind,
                "place_id": cards[:1].place_id.id,
                "line_ids": [Command.create(line) for line in filled],
                **extra,
                **vals,
            }
        )
        if papers:
            needed = act_rule.papers_of(kind, cards[:1].regime)
            act.paper_ids = [
                Command.create({"kind": one, "file": FILE, "file_name": "凭据.pdf"}) for one in needed
            ]
        return act.with_env(self.env)

    def approver(self, act):
        roles = [group.removeprefix("reform_places.group_") for group in act._approver_groups()]
        return roles[0]

    def approved(self, *args, **vals):
        act = self.act(*args, **vals)
        self.as_("clerk", act).action_submit()
        self.as_(self.approver(act), act).action_approve()
        return act

    def done(self, *args, **vals):
        """Return an act that was carried out."""
        act = self.approved(*args, **vals)
        self.as_("clerk", act).action_carry_out()
        return act

    def undo(self, act):
        """Take an act back, by the same road; return the act that did it."""
        self.as_("clerk", act).action_undo(reason="录入有误")
        back = act.undo_ids.filtered(lambda one: one.state == "draft")
        self.as_("clerk", back).action_submit()
        self.as_(self.approver(back), back).action_approve()
        self.as_("clerk", back).action_carry_out()
        return back


class ActCase(ActWorld, AssetCase):
    """The kit for tests of models."""


class ActHttpCase(ActWorld, AssetHttpCase):
    """The kit for tests over the real HTTP port."""
