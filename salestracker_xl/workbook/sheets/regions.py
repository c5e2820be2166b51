"""Where sales are made."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.page import write_title

NAME = Text("Regions", "Régions")


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the sheet."""
    write_title(sheet, NAME, NAME, 8)
