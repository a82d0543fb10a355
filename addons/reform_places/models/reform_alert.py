from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .. import civil_day, messages
from ..alert import PREFIX, ROLES

STATES = [
    ("new", "New"),
    ("assigned", "Assigned"),
    ("answered", "Answered"),
    ("closed", "Closed"),
    ("reopened", "Reopened"),
]
OPEN = ("new", "assigned", "answered", "reopened")
TO_ANSWER = ("new", "assigned", "reopened")
EDGES = frozenset(
    {
        *((state, "assigned") for state in ("new", "assigned", "reopened")),
        *((state, "answered") for state in TO_ANSWER),
        *((state, "closed") for state in OPEN),
        ("answered", "reopened"),
        ("closed", "reopened"),
    }
)
# Who closes a case of money, never the one who answered it; and who hands cases out.
CLOSERS = ("supervisor", "township", "county_finance", "county_agriculture")
GIVERS = ("director", *CLOSERS)


class ReformAlert(models.Model):
    """One thing that is so and should not be, kept as a case until it is answered or gone.

    A list of red figures is looked at once and then never again. A case has somebody who answers for it, a
    day by which, an answer with its paper, and a history; when the fact comes back, so does the same case.
    Cases are made and ended by the daily job (`reform.alert.run`), which asks every model that has
    `_alert_facts`; people answer them.
    """

    _name = "reform.alert"
    _description = "Alert"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "deadline, id"
    _rec_names_search = ["ref"]

    _state_initial = "new"
    _editable_states = frozenset(TO_ANSWER)
    _state_edges = EDGES
    _guarded_fields = frozenset(
        {
            "kind", "res_model", "res_id", "occasion", "ref", "place_id", "owner_role", "owner_id",
            "deadline", "facts", "is_money", "is_present", "first_seen", "last_seen", "reopened_count",
            "snoozed_until", "answered_by_id", "answered_date", "closed_by_id", "closed_date", "closing_note",
        }
    )  # fmt: skip
    _frozen_fields = frozenset({"answer", "paper_ids"})

    state = fields.Selection(STATES, "Status", required=True, default="new", readonly=True, index=True)
    kind = fields.Selection("_selection_kind", required=True, readonly=True, index=True)
    ref = fields.Char("About", readonly=True)
    sentence = fields.Text("What Is So", compute="_compute_sentence")
    facts = fields.Json(readonly=True)
    res_model = fields.Char("Model", required=True, readonly=True)
    res_id = fields.Many2oneReference("Record ID", model_field="res_model", required=True, readonly=True)
    occasion = fields.Char(required=True, default="", readonly=True)
    is_money = fields.Boolean("About Money", readonly=True, help="Whoever answers does not close it.")

    # Whose
    place_id = fields.Many2one("reform.place", required=True, readonly=True, index=True, ondelete="restrict")
    township_id = fields.Many2one(related="place_id.township_id", string="Township", store=True, index=True)
    owner_role = fields.Selection("_selection_role", "Answers", required=True, readonly=True)
    owner_id = fields.Many2one(
        "res.users", "Assigned to", readonly=True, index="btree_not_null", ondelete="restrict", tracking=True
    )
    waits_for_me = fields.Boolean(
        "Waiting for Me", compute="_compute_waits_for_me", search="_search_waits_for_me"
    )
    can_close = fields.Boolean(compute="_compute_can_close")

    # When
    first_seen = fields.Date(required=True, readonly=True)
    last_seen = fields.Date(required=True, readonly=True)
    deadline = fields.Date(required=True, readonly=True, index=True)
    is_late = fields.Boolean("Past the Deadline", compute="_compute_is_late", search="_search_is_late")
    is_present = fields.Boolean("Still So", required=True, default=True, readonly=True)
    snoozed_until = fields.Date("Put off until", readonly=True)
    reopened_count = fields.Integer("Times Reopened", readonly=True, aggregator="sum")

    # The answer
    answer = fields.Text(help="What was done about it, or why it is right as it is.")
    paper_ids = fields.Many2many(
        "ir.attachment", "reform_alert_paper_rel", "alert_id", "attachment_id", "Papers"
    )
    answered_by_id = fields.Many2one("res.users", "Answered by", readonly=True, ondelete="restrict")
    answered_date = fields.Date("Answered On", readonly=True)
    closed_by_id = fields.Many2one("res.users", "Closed by", readonly=True, ondelete="restrict")
    closed_date = fields.Date("Closed On", readonly=True)
    closing_note = fields.Char(readonly=True)

    _once = models.Constraint("UNIQUE (kind, res_model, res_id, occasion)")
    _open_deadline = models.Index("(owner_role, deadline) WHERE state <> 'closed'")

    # --- words ---

    @api.model
    def _kinds(self):
        """Return {kind: Kind} of every producer, in the language of the user."""
        found = {}
        for model in self._producers():
            kinds = model._alert_kinds() if hasattr(model, "_alert_kinds") else {}
            twice = found.keys() & kinds.keys()
            assert not twice, f"kinds of the same name: {twice}"
            found.update(kinds)
        return found

    @api.model
    def _producers(self):
        """Return the models that tell facts, in the order of their names."""
        # sudo: the kinds are words, and the facts are gathered by the daily job.
        models_ = (self.env[name].sudo() for name in sorted(self.env.registry))
        return [model for model in models_ if not model._abstract and hasattr(model, "_alert_facts")]

    @api.model
    def _selection_kind(self):
        return [(name, kind.label) for name, kind in self._kinds().items()]

    @api.model
    def _selection_role(self):
        # sudo: the names of the roles are no secret.
        return [
            (role, self.env.ref(f"{PREFIX}{role}").sudo().with_env(self.env).sudo().name) for role in ROLES
        ]

    @api.depends("kind", "facts")
    @api.depends_context("lang")
    def _compute_sentence(self):
        kinds = self._kinds()
        for alert in self:
            kind = kinds.get(alert.kind)
            alert.sentence = (
                kind.sentence(self.env, **alert._sentence_facts()) if kind and kind.sentence else alert.ref
            )

    def _sentence_facts(self):
        return {name: value for name, value in (self.facts or {}).items() if name != "ref"}

    @api.depends("kind", "ref")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._selection_kind())
        for alert in self:
            alert.display_name = f"{labels.get(alert.kind, alert.kind)}: {alert.ref or ''}"

    # --- whose turn it is ---

    def _my_roles(self):
        has = self.env.user.has_group
        return [role for role in ROLES if has(f"{PREFIX}{role}")]

    def _domain_waits_for_me(self):
        """Return the domain of open cases the user is to answer, without those put off."""
        today = civil_day.today()
        return [
            ("state", "in", TO_ANSWER),
            "|",
            ("snoozed_until", "=", False),
            ("snoozed_until", "<=", today),
            "|",
            ("owner_id", "=", self.env.uid),
            "&",
            ("owner_id", "=", False),
            ("owner_role", "in", self._my_roles()),
        ]

    @api.depends_context("uid", "tz")
    @api.depends("state", "owner_id", "owner_role", "snoozed_until")
    def _compute_waits_for_me(self):
        waiting = self.filtered_domain(self._domain_waits_for_me())
        for alert in self:
            alert.waits_for_me = alert in waiting

    def _search_waits_for_me(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._domain_waits_for_me()

    @api.depends_context("uid")
    @api.depends("state", "answered_by_id", "owner_role", "is_money")
    def _compute_can_close(self):
        for alert in self:
            alert.can_close = alert.state in OPEN and alert._may_close()

    @api.depends_context("tz")
    @api.depends("state", "deadline")
    def _compute_is_late(self):
        today = civil_day.today()
        for alert in self:
            alert.is_late = alert.state != "closed" and bool(alert.deadline) and alert.deadline < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "in", OPEN), ("deadline", "<", civil_day.today())]

    # --- the acts ---

    def action_take(self):
        """Take cases of one's own role upon oneself."""
        self._require_owner()
        return self._move("assigned", owner_id=self.env.uid, snoozed_until=False)

    def action_assign(self, user_id=None, reason=None):
        """Hand cases to somebody of the role that answers them."""
        self._require_group(*(f"{PREFIX}{role}" for role in GIVERS))
        if not user_id:
            return self._ask("assign")
        user = self.env["res.users"].browse(user_id)
        for alert in self:
            # sudo: whether a colleague has a role and answers for the place is asked, nothing else is told.
            holder = user.sudo()
            if not holder.has_group(f"{PREFIX}{alert.owner_role}") or not alert.with_user(holder).has_access(
                "read"
            ):
                raise UserError(messages.alert_not_theirs(self.env, user=user.name, case=alert.display_name))
        return self._move("assigned", reason=reason, owner_id=user.id, snoozed_until=False)

    def action_answer(self):
        """Answer cases with what was done about them; the answer and its papers are sealed."""
        self._require_owner()
        for alert in self:
            if not (alert.answer or "").strip():
                raise UserError(messages.alert_answer_missing(self.env, case=alert.display_name))
        today = civil_day.today()
        return self._move("answered", answered_by_id=self.env.uid, answered_date=today, snoozed_until=False)

    def action_send_back(self, reason=None):
        """Ask for a better answer."""
        if not all(alert._may_close() for alert in self):
            raise AccessError(messages.alert_not_yours_to_close(self.env, case=self[:1].display_name))
        if not (reason or "").strip():
            return self._ask("send_back")
        return self._move("reopened", reason=reason.strip())

    def action_close(self, reason=None):
        """Close answered cases; what is about money, never the own answer.

        A case closed while its fact stands comes back when the fact has gone and returned, or when the days
        of `alert_recheck_days` are over.
        """
        for alert in self:
            if alert.state != "answered":
                raise UserError(messages.alert_not_answered(self.env, case=alert.display_name))
            if not alert._may_close():
                raise AccessError(messages.alert_not_yours_to_close(self.env, case=alert.display_name))
        if not (reason or "").strip():
            return self._ask("close")
        return self._move(
            "closed",
            reason=reason.strip(),
            closed_by_id=self.env.uid,
            closed_date=civil_day.today(),
            closing_note=reason.strip(),
        )

    def action_snooze(self, until=None, reason=None):
        """Put cases off until a day, with the reason; they stay open and past their deadline."""
        self._require_owner()
        if not until or not (reason or "").strip():
            return self._ask("snooze")
        until = fields.Date.to_date(until)
        if until <= civil_day.today():
            raise UserError(messages.alert_snooze_past(self.env, day=until))
        self._set_guarded({"snoozed_until": until})
        self._seal(
            {alert: (alert.state, alert.state) for alert in self}, kind="put off", reason=reason.strip()
        )
        for alert in self:
            alert._message_log(body=messages.alert_snoozed(self.env, day=until, reason=reason.strip()))
        return True

    def action_open_record(self):
        """Open what the case is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "views": [(False, "form")],
        }

    def _ask(self, act):
        """Open the window that asks what an act still needs and then calls it again."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.alert.act",
            "view_mode": "form",
            "target": "new",
            "name": messages.alert_act_title(self.env, act),
            "context": {"default_act": act, "default_alert_ids": [(6, 0, self.ids)]},
        }

    # --- who may ---

    def _require_owner(self):
        """Raise AccessError unless the user is of the role that answers, and nobody else was asked to."""
        for alert in self:
            self._require_group(f"{PREFIX}{alert.owner_role}")
            if alert.owner_id and alert.owner_id != self.env.user and not self.env.su:
                raise AccessError(
                    messages.alert_of_another(
                        self.env, case=alert.display_name, user=alert.owner_id.sudo().name
                    )
                )

    def _may_close(self):
        self.ensure_one()
        if self.env.su:
            return True
        roles = set(self._my_roles())
        if self.is_money:
            return bool(roles & set(CLOSERS)) and self.answered_by_id != self.env.user
        return bool(roles & {*CLOSERS, self.owner_role})

    # --- plain values ---

    def _seal_ref(self):
        return f"{self.kind} {self.ref or ''}"

    def _seal_payload(self):
        return {
            "id": self.id,
            "kind": self.kind,
            "record": [self.res_model, self.res_id],
            "occasion": self.occasion or "",
            "facts": self.facts or {},
            "deadline": self.deadline,
            "owner": self.owner_id.id or 0,
            "answer": self.answer or "",
            "papers": sorted(paper.checksum or "" for paper in self.sudo().paper_ids),
            "answered_by": self.answered_by_id.id or 0,
            "note": self.closing_note or "",
        }

    @api.model
    @api.readonly
    def get_waiting(self):
        """Return how many cases wait for the user: `count`, and how many of them are late."""
        waiting = self._domain_waits_for_me()
        late = Domain(waiting) & Domain("deadline", "<", civil_day.today())
        return {"count": self.search_count(waiting), "late": self.search_count(late)}
