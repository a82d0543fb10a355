from datetime import date, timedelta

from odoo import api, fields, models
from odoo.addons.reform_decision.walkthrough import as_person
from odoo.fields import Command

FIRST, LAST = date(2025, 12, 1), date(2025, 12, 31)
NOTES = (("n100", 100), ("n50", 50), ("n20", 20), ("n10", 10), ("n5", 5), ("n1", 1))
# name, summary, lines: account, side, share of the sum.
TEMPLATES = (
    ("提取备用金", "提取备用金", (("101", "debit", 100), ("102", "credit", 100))),
    ("支付办公费", "支付办公用品费", (("51302", "debit", 100), ("101", "credit", 100))),
    ("计提并分摊报酬", "计提本月干部报酬", (("51301", "debit", 100), ("212", "credit", 100))),
)


class ReformCashDemo(models.AbstractModel):
    """A month of money in the first village: bank account, cashier's journal, statement, count, templates."""

    _name = "reform.cash.demo"
    _description = "Demo of Cash and Bank"

    @api.model
    def _load_demo(self, entity, crew):
        """Write December 2025 of an entity as cashier and accountant write it; nothing the second time."""
        accountant, cashier = crew["accountant"], self.env.ref("reform_places.demo_user_cashier")
        if self.env["ledger.bank.account"].search_count([("entity_id", "=", entity.id)]):
            return
        account = as_person(self.env["ledger.bank.account"], accountant).create(
            {"entity_id": entity.id, "bank": "广安农村商业银行护安支行", "number": "88010120003456721"}
        )
        self._templates(entity, accountant)
        entries = self.env["ledger.entry"].search(
            [
                ("entity_id", "=", entity.id),
                ("account_id.code", "in", ("101", "102")),
                ("voucher_id.state", "=", "posted"),
            ],
            order="date, voucher_id, line_no",
        )
        self._journal(account, entries, cashier)
        self._statement(account, entries, cashier, accountant)
        self._count(entity, cashier, crew["supervisor"])

    def _templates(self, entity, accountant):
        accounts = self.env["ledger.voucher"]._accounts_of(entity)
        as_person(self.env["ledger.voucher.template"], accountant).create(
            [
                {
                    "name": name,
                    "summary": summary,
                    "entity_id": False,
                    "line_ids": [
                        Command.create(
                            {"account_id": accounts[code].id, "side": side, "share_percent": share}
                        )
                        for code, side, share in lines
                    ],
                }
                for name, summary, lines in TEMPLATES
            ]
        )

    def _journal(self, account, entries, cashier):
        """Write what was there on the first day, and every movement of the month."""
        boxes = {"101": False, "102": account.id}
        before = dict.fromkeys(boxes, 0.0)
        lines = []
        for entry in entries:
            code, amount = entry.account_id.code, entry.debit - entry.credit
            if entry.date < FIRST:
                before[code] += amount
            elif entry.date <= LAST:
                lines.append(
                    {
                        "date": entry.date,
                        "bank_account_id": boxes[code],
                        "summary": entry.summary,
                        "amount_in": max(amount, 0),
                        "amount_out": max(-amount, 0),
                        "partner_id": entry.partner_id.id,
                    }
                )
        opening = [
            {
                "date": FIRST,
                "bank_account_id": box,
                "kind": "opening",
                "summary": "上月结转",
                "amount_in": round(before[code], 2),
            }
            for code, box in boxes.items()
            if round(before[code], 2) > 0
        ]
        as_person(self.env["ledger.cash.line"], cashier).create(
            [{"entity_id": account.entity_id.id, **line} for line in [*opening, *lines]]
        )

    def _statement(self, account, entries, cashier, accountant):
        """Load the bank's sheet, in which a fee nobody has booked stands and the last entry does not yet."""
        bank = entries.filtered(lambda entry: entry.account_id.code == "102")
        balance = sum(entry.debit - entry.credit for entry in bank if entry.date < FIRST)
        month = bank.filtered(lambda entry: FIRST <= entry.date <= LAST)
        moves = [
            (min(entry.date + timedelta(days=at % 2), LAST), entry.debit - entry.credit, entry)
            for at, entry in enumerate(month[:-1])
        ]
        rows = ["交易日期,收入金额,支出金额,账户余额,对方户名,摘要,流水号"]
        for at, (day, amount, entry) in enumerate(
            [*sorted(moves, key=lambda move: move[0]), (LAST, -12.0, None)], 1
        ):
            balance += amount
            party = (entry.partner_id or entry.voucher_id.entry_ids.partner_id)[:1].name if entry else ""
            words = entry.summary if entry else "账户服务费"
            received, paid = (f"{amount:.2f}", "") if amount > 0 else ("", f"{-amount:.2f}")
            rows.append(f"{day},{received},{paid},{balance:.2f},{party or ''},{words},ZF{day:%m%d}{at:03d}")
        statement = as_person(self.env["ledger.bank.statement"], cashier)._load(
            as_person(account, cashier), "\n".join(rows).encode(), "2025年12月对账单.csv"
        )
        as_person(statement, accountant).action_match()

    def _count(self, entity, cashier, supervisor):
        """Count the box on the last day before the supervisor's eyes."""
        rest = self.env["ledger.cash.line"]._balance(entity, fields.Date.to_date(LAST))
        numbers = {}
        for name, value in NOTES:
            numbers[name], rest = divmod(rest, value)
        numbers["n05"], rest = divmod(rest * 10, 5)
        vals = {name: int(number) for name, number in numbers.items()}
        count = as_person(self.env["ledger.cash.count"], cashier).create(
            {"entity_id": entity.id, "date": LAST, "n01": int(rest), **vals, "reason": "不足一角的尾数"}
        )
        count.action_count()
        as_person(count, supervisor).action_sign()
