from odoo import fields, models
from odoo.addons.reform_rules.capitals import convergence, integration

BOOKS = [("one", "One Book"), ("apart", "Books Apart")]
SHARES = [
    (convergence.EQUAL, "The Same for Everybody"),
    (convergence.VALUE, "By What Each Village Brought"),
    (convergence.KEPT, "Kept per Former Village"),
    (convergence.NONE, "No Shares"),
]
LEASES = [("carried", "Go to the Successor"), ("stay", "Stay with the Old Collective")]


class ReformIntegrationMode(models.Model):
    """A way in which collectives come together: what it does to books, shares and contracts.

    The names are those the county has published; what each of them does is its own to decide, and is put to
    the vote of every collective with the plan.
    """

    _name = "reform.integration.mode"
    _description = "Way of Integration"
    _order = "sequence, id"

    code = fields.Char(required=True, help="The word by which the rules propose the way.")
    name = fields.Char(required=True, translate=True)
    books = fields.Selection(BOOKS, required=True, default="one")
    shares = fields.Selection(SHARES, required=True, default=convergence.EQUAL)
    leases = fields.Selection(LEASES, "Contracts", required=True, default="carried")
    review = fields.Boolean("Yearly Review", help="A transition: the villages look at it again every year.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    note = fields.Text("What It Means", translate=True)

    _code_unique = models.UniqueIndex("(code)", "There is a way of this kind already.")
    _one_purse = models.Constraint(
        "CHECK (books = 'one' OR leases = 'stay')",
        "Contracts go to the successor together with the books, never without them.",
    )
    _review_apart = models.Constraint(
        "CHECK (NOT (review AND books = 'one'))",
        "Only books that stay apart are a transition to be reviewed.",
    )

    def _of(self, code):
        """Return the way the rules propose."""
        assert code in (
            integration.DIRECT,
            integration.SHARES,
            integration.JOINT,
            integration.GRADUAL,
            integration.APART,
        ), code
        return self.search([("code", "=", code)], limit=1)
