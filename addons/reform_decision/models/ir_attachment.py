from odoo import models
from odoo.exceptions import AccessError

from .. import messages
from .decision_table import FROZEN_AT, ORDER


class IrAttachment(models.Model):
    """Papers of a case are files; a file must not be exchanged behind the field that holds it."""

    _inherit = "ir.attachment"

    def write(self, vals):
        self._refuse_sealed_papers()
        return super().write(vals)

    def unlink(self):
        self._refuse_sealed_papers()
        return super().unlink()

    def _refuse_sealed_papers(self):
        # The fields themselves write their files as superuser, after their own record has refused or
        # allowed it.
        if self.env.su:
            return
        for file in self.sudo():
            if not file.res_field or file.res_model not in ("reform.decision", "reform.decision.step"):
                continue
            record = self.env[file.res_model].sudo().browse(file.res_id).exists()
            if record and self._paper_is_sealed(record, file.res_field):
                raise AccessError(messages.paper_is_sealed(self.env, record=record.display_name))

    def _paper_is_sealed(self, record, field_name):
        if record._name == "reform.decision.step":
            return record._is_sealed()
        return ORDER[record.state] >= FROZEN_AT.get(field_name, 99)
