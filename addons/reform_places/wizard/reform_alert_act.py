from odoo import fields, models

ACTS = [("assign", "Assign"), ("snooze", "Put off"), ("close", "Close"), ("send_back", "Send back")]


class ReformAlertAct(models.TransientModel):
    """The window that asks who, until when, or why, before an act on cases. The act does all the checking."""

    _name = "reform.alert.act"
    _description = "Act on Alerts"

    act = fields.Selection(ACTS, required=True)
    alert_ids = fields.Many2many("reform.alert", string="Alerts", required=True)
    user_id = fields.Many2one("res.users", "Assign to")
    until = fields.Date("Put off until")
    reason = fields.Text()

    def action_apply(self):
        """Call the act again, with what was written."""
        self.ensure_one()
        alerts = self.alert_ids
        if self.act == "assign":
            alerts.action_assign(user_id=self.user_id.id, reason=self.reason or None)
        elif self.act == "snooze":
            alerts.action_snooze(until=self.until, reason=self.reason)
        elif self.act == "close":
            alerts.action_close(reason=self.reason)
        else:
            alerts.action_send_back(reason=self.reason)
        return {"type": "ir.actions.act_window_close"}
