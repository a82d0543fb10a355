from odoo import models
from odoo.addons.reform_seal import papers
from odoo.exceptions import AccessError

from ..messages import vouchers as messages


class IrAttachment(models.Model):
    """Files are evidence: the papers of a submitted voucher, the statement as the bank gave it."""

    _inherit = "ir.attachment"

    def init(self):  # pylint: disable=missing-return  # it returns nothing
        super().init()
        papers.keep(
            self.env.cr,
            "ledger_paper_guard",
            """EXISTS (SELECT FROM ledger_voucher_paper_rel r JOIN ledger_voucher v ON v.id = r.voucher_id
                        WHERE r.attachment_id = paper.id AND v.state <> 'draft')
               OR paper.res_model = 'ledger.bank.statement' AND paper.res_field IS NOT NULL""",
        )

    def write(self, vals):
        self._refuse_voucher_papers()
        return super().write(vals)

    def unlink(self):
        self._refuse_voucher_papers()
        return super().unlink()

    def _refuse_voucher_papers(self):
        # Fields write their files as superuser, after their own record has refused or allowed it.
        if self.env.su or not self:
            return
        self.env.cr.execute(
            """SELECT r.attachment_id FROM ledger_voucher_paper_rel r
                 JOIN ledger_voucher v ON v.id = r.voucher_id
                WHERE r.attachment_id = ANY(%s) AND v.state <> 'draft' LIMIT 1""",
            [self.ids],
        )
        if row := self.env.cr.fetchone():
            raise AccessError(messages.paper_of_voucher(self.env, file=self.sudo().browse(row[0]).name))
