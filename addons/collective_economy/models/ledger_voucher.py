from odoo import models
from odoo.exceptions import UserError

from ..messages import events as messages


class LedgerVoucher(models.Model):
    """A voucher that tells of an event goes back the way of the event, where there is one.

    A red letter in the books alone would leave the event standing: paid, received, owed, by the register.
    """

    _inherit = "ledger.voucher"

    def _reverse(self, reason):
        for record in self._events_that_go_back():
            raise UserError(
                messages.goes_its_own_way_back(
                    self.env, event=record.display_name, way=record._own_way_back()
                )
            )
        return super()._reverse(reason)

    def _events_that_go_back(self):
        """Yield the events the vouchers tell of, of the models that take back themselves."""
        for name in self.env["reform.money.run"]._sources():
            if self.env[name]._goes_back:
                # sudo: the event stands, whether or not it is in reach of who takes back the voucher.
                yield from self.env[name].sudo().search([("voucher_id", "in", self.ids)])
