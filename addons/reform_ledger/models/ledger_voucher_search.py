from odoo import fields, models
from odoo.addons.reform_rules.ledger import voucher_query
from odoo.fields import Domain


class LedgerVoucher(models.Model):
    """One box finds a voucher by whatever somebody remembers of it."""

    _inherit = "ledger.voucher"
    _rec_names_search = ["anything"]

    anything = fields.Char(
        "Any of It",
        store=False,
        search="_search_anything",
        help="Number (记-12), summary, account, party, month (2025-03, 3月) or amount.",
    )

    def _search_anything(self, operator, value):
        if operator in ("in", "=") and not isinstance(value, str):
            value = " ".join(str(each) for each in value or () if each)
        if operator not in ("ilike", "in", "=", "=ilike", "like") or not isinstance(value, str):
            return NotImplemented
        return Domain.AND([self._domain_of(term) for term in voucher_query.terms(value)])

    def _domain_of(self, term):
        """Return the vouchers that one part of a query may mean."""
        if term.word:
            return Domain("word", "=", term.word) & Domain("number", "=", term.number)
        text = [
            Domain("summary", "ilike", term.text),
            Domain("entry_ids.summary", "ilike", term.text),
            Domain("entry_ids.account_id.name", "ilike", term.text),
            Domain("entry_ids.partner_id.name", "ilike", term.text),
            Domain("entity_id.name", "ilike", term.text),
        ]
        if term.text.isdigit():
            text.append(Domain("entry_ids.account_id.code", "=like", f"{term.text}%"))
        if term.number:
            text.append(Domain("number", "=", term.number))
        if term.days:
            text.append(Domain("date", ">=", term.days[0]) & Domain("date", "<=", term.days[1]))
        if term.month:
            text.append(Domain("date.month_number", "=", term.month))
        if term.amount:
            amounts = [float(term.amount), -float(term.amount)]
            text.append(Domain("entry_ids.debit", "in", amounts) | Domain("entry_ids.credit", "in", amounts))
        return Domain.OR(text)
