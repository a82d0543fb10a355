from odoo import api, fields, models

from .. import sql


class LedgerAnalysis(models.Model):
    """The balance table as questions are asked of it: which year, which township, which account, whose
    village. A view of the database; nothing is stored twice."""

    _name = "ledger.analysis"
    _description = "Analysis of the Books"
    _auto = False
    _order = "month desc, root_id"
    _rec_name = "account_id"

    entity_id = fields.Many2one("reform.entity", readonly=True)
    township_id = fields.Many2one("reform.place", readonly=True)
    chart_id = fields.Many2one("ledger.chart", readonly=True)
    account_id = fields.Many2one("ledger.account", readonly=True)
    root_id = fields.Many2one("ledger.account", "First-Level Account", readonly=True)
    account_kind = fields.Selection(lambda self: self._account_kinds(), "Kind of Account", readonly=True)
    kind = fields.Selection(lambda self: self._kinds(), "Kind of Booking", readonly=True)
    month = fields.Date(readonly=True)
    origin_place_id = fields.Many2one("reform.place", "Village of Origin", readonly=True)
    partner_id = fields.Many2one("res.partner", "Party", readonly=True)
    debit = fields.Float(digits=(16, 2), readonly=True)
    credit = fields.Float(digits=(16, 2), readonly=True)
    net = fields.Float(
        digits=(16, 2),
        readonly=True,
        help="On the normal side of the account: income and debts are positive too.",
    )

    @api.model
    def _account_kinds(self):
        return self.env["ledger.account"]._fields["kind"]._description_selection(self.env)

    @api.model
    def _kinds(self):
        return self.env["ledger.balance"]._fields["kind"]._description_selection(self.env)

    def init(self):
        sql.install(self.env.cr, "analysis")

    def action_entries(self):
        """Open the entries behind a row."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_ledger.ledger_entry_action")
        following = fields.Date.end_of(self.month, "month")
        action["domain"] = [
            ("entity_id", "=", self.entity_id.id),
            ("account_id", "=", self.account_id.id),
            ("date", ">=", self.month),
            ("date", "<=", following),
            ("origin_place_id", "=", self.origin_place_id.id),
            ("partner_id", "=", self.partner_id.id),
            ("voucher_id.state", "=", "posted"),
        ]
        action["context"] = {}
        return action
