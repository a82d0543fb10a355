import base64
import hashlib

from odoo import api, fields, models
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.intake import cells
from odoo.addons.reform_rules.intake.text_table import decode
from odoo.addons.reform_rules.ledger import bank_statement as rules
from odoo.addons.reform_seal import serial
from odoo.exceptions import UserError

from ..messages import cash_and_bank as messages


class LedgerBankStatement(models.Model):
    """What the bank says: a file as it came, its movements and its two balances. Evidence from outside; the
    books are compared with it and never rewritten by it.

    How to use: `_load(bank_account, data, name)`. The same file again changes nothing, files that overlap
    bring each movement once.
    """

    _name = "ledger.bank.statement"
    _description = "Bank Statement"
    _inherit = ["reform.append.only.mixin"]
    _order = "date_to desc, id desc"
    _frozen_columns = (
        "bank_account_id",
        "date_from",
        "date_to",
        "opening",
        "closing",
        "digest",
        "loaded_by_id",
    )

    bank_account_id = fields.Many2one(
        "ledger.bank.account", required=True, readonly=True, ondelete="restrict", index=True
    )
    entity_id = fields.Many2one(related="bank_account_id.entity_id", string="Entity")
    date_from = fields.Date("From", required=True, readonly=True)
    date_to = fields.Date("To", required=True, readonly=True)
    opening = fields.Float("Opening Balance", digits=(16, 2), readonly=True, aggregator=None)
    closing = fields.Float("Closing Balance", digits=(16, 2), readonly=True, aggregator=None)
    file = fields.Binary(attachment=True, readonly=True)
    file_name = fields.Char(readonly=True)
    digest = fields.Char("Digest of the File", required=True, readonly=True)
    loaded_by_id = fields.Many2one(
        "res.users", "Loaded by", required=True, readonly=True, ondelete="restrict"
    )
    line_ids = fields.One2many("ledger.bank.statement.line", "statement_id", "Movements")
    line_count = fields.Integer("Number of Movements", compute="_compute_counts")
    unmatched_count = fields.Integer("Not Matched", compute="_compute_counts")
    gap = fields.Float(
        "Gap before It", digits=(16, 2), compute="_compute_gap", aggregator=None,
        help="Its opening balance less the closing one of the statement before; nil when none is missing.",
    )  # fmt: skip

    _file_unique = models.UniqueIndex(
        "(bank_account_id, digest)", "This file has been loaded for this account already."
    )

    @api.depends("bank_account_id", "date_to")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = (
                f"{statement.bank_account_id.display_name} {statement.date_from} – {statement.date_to}"
            )

    def _compute_counts(self):
        for statement in self:
            statement.line_count = len(statement.line_ids)
            statement.unmatched_count = len(statement.line_ids.filtered(lambda line: not line.is_matched))

    def _compute_gap(self):
        for statement in self:
            before = self.search(
                [
                    ("bank_account_id", "=", statement.bank_account_id.id),
                    "|",
                    ("date_to", "<", statement.date_to),
                    "&",
                    ("date_to", "=", statement.date_to),
                    ("id", "<", statement.id),
                ],
                limit=1,
            )
            statement.gap = round(statement.opening - before.closing, 2) if before else 0

    # -- loading ---------------------------------------------------------------------------------------------

    @api.model
    def _load(self, account, data, name, opening=None):
        """Load a file of a bank and return its statement; the one known before when it brings nothing new.

        Args: data: the whole file; opening: yuan, for files without balances.
        Raises: UserError: what is wrong with the file.
        """
        self.env["ledger.voucher"]._require_group(
            "reform_places.group_accountant", "reform_places.group_cashier"
        )
        account.check_access("read")
        digest = hashlib.sha256(data).hexdigest()
        serial.lock(self.env.cr, f"ledger.bank:{account.id}")
        known = self.search([("bank_account_id", "=", account.id), ("digest", "=", digest)], limit=1)
        if known:
            return known
        found = self._understand(data, name, opening)
        names = rules.keys(found.lines)
        Line = self.env["ledger.bank.statement.line"]
        old = Line.search([("bank_account_id", "=", account.id), ("key", "in", names)])
        new = rules.fresh(found, set(old.mapped("key")))
        if not new.places:
            return old.statement_id[:1]
        lines = [found.lines[at] for at in new.places]
        if sum(line.amount for line in lines) != new.closing - new.opening:
            raise UserError(messages.file_refused(self.env, rules.NotTheNextLines(), file=name))
        statement = self._add(
            [
                {
                    "bank_account_id": account.id,
                    "date_from": lines[0].day,
                    "date_to": lines[-1].day,
                    "opening": float(new.opening),
                    "closing": float(new.closing),
                    "file": base64.b64encode(data),
                    "file_name": name,
                    "digest": digest,
                    "loaded_by_id": self.env.uid,
                }
            ]
        )
        Line._add(
            [
                {
                    "statement_id": statement.id,
                    "bank_account_id": account.id,
                    "date": line.day,
                    "amount": float(line.amount),
                    "balance": float(line.balance) if line.balance is not None else 0,
                    "party": line.party,
                    "party_number": line.party_number,
                    "text": line.text,
                    "ref": line.ref,
                    "key": names[at],
                }
                for at, line in zip(new.places, lines, strict=True)
            ]
        )
        return statement

    @api.model
    def _understand(self, data, name, opening):
        try:
            text = decode(data, name) if data[:1] in (b"O", b"<", b"\xef") else ""
            if rules.is_ofx(text):
                return rules.from_ofx(text)
            return rules.from_rows(cells.read(data, name), opening)
        except RuleError as error:
            raise UserError(messages.file_refused(self.env, error, file=name)) from error

    # -- buttons ---------------------------------------------------------------------------------------------

    def action_match(self):
        """Match what is certain, and say how much is left."""
        pairs = self.env["ledger.bank.match"]._match_automatically(self.bank_account_id)
        self.invalidate_recordset()
        left = sum(self.mapped("unmatched_count"))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if not left else "info",
                "message": messages.automatic_result(self.env, pairs=pairs, left=left),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def action_lines(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "reform_ledger.ledger_bank_statement_line_action"
        )
        action["domain"] = [("statement_id", "in", self.ids)]
        action["context"] = {}
        return action

    @api.model
    def _reform_invariants(self):
        """The balances a bank has stated stay what its movements add up to."""
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT s.id FROM ledger_bank_statement s LEFT JOIN ledger_bank_statement_line l
                   ON l.statement_id = s.id
                GROUP BY s.id HAVING s.opening + coalesce(sum(l.amount), 0) <> s.closing"""
        )
        return [
            (
                messages.check_statements(self.env),
                [
                    messages.statement_differs(self.env, statement=self.sudo().browse(row[0]).display_name)
                    for row in self.env.cr.fetchall()
                ],
            )
        ]


class LedgerBankStatementLine(models.Model):
    """One movement as the bank states it: received positive, paid negative."""

    _name = "ledger.bank.statement.line"
    _description = "Movement at the Bank"
    _inherit = ["reform.append.only.mixin"]
    _order = "date, id"
    _rec_name = "text"
    _log_access = False
    _frozen_columns = (
        "statement_id", "bank_account_id", "date", "amount", "balance", "party", "party_number", "text",
        "ref", "key",
    )  # fmt: skip

    statement_id = fields.Many2one(
        "ledger.bank.statement", required=True, readonly=True, ondelete="restrict", index=True
    )
    bank_account_id = fields.Many2one(
        "ledger.bank.account", required=True, readonly=True, ondelete="restrict"
    )
    entity_id = fields.Many2one(related="bank_account_id.entity_id", string="Entity")
    date = fields.Date(required=True, readonly=True)
    amount = fields.Float(digits=(16, 2), readonly=True)
    balance = fields.Float("Balance at the Bank", digits=(16, 2), readonly=True, aggregator=None)
    party = fields.Char("Other Party", readonly=True)
    party_number = fields.Char("Account of the Other Party", readonly=True)
    text = fields.Char("Wording of the Bank", readonly=True)
    ref = fields.Char("Bank's Number", readonly=True)
    key = fields.Char(required=True, readonly=True)
    match_ids = fields.One2many("ledger.bank.match", "line_id", "Matches")
    open_amount = fields.Float("Not Matched Yet", digits=(16, 2), compute="_compute_open", aggregator=None)
    is_matched = fields.Boolean("Matched", compute="_compute_open", search="_search_is_matched")
    entry_ids = fields.Many2many("ledger.entry", string="Entries", compute="_compute_open")

    _key_unique = models.UniqueIndex("(bank_account_id, key)", "This movement has been loaded already.")
    _by_day = models.Index("(bank_account_id, date)")

    @api.depends("date", "party", "text", "amount")
    def _compute_display_name(self):
        for line in self:
            words = " ".join(word for word in (line.party, line.text) if word)
            line.display_name = f"{line.date} {words} {line.amount:.2f}"

    @api.depends("match_ids")
    def _compute_open(self):
        live = self.env["ledger.bank.match"]._live([("line_id", "in", self.ids)])
        for line in self:
            mine = live.filtered(lambda match, line=line: match.line_id == line)
            line.open_amount = round(line.amount - sum(mine.mapped("amount")), 2)
            line.is_matched = not line.open_amount
            line.entry_ids = mine.entry_id

    def _search_is_matched(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [
            ("id", "in", self.env["ledger.bank.match"]._matched_sql("line_id")),
        ]

    def action_match(self):
        """Offer the entries that may be meant."""
        return self.env["ledger.bank.matching"]._open(self)

    def action_unmatch(self):
        """Ask why, and take the matches back."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Undo the Match"),
            "res_model": "ledger.bank.unmatch",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_ids": self.ids},
        }
