from datetime import date, timedelta

from odoo import api, models
from odoo.addons.reform_decision.walkthrough import as_person
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

BASE = date(2025, 12, 31)
# Entities of the demo in whose former villages collectives are still to be cleared.
VILLAGES = (2, 3, 6, 8)
STEPS = (
    ("准备", "成立区、镇两级清理专班和督导专班", 120),
    ("准备", "印发清理移交方案，开展业务培训", 110),
    ("清理", "锁定资产，核定基准日账面", 90),
    ("清理", "现场盘点，逐项填表", 60),
    ("核实认定", "差异核实，成员大会认定", 40),
    ("登记备案", "公示，编号备案", 20),
    ("移交", "三方签字移交", 1),
)
POINTS = (
    ("完成第一批四个村的资产锁定", True),
    ("库存现金盘点到面额，当天签字", False),
    ("租赁合同原件收齐，缺原件的列入问题台账", False),
)


class ReformCampaignDemo(models.AbstractModel):
    """A campaign of the county on its way: some villages frozen, one leave given, one round with findings."""

    _name = "reform.campaign.demo"
    _description = "Demo of a Clearing Campaign"

    @api.model
    def _load(self, people):
        """Make the collectives of former villages and a campaign over them; return the campaign."""
        entities = self._collectives(people)
        campaign = self._campaign(people)
        self._freeze(campaign, entities, people)
        self._supervise(campaign, people)
        return campaign

    def _person(self, name):
        return self.env.ref(f"reform_places.demo_{name}")

    def _collectives(self, people):
        """Return the collectives of the former villages; those of the first township keep books."""
        found = self.env["reform.entity"]
        for number in VILLAGES:
            village = self.env.ref(f"reform_places.demo_entity_{number}").place_id
            for origin in village._standing(date(2019, 12, 31)):
                found |= self.env["reform.entity"].create(
                    {
                        "name": f"{origin.name}股份经济合作社（原）",
                        "kind": "collective",
                        "place_id": origin.id,
                    }
                )
        kept = found.filtered(lambda entity: entity.township_id == found[:1].township_id)
        books = as_person(self.env["ledger.book"], people["accountant"])
        for entity in kept:
            books._open(entity, date(2025, 1, 1))
        events = [self._receipt(entity, 12000 + 3500 * turn) for turn, entity in enumerate(kept)]
        result = as_person(self.env["ledger.voucher"], people["accountant"])._post_set(
            events,
            prepared_by=self._person("neighbour_clerk"),
            reviewed_by=self._person("neighbour_supervisor"),
        )
        assert not result.problems, result.problems
        return kept

    def _receipt(self, entity, amount):
        return {
            "entity_id": entity.id,
            "date": date(2025, 6, 20),
            "word": "receipt",
            "summary": "收堰塘承包费",
            "event_key": f"demo:campaign:{entity.id}",
            "entries": [
                {"account": "102", "debit": amount, "credit": 0},
                {"account": "50106", "debit": 0, "credit": amount},
            ],
        }

    def _campaign(self, people):
        county = people["county_agriculture"]
        today = civil_day.today()
        scheme = as_person(self.env["reform.clearing.scheme"], county).create(
            {
                "name": "示例程序（七步，供参考）",
                "source": "示例，非官方文件",
                "step_ids": [
                    Command.create(
                        {"sequence": number, "phase": phase, "name": name, "days_before_end": days}
                    )
                    for number, (phase, name, days) in enumerate(STEPS, 1)
                ],
            }
        )
        campaign = as_person(self.env["reform.clearing.campaign"], county).create(
            {
                "name": "前锋区合并村“三资”清理移交（示例）",
                "place_id": self._person("entity_1").place_id.county_id.id,
                "date_base": BASE,
                "date_start": today - timedelta(days=60),
                "date_end": today + timedelta(days=75),
                "scheme_id": scheme.id,
                "reported_count": 230,
                "reported_source": "区两项改革“后半篇”工作总结所载数字",
            }
        )
        campaign.action_add_predecessors()
        campaign.action_take_scheme()
        campaign.step_ids[:2].action_done()
        campaign.action_start()
        self.env["reform.clearing.point"].with_user(county).create(
            [
                {"campaign_id": campaign.id, "sequence": number, "name": name, "is_done": done}
                for number, (name, done) in enumerate(POINTS, 1)
            ]
        )
        teams = as_person(self.env["reform.clearing.team"], county)
        teams.create(
            [
                {
                    "name": "区“三资”清理督导专班",
                    "campaign_id": campaign.id,
                    "kind": "supervision",
                    "level": "county",
                    "place_id": campaign.place_id.id,
                    "leader_id": self._person("user_auditor").id,
                    "member_ids": [
                        Command.set([self._person("user_auditor").id, self._person("user_county_finance").id])
                    ],
                    "others": "区纪委监委派员一人",
                },
                {
                    "name": "护安镇清理专班",
                    "campaign_id": campaign.id,
                    "place_id": self._person("entity_1").township_id.id,
                    "leader_id": people["township"].id,
                    "member_ids": [Command.set([people["township"].id, people["clerk"].id])],
                },
            ]
        )
        return campaign

    def _freeze(self, campaign, entities, people):
        clearings = as_person(campaign.clearing_ids, people["township"]).filtered(
            lambda clearing: clearing.entity_id in entities
        )
        clearings[:3].action_freeze()
        clearings[:2].action_start()
        as_person(self.env["reform.freeze.exception"], people["township"])._grant(
            clearings[0],
            kind="spending",
            what="抢修原村办公楼漏雨屋面，不超过8000元",
            reason="汛期屋面漏雨，危及档案室",
            date_until=civil_day.today() + timedelta(days=10),
            doc_no="护府函〔2026〕21号",
        )

    def _supervise(self, campaign, people):
        auditor = self._person("user_auditor")
        team = campaign.team_ids.filtered(lambda team: team.kind == "supervision")
        tour = as_person(self.env["reform.supervision.round"], auditor).create(
            {
                "campaign_id": campaign.id,
                "team_id": team.id,
                "place_ids": [Command.set(people["township"].reform_scope_ids.ids)],
                "summary": "走访护安镇三个村，抽查现金、合同和公章封存情况。",
            }
        )
        tour.action_start()
        categories = {
            each.code: each.id
            for each in self.env["reform.clearing.category"].search([("active", "=", True)])
        }
        clearings = campaign.clearing_ids.filtered(lambda clearing: clearing.state != "draft")
        said = (
            ("三份租赁合同原件不在村", "contracts", "serious", "合同原件由承租人保管，村里只有复印件。"),
            ("现金盘点表没有出纳签字", "cash", "normal", "盘点表只有清理专班两人签字。"),
        )
        findings = as_person(self.env["reform.supervision.finding"], auditor).create(
            [
                {
                    "round_id": tour.id,
                    "clearing_id": clearing.id,
                    "name": name,
                    "category_id": categories[code],
                    "grade": grade,
                    "facts": facts,
                    "demand": "十五日内整改，并附照片。",
                }
                for (name, code, grade, facts), clearing in zip(said, clearings, strict=False)
            ]
        )
        as_person(findings[1:], people["township"]).action_answer("盘点当日出纳请假，已通知补签。")
