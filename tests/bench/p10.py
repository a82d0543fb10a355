"""P10: register = books of a county: both sides of every figure, and what is to blame where they differ."""

from datetime import date

from tests.bench import county
from tests.bench.p4 import MONTH, SCHEDULES

LAST = date(2026, 10, 31)


def run(size, ctx):
    with ctx.env() as env:
        world = county.build(env, size)
        county.open_books(env, world)
        env.cr.execute(SCHEDULES, {"month": MONTH, "uid": world.users["clerk"]})
    county.analyse(ctx)
    with ctx.env(commit=False) as env:
        entities = env["reform.entity"].browse(world.entities)
        check = env["reform.register.check"]
        with ctx.measure("P10", f"both sides of {len(entities)} collectives") as sides:
            rows = check._figures(entities, LAST)
        assert rows
        with ctx.measure("P10", "the same, and what is to blame") as whole:
            lines = check._compare(entities, LAST)
        blamed = sum(len(line["finding_ids"]) for line in lines)
        act = f"the same, and what is to blame ({blamed} findings)"
    yield sides.row()
    yield whole.row(neighbour=sides)._replace(act=act)
