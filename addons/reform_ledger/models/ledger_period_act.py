from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .. import sql
from ..messages import books as messages


class LedgerPeriodAct(models.Model):
    """Who closed or reopened a month, when and why; the database opens a month only beside such an act."""

    _name = "ledger.period.act"
    _description = "Closing or Reopening"
    _order = "id desc"
    _log_access = False
    _allow_sudo_commands = False

    period_id = fields.Many2one(
        "ledger.period", required=True, readonly=True, ondelete="restrict", index=True
    )
    entity_id = fields.Many2one(related="period_id.entity_id", string="Entity")
    kind = fields.Selection(
        [("close", "Closed"), ("reopen", "Reopened")], "Act", required=True, readonly=True
    )
    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    at = fields.Datetime("Time", required=True, readonly=True)
    reason = fields.Char(readonly=True)
    warnings = fields.Text("Warnings at Closing", readonly=True)

    def init(self):
        sql.install(self.env.cr, "period_act")

    def create(self, vals_list):  # pylint: disable=method-required-super  # append-only: never
        raise AccessError(messages.acts_only_grow(self.env))

    def write(self, vals):  # pylint: disable=method-required-super  # append-only: never
        raise AccessError(messages.acts_only_grow(self.env))

    def unlink(self):  # pylint: disable=method-required-super  # append-only: never
        raise AccessError(messages.acts_only_grow(self.env))

    def _record(self, periods, kind, reason="", warnings=""):
        """Write down an act of the user on each period, with what it was done in spite of."""
        for period in periods:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO ledger_period_act (period_id, kind, user_id, at, reason, warnings) VALUES"
                    " (%s, %s, %s, %s, %s, %s)",
                    period.id,
                    kind,
                    self.env.uid,
                    fields.Datetime.now(),
                    reason,
                    warnings or None,
                )
            )
        self.invalidate_model()
