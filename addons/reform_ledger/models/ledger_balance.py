from odoo import api, fields, models
from odoo.addons.reform_rules.ledger.trial_balance import AccountSum
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import serial
from odoo.tools import SQL

from .. import sql
from ..messages import books as messages
from .reference import Reference

# Books are read by entity; a cron folds so many of them in one transaction.
FOLD_ENTITIES = 200


class LedgerBalance(models.Model):
    """What each month added to each account, kept by the database when vouchers are posted.

    Rows are only ever added, so that two people posting never wait for each other here; at night the rows
    of one key
    are replaced by their sum. Whoever reads adds up.
    """

    _name = "ledger.balance"
    _description = "Monthly Balance"
    _order = "month desc, account_id"
    _log_access = False
    _allow_sudo_commands = False

    entity_id = Reference("reform.entity", "Entity", required=True, readonly=True, ondelete="restrict")
    account_id = Reference("ledger.account", "Account", required=True, readonly=True, ondelete="restrict")
    partner_id = Reference("res.partner", "Party", readonly=True, ondelete="restrict")
    origin_place_id = Reference("reform.place", "Village of Origin", readonly=True, ondelete="restrict")
    month = fields.Date(required=True, readonly=True)
    kind = fields.Selection(
        [("normal", "Ordinary"), ("opening", "Opening balances"), ("closing", "Year-end closing")],
        required=True,
        readonly=True,
    )
    debit = fields.Float(digits=(16, 2), readonly=True)
    credit = fields.Float(digits=(16, 2), readonly=True)

    _by_month = models.Index("(entity_id, month, account_id)")

    def init(self):
        sql.install(self.env.cr, "balance")

    # -- reading ---------------------------------------------------------------------------------------------

    @api.model
    def _sums(self, entity, date_from, date_to, *, partner=0, origin=0):
        """Return the AccountSum of each account and party of an entity for the months from `date_from` to
        `date_to`; of one party (id) or one village of origin (id) alone when given.

        The opening holds what was posted before, and opening balances whenever they were; year-end closing
        vouchers
        of the months stand apart, and so does what income and expense accounts brought along in the months.
        """
        first = date_from.replace(day=1)
        self.env.cr.execute(
            SQL(
                """
                SELECT a.code, coalesce(b.partner_id, 0),
                       coalesce(sum(b.debit - b.credit) FILTER (WHERE b.month < %(first)s OR b.kind =
                       'opening'), 0),
                       coalesce(sum(b.debit) FILTER (WHERE b.month >= %(first)s AND b.kind = 'normal'), 0),
                       coalesce(sum(b.credit) FILTER (WHERE b.month >= %(first)s AND b.kind = 'normal'), 0),
                       coalesce(sum(b.debit) FILTER (WHERE b.month >= %(first)s AND b.kind = 'closing'), 0),
                       coalesce(sum(b.credit) FILTER (WHERE b.month >= %(first)s AND b.kind = 'closing'), 0),
                       coalesce(sum(b.debit - b.credit) FILTER (WHERE b.month >= %(first)s AND b.kind =
                       'opening' AND a.kind IN ('income', 'expense')), 0)
                  FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
                 WHERE b.entity_id = %(entity)s AND b.month <= %(last)s %(narrowed)s
                 GROUP BY 1, 2 ORDER BY 1, 2
                """,
                first=first,
                last=date_to,
                entity=entity.id,
                narrowed=self._narrowed("b", partner, origin),
            )
        )
        return [
            AccountSum(code, partner, *map(yuan, amounts))
            for code, partner, *amounts in self.env.cr.fetchall()
        ]

    @api.model
    def _narrowed(self, alias, partner, origin):
        """Return the SQL condition on a table with party and village of origin; empty for none."""
        return SQL(" ").join(
            SQL("AND %s = %s", SQL.identifier(alias, column), value)
            for column, value in (("partner_id", partner), ("origin_place_id", origin))
            if value
        )

    # -- folding ---------------------------------------------------------------------------------------------

    @api.model
    def _cron_fold(self):
        """Fold the books that have grown most; what is left waits for the next night."""
        serial.lock(self.env.cr, "ledger.balance.fold")
        self.env.cr.execute(
            """SELECT entity_id FROM ledger_balance
                GROUP BY entity_id, account_id, partner_id, origin_place_id, month, kind HAVING count(*) >
                1"""
        )
        entities = sorted({row[0] for row in self.env.cr.fetchall()})
        for entity in entities[:FOLD_ENTITIES]:
            self._fold(entity)
        return len(entities)

    @api.model
    def _fold(self, entity_id):
        """Replace the rows of one key by their sum; return how many rows that saved."""
        self.env.cr.execute("SELECT ledger_balance_fold(%s)", [entity_id])
        (saved,) = self.env.cr.fetchone()
        self.invalidate_model()
        return saved

    # -- checks ----------------------------------------------------------------------------------------------

    @api.model
    def _reform_invariants(self):
        """Balances are, to the cent, what the posted entries add up to."""
        return [(messages.check_balances(self.env), self._differences())]

    @api.model
    def _differences(self, entity=None):
        """Return a sentence for each account and month whose balance is not the sum of its posted entries.

        Args: entity: look at one entity only (milliseconds: at closing); None: at all (nightly).
        """
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                WITH kept AS (
                    SELECT entity_id, account_id, partner_id, origin_place_id, month, kind,
                           sum(debit) AS debit, sum(credit) AS credit
                      FROM ledger_balance WHERE %(kept)s GROUP BY 1, 2, 3, 4, 5, 6
                ), rebuilt AS (
                    SELECT e.entity_id, e.account_id, e.partner_id, e.origin_place_id,
                           date_trunc('month', e.date)::date AS month, v.kind,
                           sum(e.debit) AS debit, sum(e.credit) AS credit
                      FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                     WHERE v.state = 'posted' AND %(rebuilt)s GROUP BY 1, 2, 3, 4, 5, 6
                ), apart AS (
                    (SELECT *, 'kept' AS side FROM kept EXCEPT ALL SELECT *, 'kept' FROM rebuilt)
                    UNION ALL
                    (SELECT *, 'rebuilt' AS side FROM rebuilt EXCEPT ALL SELECT *, 'rebuilt' FROM kept)
                )
                SELECT entity_id, account_id, month,
                       coalesce(sum(debit - credit) FILTER (WHERE side = 'kept'), 0),
                       coalesce(sum(debit - credit) FILTER (WHERE side = 'rebuilt'), 0)
                  FROM apart GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
                """,
                kept=SQL("entity_id = %s", entity.id) if entity else SQL("TRUE"),
                # Nothing about the voucher's own entity: with statistics of yesterday the planner would look
                # through all its vouchers for every entry.
                rebuilt=SQL("e.entity_id = %s", entity.id) if entity else SQL("TRUE"),
            )
        )
        return [
            messages.balance_differs(
                self.env,
                entity=self.env["reform.entity"].browse(entity_id).sudo().display_name,
                account=self.env["ledger.account"].browse(account).sudo().display_name,
                month=f"{month:%Y-%m}",
                kept=kept,
                rebuilt=rebuilt,
            )
            for entity_id, account, month, kept, rebuilt in self.env.cr.fetchall()
        ]
