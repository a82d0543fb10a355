"""What the person at the terminal sees: steps with their seconds, and failures that say what to do."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_START = time.monotonic()


class SetupError(Exception):
    """A step that cannot go on: what failed, why, and what the reader can do about it."""

    def __init__(self, what: str, why: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.why, self.remedy = what, why, remedy

    def __str__(self) -> str:
        lines = [f"FAILED: {self.what}", f"  why:  {self.why}"]
        if self.remedy:
            lines.append(f"  do:   {self.remedy}")
        return "\n".join(lines)


def say(text: str) -> None:
    """Print one line with the seconds since the start, at once."""
    print(f"[{time.monotonic() - _START:4.0f}s] {text}", file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Announce a step, and say how long it took when that was long enough to notice."""
    say(text)
    begun = time.monotonic()
    yield
    took = time.monotonic() - begun
    if took >= 5:
        say(f"  … {text}: {took:.0f} s")


def run(
    command: Sequence[str | Path],
    *,
    what: str,
    remedy: str = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    log: Path | None = None,
) -> str:
    """Run a tool and return what it printed; turn a failure into a `SetupError` with its last lines."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(
            words,
            env=env,
            cwd=cwd,
            text=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            errors="replace",
            check=False,
        )
    except FileNotFoundError as error:
        raise SetupError(what, f"the program {words[0]} is not on this machine", remedy) from error
    if log:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(done.stdout)
    if done.returncode:
        tail = "\n        ".join(done.stdout.strip().splitlines()[-12:]) or "(it printed nothing)"
        where = f" (whole output: {log})" if log else ""
        raise SetupError(what, f"{words[0]} ended with {done.returncode}{where}\n        {tail}", remedy)
    return done.stdout
