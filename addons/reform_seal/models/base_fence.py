from odoo import api, models

from .. import fields_of_clients, papers


class Base(models.AbstractModel):
    """What a client may say to any table of this product, guarded or not: windows and plain lists too.

    A stored field that follows from others is worked out and not believed; a record out of reach is not
    linked, neither by a value nor by a default; a figure is a number.
    """

    _inherit = "base"

    def _model_label(self):
        """Return what people call the model, in the language of the user."""
        return self.env["ir.model"]._get(self._name).sudo().name

    @api.model_create_multi
    def create(self, vals_list):
        if not papers.is_own(self._name):
            return super().create(vals_list)
        # Also what our own code carries from a client into a table nobody writes by hand.
        fields_of_clients.refuse_no_number(self, vals_list)
        if self.env.su:
            return super().create(vals_list)
        derived = fields_of_clients.derived(self)
        said = fields_of_clients.said_by_defaults(self, vals_list)
        fields_of_clients.refuse_no_number(self, [said])
        fields_of_clients.check_links(self.browse(), [*vals_list, said])
        clean = fields_of_clients.without_defaults(self, derived)
        plain = [{name: vals[name] for name in vals.keys() - derived} for vals in vals_list]
        records = super(Base, clean).create(plain)
        fields_of_clients.work_out_again(records, derived)
        return records.with_env(self.env)

    def write(self, vals):
        if not papers.is_own(self._name):
            return super().write(vals)
        fields_of_clients.refuse_no_number(self, [vals])
        if self.env.su:
            return super().write(vals)
        fields_of_clients.check_links(self, [vals])
        derived = fields_of_clients.derived(self)
        return super().write({name: value for name, value in vals.items() if name not in derived})
