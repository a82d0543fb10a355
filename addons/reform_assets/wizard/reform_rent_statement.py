from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.addons.reform_seal import chain

from ..messages import arrears as messages
from ..models.reform_rent_due import IN_FORCE


class ReformRentStatement(models.TransientModel):
    """The account of one lessee: what fell due, what came in, what was credited, what is open after each.

    Only what the user may read is in it: leases of other villages are not.
    """

    _name = "reform.rent.statement"
    _description = "Statement of Account"

    lessee_id = fields.Many2one("res.partner", required=True)
    entity_id = fields.Many2one("reform.entity", "Lessor", help="Empty: all one answers for.")
    date_from = fields.Date("From", required=True, default=lambda self: date(civil_day.today().year, 1, 1))
    date_to = fields.Date("To", required=True, default=civil_day.today)
    line_ids = fields.One2many("reform.rent.statement.line", "statement_id", "Lines", readonly=True)
    balance = fields.Float("Open Sum", digits=(16, 2), readonly=True)

    @api.depends("lessee_id")
    def _compute_display_name(self):
        for statement in self:
            statement.display_name = statement.lessee_id.name or ""

    def action_show(self):
        """Fill in the lines and show them."""
        self.ensure_one()
        lines = self._lines()
        self.line_ids.unlink()
        self.env["reform.rent.statement.line"].create([{**line, "statement_id": self.id} for line in lines])
        self.balance = lines[-1]["balance"] if lines else 0
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "current",
        }

    def _lines(self):
        """Return the rows in order: dict date, lease_id, text, due, received, credited, balance (yuan)."""
        domain = [("lessee_id", "=", self.lessee_id.id), ("lease_id.state", "in", IN_FORCE)]
        if self.entity_id:
            domain.append(("entity_id", "=", self.entity_id.id))
        dues = self.env["reform.rent.due"].search([*domain, ("date_due", "<=", self.date_to)])
        receipts = self.env["reform.rent.receipt"].search([*domain, ("date", "<=", self.date_to)])
        credits_ = self.env["reform.rent.credit"].search([*domain, ("date", "<=", self.date_to)])
        kinds = dict(dues._fields["kind"]._description_selection(self.env))
        ways = dict(credits_._fields["kind"]._description_selection(self.env))
        rows = [
            (
                due.date_due, 0, due.id, due.lease_id,
                messages.due_line(
                    self.env, kind=kinds[due.kind], date_from=due.date_from, date_to=due.date_to
                ),
                yuan(due.amount), ZERO, ZERO,
            )
            for due in dues
        ]  # fmt: skip
        rows += [
            (
                one.date, 1, one.id, one.lease_id,
                messages.receipt_line(self.env, number=one.receipt_no), ZERO, yuan(one.amount), ZERO,
            )
            for one in receipts
        ]  # fmt: skip
        rows += [
            (
                one.date,
                2,
                one.id,
                one.lease_id,
                f"{ways[one.kind]}: {one.reason}",
                ZERO,
                ZERO,
                yuan(one.amount),
            )
            for one in credits_
        ]
        return self._running(sorted(rows, key=lambda row: row[:3]))

    def _running(self, rows):
        """Return the rows from the first day on, after one that carries forward what was open before it."""
        balance, lines, opened = Decimal(0), [], False
        for day, _order, _id, lease, text, due, received, credited in rows:
            if day >= self.date_from and not opened:
                opened = True
                lines.append(
                    self._line(self.date_from, None, messages.opening(self.env), ZERO, ZERO, ZERO, balance)
                )
            balance += due - received - credited
            if opened:
                lines.append(self._line(day, lease, text, due, received, credited, balance))
        if not opened:
            lines.append(
                self._line(self.date_from, None, messages.opening(self.env), ZERO, ZERO, ZERO, balance)
            )
        return lines

    @staticmethod
    def _line(day, lease, text, due, received, credited, balance):
        return {
            "date": day,
            "lease_id": lease.id if lease else False,
            "text": text,
            "due": float(due),
            "received": float(received),
            "credited": float(credited),
            "balance": float(balance),
        }

    def _print_signatures(self):
        return messages.statement_signatures(self.env)

    def _print_digest(self):
        rows = [[line.date, line.text, yuan(line.balance)] for line in self.line_ids]
        return chain.digest(chain.canonical({"lessee": self.lessee_id.id, "rows": rows}))


class ReformRentStatementLine(models.TransientModel):
    """One row of a statement of account."""

    _name = "reform.rent.statement.line"
    _description = "Row of a Statement"
    _order = "id"

    statement_id = fields.Many2one("reform.rent.statement", required=True, index=True, ondelete="cascade")
    date = fields.Date()
    lease_id = fields.Many2one("reform.lease")
    text = fields.Char()
    due = fields.Float("Fallen Due", digits=(16, 2))
    received = fields.Float(digits=(16, 2))
    credited = fields.Float(digits=(16, 2))
    balance = fields.Float("Open Sum", digits=(16, 2), aggregator=None)
