"""The sets behind each indicator, in SQL: one statement each, whatever the number of cards.

*What it accepts*: an environment, ids of places, the day, the first day of the period, the subset. *How to
use*: `rows(env, method, …)` yields (place path, id, weight below the line, weight above it). *How it works*:
history is read from what keeps dates: names under cards, spells of idleness, plans, receipts.
"""

from decimal import Decimal

from odoo.addons.reform_rules.assets import idle
from odoo.tools import SQL

# method → model of the ids
MODELS = {"new_rent": "reform.lease", "arrears_rate": "reform.rent.due"}
FLUSHED = (
    "reform.asset", "reform.asset.idle", "reform.plan", "reform.plan.asset", "reform.lease",
    "reform.rent.due", "reform.rent.receipt", "reform.rent.receipt.line", "reform.rent.credit",
    "reform.place",
)  # fmt: skip
COUNTED_LEASES = ("filed", "effective", "ended", "handed_back", "settled")
REFORMED = SQL("(coalesce(a.reform_affected, false) OR a.origin_place_id IS DISTINCT FROM a.place_id)")
PUBLIC = SQL("NOT coalesce(a.not_public, false)")


def rows(env, method, *, place_ids, at, date_from, subset):
    """Return (place path, id, due, done) of every record of the set."""
    for model in FLUSHED:
        env[model].flush_model()
    args = {
        "places": _places(place_ids),
        "at": at,
        "date_from": date_from,
        "cutoff": idle.latest_start_of_listing(at, env["reform.parameter"]._at(at)),
        "subset": REFORMED if subset == "reformed" else SQL("true"),
        "public": PUBLIC,
    }
    # As texts: the driver would make floats of exact numbers.
    env.cr.execute(
        SQL(
            "SELECT path, id, due::text, done::text FROM (%s) AS found (path, id, due, done) ORDER BY id",
            SQL(_QUERIES[method], **args),
        )
    )
    return [(path, one, Decimal(due), Decimal(done)) for path, one, due, done in env.cr.fetchall()]


def _places(place_ids):
    """Return the condition that a place lies under one of those asked for."""
    return SQL(
        """p.id IN (SELECT q.id FROM reform_place q JOIN reform_place r
                      ON r.id = ANY(%s) AND q.parent_path LIKE r.parent_path || '%%')""",
        list(place_ids),
    )


# An asset is below the line when it was listed idle on or before the day, whatever became of it since; above
# it when a plan of it counts on that day.
_IDLE = """
    WITH due AS (
        SELECT s.asset_id FROM reform_asset_idle s
         WHERE s.date_from <= %(cutoff)s
           AND (s.date_to IS NULL OR s.date_to >= s.date_from + (%(at)s::date - %(cutoff)s::date))
        UNION
        SELECT l.asset_id FROM reform_plan_asset l JOIN reform_plan n ON n.id = l.plan_id
         WHERE n.idle_since <= %(cutoff)s AND n.state NOT IN ('draft', 'cancelled')
    ), done AS (
        SELECT DISTINCT l.asset_id FROM reform_plan_asset l JOIN reform_plan n ON n.id = l.plan_id
         WHERE n.counted_from <= %(at)s AND (n.counted_to IS NULL OR n.counted_to > %(at)s)
    ), measured AS (
        SELECT p.parent_path, a.id, %(weight)s AS weight, done.asset_id IS NOT NULL AS done
          FROM due JOIN reform_asset a ON a.id = due.asset_id JOIN reform_place p ON p.id = a.place_id
          LEFT JOIN done ON done.asset_id = a.id
         WHERE a.state = 'confirmed' AND a.confirmed_date <= %(at)s AND %(public)s AND %(subset)s
           AND %(places)s
    )
    SELECT parent_path, id, weight, CASE WHEN done THEN weight ELSE 0 END FROM measured"""
_VALUE = "coalesce(nullif(a.net_value, 0), a.cost, 0)::numeric"
_QUERIES = {
    "count_rate": _IDLE.replace("%(weight)s", "1::numeric"),
    "value_rate": _IDLE.replace("%(weight)s", _VALUE),
    "area_rate": """
        SELECT p.parent_path, a.id, coalesce(a.area_sqm, 0)::numeric,
               CASE WHEN s.asset_id IS NULL THEN coalesce(a.area_sqm, 0)::numeric ELSE 0 END
          FROM reform_asset a JOIN reform_place p ON p.id = a.place_id
          LEFT JOIN reform_asset_idle s ON s.asset_id = a.id
               AND coalesce(s.date_from, s.noted_on) <= %(at)s AND (s.date_to IS NULL OR s.date_to > %(at)s)
         WHERE a.state = 'confirmed' AND a.confirmed_date <= %(at)s AND %(public)s AND %(subset)s
           AND NOT EXISTS (SELECT FROM reform_asset_idle o WHERE o.asset_id = a.id
                            AND o.outcome IN ('scrapped', 'disposed') AND o.date_to <= %(at)s)
           AND (a.use_state NOT IN ('scrapped', 'disposed')
                OR EXISTS (SELECT FROM reform_asset_idle o WHERE o.asset_id = a.id
                            AND o.outcome IN ('scrapped', 'disposed') AND o.date_to > %(at)s))
           AND %(places)s
        """,
    "new_rent": """
        SELECT p.parent_path, l.id, 0::numeric, coalesce(l.rent_year, 0)::numeric
          FROM reform_lease l JOIN reform_entity e ON e.id = l.entity_id
          JOIN reform_place p ON p.id = e.place_id
         WHERE l.filed_date BETWEEN %(date_from)s AND %(at)s AND l.filing_no IS NOT NULL
           AND %(subset)s AND %(places)s
        """,
    "arrears_rate": """
        WITH fallen AS (
            SELECT d.id, p.parent_path, d.amount::numeric AS amount,
                   least(d.amount::numeric, coalesce((
                       SELECT sum(r.amount)::numeric FROM reform_rent_receipt_line r
                         JOIN reform_rent_receipt c ON c.id = r.receipt_id
                        WHERE r.due_id = d.id AND c.date <= %(at)s), 0)
                   + coalesce((
                       SELECT sum(k.amount)::numeric FROM reform_rent_credit k
                        WHERE k.due_id = d.id AND k.date <= %(at)s), 0)) AS settled
              FROM reform_rent_due d JOIN reform_lease l ON l.id = d.lease_id
              JOIN reform_entity e ON e.id = l.entity_id JOIN reform_place p ON p.id = e.place_id
             WHERE d.date_due <= %(at)s AND l.filing_no IS NOT NULL AND l.filed_date <= %(at)s
               AND %(subset)s AND %(places)s
        )
        SELECT parent_path, id, amount, greatest(amount - settled, 0) FROM fallen""",
    "completeness": """
        SELECT p.parent_path, a.id, 1::numeric,
               CASE WHEN a.entity_id IS NOT NULL AND a.owner_class <> 'unconfirmed' AND a.nature IS NOT NULL
                     AND a.condition IS NOT NULL AND coalesce(a.area_sqm, 0) > 0 AND a.has_photo
                     AND (coalesce(a.latitude, 0) <> 0 OR coalesce(a.longitude, 0) <> 0)
                    THEN 1 ELSE 0 END::numeric
          FROM reform_asset a JOIN reform_place p ON p.id = a.place_id
         WHERE reform_civil_day(a.create_date) <= %(at)s AND %(public)s AND %(subset)s AND %(places)s
        """,
}
