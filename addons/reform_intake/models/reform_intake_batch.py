import base64
import hashlib
import json
import os

import psycopg2
from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.errors import RuleError
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from .. import checking, messages, staging
from .reform_intake_row import STATES as ROW_STATES

STATES = [
    ("uploaded", "Uploaded"),
    ("staged", "Read"),
    ("checked", "Checked"),
    ("applying", "Being Applied"),
    ("applied", "Applied"),
    ("cancelled", "Cancelled"),
]
EDGES = frozenset(
    {
        ("uploaded", "staged"),
        ("staged", "checked"),
        ("checked", "applying"),
        ("applying", "applied"),
        # Rows corrected after the others went in are applied later.
        ("applied", "applying"),
        ("uploaded", "cancelled"),
        ("staged", "cancelled"),
        ("checked", "cancelled"),
    }
)
# Rows applied in one call of the browser, and in one savepoint.
APPLY_SET = 1_000


class ReformIntakeBatch(models.Model):
    """One file as it came, and what became of every line in it.

    A township sends a sheet with a hundred idle assets. Before a single card is written everybody sees what
    is wrong in which cell; what is right goes in, what is wrong goes back as a sheet to be mended; and years
    later each card still says which cell it came from.
    """

    _name = "reform.intake.batch"
    _description = "Sheet Import"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "id desc"
    _rec_name = "file_name"

    _state_initial = "uploaded"
    _state_edges = EDGES
    _guarded_fields = frozenset({"sha256", "same_as_id"})
    _frozen_fields = frozenset(
        {"target", "place_id", "entity_id", "file", "file_name", "as_of", "create_places"}
    )

    state = fields.Selection(STATES, required=True, default="uploaded", readonly=True, index=True)
    target = fields.Selection(
        "_selection_target", "Kind of Sheet", required=True, default=lambda self: self._default_target()
    )
    file = fields.Binary("Sheet", required=True, attachment=True)
    file_name = fields.Char(required=True, default=lambda self: messages.sheet_without_name(self.env))
    sha256 = fields.Char("Content Digest", size=64, readonly=True, copy=False, index=True)
    place_id = fields.Many2one(
        "reform.place",
        "For Place",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.sudo().reform_scope_ids[:1],
        help="Taken for lines that name no place; names of villages are looked up from here.",
    )
    entity_id = fields.Many2one(
        "reform.entity",
        "For Owner",
        index=True,
        ondelete="restrict",
        compute="_compute_entity_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Owner of the collective things of that place.",
    )
    as_of = fields.Date("As of", required=True, default=civil_day.today, help="Day of the sheet.")
    mode = fields.Selection(
        [("rows", "Row by row: what is right goes in"), ("all", "All or nothing")],
        "How to Apply",
        required=True,
        default="rows",
    )
    create_places = fields.Boolean(
        "Add Unknown Places",
        help="Counties, townships and villages that are not known yet are added; for administrators only.",
    )
    sheet_ids = fields.One2many("reform.intake.sheet", "batch_id", "Sheets")
    row_ids = fields.One2many("reform.intake.row", "batch_id", "Rows")
    problem_row_ids = fields.One2many(
        "reform.intake.row",
        "batch_id",
        "Rows with Problems",
        domain=[("state", "in", ("error", "duplicate", "changed"))],
    )
    same_as_id = fields.Many2one(
        "reform.intake.batch", "Same Content As", readonly=True, copy=False, index="btree_not_null"
    )
    notice = fields.Char(compute="_compute_notice")
    row_count = fields.Integer("Rows in All", compute="_compute_counts")
    ok_count = fields.Integer("Ready", compute="_compute_counts")
    error_count = fields.Integer("With Problems", compute="_compute_counts")
    duplicate_count = fields.Integer("Known Already", compute="_compute_counts")
    applied_count = fields.Integer("Rows Applied", compute="_compute_counts")
    skipped_count = fields.Integer("Totals and Notes", compute="_compute_counts")

    # -- defaults and computes -------------------------------------------------------------------------------

    @api.model
    def _selection_target(self):
        targets = self.env["reform.intake.target"]
        return [(name, targets._of(name)._title()) for name in targets._names()]

    @api.model
    def _default_target(self):
        names = self.env["reform.intake.target"]._names()
        return names[0] if names else False

    def _target(self):
        self.ensure_one()
        return self.env["reform.intake.target"]._of(self.target)

    @api.depends("place_id")
    def _compute_entity_id(self):
        for batch in self:
            collectives = self.env["reform.entity"].search(
                [("place_id", "=", batch.place_id.id), ("kind", "=", "collective")], limit=2
            )
            batch.entity_id = collectives if len(collectives) == 1 else False

    def _compute_counts(self):
        counted = {}
        for batch, state, count in self.env["reform.intake.row"]._read_group(
            [("batch_id", "in", self.ids)], ["batch_id", "state"], ["__count"]
        ):
            counted.setdefault(batch.id, {})[state] = count
        for batch in self:
            by_state = counted.get(batch.id, {})
            batch.row_count = sum(by_state.values())
            batch.ok_count = by_state.get("ok", 0)
            batch.error_count = by_state.get("error", 0)
            batch.duplicate_count = by_state.get("duplicate", 0) + by_state.get("changed", 0)
            batch.applied_count = by_state.get("applied", 0)
            batch.skipped_count = by_state.get("skipped", 0) + by_state.get("replaced", 0)

    @api.depends("same_as_id", "state")
    @api.depends_context("lang")
    def _compute_notice(self):
        for batch in self:
            other = batch.sudo().same_as_id
            batch.notice = (
                messages.same_file(
                    self.env, file=other.file_name, day=fields.Date.to_string(other.create_date)
                )
                if other
                else False
            )

    # -- create, write ---------------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_option(vals)
            # A path is nobody's business.
            if vals.get("file_name"):
                vals["file_name"] = os.path.basename(vals["file_name"].replace("\\", "/"))
        batches = super().create(vals_list)
        for batch in batches:
            # Each kind of sheet has its people; others do not even bring one.
            batch._require_importer()
            batch._note_digest()
        return batches

    def write(self, vals):
        self._check_option(vals)
        result = super().write(vals)
        if "file" in vals:
            for batch in self:
                batch._note_digest()
        return result

    def _check_option(self, vals):
        if vals.get("create_places"):
            self._require_group("reform_places.group_administrator")

    def _data(self):
        return base64.b64decode(self.with_context(bin_size=False).file or b"")

    def _note_digest(self):
        """Note the content's digest, and an earlier import of the same content whatever its name was."""
        digest = hashlib.sha256(self._data()).hexdigest()
        same = self.search(
            [
                ("sha256", "=", digest),
                ("target", "=", self.target),
                ("state", "=", "applied"),
                ("id", "!=", self.id),
            ],
            order="id",
            limit=1,
        )
        self._set_guarded({"sha256": digest, "same_as_id": same.id})

    # -- reading ---------------------------------------------------------------------------------------------

    def _stage(self):
        """Read the file and check every row: all of it or nothing.

        Raises: UserError: the file as a whole cannot be used; nothing is left behind.
        """
        self.ensure_one()
        self._target()._check_rights(self)
        self._lock_rows()
        if self.state != "uploaded":
            raise UserError(messages.read_already(self.env, file=self.file_name))
        pass_ = staging.Staging(self, told=self._told)
        try:
            pass_.run(self._data(), self.file_name)
        except RuleError as refusal:
            facts = {"file": self.file_name, **staging.plain_facts(refusal.facts)}
            raise UserError(messages.sentence(self.env, refusal.name, facts)) from refusal
        if pass_.count > staging.SET:
            # The planner has to know of the rows of this very transaction, by what they are joined on.
            self.env.cr.execute("ANALYZE reform_intake_row (batch_id, state, same_key, alike_key, digest)")
        self.invalidate_recordset()
        self._move("staged")
        checking.check_twins(self)
        self._move("checked")

    def _told(self, count):
        if self.env["reform.intake.progress"]._tell(self.id, count):
            raise UserError(messages.reading_stopped(self.env, file=self.file_name))

    def _may_create_places(self):
        """Return whether unknown places are added; only our own code and administrators ask for it."""
        return self.create_places

    def _create_places(self, wanted, known):
        """Add the counties, townships and villages that nobody knows yet, one create a level."""
        Place = self.env["reform.place"]
        made = {
            (place.level, place.county, place.township, place.name)
            for each in known.values()
            for place in each
        }
        for level in ("county", "township", "village"):
            new = {}
            for words in wanted:
                name = getattr(words, level)
                above = (words.county, words.township if level == "village" else "")
                if not name or staging.place_names.is_several(name):
                    continue
                own = {"county": (name, ""), "township": (words.county, name), "village": above}[level]
                if (level, *own, name) not in made:
                    made.add((level, *own, name))
                    new[own, name] = (words, name)
            parents = self._parents(level, [words for words, _name in new.values()])
            Place.create(
                [
                    {
                        "name": name,
                        "level": level,
                        "parent_id": parents.get((words.county, words.township), False),
                    }
                    for words, name in new.values()
                ]
            )

    def _parents(self, level, wanted):
        """Return the parent's id for each (county, township) among places of the level above that exist."""
        Place = self.env["reform.place"]
        counties = {
            place.name: place.id
            for place in Place.search([("level", "=", "county"), ("name", "in", [w.county for w in wanted])])
        }
        if level == "county":
            return {}
        if level == "township":
            return {(words.county, words.township): counties.get(words.county, False) for words in wanted}
        townships = Place.search([("level", "=", "township"), ("name", "in", [w.township for w in wanted])])
        by_name = {(place.county_id.name, place.name): place.id for place in townships}
        return {
            (words.county, words.township): by_name.get(
                (words.county, words.township), counties.get(words.county)
            )
            for words in wanted
        }

    # -- applying --------------------------------------------------------------------------------------------

    def _apply_some(self, limit=APPLY_SET):
        """Apply the next rows that are right and return how many are left.

        Each call is one transaction of its own: whoever was interrupted goes on with the rows that are still
        `ok`. In the manner "all or nothing" one call takes them all.
        """
        self.ensure_one()
        self._target()._check_rights(self)
        self._lock_rows()
        if self.state not in ("checked", "applying", "applied"):
            raise UserError(messages.not_checked_yet(self.env, file=self.file_name))
        self._refuse_half()
        if self.state != "applying" and self._next_rows(1):
            self._move("applying")
        while rows := self._next_rows(APPLY_SET if self.mode == "all" else limit):
            self._apply_rows(rows)
            if self.mode != "all":
                break
        left = self.env["reform.intake.row"].search_count([("batch_id", "=", self.id), ("state", "=", "ok")])
        if not left and self.state == "applying":
            self._move("applied")
        elif not left and self.state == "checked":
            # Nothing new in the file: it is done, and the seal says that it changed nothing.
            self._move("applying")
            self._move("applied", reason=messages.nothing_new(self.env))
        return left

    def _refuse_half(self):
        if self.mode == "all":
            wrong = self.env["reform.intake.row"].search_count(
                [("batch_id", "=", self.id), ("state", "=", "error")]
            )
            if wrong:
                raise UserError(messages.not_all_right(self.env, count=wrong))

    def _next_rows(self, limit):
        self.env["reform.intake.row"].flush_model()
        self.env.cr.execute(
            SQL(
                """SELECT id, values, place_id, origin_place_id, sheet, row_no FROM reform_intake_row
                    WHERE batch_id = %s AND state = 'ok' ORDER BY id LIMIT %s""",
                self.id,
                limit,
            )
        )
        return [
            (row_id, values, place_id, origin_id, f"{self.file_name}/{sheet}/{row_no}")
            for row_id, values, place_id, origin_id, sheet, row_no in self.env.cr.fetchall()
        ]

    def _apply_rows(self, rows):
        """Apply rows in one savepoint; when it is refused, halve until the one row is found and named."""
        try:
            with self.env.cr.savepoint():
                ids = self._target()._apply(self, rows)
                self._note_applied([row[0] for row in rows], ids)
        except (UserError, ValidationError, psycopg2.IntegrityError, psycopg2.DataError) as error:
            self.env.invalidate_all()
            if self.mode == "all":
                raise
            if len(rows) == 1:
                self._note_refused(rows[0][0], error)
                return
            middle = len(rows) // 2
            self._apply_rows(rows[:middle])
            self._apply_rows(rows[middle:])

    def _note_applied(self, row_ids, record_ids):
        self.env.cr.execute(
            SQL(
                """UPDATE reform_intake_row r SET state = 'applied', res_model = %s, res_id = t.res_id
                     FROM unnest(%s::int[], %s::int[]) AS t(id, res_id) WHERE r.id = t.id""",
                self._target()._res_model(),
                row_ids,
                record_ids,
            )
        )
        # The row that came back mended answers for the one it mends.
        self.env.cr.execute(
            SQL(
                """UPDATE reform_intake_row o SET state = 'replaced'
                     FROM reform_intake_row r
                    WHERE r.id = ANY(%s) AND o.id = r.origin_row_id AND o.state <> 'applied'""",
                row_ids,
            )
        )
        self.env["reform.intake.row"].invalidate_model()

    def _note_refused(self, row_id, error):
        text = str(error.args[0]) if isinstance(error, UserError) and error.args else type(error).__name__
        problem = {
            "name": "RefusedByDatabase",
            "facts": {"reason": text[:500]},
            "column": "",
            "level": "error",
        }
        self.env.cr.execute(
            SQL(
                """UPDATE reform_intake_row
                      SET state = 'error', error_count = 1, problems = %s::jsonb WHERE id = %s""",
                json.dumps([problem], ensure_ascii=False),
                row_id,
            )
        )
        self.env["reform.intake.row"].invalidate_model()

    # -- acts ------------------------------------------------------------------------------------------------

    def action_read(self):
        """Read and check the file in one go."""
        self._require_importer()
        self.env["reform.intake.progress"]._cancel(self.id, False)
        self._stage()
        return self.action_state_of_things()

    def action_apply_some(self):
        """Apply the next rows; the browser calls again until nothing is left."""
        self._require_importer()
        self._apply_some()
        return self.action_state_of_things()

    def action_state_of_things(self):
        """Return what the progress bar shows: state, rows done and in all."""
        self.ensure_one()
        self.check_access("read")
        self.invalidate_recordset()
        return {
            "state": self.state,
            "read": self.env["reform.intake.progress"]._done(self.id),
            "rows": self.row_count,
            "ready": self.ok_count,
            "applied": self.applied_count,
            "errors": self.error_count,
            "known": self.duplicate_count,
        }

    def action_stop_reading(self):
        """Ask a reading that runs in another request to stop; nothing of it stays."""
        self.check_access("write")
        self.env["reform.intake.progress"]._cancel(self.id, True)

    def action_cancel(self):
        """Put the file aside; it stays to be seen, its rows are never applied."""
        self._require_importer()
        self._move("cancelled")

    def action_rows(self):
        """Open the rows, those with problems first."""
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_intake.reform_intake_row_action")
        action.update(domain=[("batch_id", "=", self.id)], name=self.file_name)
        state = self.env.context.get("row_state")
        if state in dict(ROW_STATES):
            action["context"] = {"search_default_" + state: 1}
        return action

    def action_records(self):
        """Open the records that were written from this file."""
        self.ensure_one()
        target = self._target()
        rows = self.env["reform.intake.row"].search_read(
            [("batch_id", "=", self.id), ("state", "=", "applied")], ["res_id"], load=False
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.file_name,
            "res_model": target._res_model(),
            "view_mode": "list,form",
            "domain": [("id", "in", [row["res_id"] for row in rows])],
        }

    def action_rejected_sheet(self):
        """Hand out the rows that were not applied, with the answer to each."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/reform_intake/{self.id}/rejected.xlsx",
            "target": "self",
        }

    def _require_importer(self):
        self.ensure_one()
        self.check_access("write")
        self._require_group(*self._target()._importers())

    def _seal_payload(self):
        self.ensure_one()
        return {"id": self.id, "file": self.file_name, "sha256": self.sha256 or "", "target": self.target}
