"""Run the server for one job (install, update, a script) with visible progress and a judged end.

Odoo ends well in cases that are failures to us: an addon left uninstalled for a missing dependency, demo
data that did not load. So the log is read as it is written, and the caller checks the database after.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence

from . import layout
from .progress import SetupError, say

MODULE = re.compile(r"Loading module (\w+) \((\d+)/(\d+)\)")
FAULT = re.compile(r"^\S+ \S+ \d+ (ERROR|CRITICAL) ")
STEP = 15


def run_odoo(
    arguments: Sequence[str], env: Mapping[str, str], *, what: str, log_name: str, script: str | None = None
) -> str:
    """Run `odoo` with the arguments (and a script on standard input) and return its whole output."""
    log = layout.LOGS / log_name
    log.parent.mkdir(parents=True, exist_ok=True)
    command = [str(layout.VENV / "bin" / "odoo"), *arguments]
    lines: list[str] = []
    own = {path.name for path in layout.ADDONS.glob("*/")}
    with (
        log.open("w") as copy,
        subprocess.Popen(
            command,
            env=dict(env),
            stdin=subprocess.PIPE if script is not None else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as job,
    ):
        if script is not None and job.stdin:
            job.stdin.write(script)
            job.stdin.close()
        for line in job.stdout or ():
            copy.write(line)
            lines.append(line)
            found = MODULE.search(line)
            if found and (found[1] in own or int(found[2]) % STEP == 0):
                say(f"  module {found[2]} of {found[3]}: {found[1]}")
    if job.returncode:
        raise SetupError(what, _reason(lines), f"the whole log is {log}")
    return "".join(lines)


def faults(output: str) -> list[str]:
    """Return the log lines of level ERROR and above."""
    return [line for line in output.splitlines() if FAULT.match(line)]


def _reason(lines: list[str]) -> str:
    """Return the last fault with what follows it, or simply the last lines."""
    starts = [index for index, line in enumerate(lines) if FAULT.match(line)]
    begin = starts[-1] if starts else max(0, len(lines) - 12)
    chosen = lines[begin : begin + 1] + lines[begin + 1 :][-14:]
    return "".join(f"\n        {line.rstrip()}" for line in chosen).strip()
