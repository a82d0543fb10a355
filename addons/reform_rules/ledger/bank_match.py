"""Which movement at the bank is which entry in the books: proposals nobody needs to look at twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

DAYS = 10  # so far may bank and books lie apart: a transfer over a holiday


class Item(NamedTuple):
    """A movement at the bank, or an entry on its account: received is positive; `text` are its words."""

    key: int
    day: date
    amount: Decimal
    party: str = ""
    text: str = ""


class Pair(NamedTuple):
    """A movement and the entry it is taken for."""

    line: int
    entry: int


def propose(lines: Sequence[Item], entries: Sequence[Item], days: int = DAYS) -> list[Pair]:
    """Return pairs of the same amount, each item at most once; the surest pairs are made first.

    Surer is: the same party, then fewer days apart, then the older movement. Two candidates that nothing
    tells apart are left to a person when they are of different days or parties; equal ones may change places.
    """
    by_amount: defaultdict[Decimal, list[Item]] = defaultdict(list)
    for entry in entries:
        by_amount[entry.amount].append(entry)
    candidates = []
    for line in lines:
        for entry in by_amount.get(line.amount, ()):
            apart = abs((line.day - entry.day).days)
            if apart <= days:
                candidates.append(((not _same_party(line, entry), apart), line, entry))
    ranked: defaultdict[tuple, list[Item]] = defaultdict(list)
    for rank, line, entry in candidates:
        ranked[line.key, rank].append(entry)
    candidates.sort(key=lambda item: (item[0], item[1].day, item[1].key, item[2].day, item[2].key))
    pairs, lines_done, entries_done = [], set(), set()
    for rank, line, entry in candidates:
        if line.key in lines_done or entry.key in entries_done:
            continue
        rivals = [other for other in ranked[line.key, rank] if other.key not in entries_done]
        if len({(other.day, other.party) for other in rivals}) > 1:
            continue
        pairs.append(Pair(line.key, entry.key))
        lines_done.add(line.key)
        entries_done.add(entry.key)
    return pairs


def _same_party(line: Item, entry: Item) -> bool:
    """Say whether both name the same people: the party of one in the party or the words of the other."""
    if line.party and (line.party in entry.party or line.party in entry.text):
        return True
    return bool(entry.party) and (entry.party in line.party or entry.party in line.text)
