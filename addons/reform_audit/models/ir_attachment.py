from odoo import models
from odoo.addons.reform_seal import papers


class IrAttachment(models.Model):
    """A package that was built is what the auditor carried away; evidence is what was enclosed."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        papers.keep(
            self.env.cr,
            "reform_audit_paper_guard",
            """paper.res_field IS NOT NULL AND (
                paper.res_model = 'reform.audit.package' AND EXISTS (
                    SELECT FROM reform_audit_package p WHERE p.id = paper.res_id AND p.state <> 'draft')
                OR paper.res_model = 'reform.audit.evidence' AND EXISTS (
                    SELECT FROM reform_audit_evidence e WHERE e.id = paper.res_id))""",
        )
