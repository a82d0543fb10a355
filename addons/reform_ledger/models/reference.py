from odoo import fields


class Reference(fields.Many2one):
    """A Many2one without a foreign key, where the database holds the value true by other means.

    Balances come from entries, whose own references are checked; an entry bears the entity of its voucher and
    a voucher the book of its month. Checking every reference again would be half the cost of posting.
    """

    def update_db_foreign_key(self, model, column):
        """Add none."""
