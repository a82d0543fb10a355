"""P17: opening the client with 3,000 entities in scope, against a user with one.

The neighbour: Odoo's accounting, where every village is a company and the client is told all of them.
"""

from tests.bench.client import PASSWORD, sessions
from tests.bench.rival import rival

WORLD = True

ENTITIES = {"S": 300, "M": 1_000, "L": 3_000}
ROUNDS = 20


def run(size, ctx):
    with ctx.env() as env:
        _build(env, ENTITIES[size])
    sizes, measured = {}, {}
    for login in ("one", "many"):
        count = 1 if login == "one" else ENTITIES[size]
        act = f"session_info x{ROUNDS}, {count} entities"
        with ctx.measure("P17", act) as measured[login]:
            sizes[login] = sessions(ctx.database, login, ROUNDS)
        measured[login].act += f", {sizes[login]} bytes"
        with (
            ctx.env(user=login, commit=False) as env,
            ctx.measure("P17", f"list of 80, {count} entities") as seen,
        ):
            env["reform.entity"].web_search_read([], {"name": {}, "place_id": {}}, limit=80)
        measured[login + "_list"] = seen
    with rival(size) as other:
        small, great = other.ask("client.opened", rounds=ROUNDS)
    yield measured["one"].row()
    more = 100 * (sizes["many"] / sizes["one"] - 1)
    yield measured["many"].row(neighbour=measured["one"]).held(percent_more_bytes=(more, 10))
    theirs = [
        other.measured(
            told,
            f"companies: session_info x{ROUNDS}, {told['count']} companies, {told['bytes']} bytes",
            "P17",
        )
        for told in (small, great)
    ]
    yield theirs[0].row()
    yield theirs[1].row(neighbour=theirs[0])
    yield measured["one_list"].row()
    yield measured["many_list"].row(neighbour=measured["one_list"])
    assert sizes["many"] <= sizes["one"] * 1.1, sizes


def _build(env, count):
    place, user = env["reform.place"], env["res.users"].with_context(no_reset_password=True)
    county = place.create({"name": "量县", "level": "county"})
    big, small = place.create(
        [{"name": name, "level": "township", "parent_id": county.id} for name in ("大镇", "小镇")]
    )
    villages = place.create(
        [
            {"name": f"第{n}村", "level": "village", "parent_id": (big if n else small).id}
            for n in range(count + 1)
        ]
    )
    entities = env["reform.entity"].with_context(tracking_disable=True, mail_create_nolog=True)
    entities.create([{"name": f"第{n}社", "place_id": one.id} for n, one in enumerate(villages)])
    group = env.ref("reform_places.group_township")
    user.create(
        [
            {
                "name": login,
                "login": login,
                "password": PASSWORD,
                "group_ids": [(6, 0, group.ids)],
                "reform_scope_ids": [(6, 0, scope.ids)],
            }
            for login, scope in (("one", small), ("many", big))
        ]
    )
