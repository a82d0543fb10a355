from odoo import fields, models

from ..models.reform_handover_signature import ROLES


class ReformHandoverSign(models.TransientModel):
    """Signing on the screen, or laying down the signed scan."""

    _name = "reform.handover.sign"
    _description = "Sign a Handover"

    handover_ids = fields.Many2many("reform.handover", string="Handovers", required=True)
    on_paper = fields.Selection(ROLES, "Signs on Paper")
    name = fields.Char(default=lambda self: self.env.user.name)
    image = fields.Binary("Signature")
    scan = fields.Binary("Signed Scan")
    scan_name = fields.Char("File Name")

    def action_apply(self):
        """Sign; the act does all the checking."""
        self.ensure_one()
        sheet = self.with_context(bin_size=False)
        self.handover_ids._sign(
            image=sheet.image or None,
            scan=sheet.scan or None,
            scan_name=self.scan_name or None,
            on_paper=self.on_paper or None,
        )
        return {"type": "ir.actions.act_window_close"}
