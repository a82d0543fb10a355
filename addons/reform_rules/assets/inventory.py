"""What a count of assets (清查) says against the books, who has to look again, and when a round may close.

*What it accepts*: the book values of a card as frozen when the round began, and what somebody saw.

*How to use*: `difference` compares; `needs_second` says whether another person must count too; `closing`
lists what stands in the way of closing.

*How it works*: a thing that was not found is a shortage of all its units; another number of units is valued
by its share of cost and net value. A thing nobody looked at is neither found nor missing: it is unseen, and
somebody has to put his name to the reason.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from ..errors import Problem, RuleError
from ..money import ZERO, yuan
from ..parameters import Parameters

RESULTS = ("found", "found_elsewhere", "damaged", "not_found")
# Gravest first; the first that applies gives a line its name in lists.
DIFFERENCES = ("shortage", "surplus", "quantity", "place", "condition", "use")
VERDICTS = ("keep_book", "adjust_card", "write_off", "recount")
# A label carries the address of the card, or its bare number.
_LABEL = re.compile(r".*/reform/asset/([^/?#\s]+).*")
_WORSE = {"good": 0, "fair": 1, "poor": 2, "dangerous": 3}


class QuantityNegative(RuleError):
    """Nobody counts less than nothing."""

    quantity: Decimal


class FoundWithoutQuantity(RuleError):
    """A thing that is there is at least one unit; a thing that is not there is none."""

    result: str
    quantity: Decimal


class NotAQuantity(RuleError):
    """A number of units is a number."""

    value: str


class PlaceMissing(RuleError):
    """Found elsewhere says nothing without the place."""


class Book(NamedTuple):
    """A card as frozen: units, amounts in yuan, key of the place, words of condition and use."""

    quantity: Decimal
    cost: Decimal
    net: Decimal
    place: int
    condition: str | None
    use_state: str


class Seen(NamedTuple):
    """What somebody saw; `None` was not looked at and counts as it stands in the books."""

    result: str
    quantity: Decimal | None = None
    place: int | None = None
    condition: str | None = None
    use_state: str | None = None


class Difference(NamedTuple):
    """Kinds, gravest first, and what is more (+) or less (−): units, share of cost, share of net value."""

    kinds: tuple[str, ...]
    quantity: Decimal
    cost: Decimal
    net: Decimal


class Limits(NamedTuple):
    """Yuan from which a second person counts: by the cost of a card, by the amount of a difference."""

    second_cost: Decimal
    second_difference: Decimal
    adjudicate: Decimal


def code_on_label(text: str) -> str:
    """Return the card number that a label says, whether it carries an address or the bare number.

    >>> code_on_label("https://ledger.example/reform/asset/ZC0000012")
    'ZC0000012'
    >>> code_on_label(" zc0000012 ")
    'ZC0000012'
    """
    found = _LABEL.fullmatch(text.strip())
    return found.group(1).upper() if found else text.strip().upper()


def units(value: object) -> Decimal:
    """Return a number of units, exact to four decimals.

    Raises: NotAQuantity: fact `value`.
    """
    try:
        number = Decimal(repr(value) if isinstance(value, float) else str(value)).quantize(Decimal("0.0001"))
    except InvalidOperation:
        raise NotAQuantity(value=str(value)) from None
    if not number.is_finite():
        raise NotAQuantity(value=str(value))
    return number.normalize() + 0


def verdicts(kinds: tuple[str, ...], *, disputed: bool) -> tuple[str, ...]:
    """Return what may be decided about a line: only a new count ends a quarrel of two counters for the card.

    A thing is written off only when it was not found; a card is adjusted only to what somebody has seen.
    """
    if disputed:
        return ("keep_book", "recount")
    if "shortage" in kinds:
        return ("keep_book", "write_off", "recount")
    return ("keep_book", "adjust_card", "recount") if kinds else ()


def check_seen(book: Book, seen: Seen) -> None:
    """Refuse what cannot have been seen.

    Raises: QuantityNegative, FoundWithoutQuantity, PlaceMissing.
    """
    assert seen.result in RESULTS, seen.result
    quantity = counted(book, seen)
    if quantity < 0:
        raise QuantityNegative(quantity=quantity)
    if (quantity == 0) != (seen.result == "not_found") and (seen.result == "not_found" or book.quantity):
        raise FoundWithoutQuantity(result=seen.result, quantity=quantity)
    if seen.result == "found_elsewhere" and seen.place is None:
        raise PlaceMissing()


def counted(book: Book, seen: Seen) -> Decimal:
    """Return the units counted: none where nothing was found, those of the books where nothing was said."""
    if seen.result == "not_found":
        return Decimal(0) if seen.quantity is None else seen.quantity
    return book.quantity if seen.quantity is None else seen.quantity


def difference(book: Book, seen: Seen) -> Difference:
    """Return in what the thing differs from its card, and by how much.

    A missing thing differs in nothing but that. Of a thing found, a worse or better condition, another place
    and another use are differences beside that of the number.
    Source: state-assets-34
    """
    more = counted(book, seen) - book.quantity
    if seen.result == "not_found":
        return Difference(("shortage",), more, -book.cost, -book.net)
    kinds = []
    if more:
        kinds.append("quantity")
    if seen.place is not None and seen.place != book.place:
        kinds.append("place")
    if _condition(book, seen) != book.condition:
        kinds.append("condition")
    if seen.use_state is not None and seen.use_state != book.use_state:
        kinds.append("use")
    return Difference(tuple(kinds), more, _share(book.cost, more, book), _share(book.net, more, book))


def _condition(book: Book, seen: Seen) -> str | None:
    """Return the condition seen; a damaged thing is poor at best."""
    condition = book.condition if seen.condition is None else seen.condition
    if seen.result == "damaged" and _WORSE.get(condition or "", 0) < _WORSE["poor"]:
        return "poor"
    return condition


def condition_seen(book: Book, seen: Seen) -> str | None:
    """Return the condition as the count found it."""
    return _condition(book, seen)


def _share(amount: Decimal, units: Decimal, book: Book) -> Decimal:
    return yuan(amount * units / book.quantity) if book.quantity else ZERO


def needs_second(book: Book, found: Difference, limits: Limits) -> bool:
    """Tell whether a second person has to count: a dear thing, or a difference of money.

    A difference is weighed by the larger of its two amounts; a limit of 0 asks for a second count of every
    one.
    """
    if book.cost >= limits.second_cost > 0:
        return True
    touched = "shortage" in found.kinds or "quantity" in found.kinds
    return touched and _weight(found) >= limits.second_difference


def must_be_adjudicated(found: Difference, limits: Limits) -> bool:
    """Tell whether the round cannot close before somebody has decided about the difference.

    A shortage always; another number from the limit on; place, condition and use may be left as they are.
    """
    if "shortage" in found.kinds:
        return True
    return "quantity" in found.kinds and _weight(found) >= limits.adjudicate


def _weight(found: Difference) -> Decimal:
    return max(abs(found.cost), abs(found.net))


def agree(first: Seen, second: Seen, book: Book) -> bool:
    """Tell whether two people saw the same thing."""
    return difference(book, first) == difference(book, second) and (first.result == "not_found") == (
        second.result == "not_found"
    )


# --- closing ------------------------------------------------------------------------------------------


class Standing(NamedTuple):
    """How many of a round still stand in the way, by what; days since the results were published."""

    unseen_without_reason: int = 0
    second_missing: int = 0
    disputed: int = 0
    open_differences: int = 0
    open_finds: int = 0
    unconfirmed_owners: int = 0
    published_days: int | None = None


def open_work(standing: Standing) -> list[Problem]:
    """Return what has to be done before the results go to those who confirm them."""
    wanted = (
        ("UnseenWithoutReason", standing.unseen_without_reason),
        ("SecondCountMissing", standing.second_missing),
        ("CountsDisputed", standing.disputed),
        ("DifferencesOpen", standing.open_differences),
        ("FindsOpen", standing.open_finds),
    )
    return [Problem(name, {"count": count}) for name, count in wanted if count]


def closing(standing: Standing, rules: Parameters) -> list[Problem]:
    """Return what stands in the way of closing, in the order in which it is done.

    Source: state-assets-34, collective-stocktaking-2017
    """
    problems = open_work(standing)
    if standing.unconfirmed_owners:
        problems.append(Problem("OwnersUnconfirmed", {"count": standing.unconfirmed_owners}))
    days = rules.value("count_publish_days_min")
    if standing.published_days is None:
        problems.append(Problem("NotPublished", {"days": days}))
    elif standing.published_days < days:
        problems.append(Problem("PublishedTooShort", {"days": days, "so_far": standing.published_days}))
    return problems


# --- days ------------------------------------------------------------------------------------------


def record_date(year: int, rules: Parameters) -> date:
    """Return the day as of which a year is counted.

    Source: collective-stocktaking-2017
    """
    month, day = rules.value("count_record_month_day")
    return date(year, month, day)


def report_due(recorded: date, *, yearly: bool, rules: Parameters) -> date:
    """Return the last day for the report: that of the notice for the yearly round, else some days on.

    Source: collective-stocktaking-2017
    """
    if not yearly:
        return recorded + timedelta(days=rules.value("count_special_report_days"))
    month, day = rules.value("count_report_month_day")
    return date(recorded.year + 1, month, day)
