"""Databases of the checkout: built, copied, renamed, dropped, each together with its file store."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from . import addons, cluster, environment, layout
from .odoo_job import run_odoo
from .progress import SetupError, run, step

STAMP = "reform.addons_digest"
FINISH = layout.CONFIG / "bootstrap" / "inside"


class Databases:
    """The databases of one cluster.

    How to use: `Databases("main")`, then `build_core`, `install_addons`, `copy`, `drop` by name.
    How it works: PostgreSQL's own programs and `odoo` as subprocesses, under the cluster's variables.
    """

    def __init__(self, cluster_name: str) -> None:
        self.cluster = cluster_name
        self.env = environment.variables(cluster_name)
        self.filestore = Path(self.env["ODOO_DATA_DIR"]) / "filestore"

    def query(self, sql: str, database: str = "postgres") -> list[list[str]]:
        """Return the rows of a query as text."""
        text = run(
            [cluster.programs() / "psql", "-X", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1",
             "-d", database, "-c", sql],
            what=f"ask database {database}", env=self.env,
        )  # fmt: skip
        return [line.split("\t") for line in text.splitlines() if line]

    def names(self) -> set[str]:
        """Return the names of all databases."""
        return {row[0] for row in self.query("SELECT datname FROM pg_database")}

    def is_odoo(self, name: str) -> bool:
        """Tell whether a database exists and was initialised by Odoo."""
        if name not in self.names():
            return False
        return self.query("SELECT to_regclass('ir_module_module') IS NOT NULL", name) == [["t"]]

    def create(self, name: str, template: str = "template0") -> None:
        """Create a database, as a copy of another when a template is named."""
        run([cluster.programs() / "createdb", "-T", template, "-E", "UTF8", name],
            what=f"create database {name}", env=self.env,
            remedy="close what is still connected to the template, or give the role CREATEDB")  # fmt: skip

    def copy(self, source: str, target: str) -> None:
        """Copy a database and link its file store; a fraction of a second."""
        self.create(target, source)
        if (self.filestore / source).exists():
            shutil.copytree(self.filestore / source, self.filestore / target, copy_function=_link)

    def drop(self, name: str) -> None:
        """Drop a database and its file store; nothing happens when there is none."""
        run([cluster.programs() / "dropdb", "--if-exists", "--force", name],
            what=f"drop database {name}", env=self.env)  # fmt: skip
        shutil.rmtree(self.filestore / name, ignore_errors=True)

    def rename(self, source: str, target: str) -> None:
        """Give a database and its file store another name."""
        self.query(f'ALTER DATABASE "{source}" RENAME TO "{target}"')
        if (self.filestore / source).exists():
            (self.filestore / source).rename(self.filestore / target)

    def odoo(self, name: str, arguments: list[str], what: str, script: str | None = None) -> str:
        """Run one job of the server on a database."""
        env = {**self.env, "PGDATABASE": name}
        log_name = f"{self.cluster}-{name}.log"
        return run_odoo(arguments, env, what=what, log_name=log_name, script=script)

    def build_core(self, name: str) -> None:
        """Install what the project's addons stand on, with the language, without demo data of its own."""
        with step(f"install Odoo's own modules into {name}"):
            wanted = ",".join(addons.foreign())
            arguments = ["-i", wanted, "--load-language", layout.LANGUAGE, "--stop-after-init", "--no-http"]
            self.odoo(name, arguments, "install Odoo's own modules")
            self.odoo(name, ["shell", "--no-http"], "take out modules that call foreign services",
                      (FINISH / "offline.py").read_text())  # fmt: skip
        self.check_installed(name, addons.foreign(), demo=False)

    def install_addons(self, name: str, *, demo: bool) -> None:
        """Install the project's addons, with their demo data when asked, and make the web assets."""
        own = addons.names()
        if demo:
            # A module's demo data loads only where all it depends on have theirs. Odoo's own demo data
            # (foreign companies and people) has no place in a village, so it counts as loaded.
            self.query("UPDATE ir_module_module SET demo = true WHERE state = 'installed'", name)
        if own:
            with step(f"install {len(own)} addons into {name}" + (" with demo data" if demo else "")):
                arguments = ["-i", ",".join(own), "--stop-after-init", "--no-http"]
                if demo:
                    arguments.append("--with-demo")
                self.odoo(name, arguments, "install the project's addons")
            self.check_installed(name, own, demo=demo)
        with step("web assets"):
            script = (FINISH / "assets.py").read_text()
            if demo:
                script = (FINISH / "language.py").read_text() + script
            self.odoo(name, ["shell", "--no-http"], "prepare web assets", script)
        self.write_stamp(name)

    def update_addons(self, name: str, changed: list[str], new: list[str]) -> None:
        """Update changed addons and install new ones in place; the data stays."""
        with step("update " + ", ".join([*changed, *new])):
            arguments = ["--stop-after-init", "--no-http"]
            if changed:
                arguments += ["-u", ",".join(changed)]
            if new:
                arguments += ["-i", ",".join(new)]
            self.odoo(name, arguments, "update the project's addons")
        self.check_installed(name, addons.names(), demo=False)
        self.write_stamp(name)

    def check_installed(self, name: str, wanted: list[str], *, demo: bool) -> None:
        """Refuse a database in which an addon is missing, or its demo data failed (Odoo only warns)."""
        rows = {row[0]: row[1:] for row in self.query("SELECT name, state, demo FROM ir_module_module", name)}
        log = layout.LOGS / f"{self.cluster}-{name}.log"
        missing = [one for one in wanted if rows.get(one, [""])[0] != "installed"]
        if missing:
            raise SetupError("install addons", f"not installed: {', '.join(missing)}",
                             f"a dependency is missing or a file is wrong; read {log}")  # fmt: skip
        without = [one for one in wanted if demo and rows[one][1] != "t"]
        if without:
            raise SetupError("load demo data", f"the demo data of {', '.join(without)} failed to load",
                             f"look for `loading demo` and the traceback after it in {log}")  # fmt: skip

    def write_stamp(self, name: str) -> None:
        """Remember in the database itself which state of the addons it was built from."""
        value = json.dumps({"core": addons.core_key(), **addons.digests()})
        sql = (
            "INSERT INTO ir_config_parameter (key, value, create_uid, write_uid, create_date, write_date) "
            f"VALUES ('{STAMP}', '{value}', 1, 1, now(), now()) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        )
        self.query(sql, name)

    def read_stamp(self, name: str) -> dict[str, str]:
        """Return what `write_stamp` remembered, empty when nothing was."""
        rows = self.query(f"SELECT value FROM ir_config_parameter WHERE key = '{STAMP}'", name)
        return json.loads(rows[0][0]) if rows else {}


def _link(source: str, target: str) -> None:
    """Link a stored file instead of copying it: file store content never changes under a name."""
    try:
        Path(target).hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)
