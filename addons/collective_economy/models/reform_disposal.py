from odoo import api, models
from odoo.addons.reform_rules.economy import asset_entries
from odoo.addons.reform_rules.money import ZERO
from odoo.tools import SQL

from ..messages import events as messages


class ReformDisposal(models.Model):
    """What a disposal leaves in 固定资产清理 when its cards have gone."""

    _inherit = "reform.disposal"

    def _clearing_results(self, lines):
        """Return {gain or loss: cards with the amount} of the cards told in the lines of a removal."""
        moved = {}
        for row in self.sudo().proceeds_ids:
            fact = row._money_event()
            sign = 1 if fact["kind"] == "disposal_proceeds" else -1
            for line in fact["lines"]:
                moved[line["asset_id"]] = moved.get(line["asset_id"], ZERO) + sign * line["amount"]
        results = {}
        for line in lines if self else ():
            left = asset_entries.outcome_of_clearing(line["net"], moved.get(line["asset_id"], ZERO), ZERO)
            if left:
                kind, amount = left
                card = asset_entries.CardAmounts(
                    line["origin_place_id"], line["card_kind"], {"amount": amount}
                )
                results.setdefault(kind, []).append(card)
        return results


class ReformDisposalProceeds(models.Model):
    """Money of a disposal learns to stand in the books: in clearing, until the card is struck off."""

    _name = "reform.disposal.proceeds"
    _inherit = ["reform.disposal.proceeds", "reform.asset.event.mixin"]

    _goes_back = True

    def _event_key(self):
        self.ensure_one()
        return self.key

    @api.model
    def _event_key_sql(self, alias):
        return SQL.identifier(alias, "key")

    def _run_facts(self):
        self.ensure_one()
        return {"partner_id": self.payer_id.id, "amount": self.amount}

    def _book_problem(self):
        self.ensure_one()
        if self.reverses_id and self.reverses_id.book_state == "none":
            return "CreditsUnbooked", {"due": self.reverses_id.display_name}
        return None

    def _book_summary(self):
        self.ensure_one()
        return messages.summary_disposal_money(
            self.env,
            kind=dict(self._fields["kind"]._description_selection(self.env))[self.kind],
            disposal=self.disposal_id.name,
            payer=self.payer_id.display_name or "",
        )
