"""A worksheet that stores cells as they come and writes their rows in one go.

XlsxWriter looks at every argument of every cell, and puts each cell together from pieces that it escapes one by one.
What `Sheet` hands over is known already: places are numbers, formulas are in file form. Cells are stored as XlsxWriter
itself stores them, so that its charts find them, and written as it writes them (tests compare the two).
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from math import isfinite
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellBooleanTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from salestracker_xl.workbook.writing.fast_sheet import Block, FastColumn, letters, xml_text
from salestracker_xl.workbook.writing.long_rows import LongRows
from salestracker_xl.workbook.writing.packing import Packers

MARK = "<!--rows-->"
LONG_TEXT = 16_383  # characters; only a longer text may have more UTF-16 units than a cell holds
ROWS_OF_A_SPAN = 16
ERRORS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
FUNCTION = re.compile(r"([A-Z][\w.]*)\(")
UNCHANGED = frozenset(  # functions that XlsxWriter gives no prefix
    (
        *("ABS", "AND", "AVERAGE", "CHOOSE", "COUNT", "COUNTA", "COUNTIFS", "DATE", "DAY", "EDATE", "EOMONTH", "IF"),
        *("IFERROR", "INDEX", "ISNUMBER", "LARGE", "LEFT", "LEN", "MATCH", "MAX", "MEDIAN", "MIN", "MOD", "MONTH"),
        *("NA", "NETWORKDAYS.INTL", "NOT", "OFFSET", "OR", "ROUND", "ROW", "SMALL", "SUBSTITUTE", "SUM", "SUMIFS"),
        *("TODAY", "WEEKDAY", "WORKDAY.INTL", "YEAR"),
    )
)

Held = str | float | bool | None


class FastWorksheet(Worksheet):
    """A worksheet with room for one block of rows that are written as text when the file is put together."""

    def __init__(self, pool: Packers | None = None) -> None:
        super().__init__()
        self.block: Block | None = None
        self.rows: LongRows | None = None
        self.unhinted: dict[tuple[str, ...], str] = {}  # the cells in which Excel leaves out hints at mistakes
        self._pool = pool  # of threads that pack rows while other sheets are written
        self._looks = _Looks()

    def put(self, row: int, col: int, held: Held, look: Format | None) -> None:
        """Store a constant; None is a blank cell, which has its look alone. Raises TypeError at infinity."""
        if held is None:
            if look is not None:
                self._store(row, col, CellBlankTuple(look))
        elif isinstance(held, str):
            self._put_text(row, col, held, look)
        elif isinstance(held, bool):
            self._store(row, col, CellBooleanTuple(held, look))
        elif isfinite(held):
            self._store(row, col, CellNumberTuple(held + 0, look))  # never -0
        else:
            raise TypeError(f"A cell of Excel cannot hold {held}.")

    def put_formula(self, row: int, col: int, formula: str, look: Format | None, value: Held) -> None:
        """Store a formula as a file has it, without `=`, and its value."""
        self._store(row, col, CellFormulaTuple(formula, look, value))

    def add_block(
        self,
        first_row: int,
        first_col: int,
        length: int,
        columns: list[tuple[FastColumn, Format, bool]],
    ) -> None:
        """Give rows to columns, each with its format and whether a blank cell shows it; threads begin to pack them."""
        shared: Any = self.str_table
        for column, _, _ in columns:
            column.prepare(shared)
        self.block = Block(
            first_row,
            first_col,
            length,
            [column for column, _, _ in columns],
            [look._get_xf_index() for _, look, _ in columns],
            [bordered for _, _, bordered in columns],
        )
        self._check_dimensions(self.block.last_row, first_col + len(columns) - 1)
        if self._pool is not None:
            self.rows = LongRows(self.block, self._pool)

    def _put_text(self, row: int, col: int, text: str, look: Format | None) -> None:
        if len(text) > LONG_TEXT:
            self.write_string(row, col, text, look)
        else:
            shared: Any = self.str_table
            self._store(row, col, CellStringTuple(shared._get_shared_string_index(text), look))

    def _store(self, row: int, col: int, cell: Any) -> None:
        if self._check_dimensions(row, col):
            raise IndexError(f"{self.name} has no cell in row {row + 1}, column {col + 1}.")
        self.table[row][col] = cell

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """Spare formulas of old functions the patterns by which XlsxWriter looks for new ones, up to 150 of them."""
        if formula[:1] != "{" and UNCHANGED.issuperset(FUNCTION.findall(formula)):
            return formula.removeprefix("=")
        return super()._prepare_formula(formula, expand_future_functions)

    def _write_ignored_errors(self) -> None:
        """Write one element for cells with the same hints: those of XlsxWriter would overlap."""
        if self.unhinted:
            self._xml_start_tag("ignoredErrors")
            for hints, cells in self.unhinted.items():
                self._xml_empty_tag("ignoredError", [("sqref", cells), *((hint, 1) for hint in hints)])
            self._xml_end_tag("ignoredErrors")

    def _write_sheet_data(self) -> None:
        block = self.block
        if block is None:
            super()._write_sheet_data()
            return
        top, bottom = self.dim_rowmin, self.dim_rowmax
        self._xml_start_tag("sheetData")
        self.dim_rowmax = block.first_row - 1
        self._write_rows()
        self.fh.write(MARK)
        self.dim_rowmin, self.dim_rowmax = block.last_row + 1, bottom
        self._write_rows()
        self.dim_rowmin, self.dim_rowmax = top, bottom
        self._xml_end_tag("sheetData")
        self._write_beside(block)

    def _write_beside(self, block: Block) -> None:
        """Keep what others wrote into the rows of the block."""
        rows = range(block.first_row, block.last_row + 1)
        for row in [row for row in self.table if row in rows]:
            cells = zip(sorted(self.table[row]), self._cells(row), strict=True)
            block.beside[row] = dict(cells)
        for row in [row for row in self.row_info if row in rows]:
            block.openings[row] = self._written(self._write_row, row, None, self.row_info[row])

    def _write_rows(self) -> None:
        """Write the rows between `dim_rowmin` and `dim_rowmax`."""
        rows = range(self.dim_rowmin or 0, (self.dim_rowmax or 0) + 1)
        filled = [row for row, cells in self.table.items() if cells and row in rows]
        spans = self._spans(filled)
        for row in sorted({*filled, *(row for row in self.row_info if row in rows)}):
            span, info = spans.get(row // ROWS_OF_A_SPAN), self.row_info.get(row)
            if not self.table[row]:
                self._write_empty_row(row, span, info)
                continue
            self._write_row(row, span, info)
            self.fh.write("".join(self._cells(row)) + "</row>")

    def _spans(self, rows: list[int]) -> dict[int, str]:
        """First and last column in use, of sixteen rows each."""
        used: dict[int, set[int]] = defaultdict(set)
        for row in rows:
            used[row // ROWS_OF_A_SPAN].update(self.table[row])
        return {at: f"{min(cols) + 1}:{max(cols) + 1}" for at, cols in used.items()}

    def _cells(self, row: int) -> Iterator[str]:
        """The cells of a row, from left to right."""
        end, looks = f'{row + 1}"', self._looks
        for col, cell in sorted(self.table[row].items()):
            write = WRITERS.get(type(cell))
            if write is None:
                yield self._written(self._write_cell, row, col, cell)
            else:
                look = looks[cell.format or self._look_of_place(row, col)]
                yield write(f'<c r="{letters(col)}{end}{look}', cell)

    def _look_of_place(self, row: int, col: int) -> Format | None:
        """The format of a row or a column, which a cell without one of its own has."""
        if row in self.row_info and self.row_info[row].row_format:
            return self.row_info[row].row_format
        return self.col_info[col].column_format if col in self.col_info else None

    def _written(self, write: Callable[..., None], *arguments: Any) -> str:
        file, self.fh = self.fh, io.StringIO()
        try:
            write(*arguments)
            return self.fh.getvalue()
        finally:
            self.fh = file


class _Looks(dict[Format | None, str]):
    """What stands in the tag of a cell of each format; two formats that look alike have the same number."""

    def __missing__(self, look: Format | None) -> str:
        self[look] = "" if look is None else f' s="{look._get_xf_index()}"'
        return self[look]


def _formula(opening: str, cell: CellFormulaTuple) -> str:
    value = cell.value
    if isinstance(value, bool):
        kind, value = ' t="b"', int(value)
    elif isinstance(value, str):
        kind = ' t="e"' if value in ERRORS else ' t="str"' if value else ""
        value = xml_text(value)
    else:
        kind, value = "", value + 0  # never -0
    return f"{opening}{kind}><f>{xml_text(cell.formula)}</f><v>{value}</v></c>"


WRITERS: dict[type, Callable[[str, Any], str]] = {
    CellFormulaTuple: _formula,
    CellNumberTuple: lambda opening, cell: f"{opening}><v>{cell.number:.16G}</v></c>",
    CellStringTuple: lambda opening, cell: f'{opening} t="s"><v>{cell.string}</v></c>',
    CellBlankTuple: lambda opening, cell: f"{opening}/>",
    CellBooleanTuple: lambda opening, cell: f'{opening} t="b"><v>{int(cell.boolean)}</v></c>',
}
