from collections import defaultdict

from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import succession as rules
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import UserError
from odoo.tools import SQL

from .. import sql
from ..messages import integration as messages
from .reform_integration import MAKERS

# Income and expenses of a broken year are carried as its result so far.
OF_THE_YEAR = ("income", "expense")
RESULT = "321"
_BALANCES = """
SELECT a.id, a.code, a.kind, coalesce(b.partner_id, 0), b.origin_place_id, sum(b.debit - b.credit)
  FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
 WHERE b.entity_id = %s GROUP BY 1, 2, 3, 4, 5 HAVING sum(b.debit - b.credit) <> 0 ORDER BY 2, 1, 4, 5
"""


class ReformIntegrationSide(models.Model):
    """The books of one predecessor: what leaves them, and what opens those of the successor.

    *How to use*: `_carry()` inside the transaction of its handover. *How it works*: two vouchers are
    prepared, one that takes every balance out of the old books and one that brings it into the new; three
    people post them as any other. From then on the database lets nothing else into the old books, and once
    both are posted and nothing stands in them, nothing at all.
    """

    _inherit = "reform.integration.side"

    _guarded_fields = frozenset({"carried_on", "carried_by_id"})

    carried_on = fields.Date("Handed over on", readonly=True, copy=False)
    carried_by_id = fields.Many2one(
        "res.users", "Handed over by", readonly=True, copy=False, ondelete="restrict"
    )
    take_out_id = fields.Many2one("ledger.voucher", "Last Voucher", compute="_compute_vouchers")
    opening_id = fields.Many2one("ledger.voucher", "Opening Voucher", compute="_compute_vouchers")
    take_out_state = fields.Char("Last Voucher Status", compute="_compute_vouchers")
    opening_state = fields.Char("Opening Voucher Status", compute="_compute_vouchers")

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        sql.install(self.env.cr, "ended")

    def _refused(self, refusal):
        """Return the UserError that tells of a refusal of the rules, with whose books it is about."""
        self.ensure_one()
        return UserError(
            messages.of_side(
                self.env,
                entity=self.entity_id.name,
                sentence=messages.refusal(self.env, refusal.name, refusal.facts),
            )
        )

    def _key(self, what):
        """Return the key of a voucher of the handover: `out` of the old books, `opening` of the new ones."""
        self.ensure_one()
        return f"handover:{self.id}:{what}"

    def _compute_vouchers(self):
        keys = [side._key(what) for side in self for what in ("out", "opening")]
        found = self.env["ledger.voucher"].search([("event_key", "in", keys)])
        by_key = {voucher.event_key: voucher.id for voucher in found}
        for side in self:
            side.take_out_id = by_key.get(side._key("out"), False)
            side.opening_id = by_key.get(side._key("opening"), False)
            for name in ("take_out", "opening"):
                voucher = side[f"{name}_id"]
                side[f"{name}_state"] = voucher._state_label() if voucher else False

    # -- carrying ---

    def _carry(self, day=None):
        """Carry predecessors over, each by itself, in the transaction of its handover.

        Args: day: of the handover, today when left out. Nothing happens where books stay apart.
        Raises: UserError: not registered yet, vouchers not posted, books that do not balance or have nowhere
        to go. Source: collective-law-23
        """
        for side in self.sorted("id"):
            if side.sudo().integration_id.books == "one":
                side._carry_one(fields.Date.to_date(day) or civil_day.today())
        return True

    def _carry_one(self, day):
        whole = self.sudo().integration_id
        if whole.state != "registered" or self.state != "voted":
            raise UserError(
                messages.not_registered(
                    self.env, entity=self.sudo().entity_id.name, state=whole._state_label()
                )
            )
        # One after the other into one successor; whoever waited looks again with new eyes.
        serial.lock(self.env.cr, f"reform.integration:{whole.id}")
        serial.lock(self.env.cr, f"reform.seal:ledger:{self.entity_id.id}")
        for stream in (f"ledger:{self.entity_id.id}", whole._seal_stream()):
            self.env["ledger.period"]._see_newest(stream)
        # sudo: who hands over need not keep books; the vouchers are reviewed and posted by those who do.
        mine = self.sudo()
        mine._prepare_vouchers(max(day, whole.date_opening))
        mine._carry_things(day)
        mine._move("carried", carried_on=day, carried_by_id=self.env.uid)
        whole._seal({whole: (whole.state, whole.state)}, kind="carried", reason=mine.entity_id.name)
        return True

    def _carry_things(self, day):
        """Bring over what is not money: files beside this one say what."""
        self.ensure_one()

    def _prepare_vouchers(self, day):
        """Prepare both vouchers from the balances as they stand; what is prepared already stays."""
        self.ensure_one()
        whole = self.integration_id
        old = self.env["ledger.book"]._of(self.entity_id)
        self._refuse_unposted(old)
        whole._map_accounts()
        balances, accounts = self._balances()
        new = whole._successor_book()
        whole._make_accounts(new.chart_id, set(accounts.values()))
        try:
            opening = rules.opening(balances, accounts, RESULT)
        except RuleError as refusal:
            raise self._refused(refusal) from refusal
        out = rules.take_out(balances)
        if not out:
            return
        facts = {"entity": self.entity_id.name, "successor": whole.successor_id.name}
        self.env["ledger.voucher"]._from_event(
            [
                {
                    "entity_id": self.entity_id.id,
                    "date": day,
                    "word": "transfer",
                    "kind": "closing",
                    "summary": messages.summary_out(self.env, **facts),
                    "event_key": self._key("out"),
                    "entries": _entries(out),
                },
                {
                    "entity_id": whole.successor_id.id,
                    "date": day,
                    "word": "opening",
                    "kind": "opening",
                    "summary": messages.summary_in(self.env, **facts),
                    "event_key": self._key("opening"),
                    "entries": _entries(opening),
                },
            ]
        )

    def _balances(self):
        """Return (every balance of the old books, {old code: code at the successor})."""
        places = self.env["reform.integration.account"]._of(self)
        self.env.flush_all()
        self.env.cr.execute(SQL(_BALANCES, self.entity_id.id))
        sums, accounts = defaultdict(lambda: yuan(0)), {}
        for account, code, kind, partner, origin, end in self.env.cr.fetchall():
            role = kind if kind in OF_THE_YEAR else ""
            sums[code, role, partner, origin] += yuan(end)
            accounts[code] = places.get(account, code)
        return [rules.Balance(*key, end) for key, end in sums.items()], accounts

    def _refuse_unposted(self, book):
        count = self.env["ledger.voucher"].search_count(
            [("book_id", "=", book.id), ("state", "!=", "posted"), ("event_key", "!=", self._key("out"))]
        )
        if count:
            raise UserError(messages.unposted(self.env, entity=self.entity_id.name, count=count))


class ReformIntegration(models.Model):
    """The books of the successor: opened with the first predecessor, ended for all with the last."""

    _inherit = "reform.integration"

    def _successor_book(self):
        """Return the successor's books, opened on the day of the plan when it has none."""
        self.ensure_one()
        Book = self.env["ledger.book"].sudo()
        book = Book.search([("entity_id", "=", self.successor_id.id)], limit=1)
        return book or Book.create(
            {
                "entity_id": self.successor_id.id,
                "date_opening": self.date_opening,
                "chart_id": self._chart().id,
            }
        )

    def _missing_registered(self):
        """What stands between the registration and the one book."""
        if self.books != "one":
            return []
        found = []
        for side in self.sudo().side_ids:
            name = side.entity_id.name
            if side.state == "voted":
                found.append(messages.not_carried(self.env, entity=name))
            elif side.state == "carried":
                side.invalidate_recordset(["take_out_id", "opening_id"])
                for voucher in (side.take_out_id, side.opening_id):
                    if voucher and voucher.state != "posted":
                        found.append(
                            messages.not_posted(
                                self.env, voucher=voucher.display_name, entity=voucher.entity_id.name
                            )
                        )
        return found or self._still_standing()

    def _still_standing(self):
        """Return a sentence for each of the old books in which something stands."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT s.entity_id, count(*), sum(abs(b.rest)) FROM reform_integration_side s
                     JOIN LATERAL (SELECT sum(debit - credit) AS rest FROM ledger_balance l
                                    WHERE l.entity_id = s.entity_id
                                    GROUP BY account_id, partner_id, origin_place_id
                                   HAVING sum(debit - credit) <> 0) AS b ON TRUE
                    WHERE s.integration_id = %s AND s.state = 'carried' GROUP BY 1 ORDER BY 1""",
                self.id,
            )
        )
        entities = self.env["reform.entity"].sudo()
        return [
            messages.still_standing(self.env, entity=entities.browse(entity).name, count=count, amount=amount)
            for entity, count, amount in self.env.cr.fetchall()
        ]

    def action_open_books(self):
        """Both vouchers of every predecessor are posted: the new books stand, the old ones end for ever."""
        self._require_group(*MAKERS, "reform_places.group_accountant")
        self._refuse_not_at("registered")
        for record in self:
            if record.books != "one":
                raise UserError(messages.books_stay_apart(self.env, record=record.display_name))
        self._refuse_missing()
        self.check_access("read")
        for record in self.sudo():
            record._end_old_books()
            record._move("books_opened", opened_on=civil_day.today())
        return True

    def _end_old_books(self):
        """Close every month of the old books and end them; the database keeps them so."""
        books = self.env["ledger.book"].search([("entity_id", "in", self.side_ids.entity_id.ids)])
        periods = self.env["ledger.period"].search(
            [("book_id", "in", books.ids), ("state", "=", "open")], order="entity_id, date_from"
        )
        reason = messages.ended_because(self.env, record=self.display_name)
        self.env["ledger.period.act"]._record(periods, "close", reason)
        periods._move("closed", reason=reason)
        # Past the rule that books in use stay as they are: this is their end.
        models.Model.write(books, {"state": "closed"})
        self.env.flush_all()
        self.side_ids._move("ended")

    def action_opening_vouchers(self):
        """Show the vouchers of the handover, of the old books and the new."""
        self.ensure_one()
        keys = [side._key(what) for side in self.side_ids for what in ("out", "opening")]
        vouchers = self.env["ledger.voucher"].search([("event_key", "in", keys)])
        return vouchers._action_form()


def _entries(lines):
    """Return lines of the rules as `ledger.voucher._from_event` takes them."""
    return [
        {
            "account": line.code,
            "debit": line.debit,
            "credit": line.credit,
            "partner_id": line.partner or False,
            "origin_place_id": line.origin,
        }
        for line in lines
    ]
