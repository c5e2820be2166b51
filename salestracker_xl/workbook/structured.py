"""Structured references: the tables of a workbook and their columns, as formulas name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salestracker_xl.workbook.live import Range


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was written: its name and, by the key of each column, the range of its cells."""

    name: str
    columns: Mapping[str, Range]
    first_row: int
    last_row: int
    first_col: int

    def __getitem__(self, key: str) -> Range:
        return self.columns[key]

    def place(self, key: str) -> int:
        """Column of the sheet, counted from 0, in which a column of the table stands."""
        return self.first_col + list(self.columns).index(key)


def structured(table: str, header: str) -> str:
    """Reference of a table's column as a formula in a file writes it.

    >>> structured("Dépenses", "Nouveaux clients")
    'Dépenses[Nouveaux clients]'
    """
    escaped = "".join("'" + sign if sign in "[]#'@" else sign for sign in header)
    return f"{table}[{escaped}]"


def this_row(table: str, header: str) -> str:
    """Reference of the cell in the same row, fully qualified, as a formula in a file writes it.

    >>> this_row("Sales", "Amount")
    'Sales[[#This Row],[Amount]]'
    """
    return f"{table}[[#This Row],{structured('', header)}]"


def header_cell(table: str, header: str) -> str:
    """Reference of a column's header cell.

    >>> header_cell("Sales", "Amount")
    'Sales[[#Headers],[Amount]]'
    """
    return f"{table}[[#Headers],{structured('', header)}]"


def table_name(name: str) -> str:
    """A name that Excel takes for a table.

    >>> table_name("Plan d'action")
    'Plan_d_action'
    """
    return "".join(sign if sign.isalnum() else "_" for sign in name)
