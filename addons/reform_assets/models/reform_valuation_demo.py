from odoo import fields, models
from odoo.addons.reform_decision.walkthrough import PICTURE, as_person, pass_decision
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

from .reform_asset_demo import paper, picture

ACTS = {
    "scoped": "action_scope", "agency_chosen": "action_choose_agency", "fieldwork": "action_fieldwork",
    "draft_report": "action_report", "reviewed": "action_review", "published": "action_publish",
    "confirmed": "action_confirm",
}  # fmt: skip
HANDS = {"agency_chosen": "director", "reviewed": "supervisor", "confirmed": "county_agriculture"}
DISPOSAL = {
    "classified": ("township", "action_classify"),
    "valued": ("clerk", "action_value"),
    "value_published": ("clerk", "action_publish"),
    "decided": ("director", "action_decide"),
    "approved": ("township", "action_approve"),
    "listed": ("clerk", "action_list"),
    "sold": ("director", "action_sell"),
    "delivered": ("clerk", "action_deliver"),
    "proceeds_received": ("accountant", "action_close_proceeds"),
    "removed": ("township", "action_remove"),
    "reported": ("clerk", "action_report"),
}
BODY = {"body": "representative_assembly"}


class ReformAssetDemo(models.AbstractModel):
    """What things are worth, and two that go: one is being offered, one is sold and struck off."""

    _inherit = "reform.asset.demo"

    def _tell_values(self):
        agency = self._partner("四川华蓥资产评估有限公司", is_company=True, phone="13900000131")
        base = fields.Date.subtract(civil_day.today(), days=40)
        # Its validity ends within days: the daily look says so, and then it expires.
        old = fields.Date.add(fields.Date.subtract(civil_day.today(), months=12), days=10)
        self._value(2, "仓库", agency, "confirmed", old, 58000, 4200)
        self._value(9, "敬老院", agency, "published", base, 168000, 15000)
        self._value(7, "小学校舍", agency, "fieldwork", base, 61000, 5200)
        for village, name, value, upto in (
            (2, "小学校舍", 46800, "listed"),
            (4, "蚕茧收购站", 23600, "reported"),
        ):
            self._value(village, name, agency, "confirmed", base, value, value / 12)
            self._dispose(village, name, value, upto)

    def _value(self, village, name, agency, upto, base, value, rent):
        """Bring a valuation to a state, by the people who would do it."""
        crew, card = self._crew(village), self._card(village, name)
        today = civil_day.today()
        valuation = as_person(self.env["reform.valuation"], crew["clerk"]).create(
            {
                "entity_id": card.entity_id.id,
                "purpose": "sale",
                "base_date": base,
                "method": "replacement_cost",
                "title_note": "建成时未办证，有集体建房账目和四至图为凭。",
                "agency_id": agency.id,
                "agency_no": "川财资评备〔2021〕36号",
                "report_no": f"川华评报字〔{base.year}〕第{card.id}号",
                "report_file": paper("资产评估报告"),
                "report_name": "资产评估报告.txt",
                "meeting_on": fields.Date.subtract(today, days=1),
                "minutes": paper("成员代表会议记录"),
                "minutes_name": "成员代表会议记录.txt",
                "line_ids": [
                    Command.create(
                        {"asset_id": card.id, "value": value, "rent_value": rent, "quantity": card.area_sqm}
                    )
                ],
            }
        )
        while valuation.state != upto:
            step = valuation._next_step()
            if step == "agency_chosen":
                pass_decision(valuation, crew, vals=BODY)
            if step == "published":
                valuation.write(
                    {
                        "published_from": fields.Date.subtract(today, days=20),
                        "published_place": "村务公开栏",
                        "published_photo": picture("notice"),
                    }
                )
            more = {"number": f"前农评核〔{today.year}〕{card.id}号"} if step == "confirmed" else {}
            getattr(as_person(valuation, crew[HANDS.get(step, "clerk")]), ACTS[step])(**more)
        return valuation

    def _dispose(self, village, name, value, upto):
        """Bring a sale to a state, by the people who would do it."""
        crew, card = self._crew(village), self._card(village, name)
        today = civil_day.today()
        sale = as_person(self.env["reform.disposal"], crew["clerk"]).create(
            {
                "entity_id": card.entity_id.id,
                "kind": "sale",
                "reason": "闲置多年，两次招租无人承租，维修费用超过预期收益。",
                "reserve_price": value,
                "published_from": fields.Date.subtract(today, days=20),
                "published_place": "村务公开栏",
                "published_photo": picture("notice"),
                "line_ids": [Command.create({"asset_id": card.id})],
            }
        )
        while sale.state != upto:
            step = sale._next_step()
            if step == "decided":
                pass_decision(sale, crew, vals=BODY)
            self._before_step(sale, step, crew, today)
            role, act = DISPOSAL[step]
            more = {"number": f"护府资〔{today.year}〕{sale.id}号"} if step == "approved" else {}
            getattr(as_person(sale, crew[role]), act)(**more)

    def _before_step(self, sale, step, crew, today):
        """Write down what a step of a sale asks for."""
        if step == "listed":
            as_person(self.env["reform.disposal.listing"], crew["clerk"]).create(
                {
                    "disposal_id": sale.id,
                    "platform": "前锋区农村产权流转交易中心",
                    "number": f"QFNQ{today.year}-{sale.id:03d}",
                    "reserve": sale.reserve_price,
                    "date_from": fields.Date.subtract(today, days=9),
                    "date_to": today,
                }
            )
        elif step == "sold":
            buyer = self._partner("广安市前锋区丰蜀农业服务专业合作社", is_company=True)
            sale.write(
                {
                    "price": sale.reserve_price + 2400,
                    "buyer_id": buyer.id,
                    "bidders": 3,
                    "contract_file": paper("产权交易合同"),
                    "contract_file_name": "产权交易合同.txt",
                }
            )
        elif step == "delivered":
            sale.write(
                {
                    "handover_on": today,
                    "handover_file": PICTURE,
                    "handover_file_name": "交接清单照片.png",
                }
            )
        elif step == "proceeds_received":
            as_person(sale, crew["accountant"]).action_receive(amount=sale.price - sale.received)
        elif step == "reported":
            sale.report_no = f"护府资报〔{today.year}〕{sale.id}号"
