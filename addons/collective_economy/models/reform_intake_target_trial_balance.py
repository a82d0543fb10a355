from odoo import models
from odoo.addons.reform_rules.ledger import trial_balance_sheet as rules
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import opening as messages


class ReformIntakeTargetTrialBalance(models.AbstractModel):
    """The trial balance of old books: each line becomes a balance of an opening."""

    _name = "reform.intake.target.trial_balance"
    _inherit = "reform.intake.books"
    _description = "Trial Balance Sheet"

    def _title(self):
        return messages.trial_balance_title(self.env)

    def _res_model(self):
        return "ledger.opening.line"

    def _columns(self):
        return rules.COLUMNS

    def _column_notes(self):
        return messages.trial_balance_notes(self.env)

    def _example(self):
        # What an accountant in China writes; an example in another language would teach nothing.
        return {
            "code": "113", "name": "内部往来", "party": "张三户", "opening_debit": "1000", "debit": "500",
            "credit": "300", "closing_debit": "1200",
        }  # fmt: skip

    def _reader(self, batch, units):
        return rules.Reader(batch.chart_id.version, units, batch.entity_id.id)

    def _label(self, values):
        return " ".join(filter(None, (values.code, values.name, values.party)))

    def _owner_key(self, values):
        # Several organisations of one village keep books of their own.
        return f"{values.owner}:{values.version}:{values.code}:{values.party}"

    def _figures(self, values):
        return {side: str(yuan(values.get(side) or 0)) for side in ("debit", "credit")}

    def _known_problems(self):
        return ("BalanceKnown", "BalanceDiffers")

    def _existing(self, place_ids):
        """Return balances that the openings of these places have already: a line is taken once."""
        lines = self.env["ledger.opening.line"].search(
            [("origin_place_id", "in", place_ids), ("note", "!=", False)]
        )
        return [
            (
                f"{line.opening_id.entity_id.id}:{line.chart_id.version}:{line.code}:{line.party_name or ''}",
                " ".join(filter(None, (line.code, line.name, line.party_name))),
                line.origin_place_id.id,
                line.id,
                f"{line.code} {line.name}",
                {side: str(yuan(line[side])) for side in ("debit", "credit")},
            )
            for line in lines
        ]

    def _apply(self, batch, rows):
        """Write the balances of a set into the opening of the entity, while it is being converted."""
        opening = self._opening(batch, "trial_balance")
        if opening.state != "draft":
            raise UserError(messages.opening_is_settled(self.env, entity=batch.entity_id.display_name))
        return opening._take_balances(
            [
                {
                    "chart_id": batch.chart_id.id,
                    "code": values["code"],
                    "name": values.get("name") or values["code"],
                    "party_name": values.get("party") or False,
                    "origin_place_id": origin_id or place_id,
                    "debit": float(yuan(values.get("debit") or 0)),
                    "credit": float(yuan(values.get("credit") or 0)),
                    "note": reference,
                }
                for _row_id, values, place_id, origin_id, reference in rows
            ]
        ).ids
