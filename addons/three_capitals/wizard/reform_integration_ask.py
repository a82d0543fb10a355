from odoo import fields, models
from odoo.addons.reform_places import civil_day
from odoo.exceptions import UserError

from ..messages import integration as messages
from ..models.reform_integration_review import RESULTS


class ReformIntegrationAsk(models.TransientModel):
    """What an act of an integration needs to know: an opinion, a number, a certificate, a reason."""

    _name = "reform.integration.ask"
    _description = "What an Act Needs to Know"

    act = fields.Selection(
        [
            ("review", "Review"),
            ("approve", "Approve"),
            ("notified", "Creditors Told"),
            ("register", "Register"),
            ("cancel", "Give Up"),
            ("look", "Review the Transition"),
        ],
        required=True,
    )
    integration_id = fields.Many2one("reform.integration", required=True)
    text = fields.Text("Opinion or Reason")
    result = fields.Selection(RESULTS, default="stay")
    number = fields.Char("Approval No.")
    day = fields.Date(default=civil_day.today)
    credit_code = fields.Char("New Unified Credit Code", help="Empty: the one it has already.")
    certificate = fields.Binary("Registration Certificate")
    certificate_name = fields.Char()

    def action_confirm(self):
        self.ensure_one()
        record = self.integration_id
        needed = {"approve": self.number, "register": self.certificate}.get(self.act, self.text)
        if not needed:
            raise UserError(messages.ask_missing(self.env, self.act))
        {
            "review": lambda: record.action_review(self.text),
            "approve": lambda: record.action_approve(self.number, self.day),
            "notified": lambda: record.action_notified(self.text),
            "register": lambda: record.action_register(
                self.day, self.credit_code, self.certificate, self.certificate_name
            ),
            "cancel": lambda: record.action_cancel(self.text),
            "look": lambda: record.action_look_again(self.result, self.text),
        }[self.act]()
        return {"type": "ir.actions.act_window_close"}
