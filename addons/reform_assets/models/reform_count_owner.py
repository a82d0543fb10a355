from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import AccessError, UserError

from ..messages import count as messages
from .reform_count_verdict import JUDGES

REGIMES = [
    ("state", "State property"),
    ("collective", "Collective property"),
    ("unconfirmed", "Ownership unconfirmed"),
]
# Whose word confirms the result, by regime.
CONFIRMING = {
    "state": ("reform_places.group_county_finance",),
    "collective": (
        "reform_places.group_director",
        "reform_places.group_supervisor",
        "reform_places.group_county_agriculture",
    ),
    "unconfirmed": ("reform_places.group_township",),
}

# Whose hand a line shows.
HANDS = ("counted_by_id", "second_by_id", "verdict_by_id", "unseen_by_id")


class ReformCountOwner(models.Model):
    """One owner in a round: a collective, an office, or nobody yet. Each confirms the result of its things.

    A collective whose things are missing, found without a card, or to be written off, has its members decide
    it; the result is then exactly what they voted on. Source: collective-stocktaking-2017, state-assets-39.
    """

    _name = "reform.count.owner"
    _description = "Owner Counted"
    _inherit = ["reform.approval.mixin", "reform.workflow.mixin", "reform.decision.gate", "mail.thread"]
    _order = "round_id, id"

    _state_initial = "open"
    _state_edges = frozenset({("open", "confirmed"), ("confirmed", "open")})
    _guarded_fields = frozenset(
        {"round_id", "entity_id", "regime", "place_id", "confirmed_by_id", "confirmed_on"}
    )
    _decision_kind = "asset_write_off"
    _decision_term_fields = (
        "round_id", "shortage_count", "shortage_cost", "quantity_cost", "surplus_count", "surplus_value",
    )  # fmt: skip

    round_id = fields.Many2one("reform.count.round", required=True, index=True, ondelete="restrict")
    round_state = fields.Selection(related="round_id.state", string="State of the Round")
    entity_id = fields.Many2one("reform.entity", "Owner", index=True, ondelete="restrict")
    regime = fields.Selection(REGIMES, required=True)
    place_id = fields.Many2one("reform.place", required=True, index=True, ondelete="restrict")
    state = fields.Selection(
        [("open", "Open"), ("confirmed", "Confirmed")], required=True, default="open", readonly=True
    )
    confirmed_by_id = fields.Many2one("res.users", "Confirmed by", readonly=True, copy=False)
    confirmed_on = fields.Date(readonly=True, copy=False)

    line_count = fields.Integer("Cards", compute="_compute_figures")
    seen_count = fields.Integer("Seen", compute="_compute_figures")
    unseen_count = fields.Integer("Not Seen", compute="_compute_figures")
    difference_count = fields.Integer("Differences", compute="_compute_figures")
    open_count = fields.Integer("To Be Decided", compute="_compute_figures")
    book_cost = fields.Float("Original Cost", digits=(16, 2), compute="_compute_figures")
    shortage_count = fields.Integer("Written Off", compute="_compute_figures")
    shortage_cost = fields.Float("Cost Written Off", digits=(16, 2), compute="_compute_figures")
    quantity_cost = fields.Float("Cost of Other Quantities", digits=(16, 2), compute="_compute_figures")
    surplus_count = fields.Integer("Surplus Items", compute="_compute_figures")
    surplus_value = fields.Float("Value of the Surplus", digits=(16, 2), compute="_compute_figures")
    needs_decision = fields.Boolean("Members Must Decide", compute="_compute_figures")

    _once = models.UniqueIndex("(round_id, coalesce(entity_id, 0), regime)")

    @api.depends("round_id", "entity_id", "regime")
    def _compute_display_name(self):
        regimes = dict(self._fields["regime"]._description_selection(self.env))
        for owner in self:
            # sudo: the name of an owner in a round one may read.
            owner.display_name = owner.sudo().entity_id.name or regimes.get(owner.regime, "")

    def _compute_figures(self):
        """Count and add up in the database, for all owners at once."""
        # sudo: the result of an owner is one, whoever looks.
        lines, finds = self.env["reform.count.line"].sudo(), self.env["reform.count.find"].sudo()
        known = {}
        for owner, status, difference, verdict, decide, number, cost, diff in lines._read_group(
            [("owner_id", "in", self.ids)],
            ["owner_id", "status", "difference", "verdict", "must_decide"],
            ["__count", "book_cost:sum", "diff_cost:sum"],
        ):
            known.setdefault(owner.id, []).append(
                (status, difference, verdict, decide, number, cost or 0, diff or 0)
            )
        surplus = {
            (count.id, entity.id, _regime(owner_class)): (number, value)
            for count, entity, owner_class, number, value in finds._read_group(
                [("round_id", "in", self.round_id.ids), ("status", "=", "accepted")],
                ["round_id", "entity_id", "owner_class"],
                ["__count", "value:sum"],
            )
        }
        for owner in self:
            rows = known.get(owner.id, [])
            owner.line_count = sum(row[4] for row in rows)
            owner.unseen_count = sum(row[4] for row in rows if row[0] in ("unseen", "recount"))
            owner.seen_count = owner.line_count - owner.unseen_count
            owner.difference_count = sum(row[4] for row in rows if row[1])
            owner.open_count = sum(row[4] for row in rows if row[0] == "open" and row[3])
            owner.book_cost = sum(row[5] for row in rows)
            written = [row for row in rows if row[2] == "write_off"]
            owner.shortage_count = sum(row[4] for row in written)
            owner.shortage_cost = -sum(row[6] for row in written)
            owner.quantity_cost = sum(
                row[6] for row in rows if row[2] == "adjust_card" and row[1] == "quantity"
            )
            owner.surplus_count, owner.surplus_value = surplus.get(
                (owner.round_id.id, owner.entity_id.id, owner.regime), (0, 0)
            )
            owner.needs_decision = owner.regime == "collective" and bool(
                owner.shortage_count or owner.quantity_cost or owner.surplus_count
            )

    # --- confirming ---

    def action_confirm(self):
        """Confirm the result of one's things: the office that answers for them, or the members' vote."""
        for owner in self:
            if owner.round_id.state != "differences":
                raise UserError(
                    messages.not_deciding(
                        self.env, round=owner.round_id.display_name, state=owner.round_id._state_label()
                    )
                )
            owner._refuse_own_hand()
            if problems := owner.round_id._open_work(owner):
                raise UserError(messages.problems(self.env, problems, head=owner.display_name))
            if owner.needs_decision:
                owner._check_decision()
            owner._approve("confirmed", *CONFIRMING[owner.regime])
        # sudo: a deputy signs without the rights of the role; role, scope and own hand were asked above.
        return self.sudo()._move("confirmed", confirmed_by_id=self.env.uid, confirmed_on=civil_day.today())

    def action_reopen(self, reason=None):
        """Take a confirmation back before the round is confirmed; a decision made anew needs a new vote."""
        if self.round_id.filtered(lambda count: count.state != "differences"):
            raise UserError(messages.confirmed_stays(self.env))
        reason = (reason or "").strip() or messages.reopened(self.env)
        self._return("confirmed", *JUDGES, reason=reason)
        return self.sudo()._move("open", reason=reason, confirmed_by_id=False, confirmed_on=False)

    def _approval_requesters(self):
        """Return who has counted, decided or explained anything of this owner: they confirm nothing of it."""
        self.ensure_one()
        lines = self.env["reform.count.line"].sudo()
        hands = self.env["res.users"]
        for name in HANDS:
            for [user] in lines._read_group([("owner_id", "=", self.id), (name, "!=", False)], [name]):
                hands |= user
        return hands

    def _refuse_own_hand(self):
        """Who has counted or decided any of it does not confirm it."""
        self.ensure_one()
        if self.env.su:
            return
        own = self.env.user in self._approval_requesters()
        if own:
            raise AccessError(messages.own_result(self.env, owner=self.display_name))

    def _decision_in_use(self):
        self.ensure_one()
        return self.state == "confirmed"

    def _decision_carried_out(self):
        self.ensure_one()
        return self.round_id.state in ("closed", "reported")

    def action_lines(self):
        """Show the lines of this owner."""
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_assets.reform_count_line_action")
        return {**action, "domain": [("owner_id", "in", self.ids)], "context": {}}

    def _seal_payload(self):
        self.ensure_one()
        figures = {
            name: str(round(self[name], 2)) if isinstance(self[name], float) else self[name]
            for name in self._decision_term_fields[1:]
        }
        return {"id": self.id, "round": self.round_id.code, "owner": self.entity_id.id, **figures}


def _regime(owner_class):
    return owner_class if owner_class in ("state", "unconfirmed") else "collective"
