import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..messages import paper as messages
from .audit_table import AUDITED, AUDITORS, SPEAKERS

KINDS = [
    ("form", "Evidence Form"),
    ("commitment", "Letter of Commitment"),
    ("copy", "Copy of a Paper"),
    ("record", "Record of a Talk"),
    ("opinion", "Written Opinion"),
    ("rectification", "Proof of Rectification"),
    ("publication", "Proof of Publication"),
    ("other", "Other Evidence"),
]
OF_THE_AUDITED = ("commitment", "opinion", "rectification")


class ReformAuditEvidence(models.Model):
    """A piece of evidence: what it shows, from whom, and the file with its digest. Added, never changed."""

    _name = "reform.audit.evidence"
    _description = "Audit Evidence"
    _inherit = ["reform.append.only.mixin"]
    _order = "id"

    _frozen_columns = (
        "case_id", "finding_id", "entity_id", "kind", "name", "facts", "source", "file_name", "digest",
        "user_id", "at",
    )  # fmt: skip

    case_id = fields.Many2one("reform.audit.case", "Audit", index=True, ondelete="restrict", readonly=True)
    finding_id = fields.Many2one(
        "reform.audit.finding", index="btree_not_null", ondelete="restrict", readonly=True
    )
    entity_id = fields.Many2one(
        "reform.entity", required=True, index=True, ondelete="restrict", readonly=True
    )
    no = fields.Char("No. of the Evidence", compute="_compute_no")
    kind = fields.Selection(KINDS, "Kind of Evidence", required=True, readonly=True)
    name = fields.Char("Matter", required=True, readonly=True)
    facts = fields.Text("Facts Found", readonly=True)
    source = fields.Char("Obtained from", readonly=True)
    file = fields.Binary("Evidence File", attachment=True, readonly=True)
    file_name = fields.Char("Name of the File", readonly=True)
    digest = fields.Char(
        "SHA-256 Digest", readonly=True, help="Of the file, or of the words of an evidence form."
    )
    user_id = fields.Many2one("res.users", "Enclosed by", required=True, readonly=True, ondelete="restrict")
    at = fields.Datetime("Enclosed at", required=True, readonly=True)
    confirmed_by_id = fields.Many2one(
        "res.users", "Confirmed by the Audited", readonly=True, ondelete="restrict"
    )
    confirmed_at = fields.Datetime("Confirmed by the Audited at", readonly=True)

    @api.depends("case_id", "finding_id")
    def _compute_no(self):
        for one in self:
            one.no = f"{one.case_id.sudo().name or ''}-Q{one.id or 0:04d}".lstrip("-")

    @api.depends("name")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.no} {one.name or ''}"

    @api.model
    def _enclose(self, case, kind, name, *, finding=None, file=None, file_name="", facts="", source=""):
        """Return a new piece of evidence of a case or of a finding; `file` is base64.

        Auditors enclose anything; the audited what is asked of them. Raises: UserError: neither file nor
        facts.
        """
        finding = finding or self.env["reform.audit.finding"]
        case = case or finding.case_id
        case._require_group(*AUDITORS, *AUDITED)
        if not any(map(self.env.user.has_group, AUDITORS)) and not self.env.su and kind not in OF_THE_AUDITED:
            raise AccessError(messages.evidence_kind_not_yours(self.env))
        (case or finding).check_access("read")
        if not file and not (facts or "").strip():
            raise UserError(messages.file_or_facts(self.env))
        content = base64.b64decode(file) if file else f"{name}\n{facts}\n{source}".encode()
        # sudo: the right to add this kind is checked above; the rows know no other way to be added.
        return (
            self.sudo()
            ._add(
                [
                    {
                        "case_id": case.id,
                        "finding_id": finding.id,
                        "entity_id": (case or finding).entity_id.id,
                        "kind": kind,
                        "name": name,
                        "facts": facts,
                        "source": source,
                        "file": file,
                        "file_name": file_name,
                        "digest": hashlib.sha256(content).hexdigest(),
                        "user_id": self.env.uid,
                        "at": fields.Datetime.now(),
                    }
                ]
            )
            .with_env(self.env)
        )

    def action_confirm(self):
        """Say that the facts of the form are so: somebody who speaks for the audited."""
        self.env["reform.audit.case"]._require_group(*SPEAKERS)
        self.check_access("read")
        for one in self:
            if one.confirmed_by_id:
                raise UserError(messages.confirmed_already(self.env, evidence=one.display_name))
        # sudo: the row is written by nobody; what is added here are the columns of the confirmation.
        return models.Model.write(
            self.sudo(), {"confirmed_by_id": self.env.uid, "confirmed_at": fields.Datetime.now()}
        )

    def action_download(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/file/{self.file_name or self.no}?download=true",
            "target": "self",
        }
