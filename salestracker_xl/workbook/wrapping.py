"""How high a row must be for the texts that wrap in it."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from functools import lru_cache

from salestracker_xl.workbook.book import Sheet

LINE_PIXELS = 17
ROOM = 8  # pixels above and below the lines together
LETTERS = 1.1  # letters of running text that fit in a unit of column width, on the safe side


@lru_cache(maxsize=4_096)
def lines(text: str, width: float) -> int:
    """Lines that a text takes in a column `width` characters wide, those of its own line breaks included.

    >>> lines("Share of the goal that was reached.", 20), lines("one", 20)
    (2, 1)
    """
    letters = max(1, int(width * LETTERS))
    return sum(1 if len(part) <= letters else max(1, len(textwrap.wrap(part, letters))) for part in text.split("\n"))


def fit_row(sheet: Sheet, row: int, texts: Sequence[tuple[str, float]], least: int = 1) -> None:
    """Make a row as high as the longest of its texts needs, each given with the width of its column."""
    most = max(least, *(lines(text, width) for text, width in texts))
    sheet.worksheet.set_row_pixels(row, ROOM + LINE_PIXELS * most)


def fit_names(sheet: Sheet, first: int, names: Sequence[str], width: float) -> None:
    """Make those rows higher whose name takes several lines in a column `width` characters wide."""
    for row, name in enumerate(names, start=first):
        if lines(name, width) > 1:
            fit_row(sheet, row, [(name, width)])
