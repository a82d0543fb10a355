from odoo import api, fields, models, tools
from odoo.addons.reform_rules import own_values
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.parameters import Parameters
from odoo.addons.reform_seal import chain
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from .. import civil_day, messages
from ..desk import todo

STATES = [("draft", "Draft"), ("in_force", "In Force"), ("withdrawn", "Withdrawn")]
ADMINISTRATOR = "reform_places.group_administrator"
APPROVERS = (
    ADMINISTRATOR,
    "reform_places.group_county_agriculture",
    "reform_places.group_county_finance",
)


class ReformParameter(models.Model):
    """A county's own value of a policy parameter, from a day on, by a document.

    What it accepts: the value as people write it, checked by the type the number has. How to use:
    ``env["reform.parameter"]._at(day, place)`` gives the numbers in force, the county's own laid over those
    of the nation. How it works: one administrator enters it, somebody else of the county puts it in force;
    then it is not edited any more. A younger one follows it from its day on, and earlier days keep theirs.
    """

    _name = "reform.parameter"
    _description = "County Value of a Policy Parameter"
    _inherit = ["mail.thread", "reform.workflow.mixin"]
    _order = "valid_from desc, id desc"

    _state_edges = frozenset({("draft", "in_force"), ("in_force", "withdrawn")})
    _guarded_fields = frozenset({"entered_by_id", "in_force_by_id", "in_force_at", "withdrawn_from"})
    _frozen_fields = frozenset(
        {"kind_id", "value", "value_text", "valid_from", "county_id", "doc_no", "article", "note"}
    )

    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, index=True)
    kind_id = fields.Many2one(
        "reform.parameter.kind", "Policy Parameter", required=True, index=True, ondelete="restrict"
    )
    subject = fields.Selection(related="kind_id.subject", store=True)
    value = fields.Char(
        "Stored Value", required=True, help="As the rules write it; what people read is beside it."
    )
    value_text = fields.Char(
        "County's Value",
        compute="_compute_value_text",
        inverse="_inverse_value_text",
        help="A number, a share such as 3/4, a month and day such as 12-31, or several parted by commas.",
    )
    unit = fields.Char(related="kind_id.unit")
    national_text = fields.Char(related="kind_id.national_text")
    national_article = fields.Char(related="kind_id.article")
    mark = fields.Selection(related="kind_id.mark")
    county_id = fields.Many2one(
        "reform.place",
        "County of the Value",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("level", "=", "county")],
        default=lambda self: self._default_county(),
    )
    valid_from = fields.Date("Counts from", required=True, default=civil_day.today)
    valid_to = fields.Date(
        "Counts until",
        compute="_compute_valid_to",
        help="The day before a younger value, a newer law or its withdrawal. Empty: no end is known.",
    )
    doc_no = fields.Char("Policy Document No.", required=True, tracking=True)
    article = fields.Char("Article of the Document", tracking=True)
    note = fields.Text()
    entered_by_id = fields.Many2one("res.users", "Value Entered by", readonly=True, copy=False)
    in_force_by_id = fields.Many2one("res.users", "Put in Force by", readonly=True, copy=False)
    in_force_at = fields.Datetime("Put in Force at", readonly=True, copy=False)
    withdrawn_from = fields.Date("Withdrawn from", readonly=True, copy=False)
    withdraw_reason = fields.Char("Reason for Withdrawing", copy=False, tracking=True)

    # --- the numbers in force ---

    @api.model
    def _at(self, day, place=None):
        """Return the Parameters of a day: those of the nation, the county's own laid over them.

        Args: place: where the matter is. Without one the county counts that alone has values of its own,
        as in the database of one county; where several have, the national numbers.
        """
        counties = {county for county, _own in self._own_values()}
        if not counties:
            return Parameters.at(day)
        if place:
            # sudo: which county a place lies in is public, and the rules are the same for everybody.
            county_id = place[:1].sudo().county_id.id
        else:
            county_id = next(iter(counties)) if len(counties) == 1 else False
        return self._parameters(day, county_id)

    @tools.ormcache("day", "county_id")
    def _parameters(self, day, county_id):
        return Parameters.at(day).with_overrides(self._in_force_by_county(day).get(county_id, {}))

    @api.model
    def _in_force_by_county(self, day):
        """Return {county id: {technical name: value}} of the values that count on a day."""
        rows = self._own_values()
        found = {
            county: own_values.in_force(day, [own for other, own in rows if other == county])
            for county in dict.fromkeys(county for county, _own in rows)
        }
        return {county: values for county, values in found.items() if values}

    @tools.ormcache()
    def _own_values(self):
        """Return (county id, own_values.Own) of everything ever put in force, in that order; one query."""
        self.flush_model()
        self.env.cr.execute(
            SQL(
                """SELECT p.county_id, k.code, p.value, p.valid_from, p.withdrawn_from
                     FROM reform_parameter p JOIN reform_parameter_kind k ON k.id = p.kind_id
                    WHERE p.state <> 'draft' ORDER BY p.in_force_at, p.id"""
            )
        )
        found = []
        for order, (county_id, code, text, begins, ends) in enumerate(self.env.cr.fetchall()):
            try:
                value = own_values.understand(code, "" if text == "-" else text, begins)
            except RuleError:
                continue  # a later version knows the number no more, or not so; the nightly check names it
            found.append((county_id, own_values.Own(code, value, begins, ends, order)))
        return tuple(found)

    # --- fields ---

    def _default_county(self):
        """Return the county of the user; who answers for several chooses."""
        counties = self.env.user.reform_scope_ids.county_id
        return counties if len(counties) == 1 else counties.browse()

    @api.depends("value")
    @api.depends_context("lang")
    def _compute_value_text(self):
        for own in self:
            own.value_text = own._shown() if own.value and own.kind_id else False

    def _shown(self):
        entry = self.kind_id._entry()
        if not entry:
            return self.value
        try:
            text = "" if self.value == "-" else self.value
            value = own_values.understand(self.kind_id.code, text, self.valid_from)
        except RuleError:
            return self.value
        return self.kind_id._written(value, entry.unit)

    def _inverse_value_text(self):
        """What was typed has become `value` in `create` and `write` already."""

    @api.depends("kind_id", "county_id", "valid_from", "state", "withdrawn_from")
    def _compute_valid_to(self):
        known = self._own_values()
        for own in self:
            own.valid_to = False
            if own.state == "draft" or not own.kind_id._entry():
                continue
            mates = [
                mate for county, mate in known if county == own.county_id.id and mate.name == own.kind_id.code
            ]
            # Of those of one day the one put in force last counts.
            order = next(
                (m.order for m in mates if m.valid_from == own.valid_from and own._is_value(m.value)), -1
            )
            mine = own_values.Own(
                own.kind_id.code, own.value, own.valid_from, own.withdrawn_from or None, order
            )
            ends = own_values.ends_before(mine, [mate for mate in mates if mate.order != order])
            own.valid_to = ends and fields.Date.subtract(ends, days=1)

    def _is_value(self, value):
        entry = own_values.entry_on(self.kind_id.code, self.valid_from)
        return (own_values.written(value, entry.unit) or "-") == self.value

    @api.depends("kind_id.name", "value")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for own in self:
            own.display_name = (
                messages.own_value_name(
                    self.env, own.kind_id.name or "", own.value_text or "", own.unit or ""
                )
                if own.kind_id
                else ""
            )

    # --- writing ---

    @api.model_create_multi
    def create(self, vals_list):
        rows = []
        for sent in vals_list:
            vals = dict(sent)
            text = vals.pop("value_text", None) or vals.get("value")
            kind = self.env["reform.parameter.kind"].browse(vals.get("kind_id"))
            if kind and text:
                day = fields.Date.to_date(vals.get("valid_from")) or civil_day.today()
                vals["value"] = self._stored(kind, text, day)
            elif kind:
                raise ValidationError(messages.value_missing(self.env, name=kind.name))
            rows.append(vals)
        created = super().create(rows)
        created._set_guarded({"entered_by_id": self.env.uid})
        return created

    def write(self, vals):
        if vals.keys() - {"withdraw_reason"} and not self.env.su:
            self._require_group(ADMINISTRATOR)
        if "withdraw_reason" in vals:
            self._require_group(*APPROVERS)
            if self.filtered(lambda own: own.state == "withdrawn"):
                raise AccessError(messages.withdrawn_stays(self.env))
        self._refuse_guarded(vals.keys())
        if not vals.keys() & {"value", "value_text", "kind_id", "valid_from"}:
            return super().write(vals)
        for own in self:
            plain = dict(vals)
            kind = own.kind_id.browse(vals["kind_id"]) if "kind_id" in vals else own.kind_id
            day = fields.Date.to_date(vals.get("valid_from")) or own.valid_from
            text = plain.pop("value_text", None) or vals.get("value") or own.value
            plain["value"] = self._stored(kind, text, day)
            super(ReformParameter, own).write(plain)
        # Who has changed it last answers for it, and does not put it in force.
        return self._set_guarded({"entered_by_id": self.env.uid})

    def _stored(self, kind, text, day):
        value = kind._understood(text, day)
        return own_values.written(value, own_values.entry_on(kind.code, day).unit) or "-"

    @api.constrains("county_id")
    def _check_county(self):
        for own in self:
            if own.county_id.level != "county":
                raise ValidationError(messages.not_a_county(self.env, place=own.county_id.display_name))

    # --- acts ---

    def action_put_in_force(self):
        """Let the values count from their day on; by somebody who has not entered them."""
        self._require_group(*APPROVERS)
        for own in self:
            own._refuse_own_hand()
            own._refuse_same_day()
            own.kind_id._understood(own.value, own.valid_from)
            own._move("in_force", in_force_by_id=self.env.uid, in_force_at=fields.Datetime.now())
            self._forget()
        return True

    def action_withdraw(self):
        """Let the values count no more from today on; earlier days keep them."""
        self._require_group(*APPROVERS)
        today = civil_day.today()
        for own in self:
            own._refuse_own_hand()
            if not (own.withdraw_reason or "").strip():
                raise UserError(messages.withdraw_needs_reason(self.env, value=own.display_name))
            own._move("withdrawn", reason=own.withdraw_reason, withdrawn_from=today)
            self._forget()
        return True

    def _refuse_own_hand(self):
        if self.env.user in (self.create_uid | self.entered_by_id) and not self.env.su:
            raise AccessError(messages.own_value_own_hand(self.env, value=self.display_name))

    def _refuse_same_day(self):
        same = [
            ("kind_id", "=", self.kind_id.id),
            ("county_id", "=", self.county_id.id),
            ("valid_from", "=", self.valid_from),
            ("state", "=", "in_force"),
        ]
        if self.search_count(same, limit=1):
            raise UserError(messages.value_of_the_same_day(self.env, value=self.kind_id.name))

    def _forget(self):
        """Read the values anew, here and in every other process."""
        self.env.registry.clear_cache()
        self.invalidate_model(["valid_to"])
        self.env["reform.parameter.kind"].invalidate_model(["own_text", "has_own"])

    # --- seal, checks, desk ---

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "parameter": self.kind_id.code,
            "county": self.county_id.id,
            "value": self.value,
            "valid_from": self.valid_from,
            "withdrawn_from": self.withdrawn_from or None,
            "doc_no": self.doc_no or "",
            "article": self.article or "",
        }

    def _seal_digests(self):
        for own in self.search([("state", "!=", "draft")], order="id"):
            yield own.id, own.display_name, chain.digest(chain.canonical(own._seal_payload()))

    @api.model
    def _reform_invariants(self):
        """Name the values in force that today's rules can no longer read."""
        wrong = []
        for own in self.search([("state", "=", "in_force")], order="id"):
            try:
                own_values.understand(own.kind_id.code, "" if own.value == "-" else own.value, own.valid_from)
            except RuleError:
                wrong.append(messages.value_unreadable(self.env, value=own.display_name))
        return [*super()._reform_invariants(), (messages.check_parameters(self.env), wrong)]

    @api.model
    def _desk_tiles(self):
        if not any(self.env.user.has_group(group) for group in APPROVERS):
            return []
        waiting = [("state", "=", "draft"), ("entered_by_id", "!=", self.env.uid)]
        label = self.env._("County values to put in force")
        return [
            todo("parameters_draft", label, "reform_places.reform_parameter_action", waiting, "sliders", 90)
        ]
