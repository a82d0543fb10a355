from odoo import api, fields, models
from odoo.tools import SQL

from .reform_share import SHARE_KINDS


class ReformShareVersion(models.Model):
    """What somebody held from one day to another: the register, read at any day."""

    _name = "reform.share.version"
    _description = "Share Register"
    _auto = False
    _order = "entity_id, holder_name, kind, valid_from desc"
    _rec_name = "holder_name"

    entity_id = fields.Many2one("reform.entity", "Collective", readonly=True)
    kind = fields.Selection(SHARE_KINDS, "Kind of Shares", readonly=True)
    partner_id = fields.Many2one("res.partner", "Holder", readonly=True)
    holder_name = fields.Char("Name of the Holder", readonly=True)
    household_id = fields.Many2one("reform.household", readonly=True)
    origin_place_id = fields.Many2one("reform.place", "Former Village", readonly=True)
    valid_from = fields.Date("From", readonly=True)
    valid_to = fields.Date("Until Before", readonly=True, help="Empty: holds until today.")
    shares = fields.Float(digits=(16, 4), readonly=True)
    frozen = fields.Float("Frozen Shares", digits=(16, 4), readonly=True)
    at = fields.Date("Register at", store=False, search="_search_at", help="The register as of this day.")

    @property
    def _table_query(self):
        return SQL(
            """SELECT d.id, d.entity_id, d.kind, d.partner_id, d.origin_place_id, d.valid_from,
                      d.shares, d.frozen, coalesce(p.name, e.name) AS holder_name,
                      m.household_id,
                      lead(d.valid_from) OVER holding AS valid_to
                 FROM (SELECT min(id) AS id, entity_id, kind, partner_id, origin_place_id, date AS valid_from,
                              sum(sum(number)) OVER moves AS shares,
                              sum(sum(coalesce(frozen, 0))) OVER moves AS frozen
                         FROM reform_share
                        GROUP BY entity_id, kind, partner_id, origin_place_id, date
                       WINDOW moves AS (PARTITION BY entity_id, kind, partner_id, origin_place_id
                                        ORDER BY date)
                      ) AS d
                 JOIN reform_entity e ON e.id = d.entity_id
                 LEFT JOIN res_partner p ON p.id = d.partner_id
                 LEFT JOIN reform_member m ON m.partner_id = d.partner_id
               WINDOW holding AS (PARTITION BY d.entity_id, d.kind, d.partner_id, d.origin_place_id
                                  ORDER BY d.valid_from)"""
        )

    @api.model
    def _search_at(self, operator, value):
        """Return the versions that hold on a day; the later end of a range counts."""
        if operator not in ("=", "<=", "in"):
            return NotImplemented
        days = (
            [fields.Date.to_date(each) for each in value]
            if operator == "in"
            else [fields.Date.to_date(value)]
        )
        domain = fields.Domain.FALSE
        for day in filter(None, days):
            domain |= fields.Domain("valid_from", "<=", day) & (
                fields.Domain("valid_to", "=", False) | fields.Domain("valid_to", ">", day)
            )
        return domain
