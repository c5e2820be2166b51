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
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
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
        return _arithmetic("+", ADD, operator.add, self, other)

    def __radd__(self, other: Term) -> Live:
        return _arithmetic("+", ADD, operator.add, other, self)

    def __sub__(self, other: Term) -> Live:
        return _arithmetic("-", ADD, operator.sub, self, other)

    def __rsub__(self, other: Term) -> Live:
        return _arithmetic("-", ADD, operator.sub, other, self)

    def __mul__(self, other: Term) -> Live:
        return _arithmetic("*", MULTIPLY, operator.mul, self, other)

    def __rmul__(self, other: Term) -> Live:
        return _arithmetic("*", MULTIPLY, operator.mul, other, self)

    def __truediv__(self, other: Term) -> Live:
        return _arithmetic("/", MULTIPLY, _divide, self, other)

    def __rtruediv__(self, other: Term) -> Live:
        return _arithmetic("/", MULTIPLY, _divide, other, self)

    def __neg__(self) -> Live:
        return _arithmetic("-", ADD, operator.sub, Live("0", 0), self)

    def __and__(self, other: Term) -> Live:
        """Join two texts, Excel's &."""
        return _binary("&", JOIN, lambda a, b: as_text(a) + as_text(b), self, other)

    def __rand__(self, other: Term) -> Live:
        return _binary("&", JOIN, lambda a, b: as_text(a) + as_text(b), other, self)

    def __lt__(self, other: Term) -> Live:
        return _comparison("<", operator.lt, self, other)

    def __le__(self, other: Term) -> Live:
        return _comparison("<=", operator.le, self, other)

    def __gt__(self, other: Term) -> Live:
        return _comparison(">", operator.gt, self, other)

    def __ge__(self, other: Term) -> Live:
        return _comparison(">=", operator.ge, self, other)

    def equals(self, other: Term) -> Live:
        """Excel's =, which looks at case no more than Excel does."""
        return _comparison("=", operator.eq, self, other)

    def differs(self, other: Term) -> Live:
        """Excel's <>."""
        return _comparison("<>", operator.ne, self, other)


Term = Live | float | int | str | bool | dt.date


class Range:
    """Cells in one column (or row) and their values: floats with NaN for blank, or objects with None for blank.

    A long column of texts may be given as an array of Arrow; it becomes objects only when somebody asks for them.
    """

    def __init__(self, formula: str, values: np.ndarray | pa.Array | Sequence[Any], cells: Sequence[Live] = ()) -> None:
        self.formula = formula
        self.cells = tuple(cells)
        self._given: Any = values  # an array of numpy or Arrow, or a sequence
        self._matches: dict[str, np.ndarray] = {}

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

    @property
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
    def folded(self) -> tuple[np.ndarray, list[str]]:
        """Codes of the texts among the cells as Excel compares them (no case), -1 elsewhere; and the texts."""
        if isinstance(self._given, pa.Array):
            encoded = self._given.dictionary_encode()
            merged, uniques = pd.factorize(pd.Series(encoded.dictionary.to_pylist(), dtype=object).str.lower())
            places = encoded.indices.fill_null(len(merged)).to_numpy()
            return np.append(merged, -1)[places], [str(text) for text in uniques]
        texts = pd.Series([v.lower() if isinstance(v, str) else None for v in self.values], dtype=object)
        codes, uniques = pd.factorize(texts)
        return codes, [str(text) for text in uniques]

    def matching(self, criterion: Value) -> np.ndarray:
        """Where the cells meet a criterion of SUMIFS, such as 5, ">=45000", "=North" or "<>x"."""
        from salestracker_xl.workbook.criteria import matches

        key = repr(criterion)
        if key not in self._matches:
            self._matches[key] = matches(self, criterion)
        return self._matches[key]


def lift(term: Term) -> Live:
    """A constant as a formula; a Live as it is.

    >>> lift('12" disc').formula, lift(True).formula, lift(dt.date(2026, 6, 30)).formula
    ('"12"" disc"', 'TRUE', '46203')
    """
    if isinstance(term, Live):
        return term
    if isinstance(term, bool):
        return Live("TRUE" if term else "FALSE", term)
    if isinstance(term, str):
        return Live('"' + term.replace('"', '""') + '"', term)
    if isinstance(term, dt.date):
        return Live(str(serial(term)), serial(term))
    return Live(_number_text(term), term, ATOM if term >= 0 else ADD)


def as_number(value: Value) -> float:
    """A value as Excel's operators read it. Raises Fault where Excel shows an error."""
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


def _binary(symbol: str, binding: int, compute: Callable[[Value, Value], Value], left: Term, right: Term) -> Live:
    a, b = lift(left), lift(right)
    formula = f"{_wrapped(a, binding)}{symbol}{_wrapped(b, binding + 1)}"
    try:
        return Live(formula, compute(a.value, b.value), binding)
    except Fault as fault:
        return Live(formula, fault.error, binding)


def _arithmetic(symbol: str, binding: int, compute: Callable[[float, float], float], left: Term, right: Term) -> Live:
    return _binary(symbol, binding, lambda a, b: compute(as_number(a), as_number(b)), left, right)


def _comparison(symbol: str, compare: Callable[[Any, Any], bool], left: Term, right: Term) -> Live:
    def compared(a: Value, b: Value) -> bool:
        a, b = _like(a, b), _like(b, a)
        return bool(compare(sort_key(a), sort_key(b)))

    return _binary(symbol, COMPARE, compared, left, right)


def _like(value: Value, other: Value) -> Value:
    """A blank compares as an empty text beside a text, and as 0 beside a number."""
    if value is None:
        return "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0
    return value


def _divide(a: float, b: float) -> float:
    if b == 0:
        raise Fault("#DIV/0!")
    return a / b


def _wrapped(term: Live, binding: int) -> str:
    return term.formula if term.binding >= binding else f"({term.formula})"


def _number_text(number: float) -> str:
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(float(number))


def _is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_array(values: Sequence[Any]) -> np.ndarray:
    if all(value is None or _is_number(value) for value in values):
        return np.array([math.nan if value is None else value for value in values], dtype=float)
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array
