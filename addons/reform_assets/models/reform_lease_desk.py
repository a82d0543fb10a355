from datetime import timedelta

from odoo import models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_places.desk import glance, shortcut, todo

from .reform_lease_steps import CLERK, COUNTY_FINANCE, DIRECTOR, TOWNSHIP

ACTION = "reform_assets.reform_lease_action"
ENDS_SOON_DAYS = 90
RENT = {"sum": "rent_year", "unit": "yuan", "tone": "success"}


class ReformLease(models.Model):
    """On the desk: leases that wait for one's step, those in force, those about to end."""

    _inherit = "reform.lease"

    def _desk_tiles(self):
        env, has = self.env, self.env.user.has_group
        soon = civil_day.today() + timedelta(days=ENDS_SOON_DAYS)
        in_force = [("state", "=", "effective")]
        ending = [*in_force, ("date_end", "<=", soon)]
        tiles = [
            todo(key, label, ACTION, domain, icon, 12)
            for key, label, groups, domain, icon in self._desk_steps()
            if any(map(has, groups))
        ]
        if has(CLERK) or has(DIRECTOR):
            tiles.append(shortcut("lease_new", env._("New lease"), ACTION, "handshake-o", 22))
        return [
            *tiles,
            glance(
                "leases",
                env._("Leases in force (rent per year)"),
                ACTION,
                in_force,
                "handshake-o",
                45,
                **RENT,
            ),
            glance(
                "leases_ending", env._("Leases ending within 90 days"), ACTION, ending, "hourglass-end", 46
            ),
        ]

    def _desk_steps(self):
        """Return (key, label, groups, domain, icon) of every step somebody has to take."""
        env, me = self.env, self.env.uid
        today = civil_day.today()
        state_owned = [("state", "=", "priced"), ("line_ids.asset_id.owner_class", "=", "state")]
        sign = [("state", "=", "decided")]
        if not env.user.has_group(DIRECTOR):
            sign.append(("entity_id.kind", "!=", "collective"))
        file = [("state", "=", "signed"), ("create_uid", "!=", me), ("signed_by_id", "!=", me)]
        over = [("state", "=", "effective"), ("date_end", "<", today)]
        priced = [("state", "=", "draft")]
        return [
            ("leases_price", env._("Leases to price"), (CLERK, DIRECTOR), priced, "pencil"),
            ("leases_approve", env._("State leases to approve"), (COUNTY_FINANCE,), state_owned, "gavel"),
            ("leases_sign", env._("Leases to sign"), (DIRECTOR, TOWNSHIP), sign, "pencil"),
            ("leases_file", env._("Leases to file"), (TOWNSHIP,), file, "folder-open-o"),
            ("leases_over", env._("Expired leases to close"), (DIRECTOR, TOWNSHIP), over, "calendar-times-o"),
        ]
