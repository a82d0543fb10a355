from odoo import fields, models


class ReformClearingCampaign(models.Model):
    """A county clears the three capitals of all organisations that are to merge, on one base date."""

    _name = "reform.clearing.campaign"
    _description = "Clearing Campaign"
    _inherit = ["reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_base desc, id desc"

    _state_edges = frozenset({("draft", "running"), ("running", "closed")})
    _frozen_fields = frozenset({"place_id", "date_base"})

    name = fields.Char(required=True, tracking=True)
    place_id = fields.Many2one(
        "reform.place",
        "County or Township",
        required=True,
        index=True,
        ondelete="restrict",
        help="Whose organisations are cleared.",
    )
    date_base = fields.Date(
        "Base Date", required=True, help="The day as at whose end books and things are compared and frozen."
    )
    state = fields.Selection(
        [("draft", "In preparation"), ("running", "Running"), ("closed", "Ended")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    clearing_ids = fields.One2many("reform.clearing", "campaign_id", "Organisations")
