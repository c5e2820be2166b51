"""Columns that hold one kind of cell alone, read at once instead of cell by cell."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from types import NoneType
from typing import Any

import numpy as np

from salestracker_xl.calendar import FIRST_SERIAL, serial_moments
from salestracker_xl.given import Given
from salestracker_xl.plain_cells import ERROR_CODES, Cell, is_moment, types_of
from salestracker_xl.texts import codes_of

_BLANKS = frozenset({NoneType})
_NUMBERS = frozenset({float, int, Decimal, NoneType})  # COM hands over cells formatted as currency as Decimal
_LAST_ERROR = max(ERROR_CODES)


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """What a column is as a whole; nothing, where its cells must be looked at one by one.

    Attributes
    ----------
    numbers, serials : numpy.ndarray or None
        Numbers, or moments as Excel serials; NaN for a blank.
    keys : numpy.ndarray or None
        Codes of texts, equal where Excel finds them equal; -1 for a blank.
    """

    numbers: np.ndarray | None = None
    serials: np.ndarray | None = None
    keys: np.ndarray | None = None


def read_at_once(given: Given) -> Whole:
    """Read cells where all are numbers, or moments, or texts, or blank.

    The first one says what to try, without a look at the types of all.

    >>> read_at_once(Given([1.5, None])).numbers
    array([1.5, nan])
    >>> read_at_once(Given([1.5, "n/a"])).numbers is None
    True
    """
    with suppress(TypeError):  # of a cell of another type
        kind = type(given.first)
        if kind is float:
            return Whole(numbers=np.fromiter(given.each(float.conjugate), float, len(given)))
        if kind is str:
            return Whole(keys=codes_of(given.bare))
        if issubclass(kind, dt.datetime):
            serials = serial_moments(given.bare)
            if serials.min() >= FIRST_SERIAL:  # what pandas has for no moment at all would come long before
                return Whole(serials=serials)
    return _by_types(given.bare)


def _by_types(cells: list[Cell]) -> Whole:
    types = types_of(cells)
    if types <= _NUMBERS:
        return _numbers(cells, types)
    if all(map(is_moment, types - _BLANKS)):
        return Whole(serials=_serials(cells, types))
    return Whole()


def _numbers(cells: list[Any], types: frozenset[type]) -> Whole:
    """Read numbers, unless one is an integer by which COM tells an error, or too large a one."""
    with suppress(OverflowError):
        numbers = np.array(cells, dtype=float)  # None becomes NaN
        if int not in types or not (numbers <= _LAST_ERROR).any():
            return Whole(numbers=numbers)
    return Whole()


def _serials(cells: list[Any], types: frozenset[type]) -> np.ndarray:
    if NoneType not in types:
        return serial_moments(cells)
    told = np.fromiter((cell is not None for cell in cells), bool, len(cells))
    serials = np.full(len(cells), np.nan)
    serials[told] = serial_moments([cell for cell in cells if cell is not None])
    return serials
