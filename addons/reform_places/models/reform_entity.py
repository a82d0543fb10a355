from odoo import api, fields, models
from odoo.addons.reform_rules.places import credit_code
from odoo.exceptions import AccessError, ValidationError

from .. import messages

KINDS = [
    ("collective", "Collective Organisation"),
    ("township_body", "Township Body"),
    ("school", "School"),
    ("agency_centre", "Agency Centre"),
    ("other", "Other Entity"),
]


class ReformEntity(models.Model):
    """A legal person at a place: owns assets, signs contracts, may keep books.

    It is neither the village nor a company of the software: a county has hundreds of them, and each is one
    row.
    """

    _name = "reform.entity"
    _description = "Legal Entity"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name, id"
    _rec_names_search = ("name", "credit_code", "place_id.full_name")

    name = fields.Char(required=True, index="trigram", tracking=True)
    kind = fields.Selection(KINDS, required=True, default="collective", index=True, tracking=True)
    credit_code = fields.Char(
        "Unified Credit Code",
        size=18,
        tracking=True,
        help="Eighteen characters of the registration certificate.",
    )
    place_id = fields.Many2one("reform.place", required=True, index=True, ondelete="restrict", tracking=True)
    level = fields.Selection(related="place_id.level")
    township_id = fields.Many2one(related="place_id.township_id", store=True, index=True)
    county_id = fields.Many2one(related="place_id.county_id", store=True, index=True)
    active = fields.Boolean(default=True, tracking=True)
    frozen = fields.Boolean(
        tracking=True,
        readonly=True,
        copy=False,
        help="During a merger: no new contract, disposal or large payment without leave of the township.",
    )
    note = fields.Text()

    _credit_code_unique = models.UniqueIndex(
        "(credit_code) WHERE credit_code IS NOT NULL", "Another entity has this unified credit code."
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_frozen_by_hand(vals_list)
        said = [{"frozen": False, **vals} for vals in vals_list]
        return super().create([self._with_credit_code(vals) for vals in said])

    def write(self, vals):
        self._refuse_frozen_by_hand([vals])
        return super().write(self._with_credit_code(vals))

    def _refuse_frozen_by_hand(self, vals_list):
        """Raise AccessError: an organisation is frozen and unfrozen by an act, and nobody writes it."""
        # `env.su` is only ever set by our own code.
        if not self.env.su and any(vals.get("frozen") or (self and "frozen" in vals) for vals in vals_list):
            raise AccessError(messages.frozen_by_acts(self.env))

    @api.model
    def _only_collective(self):
        """Return the collective of somebody who looks after exactly one, else nothing: a default of forms.

        Those of former villages below the own one are no choice of everyday.
        """
        collectives, own = [("kind", "=", "collective")], self.env.user.reform_scope_ids
        found = self.search([*collectives, ("place_id", "in", own.ids)], limit=2) or self.search(
            collectives, limit=2
        )
        return found if len(found) == 1 else self.browse()

    def _with_credit_code(self, vals):
        """Return the values with the credit code as it is stored; refuse one that cannot be."""
        if not vals.get("credit_code"):
            return {**vals, "credit_code": False} if "credit_code" in vals else vals
        try:
            return {**vals, "credit_code": credit_code.compact(vals["credit_code"])}
        except credit_code.NotACreditCode as error:
            raise ValidationError(messages.credit_code_wrong(self.env, code=error.value)) from error
