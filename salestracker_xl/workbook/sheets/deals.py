"""Every deal: the pipeline as it was exported."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.tables.schema import DEALS
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.readings import reading_columns
from salestracker_xl.workbook.table import Table, write_table

NAME = Text("Deals", "Affaires")


def write_inputs(book: Book, sheet: Sheet) -> Table:
    """Write the table, empty when no deals were given."""
    columns = reading_columns(DEALS, book.tracker.deals, book.language)
    return write_table(sheet, FIRST_CONTENT_ROW, 0, DEALS.key, NAME, columns)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the frame around the table."""
    subtitle = (
        Text("One row a deal, won, lost or open.", "Une ligne par affaire, gagnée, perdue ou en cours.")
        if book.tracker.deals
        else Text(
            "No deals yet: type them here, or build with --deals FILE.",
            "Pas encore d'affaires : saisissez-les ici, ou construisez avec --deals FICHIER.",
        )
    )
    write_title(sheet, NAME, subtitle, len(DEALS.fields))
    sheet.worksheet.freeze_panes(FIRST_CONTENT_ROW + 1, 0)
    sheet.worksheet.repeat_rows(FIRST_CONTENT_ROW)
