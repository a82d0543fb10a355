"""A voucher laid out on slips of the customary form: so many lines each, digits in their boxes."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO, yuan

# Lines of the pre-printed form; boxes from ten million yuan down to the cent.
LINES = 6
BOXES = ("千", "百", "十", "万", "千", "百", "十", "元", "角", "分")


class Slip(NamedTuple):
    """One slip: its page of so many, the places of its lines in the voucher; the last one bears the sum."""

    page: int
    pages: int
    places: tuple[int, ...]
    last: bool


def slips(count: int) -> list[Slip]:
    """Return the slips of a voucher of `count` lines, at least one.

    >>> [slip.places for slip in slips(7)]
    [(0, 1, 2, 3, 4, 5), (6,)]
    """
    parts = list(_cut(range(count), LINES)) or [()]
    return [Slip(at, len(parts), part, at == len(parts)) for at, part in enumerate(parts, 1)]


def _cut(places: Sequence[int], size: int) -> list[tuple[int, ...]]:
    return [tuple(places[start : start + size]) for start in range(0, len(places), size)]


def boxes(amount: Decimal, sign: str = "") -> list[str]:
    """Return what stands in each of the boxes; `sign` (¥) is written before the first digit.

    A red figure has a minus there. Amounts too wide for the boxes stand together in the first one.
    Nothing is written for nil.

    >>> "".join(box or "." for box in boxes(yuan("1234.5"), "¥"))
    '...¥123450'
    """
    amount = yuan(amount)
    if amount == ZERO:
        return [""] * len(BOXES)
    mark = "-" if amount < 0 else sign
    digits = [*([mark] if mark else []), *str(int(abs(amount) * 100)).zfill(3)]
    if len(digits) > len(BOXES):
        over = len(digits) - len(BOXES) + 1
        digits = ["".join(digits[:over]), *digits[over:]]
    return [""] * (len(BOXES) - len(digits)) + digits
