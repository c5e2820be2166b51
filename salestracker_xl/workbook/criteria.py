"""Which cells meet a criterion of SUMIFS and its siblings, by Excel's rules."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

import numpy as np

from salestracker_xl.workbook.live import Range
from salestracker_xl.workbook.values import ExcelError, Fault, Value, as_number

COMPARISONS = {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt}
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
PART = re.compile(r"~[*?~]|[*?]|[^*?~]+|~")
WILD = {"*": ".*", "?": "."}
LONGEST = 255  # UTF-16 units of a criterion
NO_CODE = -2  # of no text, and of no cell without text


def matches(cells: Range, criterion: Value) -> np.ndarray:
    """Mask of the cells that meet `criterion`, such as 5, ">=45000", "=North" or "<>x"; it is worked out once.

    Text compares without regard to case; * and ? stand for any text unless ~ stands before them; "<>text" is met by
    blanks and numbers too; "=" alone is met by blanks, "<>" alone by everything else. A text that is written like a
    number equals that number, in the criterion and in the cells. Numbers are compared with numbers alone, and texts
    with texts. A criterion of more than 255 signs is #VALUE!. Source: Microsoft's reference of SUMIFS and COUNTIFS.

    >>> matches(Range("A1:A4", ["North", "north*", None, 3]), "<>north").tolist()
    [False, True, True, True]
    >>> matches(Range("A1:A3", ["75", 75, "75A"]), "=75").tolist()
    [True, True, False]
    """
    key = type(criterion), criterion
    if key not in cells.masks:
        cells.masks[key] = _mask(cells, criterion)
    return cells.masks[key]


def _mask(cells: Range, criterion: Value) -> np.ndarray:
    if isinstance(criterion, ExcelError):
        raise Fault(criterion.code)
    if isinstance(criterion, str) and len(criterion.encode("utf-16-le")) > 2 * LONGEST:
        raise Fault("#VALUE!")
    symbol, operand = _split(criterion)
    if symbol in COMPARISONS:
        return _compared(cells, symbol, operand)
    equal = _equal(cells, operand)
    return ~equal if symbol == "<>" else equal


def _split(criterion: Value) -> tuple[str, Value]:
    if not isinstance(criterion, str):
        return "=", as_number(criterion)
    found = re.match(r"(>=|<=|<>|>|<|=)(.*)", criterion, re.DOTALL)
    symbol, text = (found[1], found[2]) if found else ("=", criterion)
    return symbol, float(text) if NUMBER.fullmatch(text) else text


def _compared(cells: Range, symbol: str, operand: Value) -> np.ndarray:
    if not isinstance(operand, float):
        text = str(operand).lower()
        return _texts(cells, lambda cell: COMPARISONS[symbol](cell, text))
    with np.errstate(invalid="ignore"):
        return COMPARISONS[symbol](cells.numbers, operand)


def _equal(cells: Range, operand: Value) -> np.ndarray:
    if isinstance(operand, float):
        if cells.texts is not None:
            return _written(cells, operand)
        return cells.numbers == operand if cells.is_numeric else (cells.numbers == operand) | _written(cells, operand)
    if operand == "":
        return cells.blank
    if cells.is_numeric:
        return np.zeros(len(cells), dtype=bool)
    parts = PART.findall(str(operand).lower())
    if WILD.keys().isdisjoint(parts):
        codes, texts = cells.folded
        return codes == texts.get("".join(map(_literal, parts)), NO_CODE)
    pattern = re.compile("".join(WILD.get(part) or re.escape(_literal(part)) for part in parts), re.DOTALL)
    return _texts(cells, lambda text: pattern.fullmatch(text) is not None)


def _written(cells: Range, number: float) -> np.ndarray:
    """Where a text is written like the number."""
    return _texts(cells, lambda text: NUMBER.fullmatch(text) is not None and float(text) == number)


def _texts(cells: Range, meets: Callable[[str], bool]) -> np.ndarray:
    """Where a text, in lower case, meets a condition."""
    codes, texts = cells.folded
    met = np.array([meets(text) for text in texts] + [False], dtype=bool)
    return met[codes]  # the code -1 of a cell without text finds the False at the end


def _literal(part: str) -> str:
    """A part without the ~ that makes its wild card a sign like others."""
    return part[1:] if part[0] == "~" and len(part) == 2 else part
