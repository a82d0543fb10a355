"""Two small models for the tests of this addon: a document that moves, and its lines."""

from odoo import api, fields, models
from odoo.orm.model_classes import add_to_registry


class SealTestDocument(models.Model):
    _name = "reform.seal.test.document"
    _inherit = ["reform.workflow.mixin"]
    _description = "Document"
    _module = "reform_seal"

    _state_edges = frozenset({("draft", "signed"), ("signed", "closed")})
    _guarded_fields = frozenset({"number"})
    _frozen_fields = frozenset({"name", "line_ids"})

    name = fields.Char()
    active = fields.Boolean(default=True)
    note = fields.Char()
    number = fields.Integer()
    length = fields.Integer(compute="_compute_length", store=True)  # pylint: disable=attribute-deprecated  # a table of tests
    paper = fields.Binary(attachment=True)
    second_paper = fields.Binary(attachment=True)
    state = fields.Selection(
        [("draft", "Draft"), ("signed", "Signed"), ("closed", "Closed")], default="draft"
    )
    line_ids = fields.One2many("reform.seal.test.line", "document_id")

    @api.depends("name")
    def _compute_length(self):
        for document in self:
            document.length = len(document.name or "")

    def _seal_payload(self):
        return {"id": self.id, "name": self.name, "number": self.number}


class SealTestLine(models.Model):
    _name = "reform.seal.test.line"
    _inherit = ["reform.workflow.line.mixin"]
    _description = "Line"
    _module = "reform_seal"
    _workflow_parent = "document_id"

    document_id = fields.Many2one("reform.seal.test.document", required=True, ondelete="cascade")
    name = fields.Char()
    number = fields.Integer(related="document_id.number", store=True)


# Known to these tests alone: a registry that is loaded later in this process must not look for their tables.
for definition in (SealTestDocument, SealTestLine):
    models.MetaModel._module_to_models__["reform_seal"].remove(definition)


def add_test_models(case):
    """Add the models to the registry for the life of a test class.

    Their tables vanish with its transaction.
    """
    registry, env = case.registry, case.env
    names = []
    for model_class in (SealTestDocument, SealTestLine):
        add_to_registry(registry, model_class)
        names.append(model_class._name)

    def remove():
        for name in names:
            del registry.models[name]
        registry._setup_models__(env.cr, [])

    case.addClassCleanup(remove)
    registry._setup_models__(env.cr, [])
    registry.init_models(env.cr, names, {"module": "reform_seal"}, install=True)
    env["ir.model.access"].create(
        [
            {
                "name": name,
                "model_id": env["ir.model"]._get(name).id,
                "group_id": env.ref("base.group_user").id,
                **dict.fromkeys(("perm_read", "perm_write", "perm_create", "perm_unlink"), True),
            }
            for name in names
        ]
    )
