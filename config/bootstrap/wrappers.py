"""Small commands in `.local/bin` which run the installed programs with the checkout's environment.

REFORM_CLUSTER=test makes any of them work on the fast cluster; PGDATABASE or `-d` chooses a database.
"""

from __future__ import annotations

from . import layout

POSTGRES = ("psql", "createdb", "dropdb", "pg_dump", "pg_restore", "pg_dumpall")
VENV_TOOLS = ("odoo", "python", "pytest", "ruff")
TEMPLATE = """\
#!/bin/sh
# Written by the set-up (config/bootstrap/wrappers.py); do not edit.
export PYTHONPATH="{project}${{PYTHONPATH:+:$PYTHONPATH}}"
exec "{python}" -P -m config.bootstrap.wrapped {program} "$@"
"""


def write() -> None:
    """Write one command per program."""
    layout.BIN.mkdir(parents=True, exist_ok=True)
    for program in (*POSTGRES, *VENV_TOOLS, "pytest-odoo"):
        file = layout.BIN / program
        text = TEMPLATE.format(project=layout.PROJECT, python=layout.VENV / "bin" / "python", program=program)
        if not file.exists() or file.read_text() != text:
            file.write_text(text)
            file.chmod(0o755)
