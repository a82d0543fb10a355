"""The world of plans: a confirmed idle card, a plan brought to any step by the people who would do it."""

import base64

from odoo import fields
from odoo.addons.reform_decision.walkthrough import PICTURE, pass_decision
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

from .common import AssetCase, AssetHttpCase

PAPER = base64.b64encode("材料（示例）".encode())


class PlanWorld:
    """What both kits build on the world of assets: an idle card with a plan, and the way up."""

    def idle_card(self, **vals):
        """Return a confirmed card that has been idle for a year."""
        values = {
            "use_state": "idle",
            "idle_since": self.days_ago(400),
            "idle_reason": "学校撤并",
            "name": "老办公场地",
        }
        return self.confirm(self.card(**values | vals))

    def destination(self, code, scheme=None):
        scheme = scheme or self.env.ref("reform_assets.reform_scheme_example")
        return scheme.destination_ids.filtered(lambda destination: destination.code == code)

    def method(self, code):
        return self.env.ref(f"reform_assets.scheme_method_{code}")

    def use(self, destination="office", method="self_use", **vals):
        """Return the values of a use line."""
        return {
            "name": "村便民服务点",
            "destination_id": self.destination(destination).id,
            "method_id": self.method(method).id,
            "use_type_id": self.env.ref("reform_assets.use_type_convenience").id,
            **vals,
        }

    def plan(self, assets=None, uses=None, role="clerk", **vals):
        """Return a sound draft of a plan."""
        assets = self.idle_card() if assets is None else assets
        values = {
            "asset_id": assets[:1].id,
            "line_ids": [Command.create({"asset_id": asset.id}) for asset in assets[1:]],
            "use_ids": [Command.create(use) for use in (uses or [self.use()])],
            "budget": 20000,
            "deadline": fields.Date.add(civil_day.today(), months=6),
            "responsible_id": self.users["director"].id,
            "consultation": "村两委会商，一致同意。",
            **vals,
        }
        return self.as_(role, self.env["reform.plan"]).create(values).with_env(self.env)

    def paper(self, plan, kind, role="clerk"):
        values = {"plan_id": plan.id, "kind": kind, "name": f"{kind}.txt", "file": PAPER}
        return self.as_(role, self.env["reform.plan.paper"]).create(values)

    def approved(self, plan):
        """Return the plan, decided by the members and approved."""
        self.as_("clerk", plan).action_consult()
        pass_decision(plan, self.users, vals={"body": "representative_assembly"})
        self.as_("township", plan).action_approve()
        return plan

    def in_use(self, plan, kind="handover"):
        """Return the plan in use, shown by a paper of the kind."""
        if plan.state == "draft":
            self.approved(plan)
        self.as_("director", plan).action_prepare()
        if kind:
            self.paper(plan, kind)
        self.as_("director", plan).action_put_in_use()
        return plan

    def acceptance(self, plan, role="clerk", **vals):
        values = {
            "plan_id": plan.id, "photo": PICTURE, "income_year": 12000, "jobs": 3, "beneficiaries": 120,
            "area_in_use": 100, "figures_known": True, **vals,
        }  # fmt: skip
        return self.as_(role, self.env["reform.plan.acceptance"]).create(values).with_env(self.env)

    def accepted(self, plan):
        """Return the plan accepted by both sides."""
        if plan.state != "in_use":
            self.in_use(plan)
        acceptance = self.acceptance(plan)
        self.as_("township", acceptance).action_sign()
        self.as_("supervisor", acceptance).action_sign()
        return plan


class PlanCase(PlanWorld, AssetCase):
    """The kit for tests of models."""


class PlanHttpCase(PlanWorld, AssetHttpCase):
    """The kit for tests over the real HTTP port."""
