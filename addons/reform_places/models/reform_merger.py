from datetime import date, timedelta

from odoo import api, fields, models
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.places import lineage
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from .. import civil_day, messages

KINDS = [
    ("two_into_one", "Two into One"),
    ("three_into_one", "Three into One"),
    ("many_into_one", "Many into One"),
    ("merged_into_community", "Merged into a Community"),
    ("became_community", "Village Became a Community"),
    ("absorbed", "Absorbed"),
    ("split", "Split"),
    ("renamed", "Renamed"),
    ("retained", "Retained"),
    ("unresolved", "Unresolved"),
]
STATES = [("draft", "Draft"), ("confirmed", "Confirmed"), ("cancelled", "Cancelled")]
BASES = [("stated", "Stated in a document"), ("derived", "Derived from lists")]


class ReformMerger(models.Model):
    """One act of the reform: on that day some places ended and others stood for them.

    Evidence comes with it: the document, or how it was concluded from the lists. What nobody published stays
    *unresolved*, with the candidates named. A confirmed merger is not edited; it is cancelled with a reason
    and written anew, and the sealed log keeps both.
    """

    _name = "reform.merger"
    _description = "Merger of Places"
    _inherit = ["mail.thread", "reform.workflow.mixin"]
    _order = "date desc, id"

    _state_edges = frozenset(
        {("draft", "confirmed"), ("draft", "cancelled"), ("confirmed", "cancelled"), ("cancelled", "draft")}
    )
    _frozen_fields = frozenset({"predecessor_ids", "successor_ids", "absorbing", "date", "date_earliest"})

    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, index=True)
    predecessor_ids = fields.Many2many(
        "reform.place",
        "reform_merger_predecessor_rel",
        "merger_id",
        "place_id",
        "Predecessors",
        help="Places that ended.",
    )
    successor_ids = fields.Many2many(
        "reform.place",
        "reform_merger_successor_rel",
        "merger_id",
        "place_id",
        "Successors",
        help="Places that stand for them from that day. Empty while nobody knows.",
    )
    absorbing = fields.Boolean(
        "Successor Stood Before", help="The successor is no new place: it took the others in and goes on."
    )
    kind = fields.Selection(KINDS, compute="_compute_kind", store=True, index=True)
    date = fields.Date(
        "In Force from",
        required=True,
        default=civil_day.today,
        help="First day of the new state. Where only a span is published, its last day.",
    )
    date_earliest = fields.Date(
        "Not before", help="Where only a span is published: the earliest day it can have been."
    )
    county_id = fields.Many2one("reform.place", compute="_compute_county_id", store=True, index=True)

    # Evidence.
    basis = fields.Selection(BASES, required=True, default="stated", tracking=True)
    doc_no = fields.Char("Document No.", tracking=True, help="Number of the document that ordered it.")
    source = fields.Char(tracking=True, help="Where it was published, or by which sign it was concluded.")
    note = fields.Text()
    cancel_reason = fields.Char(
        "Reason for Cancelling", tracking=True, copy=False, help="Why a confirmed merger is taken back."
    )
    candidate_ids = fields.Many2many(
        "reform.place",
        "reform_merger_candidate_rel",
        "merger_id",
        "place_id",
        "Candidates",
        help="Places that may be the successor of an unresolved one.",
    )

    @api.depends(
        "predecessor_ids.name",
        "predecessor_ids.committee_type",
        "successor_ids.name",
        "successor_ids.committee_type",
        "absorbing",
    )
    def _compute_kind(self):
        for merger in self:
            old, new = ([place._unit() for place in places] for places in merger._sides())
            if merger.absorbing:
                new = [unit._replace(since=date.min) for unit in new]
            merger.kind = lineage.kind_of(old, new, date.max)

    @api.depends("predecessor_ids.county_id")
    def _compute_county_id(self):
        for merger in self:
            merger.county_id = merger.predecessor_ids.county_id[:1]

    @api.depends("predecessor_ids.name", "successor_ids.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for merger in self:
            old, new = ("、".join(places.mapped("name")) for places in merger._sides())
            merger.display_name = f"{old} → {new or '?'}"

    @api.constrains("date", "date_earliest")
    def _check_dates(self):
        for merger in self:
            if merger.date_earliest and merger.date_earliest > merger.date:
                raise ValidationError(messages.span_reversed(self.env, merger=merger.display_name))

    # --- acts ---

    def action_confirm(self):
        """Let the mergers count: the predecessors end, the successors begin, the scope follows."""
        self._require_group("reform_places.group_administrator")
        self._refuse_impossible_history()
        self._move("confirmed")
        self._refresh_places()
        return True

    def action_cancel(self):
        """Take mergers back; what they ended stands again."""
        self._require_group("reform_places.group_administrator")
        for merger in self:
            if merger.state == "confirmed" and not merger.cancel_reason:
                raise UserError(messages.cancel_needs_reason(self.env, merger=merger.display_name))
            merger._move("cancelled", reason=merger.cancel_reason)
        self._refresh_places()
        return True

    def action_draft(self):
        self._require_group("reform_places.group_administrator")
        return self._move("draft")

    def _say_moved(self, before, to, reason):
        # When our own code loads the lists of a county, the sealed log tells it; a thousand chats need not.
        if not (self.env.su and self.env.context.get("tracking_disable")):
            return super()._say_moved(before, to, reason)
        return None

    def _refresh_places(self):
        """Set the days of validity and the scope of all places concerned from their confirmed mergers."""
        old, new = self._sides()
        taken_back = self.filtered(lambda merger: not merger.absorbing).mapped("date")
        for place in old:
            ended = place._ended_by()
            last_day = ended.date - timedelta(days=1) if ended else False
            if place.valid_to != last_day:
                place.valid_to = last_day
        for place in new:
            days = place._formed_by().filtered(lambda merger: not merger.absorbing).mapped("date")
            if days and place.valid_from != min(days):
                place.valid_from = min(days)
            elif not days and place.valid_from in taken_back:
                place.valid_from = False
        (old | new)._refresh_scope()

    def _refuse_impossible_history(self):
        for merger in self:
            if not merger.predecessor_ids:
                raise UserError(messages.nobody_ends(self.env))
        try:
            self._lineage(self.predecessor_ids | self.successor_ids, also=self)
        except lineage.MergedTwice as error:
            place = self.env["reform.place"].browse(error.place)
            first = self.browse(error.mergers[0])
            raise UserError(
                messages.merged_twice(self.env, place=place.display_name, merger=first.display_name)
            ) from error
        except lineage.LineageCycle as error:
            places = self.env["reform.place"].browse(error.places)
            names = " → ".join(places.mapped("display_name"))
            raise UserError(messages.lineage_cycle(self.env, places=names)) from error
        except lineage.EndsBeforeItBegins as error:
            place = self.env["reform.place"].browse(error.place)
            raise UserError(
                messages.ends_before_it_begins(
                    self.env, place=place.display_name, formed=error.formed, ended=error.ended
                )
            ) from error
        except RuleError as error:
            raise AssertionError(f"a refusal without a sentence: {error.name}") from error

    # --- plain values ---

    def _plain(self):
        """Return the mergers as values of the rule."""
        return [
            lineage.Merger(
                merger.id, merger.date, tuple(merger.predecessor_ids.ids), tuple(merger.successor_ids.ids)
            )
            for merger in self
        ]

    def _sides(self):
        return self.predecessor_ids, self.successor_ids

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "kind": self.kind,
            "date": self.date,
            "basis": self.basis,
            "doc_no": self.doc_no or "",
            "predecessors": sorted(self.predecessor_ids.ids),
            "successors": sorted(self.successor_ids.ids),
        }

    @api.model
    def _lineage(self, places, also=None):
        """Return the lineage of all places that hang together with these, by confirmed mergers.

        Args: also: mergers to be confirmed, counted as if they were.
        """
        mergers = self._connected(places) | (also or self.browse())
        mentioned = mergers.predecessor_ids | mergers.successor_ids | places
        since = {place.id: place.valid_from for place in mentioned if place.valid_from}
        for place in mergers.filtered("absorbing").successor_ids:
            since.setdefault(place.id, date.min)
        # The day a new place begins follows from its mergers, also from those not confirmed yet.
        for merger in mergers - mergers.filtered("absorbing"):
            for place in merger.successor_ids:
                since.pop(place.id, None)
        return lineage.Lineage(mergers._plain(), since=since)

    def _connected(self, places):
        """Return every confirmed merger that hangs together with the places, in one query."""
        if not places.ids:
            return self.browse()
        self.flush_model()
        places.flush_recordset()
        query = SQL(
            """WITH RECURSIVE link AS (
                   SELECT r.merger_id, r.place_id FROM reform_merger_predecessor_rel r
                     JOIN reform_merger m ON m.id = r.merger_id AND m.state = 'confirmed'
                   UNION ALL
                   SELECT r.merger_id, r.place_id FROM reform_merger_successor_rel r
                     JOIN reform_merger m ON m.id = r.merger_id AND m.state = 'confirmed'
               ), known AS (
                   SELECT unnest(%s) AS place_id
                   UNION
                   SELECT other.place_id FROM known
                     JOIN link mine ON mine.place_id = known.place_id
                     JOIN link other ON other.merger_id = mine.merger_id
               ) SELECT DISTINCT merger_id FROM link JOIN known USING (place_id)""",
            list(places.ids),
        )
        self.env.cr.execute(query)
        return self.browse(sorted(row[0] for row in self.env.cr.fetchall()))
