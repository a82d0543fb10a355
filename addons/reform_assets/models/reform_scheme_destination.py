from odoo import fields, models

from ..messages import plan as messages


class ReformSchemeDestination(models.Model):
    """One destination of a scheme (去向), with the methods by which it may be reached."""

    _name = "reform.scheme.destination"
    _description = "Destination of a Scheme"
    _inherit = ["reform.workflow.line.mixin"]
    _workflow_parent = "scheme_id"
    _order = "scheme_id, sequence, id"

    scheme_id = fields.Many2one("reform.scheme", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char("Destination", required=True, translate=True)
    method_ids = fields.Many2many(
        "reform.scheme.method", string="Methods", help="The ways the county allows."
    )
    injects_capital = fields.Boolean(
        "Becomes State Capital", help="What goes here leaves the register as an injection of state capital."
    )

    _once = models.Constraint(
        "UNIQUE (scheme_id, code)", lambda env, _diag: messages.destination_code_taken(env)
    )
