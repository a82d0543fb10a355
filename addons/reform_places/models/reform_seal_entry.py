from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ReformSealEntry(models.Model):
    """Who may look at a sealed entry: whoever answers for the entity in whose stream it stands."""

    _inherit = "reform.seal.entry"

    in_scope = fields.Boolean(compute="_compute_in_scope", search="_search_in_scope")

    @api.depends_context("uid")
    def _compute_in_scope(self):
        found = self.sudo().search([("id", "in", self.ids), ("in_scope", "=", True)])
        for entry in self:
            entry.in_scope = entry in found

    @api.model
    def _search_in_scope(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        scope = self.env.user.sudo().reform_scope_ids.ids
        entities = self.env["reform.entity"].sudo().with_context(active_test=False)
        query = entities._search([("place_id", "child_of", scope)])

        def to_sql(model, alias, _query):
            stream = SQL.identifier(alias, "stream")
            # Streams of no entity carry acts on public facts, such as mergers of places.
            return SQL(
                """(%(stream)s NOT LIKE 'entity:%%'
                    OR %(stream)s IN (SELECT 'entity:' || scoped.id FROM %(ids)s scoped))""",
                stream=stream,
                ids=query.subselect("reform_entity.id"),
            )

        inside = Domain.custom(to_sql=to_sql, predicate=lambda entry: entry.in_scope)
        return inside if (operator == "in") == (True in value) else ~inside
