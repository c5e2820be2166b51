"""Who stays, who may leave, what they like, and what a loyalty programme would cost."""

from __future__ import annotations

from salestracker_xl.analysis.interests import interest_field
from salestracker_xl.analysis.loyalty import loyalty
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_missing, write_title
from salestracker_xl.workbook.sections.computed import computed_note
from salestracker_xl.workbook.sections.loyalty.best_customers import write_best
from salestracker_xl.workbook.sections.loyalty.groups import NAME_WIDTH, write_rfm
from salestracker_xl.workbook.sections.loyalty.interest_table import write_interests
from salestracker_xl.workbook.sections.loyalty.leavers import write_leavers
from salestracker_xl.workbook.sections.loyalty.satisfaction import write_answers
from salestracker_xl.workbook.sections.loyalty.signals import write_weights
from salestracker_xl.workbook.sections.loyalty.tiers import write_tiers

NAME = Text("Loyalty", "Fidélité")
WIDTHS = (NAME_WIDTH, 17.0, *[12.0] * 8, 15.0, 12.0, 24.0)
SUBTITLE = Text(
    "All customers, whatever the dashboard's filters, as seen from the last day of the data or the fixed day.",
    "Tous les clients, quels que soient les filtres du tableau de bord, vus du dernier jour des données ou du jour "
    "fixé.",
)
MISSING = Text(
    "Nobody has bought anything by this day: build again from an export with purchases.",
    "Personne n'a rien acheté à ce jour : reconstruisez depuis un export avec des achats.",
)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the sheet from the groups of customers down to each of the most valuable ones."""
    write_title(sheet, NAME, SUBTITLE, len(WIDTHS))
    sheet.set_columns(*WIDTHS)
    found = loyalty(book.sales)
    if found is None:
        write_missing(sheet, FIRST_CONTENT_ROW, MISSING)
        return
    field = interest_field(book.tracker.sales.frame)
    sheet.write(FIRST_CONTENT_ROW - 1, 0, computed_note(book, figures.history), "note")
    row = write_rfm(book, sheet, FIRST_CONTENT_ROW, found.customers)
    tiers, row = write_tiers(book, sheet, row + 1, figures)
    row = write_leavers(book, sheet, row + 1, found, field)
    row = write_interests(book, sheet, row + 1, field)
    row = write_answers(book, sheet, row + 1, figures)
    weights, row = write_weights(book, sheet, row + 1, figures)
    write_best(book, sheet, row + 1, figures, found, tiers, weights, field)
