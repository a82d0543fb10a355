"""The two sides of every comparison between the register and the books, each in one statement.

Parameters of all of them: `entities` (ids), `last` (the last day of a month). Every statement gives
(entity, subject, party, register, book), in yuan; the statements of findings give (entity, subject, party,
model, id, kind, amount): what is to blame.
"""

from odoo.addons.reform_assets.models.reform_rent_due import IN_FORCE
from odoo.addons.reform_rules.assets import idle
from odoo.addons.reform_rules.economy import events
from odoo.tools import SQL

from .reform_by_hand import BY_HAND, red_letters
from .reform_rent_credit import BOOKED
from .reform_rent_due import SAME_CLAIM, TAKES_BACK, released

# Kind of card -> subject of its cost and of what is written off.
SUBJECTS = {
    "fixed_cost": ("151", 1),
    "fixed_worn": ("152", -1),
    "biological_cost": ("132", 1),
    "biological_worn": ("133", -1),
    "intangible_cost": ("161", 1),
    "intangible_worn": ("162", -1),
}
FAMILIES = {
    "building": "fixed",
    "structure": "fixed",
    "equipment": "fixed",
    "other": "fixed",
    "biological": "biological",
    "intangible": "intangible",
}
COMES_IN = ("bought", "built", "granted", "donated", "allocated", "surplus")
LEAVES = ("removal", "shortage")
CHANGES = ("improve", "revalue")


def _values(rows):
    return SQL(", ").join(SQL("%s", row) for row in rows)


def _families():
    return _values(FAMILIES.items())


# What an act has done to a card's cost and to what is written off, and whether it holds on the day.
_ACTS = """
    SELECT l.asset_id, a.kind,
           (a.date <= %(last)s AND (a.state = 'done' OR u.date > %(last)s)) AS then_done,
           a.state = 'done' AS now_done,
           coalesce((l.before->>'cost')::numeric, 0) AS cost_before,
           coalesce((l.after->>'cost')::numeric, 0) AS cost_after,
           coalesce((l.before->>'accumulated')::numeric, 0) AS worn_before,
           coalesce((l.after->>'accumulated')::numeric, 0) AS worn_after
      FROM reform_asset_act a
      JOIN reform_asset_act_line l ON l.act_id = a.id
      LEFT JOIN reform_asset_act u ON u.undo_of_id = a.id AND u.state = 'done'
     WHERE a.entity_id = ANY(%(entities)s) AND a.state IN ('done', 'undone') AND l.asset_id IS NOT NULL
       AND a.kind IN %(kinds)s
"""

_CARDS = """
WITH acts AS (
    {acts}
), told AS (
    -- What the acts of later days have done is put back; what came in later is left out.
    SELECT asset_id,
           sum(CASE WHEN kind IN %(changes)s AND now_done AND NOT then_done
                    THEN cost_before - cost_after ELSE 0 END) AS cost_back,
           sum(CASE WHEN kind IN %(changes)s AND now_done AND NOT then_done
                    THEN worn_before - worn_after ELSE 0 END) AS worn_back,
           bool_or(kind IN %(comes_in)s AND now_done) AS came_in,
           bool_or(kind IN %(comes_in)s AND now_done AND NOT then_done) AS came_later,
           bool_or(kind IN %(leaves)s AND now_done AND NOT then_done) AS left_later,
           bool_or(kind IN %(leaves)s AND then_done AND NOT now_done) AS was_away
      FROM acts GROUP BY 1
), card AS (
    SELECT a.id, a.entity_id, f.family, a.cost + coalesce(t.cost_back, 0) AS cost,
           coalesce(a.accumulated, 0) + coalesce(t.worn_back, 0) AS worn
      FROM reform_asset a
      JOIN (VALUES {families}) AS f (kind, family) ON f.kind = a.card_kind
      LEFT JOIN told t ON t.asset_id = a.id
     WHERE a.entity_id = ANY(%(entities)s) AND a.regime = 'collective'
       AND (a.state = 'confirmed' OR t.came_in) AND NOT coalesce(t.came_later, FALSE)
       AND NOT coalesce(t.was_away, FALSE)
       AND (a.use_state NOT IN %(left)s OR t.left_later)
       AND (a.acquired_date IS NULL OR a.acquired_date <= %(last)s OR t.came_in)
), version AS (
    -- The version that holds on the day, and what was charged by it until then.
    SELECT DISTINCT ON (s.asset_id) s.asset_id, s.id, s.worn_before
      FROM reform_depreciation_schedule s
     WHERE s.entity_id = ANY(%(entities)s) AND s.state <> 'draft'
     ORDER BY s.asset_id, (s.first_month <= %(last)s) DESC,
              CASE WHEN s.first_month <= %(last)s THEN -s.version ELSE s.version END
), charged AS (
    SELECT schedule_id, sum(amount) AS amount FROM reform_depreciation_line
    -- A predecessor may have charged it: the schedule has moved with the card, its lines have not.
     WHERE schedule_id IN (SELECT id FROM version) AND booked_month <= %(last)s GROUP BY 1
), sides AS (
    SELECT c.entity_id, c.family || '_cost' AS subject, c.cost AS register, 0 AS book FROM card c
    UNION ALL
    SELECT c.entity_id, c.family || '_worn', coalesce(v.worn_before + coalesce(w.amount, 0), c.worn), 0
      FROM card c LEFT JOIN version v ON v.asset_id = c.id LEFT JOIN charged w ON w.schedule_id = v.id
    UNION ALL
    SELECT b.entity_id, p.subject, 0, p.sign * (b.debit - b.credit)
      FROM ledger_balance b JOIN ledger_account a ON a.id = b.account_id
      JOIN (VALUES {accounts}) AS p (subject, code, sign) ON p.code = left(a.code, 3)
     WHERE b.entity_id = ANY(%(entities)s) AND b.month <= %(last)s
)
SELECT entity_id, subject, NULL::int, sum(register), sum(book) FROM sides GROUP BY 1, 2
"""

# Every event of a contract since the books were opened: what it adds to claims, income and deposits.
_CONTRACTS = """
WITH RECURSIVE {red_letters}, event AS (
    SELECT d.entity_id, d.lessee_id AS party, 'lease:' || l.name || ':' || d.sequence || ':rent' AS key,
           d.amount AS claim, d.amount AS income, 0 AS deposit, 'reform.rent.due' AS model, d.id,
           d.date_due AS day
      FROM reform_rent_due d JOIN reform_lease l ON l.id = d.lease_id
     WHERE d.entity_id = ANY(%(entities)s) AND l.state IN %(in_force)s AND d.amount <> 0
       AND d.kind NOT IN %(same_claim)s
       AND (NOT {released} OR EXISTS (SELECT FROM ledger_voucher v
             WHERE v.event_key = 'lease:' || l.name || ':' || d.sequence || ':rent'))
    UNION ALL
    SELECT r.entity_id, r.lessee_id, 'receipt:' || r.key, -r.amount, 0, 0, 'reform.rent.receipt', r.id, r.date
      FROM reform_rent_receipt r JOIN reform_lease l ON l.id = r.lease_id
     WHERE r.entity_id = ANY(%(entities)s) AND l.state IN %(in_force)s AND r.amount <> 0
    UNION ALL
    SELECT c.entity_id, c.lessee_id, c.key, -c.amount,
           CASE WHEN c.kind IN %(takes_back)s THEN -c.amount ELSE 0 END, 0, 'reform.rent.credit', c.id, c.date
      FROM reform_rent_credit c
     WHERE c.entity_id = ANY(%(entities)s) AND c.kind IN %(booked)s
       AND EXISTS (SELECT FROM reform_rent_due d JOIN reform_lease l ON l.id = d.lease_id
                     JOIN ledger_voucher v ON v.event_key = 'lease:' || l.name || ':' || d.sequence || ':rent'
                    WHERE d.id = c.due_id)
    UNION ALL
    SELECT m.entity_id, m.lessee_id, m.key, CASE WHEN m.kind = 'offset' THEN -m.amount ELSE 0 END, 0,
           CASE WHEN m.kind IN ('received', 'carried') THEN m.amount ELSE -m.amount END,
           'reform.deposit.move', m.id, m.date
      FROM reform_deposit_move m WHERE m.entity_id = ANY(%(entities)s) AND m.amount <> 0
), told AS (
    SELECT e.*, CASE WHEN v.state = 'posted' AND v.date <= %(last)s THEN v.id END AS voucher_id
      FROM event e JOIN ledger_book b ON b.entity_id = e.entity_id
      LEFT JOIN ledger_voucher v ON v.event_key = e.key
     WHERE e.day BETWEEN b.date_opening AND %(last)s
       -- What a former lessor has booked came over with his balances; a key has one voucher.
       AND coalesce(v.entity_id, e.entity_id) = e.entity_id
)
"""

_CONTRACT_SIDES = (
    _CONTRACTS
    + """
, own AS (
    -- Their vouchers, and below the red letters to these.
    SELECT voucher_id, deposit <> 0 AS is_deposit, party,
           bool_or(income <> 0) OVER (PARTITION BY voucher_id) AS is_income
      FROM told WHERE voucher_id IS NOT NULL
), voucher AS (
    SELECT * FROM own
    UNION ALL
    SELECT v.id, o.is_deposit, o.party, o.is_income FROM own o
      JOIN root r ON r.origin = o.voucher_id
      JOIN ledger_voucher v ON v.id = r.id AND v.state = 'posted' AND v.date <= %(last)s
), known AS (
    SELECT voucher_id, bool_or(NOT is_deposit) AS rent FROM voucher GROUP BY 1
), lessee AS (
    SELECT entity_id, party, bool_or(deposit <> 0) AS has_deposit FROM event GROUP BY 1, 2
), sides AS (
    SELECT entity_id, 'claims' AS subject, party, claim AS register, 0 AS book FROM told WHERE claim <> 0
    UNION ALL
    SELECT entity_id, 'income', NULL, income, 0 FROM told WHERE income <> 0
    UNION ALL
    SELECT entity_id, 'deposits', party, deposit, 0 FROM told WHERE deposit <> 0
    UNION ALL
    -- What the books say he owes; levies, dividends and other events of a member are not his rent. What was
    -- written by hand counts, and so does its red letter.
    SELECT e.entity_id, 'claims', e.partner_id, 0, e.debit - e.credit
      FROM lessee l JOIN ledger_entry e ON e.partner_id = l.party AND e.entity_id = l.entity_id
      JOIN ledger_account a ON a.id = e.account_id JOIN ledger_voucher v ON v.id = e.voucher_id
      LEFT JOIN known k ON k.voucher_id = v.id LEFT JOIN root r ON r.id = v.id
     WHERE v.kind <> 'opening' AND v.state = 'posted' AND e.date <= %(last)s
       AND (left(a.code, 3) IN ('112', '113') AND (k.voucher_id IS NOT NULL OR {by_hand})
            -- What came ahead is owed until it falls due; then it pays the claim.
            OR left(a.code, 3) IN ('211', '202') AND k.rent)
    UNION ALL
    SELECT e.entity_id, CASE WHEN x.is_deposit THEN 'deposits' ELSE 'income' END,
           CASE WHEN x.is_deposit THEN x.party END, 0, e.credit - e.debit
      FROM voucher x JOIN ledger_entry e ON e.voucher_id = x.voucher_id
      JOIN ledger_account a ON a.id = e.account_id
     WHERE CASE WHEN x.is_deposit THEN left(a.code, 3) IN ('211', '202')
                ELSE left(a.code, 1) = '5' AND x.is_income END
    UNION ALL
    SELECT e.entity_id, 'deposits', e.partner_id, 0, e.credit - e.debit
      FROM lessee l JOIN ledger_entry e ON e.partner_id = l.party AND e.entity_id = l.entity_id
      JOIN ledger_account a ON a.id = e.account_id JOIN ledger_voucher v ON v.id = e.voucher_id
      LEFT JOIN root r ON r.id = v.id
     WHERE l.has_deposit AND left(a.code, 3) IN ('211', '202') AND v.state = 'posted' AND e.date <= %(last)s
       AND {by_hand}
    UNION ALL
    -- Income of letting and contracting that no contract has brought.
    SELECT e.entity_id, 'income', NULL, 0, e.credit - e.debit
      FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id LEFT JOIN root r ON r.id = v.id
     WHERE e.entity_id = ANY(%(entities)s) AND e.account_id IN ({income_accounts})
       AND v.state = 'posted' AND e.date <= %(last)s AND {by_hand}
)
SELECT entity_id, subject, party, sum(register), sum(book) FROM sides GROUP BY 1, 2, 3
"""
)

_CONTRACT_FINDINGS = (
    _CONTRACTS
    + """
SELECT entity_id, s.subject, party, model, id, 'NotPosted', s.amount
  FROM told CROSS JOIN LATERAL (VALUES ('claims', claim), ('income', income), ('deposits', deposit))
       AS s (subject, amount)
 WHERE voucher_id IS NULL AND s.amount <> 0
UNION ALL
-- A voucher by hand and its red letter are one; taken back in whole it is to blame no more.
SELECT e.entity_id, s.subject, e.partner_id, 'ledger.voucher', coalesce(r.origin, v.id), 'ByHand',
       sum(CASE s.subject WHEN 'claims' THEN e.debit - e.credit ELSE e.credit - e.debit END)
  FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id LEFT JOIN root r ON r.id = v.id
  JOIN ledger_account a ON a.id = e.account_id
  JOIN (VALUES ('claims', '112'), ('claims', '113'), ('deposits', '211'), ('deposits', '202'))
       AS s (subject, code) ON s.code = left(a.code, 3)
  JOIN (SELECT entity_id, party, bool_or(deposit <> 0) AS has_deposit FROM event GROUP BY 1, 2) l
       ON l.entity_id = e.entity_id AND l.party = e.partner_id AND (l.has_deposit OR s.subject = 'claims')
 WHERE e.entity_id = ANY(%(entities)s) AND e.date <= %(last)s AND v.state = 'posted' AND {by_hand}
 GROUP BY 1, 2, 3, 5 HAVING sum(e.debit - e.credit) <> 0
UNION ALL
SELECT e.entity_id, 'income', NULL, 'ledger.voucher', coalesce(r.origin, v.id), 'ByHand',
       sum(e.credit - e.debit)
  FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id LEFT JOIN root r ON r.id = v.id
 WHERE e.entity_id = ANY(%(entities)s) AND e.account_id IN ({income_accounts})
   AND v.state = 'posted' AND e.date <= %(last)s AND {by_hand}
 GROUP BY 1, 5 HAVING sum(e.credit - e.debit) <> 0
UNION ALL
SELECT v.entity_id, CASE WHEN t.deposit <> 0 THEN 'deposits' ELSE 'income' END,
       CASE WHEN t.deposit <> 0 THEN t.party END, 'ledger.voucher', v.id, 'RedLetter',
       -(t.deposit + t.income)
  FROM told t JOIN ledger_voucher v ON v.reversal_of_id = t.voucher_id AND v.state = 'posted'
 WHERE v.date <= %(last)s AND t.deposit + t.income <> 0
"""
)

_CARD_FINDINGS = """
-- Acts carried out whose voucher is not posted.
SELECT a.entity_id, f.family || s.side, NULL::int, 'reform.asset.act', a.id, 'NotPosted',
       sum(CASE s.side WHEN '_cost' THEN coalesce((l.after->>'cost')::numeric, 0)
                ELSE coalesce((l.after->>'accumulated')::numeric, 0) END)
  FROM reform_asset_act a
  JOIN reform_asset_act_line l ON l.act_id = a.id
  JOIN reform_asset c ON c.id = l.asset_id
  JOIN (VALUES {families}) AS f (kind, family) ON f.kind = c.card_kind
  CROSS JOIN (VALUES ('_cost'), ('_worn')) AS s (side)
 WHERE a.entity_id = ANY(%(entities)s) AND a.state = 'done' AND a.date <= %(last)s AND a.worth <> 0
   AND a.kind IN %(kinds)s
   AND NOT EXISTS (SELECT FROM ledger_voucher v
                    WHERE v.event_key = 'act:' || a.name AND v.state = 'posted' AND v.date <= %(last)s)
 GROUP BY 1, 2, 5
UNION ALL
-- Cards that came since the books were opened, and no act says how.
SELECT a.entity_id, f.family || '_cost', NULL, 'reform.asset', a.id, 'NeverTold', a.cost
  FROM reform_asset a JOIN (VALUES {families}) AS f (kind, family) ON f.kind = a.card_kind
  JOIN ledger_book b ON b.entity_id = a.entity_id
 WHERE a.entity_id = ANY(%(entities)s) AND a.regime = 'collective' AND a.state = 'confirmed'
   AND a.use_state NOT IN %(left)s AND a.cost <> 0 AND a.acquired_date BETWEEN b.date_opening AND %(last)s
   AND NOT EXISTS (SELECT FROM reform_asset_act_line l JOIN reform_asset_act t ON t.id = l.act_id
                    WHERE (l.asset_id = a.id AND t.kind IN %(comes_in)s OR l.result_id = a.id)
                      AND t.state = 'done')
UNION ALL
-- Vouchers no act, count, disposal or run has made.
SELECT v.entity_id, p.subject, NULL, 'ledger.voucher', v.id, 'ByHand', sum(p.sign * (e.debit - e.credit))
  FROM ledger_entry e JOIN ledger_voucher v ON v.id = e.voucher_id
  JOIN ledger_account a ON a.id = e.account_id
  JOIN (VALUES {accounts}) AS p (subject, code, sign) ON p.code = left(a.code, 3)
 WHERE e.entity_id = ANY(%(entities)s) AND v.state = 'posted' AND v.kind = 'normal' AND v.date <= %(last)s
   AND coalesce(v.event_key, '') !~ '^(act|disposal|depreciation):'
 GROUP BY 1, 2, 5
UNION ALL
SELECT l.entity_id, f.family || '_worn', NULL, 'reform.depreciation.line', min(l.id), 'NotPosted',
       sum(l.amount)
  FROM reform_depreciation_line l JOIN reform_asset a ON a.id = l.asset_id
  JOIN (VALUES {families}) AS f (kind, family) ON f.kind = a.card_kind
 WHERE l.entity_id = ANY(%(entities)s) AND l.booked_month <= %(last)s
   AND NOT EXISTS (SELECT FROM ledger_voucher v
                    WHERE v.event_key = l.event_key AND v.state = 'posted' AND v.date <= %(last)s)
 GROUP BY 1, 2, l.event_key
UNION ALL
-- Figures of cards put right by hand since the books were opened.
SELECT a.entity_id, f.family || CASE h.field_name WHEN 'cost' THEN '_cost' ELSE '_worn' END, NULL,
       'reform.asset', a.id, 'Corrected', NULL
  FROM reform_asset_change h JOIN reform_asset a ON a.id = h.asset_id
  JOIN (VALUES {families}) AS f (kind, family) ON f.kind = a.card_kind
  JOIN ledger_book b ON b.entity_id = a.entity_id
 WHERE a.entity_id = ANY(%(entities)s) AND h.kind = 'correction'
   AND h.field_name IN ('cost', 'net_value', 'accumulated') AND h.at >= b.date_opening AND h.at <= %(last)s
 GROUP BY 1, 2, 5
"""


# The accounts that contracts bring income to, under any chart.
_INCOME_ACCOUNTS = """
    SELECT a.id FROM ledger_account a JOIN ledger_chart c ON c.id = a.chart_id
      JOIN (VALUES {income}) AS i (chart, code) ON i.chart = c.version AND a.code LIKE i.code || '%%'
"""


def _income():
    """Return the rows (chart, account) of what is due of contracts."""
    return sorted(
        {
            (chart, kinds[kind]["credit"]["account"])
            for chart, kinds in events.postings().items()
            for kind in ("rent_due", "contracting_due")
        }
    )


def _sql(text, entities, last):
    for name, part in (
        ("acts", _ACTS),
        ("red_letters", red_letters("AND entity_id = ANY(%(entities)s)")),
        ("by_hand", BY_HAND),
        ("income_accounts", _INCOME_ACCOUNTS),
    ):
        text = text.replace("{" + name + "}", part)
    accounts = _values([(subject, code, sign) for subject, (code, sign) in SUBJECTS.items()])
    for name in ("families", "accounts", "released", "income"):
        text = text.replace("{" + name + "}", f"%({name})s")
    return SQL(
        text,
        families=_families(),
        accounts=accounts,
        released=released("d"),
        income=_values(_income()),
        entities=list(entities),
        last=last,
        left=tuple(idle.LEFT),
        kinds=(*COMES_IN, *LEAVES, *CHANGES),
        comes_in=COMES_IN,
        leaves=LEAVES,
        changes=CHANGES,
        in_force=tuple(IN_FORCE),
        same_claim=tuple(SAME_CLAIM),
        takes_back=tuple(TAKES_BACK),
        booked=tuple(BOOKED),
    )


def cards(entities, last):
    """Return the statement of cards against the accounts of assets."""
    return _sql(_CARDS, entities, last)


def contracts(entities, last):
    """Return the statement of contracts against claims, income and deposits."""
    return _sql(_CONTRACT_SIDES, entities, last)


def card_findings(entities, last):
    """Return the statement of what is to blame on the side of the cards."""
    return _sql(_CARD_FINDINGS, entities, last)


def contract_findings(entities, last):
    """Return the statement of what is to blame on the side of the contracts."""
    return _sql(_CONTRACT_FINDINGS, entities, last)
