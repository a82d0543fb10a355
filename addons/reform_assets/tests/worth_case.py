"""Valuations brought to any step by the people who would do it.

Example::

    class TestSale(WorthWorld, AssetCase):
        def test_a_hall_is_valued(self):
            valuation = self.confirmed_valuation(self.confirm(self.card()), value=120000)
"""

import base64
from datetime import timedelta

from odoo.addons.reform_decision.walkthrough import PICTURE, pass_decision
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

REPORT = base64.b64encode("评估报告（示例）".encode())
DONE = {
    "scoped": "action_scope", "agency_chosen": "action_choose_agency", "fieldwork": "action_fieldwork",
    "draft_report": "action_report", "reviewed": "action_review", "published": "action_publish",
    "confirmed": "action_confirm",
}  # fmt: skip


class WorthWorld:
    """Beside `AssetCase` or `AssetHttpCase`."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agency = cls.env["res.partner"].create({"name": "测试资产评估有限公司", "is_company": True})

    def valuation(self, assets=None, role="clerk", value=120000, rent_value=9000, **vals):
        """Return a request that lacks nothing for any later step."""
        assets = self.confirm(self.card()) if assets is None else assets
        today = civil_day.today()
        values = {
            "entity_id": assets[:1].entity_id.id,
            "purpose": "sale",
            "base_date": today - timedelta(days=40),
            "method": "market",
            "title_note": "一九八六年村集资建成，有账可查",
            "agency_id": self.agency.id,
            "agency_no": "川评备〔2024〕7号",
            "report_no": "川测评报字〔2025〕第1号",
            "report_file": REPORT,
            "report_name": "评估报告.txt",
            "meeting_on": today - timedelta(days=1),
            "minutes": REPORT,
            "minutes_name": "会议记录.txt",
            "line_ids": [
                Command.create(
                    {"asset_id": asset.id, "value": value, "rent_value": rent_value, "quantity": 300}
                )
                for asset in assets
            ],
            **vals,
        }
        return self.as_(role, self.env["reform.valuation"]).create(values).with_env(self.env)

    def note(self, assets=None, prices=(30, 31, 32), **vals):
        """Return a note of comparables for letting."""
        day = civil_day.today() - timedelta(days=90)
        deals = [
            Command.create({"place": f"邻村{number}号房", "date": day, "price": price, "source": "合同"})
            for number, price in enumerate(prices, 1)
        ]
        values = {
            "route": "comparables",
            "purpose": "lease",
            "method": "comparables",
            "comparable_ids": deals,
        }
        return self.valuation(assets, value=0, **{**values, **vals})

    def bring(self, valuation, upto):
        """Bring a valuation of collective property to a state."""
        reviewer = "supervisor"
        people = dict.fromkeys(DONE, "clerk") | {
            "agency_chosen": "director", "reviewed": reviewer,
            "confirmed": "county_agriculture" if valuation.route == "report" else "township",
        }  # fmt: skip
        while valuation.state != upto:
            step = valuation._next_step()
            if step == "agency_chosen" and not valuation.decision_id:
                pass_decision(valuation, self.users, vals={"body": "representative_assembly"})
            if step == "published":
                self.post(valuation)
            more = {"number": "县农评〔2025〕3号"} if step == "confirmed" else {}
            getattr(self.as_(people[step], valuation), DONE[step])(**more)
        return valuation

    def post(self, valuation, days=20):
        self.as_("clerk", valuation).write(
            {
                "published_from": civil_day.today() - timedelta(days=days),
                "published_place": "村务公开栏",
                "published_photo": PICTURE,
            }
        )

    def confirmed_valuation(self, assets=None, **vals):
        return self.bring(self.valuation(assets, **vals), "confirmed")

    # --- disposals ---

    def disposal(self, assets=None, role="clerk", **vals):
        """Return a proposal of a sale that lacks nothing but its values."""
        assets = self.confirm(self.card()) if assets is None else assets
        values = {
            "entity_id": assets[:1].entity_id.id,
            "kind": "sale",
            "reason": "闲置多年，无人承租",
            "reserve_price": 120000,
            "published_from": civil_day.today() - timedelta(days=20),
            "published_place": "村务公开栏",
            "published_photo": PICTURE,
            "line_ids": [Command.create({"asset_id": asset.id}) for asset in assets],
            **vals,
        }
        return self.as_(role, self.env["reform.disposal"]).create(values).with_env(self.env)

    def carry(self, disposal, upto, price=120000):
        """Bring a disposal of collective property to a state, by the people who would do it."""
        while disposal.state != upto:
            step = disposal._next_step()
            if step == "decided":
                pass_decision(disposal, self.users, vals={"body": "representative_assembly"})
            if step == "listed":
                self.offer(disposal)
            if step == "sold":
                self.deal(disposal, price)
            if step == "proceeds_received":
                self.as_("accountant", disposal).action_receive(amount=disposal.price - disposal.received)
            self.step(disposal, step)
        return disposal

    def step(self, disposal, step):
        role, act = PEOPLE[step]
        if step in ("delivered", "scrapped", "demolished"):
            done = {"handover_on": civil_day.today(), "handover_file": REPORT}
            self.as_("clerk", disposal).write(done)
        if step == "reported":
            self.as_("clerk", disposal).report_no = "合村资〔2025〕1号"
        more = {"number": "东镇资〔2025〕6号"} if step == "approved" else {}
        return getattr(self.as_(role, disposal), act)(**more)

    def offer(self, disposal, **vals):
        today = civil_day.today()
        values = {
            "disposal_id": disposal.id, "platform": "县农村产权流转交易中心", "number": "NCQ2025-018",
            "reserve": disposal.reserve_price,
            "date_from": today - timedelta(days=9), "date_to": today, **vals,
        }  # fmt: skip
        return self.as_("clerk", self.env["reform.disposal.listing"]).create(values)

    def deal(self, disposal, price, buyer=None):
        buyer = buyer or self.lessee
        self.as_("clerk", disposal).write(
            {"price": price, "buyer_id": buyer.id, "bidders": 2, "contract_file": REPORT}
        )


PEOPLE = {
    "classified": ("township", "action_classify"),
    "valued": ("clerk", "action_value"),
    "value_published": ("clerk", "action_publish"),
    "decided": ("director", "action_decide"),
    "approved": ("township", "action_approve"),
    "listed": ("clerk", "action_list"),
    "sold": ("director", "action_sell"),
    "contributed": ("director", "action_contribute"),
    "scrapped": ("director", "action_scrap"),
    "demolished": ("director", "action_demolish"),
    "delivered": ("clerk", "action_deliver"),
    "proceeds_received": ("accountant", "action_close_proceeds"),
    "removed": ("township", "action_remove"),
    "reported": ("clerk", "action_report"),
}
