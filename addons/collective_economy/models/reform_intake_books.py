from odoo import models
from odoo.addons.reform_rules.intake import place_names
from odoo.exceptions import UserError

from ..messages import opening as messages

ACCOUNTANT = "reform_places.group_accountant"


class ReformIntakeBooks(models.AbstractModel):
    """What the two sheets of old books have in common; it is no sheet of its own."""

    _name = "reform.intake.books"
    _inherit = "reform.intake.target"
    _description = "Sheet of Old Books"

    def _importers(self):
        return (ACCOUNTANT,)

    def _check_rights(self, batch):
        """An accountant loads the books of an entity, and says which chart their codes belong to."""
        opening = self.env["ledger.opening"]
        opening.check_access("create")
        opening._require_group(ACCOUNTANT)
        if not batch.entity_id:
            raise UserError(messages.whose_books(self.env))
        if not batch.chart_id:
            raise UserError(messages.which_chart(self.env))

    def _words(self, values):
        return place_names.Words("", "", "")

    def _opening(self, batch, source):
        """Return the opening that the file fills."""
        return self.env["ledger.opening"]._of_entity(batch.entity_id, source, batch.chart_id)
