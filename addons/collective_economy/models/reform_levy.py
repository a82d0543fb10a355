from odoo import api, fields, models
from odoo.addons.reform_rules.money import ZERO, split, yuan
from odoo.exceptions import UserError

from ..messages import project as messages
from .reform_project_move_mixin import WRITERS

KINDS = [
    ("approved", "Levied"),
    ("collected", "Collected"),
    ("labour", "Labour Contributed"),
    ("paid", "Works Paid"),
    ("finished", "Works Finished"),
]
# Who puts in force what the assembly has resolved.
APPROVERS = ("reform_places.group_supervisor", "reform_places.group_township")


class ReformLevy(models.Model):
    """一事一议: money and labour the villagers have resolved to give for one work of the village.

    Every household owes its share from the resolution on; what is collected pays the works, and when they
    are finished what was levied becomes part of the reserve.
    """

    _name = "reform.levy"
    _description = "Levy for One Project"
    _inherit = ["reform.decision.gate", "reform.project.mixin"]

    _state_edges = frozenset(
        {
            ("draft", "open"),
            ("open", "finished"),
            ("finished", "closed"),
            # The levy, the finished works or a collection was taken back.
            ("open", "draft"),
            ("finished", "open"),
            ("closed", "open"),
            ("closed", "finished"),
        }
    )
    _frozen_fields = frozenset({"line_ids", "day_rate", "decision_id", "levied_before", "works_before"})
    _prefix = "LV"
    _move_model = "reform.levy.move"
    _recordable = {  # noqa: RUF012
        "open": ("collected", "labour", "paid"), "finished": ("collected",)
    }  # fmt: skip
    _back_states = {  # noqa: RUF012
        "approved": ("open",),
        "collected": ("open", "finished", "closed"),
        "labour": ("open",),
        "paid": ("open",),
        "finished": ("finished", "closed"),
    }
    _back_groups = {  # noqa: RUF012
        "approved": APPROVERS, "finished": ("reform_places.group_accountant",)
    }  # fmt: skip
    _decision_kind = "levy"
    _decision_term_fields = ("title", "total", "household_count", "day_rate")

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("open", "Under Way"),
            ("finished", "Works Finished"),
            ("closed", "Settled in Full"),
        ],
        required=True,
        default="draft",
        readonly=True,
        index=True,
    )
    line_ids = fields.One2many("reform.levy.line", "levy_id", "Households", copy=True)
    day_rate = fields.Float("Day Rate of Labour", digits=(16, 2), help="In yuan, as the assembly agreed.")
    levied_before = fields.Float(
        "Levied under the Old Books", digits=(16, 2), help="What the opening balances carry of this levy."
    )
    works_before = fields.Float(
        "Works under the Old Books", digits=(16, 2), help="Works in progress the opening balances carry."
    )
    move_ids = fields.One2many("reform.levy.move", "project_id", "Movements")
    household_count = fields.Integer("Number of Households", compute="_compute_total", store=True)
    total = fields.Float("To Be Levied", digits=(16, 2), compute="_compute_total", store=True)
    collected = fields.Float(digits=(16, 2), compute="_compute_sums")
    outstanding = fields.Float(digits=(16, 2), compute="_compute_sums")
    works = fields.Float("Cost of the Works", digits=(16, 2), compute="_compute_sums")

    _before = models.Constraint(
        "CHECK (coalesce(levied_before, 0) >= 0 AND coalesce(works_before, 0) >= 0)",
        "What the old books carry of a levy is not below nothing.",
    )

    @api.depends("line_ids.amount")
    def _compute_total(self):
        for levy in self:
            levy.total = float(sum((yuan(line.amount) for line in levy.line_ids), ZERO))
            levy.household_count = len(levy.line_ids)

    @api.depends("move_ids", "works_before")
    def _compute_sums(self):
        for levy in self:
            levy.collected = float(levy._sum("collected"))
            levy.outstanding = float(levy._sum("approved") - levy._sum("collected"))
            levy.works = float(levy._sum("paid", "labour") + yuan(levy.works_before))

    def action_levy(self):
        """The assembly has resolved it: from now on every household owes its share."""
        for levy in self:
            if not levy.line_ids or not all(yuan(line.amount) > 0 for line in levy.line_ids):
                raise UserError(messages.levy_empty(self.env, levy=levy.display_name))
        self._check_decision()
        self._approve_step("open", *APPROVERS)
        for levy in self:
            parts = [[str(yuan(line.amount)), line.partner_id.id, "", ""] for line in levy.line_ids]
            levy._record("approved", levy.total, method=False, parts=parts)
        return True

    def action_finish(self, account=None):
        """The works are finished: they become an asset, or an expense where they form none, and what was
        levied becomes reserve."""
        self._require_group("reform_places.group_accountant")
        self.check_access("write")
        for levy in self:
            if not levy.works:
                raise UserError(messages.no_works(self.env, levy=levy.display_name))
            code = account or ("15104" if levy.entity_id_chart() == "chart_2023" else "151")
            # Works the act on the card has taken out of 在建工程 are there already.
            works = ZERO if levy._entering_act() else yuan(levy.works)
            levied = yuan(levy.total) + yuan(levy.levied_before)
            parts = [[str(works), False, "works", code]] if works else []
            parts.append([str(levied), False, "levied", ""])
            levy._record("finished", works + levied, method=False, parts=parts)
            levy._move("finished")
        return True

    def entity_id_chart(self):
        """Return the version of the chart the collective's books follow."""
        self.ensure_one()
        book = self.env["ledger.book"].search([("entity_id", "=", self.entity_id.id)], limit=1)
        return book.chart_id.version or "chart_2023"

    def action_settle(self):
        """Close a levy of which nothing is outstanding."""
        self._require_group("reform_places.group_accountant")
        for levy in self:
            if levy.outstanding:
                raise UserError(
                    messages.levy_outstanding(self.env, levy=levy.display_name, amount=yuan(levy.outstanding))
                )
        self._move("closed")
        return True

    def action_share_evenly(self):
        """Divide an amount over the households by their persons, to the cent."""
        self._require_group(*WRITERS)
        for levy in self:
            lines = levy.line_ids
            weights = [line.persons or 1 for line in lines]
            for line, part in zip(lines, split(yuan(levy.total), weights) if lines else (), strict=True):
                line.amount = float(part)
        return True

    def _decision_in_use(self):
        return self.state != "draft"

    def _after_move(self, kind):
        if kind == "collected":
            for line in self.line_ids:
                if yuan(line.outstanding) < 0:
                    raise UserError(
                        messages.more_than_owed(
                            self.env, party=line.partner_id.display_name, project=self.display_name
                        )
                    )
            known = self.line_ids.partner_id
            if any(move.partner_id not in known for move in self._moves("collected")):
                raise UserError(messages.not_of_this_project(self.env, project=self.display_name))
            if self.state == "closed" and yuan(self.outstanding):
                self.sudo()._move("finished")
        elif kind == "approved" and not self._sum("approved"):
            for later in ("collected", "labour", "paid"):
                self._refuse_leant_on(later)
            self.sudo()._move("draft", approved_by_id=False)
        elif kind == "finished" and not self._sum("finished"):
            self.sudo()._move("open")


class ReformLevyLine(models.Model):
    """What one household gives."""

    _name = "reform.levy.line"
    _description = "Household of a Levy"
    _inherit = ["reform.workflow.line.mixin"]
    _order = "levy_id, id"
    _rec_name = "partner_id"

    _workflow_parent = "levy_id"

    levy_id = fields.Many2one("reform.levy", required=True, index=True, ondelete="cascade")
    entity_id = fields.Many2one(related="levy_id.entity_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", "Household", required=True, ondelete="restrict")
    persons = fields.Integer(default=1, aggregator=None)
    amount = fields.Float(digits=(16, 2))
    outstanding = fields.Float(digits=(16, 2), compute="_compute_outstanding")

    _once = models.UniqueIndex("(levy_id, partner_id)", "A household stands in a levy once.")

    def _compute_outstanding(self):
        for line in self:
            paid = line.levy_id._moves("collected").filtered(
                lambda move, line=line: move.partner_id == line.partner_id
            )
            owes = yuan(line.amount) if line.levy_id.state != "draft" else ZERO
            line.outstanding = float(owes - sum((yuan(move.amount) for move in paid), ZERO))


class ReformLevyMove(models.Model):
    """What happened to the money and the labour of a levy."""

    _name = "reform.levy.move"
    _description = "Movement of a Levy"
    _inherit = ["reform.project.move.mixin"]

    _events = {  # noqa: RUF012
        "approved": "levy_approved",
        "collected": "levy_collected",
        "labour": "levy_labour",
        "paid": "levy_paid",
        "finished": "levy_finished",
    }

    project_id = fields.Many2one("reform.levy", "Levy", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, required=True)
