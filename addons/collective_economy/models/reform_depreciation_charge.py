"""The SQL of a month: what every card bears, in one statement for any number of cards and entities.

The share of a month is the closed form of `reform_rules/economy/depreciation.py`; the tests hold both against
each other.
"""

from odoo.addons.reform_rules.economy import depreciation as rules
from odoo.tools import SQL

# The month in which the work of a version `s` that counts it is all done; NULL: some is left.
USED_UP = """(SELECT min(w.month) FROM (
                    SELECT u.month, sum(u.units) OVER (ORDER BY u.month) AS done
                      FROM reform_depreciation_units u
                     WHERE u.schedule_id = s.id AND u.month >= s.first_month) w
                  WHERE w.done >= s.units_total)"""

# Cards with a version that covers the month and months of it not charged yet, each with its share.
_DUE = f"""
WITH version AS (
    SELECT s.id, s.asset_id, s.entity_id, s.method, s.base, s.months, s.units_total, s.first_month,
           s.expense_use, s.version,
           least(%(month)s::date, s.last_month,
                 CASE WHEN s.method = 'straight_line'
                      THEN (s.first_month + make_interval(months => s.months - 1))::date
                      ELSE {USED_UP} END) AS until
      FROM reform_depreciation_schedule s
     WHERE s.entity_id = ANY(%(entities)s) AND s.state IN ('in_force', 'superseded')
       AND s.first_month <= %(month)s
), counted AS (
    SELECT l.schedule_id, sum(CASE WHEN l.reverses_id IS NULL THEN 1 ELSE -1 END) AS months
      FROM reform_depreciation_line l
     WHERE l.entity_id = ANY(%(entities)s) AND l.month <= %(month)s GROUP BY 1
), behind AS (
    -- Only versions that lack a month are spread out over their months.
    SELECT v.* FROM version v LEFT JOIN counted c ON c.schedule_id = v.id
     WHERE v.until >= v.first_month
       AND coalesce(c.months, 0) < 1 + 12 * (extract(year FROM v.until) - extract(year FROM v.first_month))
           + extract(month FROM v.until) - extract(month FROM v.first_month)
), missing AS (
    SELECT b.*, m.month::date AS month,
           (12 * (extract(year FROM m.month) - extract(year FROM b.first_month))
            + extract(month FROM m.month) - extract(month FROM b.first_month))::int AS number,
           coalesce(t.turn, 0) AS turn
      FROM behind b
     CROSS JOIN LATERAL generate_series(b.first_month, b.until, interval '1 month') AS m (month)
      LEFT JOIN LATERAL (
            SELECT count(*) FILTER (WHERE l.reverses_id IS NULL) AS turn,
                   count(*) FILTER (WHERE l.reverses_id IS NOT NULL) AS back
              FROM reform_depreciation_line l
             WHERE l.asset_id = b.asset_id AND l.month = m.month::date) t ON TRUE
     WHERE coalesce(t.turn, 0) = coalesce(t.back, 0)
), work AS (
    SELECT m.id AS schedule_id, m.month,
           sum(u.units) FILTER (WHERE u.month <= m.month) AS done,
           sum(u.units) FILTER (WHERE u.month < m.month) AS before,
           bool_or(u.month = m.month) AS reported
      FROM missing m JOIN reform_depreciation_units u
             ON u.schedule_id = m.id AND u.month >= m.first_month
     WHERE m.method = 'units_of_work' GROUP BY 1, 2
), due AS (
    SELECT m.id AS schedule_id, m.asset_id, m.entity_id, m.month, m.turn, m.expense_use, m.method,
           CASE WHEN m.method = 'units_of_work' THEN
                   round(m.base * least(coalesce(w.done, 0), m.units_total) / nullif(m.units_total, 0), 2)
                 - round(m.base * least(coalesce(w.before, 0), m.units_total) / nullif(m.units_total, 0), 2)
                WHEN m.number >= m.months - 1 THEN
                   greatest(m.base - round(m.base / nullif(m.months, 0), 2) * (m.months - 1), 0)
                ELSE least(round(m.base / nullif(m.months, 0), 2),
                           greatest(m.base - round(m.base / nullif(m.months, 0), 2) * m.number, 0))
           END AS amount,
           m.method = 'units_of_work' AND NOT coalesce(w.reported, FALSE) AS silent
      FROM missing m LEFT JOIN work w ON w.schedule_id = m.id AND w.month = m.month
)
"""

CHARGE = (
    _DUE
    + """
, sound AS (
    SELECT d.*, a.category_id, coalesce(a.origin_place_id, a.place_id) AS origin, p.worn, x.expense,
           CASE WHEN a.category_id IS NULL THEN 'NoCategory'
                WHEN p.worn IS NULL OR x.expense IS NULL THEN 'KindNotDepreciated'
                WHEN d.silent THEN 'WorkMissing'
                WHEN origin.parent_path NOT LIKE home.parent_path || '%%' THEN 'OriginElsewhere'
           END AS problem
      FROM due d
      JOIN reform_asset a ON a.id = d.asset_id
      JOIN reform_entity e ON e.id = d.entity_id
      JOIN reform_place home ON home.id = e.place_id
      JOIN reform_place origin ON origin.id = coalesce(a.origin_place_id, a.place_id)
      LEFT JOIN ledger_book b ON b.entity_id = d.entity_id
      LEFT JOIN ledger_chart c ON c.id = b.chart_id
      LEFT JOIN (VALUES %(worn)s) AS p (chart, kind, worn)
             ON p.chart = coalesce(c.version, %(chart)s) AND p.kind = a.card_kind
      LEFT JOIN (VALUES %(expense)s) AS x (chart, use, expense)
             ON x.chart = coalesce(c.version, %(chart)s) AND x.use = d.expense_use
), charged AS (
    INSERT INTO reform_depreciation_line (schedule_id, asset_id, entity_id, category_id, origin_place_id,
           run_id, month, booked_month, amount, expense_use, expense_account, worn_account, event_key, turn,
           create_uid, create_date, write_uid, write_date)
    SELECT s.schedule_id, s.asset_id, s.entity_id, s.category_id, s.origin, %(run)s, s.month, %(month)s,
           s.amount, s.expense_use, s.expense, s.worn, k.key, s.turn, %(uid)s, now() AT TIME ZONE 'UTC',
           %(uid)s, now() AT TIME ZONE 'UTC'
      FROM sound s JOIN (VALUES %(keys)s) AS k (entity_id, key) ON k.entity_id = s.entity_id
     WHERE s.problem IS NULL AND NOT EXISTS (
            -- A month without its work keeps the later ones waiting: they count on from it.
            SELECT FROM sound o WHERE o.schedule_id = s.schedule_id AND o.problem IS NOT NULL
               AND o.month < s.month)
    RETURNING entity_id, 1 AS one
)
SELECT NULL::int AS asset_id, entity_id, NULL AS problem, NULL::date AS month, count(*) AS lines
  FROM charged GROUP BY entity_id
UNION ALL
SELECT asset_id, entity_id, problem, min(month), count(*) FROM sound WHERE problem IS NOT NULL
 GROUP BY 1, 2, 3
"""
)

# Confirmed cards of collectives that should bear the month and have no version that covers it.
WITHOUT = """
SELECT a.id, a.entity_id,
       CASE WHEN a.category_id IS NULL THEN 'NoCategory'
            WHEN d.id IS NOT NULL THEN 'NotConfirmed'
            WHEN coalesce(nullif(a.useful_life_months, 0), f.life_months, 0) = 0 THEN 'NoLife'
            ELSE 'NoSchedule' END
  FROM reform_asset a
  LEFT JOIN reform_depreciation_default f ON f.category_id = a.category_id
  LEFT JOIN reform_depreciation_schedule d ON d.asset_id = a.id AND d.state = 'draft'
 WHERE a.entity_id = ANY(%(entities)s) AND a.state = 'confirmed' AND a.regime = 'collective'
   AND (a.category_id IS NULL OR a.card_kind = ANY(%(kinds)s)) AND a.nature IS DISTINCT FROM 'resource'
   AND a.use_state NOT IN %(left)s AND a.cost > %(nominal)s
   AND a.cost - coalesce(a.accumulated, 0)
       > round(a.cost * coalesce(nullif(a.residual_rate, 0), f.residual_rate, 0) / 100, 2)
   AND (a.acquired_date IS NULL OR a.acquired_date < %(month)s
        OR coalesce(f.from_addition, FALSE) AND a.acquired_date < %(month)s::date + interval '1 month')
   AND NOT EXISTS (SELECT FROM reform_depreciation_schedule s
                    WHERE s.asset_id = a.id AND s.state <> 'draft')
 ORDER BY a.entity_id, a.code
"""


def charge(*, entities, keys, month, run, uid):
    """Return the statement that charges a month of all cards of entities and tells what it left out."""
    postings = rules.postings()
    worn = [(chart, kind, code) for chart, data in postings.items() for kind, code in data["worn"].items()]
    uses = [(chart, use, code) for chart, data in postings.items() for use, code in data["expense"].items()]
    return SQL(
        CHARGE,
        entities=entities,
        month=month,
        run=run,
        uid=uid,
        # Things of the state are written off in the register alone; their books are kept elsewhere.
        chart="chart_2023",
        worn=SQL(", ").join(SQL("%s", row) for row in worn),
        expense=SQL(", ").join(SQL("%s", row) for row in uses),
        keys=SQL(", ").join(SQL("(%s, %s)", entity, keys[entity]) for entity in entities),
    )
