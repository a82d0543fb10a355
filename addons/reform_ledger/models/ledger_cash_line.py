from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.tools import SQL

from ..messages import cash_and_bank as messages
from ..messages import closing as closing_messages

OF_CASHIERS = frozenset(
    {
        "entity_id", "bank_account_id", "date", "kind", "summary", "amount_in", "amount_out", "partner_id",
        "paper_no",
    }
)  # fmt: skip


class LedgerCashLine(models.Model):
    """The cashier's journal 出纳日记账: what came into cash box and bank, and what went out, day by day.

    What it accepts: lines of a cashier, who keeps no books; nobody changes or removes one, a reversal takes
    it back. How it works: the balance after each line is added up by the database.
    """

    _name = "ledger.cash.line"
    _description = "Line of the Cashier's Journal"
    _inherit = ["reform.append.only.mixin"]
    _order = "date, id"
    _rec_name = "summary"
    _frozen_columns = (
        "entity_id", "bank_account_id", "date", "kind", "summary", "amount_in", "amount_out", "partner_id",
        "paper_no", "cashier_id", "reversal_of_id", "count_id",
    )  # fmt: skip

    entity_id = fields.Many2one(
        "reform.entity",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["ledger.voucher"]._default_entity(),
    )
    bank_account_id = fields.Many2one(
        "ledger.bank.account", ondelete="restrict", index="btree_not_null",
        help="Empty: the cash box.",
    )  # fmt: skip
    date = fields.Date(required=True, default=civil_day.today)
    kind = fields.Selection(
        [("normal", "Movement"), ("opening", "Opening balance")], required=True, default="normal"
    )
    summary = fields.Char(required=True)
    amount_in = fields.Float("Received", digits=(16, 2))
    amount_out = fields.Float("Paid Out", digits=(16, 2))
    partner_id = fields.Many2one("res.partner", "Party", ondelete="restrict", index="btree_not_null")
    paper_no = fields.Char("Paper No.", help="Number of the receipt, cheque or transfer.")
    cashier_id = fields.Many2one("res.users", required=True, readonly=True, ondelete="restrict")
    reversal_of_id = fields.Many2one(
        "ledger.cash.line", "Reversal of", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    reversal_ids = fields.One2many("ledger.cash.line", "reversal_of_id", "Reversals")
    count_id = fields.Many2one(
        "ledger.cash.count", "Cash Count", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    balance = fields.Float(digits=(16, 2), compute="_compute_balance", aggregator=None)

    _journal = models.Index("(entity_id, bank_account_id, date, id)")
    _reversed_once = models.UniqueIndex(
        "(reversal_of_id) WHERE reversal_of_id IS NOT NULL", "This line has been reversed already."
    )
    _one_amount = models.Constraint(
        "CHECK ((coalesce(amount_in, 0) = 0) <> (coalesce(amount_out, 0) = 0)"
        " AND (reversal_of_id IS NOT NULL OR coalesce(amount_in, 0) >= 0 AND coalesce(amount_out, 0) >= 0)"
        " AND abs(coalesce(amount_in, 0) + coalesce(amount_out, 0)) < 1e12)",
        "A line of the journal has one amount above nil: received or paid.",
    )

    def _compute_balance(self):
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT id, balance FROM (
                    SELECT id, sum(coalesce(amount_in, 0) - coalesce(amount_out, 0)) OVER (
                               PARTITION BY entity_id, bank_account_id ORDER BY date, id) AS balance
                      FROM ledger_cash_line
                     WHERE (entity_id, coalesce(bank_account_id, 0)) IN (
                           SELECT entity_id, coalesce(bank_account_id, 0) FROM ledger_cash_line
                            WHERE id = ANY(%(ids)s))) AS journal
                 WHERE id = ANY(%(ids)s)
                """,
                ids=self.ids,
            )
        )
        balances = dict(self.env.cr.fetchall())
        for line in self:
            line.balance = float(balances.get(line.id, 0))

    # -- writing it ------------------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super  # written by _record
        """Write lines as a cashier; everything else is refused here, and every change after it."""
        if not self.env.user.has_group("reform_places.group_cashier"):
            self.env["ledger.voucher"]._require_group("reform_places.group_cashier")
        plain = [{name: vals[name] for name in vals.keys() & OF_CASHIERS} for vals in vals_list]
        return self._record(plain)

    def _record(self, vals_list):
        """Write lines and check what they lead to."""
        default = self.env["ledger.voucher"]._default_entity()
        made = [
            {**vals, "entity_id": vals.get("entity_id") or default.id, "cashier_id": self.env.uid}
            for vals in vals_list
        ]
        for vals in made:
            if self._refused_amounts(vals):
                raise UserError(messages.one_amount(self.env))
        self._take_turn(self.env["reform.entity"].browse({vals["entity_id"] for vals in made}))
        lines = self._add(made)
        lines._check_days()
        lines._check_boxes()
        return lines

    @api.model
    def _take_turn(self, entities):
        """Let people write the journals of entities one after another, each with the newest picture of them.

        Two payments at one moment would each find the money of both in the box. The server begins the request
        of whoever judged by an old picture again by itself.
        """
        for entity in entities.sorted("id"):
            serial.lock(self.env.cr, f"ledger.cash.line:{entity.id}")
            query = SQL("SELECT coalesce(max(id), 0) FROM ledger_cash_line WHERE entity_id = %s", entity.id)
            if serial.moved_on(self.env, query):
                raise ConcurrencyError(closing_messages.books_moved_on(self.env))

    def _refused_amounts(self, vals):
        received, paid = yuan(vals.get("amount_in") or 0), yuan(vals.get("amount_out") or 0)
        lowest = min(received, paid)
        return bool(received) == bool(paid) or (lowest < ZERO and not vals.get("reversal_of_id"))

    def _check_days(self):
        today = civil_day.today()
        for line in self:
            if line.date > today:
                raise UserError(messages.in_the_future(self.env, date=line.date))
            book = self.env["ledger.book"]._of(line.entity_id)
            book._period(line.date)._refuse_closed(line.date)
            bank = line.bank_account_id
            if bank and bank.entity_id != line.entity_id:
                raise AccessError(
                    messages.account_of_other_entity(
                        self.env, account=bank.display_name, entity=line.entity_id.display_name
                    )
                )

    def _check_boxes(self):
        """An opening balance stands first, and the cash box never holds less than nothing."""
        self.flush_model()
        for line in self:
            same = [("entity_id", "=", line.entity_id.id), ("bank_account_id", "=", line.bank_account_id.id)]
            if line.kind == "opening" and not line.reversal_of_id:
                if self.sudo().search_count([*same, ("id", "<", line.id)], limit=1):
                    raise UserError(messages.opening_comes_first(self.env))
        for entity in self.filtered(lambda line: not line.bank_account_id).entity_id:
            self.env.cr.execute(
                """SELECT date, balance FROM (
                       SELECT date, id, sum(coalesce(amount_in, 0) - coalesce(amount_out, 0))
                              OVER (ORDER BY date, id) AS balance
                         FROM ledger_cash_line WHERE entity_id = %s AND bank_account_id IS NULL) AS journal
                    WHERE balance < 0 ORDER BY date, id LIMIT 1""",
                [entity.id],
            )
            if row := self.env.cr.fetchone():
                raise UserError(messages.cash_overdrawn(self.env, day=row[0], balance=row[1]))

    # -- taking it back --------------------------------------------------------------------------------------

    def action_reverse(self):
        """Ask for the reason of a reversal."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reverse in Red"),
            "res_model": "ledger.cash.reverse",
            "view_mode": "form",
            "target": "new",
            "context": {"default_line_id": self.id},
        }

    def _reverse(self, reason):
        """Return the red lines that take these back, dated today."""
        self.env["ledger.voucher"]._require_group("reform_places.group_cashier")
        self.check_access("read")
        if not (reason or "").strip():
            raise UserError(messages.reason_required(self.env))
        for line in self:
            if line.reversal_ids or line.reversal_of_id or line.count_id:
                raise UserError(messages.already_reversed(self.env, line=line.summary))
        return self._record(
            [
                {
                    "entity_id": line.entity_id.id,
                    "bank_account_id": line.bank_account_id.id,
                    "date": civil_day.today(),
                    "kind": line.kind,
                    "summary": messages.reversal_summary(self.env, summary=line.summary, reason=reason),
                    "amount_in": -line.amount_in,
                    "amount_out": -line.amount_out,
                    "partner_id": line.partner_id.id,
                    "paper_no": line.paper_no,
                    "reversal_of_id": line.id,
                }
                for line in self
            ]
        )

    # -- the call of others ----------------------------------------------------------------------------------

    @api.model
    def _balance(self, entity, day, bank_account=None):
        """Return what the journal says is in the cash box or a bank account at the end of a day."""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """SELECT coalesce(sum(coalesce(amount_in, 0) - coalesce(amount_out, 0)), 0)
                     FROM ledger_cash_line
                    WHERE entity_id = %s AND date <= %s AND coalesce(bank_account_id, 0) = %s""",
                entity.id,
                day,
                bank_account.id if bank_account else 0,
            )
        )
        return yuan(self.env.cr.fetchone()[0])
