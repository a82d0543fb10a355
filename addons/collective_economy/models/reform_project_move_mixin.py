from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import project_entries
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..messages import project as messages

METHODS = [("bank", "Bank"), ("cash", "Cash")]
WRITERS = ("reform_places.group_accountant", "reform_places.group_clerk")


class ReformProjectMoveMixin(models.AbstractModel):
    """One thing that happened to the money of a project: added by an act, never changed, booked once.

    *What it accepts*: a model with `project_id`, `kind` and `_events`, {kind: event of
    project_entries}. *How it works*: the parts by party stand in `parts` as told by the act; the monthly
    run finds the rows by itself.
    """

    _name = "reform.project.move.mixin"
    _description = "Movement of a Project"
    _inherit = ["reform.append.only.mixin", "reform.money.event.mixin"]
    _order = "date desc, id desc"
    _rec_name = "key"
    _frozen_columns = (
        "project_id", "entity_id", "kind", "sequence", "key", "date", "amount", "method", "partner_id",
        "account_code", "parts", "note", "reverses_key", "user_id",
    )  # fmt: skip
    _goes_back = True
    # Kind of movement -> event of the books.
    _events = {}  # noqa: RUF012  # overridden by each model, never changed

    entity_id = fields.Many2one("reform.entity", "Collective", required=True, index=True, ondelete="restrict")
    sequence = fields.Integer("No.", required=True, aggregator=None)
    key = fields.Char(required=True)
    date = fields.Date("Day", required=True)
    amount = fields.Float(digits=(16, 2), required=True)
    method = fields.Selection(METHODS, "Way of Paying")
    partner_id = fields.Many2one("res.partner", "Other Party", ondelete="restrict")
    account_code = fields.Char("Account")
    parts = fields.Json("Parts by Party", help="Amount, party, share and account of each part.")
    note = fields.Char("Remarks")
    reverses_key = fields.Char("Takes Back")
    user_id = fields.Many2one("res.users", "Recorded by", required=True, ondelete="restrict")

    _key_unique = models.UniqueIndex("(key)")
    _taken_back_once = models.UniqueIndex("(reverses_key) WHERE reverses_key IS NOT NULL")

    @api.depends("key")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env)) if "kind" in self._fields else {}
        for move in self:
            project = move.project_id.sudo().display_name or ""
            move.display_name = f"{project} {labels.get(move.kind, '')}".strip()

    def _event_key(self):
        self.ensure_one()
        return self.key

    @api.model
    def _event_key_sql(self, alias):
        return SQL.identifier(alias, "key")

    def _run_facts(self):
        self.ensure_one()
        return {"partner_id": self.partner_id.id, "amount": self.amount}

    def _book_problem(self):
        self.ensure_one()
        if self.reverses_key:
            first = self.sudo().search([("key", "=", self.reverses_key)], limit=1)
            if first.book_state == "none":
                return "CreditsUnbooked", {"due": first.display_name}
        return None

    def _posting_kind(self):
        return self._events[self.kind]

    def _book_summary(self):
        self.ensure_one()
        return messages.summary_move(
            self.env,
            kind=dict(self._fields["kind"]._description_selection(self.env))[self.kind],
            project=self.project_id.sudo().title,
            note=self.note or "",
        )

    def _money_event(self):
        """Return the movement as facts for the books; parts are (yuan, party, share, account)."""
        self.ensure_one()
        told = self.parts or [[str(yuan(self.amount)), self.partner_id.id, "", self.account_code or ""]]
        origin = self.sudo().project_id._origin_place()
        return {
            "key": self.key,
            "kind": self._posting_kind(),
            "entity_id": self.entity_id.id,
            "date": self.date,
            "amount": yuan(self.amount),
            "method": self.method or "bank",
            "partner_id": self.partner_id.id,
            "reversal_of_key": self.reverses_key or "",
            "parts": [
                {
                    "amount": yuan(amount),
                    "partner_id": party or 0,
                    "share": share,
                    "account": account,
                    "origin_place_id": origin.id,
                }
                for amount, party, share, account in told
            ],
        }

    def _entry(self, fact, entity, chart):
        partners = self.env["res.partner"].browse(
            {part["partner_id"] for part in fact["parts"] if part["partner_id"]}
        )
        members = {partner.id for partner in partners if partner._is_member_of(entity)}
        event = project_entries.ProjectEvent(
            kind=fact["kind"],
            key=fact["key"],
            on=fact["date"],
            summary=self._book_summary(),
            parts=tuple(
                project_entries.Part(
                    part["amount"],
                    part["origin_place_id"],
                    part["partner_id"],
                    part["partner_id"] in members,
                    part["share"],
                    part["account"],
                )
                for part in fact["parts"]
            ),
            cash=fact["method"] == "cash",
            reverses=fact["reversal_of_key"],
        )
        return project_entries.word(event, chart), project_entries.entries(event, chart)

    def action_reverse(self):
        """Take movements back in red: a slip of the keyboard is not rubbed out.

        What was approved or resolved is taken back by those who may approve it. Raises: UserError when the
        project stands elsewhere by now, or when later movements lean on this one.
        """
        self.check_access("read")
        for move in self:
            project = move.project_id
            project._require_group(*project._back_groups.get(move.kind, WRITERS))
            project.sudo()._lock_rows()
            if move.amount < 0 or self.sudo().search_count([("reverses_key", "=", move.key)], limit=1):
                raise UserError(messages.taken_back(self.env, move=move.display_name))
            if project.state not in project._back_states.get(move.kind, ()):
                raise UserError(
                    messages.not_at_this_step(
                        self.env, project=project.display_name, state=project._state_label()
                    )
                )
            parts = move.parts and [[str(-yuan(amount)), *rest] for amount, *rest in move.parts]
            project._record(
                move.kind,
                -yuan(move.amount),
                method=move.method,
                partner=move.partner_id,
                account=move.account_code,
                parts=parts,
                note=messages.taken_back_note(self.env),
                reverses=move,
            )
        return True


class ReformProjectMixin(models.AbstractModel):
    """What grants, levies, land compensation, pay and purchases have in common: a number, a collective,
    movements under keys of their own."""

    _name = "reform.project.mixin"
    _description = "Project with Movements"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "date desc, id desc"
    _rec_names_search = ["name", "title"]

    _guarded_fields = frozenset({"name", "approved_by_id"})
    _frozen_fields = frozenset({"entity_id", "title", "date", "origin_place_id"})
    _prefix = ""
    _move_model = ""

    name = fields.Char("No.", readonly=True, copy=False, default="", index=True)
    title = fields.Char("Subject", required=True)
    entity_id = fields.Many2one(
        "reform.entity", "Collective", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )  # fmt: skip
    date = fields.Date("Day", required=True, default=civil_day.today)
    origin_place_id = fields.Many2one(
        "reform.place", "Origin Village", ondelete="restrict", help="Empty: the whole collective."
    )
    approved_by_id = fields.Many2one("res.users", "Signed Off by", readonly=True, copy=False)
    note = fields.Text("Remarks")

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_project_seq")

    @api.depends("name", "title")
    def _compute_display_name(self):
        for project in self:
            project.display_name = f"{project.name or ''} {project.title or ''}".strip()

    @api.model_create_multi
    def create(self, vals_list):
        projects = super().create(vals_list)
        for project in projects:
            self.env.cr.execute("SELECT nextval('reform_project_seq')")
            (number,) = self.env.cr.fetchone()
            project.sudo()._set_guarded({"name": f"{self._prefix}{number:06d}"})
        return projects

    def _origin_place(self):
        self.ensure_one()
        return self.origin_place_id or self.entity_id.place_id

    def _approve_step(self, to, *groups):
        """Let another person than who entered the records put them in force."""
        self._require_group(*groups)
        self.check_access("read")
        for project in self:
            if project.sudo().create_uid == self.env.user:
                raise UserError(messages.own_project(self.env, project=project.display_name))
        # sudo: who approves writes nothing else; right and scope have been checked.
        self.sudo()._move(to, approved_by_id=self.env.uid)

    def _moves(self, *kinds):
        """Return the movements of kinds, all where none is named."""
        domain = [("project_id", "in", self.ids)]
        if kinds:
            domain.append(("kind", "in", kinds))
        # sudo: sums count every movement of a project in reach.
        return self.env[self._move_model].sudo().search(domain)

    def _sum(self, *kinds):
        return sum((yuan(move.amount) for move in self._moves(*kinds)), yuan(0))

    def _record(
        self, kind, amount, *, date=None, method="bank", partner=None, account="", parts=None, note="",
        reverses=None,
    ):  # fmt: skip
        """Add a movement under its own key; held against whoever else records at this moment."""
        self.ensure_one()
        day = fields.Date.to_date(date) or civil_day.today()
        if day > civil_day.today():
            raise UserError(messages.day_in_future(self.env))
        self.sudo()._lock_rows()
        count = len(self._moves())
        # sudo: nobody adds rows by hand; whoever acts has been asked for his right.
        move = (
            self.env[self._move_model]
            .sudo()
            ._add(
                [
                    {
                        "project_id": self.id,
                        "entity_id": self.entity_id.id,
                        "kind": kind,
                        "sequence": count + 1,
                        "key": f"{self._prefix.lower()}:{self.name}:{count + 1}",
                        "date": day,
                        "amount": float(yuan(amount)),
                        "method": method,
                        "partner_id": partner.id if partner else False,
                        "account_code": account or False,
                        "parts": parts or False,
                        "note": (note or "").strip() or False,
                        "reverses_key": reverses.key if reverses else False,
                        "user_id": self.env.uid,
                    }
                ]
            )
        )
        self.invalidate_recordset()
        if "line_ids" in self._fields:
            # What is outstanding of each household or person was told before this movement.
            self.line_ids.invalidate_recordset()
        self._after_move(kind)
        return move.with_env(self.env)

    # Kind of movement -> states in which it may be taken back.
    _back_states = {}  # noqa: RUF012  # overridden by each model, never changed
    # Kind of movement -> who takes it back, where it is not whoever records by hand.
    _back_groups = {}  # noqa: RUF012  # overridden by each model, never changed

    def _after_move(self, kind):
        """Follow a movement, or one that is taken back: a model moves on, goes back a step, or refuses what
        has gone below nothing."""

    def _refuse_leant_on(self, *kinds):
        """Refuse to take back what movements of these kinds lean on."""
        if self._sum(*kinds):
            raise UserError(messages.leant_on(self.env, project=self.display_name))

    # -- recording by hand -----------------------------------------------------------------------------------

    # State -> kinds of movement that may be recorded by hand in it.
    _recordable = {}  # noqa: RUF012  # overridden by each model, never changed

    def action_record(self):
        """Ask for a movement."""
        self.ensure_one()
        kind_field = f"default_{self._name.removeprefix('reform.').split('.')[0]}_kind"
        kinds = self._recordable.get(self.state, ())
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.project.record",
            "view_mode": "form",
            "target": "new",
            "name": messages.record_title(self.env),
            "context": {
                "default_res_model": self._name,
                "default_res_id": self.id,
                kind_field: kinds[0] if kinds else False,
            },
        }

    def _record_by_hand(self, kind, amount, **facts):
        """Record what a person has entered, if the project stands where such a thing can happen."""
        self.ensure_one()
        self._require_group(*WRITERS, "reform_places.group_cashier")
        self.check_access("read")
        if kind not in self._recordable.get(self.state, ()):
            raise UserError(
                messages.not_at_this_step(self.env, project=self.display_name, state=self._state_label())
            )
        if yuan(amount) <= 0:
            raise UserError(messages.amount_not_positive(self.env))
        return self._record(kind, amount, **facts)

    def action_book_all(self):
        """Prepare the vouchers of all movements that are not in the books yet."""
        self.ensure_one()
        waiting = self.env[self._move_model].search(
            [("project_id", "=", self.id), ("book_state", "=", "none")], order="date, id"
        )
        if not waiting:
            raise UserError(messages.nothing_to_book(self.env, project=self.display_name))
        # What takes another back follows it: both may still be waiting.
        waiting.filtered(lambda move: not move.reverses_key)._book()
        return waiting.action_book()

    def action_vouchers(self):
        self.ensure_one()
        return self._moves().with_env(self.env).voucher_id._action_form()

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "title": self.title,
            "moves": [
                [move.key, move.kind, yuan(move.amount), move.date] for move in self._moves().sorted("id")
            ],
        }
