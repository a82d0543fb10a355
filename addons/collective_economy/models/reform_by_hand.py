"""Which vouchers were written by hand, told by the database: no event has made them, nor what they take back.

A red letter has a key of its own (`reversal:…`); what it is, a voucher by hand or of an event, is what stands
at the beginning of its chain. Both texts go into a statement that names vouchers `v`:

    WITH RECURSIVE <RED_LETTERS> … LEFT JOIN root r ON r.id = v.id WHERE <BY_HAND>
"""

# Every red letter with the voucher it takes back at last, and the key of that one's event.
RED_LETTERS = """red (id, origin) AS (
    SELECT id, reversal_of_id FROM ledger_voucher WHERE reversal_of_id IS NOT NULL {of}
    UNION ALL
    SELECT c.id, o.reversal_of_id FROM red c
      JOIN ledger_voucher o ON o.id = c.origin WHERE o.reversal_of_id IS NOT NULL
), root AS (
    SELECT c.id, o.id AS origin, o.event_key AS key FROM red c
      JOIN ledger_voucher o ON o.id = c.origin WHERE o.reversal_of_id IS NULL
)"""

# A voucher by hand that nobody has said to lie outside the contracts.
BY_HAND = """v.kind = 'normal' AND (CASE WHEN r.id IS NULL THEN v.event_key ELSE r.key END) IS NULL
       AND NOT EXISTS (SELECT FROM reform_register_outside o WHERE o.voucher_id = coalesce(r.origin, v.id))"""


def red_letters(of=""):
    """Return the text of the red letters; `of` narrows down whose: "AND entity_id = …"."""
    return RED_LETTERS.replace("{of}", of)
