"""The demonstration: `make up`, `make down`, `make reset`."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from . import addons, cluster, layout, logins, machine, python_env, server, tree, wrappers
from .database import Databases
from .progress import SetupError, say

BUILDING = "_building"


@contextmanager
def _alone() -> Iterator[None]:
    """Let one of up, down and reset work on this checkout at a time."""
    layout.LOCAL.mkdir(parents=True, exist_ok=True)
    with (layout.LOCAL / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def prepare(*, dev: bool = False) -> None:
    """Bring server, packages and commands into place; nothing is started."""
    tree.ensure()
    python_env.ensure(dev=dev)
    wrappers.write()


def up() -> None:
    """Make the demonstration run, whatever state it is in; a failure leaves nothing running."""
    with _alone():
        if not server.running():
            server.refuse_taken_port()
        prepare()
        machine.ensure()
        try:
            _bring_up()
        except BaseException:
            server.stop()
            cluster.stop("main")
            raise


def _bring_up() -> None:
    databases = Databases("main")
    name = databases.env["PGDATABASE"]
    _refuse_old_server(databases)
    if not databases.is_odoo(name):
        server.stop()
        _build(databases, name)
    else:
        _update(databases, name)
    if server.up_to_date():
        say("the server runs already")
    else:
        server.stop()
        server.start(databases.env, name)
    present = {row[0] for row in databases.query("SELECT login FROM res_users WHERE active", name)}
    print(f"\nReform Ledger runs at {server.address()} (database {name}).")
    print(f"    {'login':<20}{'password':<20}who\n{logins.table(present)}")
    print("Stop it with `make down`; `make reset` drops the demo database.")


def _build(databases: Databases, name: str) -> None:
    """Build under another name, so that a broken build is never taken for a database."""
    existing = databases.names()
    if name in existing:
        # An empty database handed to us, as hosted servers do: it is filled where it is.
        databases.build_core(name)
        databases.install_addons(name, demo=True)
        return
    draft = name + BUILDING
    databases.drop(draft)
    databases.create(draft)
    try:
        databases.build_core(draft)
        databases.install_addons(draft, demo=True)
    except BaseException:
        databases.drop(draft)
        raise
    databases.rename(draft, name)


def _update(databases: Databases, name: str) -> None:
    built, now = databases.read_stamp(name), addons.digests()
    if built.get("core") != addons.core_key() and built:
        server.stop()
        new_foreign = _not_installed(databases, name, addons.foreign())
        databases.update_addons(name, ["base"], new_foreign)
    changed = [one for one in now if one in built and built[one] != now[one]]
    new = [one for one in now if one not in built]
    if changed or new:
        server.stop()
        databases.update_addons(name, changed, new)


def _not_installed(databases: Databases, name: str, wanted: list[str]) -> list[str]:
    rows = databases.query("SELECT name FROM ir_module_module WHERE state = 'installed'", name)
    return sorted(set(wanted) - {row[0] for row in rows})


def _refuse_old_server(databases: Databases) -> None:
    number = int(databases.query("SHOW server_version_num")[0][0])
    if number < 130000:
        raise SetupError("use the PostgreSQL server", f"its version is {number // 10000}, Odoo 19 needs 13",
                         "name a newer server in DATABASE_URL, or unset it")  # fmt: skip


def down() -> None:
    """Stop the server and the private clusters; the data stays."""
    with _alone():
        stopped = [("server", server.stop())]
        if layout.VENV.exists():
            stopped += [(f"PostgreSQL {name}", cluster.stop(name)) for name in cluster.SETTINGS]
        names = [name for name, was in stopped if was]
        say("stopped: " + ", ".join(names) if names else "nothing was running")


def reset() -> None:
    """Drop the demo database; the next `make up` builds it anew."""
    with _alone():
        prepare()
        server.stop()
        databases = Databases("main")
        name = databases.env["PGDATABASE"]
        databases.drop(name)
        databases.drop(name + BUILDING)
        cluster.stop("main")
        say(f"database {name} dropped")
