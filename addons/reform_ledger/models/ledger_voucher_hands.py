from odoo import api, models
from odoo.exceptions import AccessError

from ..messages import books as messages

CASHIER = "reform_places.group_cashier"


class LedgerVoucher(models.Model):
    """Whoever holds the money writes nothing in the books: neither with a second role nor in a set."""

    _inherit = "ledger.voucher"

    @api.model
    def _refuse_cashier(self, person=None):
        person = person or self.env.user
        if person.has_group(CASHIER) and not self.env.su:
            raise AccessError(messages.cashier_keeps_no_books(self.env, person=person.name))

    def _require_maker(self):
        self._refuse_cashier()
        return super()._require_maker()

    def action_prepare(self):
        self._refuse_cashier()
        return super().action_prepare()

    def action_review(self):
        self._refuse_cashier()
        return super().action_review()

    def action_post(self):
        self._refuse_cashier()
        return super().action_post()

    def _back(self, reason):
        self._refuse_cashier()
        return super()._back(reason)

    def _reverse(self, reason):
        self._refuse_cashier()
        return super()._reverse(reason)

    def _check_set_makers(self, prepared_by, reviewed_by):
        for person in (self.env.user, prepared_by, reviewed_by):
            self._refuse_cashier(person)
        return super()._check_set_makers(prepared_by, reviewed_by)
