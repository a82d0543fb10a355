from odoo import models
from odoo.addons.reform_assets.models.reform_count_round import RUNNING
from odoo.exceptions import UserError

from ..messages import closing as messages


class LedgerClosing(models.Model):
    """The year-end closing hears of counts of assets, and the reserve covers a loss by decision only."""

    _name = "ledger.closing"
    _inherit = ["ledger.closing", "reform.decision.gate"]

    _decision_kind = "annual_accounts"
    _decision_term_fields = ("entity_id", "year", "cover_amount")

    def _stocktake_problems(self):
        """A count still running is in the way; a yearly one that has ended is evidence enough."""
        last = self._last_day
        rounds = self.env["reform.count.round"].search(
            [
                ("entity_id", "=", self.entity_id.id),
                ("record_date", ">=", last.replace(month=1, day=1)),
                ("record_date", "<=", last),
            ]
        )
        running = rounds.filtered(lambda each: each.state in RUNNING)
        if running:
            return [
                messages.count_running(self.env, count=each.display_name, state=each._state_label())
                for each in running
            ]
        if rounds.filtered(lambda each: each.kind == "yearly" and each.state in ("closed", "reported")):
            return []
        return super()._stocktake_problems()

    def _cover_decision(self):
        """Return the number of the members' decision on the annual accounts that names this year and sum."""
        self.ensure_one()
        refusal = self._decision_refusal()
        if refusal:
            raise UserError(refusal)
        return self.sudo().decision_id.name

    def _decision_in_use(self):
        self.ensure_one()
        return any(":cover:" in (voucher.event_key or "") for voucher in self.sudo().voucher_ids)
