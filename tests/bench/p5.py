"""P5: contract checks of all contracts, judged by the rule, against the bare query of the facts; one
month of rent of all contracts into the books.
"""

from datetime import date

from tests.bench import county

COUNTS = {"S": 500, "M": 2_000, "L": 10_000}
DAY = date(2026, 6, 1)


def run(size, ctx):
    count = COUNTS[size]
    with ctx.env() as env:
        make_leases(env, count)
    with ctx.env() as env:
        env.cr.execute("ANALYZE")
        leases = env["reform.lease"].search([("name", "like", "BENCH-")], order="id")
        assert len(leases) == count
        with ctx.measure("P5", f"facts of {count} contracts by SQL") as bare:
            leases._contract_facts(leases.ids, DAY)
        with ctx.measure("P5", f"contract checks of {count} contracts, first night") as first:
            found = env["reform.contract.check"]._run(DAY, leases.ids)
        assert found.lease_count == count
        with ctx.measure("P5", f"contract checks of {count} contracts, next night") as second:
            assert env["reform.contract.check"]._run(DAY, leases.ids).new_count == 0
    yield bare.row()
    yield first.row(neighbour=bare)
    yield second.row(neighbour=bare)
    yield from _month(size, ctx)


def _month(size, ctx):
    """Book one due of each contract of a county; one of them is poisoned and is named."""
    count = county.SIZES[size].leases
    with ctx.env() as env:
        world = county.build(env, size)
        county.open_books(env, world)
    with ctx.env() as env:
        # The card of one contract comes from a village that is not below its collective.
        stranger = env["reform.place"].create({"name": "邻县", "level": "county"})
        env.flush_all()
        env.cr.execute("UPDATE reform_asset SET origin_place_id = %s WHERE code = 'MF0000001'", [stranger.id])
    county.analyse(ctx)
    with ctx.env(commit=False) as env:
        env = env(user=world.users["accountant"], su=False)
        month = env["reform.money.run"].create({"month": date(2026, 10, 1), "place_id": world.county})
        with ctx.measure("P5", f"{count} dues of a month prepared for the books") as booked:
            month.action_run()
            env.flush_all()
        booked.act += f", {month.failed_count} named"
    yield booked.row()


def make_leases(env, count):
    """Write so many running leases with an asset and twelve dues each, straight into the tables."""
    entity = env["reform.entity"].search([("kind", "=", "collective")], limit=1)
    if not entity:
        place = env["reform.place"].create({"name": "测村", "level": "village"})
        entity = env["reform.entity"].create(
            {"name": "测村合作社", "place_id": place.id, "kind": "collective"}
        )
    category = env["reform.asset.category"].search([], limit=1)
    lessee = env["res.partner"].create({"name": "承租人"})
    lease = env["reform.lease"].create(
        {
            "entity_id": entity.id,
            "lessee_id": lessee.id,
            "date_start": "2024-01-01",
            "date_end": "2028-12-31",
            "rent_year": 1000,
            "purpose": "仓储",
        }
    )
    env.flush_all()
    env.cr.execute(
        """WITH card AS (
               INSERT INTO reform_asset (name, code, state, place_id, entity_id, category_id, owner_class,
                                         use_state, area_sqm)
               SELECT 'B' || n, 'BENCH-' || n, 'confirmed', %(place)s, %(entity)s, %(category)s,
                      'village_collective', 'leased', 100 + n %% 300
                 FROM generate_series(1, %(count)s) n RETURNING id, code),
           lease AS (
               INSERT INTO reform_lease
               SELECT (jsonb_populate_record(l, jsonb_build_object(
                          'id', nextval('reform_lease_id_seq'), 'name', c.code, 'state', 'effective',
                          'rent_year', 1000 + c.id %% 9000))).*
                 FROM reform_lease l, card c WHERE l.id = %(lease)s RETURNING id, name),
           line AS (
               INSERT INTO reform_lease_line (lease_id, asset_id)
               SELECT l.id, c.id FROM lease l JOIN card c ON c.code = l.name RETURNING id)
           INSERT INTO reform_rent_due (lease_id, entity_id, place_id, township_id, sequence, kind, date_from,
                   date_to, date_due, amount, paid_amount, credited_amount, outstanding)
           SELECT l.id, %(entity)s, %(place)s, %(township)s, n, 'rent', d, d + 27, d, 100, 0, 0,
                  CASE WHEN l.id %% 10 = 0 THEN 100 ELSE 0 END
             FROM lease l, generate_series(1, 12) n, LATERAL (SELECT date '2025-01-01' + n * 30 AS d) x""",
        {
            "count": count,
            "entity": entity.id,
            "place": entity.place_id.id,
            "township": entity.township_id.id or None,
            "category": category.id,
            "lease": lease.id,
        },
    )
