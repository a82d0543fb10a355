from odoo import api, fields, models
from odoo.tools import SQL

from ..messages import events as messages
from .reform_rent_due import TAKES_BACK

# What changes a claim in the books. A deposit laid on a due is told by the deposit; a deferral changes no
# claim.
BOOKED = (*TAKES_BACK, "write_off")


class ReformRentCredit(models.Model):
    """A credit learns to stand in the books: as a claim taken back in red, or written off as a loss."""

    _name = "reform.rent.credit"
    _inherit = ["reform.rent.credit", "reform.money.event.mixin"]

    @api.model
    def _event_key_sql(self, alias):
        return SQL.identifier(alias, "key")

    @api.model
    def _waiting_domain(self):
        domain = super()._waiting_domain() & fields.Domain("kind", "in", BOOKED)

        def due_is_booked(model, alias, query):
            """A claim that is not in the books yet cannot be taken back; its credit follows it."""
            return SQL(
                """EXISTS (SELECT FROM reform_rent_due d JOIN reform_lease l ON l.id = d.lease_id
                             JOIN ledger_voucher v
                               ON v.event_key = 'lease:' || l.name || ':' || d.sequence || ':rent'
                            WHERE d.id = %s)""",
                SQL.identifier(alias, "due_id"),
            )

        return domain & fields.Domain.custom(to_sql=due_is_booked)

    def _book_problem(self):
        self.ensure_one()
        if self.kind not in BOOKED:
            return "NothingDue", {}
        if self.due_id.book_state == "none":
            return "CreditsUnbooked", {"due": self.due_id.display_name}
        return None

    def _posting_kind(self):
        return "rent_written_off" if self.kind == "write_off" else self.due_id._posting_kind()

    def _money_event(self):
        """What takes a claim back is the claim's own entry in red."""
        fact = super()._money_event()
        if self.kind not in TAKES_BACK:
            return fact
        parts = [{**part, "amount": -part["amount"]} for part in fact["parts"]]
        reversal = self.due_id._event_key()
        return {**fact, "amount": -fact["amount"], "parts": parts, "reversal_of_key": reversal}

    def _book_summary(self):
        self.ensure_one()
        return messages.summary_credit(
            self.env,
            kind=dict(self._fields["kind"]._description_selection(self.env))[self.kind],
            lessee=self.lessee_id.display_name,
            lease=self.lease_id.name,
            reason=self.reason,
        )
