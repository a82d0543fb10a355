from odoo import fields, models

RELATIONS = [
    ("self", "The officer himself"),
    ("spouse", "Spouse"),
    ("child", "Child"),
    ("parent", "Parent"),
    ("sibling", "Brother or sister"),
    ("firm", "Firm of the officer or a relative"),
    ("other", "Other relation"),
]


class ReformRelatedParty(models.Model):
    """Who deals with the collective and is an officer of it or related to one, as far as known."""

    _name = "reform.related.party"
    _description = "Related Party"
    _inherit = ["mail.thread"]
    _order = "place_id, officer, id"
    _rec_name = "officer"

    partner_id = fields.Many2one(
        "res.partner", "Lessee", required=True, index=True, ondelete="restrict", tracking=True
    )
    officer = fields.Char(required=True, tracking=True, help="Name and office.")
    relation = fields.Selection(RELATIONS, required=True, default="other", tracking=True)
    place_id = fields.Many2one(
        "reform.place",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env["res.users"]._only_place(),
    )
    date_from = fields.Date("From", help="Begin of the office; empty: not known.")
    date_to = fields.Date("To")
    note = fields.Char("Remarks")
    active = fields.Boolean(default=True, tracking=True)
