"""Tests without a database: the rules, the worked cases, the forms, and the house itself (tidy)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from . import junit, layout, python_env
from .junit import Count

RULES = ("tests/rules", "tests/cases", "tests/forms")
TIDY = ("tests/tidy",)
REPORTS = layout.LOCAL / "reports"


def run_pytest(name: str, folders: Sequence[str], more: Sequence[str] = (), env: dict | None = None) -> Count:
    """Run pytest on the folders that exist and return the counts; no test at all is a failure."""
    present = [one for one in folders if any((layout.PROJECT / one).rglob("test_*.py"))]
    if not present:
        print(f"{name}: no test found in {', '.join(folders)}")
        return Count(failed=1)
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    command = [str(python_env.PYTHON), "-m", "pytest", "-q", "-rfEs", f"--junitxml={report}", *present, *more]
    done = subprocess.run(command, cwd=layout.PROJECT, env=env or plain_env(), check=False)
    count = junit.read(report)
    if done.returncode and not count.failed:
        count += Count(failed=1)
    return count


def plain_env() -> dict[str, str]:
    """Return an environment without any trace of a database: rules must not need one."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "ODOO_"))}
    return {**kept, "PATH": python_env.path_with_venv()}


def rules(more: Sequence[str] = (), *, quick: bool = False) -> Count:
    """Run the rules and the worked cases; quick draws fewer generated examples."""
    env = {**plain_env(), "REFORM_EXAMPLES": "quick" if quick else "whole"}
    return run_pytest("rules", RULES, more, env)


def tidy(more: Sequence[str] = ()) -> Count:
    """Run the checks of the house."""
    return run_pytest("tidy", TIDY, more)
