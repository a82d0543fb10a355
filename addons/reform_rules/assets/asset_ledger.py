"""One line of an asset ledger sheet, understood and checked.

*What it accepts*: the cells of a line by field, with the unit of each column.

*How to use*: `understand` gives an `AssetRow` with the problems of the line; the row is complete only when no
problem is an error.

*How it works*: every field has one reader; words such as 村集体 or 危房 are looked up in the tables below,
which hold what sheets in the field really say. An unknown figure is `None`, which is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from ..errors import Problem, RuleError
from ..intake import values
from ..intake.cells import Value
from ..intake.headers import Column
from ..parameters import Parameters
from .asset_words import (
    CONDITION_WORDS,
    NATURE_WORDS,
    OWNER_WORDS,
    TYPE_NATURES,
    USE_WORDS,
    meaning,
    use_from_status,
)

COLUMNS = (
    Column("name", ("资产名称", "名称", "闲置资产名称", "资产资源名称", "资产项目名称"), required=True),
    Column("province", ("省", "省份")),
    Column("county", ("县", "区县", "县区", "县市区", "所在县", "所属区县")),
    Column("township", ("乡镇", "镇", "镇街", "街道", "所在乡镇", "乡镇街道", "所属乡镇", "镇乡街道")),
    Column("village", ("村", "村社区", "所在村", "行政村", "村名", "建制村", "所属村", "坐落村", "村居")),
    Column("address", ("坐落", "坐落地点", "坐落位置", "地址", "位置", "详细地址", "资产坐落", "所在位置")),
    Column("asset_type", ("资产类别", "资产类型", "类别", "类型", "资产种类")),
    Column(
        "owner",
        ("权属", "产权归属", "权属性质", "产权性质", "所有权", "权属单位", "所有权人", "产权单位", "原权属"),
    ),
    Column("nature", ("资产性质", "性质", "资产属性", "资产分类")),
    Column("area_sqm", ("建筑面积", "面积", "房屋面积", "建筑面积合计"), "area_sqm"),
    Column("area_mu", ("占地面积", "土地面积", "宗地面积", "占地"), "area_mu"),
    Column("cost", ("原值", "账面原值", "资产原值", "价值", "账面价值"), "amount"),
    Column("net_value", ("净值", "账面净值", "资产净值", "现值"), "amount"),
    Column(
        "acquired",
        ("取得时间", "购建时间", "建成时间", "建造时间", "修建时间", "建成年份", "取得日期"),
        "date",
    ),
    Column("condition", ("现状", "房屋现状", "资产现状", "完好程度", "质量状况", "房屋状况")),
    Column("use_state", ("使用状况", "使用状态", "使用情况", "利用状况")),
    Column("idle_since", ("闲置时间", "闲置起始时间", "闲置开始时间", "闲置日期", "何时闲置"), "date"),
    Column("idle_reason", ("闲置原因",)),
    Column("certificate_no", ("权属证号", "产权证号", "不动产权证号", "证号", "权证号", "产权证书编号")),
    Column("mode", ("盘活方式", "利用方式", "盘活利用方式", "拟盘活方式", "处置方式")),
    Column("user", ("使用方", "承租方", "使用人", "承租人或用途", "盘活用途", "用途")),
    Column("rent_year", ("年租金", "租金", "年租金收入"), "amount"),
    Column("investment", ("投资额", "投资", "投入资金"), "amount"),
    Column("income_year", ("集体收益", "年收益", "集体收入"), "amount"),
    Column("year", ("年份", "年度")),
    Column("status", ("盘活状态", "盘活情况", "状态")),
    Column("quantity", ("数量", "资产数量"), "number"),
    Column("unit", ("计量单位", "数量单位")),
    Column("accumulated", ("累计折旧", "已提折旧", "累计折旧额"), "amount"),
    Column("months_used", ("已使用月数", "已提折旧月数", "已计提月数"), "number"),
    Column("latitude", ("纬度",), "number"),
    Column("longitude", ("经度",), "number"),
    Column("source", ("资料来源", "来源", "出处")),
    Column("note", ("备注", "说明", "其他")),
)
_KINDS = {column.field: column.kind for column in COLUMNS}
_NAME_LENGTH = 200
# Fields whose words are understood together.
_WORDS = ("owner", "nature", "use_state", "asset_type", "status", "mode", "condition", "year")
# Different cells of one column, and different sets of words, kept in mind.
_REMEMBERED = 20_000
# What a cell says, `None` for nothing, and what is wrong with it.
_Answer = tuple[Any, tuple[Problem, ...]]


class AssetRow(NamedTuple):
    """One asset as a sheet gives it; areas in m² and mu, amounts in yuan, `None` is not known."""

    name: str
    county: str = ""
    township: str = ""
    village: str = ""
    address: str = ""
    asset_type: str = ""
    owner: str = ""
    owner_class: str = "unconfirmed"
    nature: str | None = None
    area_sqm: Decimal | None = None
    area_mu: Decimal | None = None
    cost: Decimal | None = None
    net_value: Decimal | None = None
    acquired: date | None = None
    condition: str | None = None
    condition_text: str = ""
    use_state: str | None = None
    idle_since: date | None = None
    idle_reason: str = ""
    certificate_no: str = ""
    mode: str = ""
    user: str = ""
    rent_year: Decimal | None = None
    investment: Decimal | None = None
    income_year: Decimal | None = None
    year: int | None = None
    status: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    source: str = ""
    note: str = ""
    province: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    accumulated: Decimal | None = None
    months_used: Decimal | None = None


_BLANK = {"name": "", **AssetRow._field_defaults}


class Reader:
    """Understand the lines of one file; equal cells, and equal sets of words, are read once.

    Args: units: unit of bare numbers by field, from the header; as_of: the day of the sheet, after which
    nothing in it can have happened; rules: the numbers of that day, a county's own among them.
    """

    def __init__(self, units: Mapping[str, str], as_of: date, rules: Parameters | None = None) -> None:
        self._units, self._as_of, self._rules = units, as_of, rules or Parameters.at(as_of)
        self._known: dict[str, dict[tuple[type, Value], _Answer]] = {field: {} for field in _KINDS}
        self._meant: dict[tuple[str | None, ...], tuple[dict[str, Any], tuple[Problem, ...]]] = {}

    @cached_property
    def _limits(self) -> dict[str, Decimal]:
        """The largest believable figure by field."""
        rules = self._rules
        return {
            "area_sqm": rules.value("sheet_area_sqm_max"),
            "area_mu": rules.value("sheet_area_mu_max"),
            "cost": rules.value("sheet_cost_yuan_max"),
        }

    def understand(
        self, cells: Mapping[str, Value], shared: frozenset[str] = frozenset()
    ) -> tuple[AssetRow, list[Problem]]:
        """Return the line as an asset, with everything that is wrong in it.

        Args: cells: by field, without empty ones; shared: fields whose cell is merged with the line above.
        """
        found: dict[str, Any] = {}
        problems: list[Problem] = []
        fields = self._known
        for field, cell in cells.items():
            known = fields.get(field)
            if known is None or cell is None:
                continue
            # True equals 1 and a date's text may equal another type's, so the type is part of the question.
            answer = known.get((cell.__class__, cell)) or self._read(field, cell)
            if answer[0] is not None:
                found[field] = answer[0]
            if answer[1]:
                problems += answer[1]
            if field in shared and _KINDS[field] in ("amount", "area_sqm", "area_mu"):
                problems.append(Problem("SharedFigure", {"value": values.text(cell)}, column=field))
        meant, wrong = self._words(found)
        problems += wrong
        if not found.get("name") and not any(problem.column == "name" for problem in problems):
            problems.append(Problem("ValueMissing", {}, column="name"))
        # In the order of the fields, which a mapping keeps whatever is put over its defaults.
        row = AssetRow._make({**_BLANK, **found, **meant}.values())
        return row, problems + self._checks(row)

    def _read(self, field: str, cell: Value) -> _Answer:
        answer = self._read_new(field, cell)
        known = self._known[field]
        if len(known) < _REMEMBERED:
            known[cell.__class__, cell] = answer
        return answer

    def _read_new(self, field: str, cell: Value) -> _Answer:
        try:
            read = _READERS.get(_KINDS[field], _text)
            value, about = read(cell, self._units.get(field, ""))
        except RuleError as refusal:
            facts = {key: values.text(fact) for key, fact in refusal.facts.items()}
            return None, (Problem(refusal.name, facts, column=field),)
        if about:
            shown = {"value": values.text(cell), "taken": str(value)}
            return value, (Problem("OnlyAbout", shown, column=field, level="warning"),)
        return value, ()

    def _words(self, found: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        """Return what the words of a line mean, by field, and which of them mean nothing."""
        question = tuple(map(found.get, _WORDS))
        answer = self._meant.get(question)
        if answer is None:
            answer = self._words_new(found)
            if len(self._meant) < _REMEMBERED:
                self._meant[question] = answer
        return answer

    def _words_new(self, found: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Problem, ...]]:
        problems = []
        owner = found.get("owner", "")
        owner_class = meaning(owner, OWNER_WORDS)
        if not owner_class and owner:
            problems.append(Problem("OwnerUnknown", {"value": owner}, column="owner"))
        elif owner_class in (None, "private", "unconfirmed"):
            name = {None: "OwnerMissing", "private": "OwnerPrivate"}.get(owner_class, "OwnerUnconfirmed")
            problems.append(Problem(name, {"value": owner}, column="owner", level="warning"))
        meant: dict[str, Any] = {
            "owner_class": owner_class if owner_class not in (None, "private") else "unconfirmed"
        }
        for field, words in (("nature", NATURE_WORDS), ("use_state", USE_WORDS)):
            text = found.get(field, "")
            meant[field] = meaning(text, words)
            if text and not meant[field]:
                problems.append(Problem("WordUnknown", {"value": text}, column=field))
        meant["nature"] = meant["nature"] or meaning(found.get("asset_type", ""), TYPE_NATURES)
        if not meant["use_state"]:
            meant["use_state"] = use_from_status(found.get("status", ""), found.get("mode", ""))
        meant["condition_text"] = found.get("condition", "")
        meant["condition"] = meaning(meant["condition_text"], CONDITION_WORDS)
        meant["year"] = None
        if "year" in found:
            year = found["year"]
            if year.isdigit() and 1900 <= int(year) <= self._as_of.year:
                meant["year"] = int(year)
            else:
                problems.append(Problem("YearWrong", {"value": year}, column="year"))
        return meant, tuple(problems)

    def _checks(self, row: AssetRow) -> list[Problem]:
        """Return what is wrong with values that could be read."""
        problems = []

        def wrong(name: str, column: str, **facts: object) -> None:
            problems.append(Problem(name, facts, column=column))

        cost, net_value, acquired, idle_since = row.cost, row.net_value, row.acquired, row.idle_since
        areas = (("area_sqm", row.area_sqm), ("area_mu", row.area_mu))
        if len(row.name) > _NAME_LENGTH:
            wrong("NameTooLong", "name", limit=_NAME_LENGTH)
        for field, value in (*areas, ("cost", cost)):
            if value is not None and value > (limit := self._limits[field]):
                wrong("FigureAbsurd", field, value=str(value), limit=str(limit))
        for field, value in areas:
            if value is not None and value <= 0:
                wrong("AreaNotPositive", field, value=str(value))
        for field in ("cost", "net_value", "rent_year", "investment", "quantity", "months_used"):
            value = getattr(row, field)
            if value is not None and value < 0:
                wrong("AmountNegative", field, value=str(value))
        for field, day in (("acquired", acquired), ("idle_since", idle_since)):
            if day and day > self._as_of:
                wrong("DateInFuture", field, value=day.isoformat(), limit=self._as_of.isoformat())
        if acquired and idle_since and idle_since < acquired <= self._as_of:
            wrong("IdleBeforeAcquired", "idle_since", value=str(idle_since), limit=str(acquired))
        if cost is not None and net_value is not None and net_value > cost:
            wrong("NetAboveCost", "net_value", value=str(net_value), limit=str(cost))
        if (worn := row.accumulated) and not (0 < worn <= (cost or 0) and net_value in (None, cost - worn)):
            wrong("AccumulatedWrong", "accumulated", value=str(worn), limit=str(cost or 0))
        if row.nature == "resource" and (cost or net_value):
            wrong("ResourceHasCost", "cost" if cost else "net_value")
        for field, value, least, most in (
            ("latitude", row.latitude, 3, 54),
            ("longitude", row.longitude, 73, 136),
        ):
            if value is not None and not least <= value <= most:
                wrong("CoordinateOutside", field, value=str(value))
        return problems


def _text(cell: Value, _unit: str) -> tuple[str | None, bool]:
    return values.text(cell) or None, False


_READERS: dict[str, Callable[[Value, str], tuple[Any, bool]]] = {
    "amount": lambda cell, unit: values.amount(cell, unit or "元"),
    "area_sqm": lambda cell, unit: values.area(cell, unit or "sqm", into="sqm"),
    "area_mu": lambda cell, unit: values.area(cell, unit or "mu", into="mu"),
    "number": lambda cell, _unit: values.number(cell),
    "date": lambda cell, _unit: (values.day(cell).value, False),
}
