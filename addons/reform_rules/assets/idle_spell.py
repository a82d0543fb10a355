"""One spell of idleness: how it ends, when the next one is a relapse, and when nothing can be done about it.

A card falls idle, is put to use, falls idle again: each time is a spell with its own first and last day, so
that the idle ledger of any past day can be told and a rate of 100 % can fall again.
"""

from __future__ import annotations

from datetime import date

from ..errors import RuleError
from ..parameters import Parameters
from ..periods import add_months

# How a spell ends, by the use the asset is put to.
OUTCOMES = {
    "in_use": "reused",
    "leased": "let",
    "lent": "lent",
    "scrapped": "scrapped",
    "disposed": "disposed",
}
# Put to use again, as against gone.
REVITALISED = frozenset({"reused", "let", "lent"})


class AttemptMissing(RuleError):
    """An asset is not called unfit before somebody tried, and wrote down what came of it."""

    attempts: int
    needed: int


class AttemptWithoutPapers(RuleError):
    """An attempt is shown by its papers: a notice of letting, a letter, minutes."""

    day: date


def outcome(use_state: str) -> str:
    """Return how a spell ends when the asset is put to this use."""
    return OUTCOMES[use_state]


def falls_back(*, ended: date, outcome: str, start: date, rules: Parameters) -> bool:
    """Return whether a spell that begins on `start` undoes the revitalisation that ended the one before.

    Args: ended: the first day of use after the spell before. Within `relapse_months` of it the asset has
    fallen back; later than that it is a new story.
    """
    return outcome in REVITALISED and start < add_months(ended, rules.value("relapse_months"))


def check_unfit(attempts: list[tuple[date, bool]], rules: Parameters) -> None:
    """Refuse to call an asset unfit for any use before it was tried.

    Args: attempts: day and whether papers are attached, one for each.
    Raises: AttemptMissing, AttemptWithoutPapers.
    """
    needed = rules.value("unfit_attempts_min")
    if len(attempts) < needed:
        raise AttemptMissing(attempts=len(attempts), needed=needed)
    for day, has_papers in attempts:
        if not has_papers:
            raise AttemptWithoutPapers(day=day)
