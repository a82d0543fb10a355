"""Write the sheets of old books in `tests/forms/in/`: `python tests/forms/make_books_in.py`. The same bytes
every time.

`trial_balance_2004.xls` is the trial balance of 甲村 at the end of 2023 in the chart of 2004, with two faults
an accountant makes: the new name at an old code, and a balance that its turnover does not prove.
`voucher_list_2023.xls` is the voucher list of another program from November 2023 to February 2024, with a
voucher that does not balance.
"""

import io
from pathlib import Path

import xlwt

IN = Path(__file__).parent / "in"
BALANCE_HEAD = [
    ["科目编码", "科目名称", "往来单位", "期初余额", "", "本期发生额", "", "期末余额", ""],
    ["", "", "", "借方", "贷方", "借方", "贷方", "借方", "贷方"],
]
# Code, name, party, then opening, turnover and closing, debit and credit each.
BALANCES = [
    ["101", "现金", "", 500.0, 0, 2600.0, 2300.0, 800.0, 0],
    ["102", "银行存款", "", 52000.0, 0, 21000.0, 13000.0, 60000.0, 0],
    ["10201", "农商行基本户", "", 50000.0, 0, 16000.0, 11000.0, 55000.0, 0],
    ["10202", "专项资金户", "", 2000.0, 0, 5000.0, 2000.0, 5000.0, 0],
    ["113", "内部往来", "", 1000.0, 300.0, 500.0, 300.0, 1200.0, 300.0],
    ["113", "内部往来", "王顺才户", 1000.0, 0, 500.0, 300.0, 1200.0, 0],
    ["113", "内部往来", "刘正秀户", 0, 300.0, 0, 0, 0, 300.0],
    ["132", "林木资产", "", 9000.0, 0, 0, 0, 9000.0, 0],
    ["151", "固定资产", "", 180000.0, 0, 0, 0, 180000.0, 0],
    ["15101", "房屋及建筑物", "", 150000.0, 0, 0, 0, 150000.0, 0],
    ["15102", "机器设备", "", 30000.0, 0, 0, 0, 30000.0, 0],
    ["152", "累计折旧", "", 0, 36000.0, 0, 4000.0, 0, 40000.0],
    ["154", "在建工程", "", 0, 0, 12000.0, 0, 12000.0, 0],
    ["202", "应付款", "广安农资经营部", 0, 7000.0, 0, 0, 0, 7000.0],
    ["211", "应付工资", "", 0, 2000.0, 2000.0, 2000.0, 0, 2000.0],
    ["212", "应付福利费", "", 0, 1500.0, 0, 0, 0, 1500.0],
    ["301", "资本", "", 0, 160000.0, 0, 0, 0, 160000.0],
    ["311", "公积公益金", "", 0, 38000.0, 0, 1000.0, 0, 39000.0],
    ["322", "收益分配", "", 2300.0, 0, 5000.0, 20500.0, 0, 13200.0],
]  # fmt: skip
# The name of the new chart at an old code; opening and turnover that make another balance.
FAULTS = [
    ["153", "在建工程", "", 0, 0, 500.0, 0, 500.0, 0],
    ["201", "短期借款", "", 0, 0, 0, 400.0, 0, 500.0],
]
LIST_HEAD = [
    "日期",
    "凭证字",
    "凭证号",
    "摘要",
    "科目编码",
    "科目名称",
    "往来单位",
    "借方金额",
    "贷方金额",
    "附件",
]
LINES = [
    ["2023-11-01", "记", 1.0, "收到成员入股", "102", "银行存款", "", 80000.0, None, 1.0],
    ["2023-11-01", "记", 1.0, "收到成员入股", "301", "资本", "", None, 80000.0, 1.0],
    ["2023-12-05", "记", 1.0, "购办公桌椅", "15105", "办公设备", "", 6000.0, None, 2.0],
    ["2023-12-05", "记", 1.0, "购办公桌椅", "102", "银行存款", "", None, 6000.0, 2.0],
    ["2023-12-20", "记", 2.0, "应收王顺才户鱼塘款", "113", "内部往来", "王顺才户", 3000.0, None, 0],
    ["2023-12-20", "记", 2.0, "应收王顺才户鱼塘款", "311", "公积公益金", "", None, 3000.0, 0],
    ["2024-01-08", "收", 1.0, "王顺才户交鱼塘款", "102", "银行存款", "", 3000.0, None, 1.0],
    ["2024-01-08", "收", 1.0, "王顺才户交鱼塘款", "113", "内部往来", "王顺才户", None, 3000.0, 1.0],
    ["2024-01-15", "付", 1.0, "付办公电费", "513", "管理费用", "", 260.5, None, 1.0],
    ["2024-01-15", "付", 1.0, "付办公电费", "102", "银行存款", "", None, 260.5, 1.0],
    ["2024-02-03", "收", 1.0, "收仓库租金", "102", "银行存款", "", 1800.0, None, 1.0],
    ["2024-02-03", "收", 1.0, "收仓库租金", "50103", "租赁收入", "", None, 1800.0, 1.0],
    ["2024-02-09", "付", 1.0, "付慰问品", "514", "公益支出", "", 900.0, None, 3.0],
    ["2024-02-09", "付", 1.0, "付慰问品", "102", "银行存款", "", None, 890.0, 3.0],
]  # fmt: skip


def workbook(title, head, rows, total=None):
    """Return the bytes of a sheet: merged title, unit, header of one or two lines, rows, a line of totals."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet(title[:30])
    bold = xlwt.easyxf("font: bold on; align: horiz centre")
    sheet.write_merge(0, 0, 0, len(head[0]) - 1, title, bold)
    sheet.write(1, 0, "编制单位：甲村股份经济合作社　单位：元")
    for line, titles in enumerate(head, 2):
        for column, text in enumerate(titles):
            above = line > 2 and not text
            if text and line == 2 and len(head) > 1 and titles[column + 1 : column + 2] == [""]:
                sheet.write_merge(line, line, column, column + 1, text, bold)
            elif text and not above:
                sheet.write(line, column, text, bold)
    for line, cells in enumerate(rows, 2 + len(head)):
        for column, value in enumerate(cells):
            if value not in (None, ""):
                sheet.write(line, column, value)
    if total:
        for column, value in total.items():
            sheet.write(2 + len(head) + len(rows), column, value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def trial_balance(rows=(*BALANCES, *FAULTS)):
    """Return the bytes of the trial balance."""
    return workbook("科目余额表2023年12月", BALANCE_HEAD, rows, {0: "合计", 7: 263000.0, 8: 263000.0})


def voucher_list(rows=tuple(LINES)):
    """Return the bytes of the voucher list."""
    return workbook("凭证序时簿", [LIST_HEAD], rows)


if __name__ == "__main__":
    IN.mkdir(exist_ok=True)
    (IN / "trial_balance_2004.xls").write_bytes(trial_balance())
    (IN / "voucher_list_2023.xls").write_bytes(voucher_list())
