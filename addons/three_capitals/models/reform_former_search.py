import re

from odoo import api, models
from odoo.fields import Domain

LIKE = ("ilike", "like", "=ilike", "=like", "=")
FORMER = re.compile(r"(.*)原(.+)")


class ReformFormerSearch(models.AbstractModel):
    """A record of a merged village is found by the name of the former village it comes from.

    People say 原沙坪村 long after the merger, and often just 沙坪村. How to use: name the field that leads to
    the village of origin. How it works: the few places of that name are looked up first, so that the search
    stays one indexed condition.
    """

    _name = "reform.former.search.mixin"
    _description = "Found by a Former Village"

    _former_field = None

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator in LIKE and isinstance(value, str) and (places := self._former_places(value)):
            return Domain(domain) | Domain(self._former_field, "in", places.ids)
        return domain

    @api.model
    def _former_places(self, text):
        """Return the former villages somebody may mean: 原沙坪村, 护安镇原沙坪村, 沙坪村."""
        text = text.strip()
        match = FORMER.fullmatch(text)
        name, above = (match[2], match[1]) if match else (text, "")
        if len(name) < 2:
            return self.env["reform.place"]
        domain = [("valid_to", "!=", False), ("name", "ilike", name)]
        if above:
            domain.append(("full_name", "ilike", above))
        return self.env["reform.place"].search(domain, limit=50)


class ReformAsset(models.Model):
    """Cards, by the village they come from."""

    _name = "reform.asset"
    _inherit = ["reform.asset", "reform.former.search.mixin"]

    _former_field = "origin_place_id"


class ReformLease(models.Model):
    """Contracts, by the village their assets come from."""

    _name = "reform.lease"
    _inherit = ["reform.lease", "reform.former.search.mixin"]

    _former_field = "line_ids.asset_id.origin_place_id"


class ReformEntity(models.Model):
    """Collectives, by the villages theirs was made of."""

    _name = "reform.entity"
    _inherit = ["reform.entity", "reform.former.search.mixin"]

    _former_field = "place_id"

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator in LIKE and isinstance(value, str) and (places := self._former_places(value)):
            # sudo: the lineage of places is known to all; who sees which collective is asked as ever.
            return Domain(domain) | Domain("place_id", "in", places.sudo()._successors().ids)
        return domain


class LedgerVoucher(models.Model):
    """Vouchers, by the village their money belongs to."""

    _name = "ledger.voucher"
    _inherit = ["ledger.voucher", "reform.former.search.mixin"]

    _former_field = "entry_ids.origin_place_id"

    def _domain_of(self, term):
        domain = super()._domain_of(term)
        if getattr(term, "text", "") and (places := self._former_places(term.text)):
            return Domain(domain) | Domain("entry_ids.origin_place_id", "in", places.ids)
        return domain
