from odoo import fields, models
from odoo.tools import SQL

from .reform_income_baseline import KIND_SELECTION

STEPS = [
    ("recorded", "Recorded"),
    ("classified", "Classified"),
    ("evidenced", "Evidenced"),
    ("posted", "Posted"),
    ("disclosed", "Disclosed"),
]


class ReformIncomeItem(models.Model):
    """One income on its way: recorded, classified, evidenced by a paper, posted, disclosed to the villagers.

    A view on the entries of income accounts, whatever the state of their voucher. The step is the last one
    reached without a gap, so an income that was posted without any paper stands out as only classified.
    """

    _name = "reform.income.item"
    _description = "Income on its Way"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "summary"
    _depends = {
        "ledger.entry": ["voucher_id", "account_id", "debit", "credit", "summary", "partner_id", "date"],
        "ledger.voucher": ["state", "kind", "attachment_count", "event_key"],
        "reform.income.notice": ["entity_id", "date_from", "date_to", "state"],
    }

    entity_id = fields.Many2one("reform.entity", "Collective", readonly=True)
    place_id = fields.Many2one("reform.place", readonly=True)
    township_id = fields.Many2one("reform.place", readonly=True)
    origin_place_id = fields.Many2one("reform.place", "Village of Origin", readonly=True)
    voucher_id = fields.Many2one("ledger.voucher", readonly=True)
    account_id = fields.Many2one("ledger.account", readonly=True)
    partner_id = fields.Many2one("res.partner", "Party", readonly=True)
    date = fields.Date(readonly=True)
    year = fields.Integer(readonly=True, aggregator=None)
    summary = fields.Char(readonly=True)
    kind = fields.Selection(KIND_SELECTION, "Kind of Income", readonly=True)
    amount = fields.Float("Income", digits=(16, 2), readonly=True)
    source = fields.Char("Source Event", readonly=True, help="The contract, receipt or grant it comes from.")
    is_evidenced = fields.Boolean("With a Paper", readonly=True)
    is_posted = fields.Boolean("In the Books", readonly=True)
    is_disclosed = fields.Boolean("On the Notice Board", readonly=True)
    step = fields.Selection(STEPS, "Step Reached", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            WITH kinds AS (SELECT DISTINCT ON (a.id, m.year) a.id, m.year, m.kind
                             FROM ledger_account a
                             JOIN ledger_chart c ON c.id = a.chart_id
                             JOIN (VALUES %s) AS m (year, version, prefix, kind)
                               ON m.version = c.version AND a.code LIKE m.prefix || '%%'
                            ORDER BY a.id, m.year, length(m.prefix) DESC),
            items AS (
                SELECT l.id, v.entity_id, e.place_id, e.township_id, l.origin_place_id, v.id AS voucher_id,
                       l.account_id, l.partner_id, v.date, extract(year FROM v.date)::int AS year,
                       coalesce(nullif(l.summary, ''), v.summary) AS summary, k.kind,
                       l.credit - l.debit AS amount, nullif(v.event_key, '') AS source,
                       (coalesce(v.attachment_count, 0) > 0 OR coalesce(v.event_key, '') <> '')
                       AS is_evidenced,
                       v.state = 'posted' AS is_posted,
                       v.state = 'posted' AND EXISTS (
                           SELECT FROM reform_income_notice n
                            WHERE n.entity_id = v.entity_id AND n.state = 'posted'
                              AND v.date BETWEEN n.date_from AND n.date_to) AS is_disclosed
                  FROM ledger_entry l
                  JOIN ledger_account a ON a.id = l.account_id AND a.kind = 'income'
                  JOIN ledger_voucher v ON v.id = l.voucher_id AND v.kind NOT IN ('closing', 'opening')
                  JOIN reform_entity e ON e.id = v.entity_id
                  LEFT JOIN kinds k ON k.id = l.account_id AND k.year = extract(year FROM v.date))
            SELECT items.*, CASE
                       WHEN kind IS NULL THEN 'recorded'
                       WHEN NOT is_evidenced THEN 'classified'
                       WHEN NOT is_posted THEN 'evidenced'
                       WHEN NOT is_disclosed THEN 'posted'
                       ELSE 'disclosed' END AS step
              FROM items
            """,
            self.env["reform.income.mixin"]._kinds_sql(),
        )

    def action_voucher(self):
        """Show the voucher of the income."""
        self.ensure_one()
        return self.voucher_id._action_form()
