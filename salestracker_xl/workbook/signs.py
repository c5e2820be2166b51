"""Signs of how the cells of a sheet stand, short enough for cells of the workbook itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from salestracker_xl.workbook.rectangles import Place, Rectangle, rectangles


class Sign(NamedTuple):
    """Of a sheet, hashes of where its formulas stand and of what they say, and which cells were left blank."""

    places: str
    formulas: str
    blank: str


def read_signs(rows: Sequence[Sequence[Any]]) -> dict[str, Sign]:
    """The signs of all sheets by their keys, out of the cells behind the name."""
    return {str(key): Sign(*("" if cell is None else str(cell) for cell in cells)) for key, *cells in rows if key}


def spoken_areas(places: Iterable[Place]) -> str:
    """Places as text, in few words.

    >>> spoken_areas([(0, 0), (0, 1), (4, 2)])
    '0 0 0 1;4 2 4 2'
    """
    return ";".join(" ".join(map(str, area)) for area in rectangles(places))


def read_areas(text: str) -> set[Place]:
    """Places out of their text.

    >>> sorted(read_areas("0 0 0 1;4 2 4 2"))
    [(0, 0), (0, 1), (4, 2)]
    """
    areas = [Rectangle(*map(int, area.split())) for area in text.split(";") if area]
    return {place for area in areas for place in area.places}
