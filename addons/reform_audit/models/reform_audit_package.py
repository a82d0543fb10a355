import base64
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.ledger import trial_balance
from odoo.exceptions import UserError, ValidationError

from .. import package
from ..messages import package as messages

STATES = [("draft", "To be built"), ("built", "Built")]
BUILDERS = ("reform_places.group_auditor", "reform_places.group_accountant")
# What is in a package never changes: another package is built.
RESULT = frozenset(
    {
        "file", "file_name", "manifest_digest", "file_count", "voucher_count", "entry_count", "debit_total",
        "size",
        "verified", "verification", "built_by_id", "built_at",
    }
)  # fmt: skip


class ReformAuditPackage(models.Model):
    """What an auditor carries away: one collective's books of one year, in the forms audit tools read,
    sealed.

    A built package stays as it is; when something was posted afterwards, the next one is built beside it.
    """

    _name = "reform.audit.package"
    _description = "Audit Package"
    _inherit = ["reform.workflow.mixin", "mail.thread"]
    _order = "year desc, id desc"

    _state_edges = frozenset({("draft", "built")})
    _guarded_fields = RESULT
    _frozen_fields = frozenset({"entity_id", "year"})

    entity_id = fields.Many2one(
        "reform.entity",
        required=True,
        ondelete="restrict",
        index=True,
        domain="[('book_ids', '!=', False)]",
        help="Whose books are handed over.",
    )
    place_id = fields.Many2one(related="entity_id.place_id", string="Place", store=True, index=True)
    year = fields.Integer(required=True, aggregator=None, default=lambda self: civil_day.today().year - 1)
    state = fields.Selection(STATES, required=True, default="draft", readonly=True, copy=False, index=True)

    # What was built.
    file = fields.Binary("Package", attachment=True, readonly=True, copy=False)
    file_name = fields.Char(readonly=True, copy=False)
    manifest_digest = fields.Char(
        readonly=True, copy=False, help="Write it down when the package is handed over."
    )
    size = fields.Integer("Size (bytes)", readonly=True, copy=False, aggregator=None)
    file_count = fields.Integer("Files", readonly=True, copy=False, aggregator=None)
    voucher_count = fields.Integer("Vouchers", readonly=True, copy=False)
    entry_count = fields.Integer("Entries", readonly=True, copy=False)
    debit_total = fields.Float("Turnover", digits=(16, 2), readonly=True, copy=False)
    verified = fields.Boolean(readonly=True, copy=False, help="The enclosed verifier found nothing wrong.")
    verification = fields.Text("Answer of the Verifier", readonly=True, copy=False)
    built_by_id = fields.Many2one("res.users", "Built by", readonly=True, copy=False, ondelete="restrict")
    built_at = fields.Datetime("Built at", readonly=True, copy=False)
    finding_ids = fields.One2many("reform.audit.finding", "package_id", "Findings")
    finding_count = fields.Integer(compute="_compute_finding_count")

    @api.depends("entity_id", "year")
    def _compute_display_name(self):
        for one in self:
            one.display_name = messages.package_name(
                self.env, entity=one.entity_id.name or "", year=one.year or ""
            )

    @api.depends("finding_ids")
    def _compute_finding_count(self):
        counts = dict(
            self.env["reform.audit.finding"]._read_group(
                [("package_id", "in", self.ids)], ["package_id"], ["__count"]
            )
        )
        for one in self:
            one.finding_count = counts.get(one, 0)

    @api.constrains("year")
    def _check_year(self):
        for one in self:
            if not 1950 <= one.year <= 2200:
                raise ValidationError(messages.year_not_possible(self.env, year=one.year))

    def _seal_payload(self):
        return {
            "id": self.id,
            "entity": self.entity_id.id,
            "year": self.year,
            "manifest": self.manifest_digest or "",
            "verified": self.verified,
        }

    # -- acts ------------------------------------------------------------------------------------------------

    def action_build(self):
        """Build the packages, verify them with the verifier that is enclosed, and keep them."""
        self._require_group(*BUILDERS)
        for one in self:
            one.entity_id.check_access("read")
            with tempfile.TemporaryDirectory(prefix="reform-audit-") as folder:
                one._build_in(Path(folder))
        return True

    def _build_in(self, folder):
        files = folder / "package"
        files.mkdir()
        built = self._write_package(self.entity_id, self.year, files, by=self.env.user.name)
        # On a Chinese screen the answer is in Chinese alone.
        options = ["--zh"] if (self.env.lang or "").startswith("zh") else []
        verified, verification = self._run_verifier(files, *options)
        name = f"{self.entity_id.credit_code or self.entity_id.id}-{self.year}"
        archive = folder / f"{name}.zip"
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as stream:
            for path in sorted(files.iterdir()):
                stream.write(path, f"{name}/{path.name}")
        self._move(
            "built",
            file=base64.b64encode(archive.read_bytes()),
            file_name=archive.name,
            manifest_digest=built.manifest_digest,
            size=archive.stat().st_size,
            file_count=built.files,
            voucher_count=built.totals.vouchers,
            entry_count=built.totals.entries,
            debit_total=float(built.totals.debit),
            verified=verified,
            verification=verification,
            built_by_id=self.env.uid,
            built_at=fields.Datetime.now(),
        )

    @api.model
    def _write_package(self, entity, year, folder, *, by):
        """Write the package of an entity's year into an empty folder and return what was written.

        Raises: UserError: a form does not obey its schema, or the ledger's own trial balance says other
        totals. Books that were tampered with are exported all the same: it is the verifier that names
        what was done.
        """
        source = self.env["reform.audit.reader"]._source(entity, year, by=by)
        built = package.write(folder, source)
        for found in built.problems:
            raise UserError(messages.schema_broken(self.env, file=found.file, message=found.facts["message"]))
        periods = source.periods
        table = (
            self.env["ledger.book"].sudo()._trial_balance(entity, periods[0].date_from, periods[-1].date_to)
        )
        differing = package.total_difference(built.totals, trial_balance.totals(table))
        if differing:
            raise UserError(
                messages.totals_differ(self.env, entity=entity.display_name, totals=", ".join(differing))
            )
        return built

    @api.model
    def _run_verifier(self, folder, *options):
        """Run the enclosed verifier as a stranger would, in a process of its own.

        Return (all holds, what it said).
        """
        done = subprocess.run(
            [sys.executable, "-I", str(folder / "verify.py"), str(folder), *options],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=False,
        )
        return done.returncode == 0, (done.stdout or done.stderr).strip()

    @api.model
    def _export(self, folder, year, *, name=None):
        """Write the package of an entity (by name or credit code; None: the first with vouchers) into a
        folder.

        Returns a sentence that says what was written. Raises: UserError: folder not empty, entity not found.
        """
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UserError(messages.out_not_empty(self.env, folder=folder))
        entity = self._entity_called(name) if name else self._first_entity(year)
        built = self._write_package(entity, year, folder, by=self.env.user.name)
        return messages.built(
            self.env,
            entity=entity.name,
            year=year,
            files=built.files,
            vouchers=built.totals.vouchers,
            folder=folder,
        )

    def _entity_called(self, name):
        entities = self.env["reform.entity"].search(
            ["|", ("name", "=", name), ("credit_code", "=", name)], limit=2
        )
        if len(entities) != 1:
            raise UserError(messages.entity_not_found(self.env, name=name))
        return entities

    def _first_entity(self, year):
        voucher = self.env["ledger.voucher"].search(
            [("date", ">=", f"{year}-01-01"), ("date", "<=", f"{year}-12-31"), ("state", "=", "posted")],
            order="entity_id, id",
            limit=1,
        )
        if not voucher:
            raise UserError(messages.nobody_has_books(self.env, year=year))
        return voucher.entity_id

    def action_download(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file/{self.file_name}?download=true",
            "target": "self",
        }

    def action_findings(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_audit.reform_audit_finding_action")
        action["domain"] = [("package_id", "=", self.id)]
        action["context"] = {"default_package_id": self.id, "default_entity_id": self.entity_id.id}
        return action
