"""When cleared lists are public long enough, who hands over to whom, and what keeps a handover from its end.

*What it accepts*: plain facts of a posting, of three parties, of the answers and signatures as they stand.

*How to use*: `filing` lists what keeps a posted clearing from being filed; `parties` what is wrong with the
three people; `completion` what is missing before the capitals change hands; `deadline` says until when.

*How it works*: a signature covers the digest of lists and answers as they were on its day. When anything in
them changes the digest is another one, and the signature covers nothing any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from ..errors import Problem, RuleError
from ..parameters import Parameters

ROLES = ("giver", "receiver", "witness")
# What the receiver may say to an item; the last two need a text.
ANSWERS = ("accepted", "reserved", "refused")
NEED_TEXT = ("reserved", "refused")
# As the official lists say it: title, name of the value, kind, weight of the column.
ANSWER_COLUMNS = (("接交人意见", "answer", "text", 8), ("理由或保留意见", "answer_note", "text", 12))
ANSWER_WORDS = {"accepted": "接收", "reserved": "保留意见接收", "refused": "拒收"}
ROLE_WORDS = {"giver": "移交人", "receiver": "接交人", "witness": "监交人"}


class PostedTooShort(RuleError):
    """The lists have to hang longer, so that everybody can object."""

    days: int
    limit: int


class PostedInFuture(RuleError):
    """What is posted hangs already."""

    day: date


class CopiesOutside(RuleError):
    """A certificate has a copy for each side, for the supervising body, and for the archive."""

    copies: int
    low: int
    high: int


class TermReversed(RuleError):
    """An office begins before it ends."""

    begin: date
    end: date


class Posting(NamedTuple):
    """A posting as it stands: `until` is its last day, `objections` those not closed."""

    since: date
    until: date
    objections: int = 0
    digest_posted: str = ""
    digest_now: str = ""
    decided: bool = True


class Party(NamedTuple):
    """Who signs: role, name and post as they stand on the paper, key of the user or 0 without a login."""

    role: str
    name: str
    post: str = ""
    user: int = 0


class Signature(NamedTuple):
    """Whose hand, and the digest of what it was set under."""

    role: str
    digest: str


def check_posting(since: date, until: date, today: date, rules: Parameters) -> None:
    """Refuse a posting that is too short or has not begun.

    Raises: PostedInFuture: fact `day`. PostedTooShort: facts `days`, `limit`.
    Source: villagers-committee-law-30
    """
    if since > today:
        raise PostedInFuture(day=since)
    days, limit = (until - since).days, int(rules.value("clearing_posting_days_min"))
    if days < limit:
        raise PostedTooShort(days=days, limit=limit)


def filing(posting: Posting | None, today: date) -> list[Problem]:
    """Return what keeps a clearing from being filed, nothing when it may be."""
    if posting is None:
        return [Problem("NotPosted", {})]
    found = []
    if today < posting.until:
        found.append(Problem("StillPosted", {"until": posting.until}))
    if posting.objections:
        found.append(Problem("ObjectionsOpen", {"count": posting.objections}))
    if posting.digest_posted != posting.digest_now:
        found.append(Problem("ListsChanged", {}))
    if not posting.decided:
        found.append(Problem("AssemblyMissing", {}))
    return found


def parties(found: Sequence[Party]) -> list[Problem]:
    """Return what is wrong with the three people: somebody missing, or one of them twice.

    Two people may bear one name, but not at one handover: nobody could tell later who signed as what.
    """
    problems = [
        Problem("PartyMissing", {"role": role})
        for role in ROLES
        if not any(party.role == role and party.name.strip() for party in found)
    ]
    named = [party for party in found if party.name.strip()]
    for index, party in enumerate(named):
        for other in named[index + 1 :]:
            same_user = party.user and party.user == other.user
            if same_user or _plain(party.name) == _plain(other.name):
                problems.append(Problem("SamePerson", {"person": party.name.strip()}))
    return problems


def completion(
    *, answers: Iterable[tuple[str | None, str]], signatures: Sequence[Signature], digest: str
) -> list[Problem]:
    """Return what keeps the capitals from changing hands, nothing when they may.

    Args: answers: (answer or None, text) of each item. signatures: all that were given, oldest first; of
    each role the newest counts. digest: of lists, answers and parties as they are now.
    """
    unanswered = wordless = 0
    for answer, text in answers:
        unanswered += not answer
        wordless += answer in NEED_TEXT and not (text or "").strip()
    found = []
    if unanswered:
        found.append(Problem("Unanswered", {"count": unanswered}))
    if wordless:
        found.append(Problem("AnswerWithoutText", {"count": wordless}))
    newest = {signature.role: signature for signature in signatures}
    for role in ROLES:
        if role not in newest:
            found.append(Problem("SignatureMissing", {"role": role}))
        elif newest[role].digest != digest:
            found.append(Problem("SignatureVoid", {"role": role}))
    return found


def deadline(committee_day: date, rules: Parameters) -> date:
    """Return the last day of the handover to a new committee.

    Source: villagers-committee-law-20
    """
    return committee_day + timedelta(days=int(rules.value("handover_days_max")))


def check_copies(copies: int, rules: Parameters) -> None:
    """Refuse a certificate in too few or too many copies.

    Raises: CopiesOutside: facts `copies`, `low`, `high`.
    """
    low, high = (int(rules.value(f"handover_copies_{end}")) for end in ("min", "max"))
    if not low <= copies <= high:
        raise CopiesOutside(copies=copies, low=low, high=high)


def check_term(begin: date | None, end: date | None) -> None:
    """Refuse an office that ends before it begins.

    Raises: TermReversed: facts `begin`, `end`.
    """
    if begin and end and end < begin:
        raise TermReversed(begin=begin, end=end)


def in_term(day: date | None, begin: date | None, end: date | None) -> bool:
    """Tell whether a day lies in an office; both ends belong to it, an open end has none.

    What has no day lies in no office.
    """
    return day is not None and (begin is None or begin <= day) and (end is None or day <= end)


def _plain(name: str) -> str:
    return "".join(name.split())
