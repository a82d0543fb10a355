from odoo import api, models

ROLES = ("clerk", "director", "supervisor", "accountant", "township", "county_agriculture")


class ReformCapitalsDemo(models.AbstractModel):
    """Clearings of former villages of the first demo village: each part of the addon shows its own.

    The ten villages of the demo stay as they are: what is frozen here are collectives made for it.
    """

    _name = "reform.capitals.demo"
    _description = "Demo of the Three Capitals"

    @api.model
    def _load_demo(self):
        """Load the demo; nothing happens where it is loaded already."""
        if self.env["reform.clearing"].search_count([], limit=1):
            return
        # What is said while the demo is made is said in Chinese; else the addon's words come after it.
        self.env["ir.module.module"]._load_module_terms(["three_capitals"], ["zh_CN"])
        people = {role: self.env.ref(f"reform_places.demo_user_{role}") for role in ROLES}
        campaign = self.env["reform.campaign.demo"]._load(people)
        # Later parts tell of villages of the same campaign.
        self.env["reform.lists.demo"].with_context(default_campaign_id=campaign.id)._load(people)
        self.env["reform.handover.demo"]._load(people)
        self.env["reform.integration.demo"]._load(people)
        self.env["reform.draft.demo"]._load(people)
