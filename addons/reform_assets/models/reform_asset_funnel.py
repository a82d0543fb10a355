from odoo import fields, models
from odoo.tools import SQL

from .reform_asset import OWNER_CLASSES

STAGES = [
    ("registered", "Registered"),
    ("village_checked", "Checked by the village"),
    ("town_checked", "Checked by the township"),
    ("confirmed", "Confirmed by the county"),
    ("idle_listed", "In the idle ledger"),
    ("planned", "Planned"),
    ("approved", "Plan approved"),
    ("preparing", "Being carried out"),
    ("in_use", "In use"),
    ("accepted", "Accepted"),
    ("monitored", "Monitored"),
    ("unfit", "Unfit for use"),
]


class ReformAssetFunnel(models.Model):
    """Where each card stands on the road from registration to monitored use: one line a card.

    The state of the plan under way counts before the idle ledger, that before the confirmation.
    """

    _name = "reform.asset.funnel"
    _description = "Funnel of States"
    _auto = False
    _order = "stage, asset_id"

    asset_id = fields.Many2one("reform.asset", readonly=True)
    place_id = fields.Many2one("reform.place", readonly=True)
    township_id = fields.Many2one("reform.place", readonly=True)
    owner_class = fields.Selection(OWNER_CLASSES, readonly=True)
    stage = fields.Selection(STAGES, readonly=True)
    area_sqm = fields.Float("Area (㎡)", digits=(16, 2), readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """SELECT a.id, a.id AS asset_id, a.place_id, a.township_id, a.owner_class, a.area_sqm,
                      CASE WHEN s.state = 'unfit' THEN 'unfit'
                           WHEN n.state IN ('draft', 'consulted') THEN 'planned'
                           WHEN n.state IS NOT NULL THEN n.state
                           WHEN a.use_state = 'idle' AND a.state = 'confirmed' THEN 'idle_listed'
                           ELSE a.state END AS stage
                 FROM reform_asset a
                 LEFT JOIN reform_asset_idle s ON s.id = a.idle_spell_id
                 LEFT JOIN reform_plan_asset pa ON pa.asset_id = a.id AND pa.is_open
                 LEFT JOIN reform_plan n ON n.id = pa.plan_id
                WHERE a.use_state NOT IN ('scrapped', 'disposed')"""
        )
