from odoo import api, fields, models
from odoo.addons.reform_decision.models import paper
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import agency as rules
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import ValidationError

from ..messages import agency as messages

STATES = [("draft", "Draft"), ("signed", "In Force"), ("ended", "Ended")]
PEOPLE = frozenset({"accountant_ids", "cashier_id", "clerk_id"})


class ReformAgencyEngagement(models.Model):
    """Who keeps the books of a collective under contract, and whose hands do what.

    The members keep property, use, approval and income; the agency keeps books and money papers. One
    accountant keeps many entities; one entity has one engagement at a time, and its accountant and its
    cashier are never the same person. Other entities (a farmers' cooperative, a firm of the village) engage
    the agency in the same way.
    """

    _name = "reform.agency.engagement"
    _description = "Agency Bookkeeping Engagement"
    _inherit = ["mail.thread", "reform.approval.mixin", "reform.workflow.mixin"]
    _order = "date_from desc, id desc"
    _mail_post_access = "read"

    _state_edges = frozenset({("draft", "signed"), ("signed", "ended")})
    _guarded_fields = frozenset(
        {"contract_digest", "signed_on", "signed_by_id", "ended_on", "end_reason", "previous_id", "handover",
         "taken_over_on", "taken_over_by_id"}
    )  # fmt: skip
    _frozen_fields = PEOPLE | {
        "agency_id", "entity_id", "date_from", "date_to", "contract_no", "contract_file",
        "fee_year", "fee_payer",
    }  # fmt: skip

    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, index=True, tracking=True
    )
    agency_id = fields.Many2one(
        "reform.entity",
        "Agency Centre",
        required=True,
        ondelete="restrict",
        index=True,
        domain=[("kind", "=", "agency_centre")],
        default=lambda self: self._default_agency(),
    )
    entity_id = fields.Many2one(
        "reform.entity",
        "Keeps the Books of",
        required=True,
        ondelete="restrict",
        index=True,
        domain=[("kind", "in", ("collective", "other"))],
    )
    entity_kind = fields.Selection(related="entity_id.kind", string="Kind of Entity", store=True)
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    township_id = fields.Many2one(related="entity_id.township_id", string="Township", store=True)

    # Hands
    accountant_ids = fields.Many2many(
        "res.users", "reform_agency_accountant_rel", "engagement_id", "user_id", "Accountants", tracking=True
    )
    cashier_id = fields.Many2one("res.users", ondelete="restrict", index=True, tracking=True)
    clerk_id = fields.Many2one("res.users", "Reporting Clerk", ondelete="restrict", index=True, tracking=True)
    load_text = fields.Char("Load", compute="_compute_load_text")

    # Contract
    contract_no = fields.Char("Contract No.")
    contract_file = fields.Binary("Contract", attachment=True, copy=False)
    contract_name = fields.Char("Contract File Name", copy=False)
    contract_digest = fields.Char("Digest of the Contract", readonly=True, copy=False)
    date_from = fields.Date("Engaged from", required=True, default=civil_day.today)
    date_to = fields.Date("Engaged until", help="Empty: until it is ended.")
    fee_year = fields.Float("Fee a Year", digits=(16, 2), help="In yuan.")
    fee_payer = fields.Selection(
        [("entity", "The Entity"), ("township", "The Township"), ("county", "The County")],
        "Fee Paid by",
        required=True,
        default="township",
    )
    signed_on = fields.Date(readonly=True, copy=False)
    signed_by_id = fields.Many2one("res.users", "Signed for the Entity by", readonly=True, copy=False)

    # End, and the next
    ended_on = fields.Date(readonly=True, copy=False)
    end_reason = fields.Char("Ended because", readonly=True, copy=False)
    previous_id = fields.Many2one(
        "reform.agency.engagement", "Follows", readonly=True, copy=False, index=True
    )
    handover = fields.Text("Handed Over", readonly=True, copy=False)
    taken_over_on = fields.Date(readonly=True, copy=False)
    taken_over_by_id = fields.Many2one("res.users", "Taken Over by", readonly=True, copy=False)
    may_take_over = fields.Boolean(compute="_compute_may_take_over")

    _dates = models.Constraint(
        "CHECK (date_to IS NULL OR date_from <= date_to)", "The end lies before the beginning."
    )
    _one_at_a_time = models.Constraint(
        "EXCLUDE USING gist (entity_id WITH =,"
        " daterange(date_from, coalesce(ended_on, date_to), '[]') WITH &&) WHERE (state <> 'draft')",
        lambda env, _diag: messages.in_force_already(env),
    )

    @api.model
    def _default_agency(self):
        found = self.env["reform.entity"].search([("kind", "=", "agency_centre")], limit=2)
        return found if len(found) == 1 else found.browse()

    @api.depends("entity_id", "agency_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for one in self:
            one.display_name = messages.engagement_name(
                self.env, entity=one.entity_id.name or "", agency=one.agency_id.sudo().name or ""
            )

    @api.depends("accountant_ids")
    @api.depends_context("lang")
    def _compute_load_text(self):
        """Warn of accountants who keep too few or too many entities; counted once for all."""
        counts = self._loads(self.accountant_ids)
        rule = self.env["reform.parameter"]._at(civil_day.today())
        for one in self:
            sentences = []
            for person in one.accountant_ids:
                own = counts.get(person.id, 0) + (1 if one.state == "draft" else 0)
                found = rules.check_load(own, rule)
                sentences += [f"{person.name}: {text}" for text in messages.problems(self.env, found)]
            one.load_text = "; ".join(sentences)

    @api.model
    def _loads(self, accountants):
        """Return {user id: entities whose books he keeps today}."""
        groups = self.sudo()._read_group(
            [*self._domain_in_force(), ("accountant_ids", "in", accountants.ids)],
            ["accountant_ids"],
            ["entity_id:count_distinct"],
        )
        return {person.id: count for person, count in groups}

    @api.depends("state", "previous_id", "taken_over_on", "accountant_ids")
    @api.depends_context("uid")
    def _compute_may_take_over(self):
        for one in self:
            one.may_take_over = (
                one.state == "signed"
                and bool(one.previous_id)
                and not one.taken_over_on
                and self.env.user in one.accountant_ids
            )

    # -- checks ---

    @api.constrains("agency_id", "entity_id", *PEOPLE)
    def _check_people(self):
        for one in self.sudo():
            if one.agency_id.kind != "agency_centre":
                raise ValidationError(messages.not_an_agency(self.env, entity=one.agency_id.display_name))
            found = [
                problem
                for problem in one._people_problems()
                if one.state != "draft" or not problem.name.endswith("_missing")
            ]
            if found:
                raise ValidationError("\n".join(messages.problems(self.env, found)))
            for person in one.accountant_ids:
                if not person.has_group("reform_places.group_accountant"):
                    raise ValidationError(messages.not_an_accountant(self.env, person=person.name))
            if one.cashier_id and not one.cashier_id.has_group("reform_places.group_cashier"):
                raise ValidationError(messages.not_a_cashier(self.env, person=one.cashier_id.name))

    def _people_problems(self):
        self.ensure_one()
        return rules.check_people(self.accountant_ids.ids, self.cashier_id.id or 0, self.clerk_id.id or 0)

    @api.constrains("fee_year", "fee_payer")
    def _check_fee(self):
        for one in self:
            rule = self.env["reform.parameter"]._at(one.date_from, one.sudo().place_id)
            if found := rules.check_fee(one.fee_payer, yuan(one.fee_year), rule):
                raise ValidationError("\n".join(messages.problems(self.env, found)))

    # -- whose books, on a day ---

    @api.model
    def _domain_in_force(self, first=None, last=None):
        """Return the domain of engagements in force on any day of a span, by default today."""
        first = first or civil_day.today()
        last = last or first
        return [
            ("state", "in", ("signed", "ended")),
            ("date_from", "<=", last),
            "|", ("ended_on", "=", False), ("ended_on", ">=", first),
            "|", ("date_to", "=", False), ("date_to", ">=", first),
        ]  # fmt: skip

    @api.model
    def _of(self, entity, day=None):
        """Return the engagement under which the books of an entity are kept on a day, or none.

        Whoever asks may not be allowed to read it: the answer comes as superuser.
        """
        return self.sudo().search([*self._domain_in_force(day), ("entity_id", "=", entity.id)], limit=1)

    # -- sealed content ---

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "agency": self.agency_id.id,
            "entity": self.entity_id.id,
            "accountants": sorted(self.accountant_ids.ids),
            "cashier": self.cashier_id.id or 0,
            "clerk": self.clerk_id.id or 0,
            "from": self.date_from,
            "to": self.ended_on or self.date_to or None,
            "contract": [
                self.contract_no or "",
                self.contract_digest or paper.digest(self.sudo(), "contract_file"),
            ],
            "fee": [yuan(self.fee_year), self.fee_payer],
            "handover": self.handover or "",
            "taken_over": self.taken_over_by_id.id or 0,
        }
