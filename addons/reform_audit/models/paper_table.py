"""The fifteen working papers, and the cells they are made of.

A working paper is an official paper in Chinese, whatever language its reader works in: its titles and columns
are constants here and in the files that fill it, never translated.
"""

from decimal import Decimal

from odoo.addons.reform_rules.ledger.numbering import WORDS
from odoo.addons.reform_rules.money import yuan

# kind -> (title, what the auditor looks for, rule it rests on)
PAPERS = {
    "basic": ("被审计单位基本情况表", "单位、账户、人员、印章是否清楚", "村民委员会组织法第三十五条"),
    "books": ("科目余额及报表勾稽表", "账证、账账、账表是否相符", "农村集体经济组织会计制度"),
    "money": ("货币资金审计表", "库存现金、银行存款是否账实相符，有无坐支、公款私存", "现金管理暂行条例"),
    "parties": ("往来款项账龄及函证表", "债权债务是否真实，干部有无长期占用", "农村集体经济组织会计制度"),
    "income": ("收入完整性核对表", "合同应收、账面收入、实际到账是否一致", "农村集体经济组织法第四十条"),
    "spending": ("支出抽查表", "支出是否真实、合规，审批和票据是否齐全", "农村集体经济组织会计制度"),
    "earmarked": ("专项资金追踪表", "专项应付款是否专款专用", "农村集体经济组织会计制度 241 科目"),
    "assets": ("固定资产账实核对表", "卡片、账面、盘点是否相符，有无账外资产", "农村集体经济组织会计制度"),
    "contracts": ("合同问题清单", "是否经民主决策、低价长期，租金是否收缴", "农村集体经济组织法第三十六条"),
    "works": ("工程项目审计表", "预算、招标、结算、付款是否合规", "村民委员会组织法第三十五条"),
    "land": ("土地补偿费收支表", "补偿费收取、分配、兑付到户是否一致", "村民委员会组织法第三十五条"),
    "distribution": ("收益分配兑付核对表", "份额、应付、实付是否一致", "农村集体经济组织法第四十二条"),
    "decisions": ("重大事项民主决策核对表", "重大事项是否履行四议两公开", "农村集体经济组织法第二十六条"),
    "disclosure": ("财务公开核对表", "财务和重大事项是否按期公开", "农村集体经济组织法第四十五条"),
    "ledgers": ("取证单、问题台账和整改台账", "取证、问题、整改是否逐项对应", "农村集体经济组织审计规定"),
}  # fmt: skip
KINDS = [
    ("basic", "Basic Situation"),
    ("books", "Accounts and Ties"),
    ("money", "Cash and Bank Audited"),
    ("parties", "Claims and Debts by Age"),
    ("income", "Completeness of Income"),
    ("spending", "Sample of Spending"),
    ("earmarked", "Earmarked Funds"),
    ("assets", "Fixed Assets Audited"),
    ("contracts", "Issues of Contracts"),
    ("works", "Works"),
    ("land", "Land Compensation"),
    ("distribution", "Shares and Payments"),
    ("decisions", "Big Decisions"),
    ("disclosure", "Disclosure of Finance"),
    ("ledgers", "Evidence and Registers"),
]
OFFICIAL = {"lang": "zh_CN", "tz": "Asia/Shanghai"}
MONEY = ("101", "102")
YES, NO = "是", "否"


def text(value, **more):
    """Return a cell of text. more: id (name of the row), record ([model, id]), bold, center, total."""
    return {"text": "" if value is None or value is False else str(value), **more}


def day(value, **more):
    """Return a cell of a day."""
    return text(value and f"{value:%Y-%m-%d}", center=True, **more)


def amount(value, **more):
    """Return a cell of yuan; nothing is shown as nothing."""
    value = yuan(value or 0)
    return {"amount": str(value) if value else "", **more}


def total(*cells):
    """Return cells marked as those of a total."""
    return [{**cell, "bold": True, "total": True} for cell in cells]


def count(value, **more):
    """Return a cell of a number of things."""
    return text(value or "", right=True, **more)


def added(rows, at):
    """Return the sum of amounts of rows of plain values at a position."""
    return sum((yuan(row[at] or 0) for row in rows), Decimal("0.00"))


def voucher_no(day, word, number):
    """Return a voucher as people name it: month, word, number."""
    return f"{day:%Y-%m} {WORDS.get(word, word)}-{number or 0:04d}"
