from odoo import api, fields, models
from odoo.addons.reform_rules.ledger import bank_match as rules
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..messages import cash_and_bank as messages

# Matches that count: those that no later row takes back.
LIVE = "m.undo_of_id IS NULL AND NOT EXISTS (SELECT FROM ledger_bank_match u WHERE u.undo_of_id = m.id)"


class LedgerBankMatch(models.Model):
    """Somebody says: this movement at the bank is that entry in the books. Neither is touched by it.

    What it accepts: `_match(lines, entries)` by an accountant; a row stands for one movement, one entry and
    the amount both have in common. Taken back by a row that names it, never by removing it.
    """

    _name = "ledger.bank.match"
    _description = "Match of Bank and Books"
    _inherit = ["reform.append.only.mixin"]
    _order = "id desc"
    _frozen_columns = (
        "line_id", "entry_id", "bank_account_id", "amount", "kind", "user_id", "at", "undo_of_id", "reason",
    )  # fmt: skip

    bank_account_id = fields.Many2one(
        "ledger.bank.account", required=True, readonly=True, ondelete="restrict", index=True
    )
    entity_id = fields.Many2one(related="bank_account_id.entity_id", string="Entity")
    line_id = fields.Many2one(
        "ledger.bank.statement.line",
        "Movement",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    entry_id = fields.Many2one("ledger.entry", required=True, readonly=True, ondelete="restrict", index=True)
    amount = fields.Float(digits=(16, 2), readonly=True)
    kind = fields.Selection(
        [("automatic", "Found"), ("manual", "Chosen"), ("undo", "Taken back")],
        "How",
        required=True,
        readonly=True,
    )
    user_id = fields.Many2one("res.users", "Matched by", required=True, readonly=True, ondelete="restrict")
    at = fields.Datetime("Time", required=True, readonly=True)
    undo_of_id = fields.Many2one(
        "ledger.bank.match", "Takes back", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    undo_ids = fields.One2many("ledger.bank.match", "undo_of_id", "Taken Back by")
    is_live = fields.Boolean("Counts", compute="_compute_is_live")
    reason = fields.Char(readonly=True)

    _undone_once = models.UniqueIndex(
        "(undo_of_id) WHERE undo_of_id IS NOT NULL", "This match has been undone already."
    )

    @api.depends("undo_ids")
    def _compute_is_live(self):
        for match in self:
            match.is_live = match.kind != "undo" and not match.undo_ids

    @api.model
    def _live(self, domain):
        """Return the matches of a domain that count."""
        return self.search([*domain, ("undo_of_id", "=", False), ("undo_ids", "=", False)])

    @api.model
    def _matched_sql(self, column):
        """Return the ids, as SQL, of movements or entries whose whole amount is matched."""
        self.flush_model()
        whole = {
            "line_id": SQL("(SELECT l.amount FROM ledger_bank_statement_line l WHERE l.id = m.line_id)"),
            "entry_id": SQL("(SELECT e.debit - e.credit FROM ledger_entry e WHERE e.id = m.entry_id)"),
        }[column]
        name = SQL.identifier("m", column)
        return SQL(
            "(SELECT %s FROM ledger_bank_match m WHERE %s GROUP BY %s HAVING sum(m.amount) = %s)",
            name,
            SQL(LIVE),
            name,
            whole,
        )

    # -- matching --------------------------------------------------------------------------------------------

    @api.model
    def _match(self, lines, entries, kind="manual"):
        """Match one movement with entries, or one entry with movements; their open amounts must be equal."""
        self.env["ledger.voucher"]._require_group("reform_places.group_accountant")
        lines.check_access("read")
        entries.check_access("read")
        account = lines.bank_account_id
        if not lines or not entries or (len(lines) > 1 and len(entries) > 1) or len(account) != 1:
            raise UserError(messages.one_to_many(self.env))
        for entry in entries:
            posted = entry.voucher_id.state == "posted"
            if entry.entity_id != account.entity_id or entry.account_id != account.account_id or not posted:
                raise AccessError(
                    messages.not_of_this_account(
                        self.env, name=entry.voucher_id.display_name, account=account.display_name
                    )
                )
        serial.lock(self.env.cr, f"ledger.bank:{account.id}")
        line_open = self._open_amounts(account, lines=lines)
        entry_open = self._open_amounts(account, entries=entries)
        for record, left in [*line_open.items(), *entry_open.items()]:
            if not left:
                raise UserError(messages.matched_already(self.env, name=record.display_name))
        sums = [sum(each.values(), ZERO) for each in (line_open, entry_open)]
        if sums[0] != sums[1]:
            raise UserError(messages.sums_differ(self.env, lines=sums[0], entries=sums[1]))
        many = entry_open if len(lines) == 1 else line_open
        return self._add(
            [
                {
                    "bank_account_id": account.id,
                    "line_id": (record if many is line_open else lines).id,
                    "entry_id": (record if many is entry_open else entries).id,
                    "amount": float(left),
                    "kind": kind,
                    "user_id": self.env.uid,
                    "at": fields.Datetime.now(),
                }
                for record, left in many.items()
            ]
        )

    def _open_amounts(self, account, lines=(), entries=()):
        """Return {movement or entry: what of it is not matched, in yuan}.

        Our snapshot may not show what another accountant has just matched; a fresh cursor does.
        """
        column, records = ("line_id", lines) if lines else ("entry_id", entries)
        self.flush_model()
        query = SQL(
            "SELECT %s, sum(m.amount), array_agg(m.id) FROM ledger_bank_match m WHERE m.bank_account_id = %s"
            " AND %s AND %s = ANY(%s) GROUP BY 1",
            SQL.identifier("m", column),
            account.id,
            SQL(LIVE),
            SQL.identifier("m", column),
            records.ids,
        )
        self.env.cr.execute(query)
        own = {row[0]: row[1:] for row in self.env.cr.fetchall()}
        with serial.fresh(self.env) as cr:
            cr.execute(query)
            for record_id, _amount, ids in cr.fetchall():
                if not set(ids) <= set(own.get(record_id, (0, ()))[1]) and not self._undone_here(ids):
                    raise UserError(
                        messages.matched_already(self.env, name=records.browse(record_id).display_name)
                    )
        whole = {record: record.amount if lines else record.debit - record.credit for record in records}
        return {
            record: yuan(amount) - yuan(own.get(record.id, (0,))[0] or 0) for record, amount in whole.items()
        }

    def _undone_here(self, ids):
        """Say whether this transaction itself has taken the matches back."""
        return self.search_count([("undo_of_id", "in", ids)]) == len(ids)

    @api.model
    def _match_automatically(self, accounts):
        """Match what amount, day and party make certain; return how many movements that were."""
        self.env["ledger.voucher"]._require_group("reform_places.group_accountant")
        count = 0
        for account in accounts:
            lines = self.env["ledger.bank.statement.line"].search(
                [("bank_account_id", "=", account.id), ("is_matched", "=", False)]
            )
            lines = lines.filtered(lambda line: line.open_amount == line.amount)
            entries = self._candidates(account, lines)
            for pair in rules.propose(self._items(lines), self._items_of_entries(entries)):
                self._match(lines.browse(pair.line), entries.browse(pair.entry), kind="automatic")
                count += 1
        return count

    @api.model
    def _candidates(self, account, lines):
        """Return the posted entries near the movements that are not matched at all."""
        if not lines:
            return self.env["ledger.entry"]
        days = rules.DAYS
        return self.env["ledger.entry"].search(
            [
                ("entity_id", "=", account.entity_id.id),
                ("account_id", "=", account.account_id.id),
                ("voucher_id.state", "=", "posted"),
                ("voucher_id.kind", "!=", "opening"),
                ("date", ">=", fields.Date.subtract(min(lines.mapped("date")), days=days)),
                ("date", "<=", fields.Date.add(max(lines.mapped("date")), days=days)),
                ("bank_match_ids", "not any", [("undo_of_id", "=", False), ("undo_ids", "=", False)]),
            ]
        )

    def _items(self, lines):
        return [
            rules.Item(line.id, line.date, yuan(line.amount), line.party or "", line.text or "")
            for line in lines
        ]

    def _items_of_entries(self, entries):
        return [
            rules.Item(
                entry.id,
                entry.date,
                yuan(entry.debit) - yuan(entry.credit),
                # The other side of the voucher names the party, the bank's own line hardly ever does.
                (entry.partner_id or entry.voucher_id.entry_ids.partner_id)[:1].name or "",
                entry.summary or "",
            )
            for entry in entries
        ]

    def _undo(self, reason):
        """Take matches back, with a reason."""
        self.env["ledger.voucher"]._require_group("reform_places.group_accountant")
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(messages.reason_required(self.env))
        if not all(match.is_live for match in self):
            raise UserError(messages.match_undone(self.env))
        return self._add(
            [
                {
                    "bank_account_id": match.bank_account_id.id,
                    "line_id": match.line_id.id,
                    "entry_id": match.entry_id.id,
                    "amount": -match.amount,
                    "kind": "undo",
                    "user_id": self.env.uid,
                    "at": fields.Datetime.now(),
                    "undo_of_id": match.id,
                    "reason": reason,
                }
                for match in self
            ]
        )
