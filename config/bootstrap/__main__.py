"""`python3 -m config.bootstrap VERB`: what the Makefile calls."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence

from . import cluster, demo, layout, linting, plain_tests, python_env, testing
from .progress import SetupError


def _rules(rest: Sequence[str]) -> int:
    """Run the rules alone: no server is needed, only the packages."""
    demo.prepare(dev=True)
    plain_tests.REPORTS.mkdir(parents=True, exist_ok=True)
    return int(plain_tests.rules(rest, quick=True).failed > 0)


def _lint(rest: Sequence[str]) -> int:
    demo.prepare(dev=True)
    return int(linting.lint().failed > 0)


def _story(rest: Sequence[str]) -> int:
    return testing.run(["story"])


def _shell(rest: Sequence[str]) -> int:
    demo.prepare()
    return subprocess.call([str(layout.BIN / "odoo"), "shell", "--no-http", *rest])


def _bench(rest: Sequence[str]) -> int:
    demo.prepare(dev=True)
    was_running = cluster.running(cluster.private("main"))
    try:
        return subprocess.call([str(python_env.PYTHON), "-m", "tests.bench", *rest], cwd=layout.PROJECT)
    finally:
        if not was_running:
            cluster.stop("main")


VERBS: dict[str, Callable[[Sequence[str]], int | None]] = {
    "prepare": lambda rest: demo.prepare(dev="--dev" in rest),
    "up": lambda rest: demo.up(),
    "down": lambda rest: demo.down(),
    "reset": lambda rest: demo.reset(),
    "test": testing.run,
    "rules": _rules,
    "lint": _lint,
    "story": _story,
    "bench": _bench,
    "shell": _shell,
}


def main(arguments: list[str]) -> int:
    """Run one verb and return the exit status."""
    if not arguments or arguments[0] not in VERBS:
        print(f"usage: python3 -m config.bootstrap {'|'.join(VERBS)}", file=sys.stderr)
        return 2
    try:
        return VERBS[arguments[0]](arguments[1:]) or 0
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped at your wish; run the same command again to go on", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
