import base64
from datetime import date

from odoo import api, fields, models
from odoo.addons.reform_decision.walkthrough import as_person
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

FILE = base64.b64encode("承诺书（示例，姓名均为虚构）".encode())
# Kind of paper -> what the auditor wrote: facts, conclusion.
WRITTEN = {
    "basic": (
        "合作社机构健全，账务由镇三资代理中心代理，制单、审核、记账三人分设。",
        "单位概况、经手人员与登记一致，未登记银行账户，建议补登。",
    ),
    "books": ("任期内凭证连续，借贷平衡，分录合计与科目余额表一致。", "账证、账账、账表相符。"),
    "money": (
        "任期内未见库存现金盘点记录；日终库存现金多次超过限额。",
        "货币资金内部控制不到位，应按月盘点、超限额及时送存。",
    ),
    "parties": ("往来余额按先进先出计算账龄，截至任期末无余额。", "往来款项已结清。"),
    "income": ("按合同逐笔核对应收、账面、到账。", "个别合同租金到期未收，应限期收回。"),
    "spending": (
        "按大额、临近限额、周末、无附件等条件抽查，并随机抽取样本。",
        "部分支出没有审批单，个别大额支出用现金支付。",
    ),
}
PLAIN = ("已按附表逐项核对，记录与账面一致。", "未发现需要披露的问题。")


class ReformAuditDemo(models.AbstractModel):
    """Two audits of demo villages, made by the acts of the product: they read the books and change nothing
    in them."""

    _name = "reform.audit.demo"
    _description = "Demo of Audits"

    @api.model
    def _load_demo(self):
        """Load the demo; nothing happens where it is loaded already."""
        if self.env["reform.audit.case"].search_count([], limit=1):
            return
        # What is said while the demo is made is said in Chinese; else the addon's words come after it.
        self.env["ir.module.module"]._load_module_terms(["reform_audit"], ["zh_CN"])
        people = {
            "lead": self.env.ref("reform_places.demo_user_auditor"),
            "second": self.env.ref("reform_audit.demo_second_auditor"),
            "director": self.env.ref("reform_places.demo_neighbour_director"),
            "clerk": self.env.ref("reform_places.demo_neighbour_clerk"),
        }
        self._leaving(self.env.ref("reform_places.demo_entity_5"), people)
        self._regular(self.env.ref("reform_places.demo_entity_6"), people)

    def _leaving(self, entity, people):
        """Make a leaving audit at work: some papers reviewed, one to review, two findings."""
        person = self.env["res.partner"].create({"name": "廖国荣"})
        case = self._begun(
            entity,
            people,
            kind="leaving",
            person_id=person.id,
            office="理事长",
            date_from=date(2024, 1, 1),
            date_to=date(2026, 6, 30),
            notice_no="前农审通〔2026〕7号",
        )
        papers = {paper.kind: paper for paper in case.paper_ids}
        signed = [papers[kind] for kind in ("basic", "books", "money", "parties", "spending")]
        self._sign(signed[:4], people)
        self._sign(signed[4:], people, review=False)
        self.env["reform.audit.evidence"].with_user(people["lead"])._enclose(
            case.with_user(people["lead"]),
            "form",
            "库存现金盘点情况",
            facts="任期内未按月盘点库存现金，出纳未提供盘点表。",
            source="村报账员",
        )
        self._finding(
            case,
            people,
            paper_id=papers["money"].id,
            kind="money",
            text="任期内未按月盘点库存现金，日终库存现金多次超过限额。",
            article="现金管理暂行条例；农村集体经济组织会计制度",
        )
        second = self._finding(
            case,
            people,
            paper_id=papers["spending"].id,
            kind="spending",
            text="发放2024年一季度干部报酬9600元，没有审批单。",
            amount=9600,
            article="中华人民共和国会计法第十四条",
        )
        clerk = as_person(second, people["clerk"])
        clerk.answer = "当时口头同意，审批手续正在补办。"
        clerk.action_answer()
        as_person(second, people["lead"]).action_order()

    def _regular(self, entity, people):
        """Make a regular audit of a year whose draft has been sent."""
        case = self._begun(
            entity,
            people,
            kind="regular",
            date_from=date(2025, 1, 1),
            date_to=date(2025, 12, 31),
            notice_no="前农审通〔2026〕9号",
        )
        self._sign(case.paper_ids, people)
        lead = as_person(case, people["lead"])
        lead.draft_report = (
            "审计结果表明，2025年度财务收支基本真实，账证相符。\n"
            "存在的主要问题：往来款项未函证，财务公开资料不完整。"
        )
        lead.action_send_draft()

    def _begun(self, entity, people, **vals):
        """Return an audit whose working papers are drawn up."""
        today = civil_day.today()
        team = [
            Command.create({"user_id": people["lead"].id, "is_lead": True}),
            Command.create({"user_id": people["second"].id}),
        ]
        case = as_person(self.env["reform.audit.case"], people["lead"]).create(
            {
                "entity_id": entity.id,
                "notice_date": fields.Date.subtract(today, days=12),
                "member_ids": team,
                **vals,
            }
        )
        for member in case.member_ids:
            as_person(member, member.user_id).action_declare()
        case.action_notice()
        case.write(
            {
                "entry_date": fields.Date.subtract(today, days=8),
                "entry_people": "理事会、监事会全体，镇三资代理中心",
            }
        )
        self.env["reform.audit.evidence"].with_user(people["director"])._enclose(
            case.with_user(people["director"]),
            "commitment",
            "被审计单位承诺书",
            file=FILE,
            file_name="承诺书.txt",
        )
        case.action_enter()
        return case.with_env(self.env)

    def _sign(self, papers, people, review=True):
        for paper in papers:
            facts, conclusion = WRITTEN.get(paper.kind, PLAIN)
            own = as_person(paper, people["lead"])
            own.write({"facts": facts, "conclusion": conclusion})
            own.action_sign()
            if review:
                as_person(paper, people["second"]).action_review()

    def _finding(self, case, people, **vals):
        return as_person(self.env["reform.audit.finding"], people["lead"]).create(
            {"case_id": case.id, "entity_id": case.entity_id.id, **vals}
        )
