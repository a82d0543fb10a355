from odoo import fields, models

KINDS = [
    ("merger", "Merger of Villages"),
    ("abolition", "Abolition of a Unit"),
    ("staff", "Change of Staff"),
    ("leaving", "Leaving of Office"),
]
STATES = [
    ("draft", "In preparation"),
    ("frozen", "Frozen"),
    ("counting", "Being cleared"),
    ("adjudicating", "Differences being decided"),
    ("confirmed", "Confirmed"),
    ("published", "Published"),
    ("filed", "Filed"),
    ("handing", "Being handed over"),
    ("handed_over", "Handed over"),
    ("reconciled", "Reconciled"),
    ("closed", "Closed"),
    ("cancelled", "Cancelled"),
]


class ReformClearing(models.Model):
    """The three capitals of one organisation: frozen, cleared, decided on, filed, and handed over.

    One record is one predecessor (or one person's office) in its whole way. What is on its lists are its
    items; how it is handed over, `reform.handover`; what becomes of the books, `reform.integration`.
    """

    _name = "reform.clearing"
    _description = "Clearing of the Three Capitals"
    _inherit = ["reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_base desc, entity_id, id"
    _rec_name = "entity_id"

    _state_edges = frozenset(
        {
            ("draft", "frozen"),
            ("frozen", "counting"),
            ("counting", "adjudicating"),
            ("adjudicating", "counting"),
            ("adjudicating", "confirmed"),
            ("confirmed", "published"),
            ("published", "filed"),
            ("filed", "handing"),
            ("handing", "handed_over"),
            ("handing", "filed"),
            ("handed_over", "reconciled"),
            ("reconciled", "closed"),
            ("draft", "cancelled"),
            ("frozen", "cancelled"),
            ("counting", "cancelled"),
        }
    )
    _frozen_fields = frozenset({"campaign_id", "kind", "entity_id", "successor_id", "date_base"})

    campaign_id = fields.Many2one("reform.clearing.campaign", index="btree_not_null", ondelete="restrict")
    kind = fields.Selection(KINDS, required=True, default="merger", index=True)
    entity_id = fields.Many2one(
        "reform.entity", "Organisation", required=True, index=True, ondelete="restrict", tracking=True
    )
    place_id = fields.Many2one(related="entity_id.place_id", string="Place", store=True, index=True)
    township_id = fields.Many2one(related="entity_id.township_id", store=True, index=True)
    successor_id = fields.Many2one(
        "reform.entity",
        "Received by",
        index="btree_not_null",
        ondelete="restrict",
        help="The organisation that takes over; empty when only people change.",
    )
    date_base = fields.Date("Base Date", required=True)
    state = fields.Selection(
        STATES,
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        group_expand=True,
    )
    item_ids = fields.One2many("reform.clearing.item", "clearing_id", "Items")
    note = fields.Text()
