"""Writing down the Calc sheet, block under block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Content, Sheet
from salestracker_xl.workbook.formulas import ROUND, SUM
from salestracker_xl.workbook.live import Live, Range

DUST = 6  # digits after the point that are more than what a subtraction leaves


@dataclass(slots=True)
class Calc:
    """The Calc sheet and the row where the next block begins."""

    sheet: Sheet
    row: int = 0

    def heading(self, title: Text) -> None:
        """Begin a block under an empty row."""
        self.row += 1
        self.sheet.write(self.row, 0, title, "section")
        self.row += 1

    def line(self, label: Text, content: Content, *styles: str) -> Live:
        """Write a label and its figure; give back the figure."""
        self.sheet.write(self.row, 0, label, "quiet")
        figure = self.sheet.write(self.row, 1, content, *styles)
        self.row += 1
        return figure

    def header(self, labels: Sequence[Text | str], first: int = 0) -> None:
        """Write the header of columns and step below it."""
        self.sheet.write_row(self.row, first, labels, "header")
        self.row += 1

    def column_with_rest(self, col: int, contents: Sequence[Content], whole: Live, *styles: str) -> Range:
        """Write a column, and below it what is left of a whole; without dust, which no sum of cents is free of."""
        own = self.column(col, contents, *styles) if contents else None
        left = ROUND(whole if own is None else whole - SUM(own), DUST)
        cells = [*(own or ()), self.sheet.write(self.row + len(contents), col, left, *styles)]
        span = self.sheet.span(self.row, col, self.row + len(contents), col)
        return Range(span, [cell.value for cell in cells], cells)

    def column(self, col: int, contents: Sequence[Content], *styles: str) -> Range:
        """Write a column from the current row on, without stepping below it."""
        return self.sheet.write_column(self.row, col, contents, *styles)
