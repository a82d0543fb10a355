"""What one measurement is: seconds, SQL statements, peak memory, and the ratio to a neighbour."""

import time
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    """One printed line; `ratio` is how many times faster than the neighbour measured in the same run."""

    id: str
    act: str
    size: str
    seconds: float
    ratio: float | None
    statements: int | None
    peak_mb: float

    def line(self):
        ratio = f"{self.ratio:10.2f}x" if self.ratio is not None else f"{'—':>11}"
        statements = f"{self.statements:>10}" if self.statements is not None else f"{'—':>10}"
        return (
            f"{self.id:<5}{self.act:<58.58}{self.size:>3}{self.seconds:12.3f}"
            f"{ratio}{statements}{self.peak_mb:9.0f}"
        )


HEAD = f"{'id':<5}{'act':<58}{'S':>3}{'seconds':>12}{'ratio':>11}{'SQL':>10}{'peak MB':>9}"


class Measurement:
    """One act being measured; its numbers are final when the `with` has ended."""

    def __init__(self, id_, act, size):
        self.id, self.act, self.size = id_, act, size
        self.seconds = 0.0
        self.statements = 0
        self.peak_mb = 0.0

    def row(self, neighbour=None):
        """Return the line to print; `neighbour` is the measurement this one is compared with."""
        ratio = neighbour.seconds / self.seconds if neighbour and self.seconds else None
        return Row(self.id, self.act, self.size, self.seconds, ratio, self.statements, self.peak_mb)


@contextmanager
def measuring(id_, act, size, count_statements):
    """Measure the block: wall seconds, statements of this process, peak resident memory."""
    found = Measurement(id_, act, size)
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
