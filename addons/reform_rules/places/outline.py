"""The outline of a village from the points known in it: their convex hull.

No boundary of a village is at hand offline; the hull of what stands there shows where it lies, and claims no
more than that.
"""

from __future__ import annotations

from collections.abc import Iterable

Point = tuple[float, float]


def hull(points: Iterable[Point]) -> list[Point]:
    """Return the corners of the convex hull, once around; fewer than three where the points make no area.

    >>> hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)])
    [(0, 0), (2, 0), (2, 2), (0, 2)]
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return ordered
    lower, upper = _chain(ordered), _chain(ordered[::-1])
    return lower[:-1] + upper[:-1]


def centre(points: Iterable[Point]) -> Point:
    """Return the middle of the points' extent, where a name is written."""
    xs, ys = zip(*points, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _chain(ordered: list[Point]) -> list[Point]:
    found: list[Point] = []
    for point in ordered:
        while len(found) > 1 and _turn(found[-2], found[-1], point) <= 0:
            found.pop()
        found.append(point)
    return found


def _turn(start: Point, middle: Point, end: Point) -> float:
    """Return twice the area of a triangle: above nothing for a turn to the left."""
    return (middle[0] - start[0]) * (end[1] - start[1]) - (middle[1] - start[1]) * (end[0] - start[0])
