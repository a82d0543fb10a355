from odoo import models
from odoo.addons.reform_seal import papers


class IrAttachment(models.Model):
    """The papers of an answer stay with it, once it is given."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        papers.keep(
            self.env.cr,
            "reform_alert_paper_guard",
            """EXISTS (SELECT FROM reform_alert_paper_rel r JOIN reform_alert a ON a.id = r.alert_id
                        WHERE r.attachment_id = paper.id AND a.state IN ('answered', 'closed'))""",
        )
