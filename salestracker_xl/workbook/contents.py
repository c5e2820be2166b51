"""What the cells of a workbook made in memory hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xlsxwriter.utility import xl_cell_to_rowcol

from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.rectangles import Place, Rectangle
from salestracker_xl.workbook.values import ExcelError, Value
from salestracker_xl.workbook.writing.fast_columns import Anything, Numbers, Texts
from salestracker_xl.workbook.writing.fast_sheet import FastColumn

Held = Live | Value
ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


def contents(book: Book, sheet: Sheet) -> Mapping[Place, Held]:
    """Every cell that was written one by one: constants, formulas with their values, None for a blank with a format."""
    texts = {number: text for text, number in book.workbook.str_table.string_table.items()}
    table: Any = sheet.worksheet.table
    return {(row, col): _held(cell, texts) for row, cells in table.items() for col, cell in cells.items()}


def written_columns(sheet: Sheet) -> Mapping[int, list[Held]]:
    """The columns of the long table of a sheet by their place on it, cell by cell; none without such a table."""
    block = sheet.worksheet.block
    if block is None:
        return {}
    return {block.first_col + at: _column(column) for at, column in enumerate(block.columns)}


def tables(sheet: Sheet) -> Iterator[tuple[str, Rectangle]]:
    """The Excel tables of a sheet: name, and all cells with the header."""
    for added in sheet.worksheet.tables:
        first, last = added["range"].split(":")
        yield added["name"], Rectangle(*xl_cell_to_rowcol(first), *xl_cell_to_rowcol(last))


def _held(cell: Any, texts: Mapping[int, str]) -> Held:
    kind = type(cell).__name__
    if kind == "Formula":
        value = ExcelError(cell.value) if cell.value in ERRORS else cell.value
        return Live(cell.formula, value)
    if kind == "String":
        return texts[cell.string]
    if kind == "Number":
        return float(cell.number)
    if kind == "Boolean":
        return bool(cell.boolean)
    if kind == "Blank":
        return None
    raise TypeError(f"a cell of kind {kind} is not compared with an open workbook yet")


def _column(column: FastColumn) -> list[Held]:
    if isinstance(column, Numbers):
        return [None if number != number else number for number in column.values.tolist()]
    if isinstance(column, Texts):
        return column.values.to_pylist()
    if isinstance(column, Anything):
        return [None if value is None or value == "" or value != value else value for value in column.values]
    raise TypeError(f"a column of kind {type(column).__name__} cannot be read back")
