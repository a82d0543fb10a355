from datetime import date

from odoo import api, models
from odoo.addons.reform_decision.walkthrough import as_person
from odoo.addons.reform_rules.money import ZERO, yuan

BASE = date(2025, 12, 31)
PARTIES = ("粟明发", "阳光沙石厂", "骆德贵", "黎安秀", "广安惠民农资有限公司")
# day, summary, entries (account, number of the party, debit, credit)
VOUCHERS = (
    ("2024-01-01", "旧账余额转入", [
        ("101", None, 3200, 0), ("102", None, 186400, 0), ("112", 0, 12000, 0), ("112", 1, 36000, 0),
        ("121", None, 5600, 0), ("15101", None, 486000, 0), ("152", None, 0, 309000), ("211", 4, 0, 18500),
        ("241", None, 0, 60000), ("311", None, 0, 341700),
    ]),
    ("2024-06-18", "收沙石厂欠款", [("102", None, 16000, 0), ("112", 1, 0, 16000)]),
    ("2025-03-10", "应收骆德贵堰塘承包费", [("112", 2, 4800, 0), ("50106", None, 0, 4800)]),
    ("2025-05-20", "购化肥一批", [("121", None, 2400, 0), ("101", None, 0, 2400)]),
    ("2025-09-03", "收粟明发归还借款", [("101", None, 2000, 0), ("112", 0, 0, 2000)]),
    ("2025-11-12", "欠付黎安秀保洁费", [("51306", None, 3600, 0), ("211", 3, 0, 3600)]),
)  # fmt: skip
CARDS = (
    ("原长埝村小学教学楼", 268000, 92000, "川（2003）集用第0117号"),
    ("原长埝村办公楼", 156000, 61000, ""),
    ("提灌站", 38000, 12000, ""),
)


class ReformListsDemo(models.AbstractModel):
    """The collective of a former village amid its clearing: counted, with differences to decide."""

    _name = "reform.lists.demo"
    _description = "Demo of the Lists of a Clearing"

    @api.model
    def _load(self, people):
        """Make a former village with books and cards, freeze it, count it, and decide a part of it."""
        village = self.env.ref("reform_places.demo_entity_1").place_id
        origin = village._standing(date(2019, 12, 31))[-1:] or village
        entity = self.env["reform.entity"].create(
            {"name": f"{origin.name}股份经济合作社（原）", "kind": "collective", "place_id": origin.id}
        )
        self._books(entity, people)
        self._cards(entity, origin, people)
        clearing = as_person(self.env["reform.clearing"], people["township"]).create(
            {
                "entity_id": entity.id,
                "successor_id": self.env.ref("reform_places.demo_entity_1").id,
                "date_base": BASE,
            }
        )
        clearing.action_freeze()
        clearing.action_start()
        self._count(as_person(clearing, people["clerk"]))
        self._decide(clearing)
        return clearing

    def _books(self, entity, people):
        as_person(self.env["ledger.book"], people["accountant"])._open(entity, date(2024, 1, 1))
        partners = self.env["res.partner"].create([{"name": name} for name in PARTIES])
        as_person(self.env["ledger.bank.account"], people["accountant"]).create(
            {"entity_id": entity.id, "bank": "前锋农商银行护安支行", "number": "88120120000034417"}
        )
        result = as_person(self.env["ledger.voucher"], people["accountant"])._post_set(
            [
                {
                    "entity_id": entity.id,
                    "date": day,
                    "word": "transfer",
                    "summary": summary,
                    "event_key": f"demo:lists:{entity.id}:{number}",
                    "entries": [
                        {
                            "account": code,
                            "partner_id": partners[party].id if party is not None else False,
                            "debit": yuan(debit) if debit else ZERO,
                            "credit": yuan(credit) if credit else ZERO,
                        }
                        for code, party, debit, credit in lines
                    ],
                }
                for number, (day, summary, lines) in enumerate(VOUCHERS)
            ],
            prepared_by=people["clerk"],
            reviewed_by=people["supervisor"],
        )
        assert not result.problems, result.problems

    def _cards(self, entity, origin, people):
        category = self.env.ref("reform_assets.category_collective_c01")
        as_person(self.env["reform.asset"], people["clerk"]).create(
            [
                {
                    "name": name,
                    "place_id": origin.id,
                    "origin_place_id": origin.id,
                    "entity_id": entity.id,
                    "owner_class": "village_collective",
                    "category_id": category.id,
                    "nature": "operating",
                    "condition": "fair",
                    "cost": cost,
                    "net_value": net,
                    "certificate_no": certificate,
                    "acquired_date": "2003-09-01",
                    "custodian": "村委会",
                }
                for name, cost, net, certificate in CARDS
            ]
        )

    def _count(self, clearing):
        """Count everything, most of it as the books say, and give reasons to what differs."""
        items = clearing.item_ids
        by_list = items.grouped(lambda item: item.category_id.code)

        def count(item, **said):
            item._count_each([(each, said) for each in item], way="list")

        count(by_list["cash"], n100=27, n50=1, n10=1, n5=1, reason="短款35元，出纳一时说不清去向")
        sand, other = by_list["claims"][:1], by_list["claims"][1:]
        count(sand, counted_amount=0, reason="沙石厂2022年注销，无财产可执行", evidence="欠条、注销公告",
              disputed="no", collectable="bad")  # fmt: skip
        for claim in other:
            count(claim, counted_amount=claim.book_amount, evidence="借据", disputed="no", collectable="good")
        for debt in by_list["debts"]:
            count(debt, counted_amount=debt.book_amount, evidence="入库单、对账单", disputed="no")
        count(by_list["goods"], counted_quantity=0, counted_amount=8260, reason="两袋种子入库未记账")
        pump = by_list["fixed"].filtered(lambda item: item.name == "提灌站")
        count(pump, counted_quantity=0, reason="2021年洪水冲毁，未销账")
        for seal in by_list["seals"]:
            count(
                seal, counted_quantity=1, material="光敏", seal_state="sealed", keeper_found="护安镇三资中心"
            )
        count(by_list["bank"], counted_amount=by_list["bank"].book_amount, ukeys=2,
              statement_amount=by_list["bank"].book_amount)  # fmt: skip
        for item in by_list["files"] + by_list["matters"] + by_list["receipts"] + by_list["certificates"]:
            count(item, counted_quantity=0 if item.category_id.code == "matters" else 1)
        items.filtered(lambda item: item.state == "listed").action_as_booked()
        clearing.list_ids.filtered(lambda each: not each.item_count).action_nothing()
        clearing.action_make_letters()
        letters = self.env["reform.clearing.letter"].search([("clearing_id", "=", clearing.id)])
        as_person(letters, clearing.env.user).action_send()
        clearing.action_adjudicate()

    def _decide(self, clearing):
        """Decide the claim and the goods; cash and the pumping station are left to the reader."""
        items = clearing.item_ids
        goods = items.filtered(lambda item: item.list_code == "goods" and item.differs)
        goods._adjudicate("adjust", "经核对入库单，予以补记")
        claim = items.filtered(lambda item: item.list_code == "claims" and item.differs)
        claim._adjudicate("write_off", "债务人已注销，提请成员大会核销")
