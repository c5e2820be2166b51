"""Formulas that Excel wrote once for many cells, taken apart where one of the cells gets another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import column_index_from_string

from salestracker_xl.workbook.writing.fast_sheet import letters, xml_text

_SHARING = re.compile(
    r'(<c\b[^>]*?\br="([A-Z]+)(\d+)"[^>]*>\s*)<f\b([^>]*?\bt="shared"[^>]*?)(?:/>|>([^<]*)</f>)', re.DOTALL
)
_NUMBER = re.compile(r'\bsi="(\d+)"')
Place = tuple[int, int]


def taken_apart(text: str, changes: Mapping[Place, bool]) -> str:
    """The part of a sheet in which each cell has a formula of its own, where the first cell that shares it changes.

    `changes` says of each cell whether its formula stays.
    """
    if 't="shared"' not in text:
        return text
    first: dict[str, tuple[Place, str]] = {}
    for found in _SHARING.finditer(text):
        place, number = _place(found), _NUMBER.search(found[4])
        if found[5] and number and changes.get(place) is False:
            first[number[1]] = place, unescape(found[5])
    if not first:
        return text

    def apart(found: re.Match[str]) -> str:
        number = _NUMBER.search(found[4])
        if number is None or number[1] not in first:
            return found[0]
        return f"{found[1]}<f>{xml_text(moved(first[number[1]][1], first[number[1]][0], _place(found)))}</f>"

    return _SHARING.sub(apart, text)


def formula_of(text: str, element: str, at: Place) -> str:
    """The formula that an element stands for in a cell of a sheet's part, without its equals sign."""
    written = unescape(re.sub(r"<[^>]*>", "", element))
    number = None if written else _NUMBER.search(element)
    if number is None:
        return written
    shared = (found for found in _SHARING.finditer(text) if found[5] and f'si="{number[1]}"' in found[4])
    first = next(shared, None)
    return moved(unescape(first[5]), _place(first), at) if first else ""


def moved(formula: str, at: Place, to: Place) -> str:
    """A formula as it reads when Excel copies it from one cell to another.

    >>> moved("A2*$B$1+Sales[[#This Row],[Amount]]", (1, 2), (4, 2))
    'A5*$B$1+Sales[[#This Row],[Amount]]'
    """
    here, there = (f"{letters(col)}{row + 1}" for row, col in (at, to))
    return Translator(f"={formula}", here).translate_formula(there).removeprefix("=")


def _place(found: re.Match[str]) -> Place:
    return int(found[3]) - 1, column_index_from_string(found[2]) - 1
