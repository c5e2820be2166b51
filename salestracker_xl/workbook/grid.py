"""A block of live figures, column beside column: header, rows, and a total where there is one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Content, Sheet
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.writing.fast_sheet import letters

NARROWEST_NAME, WIDEST_NAME = 24, 40  # characters; longer names go on in a second line
ROW_PIXELS, LINE_PIXELS = 20, 17
HEADER_PIXELS = 34  # two lines
NONE = "–"  # what stands where a figure has no value


@dataclass(slots=True)
class Grid:
    """A block that begins in `row`; each call writes the next column to the right, from `col` on.

    `over` are styles laid over those of every cell in the rows.
    """

    sheet: Sheet
    row: int
    col: int = 0
    rows: int = 0
    over: tuple[str, ...] = ()

    @property
    def first_row(self) -> int:
        """The row below the header."""
        return self.row + 1

    @property
    def total_row(self) -> int:
        """The row below the last one."""
        return self.row + 1 + self.rows

    def raise_header(self) -> None:
        """Make the header row high enough for labels of two lines."""
        self.sheet.worksheet.set_row_pixels(self.row, HEADER_PIXELS)

    def names(
        self, label: Text, contents: Sequence[Content], *styles: str, keys: Sequence[str] = (), columns: int = 1
    ) -> Range:
        """Write texts, or dates, that name the rows; with `keys`, cells that people change.

        They run on over the blank `columns` after the first, under one header.
        """
        return self._column(label, contents, ("header",), ("cell", "left", *styles), keys, columns)

    def figures(
        self,
        label: Content,
        contents: Sequence[Content],
        *styles: str,
        label_styles: tuple[str, ...] = (),
        keys: Sequence[str] = (),
    ) -> Range:
        """Write a column of numbers, or of words that stand for one; with `keys`, of cells that people change."""
        header = ("header", "right", *label_styles)
        return self._column(label, contents, header, ("cell", "right", "fit", *styles), keys)

    def words(self, label: Text, contents: Sequence[Content], *styles: str, columns: int = 1) -> Range:
        """Write words about the rows, set in from the figures before them; `columns` as for `names`."""
        return self._column(label, contents, ("header", "inset"), ("cell", "left", "inset", *styles), (), columns)

    def marks(self, label: Text, contents: Sequence[Content], *styles: str) -> Range:
        """Write a narrow column of ranks, letters or signs."""
        return self._column(label, contents, ("header", "center"), ("cell", "center", *styles))

    def total(self, content: Content, *styles: str) -> Live:
        """Write the total of the column written last."""
        return self.sheet.write(self.total_row, self.col - 1, content, "total", "fit", *styles)

    def across(self, columns: Sequence[Range]) -> list[Range]:
        """Each row's cells in the columns written last."""
        first, last = self.col - len(columns), self.col - 1
        rows = enumerate(range(self.first_row, self.total_row))
        return [
            Range(self.sheet.span(row, first, row, last), [cells[at].value for cells in columns]) for at, row in rows
        ]

    def _column(
        self,
        label: Content,
        contents: Sequence[Content],
        header: tuple[str, ...],
        styles: tuple[str, ...],
        keys: Sequence[str] = (),
        columns: int = 1,
    ) -> Range:
        self.sheet.write(self.row, self.col, label, *header, *(("opens",) if columns > 1 else ()))
        cells = self.sheet.write_column(self.first_row, self.col, contents, *styles, *self.over, keys=keys)
        self.rows = len(contents)
        for col in range(self.col + 1, self.col + columns):
            goes_on = col < self.col + columns - 1
            self.sheet.write(self.row, col, None, "header", "runs_on", *(("opens",) if goes_on else ()))
            self.sheet.write_column(self.first_row, col, [None] * self.rows, "cell", *self.over)
        self.col += columns
        return cells


def name_width(names: Sequence[str]) -> float:
    """Width in characters of a column that holds names: as wide as the longest, within reason."""
    return float(min(max([NARROWEST_NAME, *(len(name) + 2 for name in names)]), WIDEST_NAME))


def set_name_rows(sheet: Sheet, first: int, rows: int, names: Sequence[str]) -> int:
    """Make rows high enough for the longest of the names, since any may come to stand in any row; give the height."""
    lines = max((math.ceil(len(name) / WIDEST_NAME) for name in names), default=1)
    pixels = max(ROW_PIXELS, LINE_PIXELS * lines)
    for row in range(first, first + rows):
        sheet.worksheet.set_row_pixels(row, pixels)
    return pixels


def row_below(grid: Grid, row_pixels: int, chart_pixels: int) -> int:
    """The row below the total of a raised grid with rows of one height, and below a chart beside it."""
    tall = HEADER_PIXELS + row_pixels * grid.rows + ROW_PIXELS
    return grid.total_row + 1 + max(0, math.ceil((chart_pixels - tall) / ROW_PIXELS))


def rule_rows(grid: Grid, first_col: int = 0) -> None:
    """Draw the line under those rows only whose first cell shows something."""
    book = grid.sheet.book
    line = book.workbook.add_format({"bottom": 1, "bottom_color": book.color("line")})
    rule = {"type": "formula", "criteria": f'=${letters(first_col)}{grid.first_row + 1}<>""', "format": line}
    grid.sheet.worksheet.conditional_format(grid.first_row, first_col, grid.total_row - 1, grid.col - 1, rule)


def colour_signs(sheet: Sheet, first_row: int, col: int, last_row: int, line: str = "") -> None:
    """Colour what an arrow says already: rises and words with ▲ green, falls and words with ▼ red.

    `line` is the side on which another rule draws one: of rules that overlap, LibreOffice obeys the first alone.
    """
    book = sheet.book
    cell = sheet.reference(first_row, col).rpartition("!")[2].replace("$", "")
    drawn = {line: 1, f"{line}_color": book.color("line")} if line else {}
    for arrow, comparison, color in (("▲", ">0", "good"), ("▼", "<0", "bad")):
        rule = {
            "type": "formula",
            "criteria": f'=IF(ISNUMBER({cell}),{cell}{comparison},LEFT({cell},1)="{arrow}")',
            "format": book.workbook.add_format({"font_color": book.color(color)} | drawn),
        }
        sheet.worksheet.conditional_format(first_row, col, last_row, col, rule)


def colour_heat(sheet: Sheet, first_row: int, first_col: int, last_row: int, last_col: int) -> None:
    """Shade a block from paper at its smallest figure to full at its largest."""
    colors = {"min_color": sheet.book.color("paper"), "max_color": sheet.book.color("heat")}
    sheet.worksheet.conditional_format(first_row, first_col, last_row, last_col, {"type": "2_color_scale"} | colors)


def bar_to_full(sheet: Sheet, first_row: int, col: int, last_row: int) -> None:
    """Lay a bar behind each share of a column; the whole cell stands for 100 %."""
    rule = {
        "type": "data_bar",
        "bar_color": sheet.book.color("heat"),
        "bar_border_color": sheet.book.color("heat"),
        "bar_solid": True,
        "min_type": "num",
        "min_value": 0,
        "max_type": "num",
        "max_value": 1,
    }
    sheet.worksheet.conditional_format(first_row, col, last_row, col, rule)


def colour_verdicts(sheet: Sheet, first_row: int, col: int, last_row: int) -> None:
    """Colour what a sign says already: words with ✓ green, words with ✗ or ! red."""
    book = sheet.book
    for sign, color in (("✓", "good"), ("✗", "bad"), ("!", "bad")):
        look = book.workbook.add_format({"font_color": book.color(color)})
        begins = {"type": "text", "criteria": "begins with", "value": sign, "format": look}
        sheet.worksheet.conditional_format(first_row, col, last_row, col, begins)
