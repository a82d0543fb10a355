from odoo import api, fields, models
from odoo.addons.reform_rules.ledger import numbering
from odoo.addons.reform_rules.ledger import trial_balance as trial_balance_rules
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL

from ..closing_check import ClosingCheck
from ..messages import books as messages
from ..messages import closing as closing_messages


class LedgerPeriod(models.Model):
    """What is looked at before a month is closed; other addons add their own items.

    How to add one: `_inherit = "ledger.period"`, override `_closing_checks`, and return the list of `super()`
    with `ClosingCheck(name, problems, level)` appended. It is called for one month, with the rights of
    whoever closes or looks, and must stay quick: a county closes hundreds of months in one evening.
    """

    _inherit = "ledger.period"

    checklist_html = fields.Html(
        "Checklist", compute="_compute_checklist_html", sanitize=False, compute_sudo=False
    )

    def _closing_checks(self):
        """Return the list of ClosingCheck of one month."""
        self.ensure_one()
        env = self.env
        pending = ClosingCheck(
            closing_messages.check_pending_nil(env),
            self._not_nil(),
            "error" if self.date_to.month == 12 else "warning",
        )
        return [
            ClosingCheck(closing_messages.check_posted(env), self._unposted_anywhere()),
            ClosingCheck(closing_messages.check_earlier(env), self._open_before_anywhere()),
            pending,
            ClosingCheck(closing_messages.check_numbers(env), self._number_problems()),
            ClosingCheck(
                closing_messages.check_balances(env), env["ledger.balance"]._differences(self.entity_id)
            ),
            ClosingCheck(closing_messages.check_trial_balance(env), self._trial_problems()),
        ]

    def _see_newest(self, stream=None):
        """Refuse to judge by an old picture: whoever posted since this transaction began is not in it.

        The server begins such a request again by itself. Call it while holding the turn of the books.
        """
        stream = stream or self._seal_stream()
        query = SQL("SELECT coalesce(max(seq), 0) FROM reform_seal_entry WHERE stream = %s", stream)
        if serial.moved_on(self.env, query):
            raise ConcurrencyError(closing_messages.books_moved_on(self.env))

    # -- the items -------------------------------------------------------------------------------------------

    def _unposted_anywhere(self):
        """Return what is not posted: in this transaction, and what others have committed since it began."""
        return self._seen_twice(self._unposted)

    def _open_before_anywhere(self):
        return self._seen_twice(self._open_before)

    def _seen_twice(self, look):
        if not self.env.registry.ready:
            # Demo data of an installation: nobody else is here, and its own transaction holds the tables.
            return look(self.env.cr)
        with serial.fresh(self.env) as cr:
            found = look(cr)
        return list(dict.fromkeys(found + look(self.env.cr)))

    def _unposted(self, cr):
        self.env.flush_all()
        cr.execute(
            "SELECT id, date, summary FROM ledger_voucher WHERE period_id = %s AND state <> 'posted'"
            " ORDER BY date, id"
            " LIMIT 20",
            [self.id],
        )
        return [
            messages.not_posted(self.env, id=row[0], date=row[1], summary=row[2]) for row in cr.fetchall()
        ]

    def _open_before(self, cr):
        cr.execute(
            "SELECT name FROM ledger_period WHERE book_id = %s AND date_from < %s AND state = 'open'"
            " ORDER BY date_from",
            [self.book_id.id, self.date_from],
        )
        return [messages.earlier_open(self.env, period=row[0]) for row in cr.fetchall()]

    def _not_nil(self):
        """Return a sentence for each account that may have no balance left at the end of a period."""
        sums = self.env["ledger.balance"]._sums(
            self.entity_id, self.date_to.replace(month=1, day=1), self.date_to
        )
        accounts = self.env["ledger.account"]._of_entity(self.entity_id, self.book_id.chart_id, archived=True)
        ends = {}
        for item in sums:
            ends[item.code] = ends.get(item.code, ZERO) + item.end
        return [
            messages.must_be_nil(self.env, account=accounts[code].display_name, balance=yuan(end))
            for code, end in sorted(ends.items())
            if end and code in accounts and accounts[code].must_be_nil == "period"
        ]

    def _number_problems(self):
        """Return a sentence for each voucher word of the month whose numbers do not run from 1 on."""
        self.env.cr.execute(
            """SELECT word, array_agg(number ORDER BY number) FROM ledger_voucher
                WHERE period_id = %s AND state = 'posted' GROUP BY 1
               HAVING max(number) <> count(*) OR min(number) <> 1""",
            [self.id],
        )
        return [
            messages.gap(
                self.env,
                entity=self.entity_id.display_name,
                period=self.name,
                numbers=", ".join(numbering.label(word, number) for number in numbering.gaps(numbers)),
            )
            for word, numbers in self.env.cr.fetchall()
        ]

    def _trial_problems(self):
        table = self.env["ledger.book"]._trial_balance(self.entity_id, self.date_from, self.date_to)
        totals = trial_balance_rules.totals(table)
        if totals.balanced:
            return []
        return [closing_messages.trial_unbalanced(self.env, totals=totals)]

    # -- shown -----------------------------------------------------------------------------------------------

    @api.depends("state")
    def _compute_checklist_html(self):
        for period in self:
            period.checklist_html = period._checklist(period._closing_checks()) if period.id else False

    @api.model
    def _checklist(self, checks):
        """Return checks as the table that the forms of month and year show."""
        return self.env["ir.qweb"]._render("reform_ledger.closing_checklist", {"checks": checks})
