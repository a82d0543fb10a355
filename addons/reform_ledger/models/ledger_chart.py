from odoo import api, fields, models
from odoo.addons.reform_rules.ledger import chart as chart_rules
from odoo.addons.reform_rules.ledger import statement as statement_rules


class LedgerChart(models.Model):
    """A version of the prescribed chart of accounts, so that a code of 2004 is never read with the meaning
    of 2023."""

    _name = "ledger.chart"
    _description = "Chart of Accounts"
    _order = "valid_from desc"

    version = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, translate=True)
    valid_from = fields.Date("In Force Since", required=True)
    account_ids = fields.One2many("ledger.account", "chart_id", "Accounts")
    statement_line_ids = fields.One2many("ledger.statement.line", "chart_id", "Statement Lines")

    _version_unique = models.UniqueIndex("(version)", "This version of the chart exists already.")

    @api.model
    def _load(self, version, name, valid_from, statement_version):
        """Create the chart of a version with its accounts and statement lines, or add those that it lacks.

        What is there is never overwritten: a county may have corrected it.
        """
        chart = self.search([("version", "=", version)]) or self.create(
            {"version": version, "name": name, "valid_from": valid_from}
        )
        chart._load_accounts()
        chart._load_statement_lines(statement_version)
        return chart

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
                {**line._asdict(), "chart_id": self.id, "sequence": 10 * position}
                for position, line in enumerate(statement_rules.load(version), 1)
                if (line.statement, line.code) not in known
            ]
        )

    def _statement_lines(self, statement):
        """Return the lines (statement.Line) of one statement in printing order."""
        self.ensure_one()
        return self.statement_line_ids.filtered(lambda line: line.statement == statement)._plain()
