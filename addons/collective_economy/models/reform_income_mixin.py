from datetime import date

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import growth as growth_rules
from odoo.addons.reform_rules.economy.income import KINDS
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_rules.parameters import NotYetInForce, Parameters
from odoo.tools import SQL

from ..messages import events as messages

# Years for which the books are asked; before these there are no books kept here.
FIRST_YEAR = 2010


class ReformIncomeMixin(models.AbstractModel):
    """What the two views of income share: the kinds of accounts as SQL, and growth by the rule.

    Sums come from the monthly balances, never from the entries; year-end closing vouchers are left out,
    because they empty the income accounts. Which account is which kind of income is data of the rules, by
    the last day of the year.
    """

    _name = "reform.income.mixin"
    _description = "Income of a Year"

    base_year = fields.Integer(readonly=True, aggregator=None)
    difference = fields.Float("Growth (yuan)", digits=(16, 2), compute="_compute_growth")
    growth_percent = fields.Float("Growth (%)", digits=(16, 2), compute="_compute_growth", aggregator=None)
    growth_text = fields.Char("Growth", compute="_compute_growth")
    prior_text = fields.Char("Against the Year Before", compute="_compute_growth")
    reached = fields.Selection(
        [("yes", "Reached"), ("no", "Not Reached"), ("none", "No Base")],
        "Threshold",
        compute="_compute_growth",
    )

    # What is compared with what: (income, base, year before).
    _growth_fields = ("amount", "base_amount", "prior_amount")

    @api.depends_context("lang")
    def _compute_growth(self):
        amount, base, prior = self._growth_fields
        for row in self:
            rules = self.env["reform.parameter"]._at(date(row.year, 12, 31), row.place_id)
            if row.base_year:
                found = growth_rules.growth(yuan(row[base]), yuan(row[amount]), rules)
                row.difference = float(found.difference)
                row.growth_percent = float(found.percent or 0)
                row.growth_text = messages.growth(self.env, found.percent)
                row.reached = "none" if found.reached is None else "yes" if found.reached else "no"
            else:
                row.difference, row.growth_percent = 0, 0
                row.growth_text, row.reached = messages.no_baseline(self.env), "none"
            before = growth_rules.growth(yuan(row[prior]), yuan(row[amount]), rules)
            row.prior_text = messages.growth(self.env, before.percent)

    @api.model
    def _kinds_sql(self, kinds=KINDS):
        """Return the rows (year, chart version, first digits of the code, kind) as SQL VALUES."""
        rows = []
        for year in range(FIRST_YEAR, civil_day.today().year + 2):
            rules = Parameters.at(date(year, 12, 31))
            for kind in kinds:
                try:
                    entries = rules.value(f"income_accounts_{kind}")
                except NotYetInForce:
                    continue
                rows += [SQL("(%s, %s, %s, %s)", year, *entry.split("/"), kind) for entry in entries]
        return SQL(", ").join(rows)

    @api.model
    def _actual_sql(self, kinds=KINDS):
        """Return the SELECT of (entity_id, year, kind, amount) of all books; credits less debits."""
        return SQL(
            """
            SELECT b.entity_id, k.year, k.kind, sum(b.credit - b.debit) AS amount
              FROM ledger_balance b
              JOIN (SELECT DISTINCT ON (a.id, m.year) a.id, m.year, m.kind
                      FROM ledger_account a
                      JOIN ledger_chart c ON c.id = a.chart_id
                      JOIN (VALUES %s) AS m (year, version, prefix, kind)
                        ON m.version = c.version AND a.code LIKE m.prefix || '%%'
                     ORDER BY a.id, m.year, length(m.prefix) DESC) AS k
                ON k.id = b.account_id AND k.year = extract(year FROM b.month)
             WHERE b.kind <> 'closing'
             GROUP BY 1, 2, 3
            """,
            self._kinds_sql(kinds),
        )

    @api.model
    def _base_sql(self):
        """Return the SELECT of (entity_id, year, kind, amount) of the frozen baselines."""
        return SQL(
            """SELECT b.entity_id, b.year, l.kind, sum(coalesce(l.amount, 0)) AS amount
                 FROM reform_income_baseline b JOIN reform_income_baseline_line l ON l.baseline_id = b.id
                WHERE b.state = 'frozen' GROUP BY 1, 2, 3"""
        )

    def action_entries(self):
        """Show the entries the income is made of."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_ledger.ledger_entry_action")
        action["domain"] = [
            ("entity_id", "=", self.entity_id.id),
            ("date", ">=", date(self.year, 1, 1)),
            ("date", "<=", date(self.year, 12, 31)),
            ("account_id", "in", self._accounts()),
            ("voucher_id.state", "=", "posted"),
            ("voucher_id.kind", "!=", "closing"),
        ]
        action["context"] = {}
        return action

    def _accounts(self):
        """Return the ids of the accounts of the row's kind, or of every kind."""
        self.env.cr.execute(
            SQL(
                """SELECT id FROM (
                       SELECT DISTINCT ON (a.id) a.id, m.kind FROM ledger_account a
                         JOIN ledger_chart c ON c.id = a.chart_id
                         JOIN (VALUES %s) AS m (year, version, prefix, kind)
                           ON m.version = c.version AND a.code LIKE m.prefix || '%%' AND m.year = %s
                        ORDER BY a.id, length(m.prefix) DESC) AS k WHERE %s""",
                self._kinds_sql(),
                self.year,
                SQL("kind = %s", self.kind) if "kind" in self._fields else SQL("TRUE"),
            )
        )
        return [row[0] for row in self.env.cr.fetchall()]
