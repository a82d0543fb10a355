"""A county of any size in the tables at once: cards, contracts, dues, receipts, spells, valuations,
plans.

The rows are written by SQL and committed to the scratch database: making thirty thousand cards through the
models would take longer than everything that is measured on them.
"""

from datetime import date
from typing import NamedTuple

SEED = 20240601
BOOKS_FROM = date(2026, 10, 1)
# The day of the contracts' last full month with dues; what fell due before April of the year is mostly paid.
DAY = date(2026, 10, 31)


class Size(NamedTuple):
    """How many villages, cards and contracts."""

    villages: int
    cards: int
    leases: int


SIZES = {"S": Size(10, 1_000, 300), "M": Size(80, 10_000, 3_000), "L": Size(320, 30_000, 10_000)}
VILLAGES_PER_TOWNSHIP = 12
ROLES = ("clerk", "township", "county_agriculture", "county_finance", "accountant")


class World(NamedTuple):
    """What was made: the county's id, entities in the order of villages, user ids by role."""

    county: int
    entities: list
    users: dict


def build(env, size):
    """Fill the database and return what was made; the same rows every time."""
    size = SIZES[size] if isinstance(size, str) else size
    world = _places(env, size)
    env.flush_all()
    env.cr.execute("SELECT setseed(%s)", [SEED % 1000 / 1000])
    facts = {
        "cards": size.cards,
        "leases": size.leases,
        "entities": world.entities,
        "scheme": env["reform.scheme"].search([], limit=1).id,
        "uid": world.users["clerk"],
    }
    for statement in (CARDS, SPELLS, LINKS, LEASES, LINES, DUES, RECEIPTS, PAID_LINES, VALUATIONS, VALUED,
                      PLANS,
                      PLANNED):  # fmt: skip
        env.cr.execute(statement, facts)
    env.invalidate_all()
    return world


def analyse(ctx):
    """Let the database look at what was inserted, as it does by itself at night."""
    connection = ctx.connect()
    connection.autocommit = True
    try:
        with connection.cursor() as cr:
            cr.execute("VACUUM ANALYZE")
    finally:
        connection.close()


def open_books(env, world, since=BOOKS_FROM):
    """Open the books of all collectives, as their accountant."""
    env = env(user=world.users["accountant"], su=False)
    for entity in env["reform.entity"].browse(world.entities):
        env["ledger.book"]._open(entity, since)


def _places(env, size):
    Place = env["reform.place"]
    county = Place.create({"name": "满负荷县", "level": "county"})
    towns = -(-size.villages // VILLAGES_PER_TOWNSHIP)
    townships = Place.create(
        [{"name": f"满{number}镇", "level": "township", "parent_id": county.id} for number in range(towns)]
    )
    villages = Place.create(
        [
            {
                "name": f"满{number}号村",
                "level": "village",
                "parent_id": townships[number // VILLAGES_PER_TOWNSHIP].id,
            }
            for number in range(size.villages)
        ]
    )
    entities = env["reform.entity"].create(
        [
            {"name": f"{place.name}股份经济合作社", "kind": "collective", "place_id": place.id}
            for place in villages
        ]
    )
    scope = {"clerk": villages[:1], "township": townships[:1]}
    users = {
        role: env["res.users"]
        .create(
            {
                "name": role,
                "login": f"county_{role}",
                "group_ids": [(6, 0, env.ref(f"reform_places.group_{role}").ids)],
                "reform_scope_ids": [(6, 0, scope.get(role, county).ids)],
            }
        )
        .id
        for role in ROLES
    }
    return World(county.id, entities.ids, users)


# Each third card is let; of the others one in four stands idle; one in ten waits for a name.
CARDS = """
    INSERT INTO reform_asset (name, code, state, place_id, origin_place_id, township_id, county_id,
    entity_id,
        operator_id, beneficiary_id, disposer_id, category_id, card_kind, owner_class, regime, nature,
        condition,
        use_state, idle_since, idle_reason, area_sqm, area_mu, land_area_mu, cost, net_value, accumulated,
        quantity, acquired_date, certificate_no, latitude, longitude, has_photo, in_dispute, create_uid,
        write_uid, create_date, write_date)
    SELECT (ARRAY['旧村部','厂房','仓库','教学楼','鱼塘','茶园','门面房','卫生室'])[1 + n %% 8]
               || n || '号',
           'MF' || lpad(n::text, 7, '0'),
           CASE WHEN n %% 10 = 9 THEN (ARRAY['registered', 'village_checked',
           'town_checked'])[1 + n / 10 %% 3]
                ELSE 'confirmed' END,
           p.id, p.id, p.township_id, p.county_id, e.id, e.id, e.id, e.id, c.id, c.card_kind,
           'village_collective', 'collective', 'operating',
           (ARRAY['good', 'fair', 'poor', 'dangerous'])[1 + floor(random() * 4)::int],
           CASE WHEN n <= %(leases)s THEN 'leased' WHEN n %% 4 = 0 THEN 'idle' ELSE 'in_use' END,
           CASE WHEN n > %(leases)s AND n %% 4 = 0 THEN date '2016-01-01' + (n * 37 %% 3600) END,
           CASE WHEN n > %(leases)s AND n %% 4 = 0 THEN '学校撤并' END,
           area, round(area * 0.0015, 4), 1.5, cost, round(cost * 0.6, 2), cost - round(cost * 0.6, 2), 1,
           date '1985-01-01' + (n * 13 %% 12000), 'ZH' || n, 31 + random(), 103 + random(), n %% 3 = 0,
           false,
           %(uid)s, %(uid)s, now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc'
      FROM generate_series(1, %(cards)s) n
      CROSS JOIN LATERAL (SELECT (20 + n::bigint * 7919 %% 90000 / 100.0)::numeric(16, 2) AS area,
                                 (2000 + n::bigint * 104729 %% 900000)::numeric(16, 2) AS cost) m
      JOIN reform_entity e ON e.id = (%(entities)s::int[])[1 + n %% cardinality(%(entities)s::int[])]
      JOIN reform_place p ON p.id = e.place_id
      CROSS JOIN LATERAL (SELECT id, card_kind FROM reform_asset_category
                           WHERE card_kind = 'building' ORDER BY id LIMIT 1) c"""

SPELLS = """
    INSERT INTO reform_asset_idle (asset_id, state, date_from, noted_on, reason, relapsed)
    SELECT id, 'open', idle_since, idle_since, idle_reason, false
      FROM reform_asset WHERE code LIKE 'MF%%' AND use_state = 'idle'"""

LINKS = """
    UPDATE reform_asset a SET idle_spell_id = s.id FROM reform_asset_idle s
     WHERE s.asset_id = a.id AND s.date_to IS NULL AND a.code LIKE 'MF%%'"""

# The contracts run for thirty months; a hundred lessees;
# every contract has a due in every month.
LEASES = """
    WITH lessee AS (
        INSERT INTO res_partner (name, active, is_company, type, lang)
        SELECT '承租户' || n, true, false, 'contact', 'zh_CN' FROM generate_series(1, 100) n RETURNING id),
    numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM lessee)
    INSERT INTO reform_lease (name, state, kind, entity_id, place_id, township_id, lessee_id, date_start,
    date_end,
        rent_year, frequency, alignment, pay_when, deposit_before, proration, rent_basis, purpose,
        deposit,
        in_kind, signed_date, create_uid, write_uid, create_date, write_date)
    SELECT 'MF-' || substr(a.code, 3), 'effective', 'lease', a.entity_id, a.place_id, a.township_id, l.id,
           '2024-07-01', '2026-12-31', 1200, 'monthly', 'contract', 'advance', 'none', 'month', 'total',
           '仓储', 0,
           false, '2024-06-15', %(uid)s, %(uid)s, now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc'
      FROM reform_asset a
      JOIN numbered l ON l.n = 1 + a.id %% 100
     WHERE a.code LIKE 'MF%%' AND a.use_state = 'leased'"""

LINES = """
    INSERT INTO reform_lease_line (lease_id, asset_id, hold_from, hold_to)
    SELECT l.id, a.id, l.date_start, l.date_end
      FROM reform_lease l JOIN reform_asset a ON a.code = replace(l.name, 'MF-', 'MF')
     WHERE l.name LIKE 'MF-%%'"""

# Nine lessees of ten have paid until September, the tenth until March.
DUES = """
    INSERT INTO reform_rent_due (lease_id, entity_id, place_id, township_id, lessee_id, sequence, kind,
    date_from,
        date_to, date_due, amount, paid_amount, credited_amount, outstanding, create_uid, write_uid,
        create_date,
        write_date)
    SELECT l.id, l.entity_id, l.place_id, l.township_id, l.lessee_id, n, 'rent', d,
    d + interval '1 month -1 day',
           d, 100, CASE WHEN paid THEN 100 ELSE 0 END, 0, CASE WHEN paid THEN 0 ELSE 100 END,
           %(uid)s, %(uid)s, now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc'
      FROM reform_lease l CROSS JOIN generate_series(1, 30) n
      CROSS JOIN LATERAL (SELECT (date '2024-07-01' + make_interval(months => n - 1))::date AS d) x
      CROSS JOIN LATERAL (SELECT d < CASE WHEN l.id %% 10 = 0 THEN date '2026-04-01' ELSE date
      '2026-10-01' END
                                 AS paid) y
     WHERE l.name LIKE 'MF-%%' ORDER BY l.id, n"""

RECEIPTS = """
    INSERT INTO reform_rent_receipt (lease_id, entity_id, place_id, lessee_id, user_id, method, key,
    date, amount,
        create_uid, write_uid, create_date, write_date)
    SELECT lease_id, entity_id, place_id, lessee_id, %(uid)s, 'bank', 'MF:' || lease_id || ':' || quarter,
           max(date_due), sum(amount), %(uid)s, %(uid)s, now() AT TIME ZONE 'utc',
           now() AT TIME ZONE 'utc'
      FROM reform_rent_due d, LATERAL (SELECT (sequence - 1) / 3 AS quarter) q
     WHERE paid_amount > 0 AND lease_id IN (SELECT id FROM reform_lease WHERE name LIKE 'MF-%%')
     GROUP BY lease_id, entity_id, place_id, lessee_id, quarter"""

PAID_LINES = """
    INSERT INTO reform_rent_receipt_line (receipt_id, due_id, amount)
    SELECT r.id, d.id, d.amount
      FROM reform_rent_due d
      JOIN reform_rent_receipt r ON r.key = 'MF:' || d.lease_id || ':' || (d.sequence - 1) / 3
     WHERE d.paid_amount > 0"""

# One village in five has what stands idle valued and planned.
VALUATIONS = """
    INSERT INTO reform_valuation (name, state, route, purpose, regime, entity_id, place_id, township_id,
    base_date,
        valid_to, confirmed_date, value, create_uid, write_uid, create_date, write_date)
    SELECT 'MFPG-' || e.id, 'confirmed', 'report', 'lease', 'collective', e.id, p.id, p.township_id,
    '2026-03-01',
           CASE WHEN e.id %% 2 = 0 THEN date '2026-11-30' ELSE date '2027-02-28' END, '2026-03-20', 0,
           %(uid)s, %(uid)s, now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc'
      FROM reform_entity e JOIN reform_place p ON p.id = e.place_id
     WHERE e.id = ANY(%(entities)s) AND e.id %% 5 = 0"""

VALUED = """
    INSERT INTO reform_valuation_line (valuation_id, asset_id, quantity, value, rent_value)
    SELECT v.id, a.id, 1, a.net_value, round(a.net_value * 0.05, 2)
      FROM reform_valuation v JOIN reform_asset a ON a.entity_id = v.entity_id AND a.use_state = 'idle'
     WHERE v.name LIKE 'MFPG-%%'"""

PLANS = """
    INSERT INTO reform_plan (name, state, origin, asset_id, place_id, township_id, county_id, entity_id,
    scheme_id,
        owner_class, version, unit_count, deadline, used_from, counted_from, create_uid, write_uid,
        create_date,
        write_date)
    SELECT 'MFFA-' || a.code, CASE WHEN a.id %% 3 = 0 THEN 'monitored' ELSE 'draft' END, 'idle_ledger',
    a.id, a.place_id, a.township_id, a.county_id, a.entity_id,
           %(scheme)s, a.owner_class, 1, 1, '2026-12-31',
           CASE WHEN a.id %% 3 = 0 THEN date '2026-02-01' END,
           CASE WHEN a.id %% 3 = 0 THEN date '2026-03-01' END,
           %(uid)s, %(uid)s, now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc'
      FROM reform_asset a WHERE a.code LIKE 'MF%%' AND a.use_state = 'idle' AND a.entity_id %% 5 = 0"""

PLANNED = """
    INSERT INTO reform_plan_asset (plan_id, asset_id, is_open)
    SELECT id, asset_id, true FROM reform_plan WHERE name LIKE 'MFFA-%%'"""
