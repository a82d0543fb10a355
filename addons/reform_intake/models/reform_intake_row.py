from odoo import api, fields, models
from odoo.addons.reform_rules.intake.cells import Fault, Row
from odoo.addons.reform_rules.intake.headers import Place
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .. import checking, messages, staging

STATES = [
    ("ok", "Ready"),
    ("error", "With Problems"),
    ("changed", "Known, Other Figures"),
    ("duplicate", "Known Already"),
    ("applied", "Applied"),
    ("skipped", "Not a Row of Data"),
    ("replaced", "Mended by Another Row"),
]
# What a user may still correct.
OPEN_STATES = ("ok", "error", "changed", "duplicate")


class ReformIntakeRow(models.Model):
    """One line of a sheet: as it came, as it was corrected, as it is understood, and what became of it.

    The line as it came is never written again. A correction stands beside it with the cell it replaces, so
    that an auditor sees both; the record made from the line leads back here, and from here to the cell.
    """

    _name = "reform.intake.row"
    _description = "Row of a Sheet"
    _order = "batch_id desc, id"
    _rec_name = "label"

    # No index of its own: `_batch_state_id` begins with it.
    batch_id = fields.Many2one("reform.intake.batch", "File", required=True, ondelete="cascade")
    sheet_id = fields.Many2one("reform.intake.sheet", "Part", required=True, index=True, ondelete="cascade")
    sheet = fields.Char(required=True)
    row_no = fields.Integer("Row", required=True, aggregator=None)
    label = fields.Char("Name in the Sheet")
    raw = fields.Json("As It Came", readonly=True)
    corrections = fields.Json(help="Corrected texts by column.")
    values = fields.Json("As Understood", readonly=True)
    problems = fields.Json(readonly=True)
    twin = fields.Json(help="What it repeats.", readonly=True)
    state = fields.Selection(STATES, "Result", required=True, default="ok", readonly=True)
    same_key = fields.Char(readonly=True, index=True)
    alike_key = fields.Char(readonly=True)
    digest = fields.Char(size=64, readonly=True)
    place_id = fields.Many2one("reform.place", readonly=True, index="btree_not_null")
    origin_place_id = fields.Many2one("reform.place", "Origin Village", readonly=True, index="btree_not_null")
    error_count = fields.Integer("Errors", readonly=True)
    warning_count = fields.Integer("Warnings", readonly=True)
    origin_row_id = fields.Many2one(
        "reform.intake.row",
        "Mends Row",
        readonly=True,
        index="btree_not_null",
        help="The row this one mends.",
    )
    res_model = fields.Char("Kind of Record", readonly=True)
    res_id = fields.Many2oneReference(
        "Record", model_field="res_model", readonly=True, index="btree_not_null"
    )
    batch_state = fields.Selection(related="batch_id.state", string="State of the File")
    answer = fields.Text("What to Do", compute="_compute_answer")
    cells = fields.Json(compute="_compute_cells", inverse="_inverse_cells")

    _batch_state_id = models.Index("(batch_id, state, id)")
    # Nearly every row of a large file is right: only what somebody has to look at is worth an entry.
    _open_rows = models.Index("(state, id) WHERE state IN ('error', 'duplicate', 'changed')")

    @api.depends("problems", "twin", "state", "sheet_id.columns")
    @api.depends_context("lang")
    def _compute_answer(self):
        for row in self:
            row.answer = "\n".join(row._sentences()) or False

    def _sentences(self):
        """Return everything to be said about the row, each with its column."""
        titles = self._column_titles()
        said = []
        for problem in [*(self.problems or ()), *([self.twin] if self.twin else ())]:
            sentence = messages.problem(self.env, problem, titles)
            said.append(sentence)
        return said

    def _column_titles(self):
        """Return the title of every field: as the sheet writes it, else as our template does."""
        own = {column.field: column.titles[0] for column in self.batch_id._target()._columns()}
        sheet = {
            column["field"]: column["title"] for column in self.sheet_id.columns or () if column.get("field")
        }
        return {**own, **sheet}

    @api.depends("raw", "corrections", "problems", "sheet_id.columns")
    @api.depends_context("lang")
    def _compute_cells(self):
        for row in self:
            row.cells = row._cell_list()

    def _cell_list(self):
        """Return the cells for the screen: title, text as it came, corrected text, what is wrong."""
        titles = self._column_titles()
        wrong = {}
        for problem in self.problems or ():
            wrong.setdefault(problem["column"], []).append(
                {"level": problem["level"], "text": messages.problem(self.env, problem, {})}
            )
        corrections = self.corrections or {}
        cells, present = [], set()
        for column in self.sheet_id.columns or ():
            key, field = str(column["index"]), column.get("field", "")
            present.add(field)
            came = self.raw[column["index"]] if column["index"] < len(self.raw or ()) else None
            cells.append(
                {
                    "key": key,
                    "field": field,
                    "title": column["title"],
                    "came": shown(came),
                    "now": corrections.get(key, shown(came)),
                    "problems": wrong.get(field, []) if field else [],
                }
            )
        # A problem of a column the sheet does not have (no owner, no village) is answered in a cell of its
        # own.
        for field in [*wrong, *(set(corrections) & set(titles))]:
            if field in titles and field not in present:
                present.add(field)
                now = corrections.get(field, "")
                cells.append(
                    {"key": field, "field": field, "title": titles[field], "came": "", "now": now,
                     "problems": wrong.get(field, [])}
                )  # fmt: skip
        return cells

    def _inverse_cells(self):
        for row in self:
            changed = {
                cell["key"]: (cell.get("now") or "").strip()
                for cell in row.cells or ()
                if (cell.get("now") or "").strip() != (cell.get("came") or "")
            }
            row._correct(changed)

    def write(self, vals):
        if not self.env.su and set(vals) - {"cells"}:
            raise AccessError(messages.row_is_written_by_acts(self.env))
        return super().write(vals)

    # -- correcting ------------------------------------------------------------------------------------------

    def _correct(self, corrections):
        """Keep the corrected texts of one row and check it anew, with the rest of its file.

        Args: corrections: text by column index or, for a column the sheet lacks, by field.
        """
        self.ensure_one()
        self.check_access("write")
        batch = self.batch_id
        batch._require_importer()
        if self.state not in OPEN_STATES or batch.state not in ("checked", "applying", "applied"):
            raise UserError(messages.row_is_closed(self.env, row=self.row_no))
        known = {column.field for column in batch._target()._columns()}
        indexes = {str(column["index"]) for column in self.sheet_id.columns or ()}
        corrections = {key: str(text)[:2000] for key, text in corrections.items() if key in known | indexes}
        # Past the guard of write: this is the act that corrects.
        models.Model.write(self, {"corrections": corrections or False})
        self._check_again()
        checking.check_twins(batch)

    def _check_again(self):
        """Understand the rows anew from what came and what was corrected; one update for the set."""
        batch = self.batch_id.ensure_one()
        target, places = batch._target(), staging.Places(batch)
        by_sheet = {}
        for row in self:
            by_sheet.setdefault(row.sheet_id, []).append(row)
        lines = []
        for sheet, rows in by_sheet.items():
            width = max((column["index"] for column in sheet.columns), default=-1) + 1
            fields_by_index = {
                column["index"]: Place(column["field"], column["unit"], column["title"])
                for column in sheet.columns
                if column["field"]
            }
            extra = [
                column.field for column in target._columns() if column.field not in sheet._field_indexes()
            ]
            fields_by_index.update(
                {width + number: Place(field, "", field) for number, field in enumerate(extra)}
            )
            reader = staging.LineReader(target, batch, fields_by_index)
            for row in rows:
                lines.append((row, reader.read(row._line(width, extra), "data")))
        places.resolve([line for _row, line in lines])
        self._write_understood([(row.id, line, places.keys(target, line)) for row, line in lines])

    def _line(self, width, extra):
        """Return the row as a line of cells, corrections in their places, columns the sheet lacks behind."""
        cells = [Fault(*cell) if isinstance(cell, list) else cell for cell in self.raw or ()][:width]
        cells += [None] * (width + len(extra) - len(cells))
        for key, text in (self.corrections or {}).items():
            index = int(key) if key.isdigit() else width + extra.index(key) if key in extra else None
            if index is not None and index < len(cells):
                cells[index] = text or None
        return Row(self.sheet, self.row_no, cells)

    def _write_understood(self, understood):
        rows = []
        for row_id, line, (same, alike, place, origin) in understood:
            errors = sum(problem.level == "error" for problem in line.problems)
            rows.append(
                (
                    row_id,
                    line.label,
                    staging.dump(staging.plain_values(line.values)),
                    staging.dump(staging.plain_problems(line.problems)),
                    same,
                    alike,
                    None if place == r"\N" else int(place),
                    None if origin == r"\N" else int(origin),
                    errors,
                    len(line.problems) - errors,
                )
            )
        columns = [list(column) for column in zip(*rows, strict=True)]
        self.env.cr.execute(
            SQL(
                """UPDATE reform_intake_row r
                      SET label = t.label, values = t.values::jsonb, problems = t.problems::jsonb,
                          same_key = t.same_key, alike_key = t.alike_key, place_id = t.place_id,
                          origin_place_id = t.origin_place_id, error_count = t.error_count,
                          warning_count = t.warning_count
                     FROM unnest(%s::int[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[],
                     %s::int[],             %s::int[], %s::int[], %s::int[])
                       AS t(id, label, values, problems, same_key, alike_key, place_id, origin_place_id,
                            error_count, warning_count)
                    WHERE r.id = t.id""",
                *columns,
            )
        )
        self.invalidate_model()

    # -- acts ------------------------------------------------------------------------------------------------

    def action_open_record(self):
        """Open the record that was made from the row."""
        self.ensure_one()
        if self.state != "applied":
            raise UserError(messages.no_record_yet(self.env, row=self.row_no))
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_correct(self):
        """Open the row's cells to be corrected."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": messages.correct_row(self.env, row=self.row_no),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
        }

    def _mark(self):
        """Return the text by which an answer sheet names the row."""
        self.ensure_one()
        return f"{self.batch_id.id}-{self.id}"

    def _plain(self):
        """Return the row for the command line and the answer sheet."""
        self.ensure_one()
        titles = self._column_titles()
        problems = [
            {
                "name": problem["name"],
                "level": problem["level"],
                "column": titles.get(problem["column"], problem["column"]),
                "message": messages.problem(self.env, problem, titles),
            }
            for problem in [*(self.problems or ()), *([self.twin] if self.twin else ())]
        ]
        return {"sheet": self.sheet, "row": self.row_no, "state": self.state, "name": self.label or "",
                "problems": problems}  # fmt: skip


def shown(value):
    """Return a cell as it stood in the sheet, as text."""
    if value is None:
        return ""
    if isinstance(value, list):
        return str(value[0]) if value else ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value)
