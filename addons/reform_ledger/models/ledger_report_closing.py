from odoo import api, models

from ..messages import closing as messages


class LedgerReport(models.AbstractModel):
    """Under every statement: that its year is locked, and for ever that a lock was once undone, and why."""

    _inherit = "ledger.report"

    @api.model
    def _remarks(self, entities, first, last):
        return [*super()._remarks(entities, first, last), *self._remarks_years(entities, first, last)]

    def _remarks_years(self, entities, first, last):
        acts = self.env["ledger.closing.act"].search(
            [
                ("closing_id.entity_id", "in", entities.ids),
                ("closing_id.year", ">=", first.year),
                ("closing_id.year", "<=", last.year),
            ]
        )
        found = []
        for act in acts:
            closing = act.closing_id
            name = closing.display_name if len(entities) > 1 else closing.year
            if act.kind == "reopen":
                found.append({"text": messages.mark_reopened(self.env, act, name), "tone": "danger"})
            # Of many collectives only what is out of the ordinary is worth a line.
            elif len(entities) == 1 and closing.state == "locked" and act == closing.act_ids[:1]:
                found.append({"text": messages.mark_locked(self.env, act), "tone": "ok"})
        return found
