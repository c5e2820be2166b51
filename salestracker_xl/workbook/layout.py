"""Where the cells of a workbook stand, kept in the workbook itself.

A refresh writes new values into the cells of a tracker, which must stand where they stood when it was built. A cell of
the hidden sheet Calc tells it so for each sheet: a sign of where formulas and constants are, and which cells with a
format were left blank. What is in one of those now, a person wrote.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.contents import tables
from salestracker_xl.workbook.rectangles import Place, Rectangle, rectangles
from salestracker_xl.workbook.table import LONGEST_TEXT

NAME, END = "st_layout", "st_end_"
CALC = "calc"
SIGNS = 12  # of a hash


def record_layout(book: Book) -> None:
    """Write down, beside all else on Calc, where the cells of each sheet stand; call it last."""
    calc = book.sheets[CALC]
    for sheet in book.sheets.values():
        if not sheet.worksheet.tables:  # rows that people add to a table move what is below it
            last: Any = sheet.worksheet
            book.define_name(f"{END}{sheet.key}", sheet.reference(last.dim_rowmax, last.dim_colmax))
    signs = [(sheet.key, *_sign(sheet)) for sheet in book.sheets.values()]
    col = (calc.worksheet.dim_colmax or 0) + 2
    for row, sign in enumerate(signs):
        calc.write_row(row, col, sign)
    book.define_name(NAME, calc.span(0, col, len(signs) - 1, col + 2))


def fingerprint(sheet: Sheet) -> str:
    """A sign of where formulas stand on a sheet, where constants or blanks; the rows of tables are left out."""
    kinds = (f"{row},{col}{'=' if kind == 'Formula' else ''}" for (row, col), kind in sorted(kinds_of(sheet).items()))
    return hashlib.sha256(";".join(kinds).encode()).hexdigest()[:SIGNS]


def kinds_of(sheet: Sheet) -> dict[Place, str]:
    """What stands where on a sheet, in XlsxWriter's words, without the rows of its tables: they change in number."""
    spans = [span for _, span in tables(sheet)]
    table: Any = sheet.worksheet.table
    kinds = {}
    for row, cells in table.items():
        inside = {col for span in spans if span.top < row <= span.bottom for col in range(span.left, span.right + 1)}
        kinds |= {(row, col): type(cell).__name__ for col, cell in cells.items() if col not in inside}
    return kinds


def spoken_areas(places: Iterable[Place]) -> str:
    """Places as text, in few words.

    >>> spoken_areas([(0, 0), (0, 1), (4, 2)])
    '0 0 0 1;4 2 4 2'
    """
    return ";".join(" ".join(map(str, area)) for area in rectangles(places))


def read_areas(text: str) -> set[Place]:
    """Places out of their text.

    >>> sorted(read_areas("0 0 0 1;4 2 4 2"))
    [(0, 0), (0, 1), (4, 2)]
    """
    areas = [Rectangle(*map(int, area.split())) for area in text.split(";") if area]
    return {place for area in areas for place in area.places}


def _sign(sheet: Sheet) -> Sequence[str]:
    blank = spoken_areas(place for place, kind in kinds_of(sheet).items() if kind == "Blank")
    return fingerprint(sheet), blank if len(blank) < LONGEST_TEXT else ""
