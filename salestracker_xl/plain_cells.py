"""Cells one by one, freed of what a host wraps around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from itertools import groupby
from types import NoneType
from typing import Any

import numpy as np

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

_PLAIN_TYPES = frozenset({NoneType, str, bool, int, float, dt.date, dt.datetime})
_NULLS = frozenset({"JsNull", "NAType", "NaTType"})  # of Pyodide (xlwings Lite) and pandas; by name, to import neither


def plain(cells: list[Cell]) -> list[Cell]:
    """Free a column: texts are stripped, blank texts are None, error cells are their English text ("#N/A").

    A look at the types says which of the passes it needs.
    """
    types = types_of(cells)
    if not types <= _PLAIN_TYPES:
        cells = [_unwrapped(cell) for cell in cells]
        types = types_of(cells)
    if int in types:
        cells = [ERROR_CODES.get(cell, cell) if type(cell) is int else cell for cell in cells]
        types = types_of(cells)
    if str not in types:
        return cells
    bare_of = {text: text.strip() or None for text in {cell for cell in cells if type(cell) is str}}
    return [bare_of[cell] if type(cell) is str else cell for cell in cells]


def blank(cell: Cell) -> bool:
    """Whether a plain cell is blank: None or NaN."""
    return cell is None or cell != cell


def is_moment(kind: type) -> bool:
    """Whether cells of this type are moments: Python's own, or those of COM and pandas."""
    return issubclass(kind, dt.datetime) and kind.__name__ not in _NULLS


def types_of(cells: Iterable[Cell]) -> frozenset[type]:
    """Give the types that occur; a column is mostly of one, and a run of one type is gone through at once."""
    return frozenset(kind for kind, _ in groupby(cells, type))


def listed(values: Any) -> Any:
    """Turn what numpy or pandas hold into Python's own values; anything else is handed back as it is."""
    if not hasattr(values, "tolist"):
        return values
    if getattr(getattr(values, "dtype", None), "kind", "") == "M":
        values = np.asarray(values).astype("datetime64[us]")  # finer stamps would become plain integers
    return values.tolist()


def _unwrapped(cell: Cell) -> Cell:
    kind = type(cell)
    if kind.__name__ in _NULLS:
        return None
    if isinstance(cell, dict):  # Office.js: an error, or a number with its format
        value = cell.get("basicValue")
        return value if cell.get("type") != "Error" or value in ERROR_TEXTS else "#VALUE!"
    if is_moment(kind):  # an aware moment counts as what its clock shows
        return dt.datetime.combine(cell.date(), cell.time())
    if isinstance(cell, Decimal):
        return float(cell)
    return str(cell) if isinstance(cell, str) else listed(cell)
