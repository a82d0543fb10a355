"""Whether a vote carries: quorum and majority by the rule of the body that voted.

Thresholds are whole numbers of people. A share of two thirds of 100 people is 67 of them: the count is
always carried up, never rounded, because 66 people are less than two thirds.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..errors import RuleError

BASES = ("eligible", "present", "households")
_THRESHOLD = re.compile(r"\s*(>=|>)\s*(\d+)\s*/\s*(\d+)\s+of\s+(\w+)\s*")


class CountNegative(RuleError):
    """A head count is below zero."""

    field: str
    count: int


class NobodyEligible(RuleError):
    """Nobody has a vote, so nothing can be decided."""

    eligible: int


class MorePresentThanEligible(RuleError):
    """More people came than may vote."""

    present: int
    eligible: int


class MoreVotesThanPresent(RuleError):
    """More votes were counted than people came."""

    votes: int
    present: int


class MoreHouseholdsThanEligible(RuleError):
    """More households were represented than exist."""

    present: int
    eligible: int


class ThresholdUnreadable(RuleError):
    """A threshold of the parameters cannot be read."""

    text: str


class Threshold(NamedTuple):
    """A share of a body: `part`/`of` of the `base`, at least (`strict` false) or more than it (true)."""

    part: int
    of: int
    strict: bool
    base: str

    @classmethod
    def parse(cls, text: str) -> Threshold:
        """Return the threshold written as `>= 2/3 of eligible` or `> 1/2 of present`.

        Raises: ThresholdUnreadable: facts `text`.
        """
        match = _THRESHOLD.fullmatch(text)
        if not match or match[4] not in BASES or not 0 < int(match[2]) <= int(match[3]):
            raise ThresholdUnreadable(text=text)
        return cls(int(match[2]), int(match[3]), match[1] == ">", match[4])

    def least(self, whole: int) -> int:
        """Return the smallest head count of `whole` people that reaches the share; carried up, never rounded.

        >>> Threshold.parse(">= 2/3 of eligible").least(100)
        67
        >>> Threshold.parse("> 1/2 of present").least(10)
        6
        """
        if self.strict:
            return whole * self.part // self.of + 1
        return -(-whole * self.part // self.of)


class VoteRule(NamedTuple):
    """What a body needs to decide; `quorum_households` is a second way to be quorate, if a law gives one."""

    quorum: Threshold
    majority: Threshold
    quorum_households: Threshold | None = None


class Tally(NamedTuple):
    """The heads of one meeting: who may vote, who came (on site, online or by proxy), and how they voted."""

    eligible: int
    present: int
    votes_for: int
    votes_against: int = 0
    abstained: int = 0
    households: int = 0
    households_present: int = 0


class Outcome(NamedTuple):
    """The result and the facts it follows from, so that anybody can check it with a pencil."""

    passed: bool
    quorate: bool
    present_needed: int
    votes_needed: int
    majority_base: str
    majority_of: int
    households_needed: int = 0


def judge(tally: Tally, rule: VoteRule) -> Outcome:
    """Return whether the tally carries under the rule, with the counts that were needed.

    Raises: CountNegative, NobodyEligible, MorePresentThanEligible, MoreVotesThanPresent,
        MoreHouseholdsThanEligible: in this order, with their facts.
    """
    check(tally)
    base = tally.present if rule.majority.base == "present" else tally.eligible
    present_needed = rule.quorum.least(tally.eligible)
    quorate = tally.present >= present_needed
    households_needed = 0
    if rule.quorum_households and tally.households:
        households_needed = rule.quorum_households.least(tally.households)
        quorate = quorate or tally.households_present >= households_needed
    votes_needed = rule.majority.least(base)
    return Outcome(
        passed=quorate and tally.votes_for >= votes_needed,
        quorate=quorate,
        present_needed=present_needed,
        votes_needed=votes_needed,
        majority_base=rule.majority.base,
        majority_of=base,
        households_needed=households_needed,
    )


def check(tally: Tally) -> None:
    """Refuse a tally that cannot have happened; see `judge` for the refusals."""
    for field, count in tally._asdict().items():
        if count < 0:
            raise CountNegative(field=field, count=count)
    if tally.eligible == 0:
        raise NobodyEligible(eligible=0)
    if tally.present > tally.eligible:
        raise MorePresentThanEligible(present=tally.present, eligible=tally.eligible)
    votes = tally.votes_for + tally.votes_against + tally.abstained
    if votes > tally.present:
        raise MoreVotesThanPresent(votes=votes, present=tally.present)
    if tally.households_present > tally.households:
        raise MoreHouseholdsThanEligible(present=tally.households_present, eligible=tally.households)
