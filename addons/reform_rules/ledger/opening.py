"""Opening balances: the rows of old trial balances, what was decided on each, and the new rows.

*How to use*: `leaves(rows)` leaves the totals out, `problems(…)` says all that still stands in the way,
`convert(…)` gives the opening balances of the new books.

*How it works*: a decision takes parts out of a balance and names one target for what is left, so whatever is
decided the new rows add up to the old ones, on each side and to the cent.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from ..errors import Problem, RuleError
from ..money import ZERO
from .chart_2004 import OldRow, Proposal, Target
from .trial_balance import AccountSum

DIFFERENCE_KINDS = ("asset", "claim", "debt", "wrong", "loss", "other")


class DecisionMissing(RuleError):
    """A row has an open question and nobody has answered it."""

    code: str
    question: str


class Part(NamedTuple):
    """Taken out of a balance: account, yuan on the side of the row, and party (0: that of the row)."""

    code: str
    amount: Decimal
    party: int = 0


class Decision(NamedTuple):
    """What somebody decided: the parts, and the account where the rest goes."""

    target: str
    parts: tuple[Part, ...] = ()


class NewRow(NamedTuple):
    """One opening balance in yuan; `row` is the index of the old row it comes from, -1 for none."""

    code: str
    party: int
    origin: int
    debit: Decimal
    credit: Decimal
    row: int


class Difference(NamedTuple):
    """A line of the difference register: something the old books never said, or said wrongly, in yuan."""

    kind: str
    debit: str
    credit: str
    amount: Decimal
    reason: str
    debit_party: int = 0
    credit_party: int = 0
    origin: int = 0


def leaves(rows: Sequence[OldRow]) -> tuple[list[int], list[Problem]]:
    """Return the indexes of rows that are no totals of others, and the totals that do not add up.

    A total stands above others of its chart and village, or has no party beside rows that have one.
    Problems: TotalDiffers: facts `code`, `name`, `amount` (debit less credit), `details`; row = index.
    """
    deeper: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    parties: dict[tuple[str, int, str], list[int]] = defaultdict(list)
    for at, row in enumerate(rows):
        owner = (row.account.version, row.origin)
        for length in range(3, len(row.account.code)):
            deeper[*owner, row.account.code[:length]].append(at)
        if row.party:
            parties[*owner, row.account.code].append(at)
    totals: dict[int, list[int]] = {}
    for at, row in enumerate(rows):
        key = (row.account.version, row.origin, row.account.code)
        details = [] if row.party else deeper.get(key) or parties.get(key)
        if details:
            totals[at] = details
    wrong = []
    for at, details in totals.items():
        amount, added = (
            _net(rows[at]),
            sum((_net(rows[each]) for each in details if each not in totals), ZERO),
        )
        if amount != added:
            facts = {
                "code": rows[at].account.code,
                "name": rows[at].name,
                "amount": amount,
                "details": added,
            }
            wrong.append(Problem("TotalDiffers", facts, row=at))
    return [at for at in range(len(rows)) if at not in totals], wrong


def problems(
    rows: Sequence[OldRow],
    decisions: Mapping[int, Decision],
    proposals: Sequence[Proposal],
    targets: Mapping[str, Target],
) -> list[Problem]:
    """Return everything that keeps the rows from being converted; `row` is the index, -1 for all of them.

    Problems: QuestionOpen, TargetMissing, TargetNotPostable, PartyMissing, PartsBeyond, BothSides,
    AmountNegative; OpeningUnbalanced for the whole.
    """
    found: list[Problem] = []
    for at, (row, proposal) in enumerate(zip(rows, proposals, strict=True)):
        facts = {"code": row.account.code, "name": row.name}
        if row.debit and row.credit:
            found.append(Problem("BothSides", facts, row=at))
        if row.debit < 0 or row.credit < 0:
            found.append(Problem("AmountNegative", facts, row=at))
        if proposal.question and at not in decisions and row.amount:
            found.append(Problem("QuestionOpen", {**facts, "question": proposal.question}, row=at))
            continue
        found += _check_parts(row, decisions.get(at, Decision(proposal.target)), targets, at)
    debit = sum((row.debit for row in rows), ZERO)
    credit = sum((row.credit for row in rows), ZERO)
    if debit != credit:
        facts = {"debit": debit, "credit": credit, "difference": debit - credit}
        found.append(Problem("OpeningUnbalanced", facts, row=-1))
    return found


def convert(
    rows: Sequence[OldRow], decisions: Mapping[int, Decision], proposals: Sequence[Proposal]
) -> list[NewRow]:
    """Return the opening balances; Σ debit and Σ credit are those of the rows.

    Raises: DecisionMissing: facts `code`, `question`.
    Source: accounting-transition-2023
    """
    made = []
    for at, (row, proposal) in enumerate(zip(rows, proposals, strict=True)):
        if proposal.question and at not in decisions and row.amount:
            raise DecisionMissing(code=row.account.code, question=proposal.question)
        for code, amount, party in _parts(row, decisions.get(at, Decision(proposal.target))):
            sides = (amount, ZERO) if row.debit else (ZERO, amount)
            made.append(NewRow(code, party, row.origin, *sides, at))
    return made


def differences(found: Sequence[Difference], targets: Mapping[str, Target]) -> list[Problem]:
    """Return what is wrong with the difference register; `row` is the index of the line.

    Problems: DifferenceWithoutReason, DifferenceWithoutAmount, TargetMissing, TargetNotPostable,
    PartyMissing.
    """
    wrong: list[Problem] = []
    for at, line in enumerate(found):
        facts = {"code": line.debit, "name": line.reason}
        if line.amount <= 0:
            wrong.append(Problem("DifferenceWithoutAmount", facts, row=at))
        if not line.reason.strip():
            wrong.append(Problem("DifferenceWithoutReason", facts, row=at))
        for code, party in ((line.debit, line.debit_party), (line.credit, line.credit_party)):
            wrong += _check_target(code, party, targets, at, facts)
    return wrong


def adjust(found: Iterable[Difference]) -> list[NewRow]:
    """Return the entries of the difference register: two a line, so they always balance."""
    made = []
    for line in found:
        made.append(NewRow(line.debit, line.debit_party, line.origin, line.amount, ZERO, -1))
        made.append(NewRow(line.credit, line.credit_party, line.origin, ZERO, line.amount, -1))
    return made


def sums(rows: Iterable[NewRow]) -> list[AccountSum]:
    """Return opening balances as the statements take them: standing since before the first month."""
    return [AccountSum(row.code, row.party, row.debit - row.credit, ZERO, ZERO) for row in rows]


def _parts(row: OldRow, decision: Decision) -> list[Part]:
    rest = row.amount - sum((part.amount for part in decision.parts), ZERO)
    parts = (*decision.parts, Part(decision.target, rest))
    return [part._replace(party=part.party or row.party) for part in parts if part.amount]


def _check_parts(row: OldRow, decision: Decision, targets: Mapping[str, Target], at: int) -> list[Problem]:
    facts: dict[str, object] = {"code": row.account.code, "name": row.name}
    found = []
    taken = sum((part.amount for part in decision.parts), ZERO)
    if taken > max(row.amount, ZERO) or any(part.amount <= 0 for part in decision.parts):
        found.append(Problem("PartsBeyond", {**facts, "amount": row.amount, "parts": taken}, row=at))
    for part in _parts(row, decision):
        found += _check_target(part.code, part.party, targets, at, facts)
    return found


def _check_target(
    code: str, party: int, targets: Mapping[str, Target], at: int, facts: Mapping[str, object]
) -> list[Problem]:
    target = targets.get(code)
    if target is None:
        return [Problem("TargetMissing", dict(facts), row=at)]
    if not target.postable:
        return [Problem("TargetNotPostable", {**facts, "target": code}, row=at)]
    if target.detail_required and not party:
        return [Problem("PartyMissing", {**facts, "target": code}, row=at)]
    return []


def _net(row: OldRow) -> Decimal:
    return row.debit - row.credit
