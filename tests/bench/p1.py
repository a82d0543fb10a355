"""P1: opening lists, boards and forms of a county with everything in it, and the look of the night, against
the bare query of the same cards.
"""

import json

from tests.bench import county, screens

LISTS = (
    "reform.asset", "reform.asset.idle", "reform.lease", "reform.rent.due", "reform.rent.receipt",
    "reform.valuation", "reform.plan",
)  # fmt: skip
BOARDS = ("reform.asset", "reform.lease", "reform.valuation")
FORMS = ("reform.asset", "reform.lease", "reform.plan")


def run(size, ctx):
    with ctx.env() as env:
        world = county.build(env, size)
    county.analyse(ctx)
    for role in ("county_agriculture", "clerk"):
        yield from _screens(ctx, world.users[role], role)
    yield from _nights(ctx, world)


def _screens(ctx, user, role):
    with ctx.env(commit=False) as env:
        env = env(user=user, su=False)
        env["reform.desk"].get_desk()
        with ctx.measure("P1", f"{role}: eighty cards by a bare query") as bare:
            env.cr.execute("SELECT * FROM reform_asset ORDER BY code, id LIMIT 80")
            env.cr.fetchall()
        yield bare.row()
        acts = {f"list {model}": (screens.page, model) for model in LISTS}
        acts |= {f"board {model}": (_board, model) for model in BOARDS}
        acts |= {f"form {model}": (_form, model) for model in FORMS}
        for act, (read, model) in acts.items():
            read(env, model)  # the views and rules are warm, as they are in a server
            env.invalidate_all()
            with ctx.measure("P1", f"{role}: {act}") as it:
                read(env, model)
            yield it.row(neighbour=bare)
        for act, look in (
            ("desk", lambda: env["reform.desk"].get_desk()),
            ("search by number", lambda: env["reform.asset"].name_search("MF0000123")),
            ("search by name", lambda: env["reform.asset"].name_search("鱼塘")),
            (
                "cards by township",
                lambda: env["reform.asset"].web_read_group([], ["township_id"], ["__count"]),
            ),
            ("map of all cards", lambda: json.dumps(env["reform.asset"].get_map([]))),
        ):
            env.invalidate_all()
            with ctx.measure("P1", f"{role}: {act}") as it:
                look()
            yield it.row(neighbour=bare)


def _board(env, model):
    return screens.page(env, model, kind="kanban")


def _form(env, model):
    record = env[model].search([], order="id desc", limit=1)
    return screens.form(env, model, record.id) if record else None


def _nights(ctx, world):
    for act, look in (
        ("alerts, first look", lambda env: env["reform.alert.run"]._run(county.DAY)),
        ("valuations expire", lambda env: env["reform.valuation"]._cron_expire()),
        ("inspections", lambda env: env["reform.inspection"]._cron_inspections()),
        ("freeze of a count of the county", lambda env: _freeze(env, world)),
        ("figures of the county", lambda env: _figures(env, world)),
    ):
        with ctx.env(commit=False) as env, ctx.measure("P1", act) as it:
            look(env)
            env.flush_all()
        yield it.row()


def _freeze(env, world):
    env = env(user=world.users["county_agriculture"], su=False)
    count = env["reform.count.round"].create({"place_id": world.county, "record_date": county.DAY})
    count.action_freeze()


def _figures(env, world):
    env["reform.indicator.snapshot"]._take(None, env["reform.place"].browse(world.county), county.DAY)
