from odoo import fields, models


class ReformClearingCategory(models.Model):
    """One of the lists of a clearing: cash, claims, fixed assets, seals …; each has its own columns."""

    _name = "reform.clearing.category"
    _description = "List of a Clearing"
    _order = "sequence, id"

    code = fields.Char(required=True, readonly=True, help="The word by which the rules know the list.")
    name = fields.Char(required=True, translate=True)
    capital = fields.Selection(
        [
            ("funds", "Funds"),
            ("assets", "Assets"),
            ("resources", "Resources"),
            ("papers", "Papers and Seals"),
            ("equity", "Owners' Equity"),
        ],
        required=True,
        help="Which of the three capitals it belongs to; papers and seals go with them.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    template_ids = fields.One2many("reform.clearing.template", "category_id", "Usual Lines")

    _code_unique = models.UniqueIndex("(code)", "There is a list of this kind already.")

    def _ids_by_code(self):
        """Return {code: id} of all lists, those put away included."""
        # pylint: disable-next=no-search-all  # two dozen rows
        return {each.code: each.id for each in self.with_context(active_test=False).search([])}


class ReformClearingTemplate(models.Model):
    """What every village has of papers and seals, so that nobody forgets to look for it."""

    _name = "reform.clearing.template"
    _description = "Usual Line of a List"
    _order = "category_id, sequence, id"

    category_id = fields.Many2one("reform.clearing.category", "List", required=True, index=True)
    name = fields.Char("Thing", required=True, translate=True)
    unit = fields.Char(translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
