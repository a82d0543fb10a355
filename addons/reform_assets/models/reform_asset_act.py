from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import act as act_rule
from odoo.addons.reform_rules.money import ZERO, yuan
from odoo.addons.reform_seal import serial
from odoo.exceptions import UserError

from ..messages import act as messages
from .reform_asset import OWNER_CLASSES
from .reform_asset_regime import REGIMES

KINDS = [
    ("opening", "Opening Position"),
    ("bought", "Bought"),
    ("built", "Built"),
    ("granted", "Granted"),
    ("donated", "Donated"),
    ("allocated", "Received by Free Transfer"),
    ("surplus", "Surplus Found"),
    ("improve", "Improved"),
    ("split", "Divided"),
    ("merge", "Put Together"),
    ("revalue", "Revalued"),
    ("move", "Moved"),
    ("lend", "Lent Free of Charge"),
    ("give_back", "Given Back"),
    ("shortage", "Shortage Found"),
    ("removal", "Removed from the Register"),
    ("undo", "Taken Back"),
]
STATES = [
    ("draft", "Draft"),
    ("submitted", "Submitted"),
    ("approved", "Approved"),
    ("done", "Carried Out"),
    ("undone", "Taken Back"),
]
# What a removal is in the books: into clearing, given away, put into a company.
REMOVALS = [
    ("asset_removed", "Into Clearing"),
    ("asset_given", "Given Away"),
    ("asset_contributed", "Contributed"),
]
CONTENT = frozenset(
    {
        "kind", "date", "place_id", "entity_id", "to_place_id", "partner_id", "returns_on", "amount",
        "more_months", "leaves_as", "removal", "use_after", "cash", "reason", "ref_no", "line_ids",
        "paper_ids",
    }
)  # fmt: skip
ENTERS = ("reform_places.group_clerk", "reform_places.group_township")
CARRIES_OUT = (*ENTERS, "reform_places.group_accountant")


class ReformAssetAct(models.Model):
    """What happened to assets: bought, divided, lent, lost, removed; on paper, approved, sealed.

    *What it accepts*: cards of one owner, the papers the kind asks for. *How to use*: draft, submitted,
    approved by whom the regime and the amount name, carried out; other modules call `_enact` for an act their
    own record has had approved. *How it works*: the values before and after stand in the lines, so that an
    act that was wrong is taken back by another act which restores them; nothing is deleted.
    """

    _name = "reform.asset.act"
    _description = "Act on Asset Cards"
    _inherit = ["reform.approval.mixin", "reform.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    _state_edges = frozenset(
        {
            ("draft", "submitted"),
            ("submitted", "approved"),
            ("submitted", "draft"),
            ("approved", "draft"),
            ("approved", "done"),
            # An act whose approval is that of its origin: a closed count, a concluded disposal.
            ("draft", "done"),
            ("done", "undone"),
        }
    )
    _guarded_fields = frozenset(
        {
            "name", "submitted_by_id", "approved_by_id", "done_by_id", "done_at", "undo_of_id",
            "origin_model", "origin_id", "origin_ref",
        }
    )  # fmt: skip
    _frozen_fields = CONTENT

    name = fields.Char("Act No.", readonly=True, copy=False, index=True)
    kind = fields.Selection(KINDS, required=True, index=True)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True)
    date = fields.Date("Day", required=True, default=civil_day.today, help="When it happened.")
    entity_id = fields.Many2one("reform.entity", "Owner", index=True, ondelete="restrict")
    place_id = fields.Many2one(
        "reform.place", required=True, index=True, ondelete="restrict",
        default=lambda self: self.env["res.users"]._only_place(),
    )  # fmt: skip
    owner_class = fields.Selection(OWNER_CLASSES, compute="_compute_regime", store=True)
    regime = fields.Selection(REGIMES, compute="_compute_regime", store=True, index=True)
    reason = fields.Text("Facts and Reason", help="What happened, and why.")
    ref_no = fields.Char("Document No.", help="Number of the contract, resolution or approval it rests on.")

    line_ids = fields.One2many("reform.asset.act.line", "act_id", "Cards", copy=True)
    asset_ids = fields.Many2many(
        "reform.asset", string="Asset Cards", compute="_compute_asset_ids", search="_search_asset_ids"
    )
    paper_ids = fields.One2many("reform.asset.act.paper", "act_id", "Papers")
    papers_missing = fields.Char(compute="_compute_papers_missing")
    problem_text = fields.Text("To Be Completed", compute="_compute_problem_text")

    # What only some kinds ask for
    to_place_id = fields.Many2one("reform.place", "New Place", ondelete="restrict")
    partner_id = fields.Many2one(
        "res.partner", "Other Side", ondelete="restrict", help="Seller, donor or borrower."
    )
    returns_on = fields.Date("To Be Returned On")
    amount = fields.Float("Cost of the Improvement", digits=(16, 2), help="In yuan.")
    more_months = fields.Integer("Longer Life (Months)", aggregator=None)
    cash = fields.Boolean("Paid in Notes")
    leaves_as = fields.Selection([("disposed", "Disposed Of"), ("scrapped", "Scrapped")], default="disposed")
    removal = fields.Selection(REMOVALS, "Way Out of the Books", default="asset_removed")
    use_after = fields.Selection([("in_use", "In use"), ("idle", "Idle")], "Use Afterwards", default="in_use")

    # Who put their name to it
    submitted_by_id = fields.Many2one("res.users", "Submitted by", readonly=True, copy=False)
    approved_by_id = fields.Many2one("res.users", "Approved by", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", "Carried Out by", readonly=True, copy=False)
    done_at = fields.Datetime("Carried Out at", readonly=True, copy=False)
    undo_of_id = fields.Many2one(
        "reform.asset.act", "Takes Back", readonly=True, copy=False, index="btree_not_null"
    )
    undo_ids = fields.One2many("reform.asset.act", "undo_of_id", "Taken Back by")
    origin_model = fields.Char(readonly=True, copy=False)
    origin_id = fields.Integer("Origin Record", readonly=True, copy=False, aggregator=None)
    origin_ref = fields.Char(
        "Rests On", readonly=True, copy=False, help="The count or disposal that approved it."
    )
    worth = fields.Float(
        digits=(16, 2), compute="_compute_worth", store=True, help="What decides who approves."
    )
    approver_text = fields.Char("Approved by Role", compute="_compute_approvers")
    can_approve = fields.Boolean(compute="_compute_approvers")

    _name_unique = models.UniqueIndex("(name)")
    _amounts = models.Constraint(
        "CHECK (coalesce(amount, 0) >= 0 AND coalesce(more_months, 0) >= 0)",
        lambda env, _diag: messages.amount_negative(env),
    )

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        self.env.cr.execute("CREATE SEQUENCE IF NOT EXISTS reform_asset_act_seq")

    # --- what follows from the cards ---

    @api.depends("line_ids.asset_id.owner_class")
    def _compute_regime(self):
        for act in self:
            card = act.line_ids.asset_id[:1]
            act.owner_class, act.regime = card.owner_class, card.regime

    @api.depends("line_ids.asset_id", "line_ids.result_id")
    def _compute_asset_ids(self):
        for act in self:
            act.asset_ids = act.line_ids.asset_id | act.line_ids.result_id

    def _search_asset_ids(self, operator, value):
        domain = [("asset_id", operator, value)]
        return ["|", ("line_ids", "any", domain), ("line_ids", "any", [("result_id", operator, value)])]

    @api.depends("kind", "amount", "line_ids.cost", "line_ids.asset_id.cost")
    def _compute_worth(self):
        for act in self:
            cards = act.line_ids.filtered("asset_id")
            held = sum((yuan(card.cost) for card in cards.asset_id), ZERO)
            given = sum((yuan(line.cost) for line in cards), ZERO)
            act.worth = float(yuan(act.amount) if act.kind == "improve" else max(held, given))

    @api.depends("paper_ids.kind", "kind", "regime")
    def _compute_papers_missing(self):
        names = dict(self.env["reform.asset.act.paper"]._fields["kind"]._description_selection(self.env))
        for act in self:
            needed = act_rule.papers_of(act.kind, act.regime) if act.kind in act_rule.KINDS else ()
            missing = [names[one] for one in needed if one not in act.paper_ids.mapped("kind")]
            act.papers_missing = messages.listed(self.env, missing)

    @api.depends("kind", "date", "line_ids", "paper_ids", "state")
    def _compute_problem_text(self):
        for act in self:
            found = act._problems() if act.state in ("draft", "submitted", "approved") and act.kind else []
            act.problem_text = "\n".join(messages.problems(self.env, found))

    @api.depends("kind", "regime", "worth", "state")
    @api.depends_context("uid")
    def _compute_approvers(self):
        for act in self:
            groups = act._approver_groups() if act.kind else ()
            names = [self.env.ref(one).sudo().name for one in groups]
            act.approver_text = messages.listed(self.env, names, style="or")
            hands = act.sudo()._approval_requesters()
            held = set((act.acting_groups or "").split())
            act.can_approve = (
                act.state == "submitted" and self.env.user not in hands and bool(held & set(groups))
            )

    def _approver_groups(self):
        """Return the groups of whom one approves the act."""
        self.ensure_one()
        kind = self.undo_of_id.kind if self.kind == "undo" else self.kind
        day = self.date or civil_day.today()
        rules = self.env["reform.parameter"]._at(day, self.place_id)
        worth = max(yuan(self.worth), yuan(self.undo_of_id.worth))
        return tuple(
            f"reform_places.group_{role}"
            for role in act_rule.approvers(kind, self.regime or None, worth, rules)
        )

    def _approval_requesters(self):
        return super()._approval_requesters() | self.sudo().submitted_by_id

    @api.depends("name", "kind")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for act in self:
            act.display_name = f"{act.name or ''} {labels.get(act.kind, '')}".strip()

    # --- create ---

    @api.model_create_multi
    def create(self, vals_list):
        acts = super().create(vals_list)
        numbers = self._next_numbers(len(acts))
        for act, number in zip(acts, numbers, strict=True):
            act.sudo()._set_guarded({"name": number})
        return acts

    @api.model
    def _next_numbers(self, count):
        return [f"BD{number:07d}" for number in serial.numbers(self.env.cr, "reform_asset_act_seq", count)]

    # --- the road ---

    def action_submit(self):
        """The village or the township hands the acts in, with their papers."""
        self._require_group(*ENTERS)
        for act in self:
            act._take_owner()
        self._refuse_problems()
        self._move("submitted", submitted_by_id=self.env.uid)
        return True

    def action_approve(self):
        """Who the regime and the amount name approves; never who asked for it."""
        for act in self:
            groups = act._approver_groups()
            act._refuse_place_out_of_scope()
            act._approve("approved", *groups)
        self._refuse_problems()
        self.sudo()._move("approved", approved_by_id=self.env.uid)
        return True

    def action_return(self, reason=None):
        """Send the acts back to who entered them, with the reason."""
        if not (reason or "").strip():
            return self._ask_reason("act_return")
        for act in self:
            act._return("approved", *act._approver_groups(), reason=reason)
        self.sudo()._move("draft", reason=reason.strip(), submitted_by_id=False, approved_by_id=False)
        return True

    def action_carry_out(self):
        """Write into the cards what was approved, and seal it."""
        self._require_group(*CARRIES_OUT)
        self.check_access("read")
        waiting = self.filtered(lambda act: act.state != "approved")
        if waiting:
            raise UserError(messages.not_approved(self.env, act=waiting[0].name))
        self._refuse_problems()
        return self._carry_out()

    def _ask_reason(self, act):
        return {
            "type": "ir.actions.act_window",
            "res_model": "reform.asset.reason",
            "view_mode": "form",
            "target": "new",
            "name": messages.reason_title(self.env, act),
            "context": {"default_act": act, "default_res_ids": self.ids},
        }

    def _take_owner(self):
        """Let the act lie where its cards lie, with their owner."""
        self.ensure_one()
        card = self.line_ids.asset_id[:1]
        if card:
            self.write({"entity_id": card.entity_id.id, "place_id": card.place_id.id})

    def _refuse_place_out_of_scope(self):
        """Raise UserError when a thing is to be moved to where the approver has nothing to say."""
        scope = self.env.user.sudo().reform_scope_ids
        if self.kind == "move" and not self.env.su:
            inside = self.env["reform.place"].search_count(
                [("id", "=", self.to_place_id.id), ("id", "child_of", scope.ids)]
            )
            if not inside:
                raise UserError(messages.place_out_of_scope(self.env, place=self.to_place_id.display_name))

    def _refuse_problems(self):
        found = []
        for act in self:
            found += [
                messages.of_act(self.env, act.name, one)
                for one in messages.problems(self.env, act._problems())
            ]
        if found:
            raise UserError("\n".join(found))

    def _problems(self):
        """Return what keeps the act from going on, as Problems."""
        self.ensure_one()
        if self.kind == "undo" or self.undo_of_id:
            return self._undo_problems()
        return act_rule.check(self._plain(), civil_day.today())

    # --- plain values ---

    def _plain(self):
        """Return the act as the rule sees it."""
        self.ensure_one()
        cards = self.line_ids.filtered("asset_id")
        changed = cards if self.kind != "split" else self.line_ids - cards
        rests = self.origin_model and self.origin_id
        return act_rule.Facts(
            kind=self.kind,
            regime=self.regime or None,
            on=self.date or None,
            cards=tuple(line._plain_card() for line in cards),
            after=tuple(line._plain_after() for line in changed),
            papers=None if rests else frozenset(self.paper_ids.mapped("kind")),
            amount=yuan(self.amount),
            borrower=bool(self.partner_id),
            returns_on=self.returns_on or None,
            new_place=bool(self.to_place_id) and self.to_place_id not in cards.asset_id.place_id,
        )

    def _seal_payload(self):
        self.ensure_one()
        lines = self.line_ids.sorted("id")
        return {
            "id": self.id,
            "name": self.name or "",
            "kind": self.kind,
            "date": self.date,
            "entity_id": self.entity_id.id or 0,
            "amount": yuan(self.amount),
            "to_place_id": self.to_place_id.id or 0,
            "partner_id": self.partner_id.id or 0,
            "returns_on": self.returns_on or "",
            "reason": self.reason or "",
            "undo_of": self.undo_of_id.id or 0,
            "origin": self.origin_ref or "",
            "lines": [line._sealed() for line in lines],
            "papers": [[paper.kind, paper.digest] for paper in self.paper_ids.sorted("id")],
        }
