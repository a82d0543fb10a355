"""The variables under which every program of this checkout runs, in one place.

Odoo reads each of its options from a variable too (`ODOO_…`, `PG…`), with a precedence between the
command line and the file. So one set of variables serves the server, its subcommands and the tests.
"""

from __future__ import annotations

import os

from . import cluster, fonts, layout, python_env

# What the caller may choose; everything else is the checkout's own.
CALLERS = (
    "PGDATABASE",
    "ODOO_ADDONS_PATH",
    "ODOO_HTTP_PORT",
    "ODOO_GEVENT_PORT",
    "ODOO_LOG_LEVEL",
    "ODOO_DATA_DIR",
)


def variables(name: str = "main", database: str | None = None) -> dict[str, str]:
    """Return the whole environment for a program that works on the named cluster."""
    found = {**os.environ, **settings(name)}
    found.update({key: os.environ[key] for key in CALLERS if key in os.environ})
    if database:
        found["PGDATABASE"] = database
    return found


def settings(name: str = "main") -> dict[str, str]:
    """Return only what differs from the caller's environment."""
    chinese = fonts.configuration()
    return {
        **({"FONTCONFIG_FILE": str(chinese)} if chinese else {}),
        "PGDATABASE": layout.DEMO_DATABASE,
        **cluster.env(name),
        "ODOO_RC": str(layout.CONFIG / "odoo.conf"),
        "ODOO_ADDONS_PATH": str(layout.ADDONS),
        "ODOO_DATA_DIR": str(layout.DATA / name),
        "PATH": os.pathsep.join([str(cluster.programs()), python_env.path_with_venv()]),
        "PYTHONDONTWRITEBYTECODE": os.environ.get("PYTHONDONTWRITEBYTECODE", ""),
        "TZ": "UTC",
    }
