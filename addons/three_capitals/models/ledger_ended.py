from odoo import models

from ..messages import integration as messages


def _sentence(env, exc):
    guard = messages.GUARDS.get(exc.diag.constraint_name)
    return guard and guard(env)


class LedgerVoucher(models.Model):
    """What the database says to a voucher for books that were handed over."""

    _inherit = "ledger.voucher"

    def _sql_error_to_message(self, exc):
        return _sentence(self.env, exc) or super()._sql_error_to_message(exc)


class LedgerPeriod(models.Model):
    """The same to a month."""

    _inherit = "ledger.period"

    def _sql_error_to_message(self, exc):
        return _sentence(self.env, exc) or super()._sql_error_to_message(exc)


class LedgerBook(models.Model):
    """The same to the books themselves."""

    _inherit = "ledger.book"

    def _sql_error_to_message(self, exc):
        return _sentence(self.env, exc) or super()._sql_error_to_message(exc)


class ReformIntegrationSide(models.Model):
    """The same to a predecessor that was handed over."""

    _inherit = "reform.integration.side"

    def _sql_error_to_message(self, exc):
        return _sentence(self.env, exc) or super()._sql_error_to_message(exc)
