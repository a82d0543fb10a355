"""Who came to a meeting, and how: on the spot, online, or represented by a written proxy.

*What it accepts.* The lines of a sign-in sheet (`Attendee`), or three head counts (`Heads`).
*How to use.* `check_sheet()` names everything wrong with the lines, `count()` adds them up, `check_heads()`
compares the heads with the number present.
*How it works.* A proxy stands on a line of his own and names the line of who carries his vote, so that nobody
is counted twice and one can see who spoke for whom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ..errors import Problem, RuleError
from ..parameters import Parameters

MODES = ("onsite", "online", "proxy")


class HeadsDoNotAddUp(RuleError):
    """On the spot, online and proxies are not as many as were present."""

    onsite: int
    online: int
    proxy: int
    present: int


class ModeNotAllowed(RuleError):
    """This body may not be attended in this way on that day."""

    mode: str
    body: str
    count: int


class Heads(NamedTuple):
    """How many came in which way; `households` is how many households they came from, 0 when unknown."""

    onsite: int
    online: int = 0
    proxy: int = 0
    households: int = 0

    @property
    def present(self) -> int:
        """Everybody who has a vote in the meeting."""
        return self.onsite + self.online + self.proxy


class Attendee(NamedTuple):
    """One line of the sign-in sheet; `carrier` is the index of the line of who votes for a proxy."""

    name: str
    household: str
    mode: str = "onsite"
    carrier: int | None = None


def count(sheet: Sequence[Attendee]) -> Heads:
    """Return the heads of a sheet; a household counts once, whoever came for it."""
    modes = Counter(line.mode for line in sheet)
    households = {line.household for line in sheet if line.household}
    return Heads(*(modes[mode] for mode in MODES), households=len(households))


def check_heads(heads: Heads, present: int, body: str, rules: Parameters) -> None:
    """Refuse heads that do not add up to those present, or came in a way this body does not know.

    Raises: ModeNotAllowed: facts `mode`, `body`, `count`. HeadsDoNotAddUp: facts `onsite`, `online`, `proxy`,
    `present`.
    Source: collective-law-27
    """
    for mode in ("online", "proxy"):
        came = getattr(heads, mode)
        if came and body not in rules.value(f"decision_{mode}_bodies"):
            raise ModeNotAllowed(mode=mode, body=body, count=came)
    if heads.present != present:
        raise HeadsDoNotAddUp(onsite=heads.onsite, online=heads.online, proxy=heads.proxy, present=present)


def check_sheet(sheet: Sequence[Attendee], rules: Parameters) -> list[Problem]:
    """Return what is wrong with the lines of a sign-in sheet, line by line.

    Problems, with fact `name` and the row (from 1): AttendeeTwice, CarrierMissing, CarrierIsProxy,
    CarrierOutsideHousehold (facts `carrier`, `household`), TooManyProxies (facts `count`, `limit`).
    Source: collective-law-27
    """
    found: list[Problem] = []
    seen: set[tuple[str, str]] = set()
    for row, line in enumerate(sheet, 1):
        key = (line.name, line.household)
        if key in seen:
            found.append(Problem("AttendeeTwice", {"name": line.name, "household": line.household}, row=row))
        seen.add(key)
        if line.mode == "proxy":
            found += _carrier_problems(sheet, row, line)
    limit = int(rules.value("decision_proxies_per_person_max"))
    carried = Counter(line.carrier for line in sheet if line.mode == "proxy" and line.carrier is not None)
    for index, proxies in sorted(carried.items()):
        if proxies > limit:
            facts = {"name": sheet[index].name, "count": proxies, "limit": limit}
            found.append(Problem("TooManyProxies", facts, row=index + 1))
    return found


def _carrier_problems(sheet: Sequence[Attendee], row: int, line: Attendee) -> list[Problem]:
    if line.carrier is None or line.carrier == row - 1:
        return [Problem("CarrierMissing", {"name": line.name}, row=row)]
    carrier = sheet[line.carrier]
    facts = {"name": line.name, "carrier": carrier.name}
    if carrier.mode == "proxy":
        return [Problem("CarrierIsProxy", facts, row=row)]
    if not line.household or carrier.household != line.household:
        return [Problem("CarrierOutsideHousehold", {**facts, "household": line.household}, row=row)]
    return []
