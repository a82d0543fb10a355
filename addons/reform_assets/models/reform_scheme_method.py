from odoo import fields, models

from ..messages import plan as messages

# What shows that the method has been carried out.
PROOFS = [
    ("lease", "A contract in force"),
    ("agreement", "An agreement"),
    ("share_paper", "A share certificate"),
    ("handover", "A handover note"),
    ("removal", "Removal from the register"),
]
OUTCOMES = [
    ("in_use", "In use"),
    ("transferred", "Transferred"),
    ("disposed", "Disposed of"),
    ("scrapped", "Scrapped"),
    ("reserve", "Kept in reserve"),
]


class ReformSchemeMethod(models.Model):
    """One way of putting an idle thing to use (方式): let, lent, brought in as a share, sold, pulled down.

    The code is what sheets and reports carry; the proof is what a plan must show before it counts as in use.
    """

    _name = "reform.scheme.method"
    _description = "Method of Revitalisation"
    _order = "sequence, id"

    name = fields.Char("Way of revitalisation", required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    proof = fields.Selection(PROOFS, required=True, default="agreement")
    outcome = fields.Selection(OUTCOMES, "Ends in", required=True, default="in_use")
    removes_building = fields.Boolean(help="The only methods left to a dangerous building.")
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE (code)", lambda env, _diag: messages.method_code_taken(env))
