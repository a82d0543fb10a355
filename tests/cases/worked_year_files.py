"""The two old trial balances of the worked year as files an accountant would send: `.xls`, one a village."""

import io
from collections import defaultdict
from decimal import Decimal

import xlwt

HEAD = ("科目编码", "科目名称", "往来户")


def rows(lines):
    """Return [(code, name, party, debit, credit)]: one line for what the old books knew as one balance.

    Args: lines: the Old balances of one village, as `worked_year.old_balances` gives them.
    """
    sums = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for line in lines:
        sums[line.old, line.old_name, line.party][0] += line.debit
        sums[line.old, line.old_name, line.party][1] += line.credit
    return [(*key, *amounts) for key, amounts in sums.items()]


def trial_balance(lines, title):
    """Return the bytes of a trial balance: title, unit, titles on two lines, balances, totals."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("科目余额表")
    bold = xlwt.easyxf("font: bold on; align: horiz centre")
    sheet.write_merge(0, 0, 0, 4, title, bold)
    sheet.write(1, 0, "单位：元")
    for column, text in enumerate(HEAD):
        sheet.write_merge(2, 3, column, column, text, bold)
    sheet.write_merge(2, 2, 3, 4, "期末余额", bold)
    sheet.write(3, 3, "借方", bold)
    sheet.write(3, 4, "贷方", bold)
    found = rows(lines)
    for at, row in enumerate(found, 4):
        for column, value in enumerate(row):
            if value:
                sheet.write(at, column, float(value) if column > 2 else value)
    last = 4 + len(found)
    sheet.write(last, 0, "合计")
    for column in (3, 4):
        sheet.write(last, column, float(sum(row[column] for row in found)))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
