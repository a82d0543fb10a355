from datetime import date

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_seal import serial
from odoo.exceptions import UserError

from .. import closing_check, sql
from ..messages import books as book_messages
from ..messages import closing as messages

ACCOUNTANT = "reform_places.group_accountant"
DIRECTOR = "reform_places.group_director"
COUNTY = "reform_places.group_county_agriculture"


class LedgerClosing(models.Model):
    """The end of a year of the books of one collective: checked, transferred, distributed, signed, locked.

    How to use: an accountant begins one per book and year and walks it through its five steps; each press of
    a button either does the step or says everything that is in its way. The vouchers it prepares are ordinary
    closing vouchers, reviewed and posted by the other two people. Once locked, the database lets no month of
    the year open again; only the county undoes the lock, by name and with its reason, which stays visible.
    """

    _name = "ledger.closing"
    _description = "Year-End Closing"
    _inherit = ["mail.thread", "mail.activity.mixin", "reform.workflow.mixin"]
    _order = "year desc, entity_id"
    _mail_post_access = "read"

    _state_initial = "checking"
    _editable_states = frozenset({"checking", "transferred"})
    _state_edges = frozenset(
        {
            ("checking", "transferred"),
            ("transferred", "folded"),
            ("folded", "signed"),
            ("signed", "locked"),
            ("transferred", "checking"),
            ("folded", "checking"),
            ("signed", "checking"),
            ("locked", "checking"),
        }
    )
    _guarded_fields = frozenset(
        {"book_id", "total_assets", "net_income", "undistributed", "statements_digest", "signed_by_id",
         "signed_at"}
    )  # fmt: skip
    _frozen_fields = frozenset({"entity_id", "year", "stocktake_note", "accruals_note", "cover_amount"})

    entity_id = fields.Many2one(
        "reform.entity",
        required=True,
        ondelete="restrict",
        index=True,
        default=lambda self: self.env["ledger.voucher"]._default_entity(),
    )
    book_id = fields.Many2one(
        "ledger.book", "Books", compute="_compute_book_id", store=True, precompute=True, ondelete="restrict",
        index=True,
    )  # fmt: skip
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: civil_day.today().year - 1,
    )
    state = fields.Selection(
        [
            ("checking", "Checking"),
            ("transferred", "Income transferred"),
            ("folded", "Distribution folded back"),
            ("signed", "Statements signed"),
            ("locked", "Year locked"),
        ],
        required=True,
        default="checking",
        readonly=True,
        index=True,
        tracking=True,
    )
    stocktake_note = fields.Text(
        "Stocktake",
        help="What was counted, confirmed and reconciled at the end of the year, by whom and when.",
    )
    accruals_note = fields.Text(
        "Accruals",
        help="Arrears of rent, depreciation, amortisation and taxes: what was booked for the year.",
    )
    cover_amount = fields.Float("Loss to Be Covered", digits=(16, 2))

    # What the director signs; later figures need another signature.
    total_assets = fields.Float(digits=(16, 2), readonly=True, copy=False)
    net_income = fields.Float(digits=(16, 2), readonly=True, copy=False)
    undistributed = fields.Float("Undistributed Income", digits=(16, 2), readonly=True, copy=False)
    statements_digest = fields.Char(
        "Digest of the Statements",
        readonly=True,
        copy=False,
        help="SHA-256 of every amount of balance sheet, income statement and notes as they were signed.",
    )
    signed_by_id = fields.Many2one("res.users", "Signed by", readonly=True, copy=False, ondelete="restrict")
    signed_at = fields.Datetime("Signed at", readonly=True, copy=False)

    act_ids = fields.One2many("ledger.closing.act", "closing_id", "Acts")
    voucher_ids = fields.Many2many(
        "ledger.voucher", compute="_compute_voucher_ids", string="Closing Vouchers"
    )
    waiting_count = fields.Integer("Waiting to Be Posted", compute="_compute_voucher_ids")
    checklist_html = fields.Html("Checklist", compute="_compute_checklist_html", sanitize=False)
    next_step = fields.Char(compute="_compute_next_step")

    _year_unique = models.UniqueIndex("(book_id, year)", "The closing of this year has been begun already.")
    _year_plausible = models.Constraint("CHECK (year BETWEEN 1990 AND 2200)", "This is not a year.")

    def init(self):
        sql.install(self.env.cr, "closing")

    @api.depends("entity_id", "year")
    def _compute_display_name(self):
        for closing in self:
            closing.display_name = messages.year_of(
                self.env, entity=closing.entity_id.display_name, year=closing.year
            )

    @api.depends("entity_id")
    def _compute_book_id(self):
        books = self.env["ledger.book"].search([("entity_id", "in", self.entity_id.ids)])
        by_entity = {book.entity_id.id: book for book in books}
        for closing in self:
            closing.book_id = by_entity.get(closing.entity_id.id, False)

    def _compute_voucher_ids(self):
        for closing in self:
            # Those of the year's months as well, and the cover of a loss, which is an ordinary voucher.
            found = self.env["ledger.voucher"].search(
                [
                    ("entity_id", "=", closing.entity_id.id if closing.id else False),
                    ("date", ">=", closing._last_day.replace(month=1, day=1)),
                    ("date", "<=", closing._last_day),
                    "|",
                    ("kind", "=", "closing"),
                    ("event_key", "=like", f"closing:{closing.entity_id.id}:{closing.year}:%"),
                ],
                order="date, id",
            )
            closing.voucher_ids = found
            closing.waiting_count = len(found.filtered(lambda voucher: voucher.state != "posted"))

    @api.depends("state", "waiting_count")
    def _compute_next_step(self):
        for closing in self:
            closing.next_step = messages.next_step(self.env, closing.state, waiting=closing.waiting_count)

    @api.depends("state", "stocktake_note", "accruals_note")
    def _compute_checklist_html(self):
        for closing in self:
            shown = closing.id and closing.book_id and closing.state != "locked"
            closing.checklist_html = (
                self.env["ledger.period"]._checklist(closing._year_checks()) if shown else False
            )

    @property
    def _last_day(self):
        # A form that is being filled in may hold no year yet.
        return date(self.year or 1990, 12, 31)

    @api.model_create_multi
    def create(self, vals_list):
        self._require_group(ACCOUNTANT)
        closings = super().create(vals_list)
        for closing in closings:
            if not closing.book_id:
                raise UserError(book_messages.no_book(self.env, entity=closing.entity_id.display_name))
            if closing.year < closing.book_id.date_opening.year:
                raise UserError(
                    book_messages.before_opening(
                        self.env,
                        entity=closing.entity_id.display_name,
                        date=closing.year,
                        opening=closing.book_id.date_opening,
                    )
                )
        return closings

    @api.model
    def _current(self, book):
        """Return the closing of the oldest year of the books that is not locked; made when there is none."""
        years = sorted(
            {period.date_from.year for period in book.period_ids}
            - set(self.search([("book_id", "=", book.id), ("state", "=", "locked")]).mapped("year"))
        )
        if not years:
            raise UserError(messages.all_years_locked(self.env, entity=book.entity_id.display_name))
        known = self.search([("book_id", "=", book.id), ("year", "=", years[0])], limit=1)
        return known or self.create({"entity_id": book.entity_id.id, "year": years[0]})

    def unlink(self):
        own = self.voucher_ids.filtered(lambda each: (each.event_key or "").startswith("closing:"))
        if self.act_ids or own:
            raise UserError(messages.closing_stays(self.env))
        return super().unlink()

    def _seal_stream(self):
        return f"ledger:{self.entity_id.id}"

    def _seal_payload(self):
        # A year that nobody has signed has no digest, nor have those sealed before every amount was.
        statements = {"statements": self.statements_digest} if self.statements_digest else {}
        return {
            **statements,
            "id": self.id,
            "entity": self.entity_id.id,
            "year": self.year,
            "total_assets": f"{self.total_assets:.2f}",
            "net_income": f"{self.net_income:.2f}",
            "undistributed": f"{self.undistributed:.2f}",
        }

    def _turn(self):
        """Wait for the turn in these books, and judge by the newest picture of them."""
        self.ensure_one()
        serial.lock(self.env.cr, f"reform.seal:{self._seal_stream()}")
        self._lock_rows()
        self.env["ledger.period"]._see_newest(self._seal_stream())

    def _refuse(self, checks):
        """Raise UserError with the sentences of the errors; return those of the warnings."""
        if found := closing_check.problems(checks, "error"):
            raise UserError(
                messages.year_refused(self.env, year=self.display_name, problems=book_messages.listing(found))
            )
        return closing_check.problems(checks, "warning")

    def _sql_error_to_message(self, exc):
        return book_messages.database_guard(
            self.env, exc.diag.constraint_name
        ) or super()._sql_error_to_message(exc)
