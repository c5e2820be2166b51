"""Where the cells of a workbook stand, kept in the workbook itself.

A refresh writes new values into the cells of a tracker, which must stand where they stood when it was built. Cells of
the hidden sheet Calc tell it so for each sheet: a sign of where formulas and constants are, one of what the formulas
say, and which cells with a format were left blank. What is in one of those now, a person wrote.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any, cast

from salestracker_xl.limits import LONGEST_TEXT
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.contents import tables
from salestracker_xl.workbook.rectangles import Place
from salestracker_xl.workbook.signs import Sign, spoken_areas

NAME, END = "st_layout", "st_end_"
CALC = "calc"
SIGNS = 12  # of a hash
NO_FIGURE = "NA()"  # a formula that stands where another month has a number


def record_layout(book: Book) -> None:
    """Write down, beside all else on Calc, where the cells of each sheet stand; call it last."""
    calc = book.sheets[CALC]
    for sheet in book.sheets.values():
        book.signs[sheet.key] = sign_of(sheet)
        if not sheet.worksheet.tables and sheet is not calc:  # rows that people add to a table move what is below it
            extent: Any = sheet.worksheet
            book.ends[sheet.key] = extent.dim_rowmax, extent.dim_colmax
            book.define_name(f"{END}{sheet.key}", sheet.reference(*book.ends[sheet.key]))
    col = (calc.worksheet.dim_colmax or 0) + 2
    for row, (key, sign) in enumerate(book.signs.items()):
        calc.write_row(row, col, (key, *sign))
    book.define_name(NAME, calc.span(0, col, len(book.signs) - 1, col + len(Sign._fields)))


def sign_of(sheet: Sheet) -> Sign:
    """The sign of a sheet; the rows of its tables are left out."""
    kinds, table = kinds_of(sheet), cast(Any, sheet.worksheet.table)
    formulas = [place for place, kind in kinds.items() if kind == "Formula"]
    if sheet.key == CALC:  # what nobody sees has no place to keep but for what is computed
        kinds = {place: kinds[place] for place in formulas}
    blank = spoken_areas(place for place, kind in kinds.items() if kind == "Blank")
    return Sign(
        places=_hash(f"{row},{col}{'=' if kind == 'Formula' else ''}" for (row, col), kind in sorted(kinds.items())),
        formulas=_hash(table[row][col].formula for row, col in sorted(formulas)),
        blank=blank if len(blank) < LONGEST_TEXT else "",
    )


def kinds_of(sheet: Sheet) -> dict[Place, str]:
    """What stands where on a sheet, in XlsxWriter's words, without the rows of its tables: they change in number."""
    spans = [span for _, span in tables(sheet)]
    table: Any = sheet.worksheet.table
    kinds = {}
    for row, cells in table.items():
        inside = {col for span in spans if span.top < row <= span.bottom for col in range(span.left, span.right + 1)}
        for col, cell in cells.items():
            if col not in inside:
                kinds[row, col] = _kind(cell)
    return kinds


def _kind(cell: Any) -> str:
    kind = type(cell).__name__
    return "Error" if kind == "Formula" and cell.formula == NO_FIGURE else kind


def _hash(facts: Iterable[str]) -> str:
    """Letters and digits that begin with a letter: no program takes them for a number."""
    return "s" + hashlib.sha256(";".join(facts).encode()).hexdigest()[:SIGNS]
