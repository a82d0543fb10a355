from odoo import api, fields, models
from odoo.addons.reform_rules.economy import asset_entries
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.tools import SQL

from .. import messages

# The thing has left the register: struck off, or taken over by its receiver.
GONE = ("removed", "reported")


class ReformDisposal(models.Model):
    """A disposal learns to stand in the books of the owner who gave the thing away.

    What was paid and what it cost lies in 固定资产清理 from the day the money moved; when the card is struck
    off, its value goes there too, and what is left is the gain or the loss.
    """

    _name = "reform.disposal"
    _inherit = ["reform.disposal", "reform.asset.event.mixin"]

    _money_day = "gone_on"

    gone_on = fields.Date("Left the Books On", compute="_compute_gone_on", store=True)

    @api.depends("state", "removed_date", "accepted_date")
    def _compute_gone_on(self):
        for disposal in self:
            disposal.gone_on = disposal.removed_date or disposal.accepted_date

    @api.model
    def _event_key_sql(self, alias):
        return SQL("('disposal:' || %s || ':end')", SQL.identifier(alias, "name"))

    @api.model
    def _waiting_domain(self):
        given = fields.Domain("kind", "in", ("transfer", "exchange")) & fields.Domain(
            "accepted_date", "!=", False
        )
        return fields.Domain("state", "in", GONE) | given

    def _run_facts(self):
        self.ensure_one()
        amount = sum((yuan(line.net_value) for line in self.sudo().line_ids), start=ZERO)
        return {"partner_id": (self.company_id or self.buyer_id).id, "amount": float(amount)}

    def _book_problem(self):
        self.ensure_one()
        if not self.gone_on:
            return "NotGoneYet", {}
        fact = self._money_event()
        if not any(line["cost"] for line in fact["lines"]) and not self._results():
            return "NothingDue", {}
        return None

    def _money_event(self):
        return {**super()._money_event(), "date": self.gone_on or self.outcome_date}

    def _entry(self, fact, entity, chart):
        """Return the entry of the removal, and with it what clearing leaves: the gain or the loss."""
        event = self._asset_event(fact)
        lines = [*asset_entries.entries(event, chart)]
        if fact["kind"] == "asset_removed":
            for kind, cards in self._results().items():
                result = event._replace(kind=kind, cards=tuple(cards))
                lines += asset_entries.entries(result, chart)
        return asset_entries.word(event, chart), tuple(lines)

    def _results(self):
        """Return {gain or loss: cards with the amount}: what proceeds, costs and net value leave of each."""
        self.ensure_one()
        moved = {}
        for row in self.sudo().proceeds_ids:
            fact = row._money_event()
            sign = 1 if fact["kind"] == "disposal_proceeds" else -1
            for line in fact["lines"]:
                moved[line["asset_id"]] = moved.get(line["asset_id"], ZERO) + sign * line["amount"]
        results = {}
        for line in self.sudo().line_ids:
            left = asset_entries.outcome_of_clearing(
                yuan(line.net_value), moved.get(line.asset_id.id, ZERO), ZERO
            )
            if left:
                kind, amount = left
                card = asset_entries.CardAmounts(
                    origin=line.asset_id.origin_place_id.id,
                    card_kind=line.asset_id.card_kind or "other",
                    amounts={"amount": amount},
                )
                results.setdefault(kind, []).append(card)
        return results

    def _book_summary(self):
        self.ensure_one()
        cards = self.sudo().line_ids.asset_id
        return messages.summary_act(
            self.env, kind=self._kind_label(), card=cards[:1].display_name, more=len(cards) - 1
        )


class ReformDisposalProceeds(models.Model):
    """Money of a disposal learns to stand in the books: in clearing, until the card is struck off."""

    _name = "reform.disposal.proceeds"
    _inherit = ["reform.disposal.proceeds", "reform.asset.event.mixin"]

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
