from odoo import fields, models
from odoo.addons.reform_rules.economy import asset_entries
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.money import yuan

from ..messages import events as messages


class ReformAssetEventMixin(models.AbstractModel):
    """An act on cards, told to the books card by card: what came in, what left, what a disposal brought.

    *What it accepts*: a model whose `_money_event()` has `lines` with the amounts of each card. *How it
    works*: the legs of an act are data (reform_rules/economy/asset_postings.toml); the form shows the entry
    before anybody books it.
    """

    _name = "reform.asset.event.mixin"
    _description = "Event of Assets"
    _inherit = ["reform.money.event.mixin"]

    proposed_entry = fields.Text("Entry in the Books", compute="_compute_proposed_entry")

    def _compute_proposed_entry(self):
        for record in self:
            record.proposed_entry = record._proposed_entry()

    def _proposed_entry(self):
        """Return the entry as lines of text, empty where nothing is booked or the books do not know how."""
        if not self.id or self._book_problem():
            return ""
        entity = self.entity_id
        book = self.env["ledger.book"].search([("entity_id", "=", entity.id)], limit=1)
        chart = book.chart_id
        if not chart:
            return messages.entry_without_books(self.env)
        try:
            _word, lines = self._entry(self._money_event(), entity, chart.version)
        except RuleError as refusal:
            return messages.event_refused(self.env, self.display_name, refusal.name, refusal.facts)
        names = self._account_names(chart, {line.account for line in lines})
        return "\n".join(
            messages.entry_line(
                self.env,
                debit=bool(line.debit),
                account=f"{line.account} {names.get(line.account, '')}".strip(),
                amount=line.debit or line.credit,
            )
            for line in lines
        )

    def _account_names(self, chart, codes):
        found = self.env["ledger.account"].search([("chart_id", "=", chart.id), ("code", "in", list(codes))])
        return {account.code: account.name for account in found}

    def _entry(self, fact, entity, chart):
        event = self._asset_event(fact)
        return asset_entries.word(event, chart), asset_entries.entries(event, chart)

    def _asset_event(self, fact):
        """Return the facts as the rule takes them."""
        kinds = dict(
            self.env["reform.asset"]
            .sudo()
            .browse([line["asset_id"] for line in fact["lines"]])
            .mapped(lambda asset: (asset.id, asset.card_kind or "other"))
        )
        cards = tuple(
            asset_entries.CardAmounts(
                origin=line["origin_place_id"],
                card_kind=kinds[line["asset_id"]],
                amounts={name: yuan(line[name]) for name in asset_entries.AMOUNTS if name in line},
            )
            for line in fact["lines"]
        )
        return asset_entries.AssetEvent(
            kind=fact["kind"],
            key=fact["key"],
            on=fact["date"],
            summary=self._book_summary(),
            cards=cards,
            cash=bool(fact.get("cash")) or fact.get("method") == "cash",
            party=fact.get("partner_id") or 0,
            reverses=fact.get("reverses") or "",
        )
