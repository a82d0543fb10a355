"""The first process of the production container: prepare the database, refuse demo logins, then serve."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time

from config.bootstrap import addons, cluster, layout
from config.bootstrap.database import Databases
from config.bootstrap.progress import SetupError, say
from config.production import guard, settings

PATIENCE_SECONDS = 120
SET_PASSWORD = """
env.ref("base.user_admin").password = first_password
env["ir.default"].set("res.partner", "lang", "zh_CN")
env.ref("base.user_admin").write({"lang": "zh_CN", "tz": "Asia/Shanghai"})
env.cr.commit()
"""


def main() -> int:
    """Run the steps in order; a refusal ends the container with its reason in the log."""
    settings.apply()
    try:
        wait_for_database()
        databases = Databases("main")
        name = databases.env["PGDATABASE"]
        prepare(databases, name)
        traces = guard.demo_traces(databases, name)
        if traces:
            raise SetupError("start in production", "; ".join(traces),
                             "use a database without demo data; change such passwords first")  # fmt: skip
    except SetupError as error:
        print(error, file=sys.stderr, flush=True)
        return 1
    become_server(databases.env, name)
    return 0


def wait_for_database() -> None:
    """Wait until the database server accepts connections."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    command = [str(cluster.programs() / "pg_isready"), "-q", "-d", os.environ["DATABASE_URL"]]
    while subprocess.run(command, check=False).returncode:
        if time.monotonic() > deadline:
            raise SetupError("reach the database", f"no answer within {PATIENCE_SECONDS} s",
                             "look at the log of the service db")  # fmt: skip
        time.sleep(1)


def prepare(databases: Databases, name: str) -> None:
    """Install on the first start, update when the addons changed since, never with demo data."""
    if not databases.is_odoo(name):
        first = os.environ.get("ADMIN_PASSWORD", "")
        refused = guard.weak_password(first)
        if refused:
            raise SetupError("set the administrator's password", f"ADMIN_PASSWORD: {refused}",
                             "put a better one into .env")  # fmt: skip
        if name not in databases.names():
            databases.create(name)
        databases.build_core(name)
        databases.install_addons(name, demo=False)
        script = f"first_password = {first!r}\n" + SET_PASSWORD
        databases.odoo(name, ["shell", "--no-http"], "set the administrator's password", script)
        return
    built, now = databases.read_stamp(name), addons.digests()
    changed = [one for one in now if one in built and built[one] != now[one]]
    new = [one for one in now if one not in built]
    if built.get("core") != addons.core_key():
        changed = ["base"]
    if changed or new:
        say("a backup of last night is what you go back to; see the service backup")
        databases.update_addons(name, changed, new)


def become_server(env: dict[str, str], name: str) -> None:
    """Replace this process by the server, so that signals reach it."""
    own = {
        **env,
        "PGDATABASE": name,
        "ODOO_HTTP_INTERFACE": "0.0.0.0",
        "ODOO_HTTP_PORT": str(settings.HTTP_PORT),
        "ODOO_GEVENT_PORT": str(settings.BUS_PORT),
        "ODOO_PROXY_MODE": "True",
        "ODOO_WORKERS": os.environ.get("ODOO_WORKERS", "3"),
        "ODOO_MAX_CRON_THREADS": "1",
        "ODOO_DBFILTER": f"^{name}$",
        # The master password is for the database manager, which is off; nobody needs to know it.
        "ODOO_ADMIN_PASSWD": secrets.token_urlsafe(32),
    }
    own.pop("ADMIN_PASSWORD", None)
    odoo = str(layout.VENV / "bin" / "odoo")
    os.execve(odoo, [odoo], own)


if __name__ == "__main__":
    sys.exit(main())
