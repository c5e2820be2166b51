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
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from salestracker_xl.calendar import serial

ATOM, MULTIPLY, ADD, JOIN, COMPARE = 5, 4, 3, 2, 1  # how strongly the outermost operator of a formula binds


@dataclass(frozen=True, slots=True)
class ExcelError:
    """An error as the value of a cell, such as #N/A."""

    code: str

    def __str__(self) -> str:
        return self.code


class Fault(Exception):
    """Raised inside a function of a formula whose value is an Excel error."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.error = ExcelError(code)


Value = float | int | str | bool | ExcelError | None


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
        return _joined("+", ADD, _added, self, other)

    def __radd__(self, other: Term) -> Live:
        return _joined("+", ADD, _added, other, self)

    def __sub__(self, other: Term) -> Live:
        return _joined("-", ADD, _subtracted, self, other)

    def __rsub__(self, other: Term) -> Live:
        return _joined("-", ADD, _subtracted, other, self)

    def __mul__(self, other: Term) -> Live:
        return _joined("*", MULTIPLY, _multiplied, self, other)

    def __rmul__(self, other: Term) -> Live:
        return _joined("*", MULTIPLY, _multiplied, other, self)

    def __truediv__(self, other: Term) -> Live:
        return _joined("/", MULTIPLY, _divided, self, other)

    def __rtruediv__(self, other: Term) -> Live:
        return _joined("/", MULTIPLY, _divided, other, self)

    def __neg__(self) -> Live:
        return _joined("-", ADD, _subtracted, Live("0", 0), self)

    def __and__(self, other: Term) -> Live:
        """Join two texts, Excel's &."""
        return _joined("&", JOIN, _concatenated, self, other)

    def __rand__(self, other: Term) -> Live:
        return _joined("&", JOIN, _concatenated, other, self)

    def __lt__(self, other: Term) -> Live:
        return _joined("<", COMPARE, _is_less, self, other)

    def __le__(self, other: Term) -> Live:
        return _joined("<=", COMPARE, _is_at_most, self, other)

    def __gt__(self, other: Term) -> Live:
        return _joined(">", COMPARE, _is_more, self, other)

    def __ge__(self, other: Term) -> Live:
        return _joined(">=", COMPARE, _is_at_least, self, other)

    def equals(self, other: Term) -> Live:
        """Excel's =, which looks at case no more than Excel does."""
        return _joined("=", COMPARE, _is_equal, self, other)

    def differs(self, other: Term) -> Live:
        """Excel's <>."""
        return _joined("<>", COMPARE, _is_different, self, other)


Term = Live | float | int | str | bool | dt.date


class Range:
    """Cells in one column (or row) and their values: floats with NaN for blank, or objects with None for blank.

    A long column of texts may be given as an array of Arrow; it becomes objects only when somebody asks for them.
    """

    def __init__(self, formula: str, values: np.ndarray | pa.Array | Sequence[Any], cells: Sequence[Live] = ()) -> None:
        self.formula = formula
        self.cells = tuple(cells)
        self._given: Any = values  # an array of numpy or Arrow, or a sequence
        self._matches: dict[tuple[type, Value], np.ndarray] = {}

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
        return np.array([float(v) if _is_number(v) else math.nan for v in self.values], dtype=float)

    @cached_property
    def addends(self) -> np.ndarray:
        """The numbers, 0 where there is none. Raises Fault at an error cell."""
        return np.where(np.isnan(self.numbers), 0.0, self.numbers)

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
            return np.append(merged, -1)[places], _numbered(uniques)
        texts = pd.Series([v.lower() if isinstance(v, str) else None for v in self.values], dtype=object)
        codes, uniques = pd.factorize(texts)
        return codes, _numbered(uniques)

    def matching(self, criterion: Value) -> np.ndarray:
        """Where the cells meet a criterion of SUMIFS, such as 5, ">=45000", "=North" or "<>x"."""
        from salestracker_xl.workbook.criteria import matches

        key = type(criterion), criterion
        if key not in self._matches:
            self._matches[key] = matches(self, criterion)
        return self._matches[key]


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
    return Live(_number_text(term), term, ATOM if term >= 0 else ADD)


def as_number(value: Value) -> float:
    """A value as Excel's operators read it. Raises Fault where Excel shows an error."""
    if type(value) is float:
        return value
    if isinstance(value, ExcelError):
        raise Fault(value.code)
    if value is None:
        return 0.0
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise Fault("#VALUE!") from None
    return float(value)


def as_text(value: Value) -> str:
    """A value as Excel's & joins it. Raises Fault for an error."""
    if isinstance(value, ExcelError):
        raise Fault(value.code)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else _number_text(value)


def sort_key(value: Value) -> tuple[int, float | str]:
    """Order of values as Excel compares them: numbers, then texts without regard to case, then logical values."""
    if isinstance(value, ExcelError):
        raise Fault(value.code)
    if isinstance(value, bool):
        return (2, float(value))
    if isinstance(value, str):
        return (1, value.lower())
    return (0, as_number(value))


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


def _of_numbers(compute: Callable[[float, float], float]) -> Callable[[Value, Value], float]:
    def computed(a: Value, b: Value) -> float:
        return compute(as_number(a), as_number(b))

    return computed


def _of_order(compare: Callable[[Any, Any], bool]) -> Callable[[Value, Value], bool]:
    def compared(a: Value, b: Value) -> bool:
        if type(a) is str and type(b) is str:
            return compare(a.lower(), b.lower())
        a, b = _like(a, b), _like(b, a)
        return bool(compare(sort_key(a), sort_key(b)))

    return compared


def _like(value: Value, other: Value) -> Value:
    """A blank compares as an empty text beside a text, and as 0 beside a number."""
    if value is None:
        return "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0
    return value


def _quotient(a: float, b: float) -> float:
    if b == 0:
        raise Fault("#DIV/0!")
    return a / b


_added, _subtracted, _multiplied = map(_of_numbers, (operator.add, operator.sub, operator.mul))
_divided = _of_numbers(_quotient)
_is_less, _is_at_most, _is_more, _is_at_least, _is_equal, _is_different = map(
    _of_order, (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)
)


def _concatenated(a: Value, b: Value) -> str:
    return as_text(a) + as_text(b)


def _number_text(number: float) -> str:
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(float(number))


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _numbered(texts: Iterable[Any]) -> dict[str, int]:
    return {str(text): code for code, text in enumerate(texts)}


def _as_array(values: Sequence[Any]) -> np.ndarray:
    if all(value is None or _is_number(value) for value in values):
        return np.array([math.nan if value is None else value for value in values], dtype=float)
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
