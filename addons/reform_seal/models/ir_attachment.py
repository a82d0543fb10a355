from odoo import models
from odoo.exceptions import AccessError

from .. import messages, papers

TARGET = frozenset({"res_model", "res_id", "res_field"})


class IrAttachment(models.Model):
    """The file in a field is written through the field alone, which asks its record.

    Otherwise a client lays a second file over the first one, or moves a file of his own into its place.
    """

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        # One field, one file: the database knows no second one that could be shown instead.
        self.env.cr.execute(
            """CREATE UNIQUE INDEX IF NOT EXISTS ir_attachment_reform_one_file
                   ON ir_attachment (res_model, res_id, res_field)
                WHERE res_field IS NOT NULL
                  AND (starts_with(res_model, 'reform.') OR starts_with(res_model, 'ledger.'))"""
        )

    def _check_access(self, operation):
        result = super()._check_access(operation)
        # Fields write their files as superuser, after their own record has refused or allowed it.
        if operation == "read" or self.env.su:
            return result
        held = self.sudo().filtered(lambda file: file.res_field and papers.is_own(file.res_model))
        if not held:
            return result
        forbidden = held.sudo(False) | (result[0] if result else self.browse())
        return forbidden, lambda: AccessError(messages.file_of_a_field(self.env, file=held[0].name))

    def write(self, vals):
        result = super().write(vals)
        if TARGET & vals.keys():
            self.check_access("write")
        return result
