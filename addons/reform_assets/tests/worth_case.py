"""Valuations brought to any step by the people who would do it.

Example::

    class TestSale(WorthWorld, AssetCase):
        def test_a_hall_is_valued(self):
            valuation = self.confirmed_valuation(self.confirm(self.card()), value=120000)
"""

import base64
from datetime import timedelta

from odoo import fields
from odoo.addons.reform_decision.walkthrough import PICTURE, pass_decision
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
        today = fields.Date.today()
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
        day = fields.Date.today() - timedelta(days=90)
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
            if step == "agency_chosen":
                pass_decision(valuation, self.users, vals={"body": "representative_assembly"})
            if step == "published":
                self.post(valuation)
            more = {"number": "县农评〔2025〕3号"} if step == "confirmed" else {}
            getattr(self.as_(people[step], valuation), DONE[step])(**more)
        return valuation

    def post(self, valuation, days=20):
        self.as_("clerk", valuation).write(
            {
                "published_from": fields.Date.today() - timedelta(days=days),
                "published_place": "村务公开栏",
                "published_photo": PICTURE,
            }
        )

    def confirmed_valuation(self, assets=None, **vals):
        return self.bring(self.valuation(assets, **vals), "confirmed")
