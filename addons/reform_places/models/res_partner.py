from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ResPartner(models.Model):
    """Households and firms belong to the villages that deal with them: a name and a telephone number are
    nobody else's business.

    *How to use*: an addon that names partners in its records extends `_reform_dealings`.
    """

    _inherit = "res.partner"

    in_reform_scope = fields.Boolean(compute="_compute_in_reform_scope", search="_search_in_reform_scope")

    @api.depends_context("uid")
    def _compute_in_reform_scope(self):
        found = self.sudo(False)._search_in_reform_scope("in", [True])
        inside = self.sudo().with_context(active_test=False).search(Domain("id", "in", self.ids) & found)
        for partner in self:
            partner.in_reform_scope = partner.sudo() in inside

    @api.model
    def _search_in_reform_scope(self, operator, value):
        """Find those whom the user deals with.

        Users and companies, whom colleagues of his places entered, and who stands in a record of his places.
        """
        if operator not in ("in", "not in"):
            return NotImplemented
        user = self.env.user
        if user.has_group("base.group_system"):
            # Keeps the address book as a whole, and has no hand in what it is for.
            inside = Domain.TRUE
        else:
            scope = user.sudo().reform_scope_ids.ids
            makers = self._reform_makers(scope)

            def to_sql(model, alias, _query):
                partner, maker = SQL.identifier(alias, "id"), SQL.identifier(alias, "create_uid")
                somebodys = SQL(" OR ").join([SQL("FALSE"), *self._reform_dealings(partner, None)])
                ways = [
                    SQL("EXISTS (SELECT FROM res_users u WHERE u.partner_id = %s)", partner),
                    SQL("EXISTS (SELECT FROM res_company c WHERE c.partner_id = %s)", partner),
                    SQL("%s IN %s", maker, tuple(makers)),
                    # Loaded by the system, and in nobody's records yet.
                    SQL("(%s = %s AND NOT (%s))", maker, SUPERUSER_ID, somebodys),
                    *self._reform_dealings(partner, scope),
                ]
                return SQL("(%s)", SQL(" OR ").join(ways))

            inside = Domain.custom(to_sql=to_sql)
        return inside if (operator == "in") == (True in value) else ~inside

    @api.model
    def _reform_makers(self, scope):
        """Return the ids of the user and of those who answer for nothing outside his places."""
        users = self.env["res.users"].sudo().with_context(active_test=False)
        near = users.search([("reform_scope_ids", "child_of", scope)]) if scope else users
        inside = (
            set(self.env["reform.place"].sudo().search([("id", "child_of", scope)]).ids) if near else set()
        )
        return [self.env.uid, *(user.id for user in near if set(user.reform_scope_ids.ids) <= inside)]

    @api.model
    def _reform_dealings(self, partner, scope):
        """Return SQL conditions, each true when a record of the places `scope` (ids; None: any) names the
        `partner`."""
        return []

    @api.model
    def _reform_entities_sql(self, scope):
        """Return the subselect of the ids of all entities at the places (ids; None: anywhere) and below."""
        entities = self.env["reform.entity"].sudo().with_context(active_test=False)
        return entities._search([] if scope is None else [("place_id", "child_of", scope)]).subselect()
