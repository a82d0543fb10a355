"""What the benchmarks compare with: a database with Odoo's accounting and OCA's asset and report addons.

Only `make bench` installs it, on its first use: packages into a folder of their own, which no server of the
project has on its path, and a template database in which none of the project's addons is installed.
"""

from __future__ import annotations

import hashlib
import os

from . import addons, layout, python_env
from .templates import PREFIX, Templates

LOCK = layout.CONFIG / "dev" / "bench-requirements.txt"
FOLDER = layout.LOCAL / "rival"
ADDONS = ("account", "account_asset_management", "mis_builder")


class Rivals(Templates):
    """The prepared database of the neighbours, on the durable cluster as the project's own.

    How to use: `rivals = Rivals()`, `with rivals.copy(rivals.bare(), "rival") as database:` and run Odoo on
    it under `rivals.databases.env`.
    """

    def __init__(self, cluster_name: str = "main") -> None:
        super().__init__(cluster_name)
        python_env.install_apart(LOCK, FOLDER)
        self.databases.env = {**self.databases.env, **settings()}

    def bare(self) -> str:
        """Return the template with the neighbours' addons and nothing else, built if needed."""
        with self.alone():
            name = f"{PREFIX}rival_{key()}"
            if name not in self.databases.names():
                with self._draft(name) as draft:
                    self.databases.create(draft)
                    wanted = ["-i", ",".join(ADDONS), "--stop-after-init", "--no-http"]
                    self.databases.odoo(draft, wanted, "install what the benchmarks compare with")
                    self.databases.check_installed(draft, list(ADDONS), demo=False)
            return name


def settings() -> dict[str, str]:
    """Return the variables that put the neighbours on the path and the project's addons off it."""
    return {
        "PYTHONPATH": os.pathsep.join([str(FOLDER), str(layout.PROJECT)]),
        "ODOO_ADDONS_PATH": str(layout.core() / "odoo" / "addons"),
    }


def key() -> str:
    """Return the key of the neighbours' database: server, both locks, what is installed."""
    state = hashlib.sha256("\0".join([addons.core_key(), *ADDONS]).encode())
    state.update(LOCK.read_bytes())
    return state.hexdigest()[:12]
