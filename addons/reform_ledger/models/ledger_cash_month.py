from odoo import api, fields, models

from ..messages import cash_and_bank as messages


class LedgerCashMonth(models.Model):
    """The cashier's journal beside the ledger, month by month: what two people have written independently."""

    _name = "ledger.cash.month"
    _description = "Journal and Ledger"
    _order = "month desc, entity_id, bank_account_id"
    _auto = False
    _log_access = False

    entity_id = fields.Many2one("reform.entity", readonly=True)
    bank_account_id = fields.Many2one("ledger.bank.account", readonly=True)
    box = fields.Char("Kept in", compute="_compute_box")
    month = fields.Date(readonly=True)
    journal_in = fields.Float("Journal Received", digits=(16, 2), readonly=True)
    journal_out = fields.Float("Journal Paid", digits=(16, 2), readonly=True)
    journal_balance = fields.Float(digits=(16, 2), readonly=True, aggregator=None)
    ledger_in = fields.Float("Ledger Debit", digits=(16, 2), readonly=True)
    ledger_out = fields.Float("Ledger Credit", digits=(16, 2), readonly=True)
    ledger_balance = fields.Float(digits=(16, 2), readonly=True, aggregator=None)
    difference = fields.Float(
        digits=(16, 2), readonly=True, aggregator=None, help="Journal less ledger, at the end of the month."
    )

    def init(self):
        self.env.cr.execute(
            """
            CREATE OR REPLACE VIEW ledger_cash_month AS
            WITH move AS (
                SELECT entity_id, coalesce(bank_account_id, 0) AS box,
                       date_trunc('month', date)::date AS month,
                       coalesce(amount_in, 0) AS journal, 0 AS journal_paid, 0 AS debit, 0 AS credit, kind
                  FROM ledger_cash_line
                UNION ALL
                SELECT entity_id, coalesce(bank_account_id, 0), date_trunc('month', date)::date,
                       0, coalesce(amount_out, 0), 0, 0, kind
                  FROM ledger_cash_line
                UNION ALL
                SELECT b.entity_id, CASE WHEN a.code LIKE '101%' THEN 0 ELSE k.id END, b.month,
                       0, 0, b.debit, b.credit, b.kind
                  FROM ledger_balance b
                  JOIN ledger_account a ON a.id = b.account_id
                  LEFT JOIN ledger_bank_account k ON k.entity_id = b.entity_id AND k.account_id = b.account_id
                       AND k.active
                 WHERE a.code LIKE '101%' OR k.id IS NOT NULL
            ), monthly AS (
                SELECT entity_id, box, month,
                       sum(journal) FILTER (WHERE kind <> 'opening') AS journal_in,
                       sum(journal_paid) FILTER (WHERE kind <> 'opening') AS journal_out,
                       sum(journal - journal_paid) AS journal_net,
                       sum(debit) FILTER (WHERE kind <> 'opening') AS ledger_in,
                       sum(credit) FILTER (WHERE kind <> 'opening') AS ledger_out,
                       sum(debit - credit) AS ledger_net
                  FROM move GROUP BY 1, 2, 3
            ), running AS (
                SELECT *, sum(journal_net) OVER before AS journal_balance,
                       sum(ledger_net) OVER before AS ledger_balance
                  FROM monthly WINDOW before AS (PARTITION BY entity_id, box ORDER BY month)
            )
            SELECT (r.entity_id::bigint * 100000 + r.box) * 10000
                       + (extract(year FROM r.month)::int - 2000) * 12
                       + extract(month FROM r.month)::int AS id,
                   r.entity_id, nullif(r.box, 0) AS bank_account_id, r.month,
                   coalesce(r.journal_in, 0) AS journal_in, coalesce(r.journal_out, 0) AS journal_out,
                   r.journal_balance,
                   coalesce(r.ledger_in, 0) AS ledger_in, coalesce(r.ledger_out, 0) AS ledger_out,
                   r.ledger_balance, r.journal_balance - r.ledger_balance AS difference
              FROM running r
             WHERE EXISTS (SELECT FROM ledger_cash_line l
                            WHERE l.entity_id = r.entity_id AND coalesce(l.bank_account_id, 0) = r.box
                              AND l.date < r.month + interval '1 month')
            """
        )

    @api.depends("bank_account_id")
    def _compute_box(self):
        for row in self:
            row.box = row.bank_account_id.display_name or messages.cash_box(self.env)

    @api.model
    def _differences(self, entity, month):
        """Return the last row of each box up to a month, where journal and ledger differ."""
        self.env["ledger.cash.line"].flush_model()
        self.env["ledger.balance"].flush_model()
        rows = self.search([("entity_id", "=", entity.id), ("month", "<=", month)], order="month desc")
        newest = {}
        for row in rows:
            newest.setdefault(row.bank_account_id.id, row)
        return self.concat(*(row for row in newest.values() if round(row.difference, 2)))

    def action_journal(self):
        """Show the lines of the journal behind a month."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_ledger.ledger_cash_line_action")
        action["domain"] = [
            ("entity_id", "=", self.entity_id.id),
            ("bank_account_id", "=", self.bank_account_id.id),
            ("date", ">=", self.month),
            ("date", "<", fields.Date.add(self.month, months=1)),
        ]
        action["context"] = {}
        return action
