from odoo import api, fields, models
from odoo.fields import Domain


class LedgerAccount(models.Model):
    """While a voucher is written an account is found by the beginning of its code, or by its name.

    What cannot be booked on is not offered: `ledger_entry_entity` in the context names whose books it is for.
    """

    _inherit = "ledger.account"

    takes_entries = fields.Boolean(
        "Lowest Account",
        store=False,
        search="_search_takes_entries",
        help="Takes entries of the collective whose voucher is being written.",
    )

    def _search_takes_entries(self, operator, value):
        if operator != "in":
            return NotImplemented
        entity = self.env.context.get("ledger_entry_entity") or False
        below = self.sudo()._search([("parent_id", "!=", False), ("entity_id", "in", [False, entity])])
        parents = Domain("child_ids", "in", below)
        return Domain("postable", "=", True) & ~parents

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Offer codes that begin with the digits typed before those that only hold them."""
        name = (name or "").strip()
        if operator != "ilike" or not name.isdigit():
            return super().name_search(name, domain, operator, limit)
        domain = Domain(domain or Domain.TRUE)
        first = self.search(domain & Domain("code", "=like", f"{name}%"), limit=limit)
        if limit is None or len(first) < limit:
            rest = None if limit is None else limit - len(first)
            within = Domain("code", "like", name) | Domain("name", "ilike", name)
            first += self.search(domain & within & Domain("id", "not in", first.ids), limit=rest)
        return [(account.id, account.display_name) for account in first.sudo()]
