from odoo import models


class LedgerOpening(models.Model):
    """An opening is filled from a file of the old books."""

    _inherit = "ledger.opening"

    def action_load(self):
        """Open the window that loads a file into this opening."""
        self.ensure_one()
        name = "voucher_list" if self.source == "voucher_list" else "trial_balance"
        action = self.env["ir.actions.act_window"]._for_xml_id(
            f"collective_economy.reform_intake_batch_action_{name}"
        )
        return {
            **action,
            "context": {
                "default_target": name,
                "default_place_id": self.entity_id.place_id.id,
                "default_entity_id": self.entity_id.id,
                "default_chart_id": self.source_chart_id.id,
            },
        }
