from odoo import fields, models

from ..messages import plan as messages

GROUPS = [
    ("office", "Offices"),
    ("welfare", "Public welfare"),
    ("industry", "Industry"),
    ("market", "Market"),
    ("capital", "State capital"),
    ("other", "Other"),
]


class ReformUseType(models.Model):
    """What a part of a building is used for: a clinic, flats for officers, a workshop, a guest house."""

    _name = "reform.use.type"
    _description = "Type of Use"
    _order = "sequence, id"
    _rec_names_search = ["name", "words"]

    name = fields.Char("Type of Use", required=True, translate=True)
    code = fields.Char(required=True)
    group = fields.Selection(GROUPS, required=True, default="other")
    sequence = fields.Integer(default=10)
    words = fields.Char("Words in Sheets", help="Words by which the use is known in a sheet, separated by |.")
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE (code)", lambda env, _diag: messages.use_type_code_taken(env))
