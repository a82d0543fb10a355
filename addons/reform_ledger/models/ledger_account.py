from collections import defaultdict

from odoo import api, fields, models
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.ledger import chart as chart_rules
from odoo.addons.reform_rules.ledger.entry import AccountFacts
from odoo.exceptions import AccessError, UserError, ValidationError

from .. import sql
from ..messages import accounts as account_messages
from ..messages import books as messages

# What a sub-account has from the account above it.
FROM_ABOVE = ("kind", "side", "two_sided", "must_be_nil", "detail", "detail_required")


class LedgerAccount(models.Model):
    """What a sum of money is called in the books; a collective may divide a prescribed account further for
    itself."""

    _name = "ledger.account"
    _description = "Ledger Account"
    _order = "code, id"
    _rec_names_search = ["code", "name"]

    chart_id = fields.Many2one("ledger.chart", required=True, ondelete="restrict", index=True)
    code = fields.Char(
        required=True, help="Three digits at the first level, two more at every further level."
    )
    name = fields.Char(required=True)
    identifier = fields.Char(readonly=True)
    kind = fields.Selection(
        [
            ("asset", "Asset"),
            ("contra_asset", "Contra asset"),
            ("liability", "Liability"),
            ("equity", "Equity"),
            ("cost", "Cost"),
            ("income", "Income"),
            ("expense", "Expense"),
        ],
        required=True,
    )
    side = fields.Selection([("debit", "Debit"), ("credit", "Credit")], "Normal Side", required=True)
    two_sided = fields.Boolean(help="The balance may stand on either side.")
    must_be_nil = fields.Selection(
        [("period", "At the end of the year's periods"), ("year", "After the year is closed")],
        help="When this account may have no balance left.",
    )
    detail = fields.Selection([("partner", "Party")], "Kept by", help="What the account is analysed by.")
    detail_required = fields.Boolean(
        "Party Required", help="An entry must name the household, person or unit."
    )
    postable = fields.Boolean("Takes Entries", default=True)
    parent_id = fields.Many2one("ledger.account", "Parent Account", ondelete="restrict", index=True)
    child_ids = fields.One2many("ledger.account", "parent_id", "Sub-accounts")
    entity_id = fields.Many2one(
        "reform.entity",
        "Own Account of",
        ondelete="restrict",
        index=True,
        help="Empty: prescribed, for every book.",
    )
    mark = fields.Char("Source Mark", help="S: published source, K: general knowledge, ?: to be checked.")
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex(
        "(chart_id, code, COALESCE(entity_id, 0))", "This code exists already in the chart of this entity."
    )

    def init(self):
        sql.install(self.env.cr, "account")

    @api.depends("code", "name", "chart_id.valid_to")
    def _compute_display_name(self):
        for account in self:
            label = f"{account.code} {account.name}" if account.code else account.name
            # A code of a chart that is over never looks like one of today.
            over = account.chart_id.valid_to
            account.display_name = (
                f"{label}（{account.chart_id.version.removeprefix('chart_')}）" if over and label else label
            )

    @api.onchange("parent_id")
    def _onchange_parent_id(self):
        for name in (*FROM_ABOVE, "chart_id"):
            if self.parent_id:
                self[name] = self.parent_id[name]

    @api.constrains("code", "parent_id", "entity_id", "chart_id")
    def _check_code(self):
        for account in self:
            parent = account.parent_id
            try:
                chart_rules.check_sub_account(account.code, parent.code or "")
            except RuleError as error:
                raise ValidationError(messages.code_not_below_parent(self.env, **error.facts)) from error
            if (
                parent.entity_id
                and parent.entity_id != account.entity_id
                or parent
                and parent.chart_id != account.chart_id
            ):
                raise ValidationError(messages.parent_of_other(self.env, account=account.display_name))
            if account.entity_id and self.with_context(active_test=False).sudo().search_count(
                [
                    ("chart_id", "=", account.chart_id.id),
                    ("code", "=", account.code),
                    ("entity_id", "=", False),
                ]
            ):
                raise ValidationError(messages.code_is_prescribed(self.env, account=account.display_name))

    @api.constrains("parent_id", "entity_id", *FROM_ABOVE)
    def _check_like_above(self):
        """What a sub-account is and how it is kept comes from above; it may ask for more, never for less."""
        for account in self.filtered("entity_id"):
            above = account.parent_id
            names = [name for name in FROM_ABOVE if above and account._looser(name, above)]
            if names:
                labels = [self._fields[name]._description_string(self.env) for name in names]
                raise ValidationError(
                    account_messages.not_like_above(
                        self.env, account=account.display_name, parent=above.display_name, fields=labels
                    )
                )

    def _looser(self, name, above):
        """Tell whether a field departs from the account above other than by asking for more."""
        if name == "kind":
            return self.kind != above.kind
        if name == "side":
            return self.side != above.side and not above.two_sided
        if name == "two_sided":
            return self.two_sided and not above.two_sided
        return bool(above[name]) and self[name] != above[name]

    @api.model_create_multi
    def create(self, vals_list):
        # What is not said is as above.
        above = [self.sudo().browse(vals.get("entity_id") and vals.get("parent_id")) for vals in vals_list]
        vals_list = [
            {**{name: parent[name] for name in FROM_ABOVE if parent}, **vals}
            for parent, vals in zip(above, vals_list, strict=True)
        ]
        accounts = super().create(vals_list)
        accounts._check_owner()
        return accounts

    def write(self, vals):
        self._check_owner()
        if not vals.get("active", True):
            self._refuse_in_use()
        result = super().write(vals)
        self._check_owner()
        return result

    def unlink(self):
        self._check_owner()
        return super().unlink()

    def _check_owner(self):
        """The prescribed accounts belong to the county; an accountant divides them further for her own
        entities."""
        if self.env.su or self.env.user.has_group("reform_places.group_county_finance"):
            return
        if not all(account.entity_id for account in self):
            raise AccessError(messages.chart_is_prescribed(self.env))

    def _refuse_in_use(self):
        """An account goes out of use with nothing left on it, and no voucher on its way to it."""
        # sudo: a prescribed account stands in books that whoever archives it does not see.
        self.env["ledger.balance"].sudo().flush_model()
        self.env["ledger.entry"].sudo().flush_model()
        self.env["ledger.voucher"].sudo().flush_model()
        self.env.cr.execute(
            """SELECT b.account_id FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
                WHERE a.id = ANY(%(ids)s)
                GROUP BY b.entity_id, b.account_id, CASE WHEN a.detail_required THEN b.partner_id END
               HAVING sum(b.debit) <> sum(b.credit)
               UNION SELECT e.account_id FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
                WHERE e.account_id = ANY(%(ids)s) AND v.state <> 'posted' LIMIT 1""",
            {"ids": self.ids},
        )
        if row := self.env.cr.fetchone():
            raise UserError(
                account_messages.account_in_use(self.env, account=self.browse(row[0]).display_name)
            )

    @api.model
    def _of_entity(self, entity, chart, *, archived=False):
        """Return {code: account} of the active accounts an entity may use, parents included; with `archived`,
        also of those that took entries once."""
        # Prescribed accounts and those of the entity: the caller has been let at the entity already.
        accounts = (
            self.sudo()
            .with_context(active_test=not archived)
            .search([("chart_id", "=", chart.id), ("entity_id", "in", [False, entity.id])])
        )
        return {account.code: account.with_env(self.env) for account in accounts}

    def _strange_to(self, entity, chart):
        """Return those of the accounts that books of this entity and chart do not have."""
        # sudo: whose they are is what is asked.
        return self.sudo().filtered(
            lambda account: account.chart_id != chart or (account.entity_id or entity) != entity
        )

    @api.model
    def _facts(self, accounts):
        """Return {code: AccountFacts} of {code: account}: only an account with nothing below it takes
        entries."""
        below = defaultdict(int)
        for account in accounts.values():
            below[account.parent_id.id] += account.active
        return {
            code: AccountFacts(account.postable and not below[account.id], account.detail_required)
            for code, account in accounts.items()
        }

    def _sql_error_to_message(self, exc):
        return messages.database_guard(self.env, exc.diag.constraint_name) or super()._sql_error_to_message(
            exc
        )
