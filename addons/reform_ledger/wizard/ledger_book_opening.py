from odoo import api, fields, models
from odoo.addons.reform_rules.money import yuan


class LedgerBookOpening(models.TransientModel):
    """Open the books of a collective, from nothing or with the balances it brings along."""

    _name = "ledger.book.opening"
    _description = "Opening of Books"

    entity_id = fields.Many2one("reform.entity", required=True)
    chart_id = fields.Many2one(
        "ledger.chart", required=True, default=lambda self: self.env["ledger.book"]._default_chart()
    )
    date_opening = fields.Date("Opening Day", required=True, default=lambda self: self._default_date())
    line_ids = fields.One2many("ledger.book.opening.line", "opening_id", "Opening Balances")
    debit_total = fields.Float(digits=(16, 2), compute="_compute_totals")
    credit_total = fields.Float(digits=(16, 2), compute="_compute_totals")
    difference = fields.Float(digits=(16, 2), compute="_compute_totals")

    @api.model
    def _default_date(self):
        return fields.Date.context_today(self).replace(month=1, day=1)

    @api.depends("line_ids.debit", "line_ids.credit")
    def _compute_totals(self):
        for opening in self:
            debit = sum((yuan(line.debit) for line in opening.line_ids), yuan(0))
            credit = sum((yuan(line.credit) for line in opening.line_ids), yuan(0))
            opening.debit_total, opening.credit_total = float(debit), float(credit)
            opening.difference = float(debit - credit)

    def action_open(self):
        """Open the books; opening balances become a voucher that others review and post."""
        self.ensure_one()
        book = self.env["ledger.book"]._open(
            self.entity_id,
            self.date_opening,
            [line._plain() for line in self.line_ids],
            chart=self.chart_id,
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": "ledger.book",
            "res_id": book.id,
            "views": [(False, "form")],
        }


class LedgerBookOpeningLine(models.TransientModel):
    """One balance brought along: an account, a party where the account asks for one, and the former
    village."""

    _name = "ledger.book.opening.line"
    _description = "Opening Balance"

    opening_id = fields.Many2one("ledger.book.opening", required=True, ondelete="cascade")
    entity_id = fields.Many2one(related="opening_id.entity_id", string="Entity")
    chart_id = fields.Many2one(related="opening_id.chart_id", string="Chart")
    account_id = fields.Many2one("ledger.account", required=True)
    partner_id = fields.Many2one("res.partner", "Party")
    origin_place_id = fields.Many2one("reform.place", "Village of Origin")
    debit = fields.Float(digits=(16, 2))
    credit = fields.Float(digits=(16, 2))

    def _plain(self):
        """Return the line as `ledger.book._open` takes it."""
        return {
            "account": self.account_id.code,
            "debit": self.debit,
            "credit": self.credit,
            "partner_id": self.partner_id.id,
            "origin_place_id": self.origin_place_id.id,
        }
