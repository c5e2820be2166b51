"""Which of Excel's hints at mistakes, its green corners, a sheet does without.

Excel marks numbers that stand as text, and an order or a deal often has a number for its name; constants in a column
that has a formula, where a build has counted once for all; formulas unlike those beside them, or in cells that people
may type over. In what a build writes these are no mistakes, and thousands of corners would hide one that is.
Source: Microsoft, "Detect formula errors in Excel"; ISO/IEC 29500-1, 18.3.1.50.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

from xlsxwriter.utility import xl_range

from salestracker_xl.limits import SHEET_COLUMNS, SHEET_ROWS
from salestracker_xl.workbook.book import Sheet

TEXT_NUMBERS, CONSTANTS = "numberStoredAsText", "calculatedColumn"
OF_FORMULAS = ("formula", "formulaRange", "unlockedFormula")
EVERYWHERE = (TEXT_NUMBERS, *OF_FORMULAS)

Hints = tuple[str, ...]


def leave_out_hints(sheet: Sheet) -> None:
    """Leave out what no cell of a sheet needs, and in columns of tables what these expect."""
    end = sheet.worksheet.dim_rowmax or 0
    columns = [(first, col, hints) for first, _, col, hints in sheet.unhinted]
    columns += [(last + 1, col, EVERYWHERE) for _, last, col, _ in sheet.unhinted if last < end]  # no room to grow
    areas = defaultdict(list)
    for area, hints in _areas(columns):
        areas[hints].append(area)
    sheet.worksheet.unhinted = {hints: " ".join(found) for hints, found in areas.items()}


def hints_left_out(figures: bool, counted: bool) -> Hints:
    """What is left out in a column of a table: of figures or of texts, counted beforehand though it has a formula."""
    return (*(() if figures else (TEXT_NUMBERS,)), *((CONSTANTS,) if counted else ()), *OF_FORMULAS)


def _areas(columns: Sequence[tuple[int, int, Hints]]) -> Iterator[tuple[str, Hints]]:
    """All of a sheet in areas that do not overlap, as Excel itself writes them, each with its hints."""
    rows = sorted({0, SHEET_ROWS, *(row for row, _, _ in columns)})
    cols = sorted({0, SHEET_COLUMNS, *(col for _, col, _ in columns), *(col + 1 for _, col, _ in columns)})
    for top, below in pairwise(rows):
        here = {col: hints for row, col, hints in sorted(columns) if row <= top}
        marked = [(span, here.get(span[0], EVERYWHERE)) for span in pairwise(cols)]
        for hints, run in groupby(marked, itemgetter(1)):
            spans = [span for span, _ in run]
            yield xl_range(top, spans[0][0], below - 1, spans[-1][1] - 1), hints
