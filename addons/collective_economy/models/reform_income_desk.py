from odoo import models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.desk import shortcut, todo

ACTION = "collective_economy.reform_income_year_action"
BASELINE_ACTION = "collective_economy.reform_income_baseline_action"
RUN_ACTION = "collective_economy.reform_money_run_action"
YEARS = 5


class ReformIncomeYear(models.Model):
    """On the desk: the income of the last years in scope, beside what was earned before the merger."""

    _inherit = "reform.income.year"

    def _desk_charts(self):
        now = civil_day.today().year
        years = self._read_group(
            [("year", ">", now - YEARS)], ["year"], ["amount:sum", "base_amount:sum"], order="year"
        )
        if not years:
            return []
        bars = [
            {"label": self.env._("%(year)s so far", year=year) if year == now else str(year), "value": amount}
            for year, amount, _base in years
        ]
        if base := years[-1][2]:
            bars.insert(
                0, {"label": self.env._("Baseline before the merger"), "value": base, "tone": "muted"}
            )
        title = self.env._("Income against the Baseline")
        return [{"key": "income", "title": title, "unit": "yuan", "action": ACTION, "bars": bars}]


class ReformIncomeBaseline(models.Model):
    """On the desk of county agriculture: baselines that wait to be frozen."""

    _inherit = "reform.income.baseline"

    def _desk_tiles(self):
        if not self.env.user.has_group("reform_places.group_county_agriculture"):
            return []
        draft, label = (
            [("state", "=", "draft"), ("create_uid", "!=", self.env.uid)],
            self.env._("Baselines to freeze"),
        )
        return [todo("baselines", label, BASELINE_ACTION, draft, "lock", 19)]


class ReformMoneyRun(models.Model):
    """On the accountant's desk: the monthly run, and runs that could not book everything."""

    _inherit = "reform.money.run"

    def _desk_tiles(self):
        if not self.env.user.has_group("reform_places.group_accountant"):
            return []
        failed, label = [("line_ids.state", "=", "failed")], self.env._("Monthly runs not fully booked")
        return [
            todo("runs_failed", label, RUN_ACTION, failed, "cogs", 20, tone="danger"),
            shortcut("run_new", self.env._("Book this month's rent"), RUN_ACTION, "cogs", 28),
        ]
