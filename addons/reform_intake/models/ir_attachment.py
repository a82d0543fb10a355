from odoo import models
from odoo.addons.reform_seal import papers


class IrAttachment(models.Model):
    """The sheet a batch was read from stays the sheet it was read from."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        papers.keep(
            self.env.cr,
            "reform_intake_paper_guard",
            """paper.res_model = 'reform.intake.batch' AND paper.res_field IS NOT NULL AND EXISTS (
                SELECT FROM reform_intake_batch b WHERE b.id = paper.res_id AND b.state <> 'uploaded')""",
        )
