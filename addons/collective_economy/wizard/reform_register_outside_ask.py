from odoo import api, fields, models

from ..messages import register as messages


class ReformRegisterOutsideAsk(models.TransientModel):
    """The reason why vouchers written by hand have nothing to do with a contract."""

    _name = "reform.register.outside.ask"
    _description = "Say That Vouchers Lie Outside the Contracts"

    voucher_ids = fields.Many2many("ledger.voucher", required=True)
    reason = fields.Char(required=True)

    @api.model
    def _open(self, vouchers):
        """Return the window about vouchers."""
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "name": messages.outside_title(self.env),
            "context": {"default_voucher_ids": vouchers.ids},
        }

    def action_say(self):
        self.ensure_one()
        self.env["reform.register.outside"]._say(self.voucher_ids, self.reason)
        return {"type": "ir.actions.act_window_close"}
