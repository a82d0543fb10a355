from odoo import api, fields, models
from odoo.addons.reform_rules.capitals import handover as rules
from odoo.addons.reform_rules.errors import RuleError
from odoo.exceptions import ValidationError

from ..messages import handover as messages

OF_PEOPLE = ("staff", "leaving")


class ReformClearing(models.Model):
    """Whose office is handed over, and from when to when it was held: the person's own part of the lists."""

    _inherit = "reform.clearing"

    _frozen_fields = frozenset({"person_id", "person_name", "post", "term_from", "term_to"})

    person_id = fields.Many2one(
        "res.users", "Login of the Person", ondelete="restrict", index="btree_not_null"
    )
    person_name = fields.Char("Office Holder", compute="_compute_person_name", store=True, readonly=False)
    post = fields.Char("Position")
    term_from = fields.Date("In Office From")
    term_to = fields.Date("In Office Until")
    of_person = fields.Boolean("Handover of an Office", compute="_compute_of_person")

    @api.depends("person_id")
    def _compute_person_name(self):
        for clearing in self:
            clearing.person_name = clearing.person_id.sudo().name or clearing.person_name or False

    @api.depends("kind")
    def _compute_of_person(self):
        for clearing in self:
            clearing.of_person = clearing.kind in OF_PEOPLE

    @api.constrains("kind", "person_name", "term_from", "term_to")
    def _check_term(self):
        for clearing in self:
            try:
                rules.check_term(clearing.term_from, clearing.term_to)
            except RuleError as error:
                raise ValidationError(messages.refusal(self.env, error)) from error
            if clearing.of_person and not (clearing.person_name or "").strip():
                raise ValidationError(messages.person_missing(self.env))
