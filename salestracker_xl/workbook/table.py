"""An Excel table: headers, typed columns, and the live ranges that formulas read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

import numpy as np

from salestracker_xl.calendar import EXCEL_EPOCH
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Sheet
from salestracker_xl.workbook.live import Live, Range

TABLE_STYLE = "Table Style Light 1"
EMPTY_ROWS = 2  # Excel asks for one; a range of a single cell is none to other engines
PLAIN = frozenset({str, int, float, NoneType, np.float64})


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: what it is called, how it looks, what stands in it.

    `values` are constants (a blank is None or NaN, days are Excel serials) or live formulas. `computed` is the formula
    in file form that Excel gives to rows typed below; `{table}` stands for the table's name.
    """

    key: str
    label: Text
    values: Sequence[Any] | np.ndarray
    styles: tuple[str, ...] = ("cell",)
    width: float = 14
    computed: str | None = None


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


def write_table(sheet: Sheet, row: int, col: int, key: str, name: Text, columns: Sequence[TableColumn]) -> Table:
    """Write a table with its header in `row`; one without rows gets blank ones to type in."""
    book = sheet.book
    shown = table_name(book.say(name))
    rows = len(columns[0].values) or EMPTY_ROWS
    sheet.worksheet.add_table(
        row,
        col,
        row + rows,
        col + len(columns) - 1,
        {
            "name": shown,
            "style": TABLE_STYLE,
            "columns": [_declared(sheet, shown, column) for column in columns],
        },
    )
    _compute_typed_rows(sheet, shown, columns)
    ranges = {}
    for at, column in enumerate(columns):
        sheet.write(row, col + at, column.label, "header")
        whole = book.style(*column.styles) if _suits_a_whole_column(sheet, column) else None
        sheet.worksheet.set_column(col + at, col + at, column.width, whole)
        cells = write_cells(sheet, row + 1, col + at, column)
        ranges[column.key] = Range(structured(shown, book.say(column.label)), *cells)
    book.define_name(f"st_table_{key}", sheet.reference(row, col))
    return Table(shown, ranges, row + 1, row + rows, col)


def write_cells(sheet: Sheet, row: int, col: int, column: TableColumn) -> tuple[Any, Sequence[Live]]:
    """Write the cells of one column; give back their values, and live references where formulas stand."""
    values: Any = column.values
    if len(values) == 0:
        sheet.write_column(row, col, [None] * EMPTY_ROWS, *column.styles)
        return [None] * EMPTY_ROWS, ()
    if not set(map(type, values)) <= PLAIN:
        cells = [sheet.write(row + at, col, value, *column.styles) for at, value in enumerate(values)]
        return [cell.value for cell in cells], cells
    _write_constants(sheet, row, col, column)
    return values, ()


def _write_constants(sheet: Sheet, row: int, col: int, column: TableColumn) -> None:
    """Write a long column; its blank cells take the format of the whole column where it has one."""
    worksheet, style = sheet.worksheet, sheet.book.style(*column.styles)
    decorated = not _suits_a_whole_column(sheet, column)
    values = column.values.tolist() if isinstance(column.values, np.ndarray) else column.values
    for at, value in enumerate(values, start=row):
        if value is None or value != value:
            if decorated:
                worksheet.write_blank(at, col, None, style)
        elif isinstance(value, str):
            worksheet.write_string(at, col, value, style)
        else:
            worksheet.write_number(at, col, value, style)


def _suits_a_whole_column(sheet: Sheet, column: TableColumn) -> bool:
    """Whether a format may stand on all cells of a column, also below the table: it shows nothing on a blank."""
    return not any(key in sheet.book.theme.properties(*column.styles) for key in ("bg_color", "border", "bottom"))


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


def serials(days: np.ndarray) -> np.ndarray:
    """Datetimes of a column as Excel serial days, NaN for a blank."""
    stamps = np.asarray(days, dtype="datetime64[s]")
    numbers = stamps.astype("datetime64[D]").astype(np.int64).astype(float) + EXCEL_EPOCH
    numbers[np.isnat(stamps)] = np.nan
    return numbers


def _declared(sheet: Sheet, table: str, column: TableColumn) -> dict[str, Any]:
    declared: dict[str, Any] = {"header": sheet.book.say(column.label), "header_format": sheet.book.style("header")}
    if column.styles:
        declared["format"] = sheet.book.style(*column.styles)
    return declared


def _compute_typed_rows(sheet: Sheet, table: str, columns: Sequence[TableColumn]) -> None:
    """Declare the calculated columns of the table that was added last.

    Given to `add_table`, a formula is also written into every row there is, where other values follow at once: of a
    build of 70,000 rows that took four fifths of the time.
    """
    added = sheet.worksheet.tables[-1]["columns"]
    for declared, column in zip(added, columns, strict=True):
        if column.computed is not None:
            declared["formula"] = column.computed.format(table=table)
