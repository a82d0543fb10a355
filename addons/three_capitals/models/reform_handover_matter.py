from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.reform_decision.models.decision_table import CLERK, DIRECTOR, TOWNSHIP
from odoo.addons.reform_places import civil_day

from ..messages import handover as messages

KINDS = [
    ("open", "Open Matter"),
    ("reserved", "Reservation"),
    ("refused", "Refused Item"),
    ("other", "Other"),
]
# Days a matter has from the handover on, unless somebody gives another day.
DAYS = 90


class ReformHandoverMatter(models.Model):
    """What was left open at a handover: a lawsuit, a reservation, an item that stays with the giver."""

    _name = "reform.handover.matter"
    _description = "Matter Left Open"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "state desc, due, id"

    _state_initial = "open"
    _state_edges = frozenset({("open", "done"), ("done", "open")})
    _guarded_fields = frozenset({"kind", "item_id", "done_on", "done_by_id", "result"})
    _frozen_fields = frozenset({"name", "owner", "due"})

    handover_id = fields.Many2one("reform.handover", required=True, index=True, ondelete="restrict")
    entity_id = fields.Many2one(related="handover_id.entity_id", store=True, index=True)
    successor_id = fields.Many2one(related="handover_id.successor_id", store=True, index=True)
    item_id = fields.Many2one(
        "reform.clearing.item", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    kind = fields.Selection(KINDS, required=True, default="other", readonly=True, index=True)
    name = fields.Char("Matter", required=True)
    owner = fields.Char("Who Settles It")
    due = fields.Date(index=True)
    state = fields.Selection(
        [("open", "Still Open"), ("done", "Closed Matter")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
    )
    result = fields.Char(readonly=True, copy=False)
    done_on = fields.Date(readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", "Done by", readonly=True, copy=False, ondelete="restrict")
    is_late = fields.Boolean("Overdue", compute="_compute_is_late", search="_search_is_late")

    @api.depends("state", "due")
    @api.depends_context("tz")
    def _compute_is_late(self):
        today = civil_day.today()
        for matter in self:
            matter.is_late = matter.state == "open" and bool(matter.due) and matter.due < today

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("state", "=", "open"), ("due", "<", civil_day.today())]

    def action_done(self, reason=None):
        """It is settled, with what came of it."""
        self._require_group(CLERK, DIRECTOR, TOWNSHIP)
        self.check_access("write")
        if not (reason or "").strip():
            return self._ask_result()
        return self._move(
            "done",
            reason=reason.strip(),
            result=reason.strip(),
            done_on=civil_day.today(),
            done_by_id=self.env.uid,
        )

    def action_reopen(self):
        """It is not settled after all."""
        self._require_group(TOWNSHIP)
        return self._move("open", result=False, done_on=False, done_by_id=False)

    def _ask_result(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.handover.reason",
            "view_mode": "form",
            "target": "new",
            "name": messages.reason_title(self.env, "matter_done"),
            "context": {"default_act": "matter_done", "default_res_ids": self.ids},
        }

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "handover": self.handover_id.name,
            "matter": self.name,
            "owner": self.owner or "",
            "due": self.due,
            "result": self.result or "",
        }


class ReformHandover(models.Model):
    """What stays open goes on a list of its own."""

    _inherit = "reform.handover"

    matter_ids = fields.One2many("reform.handover.matter", "handover_id", "Follow-up List")
    matter_count = fields.Integer("Matters Open", compute="_compute_matter_count")

    def _compute_matter_count(self):
        counts = dict(
            self.env["reform.handover.matter"]._read_group(
                [("handover_id", "in", self.ids), ("state", "=", "open")], ["handover_id"], ["__count"]
            )
        )
        for handover in self:
            handover.matter_count = counts.get(handover, 0)

    def _first_matters(self):
        """Return the open matters of the lists, a line each, for the certificate."""
        self.ensure_one()
        lines = ["：".join(filter(None, (item.name, item.note))) for item in self._open_items()]
        return "\n".join(lines) or False

    def _open_items(self):
        return self.env["reform.clearing.item"].search(
            [
                ("clearing_id", "=", self.clearing_id.id),
                ("category_id.code", "=", "matters"),
                # Usual matters of which somebody found that there is none.
                "|",
                ("counted_by_id", "=", False),
                ("counted_quantity", ">", 0),
            ]
        )

    def _make_matters(self):
        """Put on the follow-up list what was refused, what was reserved, and what was open before."""
        self.ensure_one()
        items = self.env["reform.clearing.item"].search(
            [("clearing_id", "=", self.clearing_id.id), ("answer", "in", ("reserved", "refused"))]
        )
        due = civil_day.today() + timedelta(days=DAYS)
        receiver = self.receiver_name or ""
        rows = [
            {
                "kind": item.answer,
                "item_id": item.id,
                "name": messages.matter_reserved(self.env, item=item.name, text=item.answer_note or "")
                if item.answer == "reserved"
                else messages.matter_refused(self.env, item=item.name, text=item.answer_note or ""),
                # What was refused stays with the giver.
                "owner": receiver if item.answer == "reserved" else self.giver_name,
            }
            for item in items
        ]
        rows += [
            {
                "kind": "open",
                "item_id": item.id,
                "name": messages.matter_open(self.env, item=item.name),
                "owner": receiver,
            }
            for item in self._open_items() - items
        ]
        return self.env["reform.handover.matter"]._create_guarded(
            [{"handover_id": self.id, "due": due, **row} for row in rows]
        )

    def action_matters(self):
        """Show the follow-up list."""
        action = self.env["ir.actions.act_window"]._for_xml_id("three_capitals.reform_handover_matter_action")
        return {
            **action,
            "domain": [("handover_id", "in", self.ids)],
            "context": {"default_handover_id": self[:1].id},
        }
