"""Published incomes of merged villages: what can be said of a growth, and what refuses to be one.

Reports print a growth without its base, a target beside results, the rent of one asset beside the income of
a village, a stock of assets beside incomes. Each of them is told apart before anything is divided.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO, yuan
from ..parameters import Parameters
from ..places.reduction import agrees
from .growth import base_from_growth, growth

INCOME, ONE_ASSET, STOCK = "income", "one_asset", "stock"


class Published(NamedTuple):
    """A figure as printed; `None` is not printed. `measure` is what was counted: the income of a village (or
    several), that of one asset, or a stock of assets. Amounts in yuan, `percent` with the digits printed."""

    base: Decimal | None
    actual: Decimal | None
    percent: Decimal | None = None
    measure: str = INCOME


class Verdict(NamedTuple):
    """`percent` reckoned, or None and why in `refusal`; `implied_base` where it follows from the growth.

    `agrees` is None where there is nothing to compare: a base read back from a growth cannot confirm it.
    """

    percent: Decimal | None
    refusal: str = ""
    agrees: bool | None = None
    implied_base: Decimal | None = None


def judge(figure: Published, rules: Parameters) -> Verdict:
    """Return the growth of a printed income, or why there is none.

    Refusals, first to last: `stock` (assets, not income), `one_asset` (no income of a village), `base_zero`,
    `target` (a percentage that was demanded, no result), `actual_missing`, `base_missing`.
    """
    refusal = _refusal(figure)
    if refusal:
        return Verdict(None, refusal)
    if figure.base is None:
        base = base_from_growth(figure.actual, figure.percent)
        return Verdict(growth(base, figure.actual, rules).percent, implied_base=base)
    percent = growth(figure.base, figure.actual, rules).percent
    printed = figure.percent
    decimals = 0 if printed is None else max(0, -printed.as_tuple().exponent)
    return Verdict(percent, agrees=agrees(percent, printed, decimals=decimals))


def _refusal(figure: Published) -> str:
    if figure.measure in (STOCK, ONE_ASSET):
        return figure.measure
    if figure.base is not None and yuan(figure.base) <= ZERO:
        return "base_zero"
    if figure.actual is None:
        return "target" if figure.base is None and figure.percent is not None else "actual_missing"
    if figure.base is None and figure.percent is None:
        return "base_missing"
    return ""
