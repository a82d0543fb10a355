from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.tools import SQL

from .reform_rent_due import IN_FORCE


class ReformRentAgeing(models.Model):
    """Open rent by asset: each open due, laid on the assets of its lease in equal shares, by age."""

    _name = "reform.rent.ageing"
    _description = "Arrears by Asset"
    _auto = False
    _order = "days_overdue desc, id"
    _rec_name = "lease_id"

    due_id = fields.Many2one("reform.rent.due", readonly=True)
    lease_id = fields.Many2one("reform.lease", readonly=True)
    lessee_id = fields.Many2one("res.partner", readonly=True)
    asset_id = fields.Many2one("reform.asset", readonly=True)
    entity_id = fields.Many2one("reform.entity", "Lessor", readonly=True)
    place_id = fields.Many2one("reform.place", readonly=True)
    origin_place_id = fields.Many2one("reform.place", "Origin Village", readonly=True)
    township_id = fields.Many2one("reform.place", readonly=True)
    date_due = fields.Date("Due on", readonly=True)
    days_overdue = fields.Integer(readonly=True, aggregator="max")
    ageing = fields.Selection(lambda self: self.env["reform.rent.due"]._selection_ageing(), readonly=True)
    outstanding = fields.Float(digits=(16, 2), readonly=True)

    @property
    def _table_query(self):
        bands = self.env["reform.rent.due"]._bands()
        today = civil_day.today()
        days = SQL("(%s::date - d.date_due)", today)
        cases = [
            SQL("WHEN %s <= %s THEN %s", days, band.days_to, band.name)
            for band in bands
            if band.days_to is not None
        ]
        return SQL(
            """SELECT n.id * 100000 + d.sequence AS id, d.id AS due_id, d.lease_id, d.lessee_id, n.asset_id,
                      d.entity_id, d.place_id, a.origin_place_id, d.township_id, d.date_due,
                      %(days)s AS days_overdue,
                      CASE %(cases)s ELSE %(last)s END AS ageing,
                      d.outstanding / count(*) OVER (PARTITION BY d.id) AS outstanding
                 FROM reform_rent_due d
                 JOIN reform_lease l ON l.id = d.lease_id AND l.state IN %(force)s
                 JOIN reform_lease_line n ON n.lease_id = d.lease_id
                 JOIN reform_asset a ON a.id = n.asset_id
                WHERE d.outstanding > 0 AND %(days)s >= %(first)s""",
            days=days,
            cases=SQL(" ").join(cases),
            last=bands[-1].name,
            force=IN_FORCE,
            first=bands[0].days_from,
        )

    @api.readonly
    def action_open_lease(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.lease",
            "res_id": self.lease_id.id,
            "views": [(False, "form")],
        }
