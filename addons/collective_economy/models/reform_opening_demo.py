from datetime import date

from odoo import api, models
from odoo.addons.reform_decision.walkthrough import as_person
from odoo.fields import Command

# Code, name, party, debit, credit: the old books of a cooperative at the end of 2023.
OLD_BOOKS = (
    ("101", "现金", "", 860, 0),
    ("102", "银行存款", "", 64200, 0),
    ("10201", "农商行基本户", "", 58000, 0),
    ("10202", "专项资金户", "", 6200, 0),
    ("113", "内部往来", "卢兴发户", 1800, 0),
    ("113", "内部往来", "蒲秀珍户", 0, 450),
    ("131", "牲畜（禽）资产", "", 15600, 0),
    ("132", "林木资产", "", 42000, 0),
    ("151", "固定资产", "", 186000, 0),
    ("152", "累计折旧", "", 0, 48360),
    ("154", "在建工程", "", 23500, 0),
    ("202", "应付款", "广安农资经营部", 0, 12400),
    ("211", "应付工资", "", 0, 5200),
    ("212", "应付福利费", "", 0, 2850),
    ("301", "资本", "", 0, 200000),
    ("311", "公积公益金", "", 0, 56000),
    ("322", "收益分配", "", 0, 8700),
)
NAMES = ("{village}柑橘农民专业合作社", "{village}养殖农民专业合作社")
DECISIONS = {
    "131": ("132", "全部为产役畜，清查小组2023年12月清点"),
    "132": ("132", "柑橘林，经济林木"),
    "151": ("15101", "均为库房，见房屋登记"),
    "212": ("311", "按过渡规定转入公积公益金"),
}


class ReformOpeningDemo(models.AbstractModel):
    """Two openings of books by the old chart: one with open questions, one that waits for review."""

    _name = "reform.opening.demo"
    _description = "Demo of Openings"

    @api.model
    def _load_demo(self, place, crew):
        """Load the demo at a place, by its accountant."""
        old = self.env["ledger.chart"].search([("version", "=", "chart_2004")])
        for number, name in enumerate(NAMES):
            entity = self.env["reform.entity"].create(
                {"name": name.format(village=place.name), "place_id": place.id, "kind": "other"}
            )
            opening = as_person(self.env["ledger.opening"], crew["accountant"]).create(
                {
                    "entity_id": entity.id,
                    "source": "trial_balance",
                    "source_chart_id": old.id,
                    "date_opening": date(2024, 1, 1),
                }
            )
            opening._take_balances(
                [
                    {
                        "code": code,
                        "name": title,
                        "party_name": party or False,
                        "debit": debit,
                        "credit": credit,
                        "chart_id": old.id,
                    }
                    for code, title, party, debit, credit in OLD_BOOKS
                ]
            )
            self._note_difference(opening)
            if number:
                self._decide(opening)
                opening.action_convert()

    def _note_difference(self, opening):
        accounts = self.env["ledger.account"]._of_entity(opening.entity_id, opening.chart_id)
        opening.difference_ids = [
            Command.create(
                {
                    "kind": "asset",
                    "account_id": accounts["15102"].id,
                    "counter_account_id": accounts["311"].id,
                    "amount": 3600,
                    "reason": "账外喷灌设备一套，2023年清产核资表第12号",
                }
            )
        ]

    def _decide(self, opening):
        accounts = self.env["ledger.account"]._of_entity(opening.entity_id, opening.chart_id)
        for line in opening.line_ids:
            if line.code in DECISIONS:
                account, reason = DECISIONS[line.code]
                line.write({"account_id": accounts[account].id, "reason": reason})
