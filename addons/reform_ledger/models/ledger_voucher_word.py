from odoo import api, fields, models
from odoo.addons.reform_rules.errors import RuleError
from odoo.addons.reform_rules.ledger import voucher_word as rules
from odoo.addons.reform_rules.money import yuan
from odoo.exceptions import UserError

from ..messages import books
from ..messages import vouchers as messages


class LedgerVoucher(models.Model):
    """The word of a voucher follows the habit of its book; who writes one by hand is asked to keep to it."""

    _inherit = "ledger.voucher"

    words = fields.Selection(related="book_id.words", string="Words of the Book")

    @api.onchange("entity_id", "entry_ids")
    def _onchange_word(self):
        if self.book_id and self.kind != "opening":
            self.word = rules.fitting(self.book_id.words, self.word, self._moves())

    def _moves(self):
        """Return what the voucher does to each account, as rule values."""
        return [
            rules.Move(line.account_id.code or "", yuan(line.debit), yuan(line.credit))
            for line in self.entry_ids
        ]

    def _check_content(self):
        result = super()._check_content()
        problems = []
        for voucher in self:
            # A red letter bears the word of its original, whatever the book's habit is by then.
            if voucher.reversal_of_id:
                continue
            try:
                rules.check(voucher.book_id.words, voucher.word, voucher._moves())
            except RuleError as error:
                problems.append(messages.word_wrong(self.env, voucher=voucher.display_name, **error.facts))
        if problems:
            raise UserError(books.listing(problems))
        return result

    # -- what events make ------------------------------------------------------------------------------------

    @api.model
    def _event_vals(self, event, accounts):
        """An event knows nothing of the habits of a book."""
        vals = super()._event_vals(event, accounts)
        book = self.env["ledger.book"]._of(self.env["reform.entity"].browse(vals["entity_id"]))
        moves = [
            rules.Move(line["account"], yuan(line.get("debit") or 0), yuan(line.get("credit") or 0))
            for line in event["entries"]
        ]
        return {**vals, "word": rules.fitting(book.words, vals["word"], moves)}

    def _stage_months(self):
        result = super()._stage_months()
        # voucher_word.fitting for a million vouchers.
        self.env.cr.execute(
            """
            UPDATE stage_voucher s
               SET word = CASE WHEN b.words = 'one' THEN 'general' WHEN m.paid THEN 'payment'
                               WHEN m.received THEN 'receipt' ELSE 'transfer' END
              FROM ledger_book b,
                   (SELECT no, bool_or(credit <> 0 AND left(account, 3) IN ('101', '102')) AS paid,
                           bool_or(debit <> 0 AND left(account, 3) IN ('101', '102')) AS received
                      FROM stage_entry GROUP BY no) m
             WHERE b.id = s.book_id AND m.no = s.no
               AND s.word IN ('general', 'receipt', 'payment', 'transfer')
               AND b.words <> 'free'
            """
        )
        return result
