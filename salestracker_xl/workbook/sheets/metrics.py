"""What is measured, how often, and against which goal."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.catalogue import CATALOGUE
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title

NAME = Text("Metrics", "Métriques")


def write_inputs(book: Book, sheet: Sheet) -> dict[str, Live]:
    """Write the goal cell of each metric, by its key; revenue has its goals on the Goals sheet."""
    first = FIRST_CONTENT_ROW + 1
    return {shown.key: sheet.write(first + at, 4, None, "input", shown.style) for at, shown in enumerate(CATALOGUE)}


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the sheet."""
    write_title(sheet, NAME, NAME, 8)
