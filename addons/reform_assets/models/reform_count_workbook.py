from collections import defaultdict
from decimal import Decimal
from tempfile import SpooledTemporaryFile

import xlsxwriter
from odoo import models
from odoo.addons.reform_rules.assets import count_forms, count_sheet
from odoo.addons.reform_rules.assets.inventory import units
from odoo.addons.reform_rules.money import yuan
from odoo.tools import SQL, split_every

from ..messages import count as messages
from .reform_asset_funding import SOURCES

_SPOOL_BYTES = 8 * 2**20
_SET = 2_000
# A form is an official paper in Chinese, whatever language its reader works in.
OFFICIAL = {"lang": "zh_CN"}
UNSEEN = "未清查：%s"
RESULTS = {
    "found": "在账在位", "found_elsewhere": "位置不符", "damaged": "损坏", "not_found": "找不到",
}  # fmt: skip
SUMMARY = (
    "序号", "产权单位", "所在乡镇", "资产数（项）", "账面原值（元）", "账面净值（元）", "已清查（项）",
    "未清查（项）", "盘盈（项）", "盘盈金额（元）", "盘亏（项）", "盘亏金额（元）", "核实原值（元）",
    "资源面积（亩）",
)  # fmt: skip


class ReformCountRound(models.Model):
    """The round on paper: the statutory forms, the summary by owner and town, and the sheet to be filled in.

    Everything is written row by row into a file that leaves the memory when it grows; rows are read in sets
    of fixed size, so a county's round takes no more memory than a village's.
    """

    _inherit = "reform.count.round"

    def _forms_file(self):
        """Return the workbook of all forms as an open file; what is out of the user's scope is not in it."""
        self.ensure_one()
        count = self.with_context(**OFFICIAL)
        return count._spooled(count._write_forms)

    def _sheet_file(self):
        """Return the sheet to be filled in, as an open file."""
        self.ensure_one()
        count = self.with_context(**OFFICIAL)
        return count._spooled(count._write_sheet)

    def _spooled(self, write):
        stream = SpooledTemporaryFile(max_size=_SPOOL_BYTES, mode="w+b")  # noqa: SIM115 -- the caller reads it
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(stream, options) as book:
            book.set_properties({"created": self.frozen_at or self.create_date})
            write(book, _styles(book))
        stream.seek(0)
        return stream

    # --- forms ---

    def _write_forms(self, book, styles):
        self._write_summary(book, styles)
        forms = self.env["reform.count.form"].search([])  # pylint: disable=no-search-all  # a handful of rows
        for form in forms:
            self._write_form(book, styles, form)

    def _write_form(self, book, styles, form):
        page = book.add_worksheet(_page_name(book, form.number))
        titles = count_forms.columns(form.layout)
        row = self._write_head(page, styles, form.number, form.name, titles)
        added = dict.fromkeys(count_forms.totals(form.layout), Decimal(0))
        number = 0
        for line in self._form_lines(form):
            number += 1
            cells = count_forms.cells(form.layout, number, line)
            for index in added:
                added[index] += cells[index] or 0
            _write_row(page, row, cells, styles)
            row += 1
        _write_row(
            page,
            row,
            [added.get(index, "合计" if index == 2 else None) for index in range(len(titles))],
            styles,
        )
        self._write_foot(page, styles, row + 2)

    def _write_head(self, page, styles, number, name, titles):
        page.set_landscape()
        page.set_paper(8)
        page.fit_to_pages(1, 0)
        page.set_column(0, len(titles) - 1, 13)
        page.set_column(2, 2, 26)
        page.write_string(0, 0, number, styles["small"])
        page.write_string(1, 0, name, styles["title"])
        owner = self.entity_id.name or self.place_id.full_name or self.place_id.name
        page.write_string(
            2,
            0,
            f"单位：{owner}    清查时点：{self.record_date:%Y年%m月%d日}    清查号：{self.code}",
            styles["small"],
        )
        for index, title in enumerate(titles):
            page.write_string(3, index, title, styles["head"])
        page.repeat_rows(3)
        page.freeze_panes(4, 3)
        return 4

    def _write_foot(self, page, styles, row):
        for index, text in enumerate(count_forms.FOOT):
            page.write_string(row, 2 + 3 * index, text, styles["small"])

    def _form_lines(self, form):
        """Yield the lines of a form, then the surplus items that belong in it."""
        lines = self.env["reform.count.line"]
        domain = [("round_id", "=", self.id), *form._domain()]
        for ids in split_every(_SET, lines.search(domain, order="place_id, code, id").ids):
            part = lines.browse(ids)
            leases = self._leases(part.asset_id)
            sources = self._sources(part.asset_id)
            for line in part:
                yield line._form_line(leases.get(line.asset_id.id), sources.get(line.asset_id.id, ""))
            part.invalidate_recordset()
        if form.layout in ("fixed", "undetermined", "resource"):
            for find in self.env["reform.count.find"].search(
                [("round_id", "=", self.id), ("status", "=", "accepted")], order="place_id, id"
            ):
                if find.filtered_domain(_find_domain(form)):
                    yield find._form_line()

    def _leases(self, assets):
        """Return {card id: (lessee, term, rent of a year)} on the record date, with one statement."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """SELECT DISTINCT ON (h.asset_id) h.asset_id, p.name, l.date_start, l.date_end, l.rent_year
                     FROM reform_lease_line h JOIN reform_lease l ON l.id = h.lease_id
                     LEFT JOIN res_partner p ON p.id = l.lessee_id
                    WHERE h.asset_id = ANY(%(ids)s) AND h.hold_from <= %(day)s
                      AND coalesce(h.hold_to, 'infinity') >= %(day)s AND l.state <> 'cancelled'
                    ORDER BY h.asset_id, l.date_start DESC, l.id""",
                ids=assets.ids,
                day=self.record_date,
            )
        )
        return {
            card: (lessee or "", f"{start or ''}至{end or ''}", yuan(rent or 0))
            for card, lessee, start, end, rent in self.env.cr.fetchall()
        }

    def _sources(self, assets):
        labels = dict(self.env["reform.asset.funding"]._fields["source"]._description_selection(self.env))
        assert labels.keys() == dict(SOURCES).keys()
        found = defaultdict(list)
        # sudo: a line of a card one may read.
        rows = self.env["reform.asset.funding"].sudo().search_read(
            [("asset_id", "in", assets.ids)], ["asset_id", "source"], load=False
        )  # fmt: skip
        for row in rows:
            found[row["asset_id"]].append(labels[row["source"]])
        return {card: "、".join(dict.fromkeys(words)) for card, words in found.items()}

    def _write_summary(self, book, styles):
        page = book.add_worksheet("汇总表")
        row = self._write_head(page, styles, "农清汇总", "资产清查汇总表", SUMMARY)
        totals = [Decimal(0)] * len(SUMMARY)
        for number, cells in enumerate(self._summary(), start=1):
            _write_row(page, row, [number, *cells], styles)
            for index in range(3, len(SUMMARY)):
                totals[index] += cells[index - 1]
            row += 1
        _write_row(page, row, [None, "合计", None, *totals[3:]], styles)
        self._write_foot(page, styles, row + 2)

    def _summary(self):
        """Yield a row for each owner and town; undetermined property is listed and not added into totals."""
        lines = self.env["reform.count.line"]
        found = lines._search([("round_id", "=", self.id), ("owner_class", "!=", "unconfirmed")])
        finds = self.env["reform.count.find"]
        items = finds._search(
            [("round_id", "=", self.id), ("status", "=", "accepted"), ("owner_class", "!=", "unconfirmed")]
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """WITH told AS (
                       SELECT entity_id, township_id, 1 AS cards, book_cost, book_net,
                              result <> 'unseen' AS seen,
                              CASE WHEN verdict = 'keep_book' THEN 0 ELSE coalesce(diff_cost, 0) END AS diff,
                              0 AS item, 0 AS value,
                              CASE WHEN nature = 'resource' THEN book_area_mu ELSE 0 END AS mu
                         FROM reform_count_line WHERE id IN %s
                       UNION ALL
                       SELECT f.entity_id, p.township_id, 0, 0, 0, NULL, 0, 1, f.value, 0
                         FROM reform_count_find f JOIN reform_place p ON p.id = f.place_id WHERE f.id IN %s)
                   SELECT e.name, t.name, sum(cards), sum(book_cost), sum(book_net),
                          count(*) FILTER (WHERE seen),
                          count(*) FILTER (WHERE NOT seen), sum(item) + count(*) FILTER (WHERE diff > 0),
                          sum(value) + coalesce(sum(diff) FILTER (WHERE diff > 0), 0),
                          count(*) FILTER (WHERE diff < 0), -coalesce(sum(diff) FILTER (WHERE diff < 0), 0),
                          sum(book_cost) + sum(diff) + sum(value), sum(mu)
                     FROM told LEFT JOIN reform_entity e ON e.id = told.entity_id
                     LEFT JOIN reform_place t ON t.id = told.township_id
                    GROUP BY e.id, t.id ORDER BY t.name NULLS LAST, e.name NULLS LAST""",
                found.subselect(),
                items.subselect(),
            )
        )
        for entity, town, *figures in self.env.cr.fetchall():
            yield [entity or "—", town or "—", *(Decimal(figure or 0) for figure in figures)]

    # --- the sheet to be filled in ---

    def _write_sheet(self, book, styles):
        """Write the lines with the columns of the intake target; book columns stand beside for the eye."""
        page = book.add_worksheet("清查表")
        eye = ("坐落", "账面数量", "账面原值（元）", "账面使用状态")
        titles = [column.titles[0] for column in count_sheet.COLUMNS]
        notes = messages.sheet_notes(self.env)
        for index, title in enumerate((*titles, *eye)):
            page.write_string(0, index, title, styles["fill" if 3 <= index < len(titles) else "head"])
        for index, column in enumerate(count_sheet.COLUMNS):
            if column.field in notes:
                page.write_comment(0, index, notes[column.field])
        page.set_column(0, len(titles) + len(eye) - 1, 14)
        page.set_column(2, 2, 28)
        page.freeze_panes(1, 3)
        page.data_validation(
            1, 3, max(self.line_count, 1), 3, {"validate": "list", "source": list(RESULTS.values())}
        )
        lines = self.env["reform.count.line"]
        uses = dict(lines._fields["book_use_state"]._description_selection(self.env))
        row = 1
        for ids in split_every(
            _SET, lines.search([("round_id", "=", self.id)], order="place_id, code, id").ids
        ):
            part = lines.browse(ids)
            for line in part:
                said = [RESULTS.get(line.result), line.counted_quantity if line.result != "unseen" else None]
                cells = [line._mark(), line.code, line.name, *said, None, None, None, None]
                shown = [
                    line.place_id.name,
                    units(line.book_quantity),
                    yuan(line.book_cost),
                    uses.get(line.book_use_state),
                ]
                _write_row(page, row, [*cells, *shown], styles)
                row += 1
            part.invalidate_recordset()


class ReformCountLine(models.Model):
    """A line on a form."""

    _inherit = "reform.count.line"

    def _form_line(self, lease, source):
        self.ensure_one()
        lessee, term, rent = lease or ("", "", None)
        seen = self.result != "unseen"
        return count_forms.Line(
            code=self.code or "", name=self.name or "", category=self.category_id.name or "",
            place=self.place_id.name or "", acquired=self.acquired_date or None, unit=self.unit or "",
            quantity=units(self.book_quantity), cost=yuan(self.book_cost),
            accumulated=yuan(self.book_accumulated),
            net=yuan(self.book_net), area_mu=units(self.book_area_mu), seen=seen,
            diff_quantity=units(self.diff_quantity), diff_cost=yuan(self.diff_cost),
            diff_net=yuan(self.diff_net), verdict=self.verdict or "", reason=self.verdict_reason or "",
            use_state=self.use_state_seen or self.book_use_state or "", lessee=lessee, term=term,
            rent_year=rent,             certificate=self.certificate_no or "", source=source,
            note=(self.note or "") if seen else UNSEEN % (self.unseen_reason or ""),
        )  # fmt: skip


class ReformCountFind(models.Model):
    """A surplus item on a form."""

    _inherit = "reform.count.find"

    def _form_line(self):
        self.ensure_one()
        return count_forms.Line(
            code=self.asset_id.code or "", name=self.name, category=self.category_id.name or "",
            place=self.place_id.name or "", acquired=None, unit=self.unit or "", quantity=Decimal(0),
            cost=yuan(0), accumulated=yuan(0), net=yuan(0), area_mu=Decimal(0), seen=True,
            diff_quantity=units(self.quantity), diff_cost=yuan(self.value), diff_net=yuan(self.value),
            reason=self.reason or "", note=self.note or "",
        )  # fmt: skip


def _find_domain(form):
    if form.layout == "undetermined":
        return [("owner_class", "=", "unconfirmed")]
    domain = [
        ("owner_class", "!=", "unconfirmed"),
        ("nature", "=" if form.layout == "resource" else "!=", "resource"),
    ]
    return [*domain, ("nature", "=", form.nature)] if form.nature else domain


def _write_row(page, row, cells, styles):
    for index, value in enumerate(cells):
        if value is None or value == "":
            page.write_blank(row, index, None, styles["plain"])
        elif isinstance(value, Decimal | int | float):
            page.write_number(row, index, value, styles["number"])
        elif isinstance(value, str):
            # Text stays text: a cell that begins with = is no formula of ours.
            page.write_string(row, index, value[:32_000], styles["plain"])
        else:
            page.write_datetime(row, index, value, styles["day"])


def _styles(book):
    border = {"border": 1, "valign": "vcenter", "font_name": "宋体", "font_size": 10}
    return {
        "head": book.add_format(
            {**border, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#E7E6E6"}
        ),
        "fill": book.add_format(
            {**border, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#FFE699"}
        ),
        "plain": book.add_format({**border, "text_wrap": True}),
        "number": book.add_format({**border, "num_format": "#,##0.00##"}),
        "day": book.add_format({**border, "num_format": "yyyy-mm-dd"}),
        "title": book.add_format({"bold": True, "font_size": 16, "font_name": "黑体"}),
        "small": book.add_format({"font_size": 10, "font_name": "宋体"}),
    }


def _page_name(book, number):
    plain = "".join(char for char in number if char not in "[]:*?/\\").strip("'")[:28] or "1"
    used = {page.get_name().lower() for page in book.worksheets()}
    return plain if plain.lower() not in used else f"{plain}_{len(used) + 1}"
