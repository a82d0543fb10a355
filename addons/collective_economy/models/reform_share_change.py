from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import shares as rules
from odoo.addons.reform_rules.errors import RuleError
from odoo.exceptions import AccessError, UserError

from ..messages import members as messages
from .reform_share import MOVES, SHARE_KINDS

STATES = [("draft", "Draft"), ("submitted", "To Confirm"), ("booked", "Booked"), ("refused", "Refused")]


class ReformShareChange(models.Model):
    """Shares that pass on, are held back or end: asked for with a paper, confirmed by somebody else, booked.

    Grants to all come by a quantification plan; a grant here is one person's, by a decision on file.
    """

    _name = "reform.share.change"
    _description = "Change of Shares"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "date desc, id desc"

    _state_edges = frozenset(
        {("draft", "submitted"), ("submitted", "booked"), ("submitted", "refused"), ("submitted", "draft")}
    )
    _guarded_fields = frozenset({"submitted_by_id", "booked_by_id"})
    _frozen_fields = frozenset(
        {
            "entity_id", "move", "kind", "number", "date", "reason", "giver_id", "taker_id",
            "origin_place_id", "paper", "paper_name",
        }
    )  # fmt: skip

    entity_id = fields.Many2one(
        "reform.entity", "Collective", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env["reform.entity"]._only_collective(),
    )  # fmt: skip
    move = fields.Selection(MOVES, "What Happens", required=True, default="inherit")
    kind = fields.Selection(SHARE_KINDS, "Kind of Shares", required=True, default="member")
    giver_id = fields.Many2one(
        "reform.member", "From", index="btree_not_null", ondelete="restrict",
        help="Whose shares they are; with a grant, who gets them.",
    )  # fmt: skip
    taker_id = fields.Many2one("reform.member", "To", index="btree_not_null", ondelete="restrict")
    origin_place_id = fields.Many2one("reform.place", "Former Village", ondelete="restrict")
    held = fields.Float("Holds", digits=(16, 4), compute="_compute_held")
    number = fields.Float("Number of Shares", digits=(16, 4), required=True)
    date = fields.Date("Effective from", required=True, default=civil_day.today)
    reason = fields.Char(required=True)
    paper = fields.Binary("Proof", attachment=True, copy=False)
    paper_name = fields.Char(copy=False)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True, tracking=True)
    submitted_by_id = fields.Many2one(
        "res.users", "Submitted by", readonly=True, copy=False, ondelete="restrict"
    )
    booked_by_id = fields.Many2one("res.users", "Booked by", readonly=True, copy=False, ondelete="restrict")
    share_ids = fields.One2many("reform.share", "change_id", "Moves", readonly=True)

    _positive = models.Constraint("CHECK (number > 0)", "The number of shares is above nothing.")

    @api.depends("giver_id.name", "move", "number")
    def _compute_display_name(self):
        labels = dict(self._fields["move"]._description_selection(self.env))
        for change in self:
            change.display_name = (
                f"{change.giver_id.name or ''} {labels.get(change.move, '')} {change.number:g}"
            )

    @api.depends("giver_id", "date")
    def _compute_held(self):
        for change in self:
            held = self.env["reform.share"]._holdings(
                change.giver_id.partner_id, change.date or civil_day.today()
            )
            change.held = held.get(change.giver_id.partner_id.id, (0, 0))[change.move == "release"]

    # -- acts ---

    def action_submit(self):
        """Ask somebody else to confirm."""
        self._require_group("reform_places.group_clerk")
        for change in self:
            if not change.paper:
                raise UserError(messages.paper_missing(self.env))
            change._check_people()
            change._moves()
        return self._move("submitted", submitted_by_id=self.env.uid)

    def action_back(self):
        """Give back for correction."""
        self._require_group("reform_places.group_clerk", "reform_places.group_supervisor")
        self.check_access("read")
        return self.sudo()._move("draft", submitted_by_id=False)

    def action_refuse(self):
        self._require_group("reform_places.group_supervisor")
        self.check_access("read")
        return self.sudo()._move("refused")

    def action_book(self):
        """Book into the register what another person asked for."""
        self._require_group("reform_places.group_supervisor")
        self.check_access("read")
        for change in self.sudo():
            if self.env.user in (change.submitted_by_id, change.create_uid):
                raise AccessError(messages.own_change(self.env))
            change._check_people()
            Share = self.env["reform.share"].sudo()
            Share._hold(change.entity_id)
            moves = change._moves()
            if change.move == "grant":
                Share._refuse_mixed(change.entity_id, change.date, change.origin_place_id)
            Share._check_moves(change.entity_id, change.kind, change.origin_place_id, moves)
            change._move("booked", booked_by_id=self.env.uid)
            by_partner = {member.partner_id.id: member for member in change.giver_id | change.taker_id}
            Share._add([change._share_vals(move, by_partner[move.holder]) for move in moves])
        return True

    def _check_people(self):
        """The people are of the collective, and who gets shares is a member."""
        self.ensure_one()
        passing = self.move in rules.PASSING
        if not self.giver_id or passing and not self.taker_id:
            raise UserError(messages.holder_missing(self.env))
        if self.kind == "collective":
            raise UserError(messages.collective_by_plan(self.env))
        for member in self.giver_id | self.taker_id:
            if member.entity_id != self.entity_id:
                raise UserError(messages.not_of_entity(self.env, member=member.name))
        getting = (
            self.taker_id if passing else self.giver_id if self.move == "grant" else self.giver_id.browse()
        )
        if getting and getting.state != "member":
            raise UserError(messages.not_a_member(self.env, member=getting.name))

    def _moves(self):
        """Return the moves of the rule."""
        self.ensure_one()
        passing = self.move in rules.PASSING
        taker = self.taker_id.partner_id.id if passing else 0
        number = rules.count(self.number)
        try:
            return rules.moves(self.move, number, self.date, self.giver_id.partner_id.id, taker)
        except RuleError as refusal:
            raise UserError(messages.share_refused(self.env, refusal.name, refusal.facts)) from refusal

    def _share_vals(self, move, member):
        return {
            "entity_id": self.entity_id.id,
            "kind": self.kind,
            "move": self.move,
            "partner_id": member.partner_id.id,
            "member_id": member.id,
            "origin_place_id": self.origin_place_id.id,
            "number": float(move.shares),
            "frozen": float(move.frozen),
            "date": move.on,
            "reason": self.reason,
            "change_id": self.id,
            "user_id": self.env.uid,
        }

    def _seal_payload(self):
        self.ensure_one()
        return {
            "id": self.id,
            "move": self.move,
            "kind": self.kind,
            "giver": self.giver_id.id,
            "taker": self.taker_id.id or None,
            "number": f"{self.number:.4f}",
            "date": self.date,
            "reason": self.reason,
        }
