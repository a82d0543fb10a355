from decimal import Decimal
from typing import Any, NamedTuple

from odoo import models
from odoo.addons.reform_rules.ledger.numbering import label
from odoo.addons.reform_rules.ledger.voucher_payload import SealedEntry, SealedVoucher, payload
from odoo.addons.reform_seal import chain, serial
from odoo.tools import SQL


class HeldVoucher(NamedTuple):
    """A voucher as the database holds it: the head that is sealed, its step, and its entries as JSON rows."""

    id: int
    entity: int
    date: Any
    word: str
    number: int
    kind: str
    summary: str
    event_key: str
    attachment_count: int
    reversal_of: int
    prepared_by: int
    reviewed_by: int
    posted_by: int
    state: str
    period: int
    period_state: str
    entries: list

    def payload(self):
        """Return what is sealed."""
        return payload(
            SealedVoucher(*self[: len(SealedVoucher._fields)]),
            (
                SealedEntry(
                    line_no,
                    account,
                    Decimal(debit),
                    Decimal(credit),
                    Decimal(quantity),
                    summary,
                    partner,
                    origin,
                )
                for line_no, account, debit, credit, quantity, summary, partner, origin in self.entries
            ),
        )

    def ref(self):
        """Return the name people know it by."""
        name = label(self.word, self.number) if self.number else self.summary
        return f"{self.date:%Y-%m} {name}"


# Entries are gathered in one pass over their index and not voucher by voucher: three times as fast for many.
_HELD = """
    SELECT v.id, v.entity_id, v.date, v.word, coalesce(v.number, 0), v.kind, coalesce(v.summary, ''),
           coalesce(v.event_key, ''), coalesce(v.attachment_count, 0), coalesce(v.reversal_of_id, 0),
           coalesce(v.prepared_by_id, 0), coalesce(v.reviewed_by_id, 0), coalesce(v.posted_by_id, 0),
           v.state, v.period_id, p.state, coalesce(l.lines, '[]'::json)
      FROM ledger_voucher v
      LEFT JOIN ledger_period p ON p.id = v.period_id
      LEFT JOIN (
        SELECT e.voucher_id, json_agg(json_build_array(
                   coalesce(e.line_no, 0), a.code, e.debit::text, e.credit::text,
                   coalesce(e.quantity, 0)::text, coalesce(e.summary, ''), coalesce(e.partner_id, 0),
                   e.origin_place_id
               ) ORDER BY e.line_no, e.id) AS lines
          FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE %s GROUP BY 1
      ) l ON l.voucher_id = v.id
     WHERE %s ORDER BY v.id %s
"""
# What names a voucher in the two tables.
_KEYS = (SQL("e.voucher_id"), SQL("v.id"))
_EVERY = SQL("TRUE")
_NO_TAIL = SQL()
_LOCKED = SQL("FOR UPDATE OF v")


def _held(of_entries, of_vouchers, tail=_NO_TAIL):
    return SQL(_HELD, of_entries, of_vouchers, tail)


class LedgerVoucherSeal(models.Model):
    """What of a voucher is sealed, for one and for sets; see reform_rules/ledger/voucher_payload.py."""

    _inherit = "ledger.voucher"

    def _seal_stream(self):
        return f"ledger:{self.entity_id.id}"

    def _seal_payload(self):
        return self._read_held(self.ids)[self.id].payload()

    def _seal_ref(self):
        return self._read_held(self.ids)[self.id].ref()

    def _hold(self):
        """Lock the vouchers and return {id: HeldVoucher} as they are now."""
        self.flush_recordset()
        self.env["ledger.entry"].flush_model()
        return self._read_held(self.ids, _LOCKED)

    def _read_held(self, ids, tail=_NO_TAIL):
        self.env.cr.execute(_held(*(SQL("%s = ANY(%s)", column, list(ids)) for column in _KEYS), tail))
        return {row[0]: HeldVoucher(*row) for row in self.env.cr.fetchall()}

    def _held_stream(self, ids=None):
        """Yield HeldVoucher of the vouchers whose ids a query (SQL) names, or of all, through a server-side
        cursor."""
        which = (SQL("%s IN (%s)", column, ids) if ids else _EVERY for column in _KEYS)
        return map(HeldVoucher._make, serial.stream_rows(self.env.cr, _held(*which)))

    def _seal_rows(self, rows, from_state, to_state, heads=None):
        """Seal a step of many vouchers, each in the stream of its entity; `heads` as for `_append`."""
        self.env["reform.seal.entry"].sudo()._append_by_stream(
            (
                (
                    f"ledger:{row.entity}",
                    chain.SealItem(
                        kind=f"{from_state}→{to_state}",
                        res_model=self._name,
                        res_id=row.id,
                        ref=row.ref(),
                        from_state=from_state,
                        to_state=to_state,
                        payload=row.payload(),
                    ),
                )
                for row in rows
            ),
            heads,
        )

    def _seal_digests(self):
        """Yield (id, name, digest of the present content) of every voucher that has left the draft."""
        for row in self._held_stream():
            if row.state != "draft":
                yield row.id, row.ref(), chain.digest(chain.canonical(row.payload()))
