from odoo import fields, models
from odoo.addons.reform_decision.walkthrough import as_person
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import act as act_rule
from odoo.fields import Command

from .reform_asset_demo import paper, picture


class ReformAssetDemo(models.AbstractModel):
    """What happened to cards: bought, improved, divided, lent; a disputed title, a leave of absence."""

    _inherit = "reform.asset.demo"

    def _tell_acts(self):
        today = civil_day.today()
        bought = self._card(5, "微型耕地机")
        bill = {"cost": 26400, "acquired_date": "2026-03-01"}
        self._act("bought", 5, bought, [bill], date=bought.acquired_date, reason="一事一议购置，供社员租用。")
        self._act(
            "improve",
            5,
            self._card(5, "便民服务中心"),
            amount=18600,
            more_months=36,
            reason="屋面防水及外墙翻新。",
        )
        whole = self._card(3, "保管室")
        parts = [{"name": f"原保管室{side}半间", "area_sqm": whole.area_sqm / 2} for side in "东西"]
        self._act("split", 3, whole, [{}, *parts], reason="东半间供合作社使用，西半间另行处置。")
        self._act(
            "lend",
            2,
            self._card(2, "三轮车"),
            partner_id=self._partner("护安镇沙坪社区环卫互助队").id,
            returns_on=fields.Date.add(today, months=5),
            reason="免费借给环卫队收运生活垃圾。",
        )
        self._dispute(today)
        self._leave_of_absence(today)
        self._unfit()

    def _act(self, kind, village, card, lines=None, **vals):
        """Have an act entered with its papers, handed in, approved and carried out."""
        crew = self._crew(village)
        rows = [{"asset_id": card.id, **(lines or [{}])[0]}, *(lines or [{}])[1:]]
        papers = [
            Command.create({"kind": kind_, "file": paper("凭据"), "file_name": "凭据.txt"})
            for kind_ in act_rule.papers_of(kind, card.regime)
        ]
        act = as_person(self.env["reform.asset.act"], crew["clerk"]).create(
            {
                "kind": kind,
                "place_id": card.place_id.id,
                "line_ids": [Command.create(row) for row in rows],
                "paper_ids": papers,
                **vals,
            }
        )
        if kind == "split":
            act.action_divide()
        act.action_submit()
        role = act._approver_groups()[0].removeprefix("reform_places.group_")
        as_person(act, crew[role]).action_approve()
        act.action_carry_out()
        return act

    def _dispute(self, today):
        as_person(self.env["reform.asset.dispute"], self._crew(7)["clerk"]).create(
            {
                "asset_id": self._card(7, "小学校舍").id,
                "raised_on": fields.Date.subtract(today, days=40),
                "claimant": "观塘镇中心小学校",
                "claim": "校舍由国家拨款改建，主张划归学校；村集体持有一九九九年集资建校名册。",
            }
        )

    def _leave_of_absence(self, today):
        """The township's officer is away for a fortnight; his neighbour signs for him."""
        giver = self._crew(2)["township"]
        delegation = as_person(self.env["reform.delegation"], giver).create(
            {
                "delegator_id": giver.id,
                "delegate_id": self._crew(6)["township"].id,
                "group_id": self.env.ref("reform_places.group_township").id,
                "date_from": today,
                "date_to": fields.Date.add(today, days=14),
                "reason": "赴省参加农经业务培训",
            }
        )
        delegation.action_grant()

    def _unfit(self):
        """Nobody wants the rice mill: two documented attempts, and the county agrees."""
        crew = self._crew(5)
        spell = self._card(5, "碾米房").idle_spell_id
        for months, kind, how, result in (
            (14, "letting", "村务公开栏和镇农贸市场张贴招租公告三十日。", "无人报名"),
            (6, "listing", "区农村产权交易中心挂牌，底价每年1200元。", "两次流拍"),
            (2, "own_use", "村两委实地查看，屋架腐朽，维修费超过重建。", "不宜自用"),
        ):
            attempts = as_person(self.env["reform.asset.attempt"], crew["clerk"])
            file = attempts.env["ir.attachment"].create({"name": "招租记录.txt", "datas": paper("招租记录")})
            attempts.create(
                {
                    "spell_id": spell.id,
                    "date": fields.Date.subtract(civil_day.today(), months=months),
                    "kind": kind,
                    "description": how,
                    "result": result,
                    "document_ids": [Command.set(file.ids)],
                }
            )
        # The papers are adopted by their attempts before the proposal seals them.
        self.env.flush_all()
        as_person(spell, crew["township"]).action_propose_unfit(
            reason="房屋破损、地段偏远，多次招租无人问津。"
        )
        as_person(spell, crew["county_agriculture"]).action_confirm_unfit()

    def _state_card(self):
        """Return an idle house of the township's government, confirmed by the finance bureau."""
        crew = self._crew(2)
        body = self.env.ref("reform_places.demo_entity_township")
        card = as_person(self.env["reform.asset"], crew["clerk"]).create(
            {
                "name": "原护安镇畜牧兽医站办公楼",
                "place_id": body.place_id.id,
                "origin_place_id": body.place_id.id,
                "entity_id": body.id,
                "owner_class": "state",
                "category_id": self.env.ref("reform_assets.category_gbt_14885_2022_a01").id,
                "nature": "operating",
                "condition": "good",
                "area_sqm": 520,
                "cost": 486000,
                "net_value": 204120,
                "acquired_date": "2006-09-01",
                "use_state": "idle",
                "idle_since": "2021-01-01",
                "idle_reason": "机构改革后人员并入农业综合服务中心",
                "latitude": 30.5538,
                "longitude": 106.9269,
                "photo": picture("office"),
            }
        )
        as_person(card, crew["supervisor"]).action_check_village()
        as_person(card, crew["township"]).action_check_town()
        as_person(card, crew["county_finance"]).action_confirm()
        return card.with_env(self.env)
