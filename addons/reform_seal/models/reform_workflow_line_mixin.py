from odoo import api, models
from odoo.exceptions import AccessError

from .. import fields_of_clients, messages


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
        derived = fields_of_clients.derived(self)
        clean = fields_of_clients.without_defaults(self, derived)
        vals_list = [{name: vals[name] for name in vals.keys() - derived} for vals in vals_list]
        lines = super(ReformWorkflowLineMixin, clean).create(vals_list)
        fields_of_clients.work_out_again(lines, derived)
        lines._refuse_frozen()
        return lines.with_env(self.env)

    def write(self, vals):
        self._refuse_frozen()
        # What follows from other fields is worked out, whatever a client says it is.
        vals = {name: vals[name] for name in vals.keys() - fields_of_clients.derived(self)}
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
