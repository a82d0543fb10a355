"""`make test`: every stage, each with its own summary, and one closing line with the sum.

`make test ARGS="rules addons"` runs some stages only; an addon's name runs the stage `addons` for it alone.
"""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable, Sequence

from . import (
    addon_tests,
    addons,
    cluster,
    demo,
    layout,
    linting,
    machine,
    plain_tests,
    production_tests,
    story_tests,
    translation_tests,
)
from .junit import Count
from .progress import SetupError, say

NEED_DATABASE = ("addons", "translations", "demo", "production", "story")


def run(arguments: Sequence[str]) -> int:
    """Run the stages and return 0 only if something ran and nothing failed."""
    own = set(addons.names())
    only = [word for word in arguments if word in own]
    stages: dict[str, Callable[[], Count]] = {
        "lint": linting.lint,
        "rules": plain_tests.rules,
        "tidy": plain_tests.tidy,
        "addons": lambda: addon_tests.run(only),
        "translations": translation_tests.run,
        "demo": addon_tests.demo,
        "production": production_tests.run,
        "story": story_tests.run,
    }
    unknown = [word for word in arguments if word not in stages and word not in own]
    if unknown:
        raise SetupError(
            "choose tests",
            f"{', '.join(unknown)} is neither a stage nor an addon",
            f"stages: {', '.join(stages)}",
        )
    wanted = {*arguments, *(["addons"] if only else [])}
    chosen = [name for name in stages if name in wanted or not wanted]
    demo.prepare(dev=True)
    plain_tests.REPORTS.mkdir(parents=True, exist_ok=True)
    layout.LOGS.mkdir(parents=True, exist_ok=True)
    if set(chosen) & set(NEED_DATABASE):
        machine.ensure(tests=True)
    was_running = cluster.running(cluster.private("test"))
    results: dict[str, tuple[Count, float]] = {}
    if {"lint", "rules"} <= set(chosen):
        # Neither needs a database, and each keeps one core busy: the rules begin beside the linters.
        stages["rules"] = plain_tests.start_rules(beside=True).result
    try:
        for name in chosen:
            results[name] = _stage(name, stages[name])
    finally:
        if not was_running:
            cluster.stop("test")
    return _close(results)


def _stage(name: str, stage: Callable[[], Count]) -> tuple[Count, float]:
    """Run one stage; one that cannot run at all counts as a failure and lets the others run."""
    print(f"\n== {name} ==", flush=True)
    say(f"stage {name}")
    begun = time.monotonic()
    try:
        count = stage()
    except SetupError as error:
        print(error, flush=True)
        count = Count(failed=1)
    except Exception:
        traceback.print_exc()
        count = Count(failed=1)
    return count, time.monotonic() - begun


def _close(results: dict[str, tuple[Count, float]]) -> int:
    total = sum((count for count, _ in results.values()), Count())
    print("\n== summary ==")
    for name, (count, seconds) in results.items():
        skipped = f", {count.skipped} skipped" if count.skipped else ""
        print(f"{name:<14}{count.passed:>6} ok {count.failed:>5} wrong{skipped}  in {seconds:.0f} s")
    # Readers of this output look for this line, plain and alone.
    print(f"{total.passed} passed, {total.failed} failed", flush=True)
    return 0 if total.passed and not total.failed else 1
