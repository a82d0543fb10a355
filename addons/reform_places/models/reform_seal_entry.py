from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class ReformSealEntry(models.Model):
    """Who may look at a sealed entry: whoever answers for the entity or the place it is about."""

    _inherit = "reform.seal.entry"

    in_scope = fields.Boolean(compute="_compute_in_scope", search="_search_in_scope")

    @api.depends_context("uid")
    def _compute_in_scope(self):
        found = self.sudo().search([("id", "in", self.ids), ("in_scope", "=", True)])
        for entry in self:
            entry.in_scope = entry in found

    @api.model
    def _placed_models(self):
        """Yield the models that seal acts on records of a place; without an entity their stream is shared."""
        for name in sorted(self.env.registry):
            model = self.env[name]
            place = model._fields.get("place_id")
            if not model._abstract and hasattr(model, "_seal_stream") and place and place.store:
                yield model.sudo().with_context(active_test=False)

    @api.model
    def _search_in_scope(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        scope = self.env.user.sudo().reform_scope_ids.ids
        entities = self.env["reform.entity"].sudo().with_context(active_test=False)
        query = entities._search([("place_id", "child_of", scope)])

        def to_sql(model, alias, _query):
            stream, res_id = SQL.identifier(alias, "stream"), SQL.identifier(alias, "res_id")
            # A stream is named after an entity, or after a model: "ledger:7", "model:reform.merger".
            own = SQL(
                "split_part(%s, ':', 2) IN (SELECT scoped.id::text FROM %s scoped)",
                stream,
                query.subselect("reform_entity.id"),
            )
            public = SQL("%s LIKE 'model:%%'", stream)
            at_places = [
                SQL(
                    "(%s <> %s OR %s IN %s)",
                    SQL.identifier(alias, "res_model"),
                    placed._name,
                    res_id,
                    placed._search([("place_id", "child_of", scope)]).subselect(),
                )
                for placed in self._placed_models()
            ]
            return SQL("((%s AND %s) OR (%s))", public, SQL(" AND ").join(at_places or [SQL("TRUE")]), own)

        inside = Domain.custom(to_sql=to_sql, predicate=lambda entry: entry.in_scope)
        return inside if (operator == "in") == (True in value) else ~inside
