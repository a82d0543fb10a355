from collections import defaultdict

from dateutil.relativedelta import relativedelta
from odoo import api, fields, models, modules
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import idle
from odoo.addons.reform_rules.economy import depreciation as rules
from odoo.addons.reform_rules.money import yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL, split_every
from psycopg2 import Error as DatabaseError

from ..messages import depreciation as messages
from ..messages import events as event_messages
from .reform_depreciation_charge import WITHOUT, charge
from .reform_depreciation_proposal import DEPRECIATED
from .reform_depreciation_schedule import WRITERS

# Entities charged in one transaction.
PIECE = 20


class ReformDepreciationRun(models.Model):
    """One month's depreciation of every card of every entity in reach: one voucher per entity, one line per
    card behind it.

    *How to use*: choose the month, press Run; press it again when what is named below has been put right, or
    when it was interrupted. *How it works*: entities go piece by piece, each piece a transaction of its own;
    in it one statement charges all cards, months missed before included, and one voucher per entity groups
    them by use, category and village of origin. A month of a card is unique, so running twice charges once.
    """

    _name = "reform.depreciation.run"
    _description = "Depreciation Run"
    _order = "month desc, id desc"
    _rec_name = "month"

    month = fields.Date(
        required=True,
        default=lambda self: civil_day.today().replace(day=1),
        help="Any day of the month; months missed before are charged with it.",
    )
    place_id = fields.Many2one("reform.place", "Only for", help="Empty: every entity in your scope.")
    user_id = fields.Many2one(
        "res.users", "Run by", required=True, readonly=True, default=lambda self: self.env.user, index=True
    )
    run_at = fields.Datetime("Last Run", readonly=True)
    line_ids = fields.One2many("reform.depreciation.line", "run_id", "Cards", readonly=True)
    problem_ids = fields.One2many("reform.depreciation.problem", "run_id", "Left Out", readonly=True)
    card_count = fields.Integer("Cards Charged", compute="_compute_counts")
    problem_count = fields.Integer("Cards Left Out", compute="_compute_counts")
    amount = fields.Float(digits=(16, 2), compute="_compute_counts")
    state = fields.Selection(
        [("new", "New"), ("done", "Charged"), ("partly", "Partly Charged")], compute="_compute_counts"
    )

    def _compute_counts(self):
        lines = {
            run: (count, total)
            for run, count, total in self.env["reform.depreciation.line"]._read_group(
                [("run_id", "in", self.ids)], ["run_id"], ["__count", "amount:sum"]
            )
        }
        problems = dict(
            self.env["reform.depreciation.problem"]._read_group(
                [("run_id", "in", self.ids)], ["run_id"], ["__count"]
            )
        )
        for run in self:
            run.card_count, run.amount = lines.get(run, (0, 0))
            run.problem_count = problems.get(run, 0)
            run.state = "new" if not run.run_at else "partly" if run.problem_count else "done"

    @api.depends("month")
    def _compute_display_name(self):
        for run in self:
            run.display_name = run.month and f"{run.month:%Y-%m}"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("month"):
                vals["month"] = fields.Date.to_date(vals["month"]).replace(day=1)
        return super().create(vals_list)

    @api.constrains("month")
    def _check_month(self):
        for run in self:
            if run.month > civil_day.today():
                raise ValidationError(event_messages.month_in_future(self.env, month=f"{run.month:%Y-%m}"))

    # -- acts ------------------------------------------------------------------------------------------------

    def action_run(self):
        """Charge what is not charged yet, and prepare the vouchers; what was left out is tried again."""
        self.env["reform.lease"]._require_group(*WRITERS)
        self.check_access("write")
        for run in self:
            month = run.month.replace(day=1)
            # sudo: what a run leaves out is noted by the run alone; who may run is checked above.
            run.sudo().problem_ids.unlink()
            entities = run._entities(month)
            for piece in split_every(PIECE, entities.ids, list):
                run._run_piece(self.env["reform.entity"].browse(piece), month)
                run._keep()
            run.run_at = fields.Datetime.now()
        return True

    def _keep(self):
        """Keep what is done: an interrupted run is gone on with, not begun anew."""
        # While addons are loaded, their demo included, or tested, the transaction is not ours to end.
        if self.env.registry.ready and not modules.module.current_test:
            self.env.flush_all()
            self.env.cr.commit()  # pylint: disable=invalid-commit  # a county's run goes in short transactions

    def action_vouchers(self):
        self.ensure_one()
        keys = [
            key for (key,) in self.env["reform.depreciation.line"]._read_group(
                [("run_id", "=", self.id)], ["event_key"]
            )
        ]  # fmt: skip
        return self.env["ledger.voucher"].search([("event_key", "in", keys)])._action_form()

    def action_lines(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "collective_economy.reform_depreciation_line_action"
        )
        return {**action, "domain": [("run_id", "=", self.id)], "context": {}}

    def _entities(self, month):
        """Return the entities in reach that have cards, collectives without books among them."""
        domain = fields.Domain("state", "=", "confirmed") & fields.Domain("entity_id", "!=", False)
        domain &= fields.Domain("cost", ">", 1)
        if self.place_id:
            domain &= fields.Domain("entity_id.place_id", "child_of", self.place_id.id)
        groups = self.env["reform.asset"]._read_group(domain, ["entity_id"])
        found = self.env["reform.entity"].browse(sorted(entity.id for (entity,) in groups))
        return found._filtered_access("read")

    # -- one piece -------------------------------------------------------------------------------------------

    def _run_piece(self, entities, month):
        """Charge entities in one go, or by halves when one of them is refused."""
        shut = self._shut(entities, month)
        if shut:
            self._note_entities(shut)
            entities = entities.browse(each.id for each in entities if each.id not in shut)
        if not entities:
            return
        try:
            with self.env.cr.savepoint():
                problems = self._charge(entities, month)
                self._book_keys(self._unbooked(entities, month))
            self._note(problems)
        except (UserError, AccessError, ValidationError, DatabaseError) as refusal:
            if len(entities) == 1:
                self._note_entities({entities.id: event_messages.reason(self.env, refusal)})
                return
            half = len(entities) // 2
            self._run_piece(entities[:half], month)
            self._run_piece(entities[half:], month)

    def _shut(self, entities, month):
        """Return {entity id: reason} of collectives whose books are missing, or closed for the month."""
        self.env.cr.execute(
            """SELECT e.id, e.name, b.id IS NULL, b.date_opening
                 FROM reform_entity e
                 LEFT JOIN ledger_book b ON b.entity_id = e.id
                 LEFT JOIN ledger_period p ON p.book_id = b.id AND p.date_from = %s
                WHERE e.id = ANY(%s) AND e.kind = 'collective'
                  AND (b.id IS NULL OR p.state = 'closed' OR b.date_opening > %s)""",
            [month, entities.ids, month + relativedelta(months=1, days=-1)],
        )
        return {
            entity: event_messages.no_books(self.env, entity=name)
            if no_book
            else messages.month_shut(self.env, entity=name, month=f"{month:%Y-%m}")
            for entity, name, no_book, _opening in self.env.cr.fetchall()
        }

    def _charge(self, entities, month):
        """Add the lines of all cards of the entities in one statement; return [(card, entity, problem)]."""
        self.env.flush_all()
        cr = self.env.cr
        for number in sorted(serial.lock_number(f"reform.depreciation:{entity.id}") for entity in entities):
            cr.execute("SELECT pg_advisory_xact_lock(%s)", [number])
        keys = self._next_keys(entities.ids, month)
        cr.execute(charge(entities=entities.ids, keys=keys, month=month, run=self.id, uid=self.env.uid))
        problems = [(asset, entity, name, at) for asset, entity, name, at, _count in cr.fetchall() if name]
        cr.execute(
            SQL(
                WITHOUT,
                entities=entities.ids,
                kinds=list(DEPRECIATED),
                left=tuple(idle.LEFT),
                nominal=rules.NOMINAL,
                month=month,
            )
        )
        self.env["reform.depreciation.line"].invalidate_model()
        return problems + [(*row, month) for row in cr.fetchall()]

    @api.model
    def _next_keys(self, entity_ids, month):
        """Return {entity id: key of the next voucher of depreciation in that month of its books}."""
        self.env.cr.execute(
            """SELECT entity_id, count(DISTINCT event_key) FROM reform_depreciation_line
                WHERE entity_id = ANY(%s) AND booked_month = %s GROUP BY 1""",
            [list(entity_ids), month],
        )
        counts = dict(self.env.cr.fetchall())
        return {
            entity: f"depreciation:{entity}:{month:%Y-%m}:{counts.get(entity, 0) + 1}"
            for entity in entity_ids
        }

    # -- vouchers --------------------------------------------------------------------------------------------

    @api.model
    def _unbooked(self, entities, month):
        """Return the keys of lines that have no voucher: new ones, and those whose draft was thrown away.

        What was charged before the books were opened came with the opening balance.
        """
        self.env.cr.execute(
            """SELECT l.event_key FROM reform_depreciation_line l
                 JOIN ledger_book b ON b.entity_id = l.entity_id
                WHERE l.entity_id = ANY(%s) AND l.booked_month <= %s
                  AND l.booked_month >= date_trunc('month', b.date_opening)
                  AND NOT EXISTS (SELECT FROM ledger_voucher v WHERE v.event_key = l.event_key)
                GROUP BY 1 HAVING sum(abs(l.amount)) > 0 ORDER BY 1""",
            [entities.ids, month],
        )
        return [key for (key,) in self.env.cr.fetchall()]

    @api.model
    def _book_keys(self, keys):
        """Return the prepared vouchers of groups of lines, one for each key.

        Lines of a month that was closed without their voucher are booked in the first month still open.
        """
        if not keys:
            return self.env["ledger.voucher"]
        lang = self.env.user.lang or "en_US"
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT l.event_key, l.entity_id, l.booked_month, o.month, l.expense_account, l.worn_account,
                      l.origin_place_id, coalesce(c.name ->> %(lang)s, c.name ->> 'en_US', ''), sum(l.amount)
                 FROM reform_depreciation_line l
                 LEFT JOIN reform_asset_category c ON c.id = l.category_id
                 LEFT JOIN (
                    SELECT k.event_key, min(m.month)::date AS month
                      FROM (SELECT DISTINCT event_key, entity_id, booked_month FROM reform_depreciation_line
                             WHERE event_key = ANY(%(keys)s)) k
                     CROSS JOIN LATERAL generate_series(k.booked_month, %(today)s::date, '1 month') m (month)
                     WHERE NOT EXISTS (SELECT FROM ledger_period p
                                        WHERE p.entity_id = k.entity_id AND p.date_from = m.month
                                          AND p.state = 'closed')
                     GROUP BY 1) o ON o.event_key = l.event_key
                WHERE l.event_key = ANY(%(keys)s) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 HAVING sum(l.amount) <> 0
                ORDER BY 1, 5, 6, 8, 7""",
            {"lang": lang, "keys": list(keys), "today": civil_day.today()},
        )
        groups = defaultdict(list)
        for key, entity, month, opened, *rest in self.env.cr.fetchall():
            groups[key, entity, month, opened or month].append(rest)
        local = self.with_context(lang=lang)
        return self.env["ledger.voucher"]._from_event(
            [local._voucher_of(*head, rows) for head, rows in groups.items()]
        )

    def _voucher_of(self, key, entity, month, opened, rows):
        """Return the event of one entity: expenses by use, category and village against what is worn off.

        Args: month: the month that bears it; opened: the month of its date.
        """
        last = opened + relativedelta(months=1, days=-1)
        day = min(last, max(civil_day.today(), opened))
        summary = messages.summary(self.env, month=f"{month:%Y-%m}")
        debits, worn = [], defaultdict(lambda: yuan(0))
        for expense, account, origin, category, amount in rows:
            total = yuan(amount)
            about = messages.summary_category(self.env, summary=summary, category=category)
            debits.append({"account": expense, "debit": total, "origin_place_id": origin, "summary": about})
            worn[account, origin] += total
        credits = [
            {"account": account, "credit": total, "origin_place_id": origin, "summary": summary}
            for (account, origin), total in sorted(worn.items())
            if total
        ]
        return {
            "entity_id": entity,
            "date": day,
            "word": "transfer",
            "summary": summary,
            "event_key": key,
            "entries": debits + credits,
        }

    # -- what was left out -----------------------------------------------------------------------------------

    def _note(self, problems):
        self.env["reform.depreciation.problem"].sudo().create(
            [
                {
                    "run_id": self.id,
                    "asset_id": asset,
                    "entity_id": entity,
                    "reason": messages.left_out(self.env, name, f"{at:%Y-%m}"),
                }
                for asset, entity, name, at in problems
            ]
        )

    def _note_entities(self, reasons):
        self.env["reform.depreciation.problem"].sudo().create(
            [{"run_id": self.id, "entity_id": entity, "reason": reason} for entity, reason in reasons.items()]
        )


class ReformDepreciationProblem(models.Model):
    """A card, or a whole entity, that a run left out, and why."""

    _name = "reform.depreciation.problem"
    _description = "Left Out of a Depreciation Run"
    _order = "entity_id, asset_id, id"
    _rec_name = "reason"

    run_id = fields.Many2one("reform.depreciation.run", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one("reform.entity", "Owner", required=True, index=True)
    asset_id = fields.Many2one("reform.asset", "Asset Card", index=True)
    reason = fields.Char(required=True, readonly=True)

    def action_open(self):
        """Open the card, to put right what is missing."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.asset",
            "res_id": self.asset_id.id,
            "views": [(False, "form")],
        }
