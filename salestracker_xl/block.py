"""The plain cells of one argument, freed of what a host wraps around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from decimal import Decimal
from functools import cached_property
from itertools import chain, groupby
from types import NoneType
from typing import Any

import numpy as np

from salestracker_xl.calendar import midnight, serial_moments
from salestracker_xl.language import Text
from salestracker_xl.metric import WrongInput
from salestracker_xl.texts import Texts, texts_of

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
_BLANKS = frozenset({NoneType})
_AMOUNT_TYPES = frozenset({float, Decimal})  # COM hands over cells formatted as currency as Decimal
_TEXT_TYPES = frozenset({str, NoneType})
_PLAIN_TYPES = frozenset({NoneType, str, bool, int, float, dt.date, dt.datetime})
_NULLS = frozenset({"JsNull", "NAType", "NaTType"})  # of Pyodide (xlwings Lite) and pandas; by name, to import neither


class Block(list[Cell]):
    """Plain cells row by row, that remember how they stood on the sheet.

    Texts are stripped, blank texts are None, error cells are their English text ("#N/A"). `first_row` numbers the first
    row for a reader: 2 once a row of titles was left out; `columns` keeps, by kind, what was read from the cells, for a
    block that several metrics are asked of.

    What was found out while the cells were freed of their wrappings spares later looks at each: `texts` of a column of
    texts and blanks, `serials` of one of moments, and `below`, the cells below a first row of texts.
    """

    def __init__(self, cells: Iterable[Cell], width: int = 1, first_row: int = 1) -> None:
        super().__init__(cells)
        self.width = width
        self.first_row = first_row
        self.columns: dict[str, np.ndarray] = {}
        self.texts: Texts | None = None
        self.serials: np.ndarray | None = None
        self.below: Block | None = None

    @cached_property
    def types(self) -> frozenset[type]:
        """The types of the cells; what a host hands over is looked through once."""
        return types_of(self)

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
        if self.below is not None:
            return self.below
        return _plain(self[self.width :], self.width, self.first_row + 1)


def blank(cell: Cell) -> bool:
    """Whether a plain cell is blank: None or NaN."""
    return cell is None or cell != cell


def types_of(cells: Iterable[Cell]) -> frozenset[type]:
    """Give the types that occur; a column is mostly of one, and a run of one type is gone through at once."""
    return frozenset(kind for kind, _ in groupby(cells, type))


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
        return _plain([cells])
    kinds_of_row = types_of(cells)
    if kinds_of_row.isdisjoint(_ROW_TYPES):
        return _plain(list(cells), max(len(cells), 1))
    if kinds_of_row <= _ROW_TYPES and len(cells[0]) == 1:
        with suppress(ValueError):  # of a row that is longer or shorter
            return _by_rows([cell for (cell,) in cells], 1)
    if not kinds_of_row <= _ROW_TYPES or len(set(map(len, cells))) > 1:
        raise WrongInput(
            Text(
                "The rows of a range must be of equal length.", "Les lignes d'une plage doivent avoir la même longueur."
            )
        )
    return _by_rows(list(chain.from_iterable(cells)), max(len(cells[0]), 1))


def listed(values: Any) -> Any:
    """Turn what numpy or pandas hold into Python's own values; anything else is handed back as it is."""
    if not hasattr(values, "tolist"):
        return values
    if getattr(getattr(values, "dtype", None), "kind", "") == "M":
        values = np.asarray(values).astype("datetime64[us]")  # finer stamps would become plain integers
    return values.tolist()


def _by_rows(cells: list[Cell], width: int) -> Block:
    """Free rows of their wrappings, and what may be a row of titles apart from the numbers or dates below it."""
    if len(cells) <= width or type(cells[width]) is str or types_of(cells[:width]) != {str}:
        return _plain(cells, width)
    top, below = _plain(cells[:width], width), _plain(cells[width:], width, first_row=2)
    block = Block(top + below, width)
    block.types, block.below = top.types | below.types, below
    return block


def _plain(cells: list[Cell], width: int = 1, first_row: int = 1) -> Block:
    """Free whole columns of their wrappings; a look at the types says which of the passes they need."""
    types, texts, serials = types_of(cells), None, None
    if types - _BLANKS and all(map(_is_moment_or_blank, types)):
        cells, serials = _moments(cells, types)
        types = types_of(cells)
    elif Decimal in types and types <= _AMOUNT_TYPES:
        cells, types = list(map(float, cells)), frozenset({float})
    elif not types <= _PLAIN_TYPES:
        cells = [_unwrapped(cell) for cell in cells]
        types = types_of(cells)
    if int in types:
        cells = [ERROR_CODES.get(cell, cell) if type(cell) is int else cell for cell in cells]
        types = types_of(cells)
    if str in types:
        cells, texts = _stripped(cells, types)
        types = types_of(texts.distinct if texts else cells)
    block = Block(cells, width, first_row)
    block.types, block.texts, block.serials = types, texts, serials
    return block


def _stripped(cells: list[Cell], types: frozenset[type]) -> tuple[list[Cell], Texts | None]:
    """Strip the texts; a column of texts and blanks alone is also told as its different texts."""
    if types <= _TEXT_TYPES:
        found = texts_of(cells)
        bare = found.stripped()
        return cells if bare is found else bare.cells, bare
    bare_of = {text: text.strip() or None for text in {cell for cell in cells if type(cell) is str}}
    return [bare_of[cell] if type(cell) is str else cell for cell in cells], None


def _is_moment_or_blank(kind: type) -> bool:
    return kind is NoneType or (issubclass(kind, dt.datetime) and kind.__name__ not in _NULLS)


def _moments(cells: list[Cell], types: frozenset[type]) -> tuple[list[Cell], np.ndarray]:
    """Moments of COM and pandas as Python's own, and their serials, NaN for a blank."""
    if NoneType not in types:
        serials = serial_moments(cells)
        return cells if types == {dt.datetime} else _on_bare_clocks(cells, serials), serials
    given = np.fromiter((cell is not None for cell in cells), bool, len(cells))
    moments, told = _moments([cell for cell in cells if cell is not None], types - _BLANKS)
    serials = np.full(len(cells), np.nan)
    serials[given] = told
    after = iter(moments)
    return [None if cell is None else next(after) for cell in cells], serials


def _on_bare_clocks(cells: list[Cell], serials: np.ndarray) -> list[Cell]:
    """Take the time zones off; where all are midnights, each day becomes one object."""
    days = serials.astype(np.int64)
    if not np.array_equal(days, serials):
        return list(map(_on_a_bare_clock, cells))
    places = days.tolist()
    midnights = {day: midnight(day) for day in set(places)}
    return list(map(midnights.__getitem__, places))


def _on_a_bare_clock(moment: dt.datetime) -> dt.datetime:
    return dt.datetime.combine(moment.date(), moment.time())


def _unwrapped(cell: Cell) -> Cell:
    if type(cell).__name__ in _NULLS:
        return None
    if isinstance(cell, dict):  # Office.js: an error, or a number with its format
        value = cell.get("basicValue")
        return value if cell.get("type") != "Error" or value in ERROR_TEXTS else "#VALUE!"
    if isinstance(cell, dt.datetime):  # the kinds of COM and pandas
        return _on_a_bare_clock(cell)
    if isinstance(cell, Decimal):
        return float(cell)
    return str(cell) if isinstance(cell, str) else listed(cell)
