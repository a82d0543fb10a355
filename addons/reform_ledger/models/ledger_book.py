from odoo import api, fields, models
from odoo.addons.reform_rules.ledger import statement as statement_rules
from odoo.addons.reform_rules.ledger import trial_balance as trial_balance_rules
from odoo.addons.reform_rules.ledger.chart import CHART_2023
from odoo.addons.reform_rules.periods import month_of
from odoo.exceptions import UserError
from odoo.tools import SQL

from .. import sql
from ..messages import books as messages


class LedgerBook(models.Model):
    """The books of one collective: which chart they follow and since when they are kept here."""

    _name = "ledger.book"
    _description = "Books"
    _inherit = ["mail.thread"]
    _order = "id"

    entity_id = fields.Many2one("reform.entity", required=True, ondelete="restrict")
    place_id = fields.Many2one(related="entity_id.place_id", string="Place")
    chart_id = fields.Many2one(
        "ledger.chart",
        required=True,
        ondelete="restrict",
        default=lambda self: self._default_chart(),
    )
    date_opening = fields.Date(
        "Opening Day", required=True, help="The first day whose vouchers stand in these books."
    )
    state = fields.Selection(
        [("open", "In use"), ("closed", "Ended")], required=True, default="open", readonly=True
    )
    period_ids = fields.One2many("ledger.period", "book_id", "Periods")
    opening_voucher_id = fields.Many2one(
        "ledger.voucher", compute="_compute_opening_voucher_id", compute_sudo=False
    )
    voucher_count = fields.Integer(compute="_compute_voucher_count")

    _entity_unique = models.UniqueIndex("(entity_id)", "This entity has its books already.")

    def init(self):
        sql.install(self.env.cr, "book")

    @api.model
    def _default_chart(self):
        return self.env["ledger.chart"].search([("version", "=", CHART_2023)], limit=1)

    @api.depends("entity_id.name")
    def _compute_display_name(self):
        for book in self:
            book.display_name = book.entity_id.name

    def _compute_opening_voucher_id(self):
        found = self.env["ledger.voucher"].search(
            [("book_id", "in", self.ids), ("kind", "=", "opening"), ("reversal_of_id", "=", False)],
            order="id desc",
        )
        by_book = {voucher.book_id.id: voucher for voucher in found}
        for book in self:
            book.opening_voucher_id = by_book.get(book.id, False)

    def _compute_voucher_count(self):
        counts = dict(
            self.env["ledger.voucher"]._read_group([("book_id", "in", self.ids)], ["book_id"], ["__count"])
        )
        for book in self:
            book.voucher_count = counts.get(book, 0)

    @api.constrains("chart_id", "date_opening")
    def _check_chart(self):
        for book in self:
            book.chart_id._check_in_force(book.date_opening)

    @api.model_create_multi
    def create(self, vals_list):
        books = super().create(vals_list)
        for book in books:
            book._periods_of_year(book.date_opening)
        return books

    def write(self, vals):
        fixed = {"entity_id", "chart_id", "date_opening", "state"} & vals.keys()
        if fixed and self.sudo().period_ids.voucher_ids:
            raise UserError(messages.book_is_fixed(self.env))
        return super().write(vals)

    def unlink(self):
        if self.sudo().period_ids.voucher_ids:
            raise UserError(messages.book_is_fixed(self.env))
        self.sudo().period_ids._remove_unused()
        return super().unlink()

    # -- the call of others ----------------------------------------------------------------------------------

    @api.model
    def _of(self, entity):
        """Return the books of an entity; UserError when nobody has opened them."""
        book = self.search([("entity_id", "=", entity.id)], limit=1)
        if not book:
            raise UserError(messages.no_book(self.env, entity=entity.display_name))
        return book

    @api.model
    def _open(self, entity, date_opening, lines=(), *, chart=None, summary=None):
        """Open the books of an entity and return them; with `lines`, its opening voucher is prepared by the
        user.

        Args: lines: dicts `account` (code), `debit`, `credit`, `partner_id`, `origin_place_id`, `summary`;
        they
        must balance. The voucher still has to be reviewed and posted by two other people.
        """
        self.env["ledger.voucher"]._require_group("reform_places.group_accountant")
        entity.check_access("read")
        # sudo: nobody makes books but this act, so that nobody has books without an opening behind them; who
        # may open them has been asked, and whose they are is checked by the rules of what was made.
        book = (
            self.sudo()
            .create(
                {
                    "entity_id": entity.id,
                    "date_opening": date_opening,
                    "chart_id": (chart or self._default_chart()).id,
                }
            )
            .with_env(self.env)
        )
        book.check_access("write")
        if lines:
            book._prepare_opening(lines, summary=summary)
        return book

    def _prepare_opening(self, lines, *, summary=None):
        """Return the prepared opening voucher of the books, dated their opening day."""
        self.ensure_one()
        return self.env["ledger.voucher"]._from_event(
            [
                {
                    "entity_id": self.entity_id.id,
                    "date": self.date_opening,
                    "word": "opening",
                    "kind": "opening",
                    "summary": summary or messages.opening_summary(self.env),
                    "event_key": f"opening:{self.entity_id.id}",
                    "entries": list(lines),
                }
            ]
        )

    @api.model
    def _trial_balance(self, entity, date_from, date_to, narrowed=None):
        """Return the rows (trial_balance.Row) of an entity for whole months; parents carry what is below
        them. `narrowed`: filters of `ledger.balance._sums`."""
        chart = self._of(entity).chart_id
        self.env.cr.execute(
            SQL(
                "SELECT code, name, side FROM ledger_account WHERE chart_id = %s AND"
                " coalesce(entity_id, %s) = %s",
                chart.id,
                entity.id,
                entity.id,
            )
        )
        names = {
            code: trial_balance_rules.AccountName(name, side) for code, name, side in self.env.cr.fetchall()
        }
        sums = self.env["ledger.balance"]._sums(entity, date_from, date_to, **(narrowed or {}))
        return trial_balance_rules.rows(sums, names)

    @api.model
    def _statement(self, entity, kind, date):
        """Return the figures (statement.Figure) of 'balance_sheet' or 'income_statement' at the end of a
        month.

        Balance sheet: closing balance and start of the year. Income: this year until then, and the whole
        year before.
        """
        lines = self._of(entity).chart_id._statement_lines(kind, date)
        balances = self.env["ledger.balance"]
        year = balances._sums(entity, date.replace(month=1, day=1), date)
        if kind == statement_rules.BALANCE_SHEET:
            return statement_rules.balance_sheet(lines, year)
        before = balances._sums(
            entity,
            date.replace(year=date.year - 1, month=1, day=1),
            date.replace(year=date.year - 1, month=12, day=31),
        )
        return statement_rules.compute(lines, (year, before))

    def _periods_of_year(self, day):
        """Make the months of the year of `day` that the books still lack, from the opening month on."""
        self.ensure_one()
        # Nobody writes periods by hand; a clerk's first voucher of a year may be what makes them.
        Period = self.env["ledger.period"].sudo()
        months = [month_of(day.replace(month=number, day=1)) for number in range(1, 13)]
        months = [month for month in months if month >= month_of(self.date_opening)]
        known = set(
            Period.search(
                [("book_id", "=", self.id), ("date_from", "in", [month.first for month in months])]
            ).mapped("date_from")
        )
        Period._create_guarded(
            [
                {
                    "book_id": self.id,
                    "entity_id": self.entity_id.id,
                    "date_from": month.first,
                    "date_to": month.last,
                }
                for month in months
                if month.first not in known
            ]
        )

    def _period(self, day):
        """Return the period of a day, made when the year is new; UserError before the opening."""
        self.ensure_one()
        if day < self.date_opening:
            raise UserError(
                messages.before_opening(
                    self.env, entity=self.entity_id.display_name, date=day, opening=self.date_opening
                )
            )
        Period = self.env["ledger.period"]
        domain = [("book_id", "=", self.id), ("date_from", "<=", day), ("date_to", ">=", day)]
        period = Period.search(domain, limit=1)
        if not period:
            self._periods_of_year(day)
            period = Period.search(domain, limit=1)
        return period

    # -- buttons ---------------------------------------------------------------------------------------------

    def action_vouchers(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_ledger.ledger_voucher_action")
        action["domain"] = [("book_id", "in", self.ids)]
        action["context"] = {"default_entity_id": self[:1].entity_id.id}
        return action

    def action_opening_voucher(self):
        self.ensure_one()
        return self.opening_voucher_id._action_form()

    def action_trial_balance(self):
        self.ensure_one()
        return self.env["ledger.report"]._action("trial_balance", self.entity_id)

    def _sql_error_to_message(self, exc):
        return messages.database_guard(self.env, exc.diag.constraint_name) or super()._sql_error_to_message(
            exc
        )
