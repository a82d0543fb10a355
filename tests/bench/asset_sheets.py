"""Sheets of assets of any length, and the world they are loaded into."""

import base64
import io
from datetime import date

import xlsxwriter
import xlwt

# Rows of the .xls and of the .xlsx by size; a sheet of an .xls ends at 65,536, two rows are above the data.
XLS_ROWS = {"S": 500, "M": 10_000, "L": 65_534}
XLSX_ROWS = {"S": 500, "M": 10_000, "L": 100_000}
VILLAGES = 50
HEAD = [
    "序号", "资产名称", "乡镇", "村", "坐落地点", "资产类别", "权属", "资产性质", "建筑面积(㎡)",
    "占地面积(亩)", "原值(万元)", "净值(万元)", "取得时间", "现状", "使用状况", "闲置时间", "闲置原因",
    "权属证号", "盘活方式", "使用方", "年租金(元)", "年份", "保管人", "清查人", "备注",
]  # fmt: skip


def village(number):
    """Return the name of a village; a digit before 村 would say that there are several."""
    return f"量{'甲乙丙丁戊己庚辛壬癸'[number // 10]}{'子丑寅卯辰巳午未申酉'[number % 10]}村"


def lines(count, chance):
    """Yield `count` right lines of 25 cells, much repeated as in real ledgers, no two the same thing."""
    for number in range(count):
        yield [
            float(number + 1), f"资产{number}号", "量镇", village(number % VILLAGES), f"{number % 12}组",
            "厂房", "村集体", "经营性", chance.randrange(3_000, 90_000) / 100,
            chance.randrange(10, 900) / 100, chance.randrange(200, 9_000) / 100, 1.5,
            date(1985 + number % 30, 1 + number % 12, 1), "一般", "闲置",
            f"{2015 + number % 8}.{1 + number % 12:02d}", "学校撤并", f"证{number:07d}", "出租",
            f"承租户{number % 97}", float(number % 50 * 100), 2021.0, "张", "李", f"第{number % 31}批",
        ]  # fmt: skip


def xls(count, chance):
    """Return the bytes of an .xls."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    sheet.write_merge(0, 0, 0, len(HEAD) - 1, "资产台账")
    for column, title in enumerate(HEAD):
        sheet.write(1, column, title)
    for index, cells in enumerate(lines(count, chance), start=2):
        for column, value in enumerate(cells):
            if isinstance(value, date):
                sheet.write(index, column, value, day)
            else:
                sheet.write(index, column, value)
        if index % 1000 == 0:
            sheet.flush_row_data()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(count, chance):
    """Return the bytes of an .xlsx."""
    out = io.BytesIO()
    options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, HEAD)
        for index, cells in enumerate(lines(count, chance), start=1):
            sheet.write_row(index, 0, cells)
    return out.getvalue()


def build_places(env):
    """Make the township and villages the sheets name, and return the county."""
    Place = env["reform.place"]
    county = Place.search([("name", "=", "量县")])
    if not county:
        county = Place.create({"name": "量县", "level": "county"})
        township = Place.create({"name": "量镇", "level": "township", "parent_id": county.id})
        Place.create(
            [
                {"name": village(number), "level": "village", "parent_id": township.id}
                for number in range(VILLAGES)
            ]
        )
    return county


def batch_of(env, data, name, **vals):
    """Return a batch of the file, uploaded."""
    county = build_places(env)
    return env["reform.intake.batch"].create(
        {
            "target": "asset_ledger",
            "file": base64.b64encode(data),
            "file_name": name,
            "place_id": county.id,
            **vals,
        }
    )
