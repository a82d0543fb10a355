"""From a file to staged rows: one pass that reads, understands and copies, one statement for each set.

The pass holds `SET` rows at a time. For each set the places it names are looked up in one query, and the rows
go into the database in one COPY, which runs while the next set is understood; nothing is asked or written for
a single row.
"""

import json
import re
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, groupby, islice

from odoo import fields
from odoo.addons.reform_rules.errors import Problem, RuleError
from odoo.addons.reform_rules.intake import cells, duplicates, headers, place_names, values
from odoo.tools import SQL

from .copying import NOTHING, Copying, escape

# Rows understood and copied together; also how often progress is told.
SET = 2_500
# Columns every target has, because our own answer sheet writes them.
ROW_MARK = headers.Column("row_mark", ("行标识", "Row Mark"))
ANSWER = headers.Column("answer", ("处理结果", "Answer"))
_NONE = frozenset()
OWN_COLUMNS = (ROW_MARK, ANSWER)
_COPY = (
    "batch_id, sheet_id, sheet, row_no, label, raw, values, problems, state, same_key, alike_key, digest,"
    " place_id, origin_place_id, error_count, warning_count, origin_row_id,"
    " create_uid, create_date, write_uid, write_date"
)


class Understood:
    """One line with what became of it."""

    __slots__ = ("cells", "kind", "label", "mark", "problems", "row", "values", "words")

    def __init__(self, row, line_cells, kind):
        self.row, self.cells, self.kind = row, line_cells, kind
        self.values = self.words = None
        self.label = self.mark = ""
        self.problems = []


class Staging:
    """The pass over one file of one batch."""

    def __init__(self, batch, told=None):
        """Args: told: called with the number of rows so far; raises to stop."""
        self.env, self.batch = batch.env, batch
        self.target = batch._target()
        self.columns = (*self.target._columns(), *OWN_COLUMNS)
        self.places = Places(batch)
        self.copying = Copying(self.env.cr, "reform_intake_row", _COPY)
        self.told = told or (lambda _count: None)
        self.count = 0
        self._stamp = fields.Datetime.now().isoformat(" ")

    def run(self, data, name):
        """Stage the file. Raises: Unreadable; NoHeader or MissingColumns when no sheet at all can be used."""
        with self.copying:
            self._sheets(data, name)

    def _sheets(self, data, name):
        refused = []
        used = 0
        sheets = groupby(cells.read(data, name), key=lambda row: row.sheet)  # pylint: disable=bad-builtin-groupby  # rows come in order, one pass
        for number, (sheet_name, lines) in enumerate(sheets, start=1):
            head = _take(lines, headers.LINES)
            try:
                header = headers.find(head, self.columns)
            except RuleError as refusal:
                refused.append(refusal)
                self._sheet(number, sheet_name, None, refusal)
                for _line in lines:
                    pass
                continue
            used += 1
            sheet = self._sheet(number, sheet_name, header, None)
            below = [line for line in head if line.row > header.last_row]
            count = self._rows(sheet, header, chain(below, lines))
            self.copying.wait()
            sheet.row_count = count
        if not used and refused:
            # A header that lacks a column says more than a sheet without any.
            raise min(refused, key=lambda refusal: refusal.name != "MissingColumns")

    def _sheet(self, number, name, header, refusal):
        columns = []
        if header:
            for index, title in sorted(header.titles.items()):
                place = header.fields.get(index)
                columns.append(
                    {
                        "index": index,
                        "title": title,
                        "field": place.field if place else "",
                        "unit": place.unit if place else "",
                    }
                )
        self.copying.wait()
        # Sheets come into being by reading a file and in no other way: nobody has the right to create one.
        return (
            self.env["reform.intake.sheet"]
            .sudo()
            .create(
                {
                    "batch_id": self.batch.id,
                    "name": name,
                    "sequence": number,
                    "header_first": header.first_row if header else 0,
                    "header_last": header.last_row if header else 0,
                    "columns": columns,
                    "refusal": {"name": refusal.name, "facts": plain_facts(refusal.facts)}
                    if refusal
                    else False,
                }
            )
        )

    def _rows(self, sheet, header, lines):
        """Understand and copy the lines below the header, `SET` at a time, and return how many there were."""
        reader = LineReader(self.target, self.batch, header.fields)
        kind = headers.line_kinds(header)
        total = 0
        while chunk := _take(lines, SET):
            understood = [reader.read(line, kind(line.cells)) for line in chunk]
            understood = [line for line in understood if line]
            self._resolve(understood)
            self._copy(sheet, understood)
            total += len(understood)
            self.count += len(understood)
            self.told(self.count)
        return total

    def _resolve(self, lines):
        if self.places.are_new(lines):
            self.copying.wait()
        self.places.resolve(lines)

    def _copy(self, sheet, lines):
        """Send the rows of one set with one COPY."""
        marks = {}
        if marked := [line.mark for line in lines if line.mark]:
            self.copying.wait()
            marks = _known_marks(self.env, marked)
        batch_id, uid, stamp = str(self.batch.id), str(self.env.uid), self._stamp
        sheet_id, sheet_name = str(sheet.id), escape(sheet.name)
        keys, target = self.places.keys, self.target
        rows = []
        for line in lines:
            same, alike, place, origin = keys(target, line)
            problems, errors, warnings = NOTHING, 0, 0
            if line.problems:
                errors = sum(problem.level == "error" for problem in line.problems)
                warnings = len(line.problems) - errors
                problems = escape(dump(plain_problems(line.problems)))
            state = "skipped" if line.kind != "data" else "error" if errors else "ok"
            raw = dump(line.cells)
            rows.append(
                (
                    batch_id, sheet_id, sheet_name, str(line.row), escape(line.label or ""), escape(raw),
                    escape(dump(plain_values(line.values))) if line.values else NOTHING, problems,
                    state, escape(same), escape(alike), digest(raw), place, origin, str(errors),
                    str(warnings), marks.get(line.mark, NOTHING), uid, stamp, uid, stamp,
                )
            )  # fmt: skip
        self.copying.send(rows)


class LineReader:
    """Turn lines of one sheet into understood ones."""

    def __init__(self, target, batch, places):
        """Args: places: `headers.Place` by column index."""
        units = {place.field: place.unit for place in places.values()}
        self.reader = target._reader(batch, units)
        self.target = target
        self.fields = [(index, place.field) for index, place in sorted(places.items())]

    def read(self, line, kind):  # pylint: disable=method-required-super  # no model
        """Return the line understood, or None for a repeated header."""
        if kind == "header":
            return None
        cells = line.cells
        found = Understood(line.row, cells, kind)
        width = len(cells)
        by_field = {
            field: cells[index] for index, field in self.fields if index < width and cells[index] is not None
        }
        mark = by_field.pop("row_mark", None)
        by_field.pop("answer", None)
        if isinstance(mark, str):
            found.mark = values.text(mark)
        if kind != "data":
            name = {"total": "TotalLine", "foot": "FootLine"}[kind]
            found.problems = [Problem(name, {}, level="warning")]
            return found
        shared = _NONE
        if line.filled:
            shared = frozenset(field for index, field in self.fields if index in line.filled)
        found.values, found.problems = self.reader.understand(by_field, shared)
        found.words = self.target._words(found.values)
        found.label = self.target._label(found.values)
        return found


class Places:
    """The places that lines name: looked up set by set, checked against the user's scope."""

    def __init__(self, batch):
        self.env, self.batch = batch.env, batch
        self._known = {}
        self._scope = None
        self._standing = {}
        self._home = self._home_words()

    def _home_words(self):
        """Return the names above the batch's own place, for sheets that leave them out."""
        place = self.batch.place_id
        return place_names.Words(
            place.county_id.name or "",
            (place.township_id.name or "") if place.level in ("township", "village", "group") else "",
            place.name if place.level in ("village", "group") else "",
        )

    def _full(self, words):
        """Fill in what a sheet of one village or township does not repeat in every line."""
        home = self._home
        if not any(words):
            return home
        if not words.county:
            township = words.township or (home.township if words.village else "")
            return words._replace(county=home.county, township=township)
        return words

    def are_new(self, lines):
        """Return whether any place of these lines has still to be looked up."""
        return not self._known.keys() >= self._words(lines)

    def _words(self, lines):
        return {line.words for line in lines if line.words is not None}

    def resolve(self, lines):
        """Find the places of some lines in one query; what is wrong with them joins the lines' problems."""
        if new := self._words(lines) - self._known.keys():
            self._look_up({words: self._full(words) for words in new})
        for line in lines:
            if line.words is not None and (problems := self._known[line.words][1]):
                line.problems = [*line.problems, *problems]

    def _look_up(self, asked):
        """Look up places: the full words by the words as written."""
        new = list(dict.fromkeys(asked.values()))
        names = sorted({name for words in new for name in place_names.names(words)})
        by_name = self._candidates(names)
        if self.batch._may_create_places():
            self.batch._create_places(new, by_name)
            by_name = self._candidates(names)
        found = {words: place_names.resolve(words, by_name, self.batch.as_of) for words in new}
        ids = {result.place.key for result in found.values() if result.place}
        allowed = self._allowed(ids)
        self._stand(ids)
        for words, full in asked.items():
            result = found[full]
            problems = list(result.problems)
            if result.place and result.place.key not in allowed:
                facts = {"place": result.place.full_name}
                problems.append(Problem("PlaceOutOfScope", facts, column=result.place.level))
            self._known[words] = (result.place.key if result.place else None, problems)

    def _candidates(self, names):
        self.env["reform.place"].flush_model()
        self.env.cr.execute(
            SQL(
                """SELECT p.id, p.name, p.level, county.name, township.name, p.valid_from, p.valid_to
                     FROM reform_place p
                     LEFT JOIN reform_place county ON county.id = p.county_id
                     LEFT JOIN reform_place township ON township.id = p.township_id
                    WHERE p.name = ANY(%s) ORDER BY p.code, p.valid_from DESC, p.id""",
                names,
            )
        )
        by_name = {}
        for key, name, level, county, township, start, end in self.env.cr.fetchall():
            place = place_names.Candidate(key, name, level, county or "", township or "", start, end)
            by_name.setdefault(name, []).append(place)
        return by_name

    def _allowed(self, ids):
        """Return those of the places that lie in the user's scope; our own code has no fence."""
        if self.env.su:
            return ids
        scope = self.env.user.sudo().reform_scope_ids.ids
        places = self.env["reform.place"].search([("id", "in", list(ids)), ("id", "child_of", scope)])
        return set(places.ids)

    def _stand(self, ids):
        """Note for each place the one that stands today: itself, or the village that followed it."""
        for place in self.env["reform.place"].browse(ids):
            standing = place
            while standing.valid_to and standing.scope_parent_id.level == standing.level:
                standing = standing.scope_parent_id
            self._standing[place.id] = standing.id

    def keys(self, target, line):
        """Return (same key, alike key, place, origin place) as texts for COPY."""
        origin = self._known[line.words][0] if line.words is not None else None
        if origin is None:
            return "", "", NOTHING, NOTHING
        place, origin = str(self._standing[origin]), str(origin)
        if not line.label:
            return "", "", place, origin
        owner = target._owner_key(line.values)
        if owner is None:
            return "", "", place, origin
        same = duplicates.same_key(owner, line.label, origin)
        return same, duplicates.alike_key(line.label, origin), place, origin


def same_key(owner, name, place_id):
    """Return the key under which equal things meet."""
    return duplicates.same_key(owner, name, str(place_id))


def digest(raw):
    """Return the digest of a line as it came."""
    return duplicates.content_digest((raw,))


def dump(value):
    """Return JSON as the database takes it: without the characters a jsonb cannot hold."""
    text = _encode(value)
    if "\\u0000" in text or "NaN" in text or "Infinity" in text:
        # Looked at closely: the same letters may stand in a text, where they stay.
        text = _encode(_storable(value))
    return text


def _storable(value):
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list | tuple):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {key: _storable(item) for key, item in value.items()}
    return value


def _plain(value):
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value))


_encode = json.JSONEncoder(ensure_ascii=False, default=_plain, separators=(",", ":")).encode


def plain_values(row):
    """Return a named tuple as a mapping without what is not known."""
    return {field: value for field, value in row._asdict().items() if value or value == 0}


def plain_problems(problems):
    """Return problems as they are kept with a row."""
    return [
        {
            "name": problem.name,
            "facts": plain_facts(problem.facts),
            "column": problem.column,
            "level": problem.level,
        }
        for problem in problems
    ]


def plain_facts(facts):
    """Return facts as JSON keeps them."""
    kept = {}
    for name, fact in facts.items():
        if isinstance(fact, tuple):
            fact = "、".join(map(str, fact))
        kept[name] = fact if isinstance(fact, int) and not isinstance(fact, bool) else str(fact)
    return kept


def _known_marks(env, marks):
    """Return the rows that answer-sheet marks name, as text by mark; marks nobody gave are ignored."""
    ids = {int(mark.split("-")[1]): mark for mark in marks if re.fullmatch(r"\d{1,9}-\d{1,9}", mark)}
    if not ids:
        return {}
    open_states = ("error", "duplicate", "changed")
    rows = env["reform.intake.row"].search([("id", "in", list(ids)), ("state", "in", open_states)])
    marked = {row._mark(): str(row.id) for row in rows}
    return {mark: row_id for mark, row_id in marked.items() if mark in ids.values()}


def _take(lines, count):
    return list(islice(lines, count))
