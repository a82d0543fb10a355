"""What one measurement is: seconds, SQL statements, peak memory, and the ratio to a neighbour."""

import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One printed line; `ratio` is how many times faster than the neighbour measured in the same run.

    `budget`: what is asked of the row, and whether it was kept.
    """

    id: str
    act: str
    size: str
    seconds: float
    ratio: float | None
    statements: int | None
    peak_mb: float | None
    budget: str = ""

    def held(self, **budgets):
        """Return the row with its budgets, each given as name=(found, limit, True if at least).

        They hold at size L; at the others the figure is shown and not judged.
        """
        told = []
        for name, (found, limit, *least) in budgets.items():
            kept = found >= limit if any(least) else found <= limit
            verdict = ("kept" if kept else "MISSED") if self.size == "L" else "shown"
            told.append(
                f"{verdict}: {name.replace('_', ' ')} {found:,.4g} {'≥' if any(least) else '≤'} {limit:,g}"
            )
        return self._replace(budget="; ".join(told))

    def line(self):
        ratio = f"{self.ratio:10.2f}x" if self.ratio is not None else f"{'—':>11}"
        statements = f"{self.statements:>10}" if self.statements is not None else f"{'—':>10}"
        peak = f"{self.peak_mb:9.0f}" if self.peak_mb is not None else f"{'—':>9}"
        return f"{self.id:<5}{self.act:<64.64}{self.size:>3}{self.seconds:12.3f}{ratio}{statements}{peak}" + (
            f"   {self.budget}" if self.budget else ""
        )


HEAD = f"{'id':<5}{'act':<64}{'S':>3}{'seconds':>12}{'ratio':>11}{'SQL':>10}{'peak MB':>9}   budgets"


class Measurement:
    """One act being measured; its numbers are final when the `with` has ended.

    `units`: how much was done (cards, vouchers, entries), where it is not the same as what a neighbour did.
    """

    def __init__(self, id_, act, size, units=1):
        self.id, self.act, self.size, self.units = id_, act, size, units
        self.seconds = 0.0
        self.statements = 0
        self.peak_mb = 0.0

    def row(self, neighbour=None):
        """Return the line to print; `neighbour` is what this one is compared with, unit by unit."""
        ratio = self.times(neighbour) if neighbour and self.seconds else None
        return Row(self.id, self.act, self.size, self.seconds, ratio, self.statements, self.peak_mb)

    def times(self, neighbour):
        """Return how many times faster than a neighbour a unit is done."""
        return neighbour.seconds / neighbour.units / (self.seconds / self.units)

    def answer(self):
        """Return the numbers as a process passes them to another."""
        return {"seconds": self.seconds, "statements": self.statements, "peak_mb": self.peak_mb}


@contextmanager
def measuring(id_, act, size, count_statements, units=1):
    """Measure the block: wall seconds, statements of this process, peak resident memory."""
    found = Measurement(id_, act, size, units)
    reset_peak()
    before, begun = count_statements(), time.perf_counter()
    try:
        yield found
    finally:
        found.seconds = time.perf_counter() - begun
        found.statements = count_statements() - before
        found.peak_mb = peak_mb()


def reset_peak():
    """Forget the highest memory so far; Linux does that on this write, elsewhere it stays the whole run's."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        pass


def peak_mb():
    """Return the highest resident memory since the last reset, in megabytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0
