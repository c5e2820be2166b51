"""What holds for the whole workbook: the fiscal year, days off, and the day it looks from."""

from __future__ import annotations

from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.days_off import public_holidays, weekend
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.inputs import Settings
from salestracker_xl.workbook.live import Range
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.table import Table, TableColumn, write_table
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Settings", "Paramètres")
DAYS_OFF = Text("DaysOff", "JoursChômés")
ROOM = 100  # rows below the holidays to type more
NAME_WIDTH, VALUE_WIDTH, EFFECT_WIDTH = 30, 28, 80


def write_inputs(book: Book, sheet: Sheet) -> Settings:
    """Write the settings and the table of public holidays."""
    tracker = book.tracker
    row = FIRST_CONTENT_ROW
    sheet.write(row, 0, Text("Setting", "Paramètre"), "header")
    sheet.write(row, 1, Text("Value", "Valeur"), "header", "right")
    sheet.write(row, 2, Text("What it does", "Effet"), "header", "left", "inset")
    settings = (
        (
            Text("Fixed day", "Jour fixé"),
            tracker.as_of,
            "date",
            Text(
                "Blank: the tracker follows the latest sale, and reviews follow today. "
                "A date: everything is seen from that day.",
                "Vide : le suivi se cale sur la dernière vente, et les revues sur aujourd'hui. "
                "Une date : tout est vu de ce jour.",
            ),
        ),
        (
            Text("Fiscal year begins in month", "Mois de début d'exercice"),
            tracker.fiscal_start,
            "count",
            Text("1 for January to 12 for December.", "De 1 pour janvier à 12 pour décembre."),
        ),
        (
            Text("Days off", "Jours non travaillés"),
            weekend(tracker),
            "text",
            Text(
                "Seven signs from Monday to Sunday: 1 is a day off, 0 a working day.",
                "Sept signes du lundi au dimanche : 1 pour un jour non travaillé, 0 pour un jour travaillé.",
            ),
        ),
        (
            Text("Currency", "Devise"),
            tracker.currency,
            "text",
            Text(
                "All amounts are in this currency; nothing is converted.",
                "Tous les montants sont dans cette devise ; rien n'est converti.",
            ),
        ),
    )
    cells = []
    for at, (label, value, style, effect) in enumerate(settings, start=row + 1):
        sheet.write(at, 0, label, "cell")
        cells.append(sheet.write(at, 1, value, "input", style, "right"))
        sheet.write(at, 2, effect, "cell", "name", "quiet", "left", "inset")
        fit_row(sheet, at, [(book.say(effect), EFFECT_WIDTH)])
    table = write_table(
        sheet, row + len(settings) + 3, 0, "holidays", Text("Holidays", "Jours_fériés"), _holiday_columns(book)
    )
    sheet.set_columns(NAME_WIDTH, VALUE_WIDTH, EFFECT_WIDTH)
    for name, cell in zip(("st_fixed_day", "st_fiscal_start", "st_weekend"), cells, strict=False):
        book.define_name(name, cell.formula)
    return Settings(*cells, _days_off(book, sheet, table), _holiday_names(sheet, table))


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the title and guard the inputs."""
    subtitle = Text("Change the yellow cells; everything follows.", "Modifiez les cellules jaunes ; tout suit.")
    write_title(sheet, NAME, subtitle, 3)
    sheet.write(
        FIRST_CONTENT_ROW + 6, 0, Text("Public holidays (days off)", "Jours fériés (non travaillés)"), "section"
    )
    sheet.worksheet.data_validation(
        FIRST_CONTENT_ROW + 2,
        1,
        FIRST_CONTENT_ROW + 2,
        1,
        {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 12},
    )


def _days_off(book: Book, sheet: Sheet, table: Table) -> Range:
    """Name the cells of the holidays' table with room to type more below; the engines read a name, not a table."""
    name = book.say(DAYS_OFF)
    last = table.last_row + ROOM
    cells = sheet.span(table.first_row, table.first_col, last, table.first_col)
    book.define_name(name, cells)
    book.define_name("st_days_off", cells)
    return Range(name, table["day"].values)


def _holiday_names(sheet: Sheet, table: Table) -> Range:
    """The names beside the cells of `_days_off`."""
    last, col = table.last_row + ROOM, table.place("name")
    return Range(sheet.span(table.first_row, col, last, col), table["name"].values)


def _holiday_columns(book: Book) -> list[TableColumn]:
    days = public_holidays(book.tracker)
    return [
        TableColumn(
            "day", Text("Day", "Jour"), [float(serial(day)) for day, _ in days], ("input", "date", "left"), NAME_WIDTH
        ),
        TableColumn("name", Text("Holiday", "Fête"), [name for _, name in days], ("input",), VALUE_WIDTH),
    ]
