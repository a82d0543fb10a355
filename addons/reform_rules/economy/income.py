"""The kinds of income of a collective, from the accounts of its book, for a year.

*What it accepts*: turnover by account code, always with the version of its chart. *How to use*: `kind_of`
for one account, `by_kind` for a year, `report` for a year against its base. *How it works*: which account
belongs to which kind is dated data of `parameters.toml`; the longest code that fits decides, so that 50106
发包收入 is contracting while the rest of 501 is operating income.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from ..money import ZERO, yuan
from ..parameters import Parameters
from .growth import Growth, growth

KINDS = ("operating", "contracting", "investment", "subsidy", "other")
# What a collective earns by its own means: a subsidy makes no village strong.
EARNED = ("operating", "contracting", "investment")


class Turnover(NamedTuple):
    """The turnover of one income account in a year, closing vouchers left out; amounts in yuan."""

    chart: str
    code: str
    debit: Decimal
    credit: Decimal


class Row(NamedTuple):
    """One kind (or `earned`, `total`) of a report: income of the base year, of the year, and the growth."""

    kind: str
    base: Decimal
    actual: Decimal
    growth: Growth


def kind_of(chart: str, code: str, rules: Parameters) -> str | None:
    """Return the kind of income the account belongs to, None for an account that is no income."""
    found, longest = None, 0
    for kind in KINDS:
        for entry in rules.value(f"income_accounts_{kind}"):
            version, prefix = entry.split("/")
            if version == chart and code.startswith(prefix) and len(prefix) > longest:
                found, longest = kind, len(prefix)
    return found


def by_kind(turnovers: Iterable[Turnover], rules: Parameters) -> dict[str, Decimal]:
    """Return the income of each kind in yuan: credits less debits; other accounts do not count."""
    incomes = dict.fromkeys(KINDS, ZERO)
    for turnover in turnovers:
        kind = kind_of(turnover.chart, turnover.code, rules)
        if kind:
            incomes[kind] += yuan(turnover.credit) - yuan(turnover.debit)
    return incomes


def earned(incomes: Mapping[str, Decimal]) -> Decimal:
    """Return what the collective earned by its own means, in yuan: without subsidies and other income."""
    return sum((incomes.get(kind, ZERO) for kind in EARNED), ZERO)


def operating_costs(turnovers: Iterable[Turnover], rules: Parameters) -> Decimal:
    """Return what earning cost in yuan: operating expense, taxes and surcharges, administration."""
    accounts = [entry.split("/") for entry in rules.value("income_accounts_costs")]
    return sum(
        (
            yuan(turnover.debit) - yuan(turnover.credit)
            for turnover in turnovers
            if any(turnover.chart == chart and turnover.code.startswith(code) for chart, code in accounts)
        ),
        ZERO,
    )


def operating_return(turnovers: Iterable[Turnover], rules: Parameters) -> Decimal:
    """Return the operating return (经营收益) of a year in yuan: earned income less the costs of earning it.

    Subsidies and other income do not count, as in the statistics of the agriculture ministry.
    Source: agriculture-statistics-2008
    """
    lines = list(turnovers)
    return earned(by_kind(lines, rules)) - operating_costs(lines, rules)


def report(base: Mapping[str, Decimal], actual: Mapping[str, Decimal], rules: Parameters) -> list[Row]:
    """Return one row for each kind, then `earned`, then `total`.

    The kinds add up to the total. Growth is judged for every row; the pilot's threshold speaks of the total.
    Source: merged-economy-pilot-2021
    """
    pairs = [(kind, base.get(kind, ZERO), actual.get(kind, ZERO)) for kind in KINDS]
    pairs.append(("earned", earned(base), earned(actual)))
    pairs.append(("total", sum(base.values(), ZERO), sum(actual.values(), ZERO)))
    return [Row(kind, before, now, growth(before, now, rules)) for kind, before, now in pairs]
