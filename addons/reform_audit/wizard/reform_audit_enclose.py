from odoo import fields, models

from ..models.reform_audit_evidence import KINDS


class ReformAuditEnclose(models.TransientModel):
    """The window that takes a piece of evidence; the act does all the checking."""

    _name = "reform.audit.enclose"
    _description = "Enclose Evidence"

    case_id = fields.Many2one("reform.audit.case", "Audit")
    finding_id = fields.Many2one("reform.audit.finding")
    kind = fields.Selection(KINDS, "Kind of Evidence", required=True, default="copy")
    name = fields.Char("Matter", required=True)
    facts = fields.Text("Facts Found")
    source = fields.Char("Obtained from")
    file = fields.Binary("Evidence File")
    file_name = fields.Char("Name of the File")

    def action_enclose(self):
        """Enclose it, and close the window."""
        self.ensure_one()
        self.env["reform.audit.evidence"]._enclose(
            self.case_id,
            self.kind,
            self.name,
            finding=self.finding_id,
            file=self.with_context(bin_size=False).file,
            file_name=self.file_name or "",
            facts=self.facts or "",
            source=self.source or "",
        )
        return {"type": "ir.actions.act_window_close"}
