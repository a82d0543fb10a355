import base64
from datetime import date, timedelta

from odoo import api, models
from odoo.addons.reform_decision.walkthrough import PICTURE, as_person, pass_decision
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.economy import roster
from odoo.fields import Command

# People of a village as a name book would give them; none of them exists.
SURNAMES = "谢贺龚庞汤易冉卿明蒲苟唐"
MEN = ("长贵", "国富", "建明", "启富", "世平", "安全", "正华", "光明", "德全", "兴发", "永康", "大林")
WOMEN = ("素芳", "小琴", "秀英", "德芳", "正碧", "春梅", "淑华", "桂兰", "玉珍", "光琼", "小雨", "雪梅")
RELATIONS = (
    ("户主", "male", 1958),
    ("配偶", "female", 1961),
    ("之子", "male", 1986),
    ("孙女", "female", 2014),
)
HOUSEHOLDS = 12
PAPER = base64.b64encode("签领表扫描件（示例，姓名均为虚构）".encode())
CONFIRMED = date(2024, 3, 20)
YEAR = 2024
SHARES_EACH = 10


class ReformDistributionDemo(models.AbstractModel):
    """Forty people of the first demo village: confirmed, with shares, and paid the dividend of 2024.

    As the rest of the demo it is done by the acts of the product and by users of the right roles.
    """

    _name = "reform.distribution.demo"
    _description = "Demo of Members and Distribution"

    @api.model
    def _load(self, entity, crew):
        """Load people, shares and one paid distribution of a collective."""
        crew = {**crew, "cashier": self.env.ref("reform_places.demo_user_cashier")}
        members = self._members(entity, crew)
        self._confirm(entity, members, crew)
        self._quantify(entity, crew)
        self._newcomers(entity, members, crew)
        self._distribute(entity, crew)

    def _members(self, entity, crew):
        """Return forty people in twelve households, former villages taking turns."""
        origins = entity.place_id._standing(date(2019, 12, 31)) or entity.place_id
        households = as_person(self.env["reform.household"], crew["clerk"]).create(
            [
                {
                    "entity_id": entity.id,
                    "code": f"{number + 1:04d}",
                    "name": SURNAMES[number] + MEN[number],
                    "group_name": f"{number % 4 + 1}组",
                    "origin_place_id": origins[number % len(origins)].id
                    if origins[number % len(origins)] != entity.place_id
                    else False,
                }
                for number in range(HOUSEHOLDS)
            ]
        )
        people = []
        for number, household in enumerate(households):
            # Every third household has no grandchild yet.
            for at, (relation, sex, born) in enumerate(RELATIONS[: 3 if number % 3 == 0 else 4]):
                people.append(
                    {
                        "entity_id": entity.id,
                        "household_id": household.id,
                        "name": household.name
                        if not at
                        else SURNAMES[(number + 3) % 12 if at == 1 else number]
                        + (MEN if sex == "male" else WOMEN)[(number + 5 * at) % 12],
                        "identity": self._identity(born + number % 9, 10 * number + at, sex),
                        "is_head": not at,
                        "relation": relation,
                        "sex": sex,
                        "birth_year": born + number % 9,
                        "phone": f"1390000{number + 20:02d}{at}{at}",
                        "bank_name": "农村商业银行",
                        "bank_account": not at and f"6214660000{number + 1:02d}{4000 + 37 * number:04d}",
                        "cause": ("original", "marriage", "birth", "birth")[at],
                    }
                )
        members = as_person(self.env["reform.member"], crew["clerk"]).create(people).with_env(self.env)
        heads = members.filtered("is_head")
        as_person(heads, crew["cashier"]).action_verify_account()
        return members

    @staticmethod
    def _identity(year, number, sex):
        """Return a made-up identity number of a place that does not exist."""
        body = f"999999{year}0101{2 * number + (sex == 'male'):03d}"
        for check in "0123456789X":
            try:
                roster.identity(body + check)
            except roster.IdentityWrong:
                continue
            return body + check
        raise AssertionError(body)

    def _posting(self, day):
        return {"published_on": day, "published_place": "村务公开栏", "published_photo": PICTURE}

    def _decide(self, record, crew, meeting_on, body):
        return pass_decision(
            record, crew, meeting_on=meeting_on, votes=(40, 34, 33, 0, 1), upto="published",
            vals={"body": body},
        )  # fmt: skip

    def _confirm(self, entity, members, crew):
        listed = as_person(self.env["reform.member.roster"], crew["clerk"]).create(
            {
                "entity_id": entity.id,
                "date": CONFIRMED,
                "member_ids": [Command.set(members.ids)],
                **self._posting(CONFIRMED - timedelta(days=12)),
            }
        )
        listed.action_publish()
        self._decide(listed, crew, CONFIRMED, "villager_assembly")
        as_person(listed, crew["supervisor"]).action_confirm()
        as_person(listed, crew["township"]).action_file(number="护府成员备〔2024〕1号")

    def _quantify(self, entity, crew):
        """Ten shares to everybody, two more for age."""
        plan = as_person(self.env["reform.quantification"], crew["clerk"]).create(
            {
                "name": "集体经营性资产收益权量化方案",
                "entity_id": entity.id,
                "date": CONFIRMED + timedelta(days=10),
                "assets_total": 1860000,
                "mode": "static",
                "rule_ids": [
                    Command.create({"kind": "member", "who": "all", "number": SHARES_EACH}),
                    Command.create(
                        {"kind": "seniority", "who": "age", "age_from": 60, "age_to": 120, "number": 2}
                    ),
                    Command.create({"kind": "collective", "who": "collective", "number": 40}),
                ],
                **self._posting(CONFIRMED - timedelta(days=12)),
            }
        )
        plan.action_fill()
        plan.action_publish()
        self._decide(plan, crew, CONFIRMED, "villager_assembly")
        as_person(plan, crew["supervisor"]).action_decide()
        as_person(plan, crew["director"]).action_book()

    def _newcomers(self, entity, members, crew):
        """A death, an inheritance waiting to be booked, and a newborn on a list not posted yet."""
        late = members[0]
        heir = late.household_id.member_ids.filtered(lambda each: each.relation == "之子")[:1]
        as_person(late, crew["supervisor"])._change(
            "deceased", "death", date(2025, 9, 12), paper=PAPER, paper_name="死亡证明（示例）.txt"
        )
        change = as_person(self.env["reform.share.change"], crew["clerk"]).create(
            {
                "entity_id": entity.id,
                "move": "inherit",
                "giver_id": late.id,
                "taker_id": heir.id,
                "number": SHARES_EACH,
                "date": date(2025, 10, 15),
                "reason": "继承，家庭协议一份",
                "paper": PAPER,
                "paper_name": "家庭协议（示例）.txt",
            }
        )
        change.action_submit()
        newborn = as_person(self.env["reform.member"], crew["clerk"]).create(
            {
                "entity_id": entity.id,
                "household_id": members[-1].household_id.id,
                "name": members[-1].name[0] + "晓雨",
                "relation": "孙女",
                "sex": "female",
                "birth_year": 2025,
                "cause": "birth",
            }
        )
        as_person(self.env["reform.member.roster"], crew["clerk"]).create(
            {"entity_id": entity.id, "date": civil_day.today(), "member_ids": [Command.set(newborn.ids)]}
        )

    def _distribute(self, entity, crew):
        """The income of 2024: posted, voted, booked, and most of the members paid."""
        plan = as_person(self.env["reform.distribution"], crew["clerk"]).create(
            {
                "entity_id": entity.id,
                "year": YEAR,
                "reserve_percent": 30,
                "dividend_percent": 60,
                "explanation": "2024年度账目已结清，收益主要来自房屋出租和摊位费。",
                **self._posting(date(2025, 3, 1)),
            }
        )
        as_person(plan, crew["accountant"]).action_close_accounts()
        # sudo: the demo makes a past that nobody lived through; no client can do this.
        plan.sudo()._set_guarded({"post_from": date(2025, 2, 24)})
        if plan._plan_refusal():
            # A year without income stays a plan, as it would in the village.
            return
        plan.action_publish()
        self._decide(plan, crew, date(2025, 3, 20), "villager_delegates")
        as_person(plan, crew["supervisor"]).action_vote()
        as_person(plan, crew["clerk"]).action_book_reserve()
        self._post(plan, crew)
        as_person(plan, crew["supervisor"]).action_lock_shares()
        as_person(plan, crew["clerk"]).action_payable()
        self._post(plan, crew)
        # One has died since and one works away: their parts wait.
        alive = plan.line_ids.filtered(lambda line: line.member_id.state == "member")
        heads = alive.filtered("account_verified")
        rest = (alive - heads)[:-1]
        cashier = as_person(plan, crew["cashier"])
        cashier._pay(heads.with_user(crew["cashier"]), method="bank", date=civil_day.today())
        cashier._pay(
            rest.with_user(crew["cashier"]), method="cash", date=civil_day.today(), paper=PAPER,
            paper_name="签领表（示例）.txt",
        )  # fmt: skip
        as_person(plan, crew["director"])._settle("一人已故待继承人办理，一人外出务工，款项暂存。")
        as_person(plan.event_ids.filtered(lambda event: event.kind == "paid"), crew["clerk"])._book()
        self._post(plan, crew)

    def _post(self, plan, crew):
        plan = plan.with_env(self.env)
        plan.invalidate_recordset()
        plan.event_ids.invalidate_recordset()
        vouchers = plan.event_ids.voucher_id.filtered(lambda voucher: voucher.state == "prepared")
        as_person(vouchers, crew["supervisor"]).action_review()
        as_person(vouchers, crew["accountant"]).action_post()
