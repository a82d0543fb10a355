from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import spending as rules
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain

from ..messages import spending as messages

SETTERS = ("reform_places.group_township", "reform_places.group_county_agriculture")
LIMITS = ("director_max", "supervisor_max", "township_max")


class ReformSpendingBand(models.Model):
    """A table of approval: up to which amount who signs, in a township or a county, from a day on.

    Entered by one person and put in force by another. The youngest table of the township counts, else that
    of the county, else the numbers of the policy parameters.
    """

    _name = "reform.spending.band"
    _description = "Table of Approval"
    _inherit = ["mail.thread", "reform.workflow.mixin"]
    _order = "valid_from desc, id desc"

    _state_edges = frozenset({("draft", "in_force"), ("in_force", "withdrawn")})
    _guarded_fields = frozenset({"in_force_by_id", "withdrawn_on"})
    _frozen_fields = frozenset({"place_id", "valid_from", "doc_no", *LIMITS})

    state = fields.Selection(
        [("draft", "Draft"), ("in_force", "In Force"), ("withdrawn", "Withdrawn")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    place_id = fields.Many2one(
        "reform.place",
        "Township or County",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("level", "in", ("township", "county"))],
        default=lambda self: self._default_place(),
    )
    valid_from = fields.Date("Counts from", required=True, default=civil_day.today)
    doc_no = fields.Char("Policy Document No.", required=True)
    director_max = fields.Float("Director alone up to", digits=(16, 2), required=True)
    supervisor_max = fields.Float("With the Supervisor up to", digits=(16, 2), required=True)
    township_max = fields.Float(
        "With the Township up to", digits=(16, 2), required=True, help="Above it the members decide besides."
    )
    in_force_by_id = fields.Many2one("res.users", "Put in Force by", readonly=True, copy=False)
    withdrawn_on = fields.Date(readonly=True, copy=False)

    @api.model
    def _default_place(self):
        scope = self.env.user.sudo().reform_scope_ids
        return scope if len(scope) == 1 and scope.level in ("township", "county") else scope.browse()

    @api.depends("place_id", "valid_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for table in self:
            table.display_name = messages.table_name(
                self.env, place=table.place_id.name or "", date=table.valid_from or ""
            )

    @api.constrains("place_id")
    def _check_place(self):
        for table in self:
            if table.place_id.level not in ("township", "county"):
                raise ValidationError(messages.limits_of_a_village(self.env))

    @api.constrains(*LIMITS)
    def _check_limits(self):
        for table in self:
            try:
                table._plain()
            except rules.LimitsOutOfOrder as refusal:
                raise ValidationError(
                    messages.limits_out_of_order(self.env, table=table.display_name)
                ) from refusal

    def action_put_in_force(self):
        """Let the tables count from their day on; by somebody who has not entered them."""
        self._require_group(*SETTERS)
        for table in self:
            if self.env.user == table.create_uid and not self.env.su:
                raise AccessError(messages.own_table(self.env, table=table.display_name))
        return self._move("in_force", in_force_by_id=self.env.uid)

    def action_withdraw(self):
        """Let the tables count no more from today on."""
        self._require_group(*SETTERS)
        return self._move("withdrawn", withdrawn_on=civil_day.today())

    def _plain(self):
        """Return the limits as a rule value. Raises: LimitsOutOfOrder."""
        self.ensure_one()
        return rules.ordered(rules.Limits(*(yuan(self[name]) for name in LIMITS)))

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "place": self.place_id.id,
            "from": self.valid_from,
            "until": self.withdrawn_on or None,
            "doc": self.doc_no,
            "limits": [yuan(self[name]) for name in LIMITS],
        }

    def _seal_stream(self):
        return f"model:{self._name}"

    @api.model
    def _limits_of(self, places, day):
        """Return {place id: Limits} of a day: the township's, else the county's, else the nation's.

        One query for all places.
        """
        # sudo: the tables are public rules; whoever asks may see no more than his own village.
        places = places.sudo()
        areas = places.township_id | places.county_id
        in_force = Domain("state", "=", "in_force") | Domain("state", "=", "withdrawn") & Domain(
            "withdrawn_on", ">", day
        )
        tables = self.sudo().search(
            in_force & Domain("place_id", "in", areas.ids) & Domain("valid_from", "<=", day),
            order="valid_from, id",
        )
        by_area = {table.place_id.id: table for table in tables}
        found = {}
        for place in places:
            table = by_area.get(place.township_id.id) or by_area.get(place.county_id.id)
            found[place.id] = (
                table._plain() if table else rules.limits(self.env["reform.parameter"]._at(day, place))
            )
        return found
