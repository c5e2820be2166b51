"""Formulas that Excel reads otherwise than other engines: many cells where one is wanted.

A formula that a file does not mark as that of an array takes of a range the one cell in its own row or column, as Excel
did before dynamic arrays: it shows an @ there, and #VALUE! where there is no such cell. SUM(A1:A3*2) is such a formula,
SUMPRODUCT(A1:A3*2) is none. Sources: Microsoft, "Implicit intersection operator: @"; the classes of operands in
"OpenOffice.org's Documentation of the Microsoft Excel File Format", 3.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from salestracker_xl.workbook.lint.grammar import Broken, tokens

ONE, RANGE, ARRAY = "one", "range", "array"  # what an argument takes: one value, cells as they are, or many values
SCALAR = frozenset(
    (
        *("ABS", "CHAR", "CODE", "DATE", "DATEVALUE", "DAY", "EDATE", "EOMONTH", "EXACT", "EXP", "FIND", "INT"),
        *(
            "ISBLANK",
            "ISERROR",
            "ISNUMBER",
            "ISTEXT",
            "LEFT",
            "LEN",
            "LN",
            "LOG",
            "LOG10",
            "LOWER",
            "MID",
            "MOD",
            "MONTH",
        ),
        *("NORMSDIST", "NORMSINV", "NOT", "POWER", "PROPER", "REPLACE", "REPT", "RIGHT", "ROUND", "ROUNDDOWN"),
        *("ROUNDUP", "SEARCH", "SIGN", "SQRT", "SUBSTITUTE", "TEXT", "TRIM", "UPPER", "VALUE", "WEEKDAY", "YEAR"),
    )
)
ARGUMENTS = {  # of other functions; the last stands for all that follow
    "COUNTIF": (RANGE, ONE),
    "CHOOSE": (ONE, ""),
    "FREQUENCY": (ARRAY,),
    "IF": (ONE, ""),
    "IFERROR": ("",),
    "INDEX": (ARRAY, ONE),
    "LARGE": (RANGE, ONE),
    "LOOKUP": (ONE, ARRAY),
    "MATCH": (ONE, RANGE, ONE),
    "MMULT": (ARRAY,),
    "NETWORKDAYS": (ONE, ONE, RANGE),
    "NETWORKDAYS.INTL": (ONE, ONE, ONE, RANGE),
    "RANK": (ONE, RANGE, ONE),
    "SMALL": (RANGE, ONE),
    "SUMIF": (RANGE, ONE, RANGE),
    "SUMPRODUCT": (ARRAY,),
    "WORKDAY": (ONE, ONE, RANGE),
    "WORKDAY.INTL": (ONE, ONE, ONE, RANGE),
}
CRITERIA = {"COUNTIFS": 0, "SUMIFS": 1, "AVERAGEIFS": 1}  # and the ranges before the pairs of range and criterion
CHOOSING = frozenset({"IF", "CHOOSE"})  # they take one value even among many
OPERATORS = frozenset({"compare", "sign", "percent"})


@dataclass(frozen=True, slots=True)
class _Call:
    name: str
    arguments: Sequence[Sequence[_Item]]


_Item = _Call | tuple[str, str]


@lru_cache(maxsize=200_000)
def intersected(formula: str) -> str:
    """The first range of a formula of which Excel takes one cell, or nothing.

    >>> intersected("SUM(A1:A3*2)"), intersected("SUMPRODUCT(A1:A3*2)"), intersected("IF(A1>0,B1:B3)")
    ('A1:A3', '', 'B1:B3')
    """
    try:
        return next(_of_one_cell(_items(iter(list(tokens(formula)))), ONE), "")
    except Broken:
        return ""


def _items(words: Iterator[tuple[str, str]]) -> list[_Item]:
    """The operands and operators of a formula, calls with their arguments."""
    found, _ = _until_closed(words)
    return found


def _until_closed(words: Iterator[tuple[str, str]]) -> tuple[list[_Item], str]:
    items: list[_Item] = []
    for kind, text in words:
        if kind in ("comma", "close"):
            return items, kind
        if kind in ("call", "open"):
            arguments, ended = [], "comma"
            while ended == "comma":
                argument, ended = _until_closed(words)
                arguments.append(argument)
            items.append(_Call(text[:-1], arguments))
        elif kind not in ("space", "sheet"):
            items.append((kind, text))
    return items, ""


def _of_one_cell(items: Sequence[_Item], takes: str) -> Iterator[str]:
    calculates = any(not isinstance(item, _Call) and item[0] in OPERATORS for item in items)
    if calculates and takes == RANGE:
        takes = ONE
    spans = {at for at, item in enumerate(items) if not isinstance(item, _Call) and item[0] == "colon"}
    for at, item in enumerate(items):
        if isinstance(item, _Call):
            for place, argument in enumerate(item.arguments):
                yield from _of_one_cell(argument, _taken(item.name, place, takes))
        elif takes == ONE and _is_range(item, bool(spans & {at - 1, at + 1})):
            whole = items[at : at + 3] if at + 1 in spans else [item]
            yield "".join(part[1] for part in whole if not isinstance(part, _Call))


def _taken(name: str, place: int, around: str) -> str:
    """What an argument takes, within something that takes `around`."""
    if around == ARRAY:
        return ONE if name in CHOOSING else ARRAY
    if name in CRITERIA:
        return ONE if place >= CRITERIA[name] and (place - CRITERIA[name]) % 2 else RANGE
    if name in SCALAR:
        return ONE
    if name in ARGUMENTS:
        kinds = ARGUMENTS[name]
        return kinds[min(place, len(kinds) - 1)] or around
    return RANGE if name and not name.startswith("_xlfn.") else around if not name else ARRAY


def _is_range(item: tuple[str, str], spans: bool) -> bool:
    kind, text = item
    if kind == "structured":
        return spans or not ("[#This Row]" in text or "[#Headers]" in text)
    return kind == "cells" and (spans or ":" in text)
