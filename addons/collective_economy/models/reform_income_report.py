from odoo import fields, models
from odoo.tools import SQL

from .reform_income_baseline import KIND_SELECTION


class ReformIncomeReport(models.Model):
    """Income of a collective by year and kind, beside the year before and the frozen baseline."""

    _name = "reform.income.report"
    _description = "Income by Kind"
    _inherit = ["reform.income.mixin"]
    _auto = False
    _order = "year desc, entity_id, kind"
    _rec_name = "kind"
    _depends = {
        "ledger.balance": ["entity_id", "account_id", "month", "kind", "debit", "credit"],
        "reform.income.baseline": ["entity_id", "year", "state"],
        "reform.income.baseline.line": ["baseline_id", "kind", "amount"],
    }

    entity_id = fields.Many2one("reform.entity", "Collective", readonly=True)
    place_id = fields.Many2one("reform.place", readonly=True)
    township_id = fields.Many2one("reform.place", readonly=True)
    year = fields.Integer(readonly=True, aggregator=None)
    kind = fields.Selection(KIND_SELECTION, readonly=True)
    amount = fields.Float("Income", digits=(16, 2), readonly=True)
    prior_amount = fields.Float("Year Before", digits=(16, 2), readonly=True)
    base_amount = fields.Float("Baseline", digits=(16, 2), readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            WITH actual AS (%s), base AS (%s), years AS (SELECT DISTINCT entity_id, year FROM actual),
            kinds AS (SELECT * FROM unnest(%s) WITH ORDINALITY AS k (kind, place))
            SELECT y.entity_id::bigint * 100000 + y.year * 10 + k.place AS id, y.entity_id,
                   e.place_id, e.township_id, y.year, k.kind, coalesce(a.amount, 0) AS amount,
                   coalesce(p.amount, 0) AS prior_amount, coalesce(b.amount, 0) AS base_amount,
                   f.year AS base_year
              FROM years y
              JOIN reform_entity e ON e.id = y.entity_id
              CROSS JOIN kinds k
              LEFT JOIN actual a ON a.entity_id = y.entity_id AND a.year = y.year AND a.kind = k.kind
              LEFT JOIN actual p ON p.entity_id = y.entity_id AND p.year = y.year - 1 AND p.kind = k.kind
              LEFT JOIN reform_income_baseline f ON f.entity_id = y.entity_id AND f.state = 'frozen'
              LEFT JOIN base b ON b.entity_id = y.entity_id AND b.kind = k.kind
             WHERE coalesce(a.amount, 0) <> 0 OR coalesce(p.amount, 0) <> 0 OR coalesce(b.amount, 0) <> 0
            """,
            self._actual_sql(),
            self._base_sql(),
            [name for name, _label in KIND_SELECTION],
        )
