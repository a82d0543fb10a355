import base64
from datetime import date, timedelta

from odoo import api, models
from odoo.addons.reform_assets.models.reform_asset_demo import picture
from odoo.addons.reform_decision.walkthrough import as_person, pass_decision
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

BASE = date(2025, 12, 31)
OPENING = date(2026, 1, 1)
PAPER = base64.b64encode("集体经济组织融合方案及登记材料（示例，内容均为虚构）".encode())
# Of the two former villages: money, claim, house, depreciation, debt; what it earned in the year.
FIGURES = (
    (126400, 18600, 268000, 142000, 36500, 24800),
    (98300, 9200, 268000, 142000, 27400, 19600),
)
CARDS = (("村小学教学楼", 168000, 78000), ("老办公楼", 100000, 48000))
PLAN = (
    "一、成员：两村成员全部转入新集体。二、资产、债权债务和合同由新集体承继，来源村逐笔保留。"
    "三、村民小组土地权属界线不变。四、股份按所选方式确定。"
)


class ReformIntegrationDemo(models.AbstractModel):
    """Two integrations: one voted, approved and booked as one book, one in transition.

    They stand on collectives made for it, at the places of villages that were merged.
    """

    _name = "reform.integration.demo"
    _description = "Demo of Integrations"

    @api.model
    def _load(self, people):
        """Make both, by the people whose acts they are."""
        neighbours = {
            role: self.env.ref(f"reform_places.demo_neighbour_{role}")
            for role in ("clerk", "director", "supervisor")
        }
        people = {**people, **neighbours}
        one = self._prepare(self.env.ref("reform_places.demo_entity_3"), people, "direct")
        if one:
            self._road(one, people)
            for side in one.side_ids:
                self._hand_over(side, people)
            one.side_ids.invalidate_recordset()
            vouchers = one.side_ids.take_out_id | one.side_ids.opening_id
            as_person(vouchers, people["supervisor"]).action_review()
            as_person(vouchers, people["accountant"]).action_post()
            for side in one.side_ids:
                as_person(side.clearing_id, people["accountant"]).action_reconcile()
            as_person(one, people["township"]).action_open_books()
            as_person(one, people["township"]).action_finish()
        apart = self._prepare(self.env.ref("reform_places.demo_entity_2"), people, "gradual")
        if apart:
            self._road(apart, people)
            as_person(apart, people["township"]).action_settle()
            as_person(apart, people["township"]).action_look_again(
                "stay", "两村人均债务差距仍较大，继续分账核算一年。"
            )

    def _prepare(self, demo, people, mode):
        """Return an assessed integration of new collectives at a merged village, or none."""
        places = demo.place_id._standing(date(2019, 12, 31)) - demo.place_id
        if len(places) < 2:
            return self.env["reform.integration"]
        entities = self.env["reform.entity"].create(
            [
                {"name": f"原{place.name}股份经济合作社", "kind": "collective", "place_id": place.id}
                for place in places[:2]
            ]
        )
        successor = self.env["reform.entity"].create(
            {
                "name": f"{demo.place_id.name}股份经济合作联合总社",
                "kind": "collective",
                "place_id": demo.place_id.id,
            }
        )
        for entity, figures in zip(entities, FIGURES, strict=True):
            self._books(entity, figures, people)
            self._cards(entity, people)
        merger = as_person(self.env["reform.integration"], people["township"]).create(
            {
                "successor_id": successor.id,
                "date_base": BASE,
                "side_ids": [Command.create({"entity_id": entity.id}) for entity in entities],
                "mode_id": self.env["reform.integration.mode"].search([("code", "=", mode)]).id,
            }
        )
        merger.action_assess()
        return merger.with_env(self.env)

    def _books(self, entity, figures, people):
        money, claim, house, worn, debt, earned = figures
        book = as_person(self.env["ledger.book"], people["accountant"])._open(entity, date(2025, 1, 1))
        owing, owed = self.env["res.partner"].create(
            [{"name": f"{entity.place_id.name}{name}"} for name in ("提灌用水户", "建材供应站")]
        )
        rest = money + claim + house - worn - debt
        lines = [
            ("102", money, 0, False), ("112", claim, 0, owing.id), ("15101", house, 0, False),
            ("152", 0, worn, False), ("211", 0, debt, owed.id), ("311", 0, rest, False),
        ]  # fmt: skip
        earnings = [("102", earned, 0, False), ("502", 0, earned, False)]
        result = as_person(self.env["ledger.voucher"], people["accountant"])._post_set(
            [
                {
                    "entity_id": entity.id,
                    "date": day,
                    "summary": summary,
                    "event_key": f"demo:integration:{entity.id}:{day}",
                    "entries": [
                        {"account": code, "debit": debit, "credit": credit, "partner_id": party}
                        for code, debit, credit, party in entries
                    ],
                }
                for day, summary, entries in (
                    ("2025-01-01", "上年余额转入", lines),
                    ("2025-10-20", "收取经营收入", earnings),
                )
            ],
            prepared_by=people["clerk"],
            reviewed_by=people["supervisor"],
        )
        assert not result.problems, result.problems
        return book

    def _cards(self, entity, people):
        cards = as_person(self.env["reform.asset"], people["clerk"]).create(
            [
                {
                    "name": f"原{entity.place_id.name}{name}",
                    "place_id": entity.place_id.id,
                    "origin_place_id": entity.place_id.id,
                    "entity_id": entity.id,
                    "owner_class": "village_collective",
                    "category_id": self.env.ref("reform_assets.category_collective_c01").id,
                    "nature": "operating",
                    "condition": "fair",
                    "area_sqm": 320,
                    "cost": cost,
                    "net_value": net,
                    "acquired_date": "2004-09-01",
                }
                for name, cost, net in CARDS
            ]
        )
        as_person(cards, people["supervisor"]).action_check_village()
        as_person(cards, people["township"]).action_check_town()
        as_person(cards, people["county_agriculture"]).action_confirm()

    def _road(self, merger, people):
        """Carry an assessed integration to the register: each acts as himself."""
        township = as_person(merger, people["township"])
        county = as_person(merger, people["county_agriculture"])
        county.action_choose()
        county.action_clear()
        merger.invalidate_recordset()
        for side in merger.side_ids:
            if side.clearing_id:
                self._clear(side.clearing_id, people)
        county.write({"plan": PLAN, "plan_paper": PAPER, "plan_paper_name": "融合方案.txt"})
        if merger.books == "one":
            county.write({"date_opening": OPENING})
        # The township writes the plan down; another of its people reviews it.
        township.action_draft_plan()
        merger._set_guarded({"planned_by_id": people["clerk"].id})
        for side in merger.side_ids:
            pass_decision(side, people, vals={"body": "member_assembly"}, votes=(186, 171, 168, 2, 1))
        township.action_vote()
        township.action_review("清产核资资料齐全，两村成员大会表决程序合规，同意上报。")
        county.action_approve(f"前农发〔{civil_day.today().year}〕{20 + merger.id}号")
        as_person(merger.creditor_ids, people["township"]).write(
            {"told_on": civil_day.today(), "told_how": "letter"}
        )
        township.action_notified()
        county.action_register(certificate=PAPER, name="登记证.txt")

    def _clear(self, clearing, people):
        """Freeze, count everything as the books say, and let the lists be confirmed."""
        township = as_person(clearing, people["township"])
        township.action_freeze()
        township.action_start()
        mine = as_person(clearing, people["clerk"])
        for item in mine.item_ids.filtered(lambda each: each.list_code in ("claims", "debts")):
            said = {"counted_amount": item.book_amount, "evidence": "对账确认单", "disputed": "no"}
            if item.list_code == "claims":
                said["collectable"] = "good"
            item._count_each([(item, said)], way="list")
        self.env["reform.handover.demo"]._count(mine)
        clearing.invalidate_recordset()
        township.action_confirm_lists()

    def _hand_over(self, side, people):
        """Post, file and hand over the lists of one predecessor; its books go with them."""
        today = civil_day.today()
        clearing = side.clearing_id
        township = as_person(clearing, people["township"])
        as_person(clearing, people["director"])._publish(
            today - timedelta(days=20), f"{side.place_id.name}村务公开栏", picture("notice")
        )
        if clearing.publication_id.needs_assembly:
            pass_decision(
                clearing.publication_id.with_env(self.env),
                people,
                meeting_on=today - timedelta(days=10),
                votes=(186, 171, 168, 2, 1),
                upto="published",
                vals={"body": "member_assembly"},
            )
        township.action_file()
        handover = township._open_handovers(
            date=today, where="护安镇便民服务中心", committee_date=today - timedelta(days=6)
        )
        handover.write(
            {
                "giver_id": people["clerk"].id,
                "giver_post": "原村会计",
                "receiver_id": people["director"].id,
                "receiver_post": "理事长",
                "witness_id": people["township"].id,
                "witness_post": "护安镇农业综合服务中心",
            }
        )
        self.env["reform.handover.demo"]._complete(handover, people)
