from odoo import fields, models
from odoo.addons.reform_decision.walkthrough import as_person, pass_decision
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

from .reform_asset_demo import paper, picture

BODY = {"body": "representative_assembly"}
# name, destination, method, type of use, part of the area, people served, yearly income
USES = {
    "office": (("村史馆和老年活动室", "welfare", "self_use", "culture", 60, 320, 0),),
    "store": (("农资集散仓", "office", "self_use", "storage", 100, 150, 0),),
    "three": (
        ("日间照料中心", "welfare", "self_use", "elderly", 45, 86, 0),
        ("便民服务代办点", "office", "self_use", "convenience", 20, 410, 0),
        ("竹编非遗工坊", "industry", "self_use", "workshop", 35, 24, 9600),
    ),
    "capital": (("农业社会化服务站", "office", "self_use", "staff_housing", 100, 0, 0),),
}


class ReformAssetDemo(models.AbstractModel):
    """One plan for each idle house: drawn up, waiting, under way, in use and looked after."""

    _inherit = "reform.asset.demo"

    def _tell_plans(self):
        self._plan(10, "综合楼", "store", "draft", 60000)
        self._plan(8, "办公楼", "office", "approved", 48000)
        self._plan(6, "办公楼", "office", "preparing", 52000)
        self._look_after(self._plan(3, "办公楼", "three", "accepted", 126000))
        self._state_plan()

    def _plan(self, village, name, uses, upto, budget):
        """Bring the plan of a card to a state, by the people who would do it."""
        crew, card = self._crew(village), self._card(village, name)
        plan = self._draft_plan(card, crew, uses, budget)
        if upto == "draft":
            return plan
        plan.action_consult()
        pass_decision(plan, crew, vals=BODY)
        as_person(plan, crew["township"]).action_approve()
        if upto == "approved":
            return plan
        as_person(plan, crew["director"]).action_prepare()
        if upto == "preparing":
            return plan
        self._plan_paper(plan, "handover", "移交使用单")
        as_person(plan, crew["director"]).action_put_in_use()
        acceptance = as_person(self.env["reform.plan.acceptance"], crew["clerk"]).create(
            {
                "plan_id": plan.id,
                "photo": picture("office"),
                "income_year": 9600,
                "jobs": 6,
                "beneficiaries": 520,
                "area_in_use": card.area_sqm,
                "figures_known": True,
                "note": "三处功能室均已挂牌使用，消防通道畅通。",
            }
        )
        as_person(acceptance, crew["township"]).action_sign()
        as_person(acceptance, crew["supervisor"]).action_sign()
        return plan

    def _draft_plan(self, card, crew, uses, budget):
        today = civil_day.today()
        scheme = self.env["reform.scheme"]._in_force(card.county_id, today)
        rows = []
        for name, destination, method, use, part, served, income in USES[uses]:
            aim = scheme.destination_ids.filtered(lambda one, code=destination: one.code == code)
            rows.append(
                {
                    "name": name,
                    "destination_id": aim.id,
                    "method_id": self.env.ref(f"reform_assets.scheme_method_{method}").id,
                    "use_type_id": self.env.ref(f"reform_assets.use_type_{use}").id,
                    "share_percent": part,
                    "beneficiaries": served,
                    "income_year": income,
                    "income_basis": "estimate" if income else "zero",
                }
            )
        return as_person(self.env["reform.plan"], crew["clerk"]).create(
            {
                "asset_id": card.id,
                "use_ids": [Command.create(row) for row in rows],
                "funding_ids": [
                    Command.create({"source": "county", "amount": budget * 0.6}),
                    Command.create({"source": "collective", "amount": budget * 0.4}),
                ],
                "budget": budget,
                "deadline": fields.Date.add(today, months=7),
                "responsible_id": crew["director"].id,
                "consultation": "村两委与镇农经站现场会商，征求了周边二十三户意见，一致同意。",
            }
        )

    def _plan_paper(self, plan, kind, name):
        values = {"plan_id": plan.id, "kind": kind, "name": f"{name}.txt", "file": paper(name)}
        plan.env["reform.plan.paper"].create(values)

    def _look_after(self, plan):
        """One visit was missed, the next was made and reported."""
        crew, today = self._crew(3), civil_day.today()
        visits = as_person(self.env["reform.inspection"], crew["supervisor"])
        visits.create({"plan_id": plan.id, "date_due": fields.Date.subtract(today, days=75)})
        self.env["reform.inspection"]._cron_inspections()
        visit = visits.create(
            {
                "plan_id": plan.id,
                "date_due": fields.Date.subtract(today, days=3),
                "date": fields.Date.subtract(today, days=2),
                "result": "in_use",
                "photo": picture("office"),
                "note": "照料中心当日有十四位老人，工坊五人在岗。",
                "latitude": plan.asset_id.latitude,
                "longitude": plan.asset_id.longitude,
            }
        )
        visit.action_report()

    def _state_plan(self):
        """A house of the state waits for the finance bureau's approval."""
        crew = self._crew(2)
        plan = self._draft_plan(self._state_card(), crew, "capital", 80000)
        self._plan_paper(plan, "collective_decision", "镇党委会议纪要")
        plan.action_consult()
