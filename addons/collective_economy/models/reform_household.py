from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..messages import members as messages


class ReformHousehold(models.Model):
    """A household of the collective: the unit in which members live, are counted and often are paid.

    The former village stays with it after a merger, because old shares and old balances do too.
    """

    _name = "reform.household"
    _description = "Household"
    _inherit = ["mail.thread"]
    _order = "entity_id, code, id"
    _rec_names_search = ["name", "code", "member_ids.name"]

    entity_id = fields.Many2one(
        "reform.entity", "Collective", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )  # fmt: skip
    place_id = fields.Many2one(related="entity_id.place_id", store=True, index=True)
    code = fields.Char("Household No.", required=True, tracking=True)
    name = fields.Char("Household", required=True, tracking=True, help="Usually the head's name.")
    group_name = fields.Char("Villagers' Group")
    origin_place_id = fields.Many2one(
        "reform.place", "Former Village", ondelete="restrict", index="btree_not_null",
        help="After a merger: the village the household comes from. Empty: the collective's own.",
    )  # fmt: skip
    member_ids = fields.One2many("reform.member", "household_id", "Members")
    head_id = fields.Many2one("reform.member", compute="_compute_head_id")
    member_count = fields.Integer("Number of Members", compute="_compute_head_id")
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex(
        "(entity_id, code)", "This household number has been given already in the collective."
    )

    @api.depends("member_ids.is_head", "member_ids.state")
    def _compute_head_id(self):
        for household in self:
            living = household.member_ids.filtered(lambda member: member.state not in ("left", "deceased"))
            household.member_count = len(living)
            household.head_id = living.filtered("is_head")[:1] or living[:1]

    @api.constrains("entity_id", "origin_place_id")
    def _check_origin(self):
        for household in self:
            origin, home = household.sudo().origin_place_id, household.sudo().entity_id.place_id
            if origin and not (origin.parent_path or "").startswith(home.parent_path):
                raise ValidationError(
                    messages.origin_elsewhere(
                        self.env, village=origin.name, entity=household.sudo().entity_id.name
                    )
                )

    def write(self, vals):
        if "entity_id" in vals and any(each.entity_id.id != vals["entity_id"] for each in self):
            raise UserError(messages.entity_stays(self.env))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_with_members(self):
        for household in self.sudo():
            if household.member_ids:
                raise UserError(messages.household_in_use(self.env, household=household.name))
