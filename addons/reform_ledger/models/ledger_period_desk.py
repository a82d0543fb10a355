from dateutil.relativedelta import relativedelta
from odoo import models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.desk import glance, todo

ACTION = "reform_ledger.ledger_period_action"
ACCOUNTANT = "reform_places.group_accountant"
WATCHING = (
    "reform_places.group_township",
    "reform_places.group_county_agriculture",
    "reform_places.group_auditor",
)


class LedgerPeriod(models.Model):
    """On the desk: months that should have been closed, because the month after them is over as well."""

    _inherit = "ledger.period"

    def _desk_tiles(self):
        closes = self.env.user.has_group(ACCOUNTANT)
        if not closes and not any(map(self.env.user.has_group, WATCHING)):
            return []
        last_month = civil_day.today().replace(day=1) - relativedelta(months=1)
        late = [("state", "=", "open"), ("date_to", "<", last_month)]
        kind, label = todo if closes else glance, self.env._("Months to be closed, overdue")
        return [kind("periods_late", label, ACTION, late, "calendar-times-o", 52, tone="danger")]
