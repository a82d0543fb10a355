"""The statutory forms of a count (清查登记表): which columns they have, and what a line says in them.

*What it accepts*: a line of a round as plain values.

*How to use*: `columns(layout)` gives the titles, `cells(layout, number, line)` the row below them, `FOOT` who
signs.

*How it works*: the verified value is what was counted, as far as it was decided: a written-off thing counts
nothing, where the books stand the book value does. A thing nobody saw has no verified value at all.
Source: collective-stocktaking-2017
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO, yuan

LAYOUTS = ("fixed", "construction", "biological", "intangible", "investment", "resource", "undetermined")
FOOT = ("清查人：", "负责人：", "监督人：", "填表日期：", "单位（盖章）：")
_BEFORE = ("序号", "资产编号", "名称", "类别", "坐落地点", "取得时间")
_AMOUNTS = (
    "计量单位", "账面数量", "账面原值（元）", "账面累计折旧（元）", "账面净值（元）",
    "核实数量", "核实原值（元）", "核实净值（元）",
    "盘盈数量", "盘盈金额（元）", "盘亏数量", "盘亏金额（元）",
)  # fmt: skip
_AREAS = ("账面面积（亩）", "核实面积（亩）", "核增（亩）", "核减（亩）")
_AFTER = ("原因说明", "使用状态", "承租方", "租期", "年租金（元）", "权属证号", "资产来源", "备注")
_OWN_NAMES = {
    "biological": {"名称": "种类"},
    "investment": {"名称": "被投资单位", "坐落地点": "投资项目地点"},
}
USES = {
    "in_use": "自用", "leased": "出租", "lent": "出借", "idle": "闲置", "scrapped": "报废",
    "disposed": "已处置",
}  # fmt: skip


class Line(NamedTuple):
    """One thing of a round, found or missing; amounts in yuan, area in mu, words as shown on the form."""

    code: str
    name: str
    category: str
    place: str
    acquired: date | None
    unit: str
    quantity: Decimal
    cost: Decimal
    accumulated: Decimal
    net: Decimal
    area_mu: Decimal
    seen: bool
    diff_quantity: Decimal = Decimal(0)
    diff_cost: Decimal = ZERO
    diff_net: Decimal = ZERO
    verdict: str = ""
    reason: str = ""
    use_state: str = ""
    lessee: str = ""
    term: str = ""
    rent_year: Decimal | None = None
    certificate: str = ""
    source: str = ""
    note: str = ""


class Verified(NamedTuple):
    """What the count leaves of a line; more is positive, less is positive too."""

    quantity: Decimal
    cost: Decimal
    net: Decimal
    more: Decimal
    more_cost: Decimal
    less: Decimal
    less_cost: Decimal


def columns(layout: str) -> tuple[str, ...]:
    """Return the titles of a form, from left to right."""
    assert layout in LAYOUTS, layout
    own = _OWN_NAMES.get(layout, {})
    middle = _AREAS if layout == "resource" else _AMOUNTS
    return tuple(own.get(title, title) for title in (*_BEFORE, *middle, *_AFTER))


def verified(line: Line) -> Verified | None:
    """Return the verified figures of a line, None of a thing nobody saw."""
    if not line.seen:
        return None
    if line.verdict == "keep_book":
        return Verified(line.quantity, line.cost, line.net, Decimal(0), ZERO, Decimal(0), ZERO)
    quantity, cost, net = (
        line.quantity + line.diff_quantity,
        yuan(line.cost + line.diff_cost),
        yuan(line.net + line.diff_net),
    )
    more, less = max(line.diff_quantity, Decimal(0)), max(-line.diff_quantity, Decimal(0))
    return Verified(quantity, cost, net, more, max(line.diff_cost, ZERO), less, max(-line.diff_cost, ZERO))


def cells(layout: str, number: int, line: Line) -> list[object]:
    """Return the cells of a line; unknown figures are empty, not zero."""
    found = verified(line)
    before = [number, line.code, line.name, line.category, line.place, line.acquired]
    middle = _areas(line) if layout == "resource" else _amounts(line, found)
    after = [
        line.reason, USES.get(line.use_state, ""), line.lessee, line.term, line.rent_year, line.certificate,
        line.source, line.note,
    ]  # fmt: skip
    return [*before, *middle, *after]


def _amounts(line: Line, found: Verified | None) -> list[object]:
    book = [line.unit, line.quantity, line.cost, line.accumulated, line.net]
    if found is None:
        return [*book, *[None] * 7]
    differences = [
        value if value else None for value in (found.more, found.more_cost, found.less, found.less_cost)
    ]
    return [*book, found.quantity, found.cost, found.net, *differences]


def _areas(line: Line) -> list[object]:
    """Return the areas: a parcel is there or it is not, its area is measured by another act."""
    if not line.seen:
        return [line.area_mu, None, None, None]
    gone = line.diff_quantity < 0 and line.verdict != "keep_book" and line.quantity + line.diff_quantity == 0
    new = not line.quantity and line.diff_quantity > 0
    if new:
        return [Decimal(0), line.area_mu, line.area_mu, None]
    return [line.area_mu, Decimal(0) if gone else line.area_mu, None, line.area_mu if gone else None]


def totals(layout: str) -> tuple[int, ...]:
    """Return the indexes of the columns that are added up at the foot."""
    return tuple(
        index
        for index, title in enumerate(columns(layout))
        if title.endswith(("（元）", "（亩）", "数量")) and title != "年租金（元）"
    )
