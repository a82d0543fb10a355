from odoo import api, fields, models
from odoo.addons.reform_decision.models.decision_table import SUPERVISOR, TOWNSHIP
from odoo.exceptions import AccessError, UserError

from ..messages import publication as messages

STATES = [
    ("open", "Not Answered"),
    ("answered", "Answered"),
    ("closed", "Objection Settled"),
    ("upheld", "Upheld, Lists Corrected"),
]


class ReformClearingObjection(models.Model):
    """What was said against posted lists, and what was answered. Until it is settled nothing is filed."""

    _name = "reform.clearing.objection"
    _description = "Objection to Cleared Lists"
    _inherit = ["reform.objection.mixin", "mail.thread"]
    _order = "id desc"
    _rec_name = "text"

    # An answer may not satisfy; it is settled by another hand.
    _state_edges = frozenset({("answered", "open"), ("answered", "closed"), ("answered", "upheld")})
    _guarded_fields = frozenset({"publication_id", "closed_by_id"})
    _frozen_fields = frozenset({"clearing_id", "item_id"})
    _answer_parameter = "clearing_objection_answer_days_max"

    clearing_id = fields.Many2one("reform.clearing", required=True, index=True, ondelete="restrict")
    publication_id = fields.Many2one(
        "reform.clearing.publication", "Posting", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    entity_id = fields.Many2one(related="clearing_id.entity_id", store=True, index=True)
    item_id = fields.Many2one(
        "reform.clearing.item",
        "Concerns",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('clearing_id', '=', clearing_id)]",
    )
    state = fields.Selection(STATES, required=True, default="open", readonly=True, copy=False, index=True)
    closed_by_id = fields.Many2one("res.users", "Settled by", readonly=True, copy=False, ondelete="restrict")

    @api.model_create_multi
    def create(self, vals_list):
        objections = super().create(vals_list)
        for one in objections.sudo():
            clearing = one.clearing_id
            if clearing.state != "published":
                raise UserError(
                    messages.not_published(
                        self.env, clearing=clearing.display_name, state=clearing._state_label()
                    )
                )
            one._set_guarded({"publication_id": clearing.publication_id.id})
        return objections

    def _is_open(self):
        self.ensure_one()
        return self.state in ("open", "answered")

    def action_answer(self):
        """Answer what was said."""
        return self._answer("answered")

    def action_reopen(self):
        """The answer did not satisfy who objected."""
        self._require_group(SUPERVISOR, TOWNSHIP)
        self.check_access("read")
        return self.sudo()._move("open")

    def action_close(self):
        """It is settled; never by whoever answered."""
        self._require_group(SUPERVISOR, TOWNSHIP)
        self.check_access("read")
        if self.env.user in self.sudo().answered_by_id and not self.env.su:
            raise AccessError(messages.own_answer(self.env))
        return self.sudo()._move("closed", closed_by_id=self.env.uid)

    def action_uphold(self):
        """The objection is right: the lists are decided on again, and what was posted counts no more."""
        self._require_group(TOWNSHIP)
        self.check_access("read")
        objections = self.sudo()
        objections._move("upheld", closed_by_id=self.env.uid)
        for one in objections:
            clearing = one.clearing_id
            if clearing.state != "published":
                continue
            reason = messages.upheld(self.env, text=one.text)
            clearing.publication_id._move("withdrawn", reason=reason)
            clearing._move("adjudicating", reason=reason)
            clearing._set_item_states("adjudicated", only=("confirmed",))
        return True

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "clearing": self.clearing_id.id,
            "raised_by": self.raised_by,
            "raised_on": self.raised_on,
            "text": self.text,
            "answer": self.answer or "",
        }


class ReformClearing(models.Model):
    """Objections to the posted lists."""

    _inherit = "reform.clearing"

    objection_ids = fields.One2many("reform.clearing.objection", "clearing_id", "Objections")
    objection_count = fields.Integer("Objections Not Settled", compute="_compute_objection_count")

    def _compute_objection_count(self):
        counts = dict(
            self.env["reform.clearing.objection"]._read_group(
                [("clearing_id", "in", self.ids), ("state", "in", ("open", "answered"))],
                ["clearing_id"],
                ["__count"],
            )
        )
        for clearing in self:
            clearing.objection_count = counts.get(clearing, 0)
