from dateutil.relativedelta import relativedelta
from odoo import fields, models
from odoo.addons.reform_ledger.closing_check import ClosingCheck
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError

from ..messages import register as messages


class LedgerBook(models.Model):
    """Since when register and books of a collective are declared to agree: from then on no month is closed
    while they differ."""

    _inherit = "ledger.book"

    register_since = fields.Date("Register Agrees Since", readonly=True, copy=False)

    def write(self, vals):
        if "register_since" in vals and not self.env.su:
            raise AccessError(messages.declared_by_act(self.env))
        return super().write(vals)

    def action_declare_register(self):
        """Declare that cards and contracts agree with the books, when they do; it is not taken back."""
        self.env["ledger.voucher"]._require_group("reform_places.group_accountant")
        self.check_access("read")
        today = civil_day.today()
        for book in self.filtered(lambda each: not each.register_since):
            found = self.env["reform.register.check"]._sentences(book.entity_id, today)
            if found:
                raise UserError(
                    messages.cannot_declare(self.env, entity=book.display_name, problems="\n".join(found))
                )
            # sudo: the right has been checked; the day is written by this act alone.
            book.sudo().register_since = today.replace(day=1)
            book.sudo()._message_log(body=messages.declared(self.env, month=f"{today:%Y-%m}"))
        return True


class LedgerPeriod(models.Model):
    """A month is not closed while register and books differ, once they were declared to agree."""

    _inherit = "ledger.period"

    def _closing_checks(self):
        book = self.book_id
        declared = book.register_since and book.register_since <= self.date_from + relativedelta(
            months=1, days=-1
        )
        has_schedules = declared or self.env["reform.depreciation.schedule"].sudo().search_count(
            [("entity_id", "=", self.entity_id.id), ("state", "!=", "draft")], limit=1
        )
        found = (
            self.env["reform.register.check"]._sentences(self.entity_id, self.date_to)
            if has_schedules
            else []
        )
        return [
            *super()._closing_checks(),
            ClosingCheck(messages.check_register(self.env), found, "error" if declared else "warning"),
        ]
