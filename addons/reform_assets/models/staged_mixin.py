from odoo import models
from odoo.addons.reform_seal import messages as seal_messages
from odoo.exceptions import AccessError


class ReformStagedMixin(models.AbstractModel):
    """A workflow record that is filled in bit by bit: each field in its own season, and never after it.

    What it accepts: a workflow model, and in `_seasons` the states in which a field may be written, by name.
    How it works: public `write` refuses a field outside its season, whoever asks; the acts write past it.
    """

    _name = "reform.staged.mixin"
    _description = "Record Filled In by Stages"

    # field → states in which it is written by hand
    _seasons = {}

    def write(self, vals):
        seasons = self._seasons
        for name in vals.keys() & seasons.keys():
            for record in self.sudo():
                if record[record._state_field] not in seasons[name]:
                    raise AccessError(
                        seal_messages.frozen(
                            self.env,
                            fields=record._labels({name}),
                            record=record.display_name,
                            state=record._state_label(),
                        )
                    )
        return super().write(vals)

    def _files(self):
        """Return the names of the fields that hold a file, without reading any of the files."""
        self.ensure_one()
        domain = [("res_model", "=", self._name), ("res_id", "=", self.id), ("res_field", "!=", False)]
        # sudo: that a paper is there follows from the record, which has been read already.
        return set(self.env["ir.attachment"].sudo().search(domain).mapped("res_field"))
