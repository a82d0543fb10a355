"""The notes (附注) and the statistics (农经统计): lines like those of the statements, columns of two years.

*How to use*: `statement.compute(lines, both_years(year, before))` gives each line at the end of this year and
of the last one, turnover for the year that ends there.
"""

from collections.abc import Iterable, Sequence

from ..money import ZERO
from .trial_balance import AccountSum

NOTES = "notes"
STATISTICS = "statistics"


def both_years(
    year: Sequence[AccountSum], before: Iterable[AccountSum]
) -> tuple[Sequence[AccountSum], list[AccountSum]]:
    """Return the columns of this year and of the last one.

    Args: year: sums since January, so `opening` is the end of last year, opening balances of new books
        included; before: sums of the whole last year, of which only the turnover counts.
    """
    openings: dict[tuple[str, int], AccountSum] = {}
    for item in year:
        key = (item.code, item.partner)
        before_it = openings[key].opening if key in openings else ZERO
        openings[key] = AccountSum(*key, before_it + item.opening, ZERO, ZERO)
    last: list[AccountSum] = []
    for item in before:
        # What the year moved is taken off again, so that its end is where this year opens.
        opening = openings.pop((item.code, item.partner), None)
        start = (opening.opening if opening else ZERO) - (item.end - item.opening)
        last.append(item._replace(opening=start))
    return year, [*last, *openings.values()]
