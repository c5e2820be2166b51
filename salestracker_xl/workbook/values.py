"""Values of cells, and what Excel's operators make of them."""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


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

PLAIN_NUMBERS = frozenset((int, float))  # bool is none of them: Excel orders logical values behind all others


def as_number(value: Value) -> float:
    """A value as Excel's operators read it. Raises Fault where Excel shows an error."""
    if type(value) is float or type(value) is int:
        return float(value)
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
    if isinstance(value, str):
        return value
    if isinstance(value, ExcelError):
        raise Fault(value.code)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return number_text(value)


def sort_key(value: Value) -> tuple[int, float | str]:
    """Order of values as Excel compares them: numbers, then texts without regard to case, then logical values."""
    if isinstance(value, ExcelError):
        raise Fault(value.code)
    if isinstance(value, bool):
        return (2, float(value))
    if isinstance(value, str):
        return (1, value.lower())
    return (0, as_number(value))


def number_text(number: float) -> str:
    """A number as formulas and texts have it.

    >>> number_text(4.0), number_text(0.1)
    ('4', '0.1')
    """
    return str(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(float(number))


def is_number(value: Value) -> bool:
    """Whether a value is a number; a logical value is none."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _of_numbers(compute: Callable[[float, float], float]) -> Callable[[Value, Value], float]:
    def computed(a: Value, b: Value) -> float:
        return compute(as_number(a), as_number(b))

    return computed


def _of_order(compare: Callable[[Any, Any], bool]) -> Callable[[Value, Value], bool]:
    def compared(a: Value, b: Value) -> bool:
        if type(a) is str and type(b) is str:
            return compare(a.lower(), b.lower())
        if type(a) in PLAIN_NUMBERS and type(b) in PLAIN_NUMBERS:
            return compare(a, b)
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


# What the operators make of two values; they raise Fault where Excel shows an error.
added, subtracted, multiplied = map(_of_numbers, (operator.add, operator.sub, operator.mul))
divided = _of_numbers(_quotient)
is_less, is_at_most, is_more, is_at_least, is_equal, is_different = map(
    _of_order, (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)
)


def concatenated(a: Value, b: Value) -> str:
    """Two values joined by &. Raises Fault for an error."""
    return as_text(a) + as_text(b)
