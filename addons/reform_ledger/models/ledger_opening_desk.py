from odoo import models
from odoo.addons.reform_places.desk import todo

from .ledger_opening import ACCOUNTANT, SUPERVISOR

ACTION = "reform_ledger.ledger_opening_action"


class LedgerOpening(models.Model):
    """On the desk: openings of books to review, and those that are reviewed and wait to be booked."""

    _inherit = "ledger.opening"

    def _desk_tiles(self):
        tiles, has = [], self.env.user.has_group
        if has(SUPERVISOR):
            review = [("state", "=", "converted"), ("converted_by_id", "!=", self.env.uid)]
            label = self.env._("Openings of books to review")
            tiles.append(todo("openings_review", label, ACTION, review, "flag-checkered", 12))
        if has(ACCOUNTANT):
            ready = [("state", "=", "reviewed")]
            label = self.env._("Openings of books to book")
            tiles.append(todo("openings_book", label, ACTION, ready, "flag-checkered", 12))
        return tiles
