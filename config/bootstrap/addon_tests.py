"""Tests of the addons inside Odoo, on a copy of a prepared database, with pytest as the runner.

Preparing installs every addon once; it is kept under a key made of server version, lock and addon
files, and each run works on a copy (0.3 s) of the database and a linked copy of its file store.
"""

from __future__ import annotations

from . import layout

PLUGINS = layout.CONFIG / "dev"
OPTIONS = (
    "-c",
    str(layout.CONFIG / "dev" / "pytest-addons.ini"),
    f"--rootdir={layout.PROJECT}",
    "-p",
    "addon_testing",
    "--odoo-config",
    str(layout.CONFIG / "odoo.conf"),
    "--odoo-http",
)
