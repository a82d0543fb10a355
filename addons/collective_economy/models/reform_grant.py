from odoo import api, fields, models
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import project as messages

KINDS = [
    ("received", "Money Received"),
    ("spent_asset", "Spent on an Asset"),
    ("covered", "Works Paid before Covered"),
    ("spent_cost", "Spent on Costs"),
    ("returned", "Given Back"),
    ("finished", "Works Finished"),
]


class ReformGrant(models.Model):
    """Money given for a purpose: what came, what it was spent on, what is left or went back.

    A grant for a project is a debt until it is spent on what it was given for; a subsidy for running the
    village is income on the day it comes.
    """

    _name = "reform.grant"
    _description = "Grant of Public Money"
    _inherit = ["reform.project.mixin"]

    # A settled grant is under way again when something of it was taken back.
    _state_edges = frozenset({("draft", "open"), ("open", "closed"), ("closed", "open")})
    _frozen_fields = frozenset({"purpose", "granted", "grantor_id", "doc_no"})
    _prefix = "GR"
    _move_model = "reform.grant.move"
    _recordable = {  # noqa: RUF012
        "open": ("received", "spent_asset", "covered", "spent_cost", "returned", "finished")
    }
    _back_states = dict.fromkeys((kind for kind, _label in KINDS), ("open", "closed"))

    purpose = fields.Selection(
        [("project", "For a Project"), ("running", "Running Subsidy")],
        "Kind of Grant",
        required=True,
        default="project",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("open", "Under Way"), ("closed", "Settled in Full")],
        required=True, default="draft", readonly=True, index=True,
    )  # fmt: skip
    grantor_id = fields.Many2one("res.partner", "Granting Body", ondelete="restrict")
    doc_no = fields.Char("Document No.")
    granted = fields.Float("Amount Granted", digits=(16, 2), required=True)
    move_ids = fields.One2many("reform.grant.move", "project_id", "Movements")
    received = fields.Float("Money Received", digits=(16, 2), compute="_compute_sums")
    spent = fields.Float(digits=(16, 2), compute="_compute_sums")
    returned = fields.Float("Given Back", digits=(16, 2), compute="_compute_sums")
    left = fields.Float(digits=(16, 2), compute="_compute_sums", help="Still to be spent or returned.")
    in_works = fields.Float(
        "In Unfinished Works", digits=(16, 2), compute="_compute_sums",
        help="Paid into works in progress and not finished.",
    )  # fmt: skip

    _granted = models.Constraint("CHECK (granted > 0)", "A grant is above nothing.")

    @api.depends("move_ids")
    def _compute_sums(self):
        for grant in self:
            grant.received = float(grant._sum("received"))
            spent = grant._sum("spent_asset", "covered", "spent_cost")
            grant.spent, grant.returned = float(spent), float(grant._sum("returned"))
            left = yuan(grant.received) - spent - yuan(grant.returned)
            grant.left = float(left) if grant.purpose == "project" else 0
            works = [move for move in grant._moves("spent_asset") if (move.account_code or "")[:3] == "153"]
            total = sum((yuan(move.amount) for move in works), yuan(0))
            grant.in_works = float(total - grant._sum("finished"))

    def action_verify(self):
        """The township confirms that the grant was made as the papers say; never who entered it."""
        self._approve_step("open", "reform_places.group_township", "reform_places.group_county_finance")
        return True

    def action_settle(self):
        """Close a grant of which nothing is left."""
        self._require_group("reform_places.group_accountant")
        for grant in self:
            if not grant._is_settled():
                raise UserError(
                    messages.grant_not_settled(
                        self.env, grant=grant.display_name, left=yuan(grant.left), works=yuan(grant.in_works)
                    )
                )
        self._move("closed")
        return True

    def _is_settled(self):
        self.ensure_one()
        return bool(self.received) and not yuan(self.left) and not yuan(self.in_works)

    def _after_move(self, kind):
        if self.purpose == "running" and kind != "received":
            raise UserError(messages.running_is_income(self.env, grant=self.display_name))
        if yuan(self.received) > yuan(self.granted):
            raise UserError(messages.more_than_granted(self.env, grant=self.display_name))
        if self.purpose == "project" and (yuan(self.left) < 0 or yuan(self.in_works) < 0):
            raise UserError(messages.more_than_there_is(self.env, project=self.display_name))
        if self.state == "closed" and not self._is_settled():
            self.sudo()._move("open")


class ReformGrantMove(models.Model):
    """Money of a grant that came, was spent or went back."""

    _name = "reform.grant.move"
    _description = "Movement of a Grant"
    _inherit = ["reform.project.move.mixin"]

    _events = {  # noqa: RUF012
        "received": "grant_received",
        "spent_asset": "grant_spent_asset",
        "covered": "grant_covered",
        "spent_cost": "grant_spent_cost",
        "returned": "grant_returned",
        "finished": "grant_finished",
    }

    project_id = fields.Many2one("reform.grant", "Grant", required=True, index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, required=True)

    def _posting_kind(self):
        if self.project_id.sudo().purpose == "running":
            return "subsidy_received"
        return super()._posting_kind()
