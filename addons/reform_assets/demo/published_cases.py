"""The published cases of idle public assets, as the .xls a county would send.

Facts about places and assets are published; nobody's name is in them. The sheet is built as sheets in the
field are: a merged title, a line with the units, a header, and empty cells where nothing is known.
"""

import csv
import io
from pathlib import Path

import xlwt

FILE_NAME = "已公布闲置资产盘活案例.xls"
CASES = Path(__file__).with_name("published_idle_assets.csv")
# Column of the list → title of the sheet.
TITLES = {
    "province": "省",
    "county": "县（市、区）",
    "township": "乡镇（街道）",
    "village": "村（社区）",
    "asset_name": "资产名称",
    "asset_type": "资产类别",
    "area_sqm": "建筑面积（㎡）",
    "land_area_mu": "占地面积（亩）",
    "original_owner": "原权属",
    "revitalisation_mode": "盘活方式",
    "tenant_or_use": "承租方（用途）",
    "annual_rent_yuan": "年租金（元）",
    "investment_yuan": "投资额（元）",
    "collective_income_yuan": "集体收益（元）",
    "year": "年份",
    "status": "盘活状态",
    "source_url": "资料来源",
    "note": "备注",
}
_NUMBERS = {
    "area_sqm",
    "land_area_mu",
    "annual_rent_yuan",
    "investment_yuan",
    "collective_income_yuan",
    "year",
}


def cases():
    """Return the published cases, a mapping each."""
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def workbook():
    """Return the bytes of the .xls."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("盘活案例")
    bold = xlwt.easyxf("font: bold on; align: horiz centre")
    sheet.write_merge(0, 0, 0, len(TITLES) - 1, "已公布的乡镇、村闲置公有资产盘活案例", bold)
    sheet.write(1, 0, "金额单位：元")
    for column, title in enumerate(TITLES.values()):
        sheet.write(2, column, title, bold)
    for index, case in enumerate(cases(), start=3):
        for column, field in enumerate(TITLES):
            if case[field]:
                sheet.write(index, column, float(case[field]) if field in _NUMBERS else case[field])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
