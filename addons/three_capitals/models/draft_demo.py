from datetime import date

from odoo import api, models
from odoo.addons.reform_decision.walkthrough import as_person

from .handover_demo import BASE


class ReformDraftDemo(models.AbstractModel):
    """A body of a former village whose clearing is not begun: its whole way is left to the reader."""

    _name = "reform.draft.demo"
    _description = "Demo of a Clearing Not Begun"

    @api.model
    def _load(self, people):
        """Make it, with its books and its one card, and return its clearing."""
        receiving = self.env.ref("reform_places.demo_entity_1")
        village = receiving.place_id
        origin = village._standing(date(2019, 12, 31))[:1] or village
        entity = self.env["reform.entity"].create(
            {"name": f"{origin.name}果园场（原）", "kind": "collective", "place_id": origin.id}
        )
        bodies = self.env["reform.handover.demo"]
        bodies._books(entity, 1, people)
        bodies._cards(entity, origin, 1, people)
        return as_person(self.env["reform.clearing"], people["township"]).create(
            {
                "kind": "abolition",
                "entity_id": entity.id,
                "successor_id": receiving.id,
                "date_base": BASE,
            }
        )
