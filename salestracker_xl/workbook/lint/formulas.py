"""Faults of formulas: broken, or naming what the workbook does not have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from salestracker_xl.workbook.lint.excel_functions import in_file
from salestracker_xl.workbook.lint.fault import Fault
from salestracker_xl.workbook.lint.grammar import Spoken, spoken


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What formulas may name, all in lower case: names by scope, sheets, and the columns of each table."""

    names: frozenset[str]
    sheets: frozenset[str]
    tables: dict[str, frozenset[str]]
    known: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def faults_of(formula: str, part: str, place: str, words: Vocabulary, plain: bool = False) -> Iterator[Fault]:
    """What is wrong with a formula; a `plain` one stands where Excel takes no references to tables."""
    found = words.known.get(formula)
    if found is None:
        found = words.known[formula] = tuple(_complaints(spoken(formula), words))
    for complaint, wanted in found:
        yield Fault(part, place, f"the formula {_short(formula)} {complaint}", wanted)
    if plain and spoken(formula).columns:
        yield Fault(
            part,
            place,
            f"the formula {_short(formula)} refers to a table",
            "lists and conditional formats take cells and names only",
        )


def _complaints(said: Spoken, words: Vocabulary) -> Iterator[tuple[str, str]]:
    if said.complaint:
        yield said.complaint, "a formula is one that Excel can read"
    for call in sorted(said.calls):
        right = in_file(call)
        if right is None and call.lower() not in words.names:
            yield f"calls {call}", "a function is one of Excel's, or a name that the workbook defines"
        elif right is not None and right != call:
            yield f"calls {call}", f"a file names this function {right}"
    for name in sorted(said.names):
        if name.lower() not in words.names and name.lower() not in words.tables:
            yield f"names {name}", "a name is defined, or a parameter with _xlpm. before it"
    for name in sorted(said.undeclared):
        yield f"uses {name}", "a LET or LAMBDA around it declares each parameter"
    for name in sorted(said.sheets):
        if name.lower() not in words.sheets:
            yield f"refers to the sheet {name!r}", "a sheet of that name stands in the workbook"
    for table, column in sorted(said.columns):
        columns = words.tables.get(table.lower())
        if columns is None:
            yield f"refers to the table {table}", "a table of that name stands in the workbook"
        elif column and column.lower() not in columns:
            yield f"refers to {table}[{column}]", f"the columns of {table} are {', '.join(sorted(columns))}"


def _short(formula: str) -> str:
    return repr(formula if len(formula) <= 80 else formula[:77] + "...")
