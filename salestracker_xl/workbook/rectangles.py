"""Cells put together to rectangles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

Place = tuple[int, int]
WASTE = 64  # cells that a rectangle may hold besides those that it is for
NEAR = 4  # rectangles before, that a further one is tried to be put together with


class Rectangle(NamedTuple):
    """First row and column, last row and column."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def places(self) -> list[Place]:
        """Its cells, row by row."""
        return [(row, col) for row in range(self.top, self.bottom + 1) for col in range(self.left, self.right + 1)]

    def around(self, other: Rectangle) -> Rectangle:
        """The smallest one around both."""
        return Rectangle(
            min(self.top, other.top),
            min(self.left, other.left),
            max(self.bottom, other.bottom),
            max(self.right, other.right),
        )


def rectangles(wanted: Iterable[Place], allowed: Set[Place] = frozenset()) -> list[Rectangle]:
    """Few rectangles that hold the wanted cells, each once, and besides them only allowed ones.

    >>> rectangles([(0, 0), (0, 1), (1, 0), (1, 1), (3, 0)])
    [Rectangle(top=0, left=0, bottom=1, right=1), Rectangle(top=3, left=0, bottom=3, right=0)]
    >>> rectangles([(0, 0), (0, 2)], allowed={(0, 1)})
    [Rectangle(top=0, left=0, bottom=0, right=2)]
    """
    cells = sorted(set(wanted))
    whole = {*cells, *allowed}
    found: list[Rectangle] = []
    for run in _runs(cells):
        inside = [area for area in found[-NEAR:] if area.bottom == run.top and _overlap(area, run)]
        rest = [place for place in run.places if not any(_holds(area, *place) for area in inside)] if inside else []
        for piece in _runs(rest) if inside else [run]:
            _put_in(found, piece, whole)
    return found


def _put_in(found: list[Rectangle], piece: Rectangle, whole: Set[Place]) -> None:
    """Widen one of the last rectangles to hold another, or append that."""
    for at in range(len(found) - 1, max(-1, len(found) - 1 - NEAR), -1):
        both = found[at].around(piece)
        if _is_worth_it(found[at], piece, both, whole) and _is_alone(both, at, found):
            found.append(both)
            del found[at]
            return
    found.append(piece)


def _runs(cells: list[Place]) -> list[Rectangle]:
    """Cells side by side, in the order of their rows."""
    runs: list[Rectangle] = []
    for row, col in cells:
        if runs and runs[-1].top == row and runs[-1].right == col - 1:
            runs[-1] = Rectangle(row, runs[-1].left, row, col)
        else:
            runs.append(Rectangle(row, col, row, col))
    return runs


def _is_worth_it(one: Rectangle, other: Rectangle, both: Rectangle, whole: Set[Place]) -> bool:
    if _size(both) - _size(one) - _size(other) > WASTE:
        return False
    return all(place in whole for place in _beside(one, both) if not _holds(other, *place))


def _beside(one: Rectangle, both: Rectangle) -> Iterator[Place]:
    """The cells of the larger rectangle outside the smaller one, without a look at those inside."""
    wider = [col for col in range(both.left, both.right + 1) if not one.left <= col <= one.right]
    for row in range(both.top, one.top):
        yield from ((row, col) for col in range(both.left, both.right + 1))
    if wider:
        yield from ((row, col) for row in range(one.top, one.bottom + 1) for col in wider)
    for row in range(one.bottom + 1, both.bottom + 1):
        yield from ((row, col) for col in range(both.left, both.right + 1))


def _is_alone(both: Rectangle, at: int, found: Sequence[Rectangle]) -> bool:
    return not any(_overlap(other, both) for number, other in enumerate(found) if number != at)


def _size(area: Rectangle) -> int:
    return (area.bottom - area.top + 1) * (area.right - area.left + 1)


def _holds(area: Rectangle, row: int, col: int) -> bool:
    return area.top <= row <= area.bottom and area.left <= col <= area.right


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    return one.top <= other.bottom and other.top <= one.bottom and one.left <= other.right and other.left <= one.right
