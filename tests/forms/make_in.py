"""Write the sheets of `tests/forms/in/`: `python tests/forms/make_in.py`. The same bytes every time.

`idle_assets_three_faults.xls` is the idle ledger of 鹅凤村 with three faults a clerk meets every month: an
area in words, an owner who is a person, a month that does not exist.
"""

import io
from pathlib import Path

import xlwt

IN = Path(__file__).parent / "in"
HEAD = [
    "序号", "资产名称", "乡镇", "村", "坐落地点", "资产类别", "权属", "资产性质", "建筑面积(㎡)",
    "占地面积(亩)", "原值(万元)", "净值(万元)", "取得时间", "现状", "使用状况", "闲置时间", "闲置原因",
    "备注",
]  # fmt: skip
# One asset a block; the columns are those of HEAD behind the number and the township.
ROWS = [
    [
        "原鹅凤村村小教学楼", "鹅凤村", "2组公路旁", "学校", "村集体", "经营性", 620.0, 3.2, 46.8,
        12.5, "1998年9月", "一般", "闲置", "2019.07", "学校撤并", "",
    ],
    [
        "原鹅凤村村委会办公楼", "鹅凤村", "4组", "村级办公阵地", "村集体", "经营性", 260.0, 0.8,
        21.0, 9.6, "2006-03-15", "完好", "闲置", "2020年12月", "村建制调整", "二楼漏雨已修",
    ],
    [
        "鹅凤村养蚕房", "鹅凤村", "1组", "厂房", "村集体", "经营性", "六百多平", 1.5, 18.0, 5.4,
        "2009年", "较差", "闲置", "2018.01", "产业调整", "",
    ],
    [
        "鹅凤村粮食仓库", "鹅凤村", "3组", "仓储用房", "张三", "经营性", 310.0, 1.1, 15.2, 3.0,
        "1987年", "较差", "闲置", "2015年", "粮站撤销", "",
    ],
    [
        "鹅凤村提灌站", "鹅凤村", "5组渠边", "水利设施", "村集体", "非经营性", 45.0, 0.2, 12.0, 6.0,
        "2012年5月", "一般", "在用", "", "", "",
    ],
    [
        "鹅凤村卫生室旧址", "鹅凤村", "2组", "卫生院", "村集体", "非经营性", 120.0, 0.3, 9.5, 2.1,
        "2021年13月", "一般", "闲置", "2022-06-01", "新建村卫生室", "",
    ],
    [
        "鹅凤村山坪塘", "鹅凤村", "6组", "资源性资产(水面)", "村集体", "资源性", None, 12.5, None,
        None, "", "", "闲置", "2020.01", "无人承包", "面积以亩计",
    ],
    [
        "鹅凤村活动室", "鹅凤村", "4组", "村级办公阵地", "村集体", "非经营性", 180.0, 0.5, 16.0,
        8.8, "2010年10月", "完好", "在用", "", "", "",
    ],
]  # fmt: skip


def three_faults():
    """Return the bytes of the sheet: merged title, units, header, eight rows, a line of totals."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("闲置资产台账")
    bold = xlwt.easyxf("font: bold on; align: horiz centre")
    sheet.write_merge(0, 0, 0, len(HEAD) - 1, "前锋区护安镇鹅凤村闲置资产台账", bold)
    sheet.write(1, 0, "填报单位：护安镇鹅凤村")
    for column, title in enumerate(HEAD):
        sheet.write(2, column, title, bold)
    for number, row in enumerate(ROWS, start=1):
        for column, value in enumerate([float(number), row[0], "护安镇", *row[1:]]):
            if value not in (None, ""):
                sheet.write(2 + number, column, value)
    sheet.write(3 + len(ROWS), 0, "合计")
    sheet.write(3 + len(ROWS), 8, 1535.0)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


if __name__ == "__main__":
    IN.mkdir(exist_ok=True)
    (IN / "idle_assets_three_faults.xls").write_bytes(three_faults())
