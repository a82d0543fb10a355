from collections import defaultdict
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, split_every
from psycopg2 import Error as DatabaseError

from ..messages import events as messages

# Vouchers made in one go. One that is refused makes its piece fall back on halves, so that it alone is left
# out.
PIECE = 500


class ReformMoneyRun(models.Model):
    """One month's dues and receipts of all collectives in reach, brought into their books together.

    *How to use*: choose the month, press Run; press it again when what was refused has been put right.
    *How it works*: what has no voucher yet is looked for in one query, months missed before included;
    vouchers are made in pieces, and a piece that fails is halved until the one to blame stands alone, with
    its reason.
    """

    _name = "reform.money.run"
    _description = "Monthly Run"
    _order = "month desc, id desc"
    _rec_name = "month"

    month = fields.Date(
        required=True,
        default=lambda self: civil_day.today().replace(day=1),
        help="Any day of the month; dues up to its end are booked, and those missed before.",
    )
    place_id = fields.Many2one("reform.place", "Only for", help="Empty: every collective in your scope.")
    user_id = fields.Many2one(
        "res.users", "Run by", required=True, readonly=True, default=lambda self: self.env.user, index=True
    )
    run_at = fields.Datetime("Last Run", readonly=True)
    line_ids = fields.One2many("reform.money.run.line", "run_id", "Events", readonly=True)
    done_count = fields.Integer("Done", compute="_compute_counts")
    failed_count = fields.Integer("Not Done", compute="_compute_counts")
    state = fields.Selection(
        [("new", "New"), ("done", "Done"), ("partly", "Partly Done")], compute="_compute_counts"
    )

    def _compute_counts(self):
        groups = self.env["reform.money.run.line"]._read_group(
            [("run_id", "in", self.ids)], ["run_id", "state"], ["__count"]
        )
        counts = {(run.id, state): count for run, state, count in groups}
        for run in self:
            run.done_count = counts.get((run.id, "done"), 0)
            run.failed_count = counts.get((run.id, "failed"), 0)
            run.state = "new" if not run.run_at else "partly" if run.failed_count else "done"

    @api.depends("month")
    def _compute_display_name(self):
        for run in self:
            run.display_name = run.month and f"{run.month:%Y-%m}"

    @api.constrains("month")
    def _check_month(self):
        for run in self:
            if run.month.replace(day=1) > civil_day.today():
                raise ValidationError(messages.month_in_future(self.env, month=f"{run.month:%Y-%m}"))

    # -- acts ---

    def action_run(self):
        """Book what is not booked yet; what was refused before is tried again."""
        self.env["reform.lease"]._require_group("reform_places.group_accountant")
        self.check_access("write")
        for run in self:
            for model in self._sources():
                run._run(self.env[model].browse(run._waiting(model)))
            run.run_at = fields.Datetime.now()
        return True

    def action_vouchers(self):
        """Show the vouchers this run has prepared."""
        self.ensure_one()
        return self.line_ids.voucher_id._action_form()

    @api.model
    def _sources(self):
        """Return the names of all models whose money the books hear of, dues first: receipts lean on them."""
        names = self.env.registry.descendants(["reform.money.event.mixin"], "_inherit")
        concrete = [name for name in names if not self.env.registry[name]._abstract]
        return sorted(concrete, key=lambda name: (name != "reform.rent.due", name))

    def _last_day(self):
        last = self.month.replace(day=1) + relativedelta(months=1) - timedelta(days=1)
        return min(last, civil_day.today())

    def _waiting(self, model):
        """Return the ids of what has no voucher yet, oldest first."""
        Model = self.env[model]
        return Model.search(self._waiting_events(model), order=f"{Model._money_day}, id").ids

    def _waiting_events(self, model):
        """Return the domain of what has no voucher yet.

        What fell due before the books were opened is part of their opening balances, and no event any more.
        Other entities than collectives have events as soon as they have books.
        """
        Model = self.env[model]
        day = Model._money_day
        domain = fields.Domain([(day, "<=", self._last_day()), ("book_state", "=", "none")])
        domain &= Model._waiting_domain() & (
            fields.Domain("entity_id.kind", "=", "collective")
            | fields.Domain("entity_id.kind", "=", "other") & fields.Domain("entity_id.book_ids", "!=", False)
        )
        if self.place_id:
            domain &= fields.Domain("entity_id.place_id", "child_of", self.place_id.id)

        def since_opening(records, alias, query):
            return SQL(
                "NOT EXISTS (SELECT FROM ledger_book b WHERE b.entity_id = %s AND b.date_opening > %s)",
                SQL.identifier(alias, "entity_id"),
                SQL.identifier(alias, day),
            )

        return domain & fields.Domain.custom(to_sql=since_opening)

    def _run(self, records):
        self.ensure_one()
        refused = self._refused_months(records)
        # Collective by collective, oldest first in each: a piece meets few books, each with a chart to look
        # up and a log to seal.
        todo = records.browse(
            record.id
            for record in records.sorted(lambda record: record.entity_id.id)
            if record.id not in refused
        )
        for piece in split_every(PIECE, todo.ids):
            refused.update(self._book_piece(records.browse(piece)))
        self._note(records, refused)

    def _book_piece(self, records):
        """Book the records in one go, or by halves when one of them is refused; return {id: reason}."""
        try:
            with self.env.cr.savepoint():
                records._book()
            return {}
        except (UserError, AccessError, ValidationError, DatabaseError) as refusal:
            if len(records) == 1:
                return {records.id: messages.reason(self.env, refusal)}
        half = len(records) // 2
        return {**self._book_piece(records[:half]), **self._book_piece(records[half:])}

    def _refused_months(self, records):
        """Return {id: reason} of what its books or its month keep out, found in one query."""
        if not records:
            return {}
        self.env.cr.execute(
            SQL(
                """SELECT r.id, b.id IS NULL, r.%(day)s, r.entity_id
                     FROM %(table)s r
                     LEFT JOIN ledger_book b ON b.entity_id = r.entity_id
                     LEFT JOIN ledger_period p
                            ON p.book_id = b.id AND r.%(day)s BETWEEN p.date_from AND p.date_to
                    WHERE r.id = ANY(%(ids)s) AND (b.id IS NULL OR p.state = 'closed')""",
                day=SQL.identifier(records._money_day),
                table=SQL.identifier(records._table),
                ids=records.ids,
            )
        )
        reasons = {}
        for record_id, no_book, day, entity_id in self.env.cr.fetchall():
            entity = self.env["reform.entity"].browse(entity_id).sudo().display_name
            reasons[record_id] = (
                messages.no_books(self.env, entity=entity)
                if no_book
                else messages.month_closed(self.env, month=f"{day:%Y-%m}")
            )
        return reasons

    def _note(self, records, refused):
        """Write one line for each record: what became of it, and how often it was tried."""
        known = {line.res_id: line for line in self.line_ids if line.res_model == records._name}
        fresh, again = [], defaultdict(lambda: self.env["reform.money.run.line"])
        for record in records:
            reason = refused.get(record.id, "")
            if line := known.get(record.id):
                again[reason] |= line
            else:
                fresh.append({**self._line_facts(record), **self._line_vals(reason), "tries": 1})
        # sudo: the record of a run is written by the run alone; who may run is checked above.
        Line = self.env["reform.money.run.line"].sudo()
        Line.create(fresh)
        for reason, lines in again.items():
            for tries, group in lines.sudo().grouped("tries").items():
                group.write({**self._line_vals(reason), "tries": tries + 1})

    def _line_facts(self, record):
        return {
            "run_id": self.id,
            "res_model": record._name,
            "res_id": record.id,
            "event_key": record._event_key(),
            "entity_id": record.entity_id.id,
            "date": record[record._money_day],
            **record._run_facts(),
        }

    @api.model
    def _line_vals(self, reason):
        return {"state": "failed" if reason else "done", "reason": reason or False}


class ReformMoneyRunLine(models.Model):
    """What became of one event in a run."""

    _name = "reform.money.run.line"
    _description = "Event in a Monthly Run"
    _order = "state desc, id"

    run_id = fields.Many2one("reform.money.run", required=True, index=True, ondelete="cascade")
    res_model = fields.Char("Record Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record ID", model_field="res_model", required=True, readonly=True)
    source = fields.Reference("_selection_source", "Event", compute="_compute_source")
    event_key = fields.Char(required=True, readonly=True, index=True)
    entity_id = fields.Many2one("reform.entity", "Collective", required=True, readonly=True)
    partner_id = fields.Many2one("res.partner", "Other Party", readonly=True)
    date = fields.Date(readonly=True)
    amount = fields.Float(digits=(16, 2), readonly=True)
    state = fields.Selection(
        [("done", "Done"), ("failed", "Not Done")], required=True, readonly=True, index=True
    )
    reason = fields.Char(readonly=True)
    tries = fields.Integer(readonly=True, aggregator=None)
    voucher_id = fields.Many2one("ledger.voucher", compute="_compute_voucher_id")

    _once = models.UniqueIndex("(run_id, res_model, res_id)")

    @api.model
    def _selection_source(self):
        names = self.env["reform.money.run"]._sources()
        return [(name, self.env["ir.model"]._get(name).sudo().name) for name in names]

    @api.depends("res_model", "res_id")
    def _compute_source(self):
        for line in self:
            line.source = f"{line.res_model},{line.res_id}"

    def _compute_voucher_id(self):
        found = self.env["ledger.voucher"].search([("event_key", "in", self.mapped("event_key"))])
        by_key = {voucher.event_key: voucher.id for voucher in found}
        for line in self:
            line.voucher_id = by_key.get(line.event_key)
