from odoo import fields, models


class ReformMoneyRun(models.Model):
    """A run for some collectives only: those whose month the accountant books from the batch."""

    _inherit = "reform.money.run"

    entity_ids = fields.Many2many(
        "reform.entity", "reform_money_run_entity_rel", "run_id", "entity_id", "Only These"
    )

    def _waiting_events(self, model):
        domain = super()._waiting_events(model)
        return domain & fields.Domain("entity_id", "in", self.entity_ids.ids) if self.entity_ids else domain

    def _waiting_counts(self):
        """Return {entity id: events that have no voucher yet}: one statement for each kind of event."""
        self.ensure_one()
        counts = {}
        for model in self._sources():
            groups = self.env[model]._read_group(self._waiting_events(model), ["entity_id"], ["__count"])
            for entity, count in groups:
                counts[entity.id] = counts.get(entity.id, 0) + count
        return counts
