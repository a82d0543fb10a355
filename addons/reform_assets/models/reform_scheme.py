from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError

from ..messages import plan as messages

STATES = [("draft", "Draft"), ("in_force", "In force"), ("superseded", "Superseded")]
COUNTY_FINANCE = "reform_places.group_county_finance"
COUNTY_AGRICULTURE = "reform_places.group_county_agriculture"


class ReformScheme(models.Model):
    """What a county lets its idle property become, and in which ways: destinations × methods, with a date.

    Counties name their schemes differently and change them; a plan is judged by the one that was in force on
    its day. A county that has set none of its own works by the documented example.
    """

    _name = "reform.scheme"
    _description = "Revitalisation Scheme"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "county_id, valid_from desc, version desc, id desc"

    _state_edges = frozenset({("draft", "in_force"), ("in_force", "superseded")})
    _guarded_fields = frozenset({"valid_to", "started_by_id", "version", "previous_id"})
    _frozen_fields = frozenset(
        {"name", "county_id", "valid_from", "destination_ids", "note", "source", "source_note"}
    )

    name = fields.Char("Scheme", required=True, translate=True)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True)
    county_id = fields.Many2one(
        "reform.place",
        index=True,
        ondelete="restrict",
        domain=[("level", "=", "county")],
        help="Empty: for every county that has set no scheme of its own.",
    )
    version = fields.Integer(default=1, readonly=True, copy=False, aggregator=None)
    previous_id = fields.Many2one(
        "reform.scheme",
        "Version Before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    valid_from = fields.Date("In Force from", required=True, default=civil_day.today)
    valid_to = fields.Date("In Force to", readonly=True, copy=False)
    started_by_id = fields.Many2one("res.users", "Put in Force by", readonly=True, copy=False)
    destination_ids = fields.One2many("reform.scheme.destination", "scheme_id", "Destinations", copy=True)
    destination_count = fields.Integer("Number of Destinations", compute="_compute_destination_count")
    note = fields.Text("Note to the Reader", translate=True)
    source = fields.Char(help="The document or page it is taken from.")
    source_note = fields.Text("About the Source", translate=True)

    _one_in_force = models.UniqueIndex(
        "(coalesce(county_id, 0)) WHERE state = 'in_force'",
        lambda env, _diag: messages.scheme_in_force_twice(env),
    )

    @api.depends("destination_ids")
    def _compute_destination_count(self):
        counted = dict(
            self.env["reform.scheme.destination"]._read_group(
                [("scheme_id", "in", self.ids)], ["scheme_id"], ["__count"]
            )
        )
        for scheme in self:
            scheme.destination_count = counted.get(scheme, 0)

    def _seal_stream(self):
        return "schemes"

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "county_id": self.county_id.id or 0,
            "version": self.version,
            "valid_from": self.valid_from,
            "pairs": [
                [destination.code, sorted(destination.method_ids.mapped("code"))]
                for destination in self.destination_ids.sorted("code")
            ],
        }

    # --- acts ---

    def action_start(self):
        """Put the scheme in force from its first day; the one before ends the day before."""
        self._require_group(COUNTY_FINANCE, COUNTY_AGRICULTURE)
        for scheme in self:
            scheme._refuse_incomplete()
            # sudo: the example for all counties is nobody's own, and is not superseded by one county.
            before = self.sudo().search([("county_id", "=", scheme.county_id.id), ("state", "=", "in_force")])
            if before and before.valid_from >= scheme.valid_from:
                raise UserError(
                    messages.scheme_too_early(self.env, scheme=scheme.name, valid_from=before.valid_from)
                )
            if before:
                before._move("superseded", valid_to=fields.Date.subtract(scheme.valid_from, days=1))
            scheme._move("in_force", started_by_id=self.env.uid)
        return True

    def _refuse_incomplete(self):
        if not self.env.su and self.env.user == self.sudo().create_uid:
            raise UserError(messages.scheme_own_hand(self.env, scheme=self.name))
        if not self.destination_ids:
            raise UserError(messages.scheme_empty(self.env, scheme=self.name))
        bare = self.destination_ids.filtered(lambda destination: not destination.method_ids)
        if bare:
            raise UserError(messages.destination_without_method(self.env, destination=bare[0].name))

    def action_new_version(self):
        """Copy the scheme into a draft that the county changes and puts in force later."""
        self.ensure_one()
        self._require_group(COUNTY_FINANCE, COUNTY_AGRICULTURE)
        # A user of one county makes it his county's own; the example stays as it is.
        county = self.county_id or self.env.user.sudo().reform_scope_ids.county_id[:1]
        newest = self.sudo().search([("county_id", "=", county.id)], order="version desc", limit=1)
        draft = self.copy({"county_id": county.id, "valid_from": civil_day.today()})
        draft._set_guarded({"version": newest.version + 1 if newest else 1, "previous_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": draft.id,
            "views": [(False, "form")],
        }

    # --- who asks ---

    @api.model
    def _in_force(self, county, at):
        """Return the scheme of a county on a day: its own, else the one for every county, else none."""
        # sudo: which scheme holds is no secret to anybody who plans.
        found = self.sudo().search(
            [
                ("county_id", "in", [county.id, False]),
                ("state", "!=", "draft"),
                ("valid_from", "<=", at),
                "|",
                ("valid_to", "=", False),
                ("valid_to", ">=", at),
            ]
        )
        own = found.filtered("county_id")
        return (own or found)[:1]

    @api.model
    def _start_shipped(self):
        """Put the documented example in force when the addon is installed."""
        example = self.env.ref("reform_assets.reform_scheme_example")
        if example.state == "draft":
            # Sealed like any step, but not told in the chatter, in a language nobody has chosen yet.
            models.Model.write(example, {"state": "in_force"})
            example._seal({example: ("draft", "in_force")})
        return True
