"""P17: opening the client with 3,000 entities in scope, against a user with one."""

import json

from werkzeug.test import Client

ENTITIES = {"S": 300, "M": 1_000, "L": 3_000}
ROUNDS = 20
PASSWORD = "bench-password"


def run(size, ctx):
    with ctx.env() as env:
        _build(env, ENTITIES[size])
    sizes, measured = {}, {}
    for login in ("one", "many"):
        client, size_of = Client(_application()), 0
        _call(client, "authenticate", {"db": ctx.database, "login": login, "password": PASSWORD})
        count = 1 if login == "one" else ENTITIES[size]
        act = f"session_info x{ROUNDS}, {count} entities"
        with ctx.measure("P17", act) as measured[login]:
            for _round in range(ROUNDS):
                size_of = _call(client, "get_session_info", {})
        sizes[login] = size_of
        measured[login].act += f", {size_of} bytes"
        with (
            ctx.env(user=login, commit=False) as env,
            ctx.measure("P17", f"list of 80, {count} entities") as seen,
        ):
            env["reform.entity"].web_search_read([], {"name": {}, "place_id": {}}, limit=80)
        measured[login + "_list"] = seen
    yield measured["one"].row()
    yield measured["many"].row(neighbour=measured["one"])
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


def _application():
    from odoo import http

    return http.root


def _call(client, act, params):
    """Call a session route the way the web client does; return the length of the answer."""
    answer = client.post(
        f"/web/session/{act}",
        json={"jsonrpc": "2.0", "method": "call", "params": params},
        environ_overrides={"REMOTE_ADDR": "127.0.0.1"},
    )
    result = json.loads(answer.data)
    assert result.get("result", {}).get("uid"), result.get("error")
    return len(answer.data)
