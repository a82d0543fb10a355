from odoo import fields, models
from odoo.addons.reform_rules.money import yuan

from ..messages import count as messages

# Uses a count may write on a card; a lease or its end has its own act.
USES = ("in_use", "idle", "lent")


class ReformCountRound(models.Model):
    """Closing: what was decided becomes an act on the cards, each with the round as its reason.

    Lines that ask for the same thing are carried out together, so the number of statements follows the
    number of different decisions and not that of the cards.
    """

    _inherit = "reform.count.round"

    def _carry_out(self):
        """Carry out all decisions of a round that has just been closed."""
        self.ensure_one()
        lines = (
            self.env["reform.count.line"]
            .sudo()
            .search([("round_id", "=", self.id), ("verdict", "!=", False)])
        )
        by_verdict = lines.grouped("verdict")
        none = lines.browse()
        by_verdict.get("keep_book", none)._write_down({"carried_out": messages.book_stands(self.env)})
        self._adjust_cards(by_verdict.get("adjust_card", none))
        self._write_off(by_verdict.get("write_off", none))
        self._give_cards(self.env["reform.count.find"].sudo().search(
            [("round_id", "=", self.id), ("status", "=", "accepted"), ("asset_id", "=", False)]
        ))  # fmt: skip

    # --- cards that are adjusted ---

    def _adjust_cards(self, lines):
        reason = messages.closing_reason(self.env, round=self.display_name)
        done, left = lines.browse(), lines.browse()
        for values, group in lines.grouped(lambda line: line._card_values()).items():
            if values:
                group._cards()._change(dict(values), kind="correction", reason=reason)
                done |= group
        for use_state, group in lines.grouped(lambda line: line._new_use()).items():
            if use_state:
                # Idle since when is not known to a count: the record date is the first day it is sure of.
                group._cards()._set_use(use_state, self.record_date, reason)
                done |= group
        left = lines - done
        done._write_down({"carried_out": messages.card_adjusted(self.env)})
        left._write_down({"carried_out": messages.nothing_to_adjust(self.env)})

    # --- things that are gone ---

    def _write_off(self, lines):
        if not lines:
            return
        reason = messages.shortage_reason(self.env, round=self.display_name)
        cards = lines._cards()
        acts = self.env["reform.asset.act"]._enact("shortage", cards, {}, reason, origin=self)
        done = messages.carried_by(self.env, act="、".join(acts.mapped("display_name")))
        lines._write_down({"carried_out": done})

    # --- things that had no card ---

    def _give_cards(self, finds):
        if not finds:
            return
        reason = messages.surplus_reason(self.env, round=self.display_name)
        values = [find._new_card(reason) for find in finds]
        # sudo: the card is made by the closing, whose rights were checked; who enters cards is the village.
        cards = self.env["reform.asset"].sudo().create(values)
        self.env["reform.asset.act"]._enact("surplus", cards, {}, reason, origin=self)
        for find, card in zip(finds, cards, strict=True):
            models.Model.write(find, {"asset_id": card.id})


class ReformCountLine(models.Model):
    """What a decided line changes on its card."""

    _inherit = "reform.count.line"

    def _cards(self):
        # The cards as who closes the round sees them: their rights and scope apply.
        return self.sudo().asset_id.with_user(self.env.user)

    def _card_values(self):
        """Return ((field, value), …) that the card takes over from what was seen, its use apart."""
        kinds = (self.difference_kinds or "").split(",")
        values = {}
        if "place" in kinds:
            values["place_id"] = self.place_seen_id.id
        if "condition" in kinds:
            values["condition"] = self.condition_seen
        if "quantity" in kinds:
            values["quantity"] = self.counted_quantity
            values["cost"] = float(yuan(self.book_cost) + yuan(self.diff_cost))
            values["net_value"] = float(yuan(self.book_net) + yuan(self.diff_net))
        return tuple(sorted(values.items()))

    def _new_use(self):
        """Return the use the card takes over, if it may: one that is let stays let until its lease ends."""
        if "use" not in (self.difference_kinds or "").split(",") or self.use_state_seen not in USES:
            return None
        return None if self.asset_id.use_state == "leased" else self.use_state_seen


class ReformCountFind(models.Model):
    """What the card of a surplus item says."""

    _inherit = "reform.count.find"

    def _new_card(self, reason):
        self.ensure_one()
        return {
            "name": self.name,
            "place_id": self.place_id.id,
            "entity_id": self.entity_id.id,
            "owner_class": self.owner_class,
            "category_id": self.category_id.id,
            "nature": self.nature,
            "condition": self.condition,
            "cost": self.value,
            "net_value": self.value,
            "latitude": self.latitude,
            "longitude": self.longitude,
            "photo": self.photo,
            "note": "\n".join(filter(None, [reason, self.note, self.spot])),
            "acquired_date": fields.Date.to_string(self.round_id.record_date),
            "quantity": self.quantity,
            "unit": self.unit,
        }
