from odoo import models
from odoo.addons.reform_places.desk import todo

CASHIER, ACCOUNTANT = "reform_places.group_cashier", "reform_places.group_accountant"
SUPERVISOR = "reform_places.group_supervisor"
LINES = "reform_ledger.ledger_bank_statement_line_action"
COUNTS = "reform_ledger.ledger_cash_count_action"
DUE = "reform_ledger.ledger_period_cash_action"


class LedgerBankStatementLine(models.Model):
    """On the desk: movements of the bank that no entry or journal answers yet."""

    _inherit = "ledger.bank.statement.line"

    def _desk_tiles(self):
        has = self.env.user.has_group
        if not has(CASHIER) and not has(ACCOUNTANT):
            return []
        label = self.env._("Bank movements to match")
        return [todo("bank_match", label, LINES, [("is_matched", "=", False)], "exchange", 14)]


class LedgerPeriod(models.Model):
    """On the desk: cash boxes nobody has counted yet, in the last days of a month."""

    _inherit = "ledger.period"

    def _desk_tiles(self):
        tiles = super()._desk_tiles()
        if self.env.user.has_group(CASHIER):
            label = self.env._("Cash boxes to count this month")
            tiles.append(todo("cash_due", label, DUE, self._cash_due(), "money", 12))
        return tiles


class LedgerCashCount(models.Model):
    """On the desk: counts the cashier has begun, and those that wait for a second signature."""

    _inherit = "ledger.cash.count"

    def _desk_tiles(self):
        env, has, tiles = self.env, self.env.user.has_group, []
        if has(CASHIER):
            mine, label = [("state", "=", "draft")], env._("Cash counts to finish")
            tiles.append(todo("cash_counts", label, COUNTS, mine, "money", 13))
        if has(ACCOUNTANT) or has(SUPERVISOR):
            waiting, label = [("state", "=", "counted")], env._("Cash counts to witness")
            tiles.append(todo("cash_witness", label, COUNTS, waiting, "money", 13))
        return tiles
