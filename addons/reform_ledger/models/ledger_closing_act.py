from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .. import sql
from ..messages import books as messages


class LedgerClosingAct(models.Model):
    """Who locked or reopened a year, when and why; the database moves the lock only beside such an act."""

    _name = "ledger.closing.act"
    _description = "Locking or Reopening of a Year"
    _order = "id desc"
    _log_access = False
    _allow_sudo_commands = False

    closing_id = fields.Many2one(
        "ledger.closing", "Year", required=True, readonly=True, ondelete="restrict", index=True
    )
    entity_id = fields.Many2one(related="closing_id.entity_id", string="Entity")
    kind = fields.Selection(
        [("lock", "Year locked"), ("reopen", "Year reopened")], "Act", required=True, readonly=True
    )
    user_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    at = fields.Datetime("Time", required=True, readonly=True)
    reason = fields.Char(readonly=True)
    warnings = fields.Text("Warnings at Closing", readonly=True)

    def init(self):
        sql.install(self.env.cr, "closing_act")

    def create(self, vals_list):  # pylint: disable=method-required-super  # append-only: never
        raise AccessError(messages.acts_only_grow(self.env))

    def write(self, vals):  # pylint: disable=method-required-super  # append-only: never
        raise AccessError(messages.acts_only_grow(self.env))

    def unlink(self):  # pylint: disable=method-required-super  # append-only: never
        raise AccessError(messages.acts_only_grow(self.env))

    def _record(self, closing, kind, reason="", warnings=""):
        """Write down an act of the user on a year."""
        self.env.cr.execute(
            SQL(
                "INSERT INTO ledger_closing_act (closing_id, kind, user_id, at, reason, warnings) VALUES"
                " (%s, %s, %s, %s, %s, %s)",
                closing.id,
                kind,
                self.env.uid,
                fields.Datetime.now(),
                reason,
                warnings or None,
            )
        )
        self.invalidate_model()
