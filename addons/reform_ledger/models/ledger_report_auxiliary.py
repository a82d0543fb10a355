from odoo import api, models
from odoo.addons.reform_rules.ledger import account_book as rules
from odoo.addons.reform_rules.ledger.account_book import Sum
from odoo.addons.reform_rules.money import ZERO
from odoo.exceptions import UserError

from ..messages import books as book_messages
from ..messages import reports as messages


class LedgerReport(models.AbstractModel):
    """辅助账: what an account comes to for each party (households, members, units) or village of origin.

    An addon that gives entries another detail, such as a project, extends `_auxiliary_details` and the
    `_details` of `ledger.balance`.
    """

    _inherit = "ledger.report"

    def _auxiliary_details(self):
        """Return {name of a detail: (model, field of the entries)}."""
        return {"partner": ("res.partner", "partner_id"), "origin": ("reform.place", "origin_place_id")}

    @api.model
    def _detail_choices(self):
        titles = messages.book_columns(self.env)
        return [(name, titles[name]) for name in self._auxiliary_details()]

    def _result_auxiliary(self, entity, first, last):
        by = self._asked().by
        if by not in self._auxiliary_details():
            raise UserError(book_messages.choose_entity(self.env))
        names = ("code", "account", by, "opening", "debit", "credit", "side", "closing")
        shape = ["code", "name", "name", "amount", "amount", "amount", "side", "amount"]
        rows = list(self._auxiliary_rows(entity, first, last, by))
        return self._book_head("auxiliary", first, last, names, shape, rows=rows, wide=True)

    def _auxiliary_rows(self, entity, first, last, by):
        sections = self._sections(entity)
        every = [account for _code, _name, accounts in sections for account in accounts]
        found = self.env["ledger.balance"]._details(
            entity, every, first.first, last.last, by, **self._narrowed()
        )
        model, _field = self._auxiliary_details()[by]
        keys = {each.key for sums in found.values() for each in sums if each.key}
        # Whoever may read the entity's books may read who stands in them.
        names = {each.id: each.display_name for each in self.env[model].sudo().browse(keys)}
        for code, name, accounts in sections:
            sums = self._merged(found, accounts)
            if not self._asked().account and by != "origin" and not any(each.key for each in sums):
                # Kept by nobody: an account without parties or projects says nothing unless asked for.
                continue
            sums.sort(key=lambda each: (names.get(each.key, ""), each.key or 0))
            for each in sums:
                label = names.get(each.key, messages.without_detail(self.env))
                yield self._auxiliary_cells(entity, (code, name, label), each, first, last, by)
            if sums:
                total = rules.total(sums)
                yield self._auxiliary_cells(entity, (code, name, None), total, first, last, by)

    def _merged(self, found, accounts):
        """Return the sums of all accounts of a section, one per key."""
        merged = {}
        for account in accounts:
            for each in found.get(account, ()):
                so_far = merged.get(each.key, Sum(each.key, ZERO, ZERO, ZERO))
                merged[each.key] = rules.total([so_far, each])._replace(key=each.key)
        return [each for each in merged.values() if any(each[1:])]

    def _auxiliary_cells(self, entity, texts, each, first, last, by):
        code, name, label = texts
        bold = label is None
        domain = self._entries_domain(entity, [code], first, last)
        if not bold:
            domain = [*domain, (self._auxiliary_details()[by][1], "=", each.key or False)]
        side, closing = rules.side(each.closing)

        def cell(value, drill=True):
            shown = str(value) if value else ""
            return {"amount": shown, "bold": bold, **({"drill": domain} if drill and shown else {})}

        cells = [
            {"text": code, "bold": bold},
            {"text": name, "bold": bold},
            {"text": book_messages.total(self.env) if bold else label, "bold": bold},
            cell(each.opening, drill=False),
            cell(each.debit),
            cell(each.credit),
            {"text": messages.side(self.env, side), "center": True},
            {"amount": str(closing), "bold": bold},
        ]
        return self._as_total(cells) if bold else cells
