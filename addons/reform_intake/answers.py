"""Sheets we hand out: the rows that were not applied with the answer to each, and empty templates."""

import io

import xlsxwriter
from odoo.addons.reform_rules.intake.headers import AREA_UNITS

from . import messages

_UNIT_SIGNS = {"sqm": "㎡", "mu": "亩", "hectare": "公顷"}
OPEN = ("error", "duplicate", "changed")
_SET = 2_000


def rejected(batch):
    """Return an .xlsx of the rows that were not applied, each with its answer and the mark by which it comes
    back.

    Corrected cells are written as corrected. The sheets keep their names and columns; units stay in the
    titles.
    """
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        styles = _styles(book)
        Row = batch.env["reform.intake.row"]
        for sheet in batch.sheet_ids.filtered(lambda sheet: not sheet.refusal):
            page = book.add_worksheet(_sheet_name(book, sheet.name))
            titles, known = _titles(sheet), len(sheet.columns)
            extra = _extra_fields(batch, sheet)
            heads = [
                *titles,
                *extra.values(),
                messages.answer_title(batch.env),
                messages.row_mark_title(batch.env),
            ]
            for index, title in enumerate(heads):
                page.write_string(0, index, title, styles["head"])
            page.freeze_panes(1, 0)
            page.set_column(len(heads) - 2, len(heads) - 2, 60)
            page.write_comment(0, len(heads) - 1, messages.row_mark_note(batch.env))
            line, last = 1, 0
            while rows := Row.search(
                [("sheet_id", "=", sheet.id), ("state", "in", OPEN), ("id", ">", last)],
                order="id",
                limit=_SET,
            ):
                for row in rows:
                    _write_row(page, line, row, known, list(extra), styles)
                    line += 1
                last = rows[-1].id
                rows.invalidate_recordset()
        if not book.worksheets():
            book.add_worksheet()
    return out.getvalue()


def _titles(sheet):
    """Return the titles with the unit of bare numbers, which a line above the header may have given."""
    titles = []
    for column in sorted(sheet.columns, key=lambda column: column["index"]):
        title, unit = column["title"], column.get("unit") or ""
        sign = _UNIT_SIGNS.get(unit, unit)
        known = {sign, *(sign_ for sign_, kind in AREA_UNITS.items() if kind == unit)}
        if sign and not any(sign_ in title for sign_ in known):
            title = f"{title}（{sign}）"
        titles.append(title)
    return titles


def _extra_fields(batch, sheet):
    """Return title by field for columns that the sheet lacks but its rows were corrected or refused in."""
    present = {column["field"] for column in sheet.columns if column["field"]}
    titles = {
        column.field: column.titles[0] for column in batch._target()._columns() if column.field not in present
    }
    batch.env.cr.execute(
        """SELECT DISTINCT problem->>'column' FROM reform_intake_row,
                  jsonb_array_elements(coalesce(problems, '[]'::jsonb)) AS problem
            WHERE sheet_id = %s AND state = ANY(%s)
            UNION SELECT DISTINCT jsonb_object_keys(corrections) FROM reform_intake_row
            WHERE sheet_id = %s AND jsonb_typeof(corrections) = 'object'""",
        [sheet.id, list(OPEN), sheet.id],
    )
    wanted = {field for (field,) in batch.env.cr.fetchall()}
    return {field: title for field, title in titles.items() if field in wanted}


def _write_row(page, line, row, known, extra, styles):
    corrections = row.corrections or {}
    wrong = {problem["column"] for problem in row.problems or () if problem["level"] == "error"}
    columns = sorted(row.sheet_id.columns, key=lambda column: column["index"])
    raw = row.raw or []
    for position, column in enumerate(columns[:known]):
        index = column["index"]
        value = corrections.get(str(index), raw[index] if index < len(raw) else None)
        _write(page, line, position, value, styles["wrong" if column["field"] in wrong else "plain"])
    for offset, field in enumerate(extra):
        _write(
            page, line, known + offset, corrections.get(field), styles["wrong" if field in wrong else "plain"]
        )
    last = known + len(extra)
    page.write_string(line, last, "\n".join(row._sentences()), styles["answer"])
    page.write_string(line, last + 1, row._mark())


def _write(page, line, column, value, style):
    if isinstance(value, list):
        value = value[0] if value else None
    if value is None:
        page.write_blank(line, column, None, style)
    elif isinstance(value, bool):
        page.write_boolean(line, column, value, style)
    elif isinstance(value, int | float):
        page.write_number(line, column, value, style)
    else:
        # Text stays text: a cell that begins with = is no formula of ours.
        page.write_string(line, column, str(value)[:32_000], style)


def template(target):
    """Return an .xlsx with the titles of a target, one example row and a note at every title."""
    out = io.BytesIO()
    notes, example = target._column_notes(), target._example()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        styles = _styles(book)
        page = book.add_worksheet(target._title()[:31])
        for index, column in enumerate(target._columns()):
            unit = {"area_sqm": "㎡", "area_mu": "亩", "amount": "元"}.get(column.kind, "")
            title = f"{column.titles[0]}（{unit}）" if unit else column.titles[0]
            note = notes.get(column.field, "")
            if column.required:
                note = f"{messages.template_required(target.env)} {note}".strip()
            page.write_string(0, index, title, styles["required" if column.required else "head"])
            if note:
                page.write_comment(0, index, note)
            page.write_string(1, index, example.get(column.field, ""), styles["example"])
            page.set_column(index, index, max(12, 2 * len(title) + 2))
        page.write_comment("A2", messages.template_hint(target.env))
        page.freeze_panes(1, 1)
    return out.getvalue()


def _styles(book):
    border = {"border": 1, "valign": "top"}
    return {
        "head": book.add_format({**border, "bold": True, "bg_color": "#E7E6E6", "text_wrap": True}),
        "required": book.add_format({**border, "bold": True, "bg_color": "#FFE699", "text_wrap": True}),
        "plain": book.add_format(border),
        "wrong": book.add_format({**border, "bg_color": "#F8CBAD"}),
        "answer": book.add_format({**border, "text_wrap": True}),
        "example": book.add_format({"font_color": "#7F7F7F", "italic": True}),
    }


def _sheet_name(book, name):
    """Return a name the format allows, told apart from those the book has."""
    plain = "".join(char for char in name if char not in "[]:*?/\\").strip("'")[:28] or "1"
    used = {page.get_name().lower() for page in book.worksheets()}
    return plain if plain.lower() not in used else f"{plain}_{len(used) + 1}"
