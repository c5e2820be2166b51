"""Where a sheet is cut into printed pages: before a section that would otherwise be torn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from xlsxwriter.worksheet import CellBlankTuple

from salestracker_xl.workbook.book import Sheet
from salestracker_xl.workbook.page import PIXELS_PER_INCH, printed_inches
from salestracker_xl.workbook.writing.worksheet import FastWorksheet

SAFETY = 0.96  # printers' fonts make rows a little higher, and repeated headers take room
HEAD_OF_PAGE = 0.2  # of the page: what stands above the first section is never left alone on one
BLANK_ROW = 20  # pixels: the row before the next section may fall off the page


def break_pages(sheet: Sheet) -> None:
    """Break the pages of a sheet that prints on several at the heads of its sections."""
    worksheet = sheet.worksheet
    if not sheet.heads or worksheet.hidden or worksheet.fit_height == 1 or worksheet.hbreaks:
        return
    width, tops = _extent(sheet)
    wide, high = printed_inches(sheet)
    room = max(width, wide * PIXELS_PER_INCH) * high / wide * SAFETY
    worksheet.set_h_pagebreaks(breaks(sorted(sheet.heads), tops, room))


def breaks(heads: Sequence[int], tops: Sequence[float], room: float) -> list[int]:
    """The rows before which a page ends, so that no section that fits on a page is torn.

    `tops` is where each row begins, with the end of the last one. A section longer than a page goes on where it is
    unless less than a third of the page is left.

    >>> breaks([2, 6], [20.0 * row for row in range(11)], 160)
    [6]
    >>> breaks([2, 6], [20.0 * row for row in range(11)], 200)
    []
    """
    found: list[int] = []
    page = 0.0
    while tops[heads[0]] - page > room:  # what stands above the first section may be long too
        page += room
    for head, following in zip(heads, [*heads[1:], len(tops) - 1], strict=True):
        top, bottom = tops[head], tops[following] - (BLANK_ROW if following < len(tops) - 1 else 0)
        goes_on = bottom - top > room and page + room - top > room / 3
        if bottom - page > room and not goes_on and top - page > HEAD_OF_PAGE * room:
            found.append(head)
            page = top
        while bottom - page > room:  # a section longer than a page
            page += room
    return found


def _extent(sheet: Sheet) -> tuple[float, list[float]]:
    """How wide the sheet is in pixels, and where each row begins, charts and all."""
    worksheet = sheet.worksheet
    last_row, last_col = _last_row(worksheet), worksheet.dim_colmax or 0
    width = float(sum(worksheet._size_col(col) for col in range(last_col + 1)))
    tops = [0.0, *accumulate(float(worksheet._size_row(row)) for row in range(last_row + 1))]
    for row, col, chart, left, below, *_ in worksheet.charts:
        start = sum(worksheet._size_col(before) for before in range(col))
        width = max(width, float(start + left + chart.width))
        while len(tops) <= row:
            tops.append(tops[-1] + worksheet._size_row(len(tops) - 1))
        bottom = tops[row] + below + chart.height
        while tops[-1] < bottom:
            tops.append(tops[-1] + worksheet._size_row(len(tops) - 1))
    return width, tops


def _last_row(worksheet: FastWorksheet) -> int:
    """The last row that shows something: rows that wait for what may come print nothing."""
    shown = [row for row, cells in worksheet.table.items() if any(map(_shows, cells.values()))]
    return max([0, *shown, *([worksheet.block.last_row] if worksheet.block else [])])


def _shows(cell: Any) -> bool:
    """Whether a cell is more than a number format."""
    return type(cell) is not CellBlankTuple or bool(cell.format.bg_color or cell.format.bottom)
