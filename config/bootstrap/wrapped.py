"""What a command of `.local/bin` does: set the environment of the chosen cluster, then become the program."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from . import cluster, environment, layout
from .progress import SetupError

TEST_COMMANDS = ("pytest-odoo",)


def main(arguments: list[str]) -> None:
    """Run the program named first with the rest of the arguments."""
    program, *rest = arguments
    name = os.environ.get("REFORM_CLUSTER") or ("test" if program in TEST_COMMANDS else "main")
    if name not in cluster.SETTINGS:
        raise SetupError(f"run {program}", f"REFORM_CLUSTER is {name!r}", "use main or test")
    own = environment.variables(name)
    layout.DATA.mkdir(parents=True, exist_ok=True)
    if program in TEST_COMMANDS:
        own.update(_own_ports())
    # The project's folder was put on the path for this module alone.
    paths = [path for path in own.get("PYTHONPATH", "").split(os.pathsep) if path and path != str(layout.PROJECT)]
    own["PYTHONPATH"] = os.pathsep.join(paths)
    if not paths:
        own.pop("PYTHONPATH")
    command = _command(program, rest, own)
    os.execve(command[0], command, own)


def _own_ports() -> dict[str, str]:
    """Return free ports, so that browser tests of several runs on one machine do not meet."""
    with socket.socket() as web, socket.socket() as bus:
        web.bind((layout.HTTP_INTERFACE, 0))
        bus.bind((layout.HTTP_INTERFACE, 0))
        return {"ODOO_HTTP_PORT": str(web.getsockname()[1]), "ODOO_GEVENT_PORT": str(bus.getsockname()[1])}


def _command(program: str, rest: list[str], own: dict[str, str]) -> list[str]:
    here = cluster.programs() / program
    if here.exists():
        return [str(here), *rest]
    if program == "pytest-odoo":
        options = ["--odoo-config", own["ODOO_RC"], "--odoo-database", own["PGDATABASE"], "--odoo-http"]
        return [str(layout.VENV / "bin" / "pytest"), *options, *rest]
    return [str(layout.VENV / "bin" / Path(program).name), *rest]


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except SetupError as error:
        sys.exit(str(error))
