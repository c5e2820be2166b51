"""What is to be reached."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.tables.schema import TARGETS
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.readings import reading_columns
from salestracker_xl.workbook.table import Table, write_table

NAME = Text("Goals", "Objectifs")


def write_inputs(book: Book, sheet: Sheet, sales: Table) -> Table:
    """Write the table of monthly goals."""
    return write_table(
        sheet, FIRST_CONTENT_ROW, 0, TARGETS.key, NAME, reading_columns(TARGETS, book.tracker.targets)
    )


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the sheet."""
    write_title(sheet, NAME, NAME, 8)
