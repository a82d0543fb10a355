"""P3: writing the cards of a checked sheet, against `create()`; the last thousand against the first."""

from tests.bench import asset_sheets
from tests.bench.measure import Measurement

CREATED = 1_000
SET = 1_000
CARDS = {"S": 2_000, "M": 10_000, "L": 30_000}


def run(size, ctx):
    count = CARDS[size]
    data = asset_sheets.xlsx(count, ctx.random)
    with ctx.env() as env:
        batch = asset_sheets.batch_of(env, data, "cards.xlsx")
        batch._stage()
    with ctx.env(commit=False) as env:
        values = _values(env)
        with ctx.measure("P3", "create") as some:
            env["reform.asset"].with_context(tracking_disable=True).create(values)
            env.flush_all()
    created = Measurement("P3", f"create() of {CREATED} cards in one batch, scaled to {count}", size)
    created.seconds, created.statements = some.seconds * count / CREATED, some.statements
    created.peak_mb = some.peak_mb
    sets = []
    with ctx.measure("P3", f"apply {count} rows, {SET} a transaction") as applied:
        left = count
        while left:
            with ctx.env() as env, ctx.measure("P3", "set") as one:
                left = env["reform.intake.batch"].browse(batch.id)._apply_some(limit=SET)
            sets.append(one)
    yield created.row()
    yield applied.row(neighbour=created)
    first, last = sets[1] if len(sets) > 2 else sets[0], sets[-1]
    first.act, last.act = f"the first {SET} after the caches are warm", f"the last {SET}, against the first"
    yield first.row()
    yield last.row(neighbour=first)


def _values(env):
    place = env["reform.place"].search([("name", "=", asset_sheets.village(0))], limit=1)
    return [
        {
            "name": f"create {number}",
            "place_id": place.id,
            "owner_class": "village_collective",
            "nature": "operating",
            "condition": "fair",
            "area_sqm": 120.5,
            "land_area_mu": 1.5,
            "cost": 25_000.0,
            "net_value": 15_000.0,
            "use_state": "idle",
            "idle_since": "2019-07-01",
            "certificate_no": f"c{number}",
            "note": "x",
        }
        for number in range(CREATED)
    ]
