"""An Excel table: headers, typed columns, and the live ranges that formulas read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import NoneType
from typing import Any

import numpy as np
import pyarrow as pa
from xlsxwriter.utility import xl_range

from salestracker_xl.calendar import EXCEL_EPOCH
from salestracker_xl.language import Text
from salestracker_xl.limits import LONGEST_TEXT
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.hints import hints_left_out
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.spoken import spoken
from salestracker_xl.workbook.structured import Table, structured, table_name
from salestracker_xl.workbook.typed import EMPTY_ROWS
from salestracker_xl.workbook.writing.fast_columns import fast_column
from salestracker_xl.workbook.writing.pieces import pc

TABLE_STYLE = "Table Style Light 1"
FAST_ROWS = 2_000  # from here on a table is written column by column
CUT = Text(" … (cut: {length} characters)", " … (coupé : {length} caractères)")
PLAIN = frozenset({str, int, float, NoneType, np.float64})


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table: what it is called, how it looks, what stands in it.

    `values` are constants (a blank is None or NaN, days are Excel serials) or live formulas. `computed` is the formula
    in file form that Excel gives to rows typed below; `{table}` stands for the table's name.
    """

    key: str
    label: Text
    values: Sequence[Any] | np.ndarray | pa.Array
    styles: tuple[str, ...] = ("cell",)
    width: float = 14
    computed: str | None = None


def write_table(sheet: Sheet, row: int, col: int, key: str, name: Text, columns: Sequence[TableColumn]) -> Table:
    """Write a table with its header in `row`; one without rows gets blank ones to type in."""
    book = sheet.book
    shown = table_name(book.say(name))
    rows = len(columns[0].values) or EMPTY_ROWS
    fast = rows >= FAST_ROWS and sheet.worksheet.block is None
    _declare_table(sheet, row, col, rows, shown, columns)
    book.workbook.number([book.style(*column.styles) for column in columns])
    write = write_fast if fast else write_cells
    columns = [replace(column, values=_fitting(book, column.values)) for column in columns]
    ranges = {}
    for at, column in enumerate(columns):
        sheet.write(row, col + at, column.label, *_header(book, column))
        whole = book.style(*column.styles) if _suits_a_whole_column(sheet, column) else None
        sheet.worksheet.set_column(col + at, col + at, column.width, whole)
        cells = write(sheet, row + 1, col + at, column)
        figures = _holds_figures(book, column) and not _holds_words(column.values)
        hints = hints_left_out(figures, _is_counted(column, shown))
        sheet.unhinted.append((row + 1, row + rows, col + at, hints))
        ranges[column.key] = Range(structured(shown, book.say(column.label)), *cells)
    if fast:
        _reserve_rows(sheet, row, col, columns)
    book.define_name(f"st_table_{key}", sheet.reference(row, col))
    book.tables[key] = {column.key: book.say(column.label) for column in columns}
    book.written[key] = Table(shown, ranges, row + 1, row + rows, col)
    return book.written[key]


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


def write_fast(sheet: Sheet, row: int, col: int, column: TableColumn) -> tuple[Any, Sequence[Live]]:
    """Give back what `write_cells` does for a column that is not written cell by cell."""
    if _is_plain(column.values):
        return column.values, ()
    contents = [sheet.content(value) for value in column.values]
    held = [content.value if isinstance(content, Live) else content for content in contents]
    return held, [Live(sheet.reference(row + at, col), value) for at, value in enumerate(held)]


def _reserve_rows(sheet: Sheet, row: int, col: int, columns: Sequence[TableColumn]) -> None:
    """Have the rows of the table that was added last written when the file is put together."""
    rows = len(columns[0].values)
    look = [(column, sheet.book.style(*column.styles), not _suits_a_whole_column(sheet, column)) for column in columns]
    sheet.worksheet.add_block(
        row + 1, col, rows, [(fast_column(_contents(sheet, column)), style, framed) for column, style, framed in look]
    )


def _contents(sheet: Sheet, column: TableColumn) -> Sequence[Any] | np.ndarray | pa.Array:
    if _is_plain(column.values):
        return column.values
    return [sheet.content(value) for value in column.values]


def _is_plain(values: Any) -> bool:
    return isinstance(values, np.ndarray | pa.Array) or set(map(type, values)) <= PLAIN


def _fitting(book: Book, values: Any) -> Any:
    """The values of a column, a text too long for a cell cut so that its end says so."""
    if isinstance(values, np.ndarray):
        return values
    if isinstance(values, pa.Array) and (len(values) < FAST_ROWS or _most_octets(values) > LONGEST_TEXT):
        values = values.to_pylist()
    if isinstance(values, pa.Array):
        return values
    if max((len(value) for value in values if isinstance(value, str)), default=0) <= LONGEST_TEXT // 2:
        return values
    return [_cut(book, value) if isinstance(value, str) else value for value in values]


def _most_octets(texts: pa.Array) -> int:
    return pc.max(pc.binary_length(texts)).as_py() or 0


def _cut(book: Book, text: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return text
    told = book.say(CUT.format(length=spoken(len(text))))
    return units[: 2 * (LONGEST_TEXT - len(told))].decode("utf-16-le", "ignore") + told


def _write_constants(sheet: Sheet, row: int, col: int, column: TableColumn) -> None:
    """Write a long column; its blank cells take the format of the whole column where it has one."""
    worksheet, style = sheet.worksheet, sheet.book.style(*column.styles)
    decorated = not _suits_a_whole_column(sheet, column)
    values = column.values.tolist() if isinstance(column.values, np.ndarray) else column.values
    for at, value in enumerate(values, start=row):
        known = value if value == value else None
        if known is not None or decorated:
            worksheet.put(at, col, known, style)


def _suits_a_whole_column(sheet: Sheet, column: TableColumn) -> bool:
    """Whether a format may stand on all cells of a column, also below the table: it shows nothing on a blank."""
    return not any(key in sheet.book.theme.properties(*column.styles) for key in ("bg_color", "border", "bottom"))


def serials(days: np.ndarray) -> np.ndarray:
    """Datetimes of a column as Excel serial days, NaN for a blank."""
    stamps = np.asarray(days, dtype="datetime64[s]")
    numbers = stamps.astype("datetime64[D]").astype(np.int64).astype(float) + EXCEL_EPOCH
    numbers[np.isnat(stamps)] = np.nan
    return numbers


def _declare_table(sheet: Sheet, row: int, col: int, rows: int, shown: str, columns: Sequence[TableColumn]) -> None:
    """Add a table of one row, and then tell how high it is: XlsxWriter keeps an entry for each cell of those it knows.

    Given to `add_table`, the formula of a calculated column is also written into every row there is, where other values
    follow at once: of a build of 70,000 rows that took four fifths of the time.
    """
    right = col + len(columns) - 1
    declared = [_declared(sheet, column) for column in columns]
    sheet.worksheet.add_table(row, col, row + 1, right, {"name": shown, "style": TABLE_STYLE, "columns": declared})
    added, whole = sheet.worksheet.tables[-1], xl_range(row, col, row + rows, right)
    added.update({"range": whole, "a_range": whole, "autofilter": whole})
    for known, column in zip(added["columns"], columns, strict=True):
        if column.computed is not None:
            known["formula"] = column.computed.format(table=shown)


def _holds_figures(book: Book, column: TableColumn) -> bool:
    return any(style in book.theme.formats and style != "text" for style in column.styles)


def _holds_words(values: Sequence[Any] | np.ndarray | pa.Array) -> bool:
    return not isinstance(values, np.ndarray) and any(isinstance(value, str) for value in values)


def _is_counted(column: TableColumn, table: str) -> bool:
    """Whether a column that has a formula for new rows holds anything else."""
    return column.computed is not None and not _are_formulas(column.values, column.computed.format(table=table))


def _are_formulas(values: Sequence[Any] | np.ndarray | pa.Array, formula: str) -> bool:
    """Whether all cells of a column hold one formula."""
    if _is_plain(values):
        return len(values) == 0
    return all(isinstance(value, Live) and value.formula == formula for value in values)


def _header(book: Book, column: TableColumn) -> tuple[str, ...]:
    """Styles of a header: over figures it ends where they end, but for the button of the filter."""
    styles = column.styles
    if "center" in styles:
        return ("header", "center")
    if "left" in styles or not ("right" in styles or _holds_figures(book, column)):
        return ("header", "left", "inset") if "inset" in styles else ("header",)
    return ("header", "right", "beside_button")


def _declared(sheet: Sheet, column: TableColumn) -> dict[str, Any]:
    declared: dict[str, Any] = {
        "header": sheet.book.say(column.label),
        "header_format": sheet.book.style(*_header(sheet.book, column)),
    }
    if column.styles:
        declared["format"] = sheet.book.style(*column.styles)
    return declared
