from odoo import models
from odoo.addons.reform_rules.capitals_of_amount import capitals
from odoo.addons.reform_rules.ledger import voucher_slip as rules
from odoo.addons.reform_rules.ledger.numbering import WORDS
from odoo.addons.reform_rules.ledger.voucher_word import MONEY
from odoo.addons.reform_rules.money import ZERO, yuan


class LedgerVoucher(models.Model):
    """What stands on the slips of a voucher in the customary form 记账凭证."""

    _inherit = "ledger.voucher"

    def _slips(self):
        """Return the slips of the vouchers in the order of their days and numbers, two fill a page."""
        ordered = self.sorted(lambda each: (each.entity_id.id, each.date, each.word, each.number, each.id))
        cashiers = ordered._cashiers()
        return [slip for voucher in ordered for slip in voucher._slips_of_one(cashiers)]

    def _slips_of_one(self, cashiers):
        lines = self.entry_ids.sorted(lambda line: (line.line_no, line.id))
        debit = sum((yuan(line.debit) for line in lines), ZERO)
        credit = sum((yuan(line.credit) for line in lines), ZERO)
        money = any((line.account_id.code or "").startswith(MONEY) for line in lines)
        head = {
            "entity": self.entity_id.name,
            "year": self.date.year,
            "month": self.date.month,
            "day": self.date.day,
            "word": WORDS[self.word],
            "number": f"{self.number:04d}" if self.number else "",
            "papers": self.attachment_count or 0,
            "boxes": rules.BOXES,
            "prepared": self.prepared_by_id.sudo().name or "",
            "reviewed": self.reviewed_by_id.sudo().name or "",
            "posted": self.posted_by_id.sudo().name or "",
            "cashier": cashiers.get(self.entity_id, "") if money else "",
            "red": bool(self.reversal_of_id) or debit < ZERO,
        }
        made = []
        for slip in rules.slips(len(lines)):
            rows = [self._slip_row(lines[place]) for place in slip.places]
            rows += [None] * (rules.LINES - len(rows))
            made.append(
                {
                    **head,
                    "page": f"{slip.page}/{slip.pages}" if slip.pages > 1 else "",
                    "rows": rows,
                    "last": slip.last,
                    "capitals": capitals(debit) if slip.last else "",
                    "debit": rules.boxes(debit if slip.last else ZERO, "¥"),
                    "credit": rules.boxes(credit if slip.last else ZERO, "¥"),
                    "negative": debit < ZERO,
                }
            )
        return made

    def _slip_row(self, line):
        """Return a line as it is written: the account with those above it, and whom it concerns."""
        names, account = [], line.account_id
        while account:
            names.insert(0, account.name)
            account = account.parent_id
        return {
            "summary": line.summary or self.summary,
            "code": line.account_id.code,
            "account": names[0],
            "detail": " / ".join([*names[1:], *([line.partner_id.sudo().name] if line.partner_id else [])]),
            "debit": rules.boxes(yuan(line.debit)),
            "credit": rules.boxes(yuan(line.credit)),
            "red": line.debit < 0 or line.credit < 0,
        }

    def _cashiers(self):
        """Return {entity: name of its cashier}: who wrote its journal last."""
        found = {}
        for entity in self.entity_id:
            # The name stands on the paper, whoever prints it.
            line = (
                self.env["ledger.cash.line"]
                .sudo()
                .search([("entity_id", "=", entity.id)], order="id desc", limit=1)
            )
            found[entity] = line.cashier_id.name or ""
        return found
