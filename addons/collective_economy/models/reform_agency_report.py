from odoo import fields, models
from odoo.tools import SQL

from .reform_agency_batch_line import STATES


class ReformAgencyReport(models.Model):
    """The months of all entities as figures, for free questions: by agency, township, month and state."""

    _name = "reform.agency.report"
    _description = "Agency Months in Figures"
    _auto = False
    _order = "month desc, id"
    _rec_name = "entity_id"

    month = fields.Date(readonly=True)
    agency_id = fields.Many2one("reform.entity", "Agency Centre", readonly=True)
    entity_id = fields.Many2one("reform.entity", readonly=True)
    township_id = fields.Many2one("reform.place", readonly=True)
    state = fields.Selection(STATES, readonly=True)
    request_count = fields.Integer("Requests", readonly=True)
    asked_count = fields.Integer("In Approval", readonly=True)
    spent_count = fields.Integer("Payments", readonly=True)
    spent_amount = fields.Float("Paid (yuan)", digits=(16, 2), readonly=True)
    receipt_count = fields.Integer("Receipts", readonly=True)
    receipt_amount = fields.Float("Received (yuan)", digits=(16, 2), readonly=True)
    prepared_count = fields.Integer("To Review", readonly=True)
    reviewed_count = fields.Integer("To Post", readonly=True)
    posted_count = fields.Integer("Posted", readonly=True)
    sheet_count = fields.Integer("Sheets", readonly=True)
    income_amount = fields.Float("Income (yuan)", digits=(16, 2), readonly=True)
    expense_amount = fields.Float("Expense (yuan)", digits=(16, 2), readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """SELECT f.*, l.month, b.agency_id, l.entity_id, l.township_id, l.state
                 FROM (%s) AS f JOIN reform_agency_batch_line l ON l.id = f.id
                 JOIN reform_agency_batch b ON b.id = l.batch_id""",
            self.env["reform.agency.batch.line"]._figures_sql(),
        )
