"""Tests without a database: the rules, the worked cases, the forms, and the house itself (tidy)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from . import junit, layout, python_env
from .junit import Count

RULES = ("tests/rules", "tests/cases", "tests/forms")
TIDY = ("tests/tidy",)
REPORTS = layout.LOCAL / "reports"


class Run:
    """pytest at work on the folders and files that exist; no test at all is a failure.

    One that works beside others (`beside`) keeps its output until it has ended.
    """

    def __init__(
        self,
        name: str,
        folders: Sequence[str],
        more: Sequence[str] = (),
        env: dict | None = None,
        *,
        beside: bool = False,
    ) -> None:
        self.name, self.folders = name, folders
        self.report = REPORTS / f"{name}.xml"
        self.log = layout.LOGS / f"{name}.log" if beside else None
        self.report.unlink(missing_ok=True)
        self.process = None
        present = [one for one in folders if _holds_tests(layout.PROJECT / one)]
        if not present:
            return
        command = [str(python_env.PYTHON), "-m", "pytest", "-q", "-rfEs", f"--junitxml={self.report}"]
        with ExitStack() as stack:
            out = stack.enter_context(self.log.open("w")) if self.log else None
            self.process = subprocess.Popen(
                [*command, *present, *more],
                cwd=layout.PROJECT,
                env=env or plain_env(),
                stdout=out,
                stderr=out,
            )

    def result(self) -> Count:
        """Wait for the end and return the counts."""
        if not self.process:
            print(f"{self.name}: no test found in {', '.join(self.folders)}")
            return Count(failed=1)
        failed = self.process.wait()
        if self.log:
            print(self.log.read_text(errors="replace"), flush=True)
        count = junit.read(self.report)
        return count + Count(failed=1) if failed and not count.failed else count


def _holds_tests(path: Path) -> bool:
    return path.is_file() or any(path.rglob("test_*.py"))


def run_pytest(name: str, folders: Sequence[str], more: Sequence[str] = (), env: dict | None = None) -> Count:
    """Run pytest on the folders and return the counts."""
    return Run(name, folders, more, env).result()


def plain_env() -> dict[str, str]:
    """Return an environment without any trace of a database: rules must not need one."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "ODOO_"))}
    return {**kept, "PATH": python_env.path_with_venv()}


def start_rules(more: Sequence[str] = (), *, quick: bool = False, beside: bool = False) -> Run:
    """Start the rules and the worked cases; quick draws fewer generated examples."""
    env = {**plain_env(), "REFORM_EXAMPLES": "quick" if quick else "whole"}
    return Run("rules", RULES, more, env, beside=beside)


def rules(more: Sequence[str] = (), *, quick: bool = False) -> Count:
    """Run the rules and the worked cases."""
    return start_rules(more, quick=quick).result()


def tidy(more: Sequence[str] = ()) -> Count:
    """Run the checks of the house."""
    return run_pytest("tidy", TIDY, more)
