from datetime import timedelta

from odoo import models
from odoo.addons.reform_places.desk import glance, todo

from .reform_lease_steps import CLERK, DIRECTOR

ACTION = "reform_assets.reform_rent_due_action"
ARREARS_ACTION = "reform_assets.reform_rent_arrears_action"
COMING_DAYS = 30
MONEY = {"sum": "outstanding", "unit": "yuan"}


class ReformRentDue(models.Model):
    """On the desk: overdue rent, to those who collect it something to do, and rent about to fall due."""

    _inherit = "reform.rent.due"

    def _desk_tiles(self):
        env, today = self.env, self._today()
        kind = todo if any(map(env.user.has_group, (CLERK, DIRECTOR))) else glance
        late = self._late_domain()
        coming = [
            ("outstanding", ">", 0),
            ("lease_id.state", "=", "effective"),
            ("date_due", ">=", today),
            ("date_due", "<=", today + timedelta(days=COMING_DAYS)),
        ]
        return [
            kind(
                "rent_overdue", env._("Rent overdue"), ARREARS_ACTION, late, "jpy", 15, tone="danger", **MONEY
            ),
            glance("rent_coming", env._("Rent due within 30 days"), ACTION, coming, "calendar", 48, **MONEY),
        ]
