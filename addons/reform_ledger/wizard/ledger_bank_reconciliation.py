import io

import xlsxwriter
from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.ledger import bank_reconciliation as rules
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import books
from ..messages import cash_and_bank as messages

PARTS = ("bank_received", "bank_paid", "book_received", "book_paid")


class LedgerBankReconciliation(models.TransientModel):
    """The bank reconciliation statement 银行存款余额调节表 of a day, on screen and on paper."""

    _name = "ledger.bank.reconciliation"
    _description = "Bank Reconciliation"

    bank_account_id = fields.Many2one("ledger.bank.account", required=True)
    entity_id = fields.Many2one(related="bank_account_id.entity_id", string="Entity")
    date = fields.Date("As of", required=True, default=civil_day.today)
    book = fields.Float("Balance in the Books", digits=(16, 2), compute="_compute_result")
    bank = fields.Float("Balance at the Bank", digits=(16, 2), compute="_compute_result")
    book_adjusted = fields.Float("Books Adjusted", digits=(16, 2), compute="_compute_result")
    bank_adjusted = fields.Float(digits=(16, 2), compute="_compute_result")
    difference = fields.Float(digits=(16, 2), compute="_compute_result")
    problem = fields.Char(compute="_compute_result")
    line_ids = fields.One2many(
        "ledger.bank.reconciliation.line", "reconciliation_id", "Open Items", compute="_compute_lines",
        store=True,
    )  # fmt: skip

    @api.depends("bank_account_id", "date")
    def _compute_display_name(self):
        for record in self:
            record.display_name = f"{record.bank_account_id.display_name or ''} {record.date or ''}".strip()

    @api.model
    def _open(self, account):
        """Return the action that shows the statement of an account on the last day the bank has told."""
        last = self.env["ledger.bank.statement"].search([("bank_account_id", "=", account.id)], limit=1)
        record = self.create({"bank_account_id": account.id, "date": last.date_to or civil_day.today()})
        return {
            "type": "ir.actions.act_window",
            "name": messages.reconciliation_title(self.env),
            "res_model": self._name,
            "res_id": record.id,
            "view_mode": "form",
        }

    @api.depends("bank_account_id", "date")
    def _compute_result(self):
        for record in self:
            record.problem = False
            try:
                found = record._result()
            except UserError as error:
                record.update(
                    dict.fromkeys(("book", "bank", "book_adjusted", "bank_adjusted", "difference"), 0)
                )
                record.problem = str(error)
                continue
            record.book, record.bank = float(found.book), float(found.bank)
            record.book_adjusted = float(found.book_adjusted)
            record.bank_adjusted = float(found.bank_adjusted)
            record.difference = float(found.difference)

    @api.depends("bank_account_id", "date")
    def _compute_lines(self):
        for record in self:
            record.line_ids = [fields.Command.clear()]
            if record.problem or not record.bank_account_id:
                continue
            found = record._result()
            record.line_ids = [
                fields.Command.create(
                    {
                        "part": part,
                        "date": item.day,
                        "text": item.text,
                        "ref": item.ref,
                        "amount": float(item.amount),
                    }
                )
                for part in PARTS
                for item in getattr(found, part)
            ]

    # -- the figures -----------------------------------------------------------------------------------------

    def _result(self):
        """Return the statement (rules.Reconciliation); UserError when the bank has told nothing yet."""
        self.ensure_one()
        account, day = self.bank_account_id, self.date
        if not account or not day:
            raise UserError(messages.empty_file(self.env))
        account.check_access("read")
        self.env.flush_all()
        statements = self.env["ledger.bank.statement"].search(
            [("bank_account_id", "=", account.id), ("date_from", "<=", day)], order="date_from, id"
        )
        if not statements:
            raise UserError(messages.no_statement(self.env, account=account.display_name, day=day))
        start = statements[0]
        bank = yuan(statements[-1].opening) + sum(
            (yuan(line.amount) for line in statements[-1].line_ids if line.date <= day), yuan(0)
        )
        in_books = self._open_entries(account, start.date_from, day)
        before = self._book_balance(account, fields.Date.subtract(start.date_from, days=1))
        settled = self._matched_before(account, start.date_from, day)
        if first := before - yuan(start.opening) - settled:
            words = messages.before_statements(self.env, day=start.date_from)
            in_books.append(rules.Open(start.date_from, first, words))
        return rules.reconcile(
            book=self._book_balance(account, day),
            bank=bank,
            at_bank=self._open_lines(account, day),
            in_books=in_books,
        )

    def _book_balance(self, account, day):
        self.env.cr.execute(
            SQL(
                """SELECT coalesce(sum(e.debit - e.credit), 0) FROM ledger_entry e
                     JOIN ledger_voucher v ON v.id = e.voucher_id
                    WHERE e.entity_id = %s AND e.account_id = %s AND v.state = 'posted' AND e.date <= %s""",
                account.entity_id.id,
                account.account_id.id,
                day,
            )
        )
        return yuan(self.env.cr.fetchone()[0])

    def _matched_before(self, account, start, day):
        """Return what movements until a day have answered of entries from before the first statement."""
        self.env.cr.execute(
            SQL(
                """SELECT coalesce(sum(m.amount), 0) FROM ledger_bank_match m
                     JOIN ledger_entry e ON e.id = m.entry_id
                     JOIN ledger_bank_statement_line l ON l.id = m.line_id
                    WHERE m.bank_account_id = %s AND e.date < %s AND l.date <= %s""",
                account.id,
                start,
                day,
            )
        )
        return yuan(self.env.cr.fetchone()[0])

    def _open_lines(self, account, day):
        """Return what of the movements until a day no entry until that day answers."""
        # An undoing row bears the negative amount of the match it takes back: the sum tells what counts.
        self.env.cr.execute(
            SQL(
                """SELECT l.date, l.amount - coalesce(sum(m.amount) FILTER (WHERE e.date <= %(day)s), 0),
                          concat_ws(' ', l.party, l.text), coalesce(l.ref, '')
                     FROM ledger_bank_statement_line l
                     LEFT JOIN ledger_bank_match m ON m.line_id = l.id
                     LEFT JOIN ledger_entry e ON e.id = m.entry_id
                    WHERE l.bank_account_id = %(account)s AND l.date <= %(day)s
                    GROUP BY l.id
                   HAVING l.amount <> coalesce(sum(m.amount) FILTER (WHERE e.date <= %(day)s), 0)""",
                day=day,
                account=account.id,
            )
        )
        return [rules.Open(row[0], yuan(row[1]), *row[2:]) for row in self.env.cr.fetchall()]

    def _open_entries(self, account, start, day):
        """Return what of the entries since the first statement no movement until a day answers."""
        self.env.cr.execute(
            SQL(
                """SELECT e.date,
                          e.debit - e.credit - coalesce(sum(m.amount) FILTER (WHERE l.date <= %(day)s), 0),
                          coalesce(e.summary, ''), v.id
                     FROM ledger_entry e
                     JOIN ledger_voucher v ON v.id = e.voucher_id
                     LEFT JOIN ledger_bank_match m ON m.entry_id = e.id
                     LEFT JOIN ledger_bank_statement_line l ON l.id = m.line_id
                    WHERE e.entity_id = %(entity)s AND e.account_id = %(account)s AND v.state = 'posted'
                      AND e.date BETWEEN %(start)s AND %(day)s
                    GROUP BY e.id, v.id
                   HAVING e.debit - e.credit
                          <> coalesce(sum(m.amount) FILTER (WHERE l.date <= %(day)s), 0)""",
                day=day,
                start=start,
                entity=account.entity_id.id,
                account=account.account_id.id,
            )
        )
        rows = self.env.cr.fetchall()
        names = {
            voucher.id: voucher.display_name
            for voucher in self.env["ledger.voucher"].browse(row[3] for row in rows)
        }
        return [rules.Open(row[0], yuan(row[1]), row[2], names[row[3]]) for row in rows]

    # -- workbook and paper ----------------------------------------------------------------------------------

    def _signatures(self):
        return messages.reconciliation_signatures(self.env)

    def _words(self):
        return messages.reconciliation_words(self.env)

    def action_xlsx(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": "/reform_ledger/reconciliation.xlsx"
            f"?bank_account_id={self.bank_account_id.id}&date={self.date}",
            "target": "download",
        }

    def action_print(self):
        return self.env.ref("reform_ledger.ledger_bank_reconciliation_report").report_action(self)

    def _xlsx(self):
        """Return the bytes of a workbook with both sides beside each other, as on the customary form."""
        found, words = self._result(), self._words()
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet(messages.reconciliation_title(self.env)[:31])
            bold = book.add_format({"bold": True, "border": 1})
            plain, money = (
                book.add_format({"border": 1}),
                book.add_format({"border": 1, "num_format": "#,##0.00"}),
            )
            title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
            sheet.merge_range(0, 0, 0, 5, messages.reconciliation_title(self.env), title)
            sheet.write_string(1, 0, books.prepared_for(self.env, entity=self.entity_id.name))
            sheet.write_string(1, 3, f"{self.bank_account_id.bank} {self.bank_account_id.number}")
            sheet.write_string(1, 5, str(self.date))
            for column, side, lists, total in (
                (0, "book", ("bank_received", "bank_paid"), found.book_adjusted),
                (3, "bank", ("book_received", "book_paid"), found.bank_adjusted),
            ):
                rows = [(words[side], "", getattr(found, side), bold)]
                for part in lists:
                    rows.append((words[part], "", None, bold))
                    rows += [(str(item.day), item.text, item.amount, plain) for item in getattr(found, part)]
                depth = 2 + max(sum(2 + len(getattr(found, part)) for part in PARTS[:2]),
                                sum(2 + len(getattr(found, part)) for part in PARTS[2:]))  # fmt: skip
                rows += [("", "", None, plain)] * (depth - len(rows))
                rows.append((words["adjusted"], "", total, bold))
                for at, (first, second, amount, style) in enumerate(rows, 2):
                    sheet.write_string(at, column, first, style)
                    sheet.write_string(at, column + 1, second, plain)
                    if amount is None:
                        sheet.write_blank(at, column + 2, None, plain)
                    else:
                        sheet.write_number(at, column + 2, float(amount), money)
            sheet.set_column(0, 5, 18)
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
        return stream.getvalue()


class LedgerBankReconciliationLine(models.TransientModel):
    """One item that only the bank has, or only the books."""

    _name = "ledger.bank.reconciliation.line"
    _description = "Open Item of a Bank Reconciliation"
    _order = "part, date, id"

    reconciliation_id = fields.Many2one(
        "ledger.bank.reconciliation", required=True, ondelete="cascade", index=True
    )
    part = fields.Selection(
        [
            ("bank_received", "Received by the bank, not in the books"),
            ("bank_paid", "Paid by the bank, not in the books"),
            ("book_received", "Received in the books, not by the bank"),
            ("book_paid", "Paid in the books, not by the bank"),
        ],
        "Kind of Item",
        required=True,
    )
    date = fields.Date()
    text = fields.Char("What")
    ref = fields.Char("Voucher or Bank's Number")
    amount = fields.Float(digits=(16, 2))
