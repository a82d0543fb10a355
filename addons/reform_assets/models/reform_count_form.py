from odoo import fields, models

LAYOUTS = [
    ("fixed", "Fixed assets"),
    ("construction", "Construction in progress"),
    ("biological", "Biological assets"),
    ("intangible", "Intangible assets"),
    ("investment", "Investments"),
    ("resource", "Resources"),
    ("undetermined", "Undetermined assets"),
]
NATURES = [("operating", "Operating"), ("public_welfare", "Public welfare")]
# Kinds of cards in a form; what has no kind yet is a fixed asset.
KINDS = {
    "fixed": ("building", "structure", "equipment", "other", ""),
    "construction": ("construction_in_progress",),
    "biological": ("biological",),
    "intangible": ("intangible",),
    "investment": ("investment",),
    "resource": ("resource",),
}


class ReformCountForm(models.Model):
    """One form of the yearly report: its number and name as the county prints it.

    Numbers of the national set differ between editions, so they are data a county puts right, marked as
    uncertain until somebody has.
    """

    _name = "reform.count.form"
    _description = "Form of a Count"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    number = fields.Char("Form No.", required=True, help="As the county prints it, for example 农清明细08-1.")
    name = fields.Char("Form", required=True)
    layout = fields.Selection(LAYOUTS, required=True, default="fixed")
    nature = fields.Selection(NATURES, help="Empty: both.")
    is_certain = fields.Boolean("Number Checked", help="Compared with the forms in force.")
    active = fields.Boolean(default=True)

    def _domain(self):
        """Return the lines that belong in the form; disputed property stands in its own form only."""
        self.ensure_one()
        if self.layout == "undetermined":
            return [("owner_class", "=", "unconfirmed")]
        kinds = [kind for kind in KINDS[self.layout] if kind]
        domain = [("owner_class", "!=", "unconfirmed")]
        if "" in KINDS[self.layout]:
            domain += [
                "|",
                ("card_kind", "in", kinds),
                "&",
                ("card_kind", "=", False),
                ("nature", "!=", "resource"),
            ]
        elif self.layout == "resource":
            domain += [
                "|",
                ("card_kind", "in", kinds),
                "&",
                ("card_kind", "=", False),
                ("nature", "=", "resource"),
            ]
        else:
            domain.append(("card_kind", "in", kinds))
        if self.nature:
            domain.append(("nature", "=", self.nature))
        return domain
