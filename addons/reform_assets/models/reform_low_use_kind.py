from odoo import fields, models


class ReformLowUseKind(models.Model):
    """How little an asset of the idle ledger is used: not at all, one floor of three, at harvest only.

    Counties count different things as low use, so the kinds are rows and not words in the program.
    """

    _name = "reform.low.use.kind"
    _description = "Kind of Low Use"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=50)
    is_low_use = fields.Boolean("Low Use", help="Used a little; unticked: not used at all.")
    note = fields.Char("When It Applies", translate=True)
    active = fields.Boolean(default=True)

    _code_unique = models.Constraint("UNIQUE (code)", "Another kind of low use has this code.")
