from odoo import api, fields, models
from odoo.addons.reform_rules.periods import month_of
from odoo.addons.reform_seal import serial
from odoo.exceptions import UserError

from .. import closing_check, sql
from ..messages import books as messages
from ..messages import closing as closing_messages


class LedgerPeriod(models.Model):
    """A month of the books. Closed, it accepts nothing more; only the county opens it again, and says why."""

    _name = "ledger.period"
    _description = "Accounting Period"
    _inherit = ["reform.workflow.mixin"]
    _order = "date_from desc, entity_id"

    _state_initial = "open"
    _state_edges = frozenset({("open", "closed"), ("closed", "open")})
    _guarded_fields = frozenset({"entity_id", "book_id", "date_from", "date_to"})

    name = fields.Char(compute="_compute_name", store=True)
    entity_id = fields.Many2one(
        "reform.entity", required=True, readonly=True, ondelete="restrict", index=True
    )
    book_id = fields.Many2one(
        "ledger.book", "Books", required=True, readonly=True, ondelete="restrict", index=True
    )
    date_from = fields.Date("From", required=True, readonly=True)
    date_to = fields.Date("To", required=True, readonly=True)
    state = fields.Selection(
        [("open", "Open"), ("closed", "Closed")], required=True, default="open", readonly=True, index=True
    )
    voucher_ids = fields.One2many("ledger.voucher", "period_id", "Vouchers")
    act_ids = fields.One2many("ledger.period.act", "period_id", "Acts")
    voucher_count = fields.Integer("Posted", compute="_compute_counts")
    unposted_count = fields.Integer("Not Posted", compute="_compute_counts")

    _month_unique = models.UniqueIndex("(book_id, date_from)", "This month exists already.")
    _whole_month = models.Constraint(
        "CHECK (date_from = date_trunc('month', date_from)::date"
        " AND date_to = (date_trunc('month', date_from) + interval '1 month - 1 day')::date)",
        "A period is a whole month.",
    )

    def init(self):
        sql.install(self.env.cr, "period")

    @api.depends("date_from")
    def _compute_name(self):
        for period in self:
            period.name = str(month_of(period.date_from)) if period.date_from else ""

    @api.depends("name", "entity_id.name")
    @api.depends_context("ledger_short_period")
    def _compute_display_name(self):
        for period in self:
            period.display_name = period.name

    def _compute_counts(self):
        groups = self.env["ledger.voucher"]._read_group(
            [("period_id", "in", self.ids)], ["period_id", "state"], ["__count"]
        )
        counts = {(period.id, state): count for period, state, count in groups}
        for period in self:
            period.voucher_count = counts.get((period.id, "posted"), 0)
            period.unposted_count = sum(
                count
                for (period_id, state), count in counts.items()
                if period_id == period.id and state != "posted"
            )

    def _seal_stream(self):
        return f"ledger:{self.entity_id.id}"

    def _seal_payload(self):
        return {"id": self.id, "entity": self.entity_id.id, "from": self.date_from, "to": self.date_to}

    def _seal_ref(self):
        return f"{self.entity_id.display_name} {self.name}"

    def unlink(self):  # pylint: disable=method-required-super  # a month stays
        raise UserError(messages.period_stays(self.env))

    def _remove_unused(self):
        """Delete the months of books that are given up before their first voucher."""
        return models.Model.unlink(self)

    def _refuse_closed(self, day):
        """Refuse a voucher of that day when its month is closed; no other day is put in its place."""
        self.ensure_one()
        if self.state != "open":
            raise UserError(messages.period_closed(self.env, date=day, period=self.name))

    # -- closing and reopening -------------------------------------------------------------------------------

    def action_close(self):
        """Close the months, oldest first; refused with the list of what is in the way.

        What is only a warning is shown afterwards and stands beside the act for ever.
        """
        self._require_group("reform_places.group_accountant")
        self.check_access("read")
        warnings = []
        for period in self.sorted("date_from"):
            warnings += period._close()
        return self._show_warnings(warnings)

    @api.model
    def _show_warnings(self, warnings):
        if not warnings:
            return True
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "title": closing_messages.closed_with_warnings(self.env),
                "message": messages.listing(warnings),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _close(self):
        """Close one month and return the warnings it was closed with."""
        self.ensure_one()
        # Whoever is still writing a voucher of this month holds the row shared: wait, then look with new
        # eyes.
        serial.lock(self.env.cr, f"reform.seal:{self._seal_stream()}")
        self._lock_rows()
        self._see_newest()
        checks = self._closing_checks()
        if problems := closing_check.problems(checks, "error"):
            raise UserError(messages.close_refused(self.env, period=self.name, problems=problems))
        warnings = closing_check.problems(checks, "warning")
        self.env["ledger.period.act"]._record(self, "close", warnings="\n".join(warnings))
        # The right to close is checked above; no role may write periods otherwise.
        self.sudo()._move("closed")
        return [closing_messages.of_period(self.env, period=self.name, sentence=each) for each in warnings]

    def action_reopen(self):
        """Ask the county for the reason and reopen."""
        self._require_group("reform_places.group_county_agriculture")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reopen a Closed Period"),
            "res_model": "ledger.period.reopen",
            "view_mode": "form",
            "target": "new",
            "context": {"default_period_ids": self.ids},
        }

    def _reopen(self, reason):
        """Reopen closed months by an act of the county; the newest first, so that no closed month follows
        an open one."""
        self._require_group("reform_places.group_county_agriculture")
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(messages.reason_required(self.env))
        for period in self.sorted("date_from", reverse=True):
            # Whoever closed a later month, or locked the year, since this began is not in its picture.
            serial.lock(self.env.cr, f"reform.seal:{period._seal_stream()}")
            period._see_newest()
            later = period.sudo().search(
                [
                    ("book_id", "=", period.book_id.id),
                    ("date_from", ">", period.date_from),
                    ("state", "=", "closed"),
                ]
            )
            if later:
                raise UserError(
                    messages.later_closed(self.env, period=period.name, later=", ".join(later.mapped("name")))
                )
            self.env["ledger.period.act"]._record(period, "reopen", reason)
            # As for closing: the right has been checked, the row itself belongs to nobody.
            period.sudo()._move("open", reason=reason)

    def action_vouchers(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_ledger.ledger_voucher_action")
        action["domain"] = [("period_id", "in", self.ids)]
        action["context"] = {}
        return action

    def _sql_error_to_message(self, exc):
        return messages.database_guard(self.env, exc.diag.constraint_name) or super()._sql_error_to_message(
            exc
        )
