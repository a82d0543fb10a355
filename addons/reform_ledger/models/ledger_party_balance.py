from odoo import fields, models

from .. import sql


class LedgerPartyBalance(models.Model):
    """Who owes what, and to whom is owed: every party that has a balance left, the largest first. A view of
    the database over the balance table."""

    _name = "ledger.party.balance"
    _description = "Balance of a Party"
    _auto = False
    _order = "claim desc, debt desc, id"
    _rec_name = "partner_id"

    entity_id = fields.Many2one("reform.entity", readonly=True)
    township_id = fields.Many2one("reform.place", readonly=True)
    account_id = fields.Many2one("ledger.account", readonly=True)
    partner_id = fields.Many2one("res.partner", "Party", readonly=True)
    claim = fields.Float("Owes", digits=(16, 2), readonly=True, help="What the party owes the collective.")
    debt = fields.Float("Is Owed", digits=(16, 2), readonly=True, help="What the collective owes the party.")
    last_month = fields.Date("Last Booked", readonly=True, help="The last month something was booked on it.")

    def init(self):
        sql.install(self.env.cr, "party_balance")

    def action_entries(self):
        """Open the entries of the party on this account."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_ledger.ledger_entry_action")
        action["domain"] = [
            ("entity_id", "=", self.entity_id.id),
            ("account_id", "=", self.account_id.id),
            ("partner_id", "=", self.partner_id.id),
            ("voucher_id.state", "=", "posted"),
        ]
        action["context"] = {}
        return action
