"""Values that add up whatever is divided and put together again."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from reform_rules.assets import act, act_parts
from reform_rules.assets.act import Card, Facts
from reform_rules.assets.act_parts import Values

TODAY = date(2025, 6, 1)
HALL = Card("ZC0000001", 1, "building", "in_use", Values())
CENTS = st.integers(min_value=0, max_value=10**12).map(lambda cents: Decimal(cents).scaleb(-2))
WEIGHTS = st.lists(st.integers(min_value=0, max_value=10**6), min_size=2, max_size=9).filter(any)


@st.composite
def wholes(draw):
    cost = draw(CENTS)
    worn = draw(st.integers(min_value=0, max_value=int(cost * 100))) if cost else 0
    mu = Decimal(draw(st.integers(min_value=0, max_value=10**9))).scaleb(-4)
    return Values(cost, Decimal(worn).scaleb(-2), draw(CENTS), mu, draw(CENTS))


@given(whole=wholes(), weights=WEIGHTS)
def test_what_is_divided_and_put_together_again_is_the_whole(whole, weights):
    parts = act_parts.divide(whole, weights)
    assert act_parts.together(parts) == whole
    assert all(min(part) >= 0 and part.accumulated <= part.cost for part in parts)
    facts = Facts("split", "collective", TODAY, (HALL._replace(values=whole),), tuple(parts), papers=None)
    assert act.check(facts, TODAY) == []


@given(whole=wholes(), weights=WEIGHTS, cent=st.sampled_from(Values._fields))
def test_a_part_that_is_a_cent_too_large_is_found(whole, weights, cent):
    first, *rest = act_parts.divide(whole, weights)
    wrong = first._replace(**{cent: getattr(first, cent) + Decimal("0.01")})
    facts = Facts("split", "collective", TODAY, (HALL._replace(values=whole),), (wrong, *rest), papers=None)
    assert "act_parts_not_whole" in [problem.name for problem in act.check(facts, TODAY)]
