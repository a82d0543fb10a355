"""A world in which sheets are loaded: the places of the kit, and files made in memory."""

import base64
import io

import xlsxwriter
import xlwt
from odoo.addons.reform_places.tests.common import PlaceCase

HEAD = ["资产名称", "乡镇", "村", "权属", "资产性质", "建筑面积(㎡)", "占地面积(亩)", "原值(万元)",
        "取得时间", "现状", "使用状况", "闲置时间", "备注"]  # fmt: skip
COLUMN = {title.split("(")[0]: index for index, title in enumerate(HEAD)}


def line(number, **changes):
    """Return one right line; changes by title without its unit."""
    cells = [f"旧仓库{number}号", "东镇", "合村", "村集体", "经营性", 100.0 + number, 1.5, 2.5,
             "2001年5月", "一般", "闲置", "2019.07", f"第{number}处"]  # fmt: skip
    for title, value in changes.items():
        cells[COLUMN[title]] = value
    return cells


def xls(rows, head=HEAD, title="东镇闲置资产台账"):  # pylint: disable=dangerous-default-value  # a constant
    """Return an .xls with a merged title line, the header and the rows."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("台账")
    sheet.write_merge(0, 0, 0, len(head) - 1, title)
    for index, cells in enumerate([head, *rows], start=1):
        for column, value in enumerate(cells):
            if value is not None:
                sheet.write(index, column, value)
        if index % 1000 == 0:
            sheet.flush_row_data()
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(rows, head=HEAD):  # pylint: disable=dangerous-default-value  # a constant
    """Return an .xlsx with the header and the rows."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("台账")
        for index, cells in enumerate([head, *rows]):
            sheet.write_row(index, 0, cells)
    return out.getvalue()


class IntakeCase(PlaceCase):
    """Loads sheets as a real user."""

    def load(self, data, role="clerk", name="台账.xls", **vals):
        """Return the batch of a file, as that role made it."""
        Batch = self.as_(role, self.env["reform.intake.batch"]).with_context(lang="zh_CN")
        return Batch.create(
            {"target": "asset_ledger", "file": base64.b64encode(data), "file_name": name, **vals}
        )

    def checked(self, data, role="clerk", name="台账.xls", **vals):
        """Return the batch after reading and checking."""
        batch = self.load(data, role, name, **vals)
        batch.action_read()
        return batch

    def states(self, batch):
        """Return the number of rows by state."""
        return dict(
            self.env["reform.intake.row"]._read_group([("batch_id", "=", batch.id)], ["state"], ["__count"])
        )

    def cards(self, batch):
        return self.env["reform.asset"].search([("intake_row_id.batch_id", "=", batch.id)])
