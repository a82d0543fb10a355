from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import disposal as disposal_rule
from odoo.addons.reform_rules.money import yuan

from ..messages import disposal as messages


class ReformDisposal(models.Model):
    """What a collective holds for a thing it put into a company: a card of a long-term investment."""

    _inherit = "reform.disposal"

    stake_ids = fields.Many2many("reform.asset", string="Investment Cards", compute="_compute_stake_ids")

    def _compute_stake_ids(self):
        for disposal in self:
            cards = disposal.line_ids.new_asset_id if disposal.kind == "contribution" else False
            disposal.stake_ids = cards

    def _strike_off(self, cards, use_state):
        """Let the card go and the investment come in one transaction, or neither."""
        struck = super()._strike_off(cards, use_state)
        if self.kind == "contribution" and self.regime == "collective":
            self._take_stake()
        return struck

    def _take_stake(self):
        """Make one investment card for each village the contributed things came from; the parts add up.

        The books had the investment from the act of removal at the agreed value: the act that brings the new
        card in is an opening position, which moves nothing there.
        """
        # sudo: the investment follows from the concluded contribution, not from a right to enter cards.
        mine = self.sudo()
        agreed = mine._agreed_by_line()
        groups = list(mine.line_ids.grouped(lambda line: line._origin_place()).items())
        weights = [sum((agreed[line.id] for line in lines), start=yuan(0)) for _place, lines in groups]
        returns = disposal_rule.shares(yuan(mine.guaranteed_return), weights)
        whole = sum(weights)
        reason = messages.stake_came(self.env, disposal=self.name, company=mine.company_id.name)
        for (place, lines), worth, yearly in zip(groups, weights, returns, strict=True):
            percent = mine.share_percent * float(worth / whole) if whole else mine.share_percent
            card = mine._stake_card(place, worth, yearly, percent, reason)
            card._set_guarded({"predecessor_card_id": lines[:1].asset_id.id})
            for line in lines:
                line._set_guarded({"new_asset_id": card.id})
                line.asset_id._set_guarded({"successor_card_id": card.id})
            mine.env["reform.asset.act"]._enact(
                "opening", card, {"partner_id": mine.company_id.id}, reason, mine
            )

    def _stake_card(self, origin, worth, yearly, percent, reason):
        """Return a confirmed card of the investment: the approval of the contribution confirms it."""
        card = self.env["reform.asset"].create(
            {
                "name": messages.stake_name(self.env, company=self.company_id.name),
                "place_id": self.entity_id.place_id.id,
                "origin_place_id": origin.id,
                "entity_id": self.entity_id.id,
                "owner_class": self.line_ids.asset_id[:1].owner_class,
                "category_id": self.env.ref("reform_assets.category_collective_c10").id,
                "nature": "operating",
                "condition": "good",
                "acquired_date": self.outcome_date,
                "cost": float(worth),
                "net_value": float(worth),
                "quantity": 1,
                "unit": messages.stake_unit(self.env),
                "investee": self.company_id.name,
                "contribution": float(worth),
                "share_percent": percent,
                "guaranteed_return": float(yearly),
                "intake_ref": reason,
            }
        )
        hands = {"confirmed_by_id": self.approved_by_id.id, "confirmed_date": civil_day.today()}
        card._move("confirmed", reason=reason, **hands)
        return card


class ReformDisposalLine(models.Model):
    """Whose village the thing came from."""

    _inherit = "reform.disposal.line"

    def _origin_place(self):
        self.ensure_one()
        return self.asset_id.origin_place_id or self.asset_id.place_id
