"""Which place became which: mergers as a graph in time.

*What it accepts*: `Merger`s between places, named by any hashable key (a record id, a code with its year).
*How to use*: ``Lineage(mergers)`` refuses a history that cannot be; then ask `successors`, `predecessors` and
`standing` at a day. *How it works*: every place ends in at most one merger, so the way forward is a walk
without choices except at a split; the way back is the same graph turned round. A dissolved place without
known successor stays *unresolved*: it is never guessed away.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from ..errors import RuleError

Place = Hashable
Kind = Literal[
    "two_into_one",
    "three_into_one",
    "many_into_one",
    "merged_into_community",
    "became_community",
    "absorbed",
    "split",
    "renamed",
    "retained",
    "unresolved",
]


class Merger(NamedTuple):
    """One act: on that day the predecessors ended and the successors stood for them."""

    key: Hashable
    day: date
    predecessors: tuple[Place, ...]
    successors: tuple[Place, ...]


class Unit(NamedTuple):
    """What the kind of a merger depends on; `since` is its first day where known."""

    name: str
    committee_type: str = ""
    since: date | None = None


class NobodyEnds(RuleError):
    """A merger without a predecessor: nothing ended."""

    merger: Hashable


class MergedTwice(RuleError):
    """A place ends in two mergers."""

    place: Place
    mergers: tuple[Hashable, ...]


class LineageCycle(RuleError):
    """A place would become, through others or at once, its own predecessor."""

    places: tuple[Place, ...]


class EndsBeforeItBegins(RuleError):
    """A place ends on an earlier day than it was formed."""

    place: Place
    formed: date
    ended: date


class Lineage:
    """The whole history of some places; immutable once built."""

    def __init__(self, mergers: Iterable[Merger], *, since: Mapping[Place, date] | None = None) -> None:
        """Check and index the mergers.

        Args: since: first days of places that stood before they absorbed another (otherwise a successor is
        taken to begin with its merger).
        Raises: NobodyEnds, MergedTwice, LineageCycle, EndsBeforeItBegins, in this order of precedence.
        """
        self._since = dict(since or {})
        self._ended_by: dict[Place, Merger] = {}
        self._formed_by: dict[Place, list[Merger]] = {}
        for merger in mergers:
            self._add(merger)
        self._refuse_cycles()
        self._refuse_wrong_order()

    def _add(self, merger: Merger) -> None:
        if not merger.predecessors:
            raise NobodyEnds(merger=merger.key)
        for place in merger.predecessors:
            other = self._ended_by.get(place)
            if other is not None:
                raise MergedTwice(place=place, mergers=(other.key, merger.key))
            self._ended_by[place] = merger
        for place in dict.fromkeys(merger.successors):
            self._formed_by.setdefault(place, []).append(merger)

    def _refuse_cycles(self) -> None:
        """Walk depth first without recursion; a place met again on the open path closes a cycle."""
        done: set[Place] = set()
        for start in self._ended_by:
            path: list[Place] = []
            on_path: set[Place] = set()
            stack: list[tuple[Place, bool]] = [(start, False)]
            while stack:
                place, leaving = stack.pop()
                if leaving:
                    on_path.discard(path.pop())
                    done.add(place)
                elif place in on_path:
                    raise LineageCycle(places=tuple(path[path.index(place) :]))
                elif place not in done:
                    path.append(place)
                    on_path.add(place)
                    stack.append((place, True))
                    stack.extend((successor, False) for successor in self.next(place))

    def _refuse_wrong_order(self) -> None:
        for place, merger in self._ended_by.items():
            formed = self.formed(place)
            if formed is not None and merger.day < formed:
                raise EndsBeforeItBegins(place=place, formed=formed, ended=merger.day)

    # --- one step ---

    def next(self, place: Place) -> tuple[Place, ...]:
        """Return the places that followed at once; empty while it stands and when it is unresolved."""
        merger = self._ended_by.get(place)
        return tuple(dict.fromkeys(merger.successors)) if merger else ()

    def before(self, place: Place) -> tuple[Place, ...]:
        """Return the places it was made of at once."""
        mergers = self._formed_by.get(place, ())
        return tuple(dict.fromkeys(old for merger in mergers for old in merger.predecessors))

    def formed(self, place: Place) -> date | None:
        """Return the first day of a place, None when it was there before all mergers known."""
        if place in self._since:
            return self._since[place]
        return min((merger.day for merger in self._formed_by.get(place, ())), default=None)

    def ended(self, place: Place) -> date | None:
        """Return the day from which others stand for a place, None while it stands."""
        merger = self._ended_by.get(place)
        return merger.day if merger else None

    def stands(self, place: Place, day: date) -> bool:
        """Return whether the place exists on that day."""
        formed, ended = self.formed(place), self.ended(place)
        return (formed is None or formed <= day) and (ended is None or day < ended)

    def unresolved(self, place: Place) -> bool:
        """Return whether the place ended and nobody knows in which other."""
        merger = self._ended_by.get(place)
        return merger is not None and not merger.successors

    # --- all the way ---

    def successors(self, place: Place, at: date | None = None) -> list[Place]:
        """Return the later places it went into, nearest first; with `at` only those standing then."""
        return self._walk(place, at, forward=True)

    def predecessors(self, place: Place, at: date | None = None) -> list[Place]:
        """Return the earlier places it came from, nearest first; with `at` only those standing then."""
        return self._walk(place, at, forward=False)

    def standing(self, place: Place, day: date) -> list[Place]:
        """Return who stands for it on that day: itself, predecessors, successors, or nobody known."""
        if self.stands(place, day):
            return [place]
        formed = self.formed(place)
        early = formed is not None and day < formed
        return self.predecessors(place, day) if early else self.successors(place, day)

    def _walk(self, place: Place, at: date | None, *, forward: bool) -> list[Place]:
        step = self.next if forward else self.before
        found: dict[Place, None] = {}
        layer = [place]
        while layer:
            layer = [other for current in layer for other in step(current) if other not in found]
            found.update(dict.fromkeys(layer))
        return [other for other in found if at is None or self.stands(other, at)]


def kind_of(predecessors: list[Unit], successors: list[Unit], day: date) -> Kind:
    """Return the kind of a merger from who ended and who followed.

    A successor that stood already *absorbed* the others; several villages that make a community are *merged
    into a community*, a single one *became* a community; four and more are *many*.
    """
    if not successors:
        return "unresolved"
    if len(successors) > 1:
        return "split"
    (new,) = successors
    if new.since is not None and new.since < day:
        return "absorbed"
    old_villages = any(old.committee_type != "community" for old in predecessors)
    if new.committee_type == "community" and old_villages:
        return "merged_into_community" if len(predecessors) > 1 else "became_community"
    if len(predecessors) == 1:
        return "retained" if predecessors[0].name == new.name else "renamed"
    return {2: "two_into_one", 3: "three_into_one"}.get(len(predecessors), "many_into_one")
