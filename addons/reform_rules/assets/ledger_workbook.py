"""The two ledgers in the county's customary form: 镇村公有资产管理台账 and 闲置公有资产管理台账, as .xlsx.

Title, who reports, as of which day, units; one line an asset; at the foot 宗 and ㎡ by owner class, with the
township's and the villages' subtotals, and the line for signatures. Written row by row in constant memory;
text is text, so no cell is a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import BinaryIO, NamedTuple

import xlsxwriter

REGISTER, IDLE = "register", "idle"
TITLES = {REGISTER: "镇村公有资产管理台账", IDLE: "闲置公有资产管理台账"}
OWNER_CLASSES = {
    "state": "国有",
    "town_collective": "镇集体",
    "village_collective": "村集体",
    "group_collective": "组集体",
    "unconfirmed": "未确权",
}
# Subtotals as the published ledgers draw them.
LEVELS = (
    ("镇级小计", ("state", "town_collective")),
    ("村级小计", ("village_collective", "group_collective")),
)
CONDITIONS = {"good": "完好", "fair": "一般", "poor": "较差", "dangerous": "危房"}
USE_STATES = {
    "in_use": "在用",
    "leased": "出租",
    "lent": "出借",
    "idle": "闲置",
    "scrapped": "报废",
    "disposed": "已处置",
}
STANDINGS = {"open": "待盘活", "unfit_proposed": "拟认定无法盘活", "unfit": "无法盘活", "closed": "已盘活"}
SIGNATURES = ("填表人：", "审核人：", "单位负责人：", "填报日期：    年  月  日")
_HEAD_ROWS = 4


class Line(NamedTuple):
    """One asset; areas in ㎡ and 亩, amounts in yuan, None where not known.

    The last six speak of its spell of idleness.
    """

    code: str
    name: str
    category: str
    place: str
    origin: str
    owner_class: str
    owner: str
    land_owner: str
    building_owner: str
    acquired: date | None
    area_sqm: Decimal | None
    land_area_mu: Decimal | None
    cost: Decimal | None
    net_value: Decimal | None
    certificate_no: str
    condition: str
    use_state: str
    user: str
    note: str
    idle_since: date | None = None
    idle_days: int | None = None
    low_use_kind: str = ""
    idle_reason: str = ""
    plan: str = ""
    standing: str = ""


class About(NamedTuple):
    """What stands above the table; `made` is the workbook's own date: equal content is equal bytes."""

    place: str
    at: date
    made: datetime


class Totals:
    """宗 and ㎡ by owner class, added up while the lines go by."""

    def __init__(self) -> None:
        self.counted = {name: [0, Decimal("0.00")] for name in OWNER_CLASSES}

    def add(self, line: Line) -> None:
        """Count one asset."""
        figures = self.counted[line.owner_class]
        figures[0] += 1
        figures[1] += line.area_sqm or 0

    def rows(self) -> list[tuple[str, int, Decimal]]:
        """Return (label, 宗, ㎡): each owner class there is, the subtotals, the total."""
        found = [
            (label, *self.counted[name]) for name, label in OWNER_CLASSES.items() if self.counted[name][0]
        ]
        found += [(label, *self._sum(names)) for label, names in LEVELS if self._sum(names)[0]]
        return [*found, ("合计", *self._sum(OWNER_CLASSES))]

    def _sum(self, names: Iterable[str]) -> tuple[int, Decimal]:
        figures = [self.counted[name] for name in names]
        return sum(count for count, _area in figures), sum((area for _c, area in figures), Decimal("0.00"))


def _used(line: Line) -> str:
    return "是" if line.use_state == "idle" else "否"


_COMMON = (
    ("序号", 6, None),
    ("资产编号", 12, lambda line: line.code),
    ("资产名称", 26, lambda line: line.name),
    ("资产类别", 16, lambda line: line.category),
    ("坐落位置", 24, lambda line: line.place),
    ("原属村", 14, lambda line: line.origin),
    ("权属类别", 10, lambda line: OWNER_CLASSES[line.owner_class]),
    ("权属单位", 26, lambda line: line.owner),
)
_MEASURES = (
    ("建筑面积（㎡）", 13, lambda line: line.area_sqm),
    ("占地面积（亩）", 13, lambda line: line.land_area_mu),
    ("原值（元）", 14, lambda line: line.cost),
    ("净值（元）", 14, lambda line: line.net_value),
)
COLUMNS = {
    REGISTER: (
        *_COMMON,
        ("土地权属单位", 20, lambda line: line.land_owner),
        ("房屋权属单位", 20, lambda line: line.building_owner),
        ("建成（取得）时间", 13, lambda line: line.acquired),
        *_MEASURES,
        ("权属证号", 18, lambda line: line.certificate_no),
        ("资产现状", 9, lambda line: CONDITIONS.get(line.condition, "")),
        ("使用状况", 9, lambda line: USE_STATES.get(line.use_state, "")),
        ("是否闲置", 9, _used),
        ("承租（使用）方", 20, lambda line: line.user),
        ("备注", 24, lambda line: line.note),
    ),
    IDLE: (
        *_COMMON,
        *_MEASURES,
        ("资产现状", 9, lambda line: CONDITIONS.get(line.condition, "")),
        ("闲置起始日", 11, lambda line: line.idle_since),
        ("闲置天数", 9, lambda line: line.idle_days),
        ("低效闲置类型", 14, lambda line: line.low_use_kind),
        ("闲置原因", 24, lambda line: line.idle_reason),
        ("盘活措施", 20, lambda line: line.plan),
        ("处理状态", 13, lambda line: STANDINGS.get(line.standing, "")),
        ("备注", 24, lambda line: line.note),
    ),
}  # fmt: skip


def write(stream: BinaryIO, kind: str, about: About, lines: Iterable[Line]) -> Totals:
    """Write one ledger and return its totals; the lines come in the order of the list."""
    columns = COLUMNS[kind]
    book = xlsxwriter.Workbook(
        stream, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": TITLES[kind], "created": about.made})
    sheet = _Sheet(book, TITLES[kind], [width for _title, width, _of in columns])
    sheet.head(TITLES[kind], f"填报单位：{about.place}", f"截止日期：{about.at:%Y年%m月%d日}")
    sheet.row([title for title, _width, _of in columns], sheet.bold)
    totals, number = Totals(), 0
    for number, line in enumerate(lines, 1):
        totals.add(line)
        sheet.row([number, *(of(line) for _title, _width, of in columns[1:])])
    if not number:
        sheet.row(["", "", "本期无资产", *[""] * (len(columns) - 3)])
    at = next(index for index, column in enumerate(columns) if column[0].startswith("建筑面积"))
    for label, count, area in totals.rows():
        cells: list[object] = [""] * len(columns)
        cells[1], cells[2], cells[at] = label, f"{count}宗", area
        sheet.row(cells, sheet.bold)
    sheet.signatures(SIGNATURES)
    book.close()
    return totals


class _Sheet:
    """A landscape sheet of lines with borders, whose head repeats on every printed page."""

    def __init__(self, book: xlsxwriter.Workbook, name: str, widths: Sequence[int]) -> None:
        self._sheet, self._width, self._at = book.add_worksheet(name), len(widths), 0
        cell = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 10}
        self._text = book.add_format(cell)
        self._number = book.add_format({**cell, "num_format": "0"})
        self._figure = book.add_format({**cell, "num_format": "#,##0.00"})
        self._day = book.add_format({**cell, "num_format": "yyyy-mm-dd", "align": "center"})
        self.bold = book.add_format({**cell, "bold": True, "align": "center"})
        self._bold_figure = book.add_format({**cell, "bold": True, "num_format": "#,##0.00"})
        self._title = book.add_format({"bold": True, "font_size": 18, "align": "center"})
        self._plain = book.add_format({"font_size": 10})
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.set_landscape()
        self._sheet.set_paper(8)  # A3, as these ledgers are printed.
        self._sheet.fit_to_pages(1, 0)
        self._sheet.repeat_rows(0, _HEAD_ROWS - 1)
        self._sheet.set_footer("&C第 &P 页，共 &N 页")
        self._sheet.freeze_panes(_HEAD_ROWS, 3)

    def head(self, title: str, place: str, day: str) -> None:
        """Write title, who reports, as of when, and the units."""
        self._sheet.set_row(0, 30)
        self._sheet.merge_range(0, 0, 0, self._width - 1, title, self._title)
        self._sheet.write_string(1, 0, place, self._plain)
        self._sheet.write_string(2, 0, day, self._plain)
        self._sheet.write_string(2, self._width - 3, "单位：宗、㎡、亩、元", self._plain)
        self._at = 3

    def row(self, values: Sequence[object], style: object = None) -> None:
        """Write one line of cells; `None` stays an empty cell, which is not a nought."""
        for column, value in enumerate(values):
            if isinstance(value, Decimal):
                figure = self._bold_figure if style else self._figure
                self._sheet.write_number(self._at, column, float(value), figure)
            elif isinstance(value, int):
                self._sheet.write_number(self._at, column, value, style or self._number)
            elif isinstance(value, date):
                self._sheet.write_datetime(self._at, column, value, self._day)
            else:
                self._sheet.write_string(self._at, column, str(value or ""), style or self._text)
        self._at += 1

    def signatures(self, words: Sequence[str]) -> None:
        """Leave a line free, then the places for names."""
        self._at += 1
        step = max(self._width // len(words), 1)
        for index, word in enumerate(words):
            self._sheet.write_string(self._at, index * step, word, self._plain)
