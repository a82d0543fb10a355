"""The outline of a village: around every point, of some of the points, without a dent."""

from hypothesis import given
from hypothesis import strategies as st

from reform_rules.places import outline

POINTS = st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), max_size=40)


def turn(a, b, c):
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


@given(POINTS)
def test_every_point_lies_inside_or_on_the_outline(points):
    corners = outline.hull(points)
    assert set(corners) <= set(points)
    if len(corners) < 3:
        return
    for index, corner in enumerate(corners):
        following = corners[(index + 1) % len(corners)]
        assert all(turn(corner, following, point) >= 0 for point in points)


@given(POINTS)
def test_the_outline_of_an_outline_is_itself(points):
    corners = outline.hull(points)
    assert outline.hull(corners) == corners


def test_points_in_a_row_make_no_area():
    assert len(outline.hull([(0, 0), (1, 1), (2, 2)])) < 3


def test_a_name_stands_in_the_middle():
    assert outline.centre([(0, 0), (4, 2)]) == (2, 1)
