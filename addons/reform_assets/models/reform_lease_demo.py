from datetime import timedelta

from odoo import models
from odoo.addons.reform_decision.walkthrough import as_person, pass_decision
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

from .reform_asset_demo import paper

# By the word of the card: village, lessee (a company or not), days from the first and to the last day counted
# from today, clauses, and the payments: (days after the first day, yuan).
LEASES = (
    (2, "柑橘园", ("温显德", False), (-290, 1535), {
        "kind": "land_contract", "land_use": "reserve", "rent_year": 12000, "floor_rent": 10800,
        "uplift_percent": 10, "uplift_every_years": 3, "purpose": "柑橘种植",
    }, ((4, 12000),)),
    (3, "保鲜库", ("广安川蜀冷链物流有限公司", True), (-250, 3400), {
        "kind": "cooperation", "share_percent": 10, "rent_year": 22000, "floor_rent": 20000, "deposit": 10000,
        "purpose": "果蔬预冷保鲜", "payees": ((3, 70), (2, 30)),
    }, ((3, 22000),)),
    (5, "教师宿舍", ("护安镇团柏村老年协会", True), (-200, 895), {
        "kind": "free_loan", "rent_year": 0, "price_basis": False, "frequency": "whole_term",
        "return_clause": "期满或协会停办后三十日内原状交还，水电自理。", "purpose": "老年活动室",
    }, ()),
    (5, "荒坡地", ("前锋区绿源茶叶专业合作社", True), (-180, 3470), {
        "kind": "profit_share", "share_percent": 15, "rent_year": 0, "floor_rent": 0, "frequency": "yearly",
        "purpose": "茶叶种植，按年度盈利分成",
    }, ()),
    (4, "办公楼", ("甯天明", False), (-300, 795), {
        "rent_year": 14400, "floor_rent": 13000, "frequency": "quarterly", "deposit": 2400,
        "purpose": "家具加工",
    }, ((5, 3600),)),
    (4, "粮站仓房", ("广安惠农粮油购销部", True), (-305, 60), {
        "rent_year": 16800, "floor_rent": 15000, "frequency": "half_yearly", "deposit": 2800,
        "purpose": "粮油收储",
    }, ((2, 8400), (184, 8400))),
    (2, "加工房", ("佘文秀", False), (-305, -65), {
        "rent_year": 6600, "floor_rent": 6000, "frequency": "half_yearly", "purpose": "面条加工",
    }, ((6, 3300), (190, 1039.18))),
)  # fmt: skip
BIDS = (("卓春梅", 8600, True), ("广安市前锋区佳惠便利店", 9100, False))


class ReformAssetDemo(models.AbstractModel):
    """Contracts of several kinds in force, in arrears, about to end and outlived; one shop being offered."""

    _inherit = "reform.asset.demo"

    def _tell_leases(self):
        for village, name, lessee, days, clauses, payments in LEASES:
            self._let(village, self._card(village, name), lessee, days, clauses, payments)
        self._offer_shop()
        self.env["reform.lease"]._cron_holding_over()

    def _draft_lease(self, village, card, days, clauses, lessee=False):
        """Return the draft of a contract with its paper."""
        crew, today = self._crew(village), civil_day.today()
        payees = [
            Command.create({"entity_id": self._entity(number).id, "percent": percent})
            for number, percent in clauses.get("payees", ())
        ]
        lease = as_person(self.env["reform.lease"], crew["clerk"]).create(
            {
                "entity_id": card.entity_id.id,
                "lessee_id": lessee and lessee.id,
                "line_ids": [Command.create({"asset_id": card.id})],
                "date_start": today + timedelta(days=days[0]),
                "date_end": today + timedelta(days=days[1]),
                "price_basis": "comparables",
                "price_note": "比照镇内三处同类资产近年成交价。",
                "payee_ids": payees,
                **{name: value for name, value in clauses.items() if name != "payees"},
            }
        )
        lease.document_ids = lease.env["ir.attachment"].create(
            {"name": "合同.txt", "datas": paper("合同"), "res_model": lease._name, "res_id": lease.id}
        )
        return lease

    def _let(self, village, card, lessee, days, clauses, payments):
        """Bring a contract into force, with its deposit and payments."""
        crew, (name, company) = self._crew(village), lessee
        partner = self._partner(name, is_company=company, phone=f"139000003{card.id % 100:02d}")
        lease = self._draft_lease(village, card, days, clauses, partner)
        lease.action_price()
        self._vote(lease, crew, lease.date_start - timedelta(days=20))
        as_person(lease, crew["director"]).action_sign()
        number = f"护府租备〔{lease.date_start.year}〕{lease.id}号"
        as_person(lease, crew["township"]).action_file(number=number)
        if lease.deposit:
            lease.action_receive_deposit(amount=lease.deposit, date=lease.date_start)
        receipts = self.env["reform.rent.receipt"]
        for turn, (after, amount) in enumerate(payments, 1):
            as_person(receipts, crew["clerk"])._record(
                lease_id=lease.id,
                amount=amount,
                date=lease.date_start + timedelta(days=after),
                method="bank",
                key=f"demo:{lease.name}:{turn}",
                receipt_no=f"川农财{lease.id:04d}{turn:02d}",
            )

    def _vote(self, lease, crew, day):
        pass_decision(
            lease,
            crew,
            meeting_on=day,
            votes=(36, 32, 30, 1, 1),
            upto="published",
            vals={"body": "representative_assembly"},
        )
        as_person(lease, crew["supervisor"]).action_decide()

    def _offer_shop(self):
        """The shop is offered in public for another week; two have bid."""
        crew, today = self._crew(3), civil_day.today()
        clauses = {
            "public_trade": True, "rent_year": 8400, "floor_rent": 7800, "frequency": "half_yearly",
            "deposit": 1400, "purpose": "商铺",
        }  # fmt: skip
        lease = self._draft_lease(3, self._card(3, "门市房"), (20, 1114), clauses)
        lease.action_price()
        self._vote(lease, crew, today - timedelta(days=12))
        listing = as_person(self.env["reform.lease.listing"], crew["clerk"]).create(
            {
                "lease_id": lease.id,
                "platform": "前锋区农村产权流转交易中心",
                "listing_no": f"QFNC{today.year}-{lease.id:03d}",
                "asking_rent": 8400,
                "date_from": today - timedelta(days=5),
                "date_to": today + timedelta(days=7),
                "conditions": "租期三年，押金两个月，不得转租，装修自理。",
            }
        )
        listing.action_open()
        for turn, (name, amount, member) in enumerate(BIDS):
            as_person(self.env["reform.lease.bid"], crew["clerk"]).create(
                {
                    "listing_id": listing.id,
                    "bidder_id": self._partner(name, is_company=not member).id,
                    "amount": amount,
                    "deposit": 1000,
                    "member": member,
                    "date": today - timedelta(days=3 - turn),
                }
            )
