"""A small model with two approvals, for the tests of this addon: a wish of the village."""

from odoo import fields, models

TOWNSHIP, COUNTY = "reform_places.group_township", "reform_places.group_county_agriculture"


class DecisionTestWish(models.Model):
    _name = "reform.decision.test.wish"
    _inherit = ["reform.approval.mixin", "reform.workflow.mixin"]
    _description = "Wish"
    _module = "reform_decision"
    _state_edges = frozenset(
        {("draft", "checked"), ("checked", "confirmed"), ("checked", "draft"), ("confirmed", "draft")}
    )
    _frozen_fields = frozenset({"name"})
    _approval_chains = (("checked", "confirmed"),)

    name = fields.Char()
    entity_id = fields.Many2one("reform.entity")
    state = fields.Selection(
        [("draft", "Draft"), ("checked", "Checked"), ("confirmed", "Confirmed")],
        default="draft",
        readonly=True,
    )

    def _seal_payload(self):
        return {"id": self.id, "name": self.name or ""}

    def action_check(self):
        self._approve("checked", TOWNSHIP)
        return self.sudo()._move("checked")

    def action_confirm(self):
        # The same people may do it where both roles meet in one hand; the chain has to stop them.
        self._approve("confirmed", COUNTY, TOWNSHIP)
        return self.sudo()._move("confirmed")

    def action_return(self, reason=""):
        self._return("confirmed", COUNTY, TOWNSHIP, reason=reason)
        return self.sudo()._move("draft", reason=reason)


# Known to these tests alone: a registry that is loaded later in this process must not look for its table.
models.MetaModel._module_to_models__["reform_decision"].remove(DecisionTestWish)
