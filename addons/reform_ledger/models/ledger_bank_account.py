from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.ledger import bank_holder
from odoo.exceptions import UserError, ValidationError

from ..messages import cash_and_bank as messages

BANK = "102"
FIXED = frozenset({"entity_id", "bank", "number", "holder", "account_id"})


class LedgerBankAccount(models.Model):
    """Where a collective's money lies: a bank account in its own name, and the ledger account that stands
    for it."""

    _name = "ledger.bank.account"
    _description = "Bank Account"
    _inherit = ["mail.thread"]
    _order = "entity_id, is_main desc, id"
    _rec_names_search = ["bank", "number"]

    entity_id = fields.Many2one(
        "reform.entity",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["ledger.voucher"]._default_entity(),
    )
    bank = fields.Char(required=True, tracking=True)
    number = fields.Char("Account Number", required=True, tracking=True)
    holder = fields.Char(
        "Account Holder",
        required=True,
        compute="_compute_holder",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    account_id = fields.Many2one(
        "ledger.account",
        "Account in the Ledger",
        required=True,
        ondelete="restrict",
        compute="_compute_account_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="102, or the sub-account of 102 for this bank account.",
    )
    is_main = fields.Boolean(
        "Main Account",
        compute="_compute_is_main",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="What comes from contracts and other events is booked on this account.",
    )
    active = fields.Boolean(default=True)
    statement_ids = fields.One2many("ledger.bank.statement", "bank_account_id", "Statements")

    _number_unique = models.UniqueIndex("(number)", "This bank account has been entered already.")
    _account_unique = models.UniqueIndex(
        "(entity_id, account_id) WHERE active", "This ledger account stands for another bank account already."
    )
    _main_unique = models.UniqueIndex(
        "(entity_id) WHERE is_main AND active", "A collective has one main bank account."
    )
    _entity = models.Index("(entity_id)")

    @api.depends("bank", "number")
    def _compute_display_name(self):
        for account in self:
            account.display_name = f"{account.bank or ''} {(account.number or '')[-4:]}".strip()

    @api.depends("entity_id")
    def _compute_holder(self):
        for account in self:
            account.holder = account.holder or account.entity_id.name

    @api.depends("entity_id")
    def _compute_account_id(self):
        for account in self:
            if account.account_id or not account.entity_id:
                continue
            book = self.env["ledger.book"].search([("entity_id", "=", account.entity_id.id)], limit=1)
            free = self._bank_accounts_of(account.entity_id, book.chart_id)
            taken = self.search([("entity_id", "=", account.entity_id.id)]).account_id
            account.account_id = (free - taken)[:1]

    @api.model
    def _bank_accounts_of(self, entity, chart):
        """Return the lowest accounts for money in banks, of a collective's chart."""
        accounts = self.env["ledger.account"]._of_entity(entity, chart) if chart else {}
        facts = self.env["ledger.account"]._facts(accounts)
        codes = sorted(code for code in accounts if code.startswith(BANK) and facts[code].postable)
        return self.env["ledger.account"].concat(*(accounts[code] for code in codes))

    @api.depends("entity_id")
    def _compute_is_main(self):
        for account in self:
            others = self.search_count(
                [
                    ("entity_id", "=", account.entity_id.id),
                    ("is_main", "=", True),
                    ("id", "!=", account._origin.id),
                ]
            )
            account.is_main = bool(account.is_main or account.entity_id and not others)

    # -- what must hold --------------------------------------------------------------------------------------

    @api.constrains("holder", "entity_id", "active")
    def _check_holder(self):
        for account in self:
            entity = account.entity_id
            # Accounts of the same collective: whoever keeps one sees them all.
            others = self.search([("entity_id", "=", entity.id), ("id", "!=", account.id)]).filtered(
                lambda other, entity=entity: not bank_holder.same_name(other.holder, entity.name)
            )
            numbers = self.env["reform.parameter"]._at(civil_day.today(), entity.place_id)
            try:
                bank_holder.check(
                    account.holder,
                    entity.name,
                    # Which bodies there are is public.
                    is_body=bool(
                        self.env["reform.entity"]
                        .sudo()
                        .search_count([("name", "=", account.holder)], limit=1)
                    ),
                    others=len(others),
                    others_max=int(numbers.value("bank_other_holder_max")),
                )
            except RuleError as error:
                raise ValidationError(messages.holder_differs(self.env, **error.facts)) from error

    @api.constrains("account_id", "entity_id")
    def _check_account(self):
        for account in self:
            ledger = account.account_id
            if not ledger.code.startswith(BANK):
                raise ValidationError(messages.not_a_bank_account(self.env, account=ledger.display_name))
            if ledger.entity_id and ledger.entity_id != account.entity_id:
                raise ValidationError(
                    messages.account_of_other_entity(
                        self.env, account=ledger.display_name, entity=account.entity_id.display_name
                    )
                )

    def write(self, vals):
        if touched := FIXED & vals.keys():
            for account in self:
                changed = any(account[name] != vals[name] for name in touched - {"entity_id", "account_id"})
                changed |= any(
                    account[name].id != vals[name] for name in touched & {"entity_id", "account_id"}
                )
                if changed and account._is_used():
                    raise UserError(messages.bank_account_used(self.env, account=account.display_name))
        return super().write(vals)

    def unlink(self):
        for account in self:
            if account._is_used():
                raise UserError(messages.bank_account_used(self.env, account=account.display_name))
        return super().unlink()

    def _is_used(self):
        self.ensure_one()
        domain = [("bank_account_id", "=", self.id)]
        # What hangs on the account, whoever may see it.
        used = self.env["ledger.bank.statement"].sudo().search_count(domain, limit=1)
        return bool(used or self.env["ledger.cash.line"].sudo().search_count(domain, limit=1))

    # -- the call of others ----------------------------------------------------------------------------------

    @api.model
    def _main(self, entity):
        """Return the ledger account on which events of an entity book money in the bank, or none."""
        # Events are booked by people who need not know the banks.
        main = self.sudo().search([("entity_id", "=", entity.id), ("is_main", "=", True)], limit=1)
        return main.account_id.with_env(self.env)

    def action_statements(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "reform_ledger.ledger_bank_statement_line_action"
        )
        action["domain"] = [("bank_account_id", "in", self.ids)]
        action["context"] = {}
        return action

    def action_load(self):
        """Ask for the file of the bank."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Load a Bank Statement"),
            "res_model": "ledger.bank.statement.load",
            "view_mode": "form",
            "target": "new",
            "context": {"default_bank_account_id": self.id},
        }

    def action_reconcile(self):
        """Show the reconciliation statement of the account."""
        self.ensure_one()
        return self.env["ledger.bank.reconciliation"]._open(self)
