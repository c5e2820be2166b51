"""The plain cells of one argument, freed of what a host wraps around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal
from functools import cached_property
from itertools import chain
from types import NoneType
from typing import Any

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import WrongInput

ERROR_CODES = {  # how COM hands over an error cell: 0x800A0000 + its number in XlCVError, as a signed 32-bit integer
    0x800A0000 - 2**32 + number: text
    for number, text in {
        2000: "#NULL!",
        2007: "#DIV/0!",
        2015: "#VALUE!",
        2023: "#REF!",
        2029: "#NAME?",
        2036: "#NUM!",
        2042: "#N/A",
        2043: "#GETTING_DATA",
        2045: "#SPILL!",
        2046: "#CONNECT!",
        2047: "#BLOCKED!",
        2048: "#UNKNOWN!",
        2049: "#FIELD!",
        2050: "#CALC!",
    }.items()
}
ERROR_TEXTS = frozenset(ERROR_CODES.values())

Cell = Any  # None, str, bool, int, float, date, datetime, or a host's own wrapping of one
Cells = Any  # one cell, a row or column of cells, or rows of cells

_ROW_TYPES = frozenset({list, tuple})
_PLAIN_TYPES = frozenset({NoneType, str, bool, int, float, dt.date, dt.datetime})
_NULLS = frozenset({"JsNull", "NAType", "NaTType"})  # of Pyodide (xlwings Lite) and pandas; by name, to import neither


class Block(list[Cell]):
    """Plain cells row by row, that remember how they stood on the sheet.

    Texts are stripped, blank texts are None, error cells are their English text ("#N/A"). `first_row` numbers the first
    row for a reader: 2 once a row of titles was left out; `columns` keeps, by kind, what was read from the cells, for a
    block that several metrics are asked of.
    """

    def __init__(self, cells: Iterable[Cell], width: int = 1, first_row: int = 1) -> None:
        super().__init__(cells)
        self.width = width
        self.first_row = first_row
        self.columns: dict[str, np.ndarray] = {}

    @cached_property
    def types(self) -> frozenset[type]:
        """The types of the cells; what a host hands over is looked through once."""
        return frozenset(map(type, self))

    @property
    def shape(self) -> tuple[int, ...]:
        """The count of a row or column, since those pair up in order; height and width of anything wider."""
        height = len(self) // self.width
        return (len(self),) if 1 in (height, self.width) else (height, self.width)

    @property
    def says_nothing(self) -> bool:
        """Whether there is no cell, or only a blank one."""
        return not self or (len(self) == 1 and blank(self[0]))

    def below_titles(self) -> Block:
        """Leave the first row out."""
        return Block(self[self.width :], self.width, self.first_row + 1)


def blank(cell: Cell) -> bool:
    """Whether a plain cell is blank: None or NaN."""
    return cell is None or cell != cell


def flatten(cells: Cells) -> Block:
    """Read one cell, a row, a column or rows of cells into a block, in whatever form the host gives them.

    Raises WrongInput for rows of different length.

    >>> flatten([[1, " Ada "], [3, ""]])
    [1, 'Ada', 3, None]
    """
    if isinstance(cells, Block):
        return cells
    cells = listed(cells)
    if not isinstance(cells, list | tuple):
        return Block(_plain([cells]))
    kinds_of_row = set(map(type, cells))
    if kinds_of_row.isdisjoint(_ROW_TYPES):
        return Block(_plain(list(cells)), width=max(len(cells), 1))
    if kinds_of_row <= _ROW_TYPES and len(cells[0]) == 1:
        with suppress(ValueError):  # of a row that is longer or shorter
            return Block(_plain([cell for (cell,) in cells]))
    if not kinds_of_row <= _ROW_TYPES or len(set(map(len, cells))) > 1:
        raise WrongInput(
            Text(
                "The rows of a range must be of equal length.", "Les lignes d'une plage doivent avoir la même longueur."
            )
        )
    return Block(_plain(list(chain.from_iterable(cells))), width=max(len(cells[0]), 1))


def listed(values: Any) -> Any:
    """Turn what numpy or pandas hold into Python's own values; anything else is handed back as it is."""
    if not hasattr(values, "tolist"):
        return values
    if getattr(getattr(values, "dtype", None), "kind", "") == "M":
        values = np.asarray(values).astype("datetime64[us]")  # finer stamps would become plain integers
    return values.tolist()


def _plain(cells: list[Cell]) -> list[Cell]:
    """Free whole columns of their wrappings; a look at the types says which of the passes they need."""
    plain, types = cells, set(map(type, cells))
    if not types <= _PLAIN_TYPES:
        plain = [_unwrapped(cell) for cell in plain]
        types = set(map(type, plain))
    if int in types:
        plain = [ERROR_CODES.get(cell, cell) if type(cell) is int else cell for cell in plain]
    if str in types:
        bare = {text: text.strip() or None for text in {cell for cell in plain if type(cell) is str}}
        if any(text != stripped for text, stripped in bare.items()):
            plain = [bare[cell] if type(cell) is str else cell for cell in plain]
    return plain


def _unwrapped(cell: Cell) -> Cell:
    if type(cell).__name__ in _NULLS:
        return None
    if isinstance(cell, dict):  # Office.js: an error, or a number with its format
        value = cell.get("basicValue")
        return value if cell.get("type") != "Error" or value in ERROR_TEXTS else "#VALUE!"
    if isinstance(cell, dt.datetime):  # the kinds of COM and pandas
        return dt.datetime.combine(cell.date(), cell.time())
    if isinstance(cell, Decimal):  # how COM hands over cells formatted as currency
        return float(cell)
    return str(cell) if isinstance(cell, str) else listed(cell)
