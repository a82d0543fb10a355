"""The lists of a clearing on paper: which columns each has, and what a line says in them.

*What it accepts*: a line as a mapping of plain values by name (text, Decimal, date, None). *How to use*:
`titles(category)` for the head, `cells(category, number, line)` for a row, `totals` for the foot of amount
columns, `FOOT` for who signs. *How it works*: the columns are those of the customary handover lists: the
books, what was found, the difference, its reason and what is done about it.
Source: collective-stocktaking-2017
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from ..money import ZERO

FOOT = ("村清理小组成员", "三资代理服务中心负责人", "乡镇（街道）负责人", "填表日期")
NOTHING = "经清理，无此项。"
WORDS = {
    "verdict": {
        "as_booked": "按账面认定", "adjust": "按实存调账", "write_off": "核销", "claim": "责任人赔偿",
        "court": "移送司法机关",
    },
    "disputed": {"yes": "有争议", "no": "无争议"},
    "collectable": {"good": "可收回", "doubtful": "存疑", "bad": "不可收回"},
    "original_held": {"yes": "有原件", "no": "无原件"},
    "seal_state": {"kept": "留用保管", "sealed": "封存", "destroyed": "销毁"},
}  # fmt: skip


class Column(NamedTuple):
    """One column: its title, the value it shows, whether it is an amount that is added up, its weight."""

    title: str
    field: str
    kind: str = "text"
    weight: int = 8


def _amount(title: str, field: str) -> Column:
    return Column(title, field, "amount", 10)


def _number(title: str, field: str) -> Column:
    return Column(title, field, "number", 6)


_NO = Column("序号", "number", "number", 4)
_REASON = Column("差异原因", "reason", weight=14)
_VERDICT = Column("处理意见", "verdict", weight=9)
_NOTE = Column("备注", "note", weight=9)
_MONEY = (
    _amount("账面金额", "book_amount"),
    _amount("实存金额", "counted_amount"),
    _amount("差异", "diff_amount"),
)
_UNITS = (_number("账面数量", "book_quantity"), _number("实存数量", "counted_quantity"))
_END = (_REASON, _VERDICT, _NOTE)
_NAME = Column("名称", "name", weight=16)

TITLES = {
    "cash": "库存现金盘点表", "bank": "银行存款清理表", "securities": "有价证券（存单）清理表",
    "receipts": "票据清理表", "claims": "债权清理表", "debts": "债务清理表", "goods": "库存物资清理表",
    "fixed": "固定资产清理表", "construction": "在建工程清理表", "biological": "生物资产清理表",
    "intangible": "无形资产清理表", "investments": "长期投资清理表", "resources": "资源清理表",
    "contracts": "经济合同清理表", "earmarked": "专项资金清理表", "levies": "一事一议资金清理表",
    "papers": "会计资料移交清册", "seals": "印章清册", "certificates": "证照清册", "files": "文书档案清册",
    "matters": "未了事项清册", "equity": "所有者权益及收支明细表",
}  # fmt: skip
_OWN: dict[str, tuple[Column, ...]] = {
    "cash": (
        *(
            Column(title, field, "number", 5)
            for title, field in (
                ("100元（张）", "n100"), ("50元", "n50"), ("20元", "n20"), ("10元", "n10"), ("5元", "n5"),
                ("1元", "n1"), ("5角", "n05"), ("1角", "n01"),
            )
        ),
        *_MONEY, *_END,
    ),
    "bank": (
        Column("开户银行", "name", weight=13), Column("账号", "code", weight=13),
        Column("户名", "specification", weight=13), _amount("对账单余额", "statement_amount"),
        _amount("未达账项", "outstanding_amount"), *_MONEY, _number("网银U盾（个）", "ukeys"), *_END,
    ),
    "securities": (
        Column("种类", "name", weight=14), Column("号码", "code"), Column("到期日", "date_to", "date"),
        *_MONEY, *_END,
    ),
    "receipts": (
        Column("票据种类", "name", weight=14), Column("起号", "number_from"), Column("止号", "number_to"),
        _number("已用（份）", "used_count"), _number("作废（份）", "void_count"),
        _number("未用（份）", "unused_count"), _number("本数", "counted_quantity"),
        Column("保管人", "keeper_found"), _NOTE,
    ),
    "claims": (
        Column("债务人", "name", weight=13), Column("事由", "specification", weight=15),
        Column("发生日期", "date_from", "date"), _number("账龄（天）", "age_days"), *_MONEY,
        Column("依据", "evidence", weight=10), Column("有无争议", "disputed", weight=6),
        Column("可收回性", "collectable", weight=6), *_END,
    ),
    "debts": (
        Column("债权人", "name", weight=13), Column("事由", "specification", weight=15),
        Column("发生日期", "date_from", "date"), *_MONEY, Column("依据", "evidence", weight=10),
        Column("有无争议", "disputed", weight=6), *_END,
    ),
    "goods": (
        _NAME, Column("单位", "unit", weight=5), *_UNITS, *_MONEY, Column("保管人", "keeper_found"), *_END,
    ),
    "fixed": (
        Column("卡片编号", "code", weight=10), _NAME, Column("坐落（存放）", "place", weight=10),
        _number("账面数量", "book_quantity"), _amount("账面原值", "book_amount"),
        _amount("累计折旧", "book_accumulated"), _amount("净值", "net_amount"),
        Column("权属证号", "certificate_no"),
        Column("保管人", "keeper"), _number("实存数量", "counted_quantity"),
        _amount("实存原值", "counted_amount"), _amount("差异", "diff_amount"), *_END,
    ),
    "construction": (
        Column("卡片编号", "code", weight=10), Column("工程名称", "name", weight=16),
        _amount("账面已付", "book_amount"), _amount("核实已付", "counted_amount"),
        _amount("差异", "diff_amount"), Column("结算资料", "evidence", weight=10), *_END,
    ),
    "biological": (Column("卡片编号", "code", weight=10), Column("种类", "name", weight=16),
                   Column("单位", "unit", weight=5), *_UNITS, *_MONEY, *_END),
    "intangible": (
        Column("卡片编号", "code", weight=10), Column("种类", "name", weight=16),
        _amount("账面原值", "book_amount"),
        _amount("累计摊销", "book_accumulated"), _amount("净值", "net_amount"),
        _amount("实存原值", "counted_amount"), _amount("差异", "diff_amount"), *_END,
    ),
    "investments": (Column("投资项目", "name", weight=14), Column("被投资单位", "specification", weight=13),
                    *_MONEY, Column("投资凭据", "evidence", weight=10), *_END),
    "resources": (
        Column("编号", "code", weight=10), Column("地块（资源）名称", "name", weight=15),
        Column("面积（亩）", "book_area_mu", "number", 7), Column("四至", "specification", weight=15),
        Column("权属证号", "certificate_no", weight=10), Column("承包（管护）人", "keeper"), *_UNITS, *_END,
    ),
    "contracts": (
        Column("合同编号", "code", weight=11), Column("对方当事人", "name", weight=12),
        Column("标的", "specification", weight=14), Column("起始", "date_from", "date"),
        Column("终止", "date_to", "date"), _amount("年租金（承包费）", "price"), _amount("已收", "received"),
        _amount("欠缴", "owed"), Column("合同原件", "original_held", weight=6),
        Column("问题编号", "issue_codes", weight=9), *_END,
    ),
    "earmarked": (
        Column("项目名称", "name", weight=15), Column("文号", "specification", weight=10),
        _amount("批复金额", "price"), _amount("到账", "received"), _amount("已用", "used"), *_MONEY, *_END,
    ),
    "levies": (
        Column("项目名称", "name", weight=15), _amount("应筹", "price"), _amount("已收", "received"),
        _amount("已用", "used"), *_MONEY, *_END,
    ),
    "papers": (
        Column("年月", "code", weight=7), _NAME, _number("凭证张数", "pieces"),
        Column("单位", "unit", weight=5), *_UNITS, Column("保管人", "keeper_found"), *_END,
    ),
    "seals": (
        Column("印章名称", "name", weight=16), _number("枚数", "counted_quantity"),
        Column("材质", "material"), Column("印模", "imprint", weight=18), Column("处置", "seal_state"),
        Column("保管人", "keeper_found"), _NOTE,
    ),
    "certificates": (Column("证照名称", "name", weight=18), Column("证号", "certificate_no", weight=14),
                     *_UNITS, Column("保管人", "keeper_found"), *_END),
    "files": (Column("档案名称", "name", weight=18), Column("单位", "unit", weight=5),
              _number("数量", "counted_quantity"), Column("保管人", "keeper_found"), _NOTE),
    "matters": (
        Column("事项", "name", weight=18), Column("对方", "party", weight=10),
        Column("情况", "specification", weight=16), Column("发生日期", "date_from", "date"),
        _number("件数", "counted_quantity"), _amount("涉及金额", "counted_amount"), *_END,
    ),
    "equity": (Column("科目", "code"), Column("名称", "name", weight=18), Column("明细", "party", weight=14),
               _amount("账面余额", "book_amount")),
}  # fmt: skip


def columns(category: str) -> tuple[Column, ...]:
    """Return the columns of a list, the running number first."""
    return (_NO, *_OWN[category])


def titles(category: str) -> list[str]:
    """Return the titles of the columns."""
    return [column.title for column in columns(category)]


def cells(category: str, number: int, line: Mapping[str, Any]) -> list[Any]:
    """Return the row of a line: words of the form for codes, amounts and numbers as Decimal, days as dates.

    A line that nobody has counted says nothing of what was found.
    """
    row: list[Any] = [Decimal(number)]
    for column in _OWN[category]:
        value = line.get(column.field)
        if column.field in WORDS:
            value = WORDS[column.field].get(value or "", "")
        if not line.get("counted", True) and column.field.startswith(("counted_", "diff_")):
            value = None
        if column.kind == "number" and not value and column.field != "counted_quantity":
            value = None
        row.append(value if value != "" else None)
    return row


def totals(category: str, rows: Iterable[list[Any]]) -> list[Any]:
    """Return the foot of a list: the sums of its amount columns below 合计; empty where none is an amount.

    >>> totals("equity", [cells("equity", 1, {"code": "311", "book_amount": Decimal(5)})])[-1]
    Decimal('5.00')
    """
    kinds = [column.kind for column in columns(category)]
    if "amount" not in kinds:
        return []
    sums = [ZERO] * len(kinds)
    for row in rows:
        for index, kind in enumerate(kinds):
            if kind == "amount":
                sums[index] += row[index] or ZERO
    return [
        "合计",
        *(total if kind == "amount" else None for total, kind in zip(sums[1:], kinds[1:], strict=True)),
    ]
