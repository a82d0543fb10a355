"""The flat tables of a package as csv: UTF-8 with BOM, titles in Chinese, plain decimals, ISO dates.

`VOUCHERS` and `ENTRIES` hold every value of the sealed payload, so that a verifier can compute it again
from the files alone; nothing in them may be rounded, cut or embellished. Signed balances are debit-
positive.
"""

import csv
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TextIO

from .records import Account, Asset, Balance, Line, Voucher

ACCOUNTS = ("科目编码", "科目名称", "级次", "科目类型", "余额方向", "是否末级", "按往来核算")
BALANCES = ("科目编码", "往来ID", "原村ID", "月份", "期初余额", "借方发生额", "贷方发生额", "期末余额")
VOUCHERS = (
    "凭证ID", "主体ID", "日期", "凭证字代码", "凭证字", "凭证号", "类别", "摘要", "业务键", "附件数",
    "冲销凭证ID",
    "制单人ID", "审核人ID", "记账人ID", "制单人", "审核人", "记账人",
)  # fmt: skip
ENTRIES = (
    "凭证ID", "行号", "科目编码", "科目名称", "借方金额", "贷方金额", "数量", "摘要", "往来ID", "往来单位",
    "原村ID", "合并前原村",
)  # fmt: skip
ASSETS = (
    "资产编号", "名称", "类别", "性质", "权属", "所在地", "合并前原村", "建筑面积（㎡）", "土地面积（亩）",
    "原值", "净值",
    "状况", "使用情况", "闲置起始", "权证号", "登记状态", "来源文件", "来源工作表", "来源行号",
    "来源文件SHA256",
)  # fmt: skip
SEAL = (
    "序列", "序号", "时间UTC", "用户ID", "动作", "单据类型", "单据ID", "单据", "原状态", "新状态", "原因",
    "内容摘要值",
    "上一条校验值", "校验值", "用户",
)  # fmt: skip

# Characters that make a spreadsheet read text as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class FlatTable:
    """Write one csv table, row by row. `rows` counts them."""

    def __init__(self, stream: TextIO, titles: Iterable[str]) -> None:
        stream.write("\ufeff")
        self._writer = csv.writer(stream, lineterminator="\r\n")
        self._writer.writerow(titles)
        self.rows = 0

    def add(self, values: Iterable[object]) -> None:
        """Write one row."""
        self._writer.writerow([_text(value) for value in values])
        self.rows += 1


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, Decimal):
        return f"{value + 0:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def inert(text: str) -> str:
    """Return text that no spreadsheet takes for a formula; for tables that are read by people only.

    >>> inert("=1+1"), inert("老村委会")
    ("'=1+1", '老村委会')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def account_row(account: Account) -> tuple[object, ...]:
    """Return the row of ACCOUNTS."""
    side = "借" if account.side == "debit" else "贷"
    return (account.code, account.name, account.level, account.kind, side, account.leaf, account.by_partner)


def balance_row(row: Balance) -> tuple[object, ...]:
    """Return the row of BALANCES."""
    return (*row, row.closing)


def voucher_row(voucher: Voucher) -> tuple[object, ...]:
    """Return the row of VOUCHERS."""
    return voucher[:-1]


def entry_row(voucher: Voucher, line: Line) -> tuple[object, ...]:
    """Return the row of ENTRIES; the quantity has four decimals, as it is sealed."""
    return (voucher.id, *line._replace(quantity=f"{line.quantity + 0:.4f}"))


def asset_row(asset: Asset) -> tuple[object, ...]:
    """Return the row of ASSETS."""
    return tuple(inert(value) if isinstance(value, str) else value for value in asset)
