from odoo import api, fields, models
from odoo.addons.reform_places import civil_day

from ..messages import disposal as messages
from .reform_disposal_end import COLLECTIVE_CLASS, ROAD_OF_A_CARD


class ReformAsset(models.Model):
    """How a card left its owner, and from which card it came, seen from the card."""

    _inherit = "reform.asset"
    _guarded_fields = frozenset({"predecessor_card_id", "successor_card_id"})

    disposal_line_ids = fields.One2many("reform.disposal.line", "asset_id", "Disposed of in")
    disposal_count = fields.Integer(compute="_compute_disposal_count")
    predecessor_card_id = fields.Many2one(
        "reform.asset", "Came from Card", readonly=True, copy=False, index="btree_not_null"
    )
    successor_card_id = fields.Many2one(
        "reform.asset", "Went on as Card", readonly=True, copy=False, index="btree_not_null"
    )

    @api.depends("disposal_line_ids")
    def _compute_disposal_count(self):
        counted = dict(
            self.env["reform.disposal.line"]._read_group(
                [("asset_id", "in", self.ids)], ["asset_id"], ["disposal_id:count_distinct"]
            )
        )
        for asset in self:
            asset.disposal_count = counted.get(asset, 0)

    def action_disposals(self):
        """Show the disposals of the cards."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.disposal",
            "name": messages.disposals_title(self.env),
            "view_mode": "list,form",
            "domain": [
                "|", ("line_ids.asset_id", "in", self.ids), ("counter_line_ids.asset_id", "in", self.ids),
            ],
        }  # fmt: skip

    def _receive_as(self, receiver, disposal):
        """Return the receiver's card of this thing: everything as it was, only the owner is another.

        It is confirmed at once: who approved the transfer and who accepted it have put their names to it.
        """
        self.ensure_one()
        values = self.copy_data(
            {
                "name": self.name,
                "entity_id": receiver.id,
                "owner_class": self._class_of(receiver),
                "use_state": "in_use",
                "idle_since": False,
                "idle_reason": False,
                "acquired_date": self.acquired_date,
                "intake_ref": messages.came_with(self.env, disposal=disposal.name, card=self.code),
            }
        )[0]
        for name in ("land_owner_id", "building_owner_id"):
            if self[name] == self.entity_id:
                values[name] = receiver.id
        new = self.create([values])
        new._set_guarded({"predecessor_card_id": self.id})
        hands = (disposal.accepted_by_id, disposal.approved_by_id, disposal.approved_by_id)
        names = ("village_checked_by_id", "town_checked_by_id", "confirmed_by_id")
        for state, name, hand in zip(ROAD_OF_A_CARD, names, hands, strict=True):
            last = {"confirmed_date": civil_day.today()} if state == "confirmed" else {}
            new._move(state, reason=values["intake_ref"], **{name: hand.id}, **last)
        new._ask_next_approver()
        return new

    def _class_of(self, receiver):
        if receiver.kind != "collective":
            return "state"
        return COLLECTIVE_CLASS.get(receiver.place_id.level, "village_collective")
