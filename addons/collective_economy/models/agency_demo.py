import base64
from datetime import timedelta

from dateutil.relativedelta import relativedelta
from odoo import api, models
from odoo.addons.reform_decision.walkthrough import as_person
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import file_open

from .reform_spending_steps import GROUPS

CONTRACT = base64.b64encode("农村集体经济组织委托代理记账协议（示例）".encode())
# key: name, whether a unit, bank, account
PAYEES = {
    "shop": ("王记五金建材经营部", True, "四川农村商业联合银行护安支行", "88130120000013482"),
    "power": ("国网四川省电力公司广安供电公司", True, "中国建设银行广安分行", "51050168640800000217"),
    "paint": ("前锋区明亮装饰工程有限公司", True, "四川农村商业联合银行前锋支行", "88130120000055127"),
    "road": ("广安市顺达路桥工程有限公司", True, "中国农业银行广安前锋支行", "22660101040012345"),
    "office": ("护安镇文源办公用品商店", True, "中国邮政储蓄银行护安支行", "951003010000678901"),
    "labour": ("龚国富", False, "", ""),
}
# village, purpose, payee, yuan, account, receipt, how far it has come, days after the first of the month
REQUESTS = (
    (1, "购买打印纸和文件盒", "office", 380, "51302", "receipt_shop", "draft", 24),
    (1, "村道路灯10月电费", "power", 1260, "51306", "receipt_power", "asked", 20),
    (1, "维修蓄水池材料款", "shop", 8600, "51305", "receipt_shop", "director", 18),
    (1, "水渠清淤劳务费", "labour", 4200, "51399", "receipt_labour", "approved", 15),
    (1, "村办公室墙面粉刷（一楼）", "paint", 3000, "51305", "receipt_shop", "asked", 10),
    (1, "村办公室墙面粉刷（二楼）", "paint", 2800, "51305", "receipt_shop", "asked", 14),
    (1, "三组产业路硬化工程款", "road", 86000, "153", "receipt_shop", "supervisor", 12),
    (1, "会议室灯具", "shop", 960, "51305", "receipt_shop", "returned", 8),
    (1, "打印机硒鼓", "office", 760, "51302", "receipt_shop", "paid", 5),
    (2, "更换活动室门锁", "shop", 420, "51305", "receipt_shop", "paid", 6),
    (3, "村级公益岗位保洁工具", "shop", 1350, "514", "receipt_shop", "paid", 9),
    (3, "广场照明电费", "power", 880, "51306", "receipt_power", "approved", 11),
    (5, "提灌站用电", "power", 3140, "51199", "receipt_power", "paid", 7),
    (6, "村委会会议桌维修", "shop", 640, "51305", "receipt_shop", "paid", 4),
    (7, "公厕维修材料", "shop", 2380, "514", "receipt_shop", "paid", 6),
    (8, "账簿和凭证装订", "office", 290, "51302", "receipt_shop", "paid", 10),
    (9, "饮水管网抢修", "shop", 6800, "51305", "receipt_shop", "paid", 12),
    (10, "社区路灯电费", "power", 1980, "51306", "receipt_power", "paid", 8),
)
# village → where its month has come to
MONTHS = {
    1: "waiting", 2: "reported", 3: "reported", 4: "returned", 5: "checked", 6: "booked", 7: "prepared",
    8: "signed", 9: "posted", 10: "posted",
}  # fmt: skip
# village → who objects, to what, and the answer
OBJECTIONS = {
    9: (
        "蒋秀芳（示例）",
        "抢修饮水管网6800元，没有看到验收人签字。",
        "验收单由三组组长和两名村民代表签字，已附在当月凭证后，可到村委会查看。",
    ),
    10: ("龙大成（示例）", "公示的路灯电费比上月多了一倍，请说明是哪几盏灯、哪几个月的。", ""),
}
ROAD = ("waiting", "reported", "checked", "booked", "prepared", "signed", "posted")


class ReformAgencyDemo(models.AbstractModel):
    """Last month of an agency that keeps the books of the demo villages: requests to spend, and ten months
    each at another step.
    """

    _name = "reform.agency.demo"
    _description = "Demo of Agency Bookkeeping"

    @api.model
    def _load_demo(self, entities, people):
        """Load engagements, requests and the month before. Args: people: by village, users by role."""
        self = self.with_context(tracking_disable=True)
        first = civil_day.today().replace(day=1) - relativedelta(months=1)
        keepers = self._keepers(entities)
        for entity, crew in zip(entities, people, strict=True):
            self._engage(entity, crew, keepers)
        payees = self._payees()
        for village, *spec in REQUESTS:
            self._request(entities[village - 1], people[village - 1], keepers, payees, first, spec)
        self._month(first, entities, people, keepers)

    def _keepers(self, entities):
        """Return accountant, second accountant and cashier of the agency; the second one posts."""
        ref = self.env.ref
        accountant = ref("reform_places.demo_user_accountant")
        poster = self.env["res.users"].create(
            {
                "name": "傅明礼(主管会计)",
                "login": "demo.accountant.head",
                "lang": "zh_CN",
                "tz": "Asia/Shanghai",
                "group_ids": [Command.set(ref("reform_places.group_accountant").ids)],
                "reform_scope_ids": [Command.set([entity.place_id.id for entity in entities])],
            }
        )
        return {"accountant": accountant, "poster": poster, "cashier": ref("reform_places.demo_user_cashier")}

    def _engage(self, entity, crew, keepers):
        """Put an engagement in force: drawn up by the township, signed by the director."""
        township = self.env.ref("reform_places.demo_user_township")
        if township.reform_scope_ids not in entity.place_id.township_id:
            township = self.env.ref("reform_places.demo_neighbour_township")
        engagement = as_person(self.env["reform.agency.engagement"], township).create(
            {
                "agency_id": self.env.ref("reform_places.demo_entity_agency").id,
                "entity_id": entity.id,
                "accountant_ids": [Command.set((keepers["accountant"] | keepers["poster"]).ids)],
                "cashier_id": keepers["cashier"].id,
                "clerk_id": crew["clerk"].id,
                "contract_no": f"护代记〔2024〕{entity.id}号",
                "contract_file": CONTRACT,
                "contract_name": "委托代理记账协议.txt",
                "date_from": "2024-01-01",
                "fee_year": 3600,
                "fee_payer": "township",
            }
        )
        as_person(engagement, crew["director"]).action_sign()

    def _payees(self):
        return {
            key: (self.env["res.partner"].create({"name": name, "is_company": unit}), bank, number)
            for key, (name, unit, bank, number) in PAYEES.items()
        }

    # -- requests ---

    def _request(self, entity, crew, keepers, payees, first, spec):
        """Bring a request as far as the demo wants it, dated within the month."""
        purpose, key, amount, code, receipt, upto, days = spec
        payee, bank, number = payees[key]
        day = first + timedelta(days=days)
        book = self.env["ledger.book"]._of(entity)
        account = self.env["ledger.account"]._of_entity(entity, book.chart_id)[code]
        with file_open(f"collective_economy/static/demo/{receipt}.jpg", "rb") as picture:
            photo = base64.b64encode(picture.read())
        request = as_person(self.env["reform.spending"], crew["clerk"]).create(
            {
                "entity_id": entity.id,
                "date": day,
                "purpose": purpose,
                "payee_id": payee.id,
                "amount": amount,
                "method": "bank" if number else "cash",
                "holder": payee.name if number else False,
                "bank": bank,
                "account_no": number,
                "account_id": account.id,
                "photo": photo,
                "budget_ref": "年度财务预算",
            }
        )
        if upto == "draft":
            return
        request.action_ask()
        if upto == "returned":
            as_person(request, crew["director"]).action_return(
                reason="发票抬头应为集体经济组织全称，请重开。"
            )
        wanted = {"asked": 0, "director": 1, "supervisor": 2, "approved": 3, "paid": 3}.get(upto, 0)
        while request.state == "asked" and wanted:
            as_person(request, crew.get(request.turn) or self._signer(request)).action_approve()
            wanted -= 1
        self._look_back(request, day)
        if upto == "paid":
            reference = f"川农信{day:%Y%m%d}{request.id:04d}"
            as_person(request, keepers["cashier"]).action_pay(
                reference=reference, date=day + timedelta(days=2)
            )

    def _signer(self, request):
        """Return a user of the role whose turn it is, beside the village's own people."""
        group = self.env.ref(GROUPS[request.turn])
        return group.user_ids.filtered(lambda user: request.with_user(user).has_access("read"))[:1]

    def _look_back(self, request, day):
        """Let a request have been asked for, and approved, in the month the demo tells of."""
        # sudo: the demo makes a past that nobody lived through; no client can do this.
        request = request.sudo()
        past = {"asked_on": day}
        if request.approved_on:
            past["approved_on"] = day + timedelta(days=1)
        request._set_guarded(past)
        if request.state == "asked":
            way = request._way(day)
            request._set_guarded({name: value for name, value in way.items() if name != "turn"})
            request._mark_pieces()

    # -- the month ---

    def _month(self, first, entities, people, keepers):
        batch = as_person(self.env["reform.agency.batch"], keepers["accountant"]).create(
            {"month": first, "agency_id": self.env.ref("reform_places.demo_entity_agency").id}
        )
        lines = {line.entity_id: line.with_env(self.env) for line in batch.line_ids}
        for number, (entity, crew) in enumerate(zip(entities, people, strict=True), 1):
            self._carry(lines[entity], MONTHS[number], crew, keepers)
            if number in OBJECTIONS and lines[entity].sheet_id.state == "posted":
                self._object(lines[entity].sheet_id, crew, *OBJECTIONS[number])

    def _object(self, sheet, crew, member, text, answer):
        """Let a member object to a sheet on the board, and the supervisors answer him, if they do."""
        objection = as_person(self.env["reform.agency.objection"], crew["clerk"]).create(
            {"sheet_id": sheet.id, "raised_by": member, "text": text}
        )
        if answer:
            mine = as_person(objection, crew["supervisor"])
            mine.answer = answer
            mine.action_answer()

    def _carry(self, line, wanted, crew, keepers):
        """Carry the month of a village to where the demo wants it."""
        upto = ROAD.index("reported" if wanted == "returned" else wanted)
        if upto >= ROAD.index("reported"):
            mine = as_person(line, crew["clerk"])
            mine.write({"sheets": 3 + line.id % 5})
            mine.action_report()
        mine = as_person(line, keepers["accountant"])
        if wanted == "returned":
            mine.action_return(reason="缺少银行对账单和两张租金收据存根，请补齐后再报。")
        if upto >= ROAD.index("checked"):
            mine.action_check()
        if upto >= ROAD.index("booked"):
            try:
                mine.action_book()
            except UserError:
                # What a closed month keeps out of the books keeps the village checked, as in life.
                return
        if upto >= ROAD.index("prepared"):
            self._publish(line, ROAD[upto], crew, keepers)

    def _publish(self, line, wanted, crew, keepers):
        """Post what the month has prepared, and bring its sheet as far as the board."""
        Voucher = self.env["ledger.voucher"]
        domain = [("entity_id", "=", line.entity_id.id), ("state", "=", "prepared")]
        vouchers = Voucher.search([*domain, ("prepared_by_id", "=", keepers["accountant"].id)])
        as_person(vouchers, crew["supervisor"]).action_review()
        as_person(vouchers, keepers["poster"]).action_post()
        mine = as_person(line, keepers["accountant"])
        mine.invalidate_recordset()
        if line.prepared_count or line.reviewed_count:
            return
        mine.action_publish()
        sheet = line.sheet_id
        if wanted in ("signed", "posted"):
            as_person(sheet, crew["supervisor"]).action_sign()
        if wanted == "posted":
            with file_open("collective_economy/static/demo/receipt_labour.jpg", "rb") as picture:
                photo = base64.b64encode(picture.read())
            today = civil_day.today()
            sheet = as_person(sheet, crew["clerk"])
            sheet.write({"posted_from": today, "posted_to": today + timedelta(days=9), "photo": photo})
            sheet.action_post()
