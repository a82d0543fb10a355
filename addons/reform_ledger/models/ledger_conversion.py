from odoo import api, fields, models
from odoo.addons.reform_rules.ledger import chart_2004 as rules
from odoo.addons.reform_rules.ledger.chart import CHART_2023

from .ledger_opening_line import QUESTIONS


class LedgerConversion(models.Model):
    """What may become of an account of the old chart in the new one; kept by the county."""

    _name = "ledger.conversion"
    _description = "Line of the Comparison Table"
    _order = "old_account_id, sequence, id"
    _rec_name = "old_account_id"

    sequence = fields.Integer(default=10)
    old_account_id = fields.Many2one("ledger.account", required=True, ondelete="cascade", index=True)
    old_chart_id = fields.Many2one(related="old_account_id.chart_id", string="Old Chart")
    account_id = fields.Many2one("ledger.account", "New Account", required=True, ondelete="cascade")
    words = fields.Char("When", help="Which of the old balances go to this account.")
    question = fields.Selection(
        QUESTIONS, help="Asked when an old account may become more than one thing; empty: taken as it is."
    )
    mark = fields.Char("Source Mark", help="S: published source, K: general knowledge, ?: to be checked.")

    _way_unique = models.UniqueIndex(
        "(old_account_id, account_id)", "This line stands in the comparison table already."
    )

    @api.model
    def _load(self):
        """Load the comparison table where there is none; what a county has corrected stays."""
        if self.search_count([], limit=1):
            return
        codes = {
            version: {
                account.code: account.id
                for account in self.env["ledger.account"].search(
                    [("chart_id.version", "=", version), ("entity_id", "=", False)]
                )
            }
            for version in (rules.CHART_2004, CHART_2023)
        }
        self.create(
            [
                {
                    "sequence": position,
                    "old_account_id": codes[rules.CHART_2004][way.code],
                    "account_id": codes[CHART_2023][way.target],
                    "words": way.words,
                    "question": way.question,
                    "mark": way.mark,
                }
                for position, way in enumerate(rules.ways(), 1)
            ]
        )

    @api.model
    def _comparison(self):
        """Return the table as the rules take it."""
        # The table is the same for everybody; its accounts are prescribed ones.
        ways = self.sudo().search([], order="sequence, id")  # pylint: disable=no-search-all  # half a hundred rows
        return rules.conversion(
            rules.Way(
                way.old_account_id.code,
                way.account_id.code,
                way.words or "",
                way.question or "",
                way.mark or "",
            )
            for way in ways
        )
