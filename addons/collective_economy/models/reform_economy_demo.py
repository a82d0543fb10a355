import base64
from datetime import date, timedelta

from odoo import api, models
from odoo.addons.reform_decision.walkthrough import PICTURE, as_person, pass_decision, prepare
from odoo.addons.reform_places import civil_day
from odoo.fields import Command

from .. import demo_books

VILLAGES = 10
# Open for the reader of the demo: December 2025 and everything after it.
CLOSED_UNTIL = date(2025, 11, 30)
PAPER = base64.b64encode("租赁合同（示例，姓名和电话均为虚构）".encode())
STATEMENT = base64.b64encode("2019年度收益及收益分配表（示例，数字均为虚构）".encode())
ROLES = ("clerk", "director", "supervisor", "accountant", "township", "county_agriculture")
HOUSEHOLDS = ("谢长贵", "贺素芳", "龚国富", "庞小琴", "汤建明", "易秀英")
# origin: which of the former villages. lessee: name, phone, company. receipts: day, yuan, method.
LEASES = (
    {
        "village": 1,
        "asset": "原{origin}小学教学楼",
        "card": {"area_sqm": 620, "cost": 386000, "net_value": 152000},
        "lessee": ("四川蜀乐竹编工艺有限公司", "13900000101", True),
        "terms": {
            "date_start": date(2024, 1, 1),
            "date_end": date(2028, 12, 31),
            "rent_year": 24000,
            "frequency": "quarterly",
            "floor_rent": 20000,
            "deposit": 5000,
            "purpose": "竹编加工车间",
        },
        "receipts": [
            *((date(year, month, 6), 6000, "bank") for year in (2024, 2025) for month in (1, 4, 7, 10)),
            (date(2026, 1, 8), 6000, "bank"),
            (date(2026, 4, 20), 2500, "bank"),
        ],
    },
    {
        "village": 1,
        "origin": 1,
        "asset": "原{origin}堰塘",
        "card": {"nature": "resource", "area_sqm": 6666.7, "cost": 0, "net_value": 0},
        "lessee": ("冉启富", "13900000102", False),
        "member": True,
        "terms": {
            "date_start": date(2024, 3, 1),
            "date_end": date(2029, 2, 28),
            "rent_year": 8000,
            "frequency": "yearly",
            "floor_rent": 6000,
            "purpose": "水产养殖",
        },
        "receipts": [(date(2024, 3, 5), 8000, "cash"), (date(2025, 3, 28), 5000, "cash")],
    },
    {
        "village": 1,
        "asset": "原{origin}粮食仓库",
        "card": {"area_sqm": 240, "cost": 98000, "net_value": 41000},
        "lessee": ("卿世平", "13900000103", False),
        "terms": {
            "date_start": date(2025, 6, 1),
            "date_end": date(2027, 5, 31),
            "rent_year": 18000,
            "frequency": "monthly",
            "floor_rent": 15000,
            "deposit": 1500,
            "purpose": "农资仓储",
        },
        "receipts": [
            *((date(2025, month, 3), 1500, "mobile") for month in range(6, 13)),
            *((date(2026, month, 3), 1500, "mobile") for month in range(1, 9)),
        ],
    },
    {
        "village": 2,
        "asset": "原{origin}办公楼",
        "card": {"area_sqm": 410, "cost": 265000, "net_value": 120000},
        "lessee": ("前锋区暖阳居家养老服务中心", "13900000104", True),
        "terms": {
            "date_start": date(2024, 7, 1),
            "date_end": date(2034, 6, 30),
            "rent_year": 15000,
            "frequency": "half_yearly",
            "floor_rent": 12000,
            "uplift_percent": 5,
            "uplift_every_years": 3,
            "purpose": "日间照料中心",
        },
        "receipts": [
            (date(2024, 7, 2), 7500, "bank"),
            (date(2025, 1, 3), 7500, "bank"),
            (date(2025, 7, 2), 7500, "bank"),
            (date(2026, 1, 5), 7500, "bank"),
        ],
    },
    {
        "village": 4,
        "asset": "原{origin}村卫生室",
        "card": {"area_sqm": 130, "cost": 76000, "net_value": 30500},
        "lessee": ("明德芳", "13900000105", False),
        "terms": {
            "date_start": date(2025, 1, 1),
            "date_end": date(2029, 12, 31),
            "rent_year": 6000,
            "frequency": "yearly",
            "floor_rent": 5000,
            "free_months": 2,
            "purpose": "便民超市",
        },
        "receipts": [(date(2025, 1, 10), 5000, "bank")],
    },
)


class ReformEconomyDemo(models.AbstractModel):
    """Two years of ten merged villages, with made-up people: books, leases, receipts, baselines.

    Everything is done by the acts of the product and by users of the right roles, never past them; what the
    rules would refuse to a village they refuse here.
    """

    _name = "reform.economy.demo"
    _description = "Demo of Collective Economies"

    @api.model
    def _load_demo(self):
        """Load the demo; nothing happens where it is loaded already."""
        entities = [self.env.ref(f"reform_places.demo_entity_{n}") for n in range(1, VILLAGES + 1)]
        if self.env["ledger.book"].search_count([("entity_id", "in", [entity.id for entity in entities])]):
            return
        # What is said while the demo is made is said in Chinese; else the addon's words come after it.
        self.env["ir.module.module"]._load_module_terms(["collective_economy"], ["zh_CN"])
        own = {role: self.env.ref(f"reform_places.demo_user_{role}") for role in ROLES}
        neighbours = ("clerk", "director", "supervisor")
        others = {
            **own,
            **{role: self.env.ref(f"reform_places.demo_neighbour_{role}") for role in neighbours},
        }
        people = [own, *([others] * (VILLAGES - 1))]
        villages = [self._village(number, entity) for number, entity in enumerate(entities, 1)]
        self._open_books(own["accountant"], entities)
        for spec in LEASES:
            self._lease(spec, entities, villages, people)
        for village, entity, crew in zip(villages, entities, people, strict=True):
            self._post(village, entity, crew)
            self._baseline(village, entity, crew)
        self.env["ledger.report.demo"]._load(entities, people)
        self._close(own["accountant"], entities)
        self.env["reform.income.demo"]._load_demo(entities, own)
        self.env["reform.closing.demo"]._load_demo(entities, people)
        self.env["reform.cash.demo"]._load_demo(entities[0], own)
        self._running_case(entities[0], own)
        self.env["reform.agency.demo"]._load_demo(entities, people)
        self._demo_events(entities, people)
        self.env["reform.asset.demo"]._look_back()
        self.env["reform.distribution.demo"]._load(entities[0], own)
        self.env["reform.opening.demo"]._load_demo(entities[0].place_id, own)

    def _village(self, number, entity):
        """Return the demo_books.Village of an entity, with two member households."""
        former = entity.place_id._standing(date(2019, 12, 31)) or entity.place_id
        households = self.env["res.partner"].create(
            [
                {
                    "name": f"{HOUSEHOLDS[(number + turn) % len(HOUSEHOLDS)]}户",
                    "phone": f"1390000{number:02d}{turn:02d}",
                    "reform_member_entity_ids": [Command.set(entity.ids)],
                }
                for turn in (20, 21)
            ]
        )
        return demo_books.Village(number, entity.id, former.ids, households.ids)

    def _open_books(self, accountant, entities):
        books = as_person(self.env["ledger.book"], accountant)
        for entity in entities:
            books._open(entity, date(2024, 1, 1))

    # -- leases ---

    def _lease(self, spec, entities, villages, people):
        """Return a lease in force with its receipts: card, confirmations, decision, signature, filing."""
        entity, village, crew = (each[spec["village"] - 1] for each in (entities, villages, people))
        card = self._card(spec, entity, village, crew)
        lease = self._draft(spec, entity, card, crew)
        as_person(lease, crew["clerk"]).action_price()
        pass_decision(
            lease,
            crew,
            meeting_on=spec["terms"]["date_start"] - timedelta(days=20),
            votes=(36, 31, 29, 1, 1),
            upto="published",
            vals={"body": self._body(spec)},
        )
        as_person(lease, crew["supervisor"]).action_decide()
        as_person(lease, crew["director"]).action_sign()
        as_person(lease, crew["township"]).action_file(
            number=f"护府租备〔{lease.date_start.year}〕{lease.id}号"
        )
        receipts = as_person(self.env["reform.rent.receipt"], crew["clerk"])
        for number, (day, amount, method) in enumerate(spec["receipts"], 1):
            receipts._record(
                lease_id=lease.id,
                amount=amount,
                date=day,
                method=method,
                key=f"demo:{lease.name}:{number}",
                receipt_no=f"川农财{day:%Y%m}{number:03d}",
            )
        self._finish_case(lease, crew)
        return lease

    def _finish_case(self, lease, crew):
        """Carry the lease's decision to its end: carried out, result posted, closed."""
        case = lease.decision_id
        as_person(case, crew["director"]).action_implement()
        case = as_person(case, crew["clerk"])
        case.write({"result_published_on": lease.date_start + timedelta(days=10), "result_photo": PICTURE})
        case.action_publish_result()
        as_person(case, crew["supervisor"]).action_close()

    def _running_case(self, entity, crew):
        """Leave one matter before its assembly, so that the desk of the village has something to do."""
        case = as_person(self.env["reform.decision"], crew["clerk"]).create(
            {
                "name": "下年度财务预算",
                "kind": "annual_accounts",
                "entity_id": entity.id,
                "body": "representative_assembly",
                "proposal": "下年度预计收入18万元，支出9万元，其中公益支出1.2万元。",
            }
        )
        prepare(case, civil_day.today() + timedelta(days=5))
        as_person(case, crew["director"]).action_propose()
        case.action_consult()
        case.action_deliberate()
        as_person(case, crew["director"]).action_convene()

    def _body(self, spec):
        """Return who could decide on that day: members' bodies came with the collective law."""
        new_law = spec["terms"]["date_start"] - timedelta(days=20) >= date(2025, 5, 1)
        return "representative_assembly" if new_law else "villager_delegates"

    def _card(self, spec, entity, village, crew):
        """Return a confirmed card of the village."""
        origins = village.origins
        origin = self.env["reform.place"].browse(origins[spec.get("origin", 0) % len(origins)])
        resource = spec["card"].get("nature") == "resource"
        category = self.env["reform.asset.category"].search([("is_resource", "=", resource)], limit=1)
        card = as_person(self.env["reform.asset"], crew["clerk"]).create(
            {
                "name": spec["asset"].format(origin=origin.name),
                "place_id": entity.place_id.id,
                "origin_place_id": origin.id,
                "entity_id": entity.id,
                "owner_class": "village_collective",
                "category_id": category.id,
                "nature": "operating",
                "condition": "fair",
                "use_state": "idle",
                "idle_since": spec["terms"]["date_start"] - timedelta(days=900),
                "idle_reason": "合村后停用",
                **spec["card"],
            }
        )
        as_person(card, crew["supervisor"]).action_check_village()
        as_person(card, crew["township"]).action_check_town()
        as_person(card, crew["county_agriculture"]).action_confirm()
        return card.with_env(self.env)

    def _draft(self, spec, entity, card, crew):
        """Return the draft of a lease with its contract paper."""
        name, phone, company = spec["lessee"]
        lessee = self.env["res.partner"].create(
            {
                "name": name,
                "phone": phone,
                "is_company": company,
                "reform_member_entity_ids": [Command.set(entity.ids if spec.get("member") else [])],
            }
        )
        lease = as_person(self.env["reform.lease"], crew["clerk"]).create(
            {
                "entity_id": entity.id,
                "lessee_id": lessee.id,
                "line_ids": [Command.create({"asset_id": card.id})],
                "price_basis": "comparables",
                "price_note": "比照邻村三处同类房屋租金。",
                **spec["terms"],
            }
        )
        lease.document_ids = lease.env["ir.attachment"].create(
            {"name": "租赁合同.txt", "datas": PAPER, "res_model": lease._name, "res_id": lease.id}
        )
        return lease.with_env(self.env)

    # -- books ---

    def _post(self, village, entity, crew):
        """Post opening, two years, the leases' events, the closing of 2024.

        The first village books its contracts up to the end of 2025 only: the rest is left for the reader.
        """
        last = date(2025, 12, 31) if village.index == 1 else civil_day.today()
        leases = self.env["reform.lease"].search([("entity_id", "=", entity.id)])
        vouchers = [demo_books.opening(village)]
        for number in demo_books.YEARS:
            vouchers += demo_books.year(village, number)
        for lease in leases:
            dues = lease.due_ids.filtered(lambda due: due.date_due <= last and due.amount)
            receipts = lease.receipt_ids.filtered(lambda receipt: receipt.date <= last)
            deposits = lease.deposit_move_ids.filtered(lambda move: move.date <= last)
            for record in [*dues, *receipts, *deposits]:
                vouchers.append(as_person(record, crew["accountant"])._voucher_event())
        vouchers.append(demo_books.closing(village, demo_books.YEARS[0], vouchers))
        result = as_person(self.env["ledger.voucher"], crew["accountant"])._post_set(
            vouchers, prepared_by=crew["clerk"], reviewed_by=crew["supervisor"]
        )
        assert not result.problems, result.problems
        assert result.posted == len(vouchers), (result, len(vouchers))

    def _close(self, accountant, entities):
        """Close the months of 2024 and of 2025 up to November."""
        periods = self.env["ledger.period"].search(
            [("entity_id", "in", [entity.id for entity in entities]), ("date_to", "<=", CLOSED_UNTIL)]
        )
        for entity in entities:
            as_person(
                periods.filtered(lambda p, entity=entity: p.entity_id == entity), accountant
            ).action_close()

    def _baseline(self, village, entity, crew):
        """Enter what the former villages earned in 2019, and have the county freeze it."""
        baseline = as_person(self.env["reform.income.baseline"], crew["accountant"]).create(
            {
                "entity_id": entity.id,
                "year": 2019,
                "basis": "依据合并前各村2019年度收益分配表，经镇农经站核对（示例数据）。",
                "line_ids": [
                    Command.create(
                        {
                            "place_id": origin,
                            "kind": kind,
                            "amount": amount,
                            "source": "2019年度收益分配表",
                        }
                    )
                    for origin, kind, amount in demo_books.baseline(village)
                ],
                "paper_ids": [
                    Command.create(
                        {"place_id": origin, "file": STATEMENT, "file_name": "2019年度收益分配表.txt"}
                    )
                    for origin in village.origins
                ],
            }
        )
        as_person(baseline, crew["county_agriculture"]).action_freeze()
