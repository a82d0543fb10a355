from odoo import api, fields, models
from odoo.addons.reform_rules.capitals import handover as rules
from odoo.addons.reform_rules.errors import RuleError
from odoo.exceptions import ValidationError
from odoo.tools import SQL

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

    # -- what falls into the time in office ------------------------------------------------------------------

    def _term_domain(self, field):
        """Return the domain of records of the organisation whose day lies in the time in office."""
        self.ensure_one()
        domain = fields.Domain("entity_id", "=", self.entity_id.id)
        if self.term_from:
            domain &= fields.Domain(field, ">=", self.term_from)
        if self.term_to:
            domain &= fields.Domain(field, "<=", self.term_to)
        return domain

    def _term_action(self, xmlid, domain):
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return {**action, "domain": list(domain), "context": {}}

    def action_term_items(self):
        """Show the items that arose in the time in office."""
        domain = fields.Domain("clearing_id", "=", self.id) & fields.Domain("of_term", "=", True)
        return self._term_action("three_capitals.reform_handover_item_action", domain)

    def action_term_vouchers(self):
        """Show the vouchers of the time in office."""
        return self._term_action("reform_ledger.ledger_voucher_action", self._term_domain("date"))

    def action_term_leases(self):
        """Show the contracts signed in the time in office."""
        return self._term_action("reform_assets.reform_lease_action", self._term_domain("signed_date"))


class ReformClearingItem(models.Model):
    """Whether an item arose in the time in office of the person who hands over."""

    _inherit = "reform.clearing.item"

    of_term = fields.Boolean(
        "Arose in the Time in Office", compute="_compute_of_term", search="_search_of_term"
    )

    @api.depends("date_from", "clearing_id.term_from", "clearing_id.term_to")
    def _compute_of_term(self):
        for item in self:
            clearing = item.clearing_id
            item.of_term = rules.in_term(
                item.date_from or None, clearing.term_from or None, clearing.term_to or None
            )

    def _search_of_term(self, operator, value):
        if operator != "in":
            return NotImplemented

        def in_term(_model, alias, _query):
            return SQL(
                """EXISTS (SELECT FROM reform_clearing c WHERE c.id = %s
                             AND %s BETWEEN coalesce(c.term_from, '-infinity')
                                        AND coalesce(c.term_to, 'infinity'))""",
                SQL.identifier(alias, "clearing_id"),
                SQL.identifier(alias, "date_from"),
            )

        return fields.Domain.custom(to_sql=in_term)
