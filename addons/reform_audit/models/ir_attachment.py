from odoo import models
from odoo.addons.reform_seal import papers


class IrAttachment(models.Model):
    """A package that was built is what the auditor carried away."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        papers.keep(
            self.env.cr,
            "reform_audit_paper_guard",
            """paper.res_model = 'reform.audit.package' AND paper.res_field IS NOT NULL AND EXISTS (
                SELECT FROM reform_audit_package p WHERE p.id = paper.res_id AND p.state <> 'draft')""",
        )
