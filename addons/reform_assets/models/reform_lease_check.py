from odoo import api, fields, models
from odoo.addons.reform_places import civil_day
from odoo.addons.reform_rules.assets import contract_checks as rule
from odoo.exceptions import UserError

from ..messages import contract_check as messages
from .reform_contract_finding import STANDING


class ReformLease(models.Model):
    """The contract checks at signing: what blocks is put right, or overridden from above the village."""

    _inherit = "reform.lease"

    finding_ids = fields.One2many("reform.contract.finding", "lease_id", "Findings", readonly=True)
    finding_count = fields.Integer(compute="_compute_finding_count")

    @api.depends("finding_ids.state")
    def _compute_finding_count(self):
        counts = dict(
            self.env["reform.contract.finding"]._read_group(
                [("lease_id", "in", self.ids), ("state", "in", STANDING)], ["lease_id"], ["__count"]
            )
        )
        for lease in self:
            lease.finding_count = counts.get(lease, 0)

    def action_check_contract(self):
        """Check the contracts now and show what was found."""
        self.check_access("read")
        self.env["reform.contract.check"]._run(civil_day.today(), self.ids)
        action = self.env["ir.actions.act_window"]._for_xml_id("reform_assets.reform_contract_finding_action")
        return {**action, "domain": [("lease_id", "in", self.ids)], "context": {}}

    def action_sign(self):
        self._refuse_blocked()
        return super().action_sign()

    def _refuse_blocked(self):
        """Raise UserError with what blocks the signing and nobody has overridden."""
        # sudo: the peers and the reviewers' findings are looked at, whatever the user may read of them.
        found = self.env["reform.contract.check"].sudo()._look(self.ids, civil_day.today())
        overridden = {
            (finding.lease_id.id, finding.code)
            for finding in self.env["reform.contract.finding"]
            .sudo()
            .search([("lease_id", "in", self.ids), ("state", "=", "overridden")])
        }
        for lease in self:
            blocking = [
                problem
                for problem in found.get(lease.id, ())
                if problem.name in rule.BLOCKING and (lease.id, problem.name) not in overridden
            ]
            if blocking:
                sentences = [messages.sentence(self.env, one.name, one.facts) for one in blocking]
                raise UserError(messages.blocked(self.env, lease=lease.name, sentences="\n".join(sentences)))
