"""Which organisations a campaign clears, how far it has come, and by when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from ..errors import Problem

WEEK = 7
# How far an item has come, from the first step to the last; the furthest behind speaks for its list.
_STAGES = {
    "listed": "listed",
    "counted": "counted",
    "adjudicated": "decided",
    "confirmed": "confirmed",
    "registered": "confirmed",
    "filed": "filed",
    "handed": "handed",
    "received": "received",
    "archived": "received",
}


class Merging(NamedTuple):
    """A merger of places, by ids: whose collectives end, and whose takes over."""

    merger: int
    predecessors: tuple[int, ...]
    successors: tuple[int, ...]


class Predecessor(NamedTuple):
    """An organisation to be cleared; `successor` is 0 while it is not clear which organisation takes over."""

    entity: int
    place: int
    successor: int
    merger: int


class Coverage(NamedTuple):
    """`done` of `total` organisations; `percent` rounded down, None where there is nothing to cover."""

    done: int
    total: int
    percent: int | None


class Cell(NamedTuple):
    """One list of one organisation: its state, and how many per cent of its items somebody has looked at."""

    state: str
    percent: int | None


def predecessors(
    mergings: Iterable[Merging], collectives: Mapping[int, tuple[int, ...]]
) -> tuple[list[Predecessor], list[Problem]]:
    """Return the organisations that end by these mergers, in the order of their ids, and what is wrong.

    Args: collectives: the collective organisations at each place. The order of mergers changes nothing.
    Problems: `predecessor_twice` (facts place, mergers): a place ends in two mergers, and none of its
    organisations is returned. Warnings: `no_collective` (place): nobody to clear there;
    `successor_unclear` (place, merger, found): none, or several, could take over.
    """
    ends = defaultdict(set)
    by_merger = {}
    for merging in mergings:
        by_merger[merging.merger] = merging
        for place in merging.predecessors:
            ends[place].add(merging.merger)
    found, problems = [], []
    for place, mergers in sorted(ends.items()):
        if len(mergers) > 1:
            problems.append(Problem("predecessor_twice", {"place": place, "mergers": tuple(sorted(mergers))}))
            continue
        (merger,) = mergers
        entities = collectives.get(place, ())
        if not entities:
            problems.append(Problem("no_collective", {"place": place}, level="warning"))
            continue
        takers = sorted({entity for at in by_merger[merger].successors for entity in collectives.get(at, ())})
        if len(takers) != 1:
            facts = {"place": place, "merger": merger, "found": len(takers)}
            problems.append(Problem("successor_unclear", facts, level="warning"))
        successor = takers[0] if len(takers) == 1 else 0
        found += [Predecessor(entity, place, successor, merger) for entity in sorted(entities)]
    return found, problems


def coverage(done: int, total: int) -> Coverage:
    """Return how many of the organisations of a campaign are covered.

    Rounded down: 253 of 254 is not 100 %.

    >>> coverage(253, 254)
    Coverage(done=253, total=254, percent=99)
    >>> coverage(0, 0).percent is None
    True
    """
    assert 0 <= done <= total, (done, total)
    return Coverage(done, total, done * 100 // total if total else None)


def cell(items: Mapping[str, int], *, nothing: bool = False) -> Cell:
    """Return what one field of the matrix village × list shows, from the numbers of items by state.

    Args: nothing: somebody has stated that there is nothing. States: `empty` (nothing listed, nobody has
    said so), `nothing`, `listed`, `counting`, `differs` (a difference waits for its decision), `counted`,
    `decided`, `confirmed`, `filed`, `handed`, `received`, `refused` (the receiver does not take an item).
    """
    total = sum(items.values())
    if not total:
        return Cell("nothing", 100) if nothing else Cell("empty", None)
    seen = total - items.get("listed", 0)
    percent = seen * 100 // total
    if items.get("refused"):
        return Cell("refused", percent)
    if items.get("varied"):
        return Cell("differs", percent)
    if 0 < seen < total:
        return Cell("counting", percent)
    for state, shown in _STAGES.items():
        if items.get(state):
            return Cell(shown, percent)
    raise AssertionError(f"a state without a stage: {dict(items)}")


def week_of(day: date) -> date:
    """Return the Monday of the week of a day.

    >>> week_of(date(2025, 12, 21))
    datetime.date(2025, 12, 15)
    """
    return day - timedelta(days=day.weekday())


def weeks(first: date, last: date) -> list[date]:
    """Return the Mondays of all weeks from the first day to the last; none when they are reversed."""
    monday, found = week_of(first), []
    while monday <= last:
        found.append(monday)
        monday += timedelta(days=WEEK)
    return found if first <= last else []


def due(start: date, end: date, days_before_end: int) -> date:
    """Return the day by which a step is done, counted back from the end and never before the start."""
    assert days_before_end >= 0, days_before_end
    return max(start, end - timedelta(days=days_before_end))


def check_dates(
    base: date, start: date | None, end: date | None, steps: Iterable[date | None]
) -> list[Problem]:
    """Return what is wrong with the days of a campaign, in order of precedence.

    Problems: `end_before_start`; `end_before_base`: what is not over on the base date cannot be cleared by
    then; `step_outside` (day): a step ends before the campaign begins or after it ends.
    """
    problems = []
    if start and end and end < start:
        problems.append(Problem("end_before_start", {"start": start, "end": end}))
    if end and end < base:
        problems.append(Problem("end_before_base", {"base": base, "end": end}))
    if problems:
        return problems
    for day in steps:
        if day and ((start and day < start) or (end and day > end)):
            problems.append(Problem("step_outside", {"day": day}))
    return problems
