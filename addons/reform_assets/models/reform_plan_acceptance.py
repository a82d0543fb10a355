from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import plan as plan_rule
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import AccessError, UserError

from ..messages import plan as messages

STATES = [
    ("draft", "Entered"),
    ("signed", "Signed by one side"),
    ("accepted", "Accepted"),
    ("refused", "Refused"),
]
TOWNSHIP = "reform_places.group_township"
SUPERVISOR = "reform_places.group_supervisor"
SIDES = {"township_signed_by_id": TOWNSHIP, "supervisor_signed_by_id": SUPERVISOR}


class ReformPlanAcceptance(models.Model):
    """Two people stand in the building and say that it is in use: who, how many, on how much of it.

    The township and the supervisors both sign, and neither of them proposed the plan. Only from here on does
    it count as revitalised.
    """

    _name = "reform.plan.acceptance"
    _description = "Acceptance on the Spot"
    _inherit = ["reform.approval.mixin", "reform.workflow.mixin", "mail.thread"]
    # Two names are two people.
    _approval_chains = (("signed", "accepted"),)
    _order = "id desc"
    _rec_name = "plan_id"

    _state_edges = frozenset(
        {("draft", "signed"), ("signed", "accepted"), ("draft", "refused"), ("signed", "refused")}
    )
    _guarded_fields = frozenset({"township_signed_by_id", "supervisor_signed_by_id", "signed_date"})
    _frozen_fields = frozenset(
        {
            "plan_id",
            "date",
            "photo",
            "income_year",
            "jobs",
            "beneficiaries",
            "area_in_use",
            "figures_known",
            "note",
        }
    )

    plan_id = fields.Many2one("reform.plan", required=True, index=True, ondelete="restrict")
    place_id = fields.Many2one(related="plan_id.place_id", string="Place", store=True, index=True)
    entity_id = fields.Many2one(related="plan_id.entity_id", string="Owner", store=True, index=True)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, index=True)
    date = fields.Date("Day of the Visit", required=True, default=civil_day.today)
    photo = fields.Image(max_width=1600, max_height=1600)
    income_year = fields.Float("Income per Year", digits=(16, 2), help="In yuan, as it really is.")
    jobs = fields.Integer()
    beneficiaries = fields.Integer("People Served")
    area_in_use = fields.Float("Area in Use (㎡)", digits=(16, 2))
    figures_known = fields.Boolean(
        "The Figures Are Complete", help="Tick when all four figures are entered; 0 then means none."
    )
    note = fields.Text("Remarks")
    township_signed_by_id = fields.Many2one("res.users", "Signed for the Township", readonly=True, copy=False)
    supervisor_signed_by_id = fields.Many2one(
        "res.users", "Signed for the Supervisors", readonly=True, copy=False
    )
    signed_date = fields.Date("Signed On", readonly=True, copy=False)

    _one_at_a_time = models.UniqueIndex(
        "(plan_id) WHERE state IN ('draft', 'signed')", lambda env, _diag: messages.acceptance_twice(env)
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._require_group("reform_places.group_clerk", "reform_places.group_director", TOWNSHIP, SUPERVISOR)
        found = super().create(vals_list)
        for acceptance in found:
            acceptance._refuse_plan_not_in_use()
        return found

    def action_sign(self):
        """Sign for one's side; with the second name the plan is accepted."""
        self._require_group(TOWNSHIP, SUPERVISOR)
        at = civil_day.today()
        for acceptance in self:
            acceptance._refuse_plan_not_in_use()
            acceptance._refuse_own_hand()
            found = plan_rule.check_acceptance(acceptance._plain(), at, self.env["reform.parameter"]._at(at))
            if found:
                raise UserError(
                    messages.plan_refused(
                        self.env,
                        plan=acceptance.plan_id.display_name,
                        sentences=messages.plan_problems(self.env, found),
                    )
                )
            side = acceptance._side()
            acceptance._approve("signed" if acceptance.state == "draft" else "accepted", SIDES[side])
            if acceptance.state == "draft":
                acceptance._move("signed", **{side: self.env.uid})
            else:
                acceptance._move("accepted", **{side: self.env.uid}, signed_date=at)
                # sudo: the plan follows from the two names.
                acceptance.plan_id.sudo()._step("accepted", counted_from=at)
        return True

    def action_refuse(self):
        """Refuse: what was found is not what was planned."""
        self._require_group(TOWNSHIP, SUPERVISOR)
        return self._move("refused")

    def _approval_requesters(self):
        # Neither who enters the acceptance signs it, nor who proposed the plan.
        return super()._approval_requesters() | self.sudo().plan_id._proposers()

    def _side(self):
        """Return the field the user signs in; refuse a side that has signed."""
        has = self.env.user.has_group
        free = [side for side, group in SIDES.items() if (self.env.su or has(group)) and not self[side]]
        if not free:
            raise UserError(messages.acceptance_signed_already(self.env))
        return free[0]

    def _refuse_plan_not_in_use(self):
        plan = self.plan_id.sudo()
        if plan.state != "in_use":
            raise UserError(
                messages.acceptance_not_open(self.env, plan=plan.display_name, state=plan._state_label())
            )

    def _refuse_own_hand(self):
        hands = self._approval_requesters() | self.township_signed_by_id | self.supervisor_signed_by_id
        if not self.env.su and self.env.user in hands:
            raise AccessError(messages.acceptance_own_hand(self.env, plan=self.plan_id.display_name))

    def _plain(self):
        """Return the acceptance as the rule sees it."""
        self.ensure_one()
        known = self.figures_known
        area = sum(Decimal(repr(asset.area_sqm or 0.0)) for asset in self.plan_id._assets())
        return plan_rule.Acceptance(
            on=self.date or None,
            has_photo=bool(self.with_context(bin_size=True).photo),
            income=yuan(self.income_year) if known else None,
            jobs=self.jobs if known else None,
            beneficiaries=self.beneficiaries if known else None,
            area_in_use=Decimal(repr(self.area_in_use or 0.0)) if known else None,
            area=Decimal(area),
        )

    def _seal_payload(self):
        self.ensure_one()
        photo = (
            self.sudo()
            .env["ir.attachment"]
            .search(
                [("res_model", "=", self._name), ("res_field", "=", "photo"), ("res_id", "=", self.id)],
                limit=1,
            )
        )
        return {
            "id": self.id,
            "plan_id": self.plan_id.id,
            "date": self.date,
            "photo": photo.checksum or "",
            "income": yuan(self.income_year),
            "jobs": self.jobs,
            "beneficiaries": self.beneficiaries,
            "area": yuan(self.area_in_use),
            "signed": [self.township_signed_by_id.id or 0, self.supervisor_signed_by_id.id or 0],
        }
