from odoo import api, models
from odoo.exceptions import UserError

from ..messages import freeze as messages


class ReformFreezeMixin(models.AbstractModel):
    """Says in words, before the database does, that a record of a frozen organisation goes no further.

    A model that inherits names its act (`_freeze_act`, a kind of `reform.freeze`) and the states that are not
    reached without leave. The guard itself is `sql/freeze.sql`.
    """

    _name = "reform.freeze.mixin"
    _description = "Held Still by a Freeze"

    _freeze_act = None
    _freeze_states = frozenset()

    @api.model_create_multi
    def create(self, vals_list):
        entities = {vals.get("entity_id") for vals in vals_list} - {None, False}
        self._refuse_frozen_entities(self.env["reform.entity"].browse(entities))
        return super().create(vals_list)

    def _move(self, to, *args, **vals):
        if to in self._freeze_states:
            for record in self:
                record._refuse_frozen_entities(record.entity_id, record)
        return super()._move(to, *args, **vals)

    def _refuse_frozen_entities(self, entities, record=None):
        freezes = self.env["reform.freeze"]
        # sudo: whether an organisation is frozen is told to everybody who would act for it.
        for entity in entities.sudo().filtered("frozen"):
            if not freezes._has_leave(self._freeze_act, entity, record):
                raise UserError(messages.REFUSALS[self._freeze_act](self.env, entity=entity.display_name))

    def _held_still(self, entity):
        """Tell whether an organisation is frozen and no leave lets this record pass."""
        return bool(entity.frozen) and not self.env["reform.freeze"]._has_leave(
            self._freeze_act, entity, self
        )
