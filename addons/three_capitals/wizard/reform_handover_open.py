from odoo import fields, models
from odoo.addons.reform_places import civil_day


class ReformHandoverOpen(models.TransientModel):
    """Day and place of handovers that are opened together; parties are named on each."""

    _name = "reform.handover.open"
    _description = "Open Handovers"

    clearing_ids = fields.Many2many("reform.clearing", string="Organisations", required=True)
    date = fields.Date("Handed Over On", required=True, default=civil_day.today)
    where = fields.Char("Place of the Handover")
    committee_date = fields.Date("New Committee Since")
    copies = fields.Integer(default=3, required=True)

    def action_apply(self):
        """Open the handovers and show them."""
        self.ensure_one()
        handovers = self.clearing_ids._open_handovers(
            date=self.date,
            where=self.where or False,
            committee_date=self.committee_date or False,
            copies=self.copies,
        )
        action = self.env["ir.actions.act_window"]._for_xml_id("three_capitals.reform_handover_action")
        if len(handovers) == 1:
            return {**action, "views": [(False, "form")], "res_id": handovers.id}
        return {**action, "domain": [("id", "in", handovers.ids)], "context": {}}
