"""Generated values that several rule tests share."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

#: Any amount a collective may book, to the cent, negative ones included.
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False)
#: An amount above nothing, as a rent or a cost is.
positive_amounts = st.decimals(min_value=Decimal("0.01"), max_value=10**9, places=2)
#: Days on which a product of this kind can have to do something.
days = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))


@st.composite
def spans(draw, *, years_max: int = 30):
    """Draw a first and a last day, the last not before the first and at most `years_max` years later."""
    first = draw(days)
    length = draw(st.integers(min_value=0, max_value=years_max * 365))
    return first, date.fromordinal(first.toordinal() + length)


#: Weights of a split: not negative, and at least one of them counts.
weights = st.lists(st.integers(min_value=0, max_value=10**6), min_size=1, max_size=40).filter(any)
