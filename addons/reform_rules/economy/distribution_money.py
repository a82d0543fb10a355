"""Which of a collective's money is its own, by the accounts of its books.

*What it accepts*: balances by account, three digits. *How to use*: `accounts` for what to ask the books,
`money` for what `distribution.check_money` takes. *How it works*: `distribution_money.toml` says by chart
which accounts hold money, and which say that it is borrowed, meant for something else, or owed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib import resources

from ..money import ZERO
from .distribution import Money


@cache
def _charts() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    text = resources.files(__package__).joinpath("distribution_money.toml").read_text(encoding="utf-8")
    return {
        chart: {kind: tuple(codes) for kind, codes in kinds.items()}
        for chart, kinds in tomllib.loads(text).items()
    }


def accounts(chart: str) -> Mapping[str, tuple[str, ...]]:
    """Return {kind: accounts} of a chart; `members` are told by party, what a party owes counting nothing."""
    return _charts()[chart]


def money(balances: Mapping[str, Decimal], chart: str) -> Money:
    """Return the money of a collective from its balances, {account: debit less credit}, in yuan.

    Source: rongchang-distribution, finance-rules-29

    >>> money({"102": Decimal(900), "221": Decimal(-500), "113": Decimal(-30)}, "chart_2023").own(True)
    Decimal('370.00')
    """
    kinds = accounts(chart)

    def owed(*names: str) -> Decimal:
        return sum((max(-balances.get(code, ZERO), ZERO) for name in names for code in kinds[name]), ZERO)

    return Money(
        on_hand=max(sum((balances.get(code, ZERO) for code in kinds["on_hand"]), ZERO), ZERO),
        loans=owed("loans"),
        debts=owed("debts"),
        tied=owed("tied", "members"),
    )
