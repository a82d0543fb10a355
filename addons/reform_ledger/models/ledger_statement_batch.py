import base64
import logging
import zipfile
from tempfile import TemporaryFile

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.periods import Month, month_of
from odoo.exceptions import UserError

from ..messages import scope as messages

_logger = logging.getLogger(__name__)

# The prescribed statements go on paper; the workbook has the trial balance they come from as well.
PRESCRIBED = ("balance_sheet", "income_statement")
KINDS = (*PRESCRIBED, "trial_balance")
STATES = [
    ("draft", "Draft"),
    ("waiting", "Waiting"),
    ("running", "Running"),
    ("done", "Done"),
    ("cancelled", "Cancelled"),
]


class LedgerStatementBatch(models.Model):
    """The statements of all collectives of a place in one archive, drawn up in the background.

    Each collective is a transaction of its own: what is done stays, a server that stops goes on where it was,
    and one collective whose statements cannot be drawn up is named while the others are. The figures are
    those that whoever asked may see.
    """

    _name = "ledger.statement.batch"
    _description = "Statements of All Collectives"
    _order = "id desc"

    name = fields.Char(compute="_compute_name")
    place_id = fields.Many2one(
        "reform.place",
        "Township or County",
        ondelete="cascade",
        help="Empty: all collectives you look after.",
    )
    month = fields.Date("Until", required=True, default=lambda self: self._default_month())
    with_xlsx = fields.Boolean("Workbooks", default=True)
    with_pdf = fields.Boolean("Paper (PDF)", default=True)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False)
    line_ids = fields.One2many("ledger.statement.batch.line", "batch_id", "Collectives", readonly=True)
    total = fields.Integer("Number of Collectives", compute="_compute_progress")
    done = fields.Integer("Drawn Up", compute="_compute_progress")
    failed = fields.Integer("Not Possible", compute="_compute_progress")
    progress = fields.Integer("Progress (%)", compute="_compute_progress")

    @api.model
    def _default_month(self):
        return month_of(civil_day.today()).previous.last

    @api.depends("place_id", "month")
    def _compute_name(self):
        for batch in self:
            place = batch.place_id.display_name or messages.everything(self.env)
            batch.name = f"{place} {batch.month:%Y-%m}" if batch.month else place

    @api.depends("line_ids.state")
    def _compute_progress(self):
        counts = {}
        for batch, state, count in self.env["ledger.statement.batch.line"]._read_group(
            [("batch_id", "in", self.ids)], ["batch_id", "state"], ["__count"]
        ):
            counts.setdefault(batch.id, {})[state] = count
        for batch in self:
            found = counts.get(batch.id, {})
            batch.total = sum(found.values())
            batch.done, batch.failed = found.get("done", 0), found.get("failed", 0)
            batch.progress = 100 * (batch.done + batch.failed) // batch.total if batch.total else 0

    # -- buttons ---------------------------------------------------------------------------------------------

    def action_start(self):
        """Name the collectives and let the background do the rest."""
        self.ensure_one()
        if not self.with_xlsx and not self.with_pdf:
            raise UserError(messages.choose_format(self.env))
        if self.state != "draft":
            raise UserError(messages.batch_started(self.env))
        reports = self.env["ledger.report"]
        _name, books = reports._place_books(self.place_id.id or -1)
        # The lines are the machine's: nobody writes them by hand.
        self.sudo().line_ids = [(0, 0, {"entity_id": entity.id}) for entity in books.entity_id]
        self.state = "waiting"
        self.env.ref("reform_ledger.ledger_statement_batch_cron").sudo()._trigger()
        return True

    def action_cancel(self):
        """Stop after the collective that is being drawn up; what is done stays."""
        for batch in self:
            if batch.state in ("waiting", "running"):
                batch.state = "cancelled"
        return True

    def action_retry(self):
        """Go on with what is left or has failed."""
        self.ensure_one()
        self.sudo().line_ids.filtered(lambda line: line.state == "failed").write(
            {"state": "waiting", "message": False}
        )
        self.state = "waiting"
        self.env.ref("reform_ledger.ledger_statement_batch_cron").sudo()._trigger()
        return True

    def action_download(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/reform_ledger/statements/{self.id}.zip",
            "target": "download",
        }

    # -- the background --------------------------------------------------------------------------------------

    @api.model
    def _cron_draw_up(self):
        """Draw up what waits, a collective a transaction, until nothing is left or the time is over."""
        cron = self.env["ir.cron"]
        while line := self._next_line():
            line._draw_up()
            remaining = self.env["ledger.statement.batch.line"].search_count(self._waiting())
            if cron._commit_progress(1, remaining=remaining) <= 0:
                break

    @api.model
    def _waiting(self):
        return [("state", "=", "waiting"), ("batch_id.state", "in", ("waiting", "running"))]

    @api.model
    def _next_line(self):
        # Another transaction may have cancelled: nothing read before counts.
        self.env.invalidate_all()
        return self.env["ledger.statement.batch.line"].search(self._waiting(), order="batch_id, id", limit=1)

    # -- the archive -----------------------------------------------------------------------------------------

    def _archive(self):
        """Return a zip of everything drawn up so far, as an open file at its beginning."""
        self.ensure_one()
        self.check_access("read")
        stream = TemporaryFile()  # noqa: SIM115 -- the caller reads it
        # Both kinds of file are packed already.
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for line in self.line_ids:
                for content, ending in ((line.xlsx, "xlsx"), (line.pdf, "pdf")):
                    if content:
                        name = f"{line._file_name()}.{ending}"
                        archive.writestr(name, base64.b64decode(content))
                line.invalidate_recordset(["xlsx", "pdf"])
            failed = self.line_ids.filtered(lambda line: line.state != "done")
            if failed:
                text = "\n".join(f"{line.entity_id.name}: {line.message or line._label()}" for line in failed)
                archive.writestr(messages.missing_file(self.env), text)
        stream.seek(0)
        return stream


class LedgerStatementBatchLine(models.Model):
    """One collective of an archive of statements."""

    _name = "ledger.statement.batch.line"
    _description = "Statements of One Collective"
    _order = "id"
    _rec_name = "entity_id"

    batch_id = fields.Many2one("ledger.statement.batch", required=True, ondelete="cascade", index=True)
    entity_id = fields.Many2one("reform.entity", required=True, ondelete="cascade")
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Done"), ("failed", "Failed")], required=True, default="waiting"
    )
    message = fields.Char("Reason")
    xlsx = fields.Binary("Workbook", attachment=True)
    pdf = fields.Binary("Paper", attachment=True)

    def _label(self):
        return dict(self._fields["state"]._description_selection(self.env))[self.state]

    def _file_name(self):
        name = "".join("_" if each in '/\\:*?"<>|' else each for each in self.entity_id.name)
        return f"{name}-{self.batch_id.month:%Y-%m}"

    def _draw_up(self):
        """Draw up the statements of a collective with the eyes of whoever asked for them."""
        self.ensure_one()
        batch = self.batch_id
        if batch.state == "waiting":
            batch.state = "running"
        asker = batch.create_uid
        reports = self.env["ledger.report"].with_user(asker).with_context(lang=asker.lang)
        try:
            with self.env.cr.savepoint():
                self.write({**self._files(reports, batch), "state": "done", "message": False})
        except Exception as error:  # noqa: BLE001 -- one collective never stops the others; it is named
            _logger.info("statements of entity %s: %s", self.entity_id.id, error)
            self.write({"state": "failed", "message": str(error)[:500]})
        if not self.search_count([("batch_id", "=", batch.id), ("state", "=", "waiting")]):
            batch.state = "done"

    def _files(self, reports, batch):
        last = month_of(batch.month)
        results = [
            reports.get_result(kind, self.entity_id.id, str(Month(last.year, 1)), str(last)) for kind in KINDS
        ]
        made = {}
        if batch.with_xlsx:
            made["xlsx"] = base64.b64encode(reports._xlsx(*results))
        if batch.with_pdf:
            made["pdf"] = base64.b64encode(
                reports.env["ledger.report.paper"]._pdf(*results[: len(PRESCRIBED)])
            )
        return made
