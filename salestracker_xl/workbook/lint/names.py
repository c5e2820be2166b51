"""Faults of the names that a workbook defines, and of those of its sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from salestracker_xl.workbook.lint.fault import Fault
from salestracker_xl.workbook.lint.formulas import Vocabulary, faults_of
from salestracker_xl.workbook.lint.parts import WORKBOOK, Package
from salestracker_xl.workbook.lint.places import reads_as_a_cell

BUILT_IN = "_xlnm."
NAME = re.compile(r"(?:[^\W\d]|\\)[\w.\\?]*")
LONGEST_NAME, LONGEST_COMMENT, LONGEST_SHEET_NAME = 255, 255, 31
FORBIDDEN_IN_SHEET_NAMES = frozenset("[]:*?/\\")
RESERVED = "history"  # Excel keeps this name of a sheet for itself


def bad_names(package: Package, words: Vocabulary) -> Iterator[Fault]:
    """Defined names that Excel does not take, that are defined twice, or whose formula is broken."""
    seen: set[tuple[str, str | None]] = set()
    for defined in package.defined_names:
        place = f"the name {defined.name}"
        if not defined.name.startswith(BUILT_IN) and not is_a_name(defined.name):
            yield Fault(WORKBOOK, place, "is no name", "a name begins with a letter or _ and reads as no cell")
        if len(defined.comment) > LONGEST_COMMENT:
            found = f"has a comment of {len(defined.comment)} characters"
            yield Fault(WORKBOOK, place, found, f"a comment has {LONGEST_COMMENT} at most")
        key = (defined.name.lower(), defined.scope)
        if key in seen:
            yield Fault(WORKBOOK, place, "is defined twice", "a name is defined once")
        seen.add(key)
        if defined.scope is not None and not (defined.scope.isdigit() and int(defined.scope) < len(package.sheets)):
            yield Fault(WORKBOOK, place, f"belongs to sheet {defined.scope}", "sheets are counted from 0")
        areas = defined.name.startswith(BUILT_IN)  # the titles of a page are rows and columns, with a comma between
        yield from faults_of(f"({defined.formula})" if areas else defined.formula, WORKBOOK, place, words)
    taken = {name for name, scope in seen if scope is None}
    for _, part, table in package.tables():
        if (name := table.get("displayName", "")).lower() in taken:
            yield Fault(part, f"the table {name}", "has the name of a defined name", "a name is given once")


def bad_sheet_names(package: Package) -> Iterator[Fault]:
    """Names of sheets that are too long, hold forbidden signs or stand twice."""
    seen: set[str] = set()
    for sheet in package.sheets:
        place, name = f"the sheet {sheet.name!r}", sheet.name
        if not 1 <= len(name) <= LONGEST_SHEET_NAME:
            found = f"has a name of {len(name)} characters"
            yield Fault(WORKBOOK, place, found, f"a sheet's name has 1 to {LONGEST_SHEET_NAME}")
        if FORBIDDEN_IN_SHEET_NAMES & set(name) or name.startswith("'") or name.endswith("'"):
            signs = " ".join(sorted(FORBIDDEN_IN_SHEET_NAMES))
            yield Fault(WORKBOOK, place, "holds a forbidden sign", f"it is free of {signs} and of ' at its ends")
        if name.lower() == RESERVED:
            yield Fault(WORKBOOK, place, "has a name that Excel reserves", "it has another name")
        if name.lower() in seen:
            yield Fault(WORKBOOK, place, "stands twice", "each sheet has a name of its own")
        seen.add(name.lower())


def is_a_name(name: str) -> bool:
    """Whether Excel takes a text as a defined name, or as that of a table.

    >>> is_a_name("Jours_fériés"), is_a_name("A1"), is_a_name("My sales"), is_a_name("2026")
    (True, False, False, False)
    """
    return NAME.fullmatch(name) is not None and len(name) <= LONGEST_NAME and not reads_as_a_cell(name)
