from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy.income import EARNED, KINDS
from odoo.tools import SQL

from .reform_income_mixin import FIRST_YEAR

COSTS = "costs"


class ReformIncomeYear(models.Model):
    """Total income of a year against the frozen baseline, and beside it what the village lives on by itself.

    A pilot village is judged by the growth of its total income; whether a village is hollow is judged by its
    operating return, which no subsidy raises. A year of books in which nothing was earned or spent stands
    here too, with nothing: those are the hollow villages.
    """

    _name = "reform.income.year"
    _description = "Income against the Baseline"
    _inherit = ["reform.income.mixin", "reform.income.tier"]
    _auto = False
    _order = "year desc, entity_id"
    _rec_name = "entity_id"
    _depends = {
        "ledger.balance": ["entity_id", "account_id", "month", "kind", "debit", "credit"],
        "ledger.book": ["entity_id", "date_opening", "state"],
        "ledger.period": ["book_id", "date_to"],
        "reform.income.baseline": ["entity_id", "year", "state"],
        "reform.income.baseline.line": ["baseline_id", "kind", "amount"],
    }

    entity_id = fields.Many2one("reform.entity", "Collective", readonly=True)
    place_id = fields.Many2one("reform.place", readonly=True)
    township_id = fields.Many2one("reform.place", readonly=True)
    year = fields.Integer(readonly=True, aggregator=None)
    amount = fields.Float("Total Income", digits=(16, 2), readonly=True)
    earned = fields.Float(digits=(16, 2), readonly=True, help="Without subsidies and other income.")
    subsidy = fields.Float("Subsidies", digits=(16, 2), readonly=True)
    costs = fields.Float(
        "Costs of Earning",
        digits=(16, 2),
        readonly=True,
        help="Operating expense, taxes and surcharges, administration.",
    )
    operating_return = fields.Float(
        digits=(16, 2), readonly=True, help="Earned income less the costs of earning it; no subsidy counts."
    )
    growth_rate = fields.Float(
        "Growth in Percent",
        digits=(16, 2),
        readonly=True,
        aggregator="avg",
        help="For charts; empty where there is no base.",
    )
    prior_amount = fields.Float("Year Before", digits=(16, 2), readonly=True)
    base_amount = fields.Float("Baseline", digits=(16, 2), readonly=True)
    base_earned = fields.Float("Baseline Earned", digits=(16, 2), readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            WITH actual AS (%(actual)s), base AS (%(base)s), kept AS (%(kept)s),
            years AS (SELECT entity_id, year,
                             coalesce(sum(amount) FILTER (WHERE kind <> %(costs)s), 0) AS amount,
                             -coalesce(sum(amount) FILTER (WHERE kind = %(costs)s), 0) AS costs,
                             coalesce(sum(amount) FILTER (WHERE kind IN %(earned)s), 0) AS earned,
                             coalesce(sum(amount) FILTER (WHERE kind = 'subsidy'), 0) AS subsidy
                        FROM (SELECT entity_id, year, kind, amount FROM actual
                              UNION ALL SELECT entity_id, year, NULL, 0 FROM kept) AS either
                       GROUP BY 1, 2),
            bases AS (SELECT entity_id, year, sum(amount) AS amount,
                             coalesce(sum(amount) FILTER (WHERE kind IN %(earned)s), 0) AS earned
                        FROM base GROUP BY 1, 2)
            SELECT y.entity_id::bigint * 10000 + y.year AS id, y.entity_id, e.place_id, e.township_id,
                   y.year, y.amount, y.earned, y.subsidy, y.costs, y.earned - y.costs AS operating_return,
                   t.key AS tier, coalesce(p.amount, 0) AS prior_amount,
                   CASE WHEN b.amount > 0 THEN round((y.amount - b.amount) * 100 / b.amount, 2) END
                   AS growth_rate,
                   coalesce(b.amount, 0) AS base_amount, coalesce(b.earned, 0) AS base_earned,
                   b.year AS base_year
              FROM years y
              JOIN reform_entity e ON e.id = y.entity_id
              LEFT JOIN years p ON p.entity_id = y.entity_id AND p.year = y.year - 1
              LEFT JOIN bases b ON b.entity_id = y.entity_id
              LEFT JOIN (VALUES %(tiers)s) AS t (county, year, key, low, high)
                ON t.year = y.year
               AND t.county = CASE WHEN e.county_id = ANY(%(counties)s) THEN e.county_id ELSE 0 END
               AND (t.low IS NULL OR y.earned - y.costs >= t.low)
               AND (t.high IS NULL OR y.earned - y.costs < t.high)
            """,
            actual=self._actual_sql((*KINDS, COSTS)),
            costs=COSTS,
            tiers=self._tiers_sql(),
            counties=self._counties_with_own_tiers(),
            base=self._base_sql(),
            kept=self._kept_sql(),
            earned=EARNED,
        )

    @api.model
    def _kept_sql(self):
        """Return the SELECT of (entity_id, year) in which collectives keep books, until now or their end."""
        return SQL(
            """
            SELECT b.entity_id, y.year
              FROM ledger_book b
              JOIN reform_entity e ON e.id = b.entity_id AND e.kind = 'collective'
              CROSS JOIN LATERAL (SELECT extract(year FROM max(p.date_to))::int AS year
                                    FROM ledger_period p WHERE p.book_id = b.id) AS last
              CROSS JOIN LATERAL generate_series(
                  greatest(extract(year FROM b.date_opening)::int, %(first)s),
                  CASE b.state WHEN 'open' THEN %(now)s ELSE least(last.year, %(now)s) END) AS y(year)
            """,
            first=FIRST_YEAR,
            now=civil_day.today().year,
        )

    def action_kinds(self):
        """Show the kinds of income of the year."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "collective_economy.reform_income_report_action"
        )
        action["domain"] = [("entity_id", "=", self.entity_id.id), ("year", "=", self.year)]
        action["context"] = {}
        return action
