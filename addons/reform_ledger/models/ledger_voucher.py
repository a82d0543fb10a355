from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.ledger.entry import Entry, Voucher, difference
from odoo.addons.reform_rules.ledger.numbering import label
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from .. import sql
from ..messages import books as messages
from .reference import Reference

STATES = [("draft", "Draft"), ("prepared", "To review"), ("reviewed", "To post"), ("posted", "Posted")]
EDGES = frozenset(
    {
        ("draft", "prepared"),
        ("prepared", "reviewed"),
        ("reviewed", "posted"),
        ("prepared", "draft"),
        ("reviewed", "draft"),
    }
)
CONTENT = frozenset(
    {
        "entity_id",
        "date",
        "word",
        "kind",
        "summary",
        "attachment_count",
        "reversal_of_id",
        "entry_ids",
    }
)


class LedgerVoucher(models.Model):
    """A numbered, balanced entry in the books of a collective, made by three different people, and final
    once posted.

    What it accepts: drafts by clerks and accountants; `_from_event` for other addons; `_post_set` for sets.
    How it works: `action_prepare`, `action_review`, `action_post` move it on; the database itself refuses
    whatever
    goes another way (sql/voucher.sql), and `action_reverse` is the only undo.
    """

    _name = "ledger.voucher"
    _description = "Voucher"
    _inherit = ["mail.thread", "mail.activity.mixin", "reform.workflow.mixin"]
    _order = "date desc, number desc, id desc"
    _mail_post_access = "read"

    _state_edges = EDGES
    _guarded_fields = frozenset(
        {
            "number",
            "book_id",
            "prepared_by_id",
            "prepared_at",
            "reviewed_by_id",
            "reviewed_at",
            "posted_by_id",
            "posted_at",
            "kind",
            "reversal_of_id",
            # Whoever could choose it would take the place of the event's own voucher.
            "event_key",
        }
    )
    _frozen_fields = CONTENT | {"period_id"}

    entity_id = fields.Many2one(
        "reform.entity",
        required=True,
        ondelete="restrict",
        default=lambda self: self._default_entity(),
    )
    # It is the book of the month, which the database compares.
    book_id = Reference(
        "ledger.book",
        "Books",
        compute="_compute_book_id",
        store=True,
        precompute=True,
        ondelete="restrict",
        index=True,
    )
    period_id = fields.Many2one(
        "ledger.period",
        compute="_compute_period_id",
        store=True,
        precompute=True,
        ondelete="restrict",
        index=True,
    )
    date = fields.Date(required=True, default=civil_day.today)
    word = fields.Selection(
        [
            ("general", "General"),
            ("receipt", "Receipt"),
            ("payment", "Payment"),
            ("transfer", "Transfer"),
            ("opening", "Opening"),
        ],
        required=True,
        default="general",
        help="Numbers run per word and month.",
    )
    number = fields.Integer(
        readonly=True, copy=False, aggregator=None, help="Given when posting, without a gap."
    )
    kind = fields.Selection(
        [("normal", "Ordinary"), ("opening", "Opening balances"), ("closing", "Year-end closing")],
        required=True,
        default="normal",
        readonly=True,
        copy=False,
    )
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, index=True)
    summary = fields.Char(required=True)
    event_key = fields.Char(
        readonly=True, copy=False, help="Names the event that made the voucher: it is booked once."
    )
    attachment_count = fields.Integer("Attached Papers", aggregator=None)
    entry_ids = fields.One2many("ledger.entry", "voucher_id", "Entries", copy=True)

    # Three different people.
    prepared_by_id = fields.Many2one(
        "res.users", "Prepared by", readonly=True, copy=False, ondelete="restrict"
    )
    prepared_at = fields.Datetime("Prepared at", readonly=True, copy=False)
    reviewed_by_id = fields.Many2one(
        "res.users", "Reviewed by", readonly=True, copy=False, ondelete="restrict"
    )
    reviewed_at = fields.Datetime("Reviewed at", readonly=True, copy=False)
    posted_by_id = fields.Many2one("res.users", "Posted by", readonly=True, copy=False, ondelete="restrict")
    posted_at = fields.Datetime("Posted at", readonly=True, copy=False)

    # Red letter.
    reversal_of_id = fields.Many2one(
        "ledger.voucher", "Reversal of", readonly=True, copy=False, ondelete="restrict"
    )
    reversal_ids = fields.One2many("ledger.voucher", "reversal_of_id", "Reversals")
    is_reversed = fields.Boolean("Reversed", compute="_compute_is_reversed", search="_search_is_reversed")

    # For the eye.
    debit_total = fields.Float(digits=(16, 2), compute="_compute_totals")
    credit_total = fields.Float(digits=(16, 2), compute="_compute_totals")
    difference = fields.Float(digits=(16, 2), compute="_compute_totals", help="Debits less credits.")
    next_summary = fields.Char(compute="_compute_totals")
    next_debit = fields.Float(digits=(16, 2), compute="_compute_totals")
    next_credit = fields.Float(digits=(16, 2), compute="_compute_totals")

    _number_unique = models.UniqueIndex(
        "(period_id, word, number) WHERE state = 'posted'", "This number has been given already."
    )
    _event_unique = models.UniqueIndex(
        "(event_key) WHERE event_key IS NOT NULL", "This event has been booked already."
    )
    _reversal_unique = models.UniqueIndex(
        "(reversal_of_id) WHERE reversal_of_id IS NOT NULL", "This voucher has been reversed already."
    )
    _entity_date = models.Index("(entity_id, date DESC, id DESC)")
    _three_people = models.Constraint(
        "CHECK (prepared_by_id <> reviewed_by_id AND reviewed_by_id <> posted_by_id AND"
        " prepared_by_id <> posted_by_id)",
        "A voucher is prepared, reviewed and posted by three different people.",
    )
    _opening_word = models.Constraint(
        "CHECK ((kind = 'opening') = (word = 'opening'))",
        "Opening balances have a voucher word of their own.",
    )

    def init(self):
        sql.install(self.env.cr, "voucher")

    @api.model
    def _default_entity(self):
        """The entity of a user who looks after one only; those of former villages below do not count."""
        books, own = self.env["ledger.book"], self.env.user.reform_scope_ids
        found = books.search([("entity_id.place_id", "in", own.ids)], limit=2) or books.search([], limit=2)
        return found.entity_id if len(found) == 1 else False

    @api.depends("word", "number", "date", "summary", "state")
    def _compute_display_name(self):
        for voucher in self:
            month = f"{voucher.date:%Y-%m}" if voucher.date else ""
            if voucher.number:
                voucher.display_name = f"{month} {label(voucher.word, voucher.number)}"
            else:
                voucher.display_name = f"{month} {voucher.summary or ''}".strip()

    @api.depends("entity_id")
    def _compute_book_id(self):
        books = self.env["ledger.book"].search([("entity_id", "in", self.entity_id.ids)])
        by_entity = {book.entity_id.id: book for book in books}
        for voucher in self:
            voucher.book_id = by_entity.get(voucher.entity_id.id, False)

    @api.depends("book_id", "date")
    def _compute_period_id(self):
        found = {}
        for voucher in self:
            key = (voucher.book_id.id, voucher.date and voucher.date.replace(day=1))
            if key not in found:
                found[key] = self.env["ledger.period"].search(
                    [("book_id", "=", key[0]), ("date_from", "=", key[1])], limit=1
                )
            voucher.period_id = found[key]

    @api.depends("entry_ids.debit", "entry_ids.credit", "entry_ids.summary", "summary")
    def _compute_totals(self):
        for voucher in self:
            lines = voucher.entry_ids
            debit = sum((yuan(line.debit) for line in lines), yuan(0))
            credit = sum((yuan(line.credit) for line in lines), yuan(0))
            voucher.debit_total, voucher.credit_total = float(debit), float(credit)
            voucher.difference = float(debit - credit)
            # What a new line begins with: the wording of the line above, and the amount that would balance.
            voucher.next_summary = (lines[-1:].summary if lines else False) or voucher.summary
            voucher.next_debit = float(max(credit - debit, yuan(0)))
            voucher.next_credit = float(max(debit - credit, yuan(0)))

    @api.depends("reversal_ids.state")
    def _compute_is_reversed(self):
        for voucher in self:
            voucher.is_reversed = any(copy.state == "posted" for copy in voucher.reversal_ids)

    def _search_is_reversed(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("reversal_ids.state", "=", "posted")]

    # -- content: who, and until when ------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._require_maker()
        self._ensure_periods((vals.get("entity_id"), vals.get("date")) for vals in vals_list)
        vouchers = super().create(vals_list)
        vouchers._check_open()
        return vouchers

    def write(self, vals):
        if CONTENT & vals.keys():
            self._require_maker()
        if "entity_id" in vals and any(voucher.entity_id.id != vals["entity_id"] for voucher in self):
            raise UserError(messages.entity_stays(self.env))
        if vals.get("date"):
            self._ensure_periods((voucher.entity_id.id, vals["date"]) for voucher in self)
        result = super().write(vals)
        if "date" in vals:
            self._check_open()
        return result

    def unlink(self):
        self._require_maker()
        return super().unlink()

    def _require_maker(self):
        """The supervisor checks what others have written, and therefore writes nothing."""
        self._require_group("reform_places.group_clerk", "reform_places.group_accountant")

    def _ensure_periods(self, pairs):
        """Make the months of every (entity id, day) before the vouchers look for theirs; refuse closed
        ones."""
        pairs = list(pairs)
        # Asked for only when a voucher does not say whose it is.
        default = not all(entity_id for entity_id, _day in pairs) and self._default_entity()
        wanted = {
            (entity_id or default.id, fields.Date.to_date(day) or civil_day.today())
            for entity_id, day in pairs
            if entity_id or default
        }
        for entity_id, day in sorted({(entity_id, day.replace(day=1)) for entity_id, day in wanted}):
            book = self.env["ledger.book"]._of(self.env["reform.entity"].browse(entity_id))
            earliest = min(
                each for owner, each in wanted if owner == entity_id and each.replace(day=1) == day
            )
            book._period(earliest)._refuse_closed(earliest)

    def _check_open(self):
        """A closed month is refused, and no other day is put in its place."""
        for voucher in self:
            if not voucher.book_id:
                raise UserError(messages.no_book(self.env, entity=voucher.entity_id.display_name))
            voucher.period_id._refuse_closed(voucher.date)
            if voucher.date < voucher.book_id.date_opening:
                raise UserError(
                    messages.before_opening(
                        self.env,
                        entity=voucher.entity_id.display_name,
                        date=voucher.date,
                        opening=voucher.book_id.date_opening,
                    )
                )

    def copy_data(self, default=None):
        """A copy of an opening voucher is an ordinary draft: books are opened once."""
        return [
            {**vals, "word": "general"} if vals.get("word") == "opening" else vals
            for vals in super().copy_data(default)
        ]

    # -- plain values ----------------------------------------------------------------------------------------

    def _plain(self):
        """Return the voucher as a rule value, entries in their order."""
        self.ensure_one()
        return Voucher(
            date=self.date,
            word=self.word,
            summary=self.summary or "",
            entries=[
                Entry(
                    line_no,
                    line.account_id.code or "",
                    yuan(line.debit),
                    yuan(line.credit),
                    line.summary or "",
                    line.partner_id.id or 0,
                    line.origin_place_id.id or 0,
                )
                for line_no, line in enumerate(self.entry_ids, 1)
            ],
            makers=(self.prepared_by_id.id or 0, self.reviewed_by_id.id or 0, self.posted_by_id.id or 0),
        )

    def _difference(self):
        """Return debits less credits in yuan."""
        return difference(self._plain().entries)

    @api.model
    def _reform_invariants(self):
        return [*super()._reform_invariants(), *self._check_books()]

    def _sql_error_to_message(self, exc):
        return messages.database_guard(self.env, exc.diag.constraint_name) or super()._sql_error_to_message(
            exc
        )
