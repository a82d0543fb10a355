from odoo import api, fields, models


class ReformSelectedMixin(models.AbstractModel):
    """A window about the rows somebody marked in a list: the field `_selected` begins with them."""

    _name = "reform.selected.mixin"
    _description = "Window on Marked Rows"

    _selected = None

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if self.env.context.get("active_model") == self._fields[self._selected].comodel_name:
            marked = self.env.context.get("active_ids") or []
            values.setdefault(self._selected, [fields.Command.set(marked)])
        return values
