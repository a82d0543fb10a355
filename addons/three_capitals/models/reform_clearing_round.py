from odoo import models
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import clearing_lists as messages

# A round whose counts are final, whatever is still decided about them.
OVER = ("differences", "confirmed", "published", "closed", "reported")


class ReformClearing(models.Model):
    """A counting round of the same day has looked at the cards already: its result is taken over."""

    _inherit = "reform.clearing"

    def _take_round(self, count_round):
        """Lay what a counting round saw on the lines of its cards; return (taken, not seen).

        Raises: UserError: the round is of another day, or not over.
        """
        self.ensure_one()
        count_round.check_access("read")
        if count_round.record_date != self.date_base:
            raise UserError(
                messages.round_of_another_day(
                    self.env, round=count_round.display_name, day=count_round.record_date, base=self.date_base
                )
            )
        if count_round.state not in OVER:
            raise UserError(
                messages.round_not_over(
                    self.env, round=count_round.display_name, state=count_round._state_label()
                )
            )
        items = self.env["reform.clearing.item"].search(
            [("clearing_id", "=", self.id), ("source", "=", "card"), ("res_model", "=", "reform.asset")]
        )
        lines = self.env["reform.count.line"].search(
            [("round_id", "=", count_round.id), ("asset_id", "in", items.mapped("res_id"))]
        )
        by_card = {line.asset_id.id: line for line in lines}
        told = []
        for item in items:
            line = by_card.get(item.res_id)
            if line and line.result != "unseen":
                told.append((item, item._seen_in_round(line)))
        items._count_each(
            told, way="round", ref=messages.from_round(self.env, round=count_round.display_name)
        )
        return len(told), len(items) - len(told)


class ReformClearingItem(models.Model):
    """A card as a round saw it."""

    _inherit = "reform.clearing.item"

    def _seen_in_round(self, line):
        """Return what is said of the line: how many, worth how much, and why where that differs."""
        self.ensure_one()
        said = {
            "counted_quantity": line.counted_quantity,
            "counted_amount": float(yuan(self.book_amount) + yuan(line.diff_cost)),
        }
        if line.result == "not_found":
            said |= {"counted_quantity": 0, "counted_amount": 0}
        reason = line.verdict_reason or line.note or line.difference_text
        if line.difference in ("shortage", "quantity") and reason:
            said["reason"] = reason
        return said
