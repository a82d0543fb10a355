from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day

from ..models.reform_asset_ledger import IDLE, KINDS


class ReformAssetLedgerExport(models.TransientModel):
    """Which ledger of which place as of which day; the workbook comes by a route that asks again who may."""

    _name = "reform.asset.ledger.export"
    _description = "Print a Ledger"

    kind = fields.Selection(KINDS, "Ledger", required=True, default=IDLE)
    place_id = fields.Many2one(
        "reform.place",
        required=True,
        default=lambda self: self.env.user.sudo().reform_scope_ids[:1],
        help="The ledger holds what stands here and in every place below.",
    )
    at = fields.Date("As of", required=True, default=civil_day.today)
    card_count = fields.Integer("Assets in It", compute="_compute_card_count")

    @api.depends("kind", "place_id", "at")
    def _compute_card_count(self):
        spells, cards = self.env["reform.asset.idle"], self.env["reform.asset"]
        for window in self:
            below = [("place_id", "child_of", window.place_id.id)]
            if window.kind == IDLE:
                day = window.at or civil_day.today()
                domain = [*spells._on(day), ("asset_id", "any", below)]
                window.card_count = spells.search_count(domain)
            else:
                window.card_count = cards.search_count([*below, *cards._on_register()])

    def action_download(self):
        self.ensure_one()
        query = {"kind": self.kind, "place_id": self.place_id.id, "at": self.at}
        return {
            "type": "ir.actions.act_url",
            "url": f"/reform_assets/ledger.xlsx?{urlencode(query)}",
            "target": "self",
        }

    def action_spells(self):
        """Show the lines on the screen instead."""
        self.ensure_one()
        spells = self.env["reform.asset.idle"]
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_assets.reform_asset_spell_action")
        return action | {
            "name": spells._ledger_title(self.at),
            "domain": [*spells._on(str(self.at)), ("asset_id.place_id", "child_of", self.place_id.id)],
            "context": {},
        }
