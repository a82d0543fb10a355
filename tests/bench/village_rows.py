"""What the villages of the benchmark own, as SQL; parameters: `entities`, `uid`, the sizes of `villages`."""

WHO = "create_uid, write_uid, create_date, write_date"
BY = "%(uid)s, %(uid)s, now() AT TIME ZONE 'utc', now() AT TIME ZONE 'utc'"

PARTNERS = f"""
    INSERT INTO res_partner (name, complete_name, ref, active, is_company, type, lang, partner_share, {WHO})
    SELECT name, name, 'QF:' || id || ':' || n, true, false, 'contact', 'zh_CN', true, {BY}
      FROM (SELECT e.id, n, e.name || '往来户' || n AS name
              FROM reform_entity e, generate_series(1, %(parties)s) n
             WHERE e.id = ANY(%(entities)s)) p ORDER BY id, n"""

CARD_ROWS = f"""
    INSERT INTO reform_asset (
        name, code, state, place_id, origin_place_id, township_id, county_id, entity_id,
        operator_id, beneficiary_id, disposer_id, category_id, card_kind, owner_class, regime,
        nature, condition, use_state,
        area_sqm, area_mu, land_area_mu, cost, net_value, accumulated, quantity, contribution,
        acquired_date, has_photo, in_dispute, {WHO})
    SELECT c.name->>'zh_CN' || n || '号', 'QF' || lpad(e.id::text, 6, '0') || lpad(n::text, 3, '0'),
           'confirmed', p.id, p.id, p.township_id, p.county_id, e.id,
           e.id, e.id, e.id, c.id, c.card_kind, 'village_collective', 'collective',
           CASE WHEN c.card_kind = 'resource' THEN 'resource' WHEN n %% 3 = 0 THEN 'public_welfare'
                ELSE 'operating' END,
           'good', CASE WHEN n <= %(leases)s THEN 'leased' ELSE 'in_use' END,
           m.area, round(m.area * 0.0015, 4), 1.5, m.cost, m.cost - m.worn, m.worn, 1,
           CASE WHEN c.card_kind = 'investment' THEN m.cost END,
           date '1985-01-01' + n * 137, n %% 3 = 0, false, {BY}
      FROM reform_entity e
      JOIN reform_place p ON p.id = e.place_id
      CROSS JOIN generate_series(1, %(cards)s) n
      CROSS JOIN LATERAL (
          SELECT CASE WHEN n <= 22 THEN 'C01' WHEN n <= 28 THEN 'C02' WHEN n <= 36 THEN 'C03'
                      WHEN n <= 38 THEN 'C04' WHEN n <= 40 THEN 'C07' WHEN n = 41 THEN 'C08'
                      WHEN n = 42 THEN 'C10' WHEN n = 43 THEN 'C11'
                      ELSE 'R' || lpad((1 + n %% 10)::text, 2, '0') END AS code) k
      JOIN reform_asset_category c ON c.code = k.code AND c.edition = 'collective'
      CROSS JOIN LATERAL (
          SELECT CASE WHEN c.card_kind = 'resource' THEN 0
                      ELSE 2000 + (e.id * 104729 + n::bigint * 7919) %% 90000 END AS whole) w
      CROSS JOIN LATERAL (
          SELECT (20 + (e.id + n::bigint * 7919) %% 9000 / 10.0)::numeric(16, 2) AS area,
                 whole::numeric(16, 2) AS cost,
                 CASE WHEN c.card_kind IN ('building', 'structure', 'equipment', 'biological', 'intangible')
                      THEN round(whole * 0.37, 2) ELSE 0 END AS worn) m
     WHERE e.id = ANY(%(entities)s) ORDER BY e.id, n"""

LEASE_ROWS = f"""
    INSERT INTO reform_lease (
        name, state, kind, entity_id, place_id, township_id, lessee_id, date_start, date_end,
        rent_year, frequency, alignment, pay_when, deposit_before, proration, rent_basis, purpose,
        deposit, in_kind, signed_date, {WHO})
    SELECT 'QF-' || substr(a.code, 3), 'effective', 'lease', a.entity_id, a.place_id, a.township_id, p.id,
           '2024-01-01', '2027-12-31',
           1200, 'quarterly', 'contract', 'advance', 'none', 'month', 'total', '仓储',
           0, false, '2023-12-15', {BY}
      FROM reform_asset a
      JOIN res_partner p ON p.ref = 'QF:' || a.entity_id || ':' || substr(a.code, 9)::int
     WHERE a.entity_id = ANY(%(entities)s) AND a.use_state = 'leased' ORDER BY a.code"""

LINES = """
    INSERT INTO reform_lease_line (lease_id, asset_id, hold_from, hold_to)
    SELECT l.id, a.id, l.date_start, l.date_end
      FROM reform_lease l JOIN reform_asset a ON a.code = replace(l.name, 'QF-', 'QF')
     WHERE l.name LIKE 'QF-%%'"""

# Sixteen quarters; what fell due until the base date is paid, but for the last due of every fifth contract.
DUES = f"""
    INSERT INTO reform_rent_due (
        lease_id, entity_id, place_id, township_id, lessee_id, sequence, kind, date_from, date_to,
        date_due, amount, paid_amount, credited_amount, outstanding, {WHO})
    SELECT l.id, l.entity_id, l.place_id, l.township_id, l.lessee_id, n, 'rent',
           d, d + interval '3 months -1 day',
           d, 300, CASE WHEN paid THEN 300 ELSE 0 END, 0, CASE WHEN paid THEN 0 ELSE 300 END, {BY}
      FROM reform_lease l CROSS JOIN generate_series(1, 16) n
      CROSS JOIN LATERAL (SELECT (date '2024-01-01' + make_interval(months => 3 * n - 3))::date AS d) x
      CROSS JOIN LATERAL (SELECT d <= %(base)s AND NOT (n = 8 AND l.id %% 5 = 0) AS paid) y
     WHERE l.name LIKE 'QF-%%' ORDER BY l.id, n"""

RECEIPTS = f"""
    INSERT INTO reform_rent_receipt (
        lease_id, entity_id, place_id, lessee_id, user_id, method, key, date, amount, {WHO})
    SELECT lease_id, entity_id, place_id, lessee_id, %(uid)s, 'bank', 'QF:' || id, date_due, amount, {BY}
      FROM reform_rent_due WHERE paid_amount > 0 AND entity_id = ANY(%(entities)s)"""

PAID = """
    INSERT INTO reform_rent_receipt_line (receipt_id, due_id, amount)
    SELECT r.id, d.id, d.amount
      FROM reform_rent_due d JOIN reform_rent_receipt r ON r.key = 'QF:' || d.id"""

HOUSEHOLD_ROWS = f"""
    INSERT INTO reform_household (
        entity_id, place_id, origin_place_id, code, name, group_name, active, {WHO})
    SELECT e.id, e.place_id, e.place_id, 'QF' || lpad(n::text, 4, '0'), '第' || n || '户',
           (1 + n %% 6) || '组', true, {BY}
      FROM reform_entity e, generate_series(1, %(households)s) n
     WHERE e.id = ANY(%(entities)s) ORDER BY e.id, n"""

MEMBERS = f"""
    INSERT INTO reform_member (
        entity_id, place_id, household_id, origin_place_id, birth_year, state, group_name, name,
        relation, sex, cause, is_head, since, {WHO})
    SELECT h.entity_id, h.place_id, h.id, h.origin_place_id, 1950 + 20 * n, 'member', h.group_name,
           h.name || '成员' || n, CASE n WHEN 1 THEN '户主' WHEN 2 THEN '配偶' ELSE '之子' END,
           CASE n WHEN 2 THEN 'female' ELSE 'male' END, 'birth', n = 1, '2024-03-20', {BY}
      FROM reform_household h, generate_series(1, %(heads)s) n
     WHERE h.entity_id = ANY(%(entities)s) ORDER BY h.id, n"""

ALL = (PARTNERS, CARD_ROWS, LEASE_ROWS, LINES, DUES, RECEIPTS, PAID, HOUSEHOLD_ROWS, MEMBERS)
