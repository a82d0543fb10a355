"""What a command of `.local/bin` does: set the environment of the chosen cluster, then become the program."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from . import addon_tests, cluster, environment, layout
from .progress import SetupError


def main(arguments: list[str]) -> None:
    """Run the program named first with the rest of the arguments."""
    program, *rest = arguments
    name = os.environ.get("REFORM_CLUSTER") or ("test" if program == "pytest-odoo" else "main")
    if name not in cluster.SETTINGS:
        raise SetupError(f"run {program}", f"REFORM_CLUSTER is {name!r}", "use main or test")
    own = environment.variables(name)
    layout.DATA.mkdir(parents=True, exist_ok=True)
    # The project's folder was put on the path for this module alone.
    paths = [
        path for path in own.get("PYTHONPATH", "").split(os.pathsep) if path and path != str(layout.PROJECT)
    ]
    if program == "pytest-odoo":
        paths.insert(0, str(addon_tests.PLUGINS))
    own["PYTHONPATH"] = os.pathsep.join(paths)
    command = _command(program, rest, own)
    os.execve(command[0], command, own)


def _command(program: str, rest: list[str], own: dict[str, str]) -> list[str]:
    here = cluster.programs() / program
    if here.exists():
        return [str(here), *rest]
    if program == "pytest-odoo":
        return [
            str(layout.VENV / "bin" / "pytest"),
            *addon_tests.OPTIONS,
            "--odoo-database",
            own["PGDATABASE"],
            *rest,
        ]
    return [str(layout.VENV / "bin" / Path(program).name), *rest]


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except SetupError as error:
        sys.exit(str(error))
