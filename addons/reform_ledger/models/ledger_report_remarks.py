from odoo import api, models
from odoo.addons.reform_rules.money import yuan

from ..messages import reports as messages

# More open months than this are counted by their first and last.
LISTED = 3


class LedgerReport(models.AbstractModel):
    """What a reader has to know before trusting the figures: what is not in them, and what was opened again.

    Other addons add sentences by extending `_remarks`.
    """

    _inherit = "ledger.report"

    @api.model
    def _remarks(self, entities, first, last):
        """Return [{"text", "tone"}] for the months of a report, of one entity or of many."""
        found = [
            *self._remarks_unposted(entities, first, last),
            *self._remarks_open(entities, first, last),
            *self._remarks_reopened(entities, first, last),
            *self._remarks_pending(entities, last),
            *self._remarks_budget(entities, last),
        ]
        return [{"text": text, "tone": tone} for tone, text in found]

    def _remarks_unposted(self, entities, first, last):
        count = self.env["ledger.voucher"].search_count(
            [
                ("entity_id", "in", entities.ids),
                ("state", "!=", "posted"),
                ("date", ">=", first.first),
                ("date", "<=", last.last),
            ]
        )
        return [("warning", messages.unposted(self.env, count=count))] if count else []

    def _remarks_open(self, entities, first, last):
        groups = self.env["ledger.period"]._read_group(
            [
                ("entity_id", "in", entities.ids),
                ("state", "=", "open"),
                ("date_from", ">=", first.first),
                ("date_from", "<=", last.first),
            ],
            ["name"],
            order="name",
        )
        names = [name for (name,) in groups]
        if not names:
            return []
        shown = ", ".join(names) if len(names) <= LISTED else f"{names[0]} – {names[-1]}"
        return [("note", messages.open_months(self.env, months=shown))]

    def _remarks_reopened(self, entities, first, last):
        """Name the months that were opened again; years are named by their closing."""
        acts = self.env["ledger.period.act"].search(
            [
                ("kind", "=", "reopen"),
                ("period_id.entity_id", "in", entities.ids),
                ("period_id.date_from", ">=", first.first),
                ("period_id.date_from", "<=", last.first),
            ],
            order="id",
            limit=10,
        )
        return [
            (
                "warning",
                messages.reopened(
                    self.env,
                    period=act.period_id.name
                    if len(entities) == 1
                    else f"{act.entity_id.name} {act.period_id.name}",
                    day=f"{act.at:%Y-%m-%d}",
                    reason=act.reason or "",
                ),
            )
            for act in acts
        ]

    def _remarks_pending(self, entities, last):
        """Name what waits in 181, of the entities one by one: a gain here hides a loss there."""
        groups = self.env["ledger.balance"]._read_group(
            [
                ("entity_id", "in", entities.ids),
                ("account_id.code", "=like", "181%"),
                ("account_id.chart_id.version", "=", "chart_2023"),
                ("month", "<=", last.first),
            ],
            ["entity_id"],
            ["debit:sum", "credit:sum"],
        )
        amounts = [(entity, yuan(debit or 0) - yuan(credit or 0)) for entity, debit, credit in groups]
        waiting = [(entity, amount) for entity, amount in amounts if amount]
        return [
            (
                "danger",
                (f"{entity.name}: " if len(entities) > 1 else "") + messages.pending(self.env, amount=amount),
            )
            for entity, amount in waiting[:10]
        ]

    def _remarks_budget(self, entities, last):
        if not self._asked().compare or self._budget(entities, last):
            return []
        return [("note", messages.no_budget(self.env))]
