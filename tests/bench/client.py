"""What the browser asks first of all: who am I, where do I stand; on any database of Odoo."""

import json

PASSWORD = "bench-password"


def sessions(database, login, rounds):
    """Log in once and ask for session_info `rounds` times; return the length of one answer."""
    from odoo import http
    from werkzeug.test import Client

    client, size = Client(http.root), 0
    call(client, "authenticate", {"db": database, "login": login, "password": PASSWORD})
    for _round in range(rounds):
        size = call(client, "get_session_info", {})
    return size


def call(client, act, params):
    """Call a session route the way the web client does; return the length of the answer."""
    answer = client.post(
        f"/web/session/{act}",
        json={"jsonrpc": "2.0", "method": "call", "params": params},
        environ_overrides={"REMOTE_ADDR": "127.0.0.1"},
    )
    result = json.loads(answer.data)
    assert result.get("result", {}).get("uid"), result.get("error")
    return len(answer.data)
