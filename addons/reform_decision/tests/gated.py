"""A small gated model for the tests of this addon: a promise the members have to agree to."""

from odoo import fields, models
from odoo.orm.model_classes import add_to_registry


class DecisionTestPromise(models.Model):
    _name = "reform.decision.test.promise"
    _inherit = ["reform.decision.gate"]
    _description = "Promise"
    _module = "reform_decision"
    _decision_kind = "asset_lease"
    _decision_term_fields = ("rent", "lessee")

    name = fields.Char()
    entity_id = fields.Many2one("reform.entity")
    rent = fields.Float(digits=(16, 2))
    lessee = fields.Char()
    done = fields.Boolean()
    in_use = fields.Boolean()

    def _decision_carried_out(self):
        return self.done

    def _decision_in_use(self):
        return self.in_use


# Known to these tests alone: a registry that is loaded later in this process must not look for its table.
models.MetaModel._module_to_models__["reform_decision"].remove(DecisionTestPromise)


def add_test_model(case, definition=DecisionTestPromise, *, scoped=False):
    """Add the model to the registry for the life of a test class; its table vanishes with the transaction.

    Args: scoped: with the rule of the places in scope, as the models of the product have it.
    """
    registry, env = case.registry, case.env
    add_to_registry(registry, definition)
    name = definition._name

    def remove():
        del registry.models[name]
        for parent in definition._inherit:
            registry[parent]._inherit_children.discard(name)
        registry._setup_models__(env.cr, [])

    case.addClassCleanup(remove)
    registry._setup_models__(env.cr, [])
    registry.init_models(env.cr, [name], {"module": "reform_decision"}, install=True)
    env["ir.model.access"].create(
        {
            "name": name,
            "model_id": env["ir.model"]._get(name).id,
            "group_id": env.ref("base.group_user").id,
            **dict.fromkeys(("perm_read", "perm_write", "perm_create", "perm_unlink"), True),
        }
    )
    if scoped:
        env["ir.rule"].create(
            {
                "name": name,
                "model_id": env["ir.model"]._get(name).id,
                "domain_force": "[('entity_id.place_id', 'child_of', user.reform_scope_ids.ids)]",
            }
        )
