from odoo import api, models
from odoo.addons.reform_decision.walkthrough import as_person

LOCKED = 6
STOCKTAKE = (
    "12月28日至31日由监事会、会计、出纳和报账员共同清查：现金盘点相符，"
    "银行存款与对账单核对相符，固定资产实地清点，债权债务逐户核实。"
)
ACCRUALS = "已按合同计提当年应收租金；折旧已计提；本年无应交税费。"


class ReformClosingDemo(models.AbstractModel):
    """Years of the demo villages: 2024 signed and locked in the first six, 2025 begun in the third."""

    _name = "reform.closing.demo"
    _description = "Demo of the Year-End Closing"

    @api.model
    def _load_demo(self, entities, people):
        """Walk the years as their people do.

        Args: entities: the collectives in the order of the villages; people: {role: user} of each.
        """
        for entity, crew in list(zip(entities, people, strict=True))[:LOCKED]:
            self._lock(self._begin(entity, crew, 2024), crew)
        self._begin(entities[2], people[2], 2025)

    def _begin(self, entity, crew, year):
        vals = {"entity_id": entity.id, "year": year}
        if year == 2024:
            vals |= {"stocktake_note": STOCKTAKE, "accruals_note": ACCRUALS}
        return as_person(self.env["ledger.closing"], crew["accountant"]).create(vals)

    def _lock(self, closing, crew):
        """The months are closed and their vouchers posted: nothing is left to carry, so the steps follow."""
        closing.action_transfer()
        closing.action_fold()
        as_person(closing, crew["director"]).action_sign()
        closing.action_lock()
