from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.tools import SQL


class ReformTownComparison(models.Model):
    """The townships side by side: cards, area, idleness, what was put to use, rent, arrears; as of today."""

    _name = "reform.town.comparison"
    _description = "Comparison of Townships"
    _auto = False
    _order = "idle_percent desc, id"
    _rec_name = "township_id"

    township_id = fields.Many2one("reform.place", readonly=True)
    county_id = fields.Many2one("reform.place", readonly=True)
    card_count = fields.Integer("Asset Cards", readonly=True)
    area_sqm = fields.Float("Area (㎡)", digits=(16, 2), readonly=True)
    idle_count = fields.Integer("Idle Assets", readonly=True)
    idle_area_sqm = fields.Float("Idle Area (㎡)", digits=(16, 2), readonly=True)
    idle_percent = fields.Float("Idle (%)", digits=(16, 2), readonly=True, aggregator="avg")
    revitalised_count = fields.Integer("Put to Use Again", readonly=True)
    relapsed_count = fields.Integer("Relapsed", readonly=True)
    rent_year = fields.Float(
        "Rent per Year", digits=(16, 2), readonly=True, help="Of leases in force, in yuan."
    )
    arrears = fields.Float(
        "Rent Overdue", digits=(16, 2), readonly=True, help="Due and not received, in yuan."
    )

    @property
    def _table_query(self):
        return SQL(
            """SELECT p.id, p.id AS township_id, p.county_id, c.card_count, c.area_sqm, c.idle_count,
                      c.idle_area_sqm,
                      round(100.0 * c.idle_count / nullif(c.card_count, 0), 2) AS idle_percent,
                      c.revitalised_count, c.relapsed_count,
                      coalesce(l.rent_year, 0) AS rent_year, coalesce(d.arrears, 0) AS arrears
                 FROM reform_place p
                 JOIN (SELECT a.township_id, count(*) AS card_count, sum(a.area_sqm) AS area_sqm,
                              count(*) FILTER (WHERE a.use_state = 'idle') AS idle_count,
                              coalesce(sum(a.area_sqm) FILTER (WHERE a.use_state = 'idle'), 0)
                                  AS idle_area_sqm,
                              count(*) FILTER (WHERE s.id IS NULL AND e.used) AS revitalised_count,
                              count(*) FILTER (WHERE s.relapsed) AS relapsed_count
                         FROM reform_asset a
                         LEFT JOIN reform_asset_idle s ON s.id = a.idle_spell_id
                         LEFT JOIN LATERAL (
                                SELECT true AS used FROM reform_asset_idle i
                                 WHERE i.asset_id = a.id AND i.outcome IN ('reused', 'let', 'lent') LIMIT 1
                              ) e ON true
                        WHERE a.use_state NOT IN ('scrapped', 'disposed')
                        GROUP BY a.township_id) c ON c.township_id = p.id
                 LEFT JOIN (SELECT o.township_id, sum(l.rent_year) AS rent_year
                              FROM reform_lease l JOIN reform_place o ON o.id = l.place_id
                             WHERE l.state = 'effective' GROUP BY o.township_id) l ON l.township_id = p.id
                 LEFT JOIN (SELECT o.township_id, sum(u.outstanding) AS arrears
                              FROM reform_rent_due u JOIN reform_place o ON o.id = u.place_id
                             WHERE u.outstanding > 0 AND u.date_due < %s
                             GROUP BY o.township_id) d ON d.township_id = p.id""",
            civil_day.today(),
        )
