from odoo import api, models
from odoo.exceptions import AccessError

from .. import messages


class ReformWorkflowLineMixin(models.AbstractModel):
    """A line that lives and is frozen with the record it belongs to (`_workflow_parent`, a workflow record).

    Lines are added, changed and removed while that record is editable, and never after.
    """

    _name = "reform.workflow.line.mixin"
    _description = "Line of a Guarded Workflow"

    _workflow_parent = None

    @api.model_create_multi
    def create(self, vals_list):
        # The parent may come from a default_… key of the context, so it is looked at when it is known.
        lines = super().create(vals_list)
        lines._refuse_frozen()
        return lines

    def write(self, vals):
        self._refuse_frozen()
        result = super().write(vals)
        if self._workflow_parent in vals:
            self._refuse_frozen()
        return result

    def update_field_translations(self, field_name, translations, source_lang=""):
        self._refuse_frozen()
        return super().update_field_translations(field_name, translations, source_lang=source_lang)

    def unlink(self):
        self._refuse_frozen()
        return super().unlink()

    def _set_guarded(self, vals):
        """Write past the guard, for an act of our own on a frozen record."""
        return models.Model.write(self, vals)

    def _refuse_frozen(self):
        for parent in self.sudo()[self._workflow_parent]:
            if not parent._is_editable():
                raise AccessError(
                    messages.lines_frozen(self.env, record=parent.display_name, state=parent._state_label())
                )
