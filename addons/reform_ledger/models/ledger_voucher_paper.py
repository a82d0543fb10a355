import hashlib

from odoo import api, fields, models
from odoo.addons.reform_seal import chain

from ..messages import vouchers as messages

SEALED = "papers"


class LedgerVoucher(models.Model):
    """The papers behind a voucher: receipts, invoices, lists. What was submitted with it stays with it."""

    _inherit = "ledger.voucher"
    _frozen_fields = frozenset({"paper_ids"})

    paper_ids = fields.Many2many(
        "ir.attachment",
        "ledger_voucher_paper_rel",
        "voucher_id",
        "attachment_id",
        string="Source Papers",
        copy=False,
        help="Pictures and files of the papers; they count as attached papers.",
    )

    @api.onchange("paper_ids")
    def _onchange_paper_ids(self):
        self.attachment_count = max(self.attachment_count, len(self.paper_ids))

    def action_prepare(self):
        """Count the files as papers and seal what they hold, before the voucher is submitted with them."""
        for voucher in self:
            if len(voucher.paper_ids) > voucher.attachment_count:
                voucher.attachment_count = len(voucher.paper_ids)
        result = super().action_prepare()
        if self.paper_ids:
            self._seal_papers()
        return result

    def _papers_payload(self):
        """Return the digest of each paper; files are named by number, their names may be anything."""
        self.ensure_one()
        return {
            "id": self.id,
            "papers": [
                [paper.id, hashlib.sha256(paper.raw or b"").hexdigest()]
                for paper in self.sudo().paper_ids.sorted("id")
            ],
        }

    def _seal_papers(self):
        """Seal the papers in an entry of their own, under a name of its own.

        The voucher's own entries stay what an export compares with the figures.
        """
        self.env["reform.seal.entry"].sudo()._append_by_stream(
            (
                voucher._seal_stream(),
                chain.SealItem(
                    kind=SEALED,
                    res_model="ledger.voucher.paper",
                    res_id=voucher.id,
                    ref=voucher._seal_ref(),
                    from_state="",
                    to_state="",
                    payload=voucher._papers_payload(),
                ),
            )
            for voucher in self
            if voucher.paper_ids
        )

    @api.model
    def _reform_invariants(self):
        return [*super()._reform_invariants(), (messages.check_papers(self.env), self._check_papers())]

    def _check_papers(self):
        """Return a sentence for each voucher whose papers are not those sealed last."""
        self.env.cr.execute(
            """SELECT DISTINCT ON (v.id) v.id, e.digest FROM ledger_voucher v
                 LEFT JOIN reform_seal_entry e
                   ON e.res_id = v.id AND e.res_model = 'ledger.voucher.paper'
                WHERE v.state <> 'draft'
                  AND (e.id IS NOT NULL OR EXISTS (
                      SELECT FROM ledger_voucher_paper_rel r WHERE r.voucher_id = v.id))
                ORDER BY v.id, e.id DESC"""
        )
        found = []
        for voucher_id, digest in self.env.cr.fetchall():
            voucher = self.sudo().browse(voucher_id)
            if chain.digest(chain.canonical(voucher._papers_payload())) != digest:
                found.append(messages.papers_changed(self.env, voucher=self._name_of(voucher_id)))
        return found
