"""A formula together with its value, written once.

A sheet that stores a formula must store its value too, or previews, phones and Protected View show zeros. Writing both
by hand says everything twice, so the sheets write an expression once, over `Live` cells and `Range` columns: the
expression builds the formula's text and, with the rules of Excel, its value.

>>> price, units = Live("B2", 12.5), Live("C2", 4)
>>> total = price * units + 1
>>> total.formula, total.value
('B2*C2+1', 51.0)
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from salestracker_xl.calendar import serial
from salestracker_xl.workbook.values import (
    ExcelError,
    Fault,
    Value,
    added,
    concatenated,
    divided,
    is_at_least,
    is_at_most,
    is_different,
    is_equal,
    is_less,
    is_more,
    is_number,
    multiplied,
    number_text,
    sort_key,
    subtracted,
)

ATOM, MULTIPLY, ADD, JOIN, COMPARE = 5, 4, 3, 2, 1  # how strongly the outermost operator of a formula binds


class Live:
    """A formula and the value that Excel would calculate for it; None is the value of a blank cell."""

    __slots__ = ("binding", "formula", "value")

    def __init__(self, formula: str, value: Value, binding: int = ATOM) -> None:
        self.formula = formula
        self.value = value
        self.binding = binding

    def __repr__(self) -> str:
        return f"Live({self.formula!r}, {self.value!r})"

    def __add__(self, other: Term) -> Live:
        return _joined("+", ADD, added, self, other)

    def __radd__(self, other: Term) -> Live:
        return _joined("+", ADD, added, other, self)

    def __sub__(self, other: Term) -> Live:
        return _joined("-", ADD, subtracted, self, other)

    def __rsub__(self, other: Term) -> Live:
        return _joined("-", ADD, subtracted, other, self)

    def __mul__(self, other: Term) -> Live:
        return _joined("*", MULTIPLY, multiplied, self, other)

    def __rmul__(self, other: Term) -> Live:
        return _joined("*", MULTIPLY, multiplied, other, self)

    def __truediv__(self, other: Term) -> Live:
        return _joined("/", MULTIPLY, divided, self, other)

    def __rtruediv__(self, other: Term) -> Live:
        return _joined("/", MULTIPLY, divided, other, self)

    def __neg__(self) -> Live:
        return _joined("-", ADD, subtracted, Live("0", 0), self)

    def __and__(self, other: Term) -> Live:
        """Join two texts, Excel's &."""
        return _joined("&", JOIN, concatenated, self, other)

    def __rand__(self, other: Term) -> Live:
        return _joined("&", JOIN, concatenated, other, self)

    def __lt__(self, other: Term) -> Live:
        return _joined("<", COMPARE, is_less, self, other)

    def __le__(self, other: Term) -> Live:
        return _joined("<=", COMPARE, is_at_most, self, other)

    def __gt__(self, other: Term) -> Live:
        return _joined(">", COMPARE, is_more, self, other)

    def __ge__(self, other: Term) -> Live:
        return _joined(">=", COMPARE, is_at_least, self, other)

    def equals(self, other: Term) -> Live:
        """Excel's =, which looks at case no more than Excel does."""
        return _joined("=", COMPARE, is_equal, self, other)

    def differs(self, other: Term) -> Live:
        """Excel's <>."""
        return _joined("<>", COMPARE, is_different, self, other)


Term = Live | float | int | str | bool | dt.date


class Range:
    """Cells in one column (or row) and their values: floats with NaN for blank, or objects with None for blank.

    A long column of texts may be given as an array of Arrow; it becomes objects only when somebody asks for them.
    """

    def __init__(self, formula: str, values: np.ndarray | pa.Array | Sequence[Any], cells: Sequence[Live] = ()) -> None:
        self.formula = formula
        self.cells = tuple(cells)
        self._given: Any = values  # an array of numpy or Arrow, or a sequence
        self.masks: dict[tuple[type, Value], np.ndarray] = {}  # of the criteria that were asked before

    @property
    def value(self) -> Range:
        """What a function is given: all the cells."""
        return self

    def __len__(self) -> int:
        return len(self._given)

    def __iter__(self) -> Iterator[Live]:
        return iter(self.cells)

    def __getitem__(self, row: int) -> Live:
        return self.cells[row]

    def head(self, count: int) -> Range:
        """The first cells of a range that was written cell by cell."""
        cells = self.cells[:count]
        last = cells[-1].formula.rpartition("!")[2]
        return Range(f"{cells[0].formula}:{last}", [cell.value for cell in cells], cells)

    @cached_property
    def values(self) -> np.ndarray:
        """The values of the cells."""
        if isinstance(self._given, np.ndarray):
            return self._given
        if isinstance(self._given, pa.Array):
            return self._given.to_numpy(zero_copy_only=False)
        return _as_array(self._given)

    @cached_property
    def is_numeric(self) -> bool:
        """Whether every cell is a number or blank."""
        return not isinstance(self._given, pa.Array) and self.values.dtype.kind == "f"

    @property
    def texts(self) -> pa.Array | None:
        """The cells of a long column of texts, None for any other."""
        return self._given if isinstance(self._given, pa.Array) else None

    @property
    def blank(self) -> np.ndarray:
        """Which cells are blank."""
        if isinstance(self._given, pa.Array):
            return np.asarray(self._given.is_null())
        return np.isnan(self.values) if self.is_numeric else np.array([v is None for v in self.values], dtype=bool)

    @cached_property
    def numbers(self) -> np.ndarray:
        """The numbers among the cells as floats, NaN elsewhere. Raises Fault at an error cell."""
        if self.is_numeric:
            return self.values
        if isinstance(self._given, pa.Array):  # texts alone
            return np.full(len(self), math.nan)
        for value in self.values:
            if isinstance(value, ExcelError):
                raise Fault(value.code)
        return np.array([float(v) if is_number(v) else math.nan for v in self.values], dtype=float)

    @cached_property
    def known(self) -> np.ndarray:
        """The numbers alone. Raises Fault at an error cell."""
        missing = np.isnan(self.numbers)
        return self.numbers[~missing] if missing.any() else self.numbers

    @cached_property
    def total(self) -> float:
        """The sum of the numbers, to the last digit. Raises Fault at an error cell."""
        return math.fsum(self.known.data)

    @cached_property
    def addends(self) -> np.ndarray:
        """The numbers, 0 where there is none. Raises Fault at an error cell."""
        missing = np.isnan(self.numbers)
        return np.where(missing, 0.0, self.numbers) if missing.any() else self.numbers

    @cached_property
    def first_rows(self) -> dict[tuple[int, float | str], int]:
        """In which row, counted from 0, each value stands first, by its `sort_key`."""
        rows: dict[tuple[int, float | str], int] = {}
        for row, value in enumerate(self.values.tolist()):
            if value is not None and value == value and not isinstance(value, ExcelError):
                rows.setdefault(sort_key(value), row)
        return rows

    @cached_property
    def folded(self) -> tuple[np.ndarray, dict[str, int]]:
        """Codes of the texts among the cells as Excel compares them (no case), -1 elsewhere; and the code of each."""
        if isinstance(self._given, pa.Array):
            encoded = self._given.dictionary_encode()
            merged, uniques = pd.factorize(pd.Series(encoded.dictionary.to_pylist(), dtype=object).str.lower())
            places = encoded.indices.fill_null(len(merged)).to_numpy()
            return np.append(merged, -1).astype(np.int32)[places], _numbered(uniques)
        texts = pd.Series([v.lower() if isinstance(v, str) else None for v in self.values], dtype=object)
        codes, uniques = pd.factorize(texts)
        return codes, _numbered(uniques)


def lift(term: Term) -> Live:
    """A constant as a formula; a Live as it is.

    >>> lift('12" disc').formula, lift(True).formula, lift(dt.date(2026, 6, 30)).formula
    ('"12"" disc"', 'TRUE', '46203')
    """
    return term if isinstance(term, Live) else _constant(term)


@lru_cache(maxsize=4_096, typed=True)  # the same few stand in thousands of formulas
def _constant(term: float | int | str | bool | dt.date) -> Live:
    if isinstance(term, bool):
        return Live("TRUE" if term else "FALSE", term)
    if isinstance(term, str):
        return Live('"' + term.replace('"', '""') + '"', term)
    if isinstance(term, dt.date):
        return Live(str(serial(term)), serial(term))
    return Live(number_text(term), term, ATOM if term >= 0 else ADD)


def _joined(sign: str, binding: int, compute: Callable[[Value, Value], Value], left: Term, right: Term) -> Live:
    """Two terms with an operator between them, in brackets where they bind less strongly."""
    a, b = lift(left), lift(right)
    before = a.formula if a.binding >= binding else f"({a.formula})"
    after = b.formula if b.binding > binding else f"({b.formula})"
    try:
        value = compute(a.value, b.value)
    except Fault as fault:
        value = fault.error
    return Live(f"{before}{sign}{after}", value, binding)


def _numbered(texts: Iterable[Any]) -> dict[str, int]:
    return {str(text): code for code, text in enumerate(texts)}


def _as_array(values: Sequence[Any]) -> np.ndarray:
    if all(value is None or is_number(value) for value in values):
        return np.array([math.nan if value is None else value for value in values], dtype=float)
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
