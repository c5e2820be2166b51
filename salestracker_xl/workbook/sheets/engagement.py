"""What customers did beside buying: the table that people type in and import into."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.tables.schema import ENGAGEMENT
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.guards import guard, offer
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.readings import reading_columns
from salestracker_xl.workbook.structured import Table
from salestracker_xl.workbook.table import write_table

NAME = Text("Engagement", "Engagement")
TABLE_NAME = Text("Interactions", "Interactions")  # a table and a function of one name would be too much for Excel
SOME = Text(
    "One row a visit, opened e-mail, call, event, request for support or answer to a survey.",
    "Une ligne par visite, e-mail ouvert, appel, événement, demande d'assistance ou réponse à une enquête.",
)
NONE = Text(
    "No interactions yet: build with --engagement FILE to see engagement and satisfaction on the sheet Loyalty.",
    "Pas encore d'interactions : construisez avec --engagement FICHIER pour voir engagement et satisfaction sur la "
    "feuille Fidélité.",
)
WHOLE = Text(
    "Type a whole number from {lowest} to {highest}, or leave the cell blank.",
    "Saisissez un nombre entier de {lowest} à {highest}, ou laissez la cellule vide.",
)


def write_inputs(book: Book, sheet: Sheet) -> Table:
    """Write the table, empty when no interactions were given."""
    columns = reading_columns(ENGAGEMENT, book.tracker.engagement, book.language)
    return write_table(sheet, FIRST_CONTENT_ROW, 0, ENGAGEMENT.key, TABLE_NAME, columns)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the frame around the table: title, frozen header, what cells may hold."""
    table = figures.inputs.engagement
    write_title(sheet, NAME, SOME if book.tracker.engagement else NONE, len(ENGAGEMENT.fields))
    sheet.worksheet.freeze_panes(FIRST_CONTENT_ROW + 1, 0)
    sheet.worksheet.repeat_rows(FIRST_CONTENT_ROW)
    guard(sheet, table, ENGAGEMENT)
    offer(sheet, table, "kind", book.lists["interaction"])
    for field in (field for field in ENGAGEMENT.fields if field.bounds):
        lowest, highest = field.bounds or (0, 0)
        col = table.place(field.key)
        told = WHOLE.format(lowest=lowest, highest=highest)
        whole = {"validate": "integer", "criteria": "between", "minimum": lowest, "maximum": highest}
        told_as = {"error_title": book.say(field.label), "error_message": book.say(told)}
        sheet.worksheet.data_validation(table.first_row, col, table.last_row, col, whole | told_as)
