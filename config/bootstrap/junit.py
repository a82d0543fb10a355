"""Counts out of the report which pytest writes, so that no number depends on reading coloured text."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple


class Count(NamedTuple):
    """How many tests passed, failed (errors included) and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: object) -> Count:
        """Add two counts, field by field."""
        assert isinstance(other, Count)
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def read(report: Path) -> Count:
    """Return the counts of a report; a missing one counts as one failure, for the run that died."""
    if not report.exists():
        return Count(failed=1)
    total = Count()
    for suite in ElementTree.parse(report).getroot().iter("testsuite"):
        number = {key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")}
        failed = number["failures"] + number["errors"]
        total += Count(max(0, number["tests"] - failed - number["skipped"]), failed, number["skipped"])
    return total
