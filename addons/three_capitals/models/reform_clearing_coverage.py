from collections import defaultdict

from markupsafe import Markup
from odoo import api, fields, models
from odoo.addons.reform_rules.capitals import clearing as rules
from odoo.tools import SQL

from ..messages import coverage as messages

# A field of the matrix, by what it shows: the colour of its background.
TONES = {
    "empty": "text-bg-light",
    "nothing": "text-bg-light",
    "listed": "text-bg-secondary",
    "counting": "text-bg-warning",
    "differs": "text-bg-danger",
    "counted": "text-bg-info",
    "decided": "text-bg-info",
    "confirmed": "text-bg-primary",
    "filed": "text-bg-primary",
    "handed": "text-bg-success",
    "received": "text-bg-success",
    "refused": "text-bg-danger",
}


class ReformClearingCoverage(models.Model):
    """The field where a village and a list meet: how many items there are, and how far they have come."""

    _name = "reform.clearing.coverage"
    _description = "Coverage of a Campaign"
    _auto = False
    _order = "clearing_id, sequence"
    _rec_name = "category_id"

    clearing_id = fields.Many2one("reform.clearing", readonly=True)
    campaign_id = fields.Many2one("reform.clearing.campaign", readonly=True)
    entity_id = fields.Many2one("reform.entity", "Organisation", readonly=True)
    place_id = fields.Many2one("reform.place", "Village", readonly=True)
    township_id = fields.Many2one("reform.place", readonly=True)
    category_id = fields.Many2one("reform.clearing.category", "List", readonly=True)
    capital = fields.Selection(
        lambda self: self.env["reform.clearing.category"]._fields["capital"].selection, readonly=True
    )
    sequence = fields.Integer(readonly=True, aggregator=None)
    item_count = fields.Integer("Items Listed", readonly=True)
    seen_count = fields.Integer("Items Looked At", readonly=True)
    open_count = fields.Integer("Differences to Decide", readonly=True)
    handed_count = fields.Integer("Items Handed over", readonly=True)
    seen_percent = fields.Float("Looked At (%)", digits=(5, 1), readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        return SQL(
            """SELECT l.id, l.clearing_id, c.campaign_id, c.entity_id, c.place_id, c.township_id,
                      l.category_id, k.capital, k.sequence, count(i.id)::integer AS item_count,
                      (count(i.id) FILTER (WHERE i.state <> 'listed'))::integer AS seen_count,
                      (count(i.id) FILTER (WHERE i.state = 'varied'))::integer AS open_count,
                      (count(i.id) FILTER (WHERE i.state IN ('handed', 'received', 'archived')))::integer
                          AS handed_count,
                      CASE WHEN count(i.id) > 0
                           THEN 100.0 * count(i.id) FILTER (WHERE i.state <> 'listed') / count(i.id) END
                          AS seen_percent
                 FROM reform_clearing_list l
                 JOIN reform_clearing c ON c.id = l.clearing_id AND c.state <> 'cancelled'
                 JOIN reform_clearing_category k ON k.id = l.category_id
                 LEFT JOIN reform_clearing_item i
                   ON i.clearing_id = l.clearing_id AND i.category_id = l.category_id
                GROUP BY l.id, c.id, k.id"""
        )


class ReformClearingCampaign(models.Model):
    """The matrix of a campaign: villages down, lists across, a state and a percentage in each field."""

    _inherit = "reform.clearing.campaign"

    matrix = fields.Html("Coverage Matrix", compute="_compute_matrix", sanitize=False)

    @api.depends_context("uid", "lang")
    def _compute_matrix(self):
        for campaign in self:
            campaign.matrix = campaign._draw_matrix()

    def _draw_matrix(self):
        """Return the matrix of the clearings the user may see, a table for each township."""
        clearings = self.env["reform.clearing"].search(
            [("campaign_id", "in", self.ids), ("state", "!=", "cancelled")], order="township_id, place_id, id"
        )
        if not clearings:
            return messages.nothing(self.env)
        categories, cells = self._cells(clearings)
        states = dict(clearings._fields["state"]._description_selection(self.env))
        values = {
            "categories": categories,
            "townships": [
                (place.name or "", of_place) for place, of_place in clearings.grouped("township_id").items()
            ],
            "cells": cells,
            "tones": TONES,
            "words": messages.words(self.env),
            "states": states,
        }
        return Markup(self.env["ir.qweb"]._render("three_capitals.coverage_matrix", values))

    def _cells(self, clearings):
        """Return (lists in their order, {(clearing id, list id): rules.Cell}), in two queries."""
        self.env.flush_all()
        self.env.cr.execute(
            """SELECT l.clearing_id, l.category_id, i.state, count(i.id), l.nothing_by_id IS NOT NULL
                 FROM reform_clearing_list l
                 LEFT JOIN reform_clearing_item i
                   ON i.clearing_id = l.clearing_id AND i.category_id = l.category_id
                WHERE l.clearing_id = ANY(%s) GROUP BY l.id, i.state""",
            [clearings.ids],
        )
        items, nothing = defaultdict(dict), {}
        for clearing, category, state, count, stated in self.env.cr.fetchall():
            items[clearing, category][state] = count
            nothing[clearing, category] = stated
        cells = {
            key: rules.cell({state: count for state, count in found.items() if state}, nothing=nothing[key])
            for key, found in items.items()
        }
        categories = self.env["reform.clearing.category"].browse({category for _clearing, category in cells})
        return categories.sorted(lambda each: (each.sequence, each.id)), cells
