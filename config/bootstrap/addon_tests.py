"""Tests of the addons inside Odoo, on a copy of a prepared database, with pytest as the runner.

Two workers share the test files between them, each on a copy of its own: the machine has two cores, and the
browser of one run waits while the database of the other works. What a newcomer finds (`test_*_demo.py`) is
looked at on a copy of the demo database.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from . import addons, junit, layout, plain_tests, python_env
from .junit import Count
from .progress import say
from .templates import Templates

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
WORKERS = 2
OF_DEMO = "test_*_demo.py"


def run(only: Sequence[str] = (), more: Sequence[str] = ()) -> Count:
    """Run the tests of all addons, or of those named, and return the counts."""
    folders = [layout.ADDONS / name / "tests" for name in addons.names() if not only or name in only]
    of_demo = {file for folder in folders for file in folder.rglob(OF_DEMO)}
    files = [file for folder in folders for file in sorted(folder.rglob("test_*.py")) if file not in of_demo]
    if not files:
        print("no addon tests found")
        return Count(failed=1)
    warm_browser()
    templates = Templates()
    shares = share(files, min(WORKERS, os.cpu_count() or 1, len(files)))
    return _run(
        {f"addons-{number}": part for number, part in enumerate(shares)}, templates, templates.test(), more
    )


def demo() -> Count:
    """Run the tests of what a newcomer finds, and return the counts."""
    templates = Templates()
    return _run({"demo": sorted(layout.ADDONS.glob(f"*/tests/{OF_DEMO}"))}, templates, templates.demo())


def _run(
    shares: Mapping[str, Sequence[Path]], templates: Templates, template: str, more: Sequence[str] = ()
) -> Count:
    with ExitStack() as stack:
        jobs = []
        for name, part in shares.items():
            database = stack.enter_context(templates.copy(template, name))
            jobs.append(Worker(name, part, database, templates.databases.env, more))
        while any(job.running() for job in jobs):
            time.sleep(0.5)
        return sum((job.result() for job in jobs), Count())


def share(files: Sequence[Path], parts: int) -> list[list[Path]]:
    """Share test files out by their size, the largest first to the least loaded, so that all end together."""
    shares: list[list[Path]] = [[] for _ in range(parts)]
    loads = [0] * parts
    for file in sorted(files, key=lambda one: -one.stat().st_size):
        lightest = loads.index(min(loads))
        shares[lightest].append(file)
        loads[lightest] += file.stat().st_size
    return [sorted(part) for part in shares if part]


def warm_browser() -> None:
    """Start the browser once: a cold start takes longer than a test may wait."""
    command = [
        "/usr/bin/chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--dump-dom",
        "about:blank",
    ]
    subprocess.run(command, capture_output=True, check=False, timeout=120)


class Worker:
    """One pytest process on one database; its output is shown whole when it has ended."""

    def __init__(
        self, name: str, files: Sequence[Path], database: str, env: dict[str, str], more: Sequence[str]
    ) -> None:
        self.report = plain_tests.REPORTS / f"{name}.xml"
        self.report.unlink(missing_ok=True)
        self.log = layout.LOGS / f"{name}.log"
        say(f"  {len(files)} files of tests (log: {self.log})")
        command = [
            str(python_env.PYTHON), "-m", "pytest", *OPTIONS, "--odoo-database", database, "-q", "-rfEs",
            "--durations=5",
            "--continue-on-collection-errors", f"--junitxml={self.report}", *more,
            *(str(file) for file in files),
        ]  # fmt: skip
        own = {**env, "PGDATABASE": database, "PYTHONPATH": str(PLUGINS)}
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                command, cwd=layout.PROJECT, env=own, stdin=subprocess.DEVNULL, stdout=out, stderr=out
            )

    def running(self) -> bool:
        """Tell whether the tests still run."""
        return self.process.poll() is None

    def result(self) -> Count:
        """Show the output and return the counts; a run that died counts as a failure."""
        print(self.log.read_text(errors="replace"), flush=True)
        count = junit.read(self.report)
        if self.process.returncode and not count.failed:
            count += Count(failed=1)
        return count
