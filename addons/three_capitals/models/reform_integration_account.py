from odoo import api, fields, models
from odoo.addons.reform_rules.capitals import succession as rules
from odoo.addons.reform_rules.ledger.chart_2004 import OldRow, Target, propose, ref
from odoo.addons.reform_rules.money import ZERO
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..messages import integration as messages
from .reform_integration import ORDER

ACCOUNTANT = "reform_places.group_accountant"
# Accounts of the sides that are not simply the same account of the successor: their own, or another chart's.
_OTHERS = """
SELECT s.id, a.id, a.code, a.name, c.version, a.chart_id = %(chart)s AS same_chart
  FROM reform_integration_side s
  JOIN ledger_account a ON a.id IN (SELECT b.account_id FROM ledger_balance b WHERE b.entity_id = s.entity_id)
  JOIN ledger_chart c ON c.id = a.chart_id
 WHERE s.id = ANY(%(sides)s) AND (a.entity_id IS NOT NULL OR a.chart_id <> %(chart)s)
 ORDER BY s.id, a.code, a.id
"""


class ReformIntegrationAccount(models.Model):
    """Which account of the successor takes the balance of an account that it does not have as such.

    An own sub-account keeps its number unless it means something else there; an account of the old chart goes
    where the comparison table says, and where the table leaves a question an accountant decides it before the
    township reviews.
    """

    _name = "reform.integration.account"
    _description = "Account in the New Books"
    _order = "integration_id, side_id, code"
    _rec_name = "account_id"

    integration_id = fields.Many2one(
        related="side_id.integration_id", store=True, index=True, ondelete="cascade"
    )
    integration_state = fields.Selection(related="integration_id.state", string="Integration Status")
    side_id = fields.Many2one(
        "reform.integration.side", "Predecessor", required=True, index=True, ondelete="cascade"
    )
    account_id = fields.Many2one(
        "ledger.account", "Account of the Old Books", required=True, index=True, ondelete="restrict"
    )
    code = fields.Char(related="account_id.code", string="Old Account No.", store=True)
    to_code = fields.Char("Account of the Successor", help="Its number; the account is made if it is new.")
    asked = fields.Boolean("Decision Needed", readonly=True)
    reason = fields.Char("Decided Because")

    _once = models.UniqueIndex("(side_id, account_id)", "This account has its place already.")

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(messages.accounts_come_from_books(self.env))
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su:
            self.env["reform.integration"]._require_group(ACCOUNTANT)
            if vals.keys() - {"to_code", "reason"}:
                raise AccessError(messages.accounts_come_from_books(self.env))
            for record in self.sudo().integration_id:
                if not ORDER["clearing"] <= ORDER[record.state] < ORDER["town_reviewed"]:
                    raise AccessError(messages.accounts_are_settled(self.env, record=record.name))
        return super().write(vals)

    @api.model
    def _of(self, side):
        """Return {account id of the old books: code at the successor} of what is not the same account."""
        return {row.account_id.id: row.to_code for row in self.sudo().search([("side_id", "=", side.id)])}


class ReformIntegration(models.Model):
    """The accounts of all predecessors, put next to each other before any of them is carried over."""

    _inherit = "reform.integration"

    account_ids = fields.One2many("reform.integration.account", "integration_id", "Accounts", copy=False)

    def _chart(self):
        """Return the chart of the successor: that of its books, or the one in force."""
        self.ensure_one()
        book = self.env["ledger.book"].sudo().search([("entity_id", "=", self.successor_id.id)], limit=1)
        return book.chart_id or self.env["ledger.book"].sudo()._default_chart()

    def _map_accounts(self):
        """Find the place of every account the successor does not have as such; of all sides together.

        What was found or decided before stays.
        """
        for record in self:
            chart = record._chart()
            self.env.flush_all()
            self.env.cr.execute(SQL(_OTHERS, chart=chart.id, sides=record.sudo().side_ids.ids))
            rows = self.env.cr.fetchall()
            known = {(row.side_id.id, row.account_id.id): row.to_code for row in record.sudo().account_ids}
            taken = record._own_accounts(chart)
            own = {
                (side, code): (account, rules.OwnAccount(side, code, name))
                for side, account, code, name, _version, same in rows
                if same
            }
            below = {code: code[:-2] for _side, code in own}
            places = rules.sub_accounts(taken, [each for _account, each in own.values()], below)
            made = [
                {"side_id": side, "account_id": account, "to_code": places[side, code]}
                for (side, code), (account, _own) in own.items()
            ]
            made += record._converted(chart, [row for row in rows if not row[5]])
            self.env["reform.integration.account"].sudo().create(
                [vals for vals in made if (vals["side_id"], vals["account_id"]) not in known]
            )

    def _own_accounts(self, chart):
        """Return {code: name} of the accounts the successor may use already."""
        accounts = self.env["ledger.account"].sudo()._of_entity(self.successor_id, chart)
        return {code: account.name for code, account in accounts.items()}

    def _converted(self, chart, rows):
        """Return the values of what accounts of another chart become; with a question, nothing yet."""
        if not rows:
            return []
        Account = self.env["ledger.account"].sudo()
        accounts = Account._of_entity(self.successor_id, chart)
        facts = Account._facts(accounts)
        targets = {
            code: Target(account.name, facts[code].postable, facts[code].detail_required)
            for code, account in accounts.items()
        }
        old = [OldRow(ref(row[4], row[2]), row[3], 0, ZERO, ZERO, 0) for row in rows]
        found = propose(old, targets, new_year=False, table=self.env["ledger.conversion"]._comparison())
        return [
            {
                "side_id": row[0],
                "account_id": row[1],
                "to_code": False if proposal.question else proposal.target,
                "asked": bool(proposal.question),
            }
            for row, proposal in zip(rows, found, strict=True)
        ]

    def _make_accounts(self, chart, codes):
        """Make the successor's own accounts that balances go to and that are not there yet."""
        Account = self.env["ledger.account"].sudo()
        present = Account._of_entity(self.successor_id, chart)
        wanted = {
            row.to_code: row.account_id
            for row in self.sudo().account_ids
            if row.to_code in codes and row.to_code not in present
        }
        # Shorter codes first: they are the parents of the longer ones.
        for code in sorted(wanted, key=lambda each: (len(each), each)):
            like, parent = wanted[code], present.get(code[:-2])
            if parent is None:
                continue
            present[code] = Account.create(
                {
                    "chart_id": chart.id,
                    "code": code,
                    "name": like.name,
                    # What the account is, the successor's chart says; how it was kept, the old account does.
                    "detail": like.detail or parent.detail,
                    "detail_required": like.detail_required or parent.detail_required,
                    "parent_id": parent.id,
                    "entity_id": self.successor_id.id,
                }
            )

    def _missing_voted_each(self):
        found = super()._missing_voted_each()
        open_rows = self.sudo().account_ids.filtered(lambda row: not row.to_code)
        return [
            *found,
            *(
                messages.account_open(
                    self.env, entity=row.side_id.entity_id.name, account=row.account_id.display_name
                )
                for row in open_rows
            ),
        ]

    def action_draft_plan(self):
        """Look for the place of every account as well."""
        result = super().action_draft_plan()
        self.filtered(lambda record: record.books == "one")._map_accounts()
        return result
