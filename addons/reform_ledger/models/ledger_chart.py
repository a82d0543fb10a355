from odoo import api, fields, models
from odoo.addons.reform_rules.ledger import chart as chart_rules
from odoo.addons.reform_rules.ledger import statement as statement_rules
from odoo.addons.reform_rules.ledger.chart_2004 import CHART_2004
from odoo.exceptions import ValidationError

from ..messages import opening as messages


class LedgerChart(models.Model):
    """A version of the prescribed chart of accounts, so that a code of 2004 is never read with the meaning
    of 2023."""

    _name = "ledger.chart"
    _description = "Chart of Accounts"
    _order = "valid_from desc"

    version = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, translate=True)
    valid_from = fields.Date("In Force Since", required=True)
    valid_to = fields.Date(
        "In Force Until", help="Afterwards no books are opened in it; old balances are read with it."
    )
    account_ids = fields.One2many("ledger.account", "chart_id", "Accounts")
    prescribed_ids = fields.One2many(
        "ledger.account", "chart_id", "Prescribed Accounts", domain=[("entity_id", "=", False)]
    )
    account_count = fields.Integer("Prescribed", compute="_compute_account_count")
    statement_line_ids = fields.One2many("ledger.statement.line", "chart_id", "Statement Lines")

    _version_unique = models.UniqueIndex("(version)", "This version of the chart exists already.")

    def _compute_account_count(self):
        for chart in self:
            chart.account_count = len(chart.prescribed_ids.filtered(lambda account: not account.parent_id))

    @api.model
    def _load(self, version, name, valid_from, *statement_versions, valid_to=False):
        """Create the chart of a version with its accounts and statement lines, or add those that it lacks.

        What is there is never overwritten: a county may have corrected it.
        """
        chart = self.search([("version", "=", version)]) or self.create(
            {"version": version, "name": name, "valid_from": valid_from}
        )
        if valid_to and not chart.valid_to:
            chart.valid_to = valid_to
        chart._load_accounts()
        for statement_version in statement_versions:
            chart._load_statement_lines(statement_version)
        return chart

    def _check_in_force(self, day):
        """Refuse to open books in a chart that is no longer in force on that day."""
        for chart in self:
            if day and chart.valid_to and day > chart.valid_to:
                raise ValidationError(
                    messages.chart_not_in_force(self.env, chart=chart.display_name, date=day)
                )

    @api.model
    def _load_source(self):
        """Load the chart of 2004, from which old balances are converted."""
        return self._load(CHART_2004, "村集体经济组织会计制度（2004）", "2005-01-01", valid_to="2023-12-31")

    def _load_accounts(self):
        Account = self.env["ledger.account"]
        known = {
            account.code: account.id
            for account in Account.with_context(active_test=False).search(
                [("chart_id", "=", self.id), ("entity_id", "=", False)]
            )
        }
        # Level by level, because a child names its parent.
        for length in chart_rules.LEVEL_LENGTHS:
            missing = [
                account
                for account in chart_rules.load(self.version).accounts
                if len(account.code) == length and account.code not in known
            ]
            created = Account.create(
                [
                    {**account._asdict(), "chart_id": self.id, "parent_id": known.get(account.parent, False)}
                    for account in missing
                ]
            )
            known.update({account.code: account.id for account in created})

    def _load_statement_lines(self, version):
        Line = self.env["ledger.statement.line"]
        known = {(line.statement, line.code) for line in Line.search([("chart_id", "=", self.id)])}
        Line.create(
            [
                {
                    **line._asdict(),
                    "chart_id": self.id,
                    "sequence": 10 * position,
                    "valid_from": self.valid_from,
                }
                for position, line in enumerate(statement_rules.load(version), 1)
                if (line.statement, line.code) not in known
            ]
        )

    def _statement_lines(self, statement, day=None):
        """Return the lines (statement.Line) of one statement in printing order, as they read on a day.

        Without a day, as they read now. Statements of before the chart came are read with its first lines.
        """
        self.ensure_one()
        lines = self.statement_line_ids.filtered(lambda line: line.statement == statement)
        if day is None:
            return lines.filtered(lambda line: not line.valid_to)._plain()
        day = max(day, self.valid_from)
        return lines.filtered(
            lambda line: line.valid_from <= day and (not line.valid_to or day <= line.valid_to)
        )._plain()
