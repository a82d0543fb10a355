from odoo import models


class ReformClearingItem(models.Model):
    """Whoever supervises a campaign counts and decides nothing in it, whatever other role he holds."""

    _inherit = "reform.clearing.item"

    def _write_down(self, vals):
        if not self.env.su:
            self.sudo().clearing_id.campaign_id.with_env(self.env)._refuse_supervisors()
        return super()._write_down(vals)
