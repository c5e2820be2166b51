"""Putting rows of Calc in the order of a figure, whatever that comes to be."""

from __future__ import annotations

from collections.abc import Sequence

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.formulas import COUNTIFS, IFERROR, INDEX, MATCH, NA, RANK
from salestracker_xl.workbook.live import Live, Range

KEY = Text("Ordered by", "Classé par")
ORDER = Text("Order", "Ordre")


def write_order(calc: Calc, col: int, keys: Sequence[Live]) -> Range:
    """Write keys and beside them their places, the largest first, equals in the order of the rows; step no row.

    A key that is a text has no place; its cell is empty.
    """
    return calc.column(col + 1, places(calc.column(col, keys)))


def places(key: Range) -> list[Live]:
    """The place of each row by its key, the largest first, equals in the order of the rows; "" for a text."""
    earlier = [COUNTIFS(key.head(at), cell) if at else 0 for at, cell in enumerate(key)]
    return [IFERROR(RANK(cell, key) + before, "") for cell, before in zip(key, earlier, strict=True)]


def at_place(cells: Range, order: Range, place: Live | int) -> Live:
    """The cell of the row that comes at a place of an order; #N/A without one."""
    return IFERROR(INDEX(cells, MATCH(place, order)), NA())
