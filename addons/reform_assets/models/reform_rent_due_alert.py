from odoo import api, models
from odoo.addons.reform_places.alert import Fact, Kind
from odoo.addons.reform_rules.money import yuan
from odoo.tools import SQL

from ..messages import alert as messages
from .reform_lease_steps import CLERK


class ReformRentDue(models.Model):
    """Rent in arrears becomes a case, one for each lease, whatever the number of dues."""

    _inherit = "reform.rent.due"

    @api.model
    def _alert_kinds(self):
        return {
            "rent_overdue": Kind(
                messages.rent_overdue_label(self.env), CLERK, 15, messages.rent_overdue, money=True
            )
        }

    @api.model
    def _alert_facts(self, at):
        """Yield a fact for each lease with dues past the days of grace on the day `at`."""
        self.flush_model()
        query = self._search(self._late_domain())
        self.env.cr.execute(
            SQL(
                """SELECT l.id, l.name, l.place_id, coalesce(p.name, ''), sum(d.outstanding), count(*),
                          %s::date - min(d.date_due)
                     FROM reform_rent_due d JOIN reform_lease l ON l.id = d.lease_id
                     LEFT JOIN res_partner p ON p.id = l.lessee_id
                    WHERE d.id IN %s GROUP BY l.id, p.name ORDER BY l.id""",
                at,
                query.subselect(),
            )
        )
        leases = self.env["reform.lease"]
        for lease_id, name, place_id, lessee, amount, dues, days in self.env.cr.fetchall():
            facts = {"ref": name, "lessee": lessee, "amount": str(yuan(amount)), "dues": dues, "days": days}
            yield Fact("rent_overdue", leases.browse(lease_id), place_id, facts=facts)
