"""How a function of Excel becomes a live formula."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from salestracker_xl.workbook.criteria import matches
from salestracker_xl.workbook.live import Live, Range, Term, lift
from salestracker_xl.workbook.values import ExcelError, Fault, Value, as_number

Operand = Term | Range
READY = (Live, Range)  # terms that need not be lifted


def call(name: str, compute: Callable[..., Value], *terms: Operand) -> Live:
    """Write NAME(terms) and compute its value; an error among the terms is the value of the whole."""
    operands = _operands(terms)
    formula = _written(name, operands)
    values = [operand.value for operand in operands]
    for value in values:
        if isinstance(value, ExcelError):
            return Live(formula, value)
    try:
        return Live(formula, compute(*values))
    except Fault as fault:
        return Live(formula, fault.error)


def unread(name: str, *terms: Operand) -> Live:
    """Write NAME(terms) for a branch that is not taken, without computing it."""
    return Live(_written(name, _operands(terms)), None)


def _operands(terms: Sequence[Operand]) -> list[Live | Range]:
    return [term if isinstance(term, READY) else lift(term) for term in terms]


def _written(name: str, operands: Sequence[Live | Range]) -> str:
    return f"{name}({','.join([operand.formula for operand in operands])})"


def shown(value: Value) -> Value:
    """A reference to a blank cell shows 0."""
    return 0 if value is None else value


def numbers_of(values: Sequence[Any]) -> list[float]:
    """Collect the numbers of terms and ranges; texts and blanks in a range do not count. Raises Fault at an error."""
    found: list[float] = []
    for value in values:
        if isinstance(value, Range):
            found.extend(value.known.tolist())
        elif value is not None:
            found.append(as_number(value))
    return found


def rows_meeting(pairs: Sequence[Any]) -> np.ndarray:
    """Mask of the rows that meet every criterion of range, criterion, range, criterion, ..."""
    mask = matches(pairs[0], pairs[1])
    for at in range(2, len(pairs), 2):
        mask = mask & matches(pairs[at], pairs[at + 1])
    return mask


def cell_value(cells: Range, row: int) -> Value:
    """Value of one cell of a range, None for a blank."""
    value = cells.values[row]
    if cells.is_numeric:
        return None if math.isnan(value) else float(value)
    return value
