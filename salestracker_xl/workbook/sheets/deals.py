"""Every deal: the pipeline as it was exported."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.tables.schema import DEALS
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.deals.rows import NAME
from salestracker_xl.workbook.guards import guard, offer
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, print_across, write_title

LISTED = ("rep", "stage", "status")  # columns with choices
LINK_COL = 8
NAMING = 2  # columns that say which deal it is

__all__ = ["NAME", "build"]


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the frame around the table: title, frozen header, lists to choose from, the way to the Funnel sheet."""
    table = figures.inputs.deals
    subtitle = (
        Text(
            "One row a deal, won, lost or open. Type below the last row: the grey columns and the Funnel sheet follow.",
            "Une ligne par affaire, gagnée, perdue ou en cours. Saisissez sous la dernière ligne : les colonnes grises "
            "et la feuille Entonnoir suivent.",
        )
        if book.tracker.deals
        else Text(
            "No deals yet: type them here, or build with --deals FILE.",
            "Pas encore d'affaires : saisissez-les ici, ou construisez avec --deals FICHIER.",
        )
    )
    write_title(sheet, NAME, subtitle, len(table.columns))
    funnel = book.sheets["funnel"]
    sheet.link(0, LINK_COL, funnel, f"{funnel.name} →")
    sheet.worksheet.freeze_panes(FIRST_CONTENT_ROW + 1, NAMING)
    sheet.worksheet.repeat_rows(FIRST_CONTENT_ROW)
    print_across(sheet, pages=3, repeated=NAMING)
    guard(sheet, table, DEALS)
    for field in LISTED:
        offer(sheet, table, field, book.lists.get(f"deal_{field}"))
