from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.capitals import handover as rules
from odoo.addons.reform_rules.errors import Problem, RuleError
from odoo.addons.reform_seal import chain, serial
from odoo.exceptions import UserError, ValidationError

from ..messages import handover as messages

STATES = [
    ("draft", "Being answered"),
    ("signing", "Being signed"),
    ("done", "Handed over"),
    ("refused", "Handover Refused"),
    ("cancelled", "Taken back"),
]
WITNESS_GROUP = "reform_places.group_township"
PARTY_FIELDS = frozenset(f"{role}_{what}" for role in rules.ROLES for what in ("id", "name", "post"))


class ReformHandover(models.Model):
    """An organisation, or the office of a person, changes hands: giver, receiver, a witness of the township.

    *How to use*: opened from filed clearings; the receiver answers every item, the three sign what they see,
    and the township completes it. *How it works*: a signature covers the digest of lists, answers and
    parties; when any of them changes afterwards it covers nothing any more, and is asked for again.
    Source: villagers-committee-law-20, accounting-law-39
    """

    _name = "reform.handover"
    _description = "Handover of the Three Capitals"
    _inherit = ["reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = ["name", "entity_id.name"]

    _state_edges = frozenset(
        {
            ("draft", "signing"),
            ("signing", "draft"),
            ("signing", "done"),
            ("draft", "refused"),
            ("signing", "refused"),
            ("refused", "draft"),
            ("draft", "cancelled"),
            ("refused", "cancelled"),
        }
    )
    _guarded_fields = frozenset(
        {
            "name", "clearing_id", "digest", "done_on", "done_by_id", "refused_on", "refusal",
            "giver_signed", "receiver_signed", "witness_signed",
        }
    )  # fmt: skip
    _frozen_fields = PARTY_FIELDS | {"date", "where", "committee_date", "copies", "matters", "statement"}

    name = fields.Char("Handover No.", readonly=True, copy=False, index=True)
    clearing_id = fields.Many2one(
        "reform.clearing", required=True, readonly=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(related="clearing_id.kind", store=True)
    entity_id = fields.Many2one(related="clearing_id.entity_id", store=True, index=True)
    place_id = fields.Many2one(related="clearing_id.place_id", store=True, index=True)
    township_id = fields.Many2one(related="clearing_id.township_id", store=True, index=True)
    successor_id = fields.Many2one(related="clearing_id.successor_id", store=True, index=True)
    date_base = fields.Date(related="clearing_id.date_base")
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, index=True, tracking=True
    )

    # The occasion
    date = fields.Date("Handed Over On", required=True, default=civil_day.today)
    where = fields.Char("Place of the Handover")
    committee_date = fields.Date(
        "New Committee Since",
        help="The day the new committee or office holder came in; the days of law run from it.",
    )
    deadline = fields.Date("Hand Over By", compute="_compute_deadline", store=True, index=True)
    copies = fields.Integer(
        default=3, required=True, help="One for each side, the supervising body, the archive."
    )
    matters = fields.Text("Open Matters", help="Lawsuits, guarantees, disputes, unpaid labour, taxes.")
    statement = fields.Text("Statement of Truth", default=lambda self: messages.statement(self.env))

    # The parties
    giver_id = fields.Many2one(
        "res.users", ondelete="restrict", index="btree_not_null",
        help="Who hands over: director, clerk or accountant of the old organisation. Empty: signs on paper.",
    )  # fmt: skip
    giver_name = fields.Char("Name of the Giver", compute="_compute_names", store=True, readonly=False)
    giver_post = fields.Char("Position of the Giver")
    receiver_id = fields.Many2one(
        "res.users", ondelete="restrict", index="btree_not_null",
        help="Who takes over for the new organisation, and answers every item. Empty: signs on paper.",
    )  # fmt: skip
    receiver_name = fields.Char("Name of the Receiver", compute="_compute_names", store=True, readonly=False)
    receiver_post = fields.Char("Position of the Receiver")
    witness_id = fields.Many2one(
        "res.users", ondelete="restrict", index="btree_not_null",
        default=lambda self: self.env.user if self.env.user.has_group(WITNESS_GROUP) else False,
        help="The officer of the township who sees to it that everything is handed over.",
    )  # fmt: skip
    witness_name = fields.Char("Name of the Witness", compute="_compute_names", store=True, readonly=False)
    witness_post = fields.Char("Position of the Witness")
    giver_signed = fields.Boolean(readonly=True, copy=False)
    receiver_signed = fields.Boolean(readonly=True, copy=False)
    witness_signed = fields.Boolean(readonly=True, copy=False)

    # What came of it
    digest = fields.Char("Digest of Lists and Answers", readonly=True, copy=False)
    done_on = fields.Date("Completed On", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", "Completed by", readonly=True, copy=False, ondelete="restrict")
    refused_on = fields.Date(readonly=True, copy=False)
    refusal = fields.Text("Reason of the Refusal", readonly=True, copy=False)

    _once = models.UniqueIndex(
        "(clearing_id) WHERE state <> 'cancelled'", lambda env, _diag: messages.once(env)
    )

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_handover_name_seq")

    # -- computes --------------------------------------------------------------------------------------------

    @api.depends("name", "entity_id.name")
    def _compute_display_name(self):
        for handover in self:
            handover.display_name = messages.handover_name(
                self.env, number=handover.name or "", entity=handover.sudo().entity_id.name or ""
            )

    @api.depends("giver_id", "receiver_id", "witness_id")
    def _compute_names(self):
        for handover in self:
            for role in rules.ROLES:
                # sudo: the name of a colleague.
                handover[f"{role}_name"] = (
                    handover[f"{role}_id"].sudo().name or handover[f"{role}_name"] or False
                )

    @api.depends("committee_date")
    def _compute_deadline(self):
        for handover in self:
            day = handover.committee_date
            numbers = day and self.env["reform.parameter"]._at(day, handover.sudo().place_id)
            handover.deadline = day and rules.deadline(day, numbers)

    @api.constrains("copies", "date")
    def _check_copies(self):
        for handover in self:
            numbers = self.env["reform.parameter"]._at(handover.date, handover.sudo().place_id)
            try:
                rules.check_copies(handover.copies, numbers)
            except RuleError as error:
                raise ValidationError(messages.refusal(self.env, error)) from error

    # -- plain values ----------------------------------------------------------------------------------------

    def _parties(self):
        """Return the three parties as the rule takes them."""
        self.ensure_one()
        return [
            rules.Party(
                role, self[f"{role}_name"] or "", self[f"{role}_post"] or "", self[f"{role}_id"].id or 0
            )
            for role in rules.ROLES
        ]

    def _digests(self):
        """Return {handover id: digest of lists, answers and parties as they are now}, in two statements."""
        lists = self.clearing_id._content_digests()
        answers = self._answer_digests()
        return {
            handover.id: chain.digest(
                chain.canonical(
                    {
                        "handover": handover.name or "",
                        "kind": handover.kind,
                        "giver": handover.entity_id.id,
                        "receiver": handover.successor_id.id or 0,
                        "base": handover.date_base,
                        "date": handover.date,
                        "where": handover.where or "",
                        "copies": handover.copies,
                        "matters": handover.matters or "",
                        "statement": handover.statement or "",
                        "parties": [list(party) for party in handover._parties()],
                        "lists": lists[handover.clearing_id.id],
                        "answers": answers[handover.clearing_id.id],
                    }
                )
            )
            for handover in self.sudo()
        }

    def _answer_digests(self):
        """Return {clearing id: digest of the receiver's answers}, with one statement."""
        self.env.cr.execute(
            """SELECT c.id, encode(sha256(convert_to(coalesce(i.text, ''), 'UTF8')), 'hex')
                 FROM unnest(%s::int[]) AS c(id)
                 LEFT JOIN LATERAL (
                     SELECT string_agg(jsonb_build_array(r.id, r.answer, r.answer_note)::text, chr(10)
                                       ORDER BY r.id) AS text
                       FROM reform_clearing_item r WHERE r.clearing_id = c.id) i ON true""",
            [self.sudo().clearing_id.ids],
        )
        return dict(self.env.cr.fetchall())

    def _party_problems(self):
        """Return the Problems of parties, place and statement."""
        self.ensure_one()
        found = rules.parties(self._parties())
        if not (self.where or "").strip() or not (self.statement or "").strip():
            found.append(Problem("StatementMissing", {}))
        return found

    def _refuse_strangers(self):
        """Refuse a giver or receiver who does not answer for his organisation, a witness of no township."""
        for handover in self.sudo():
            sides = ((handover.giver_id, handover.entity_id), (handover.receiver_id, handover._receiving()))
            for user, organisation in sides:
                if user and not organisation.with_user(user).has_access("read"):
                    raise UserError(
                        messages.not_of_the_side(
                            self.env, person=user.name, organisation=organisation.display_name
                        )
                    )
            witness = handover.witness_id
            if witness and not (
                witness.has_group(WITNESS_GROUP) and handover.entity_id.with_user(witness).has_access("read")
            ):
                raise UserError(messages.witness_not_township(self.env, person=witness.name))

    def _receiving(self):
        """Return the organisation that takes over; when only people change it is the same one."""
        self.ensure_one()
        return self.successor_id or self.entity_id

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name or "",
            "clearing": self.clearing_id.id,
            "digest": self.digest or "",
            "parties": [list(party) for party in self._parties()],
            "signatures": [[one.role, one.digest, one.file_digest] for one in self.sudo().signature_ids],
            "refusal": self.refusal or "",
        }


class ReformClearing(models.Model):
    """Opening handovers: one for each filed clearing, many in one act."""

    _inherit = "reform.clearing"

    handover_ids = fields.One2many("reform.handover", "clearing_id", "Handovers")
    handover_id = fields.Many2one("reform.handover", compute="_compute_handover_id")

    @api.depends("handover_ids.state")
    def _compute_handover_id(self):
        for clearing in self:
            clearing.handover_id = clearing.handover_ids.filtered(lambda one: one.state != "cancelled")[:1]

    def action_open_handover(self):
        """Ask for day and place, then open the handovers of all these clearings."""
        self._require_group(WITNESS_GROUP)
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.handover.open",
            "view_mode": "form",
            "target": "new",
            "name": messages.open_title(self.env),
            "context": {"default_clearing_ids": [fields.Command.set(self.ids)]},
        }

    def _open_handovers(self, **vals):
        """Return new handovers of these filed clearings; `vals` are the same for all.

        Raises: UserError: a clearing is not filed, or names nobody who receives.
        """
        self._require_group(WITNESS_GROUP)
        self.check_access("read")
        for clearing in self.sudo():
            if clearing.state != "filed":
                raise UserError(
                    messages.not_filed_yet(
                        self.env, clearing=clearing.display_name, state=clearing._state_label()
                    )
                )
            if clearing.kind == "merger" and not clearing.successor_id:
                raise UserError(messages.receiver_missing(self.env, clearing=clearing.display_name))
        numbers = serial.numbers(self.env.cr, "reform_handover_name_seq", len(self))
        self.sudo()._move("handing")
        handovers = self.env["reform.handover"]._create_guarded(
            [
                {"name": f"YJ{number:06d}", "clearing_id": clearing.id, **vals}
                for number, clearing in zip(numbers, self, strict=True)
            ]
        )
        for handover in handovers.sudo():
            handover.matters = handover._first_matters()
        return handovers

    def action_handover(self):
        """Open the handover of the clearing."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.handover",
            "res_id": self.handover_id.id,
            "views": [(False, "form")],
        }
