"""What holds for the whole workbook: the fiscal year, days off, and the day it looks from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.days_off import public_holidays, weekend
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.inputs import DIMENSIONS, Settings
from salestracker_xl.workbook.live import Range
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.structured import Table
from salestracker_xl.workbook.summary import is_summarised
from salestracker_xl.workbook.table import TableColumn, write_table
from salestracker_xl.workbook.typed import rows_of
from salestracker_xl.workbook.wrapping import fit_row

NAME = Text("Settings", "Paramètres")
DAYS_OFF = Text("DaysOff", "JoursChômés")
ROOM = 100  # rows below the holidays to type more
NAME_WIDTH, VALUE_WIDTH, ACTS_WIDTH, EFFECT_WIDTH = 30, 28, 27, 80
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2199, 12, 31)

AT_ONCE = Text("at once", "aussitôt")
WITH_A_BUILD = Text("with the next build", "à la prochaine construction")
SEEN_AT_ONCE = Text("everything is seen from that day", "tout est vu de ce jour")
SEEN_AFTER_A_BUILD = Text(
    "reviews are seen from that day at once, figures from the next build on, since there are so many sales",
    "les revues sont vues de ce jour aussitôt, les chiffres à la prochaine construction, vu le nombre de ventes",
)
HEADERS = (
    (Text("Setting", "Paramètre"), ()),
    (Text("Value", "Valeur"), ("right",)),
    (Text("A change acts", "Un changement agit"), ("left", "inset")),
    (Text("What it does", "Effet"), ("left",)),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """A line: what it is called, its value and number format, when a change acts, and what it does.

    One that acts at once is typed into, and has a key.
    """

    label: Text
    value: Content
    style: str
    acts: Text
    effect: Text
    key: str | None = None


def settings_of(book: Book) -> list[Setting]:
    """The lines from top to bottom; the first three are inputs."""
    return [*_inputs_of(book.tracker), *_facts_of(book)]


def _inputs_of(tracker: Tracker) -> list[Setting]:
    """What people change."""
    return [
        Setting(
            Text("Fixed day", "Jour fixé"),
            tracker.as_of,
            "date",
            AT_ONCE,
            Text(
                "Blank: the tracker follows the latest sale, and reviews follow today. A date: {what}.",
                "Vide : le suivi se cale sur la dernière vente, et les revues sur aujourd'hui. Une date : {what}.",
            ).format(what=SEEN_AFTER_A_BUILD if is_summarised(tracker) else SEEN_AT_ONCE),
            "fixed_day",
        ),
        Setting(
            Text("Fiscal year begins in month", "Mois de début d'exercice"),
            tracker.fiscal_start,
            "count",
            AT_ONCE,
            Text("1 for January to 12 for December.", "De 1 pour janvier à 12 pour décembre."),
            "fiscal_start",
        ),
        Setting(
            Text("Days off", "Jours non travaillés"),
            weekend(tracker),
            "text",
            AT_ONCE,
            Text(
                "Seven signs from Monday to Sunday: 1 is a day off, 0 a working day.",
                "Sept signes du lundi au dimanche : 1 pour un jour non travaillé, 0 pour un jour travaillé.",
            ),
            "weekend",
        ),
    ]


def _facts_of(book: Book) -> list[Setting]:
    """What only a build changes."""
    tracker = book.tracker
    names = sum(len(book.sales.by_revenue(dimension)) for dimension in DIMENSIONS)
    return [
        Setting(
            Text("Currency", "Devise"),
            tracker.currency,
            "text",
            WITH_A_BUILD,
            Text(
                "All amounts are in this currency; nothing is converted. Another one: build with --currency.",
                "Tous les montants sont dans cette devise ; rien n'est converti. Une autre : construisez avec "
                "--currency.",
            ),
        ),
        Setting(
            Text("Names in the filters", "Noms dans les filtres"),
            names,
            "count",
            WITH_A_BUILD,
            Text(
                "Regions, reps and products of the sales. A new name counts in the totals at once; it stands in the "
                "lists and has a line of its own after the next build.",
                "Régions, commerciaux et produits des ventes. Un nom nouveau compte aussitôt dans les totaux ; il "
                "figure dans les listes et a sa propre ligne après la prochaine construction.",
            ),
        ),
        Setting(
            Text("Predictions as of", "Prévisions au"),
            tracker.last_day,
            "date",
            WITH_A_BUILD,
            Text(
                "Customer value, cohorts and forecasts were computed with the sales up to this day.",
                "Valeur client, cohortes et prévisions ont été calculées avec les ventes jusqu'à ce jour.",
            ),
        ),
    ]


def write_inputs(book: Book, sheet: Sheet) -> Settings:
    """Write the settings and the table of public holidays."""
    row = FIRST_CONTENT_ROW
    for col, (label, styles) in enumerate(HEADERS):
        sheet.write(row, col, label, "header", *styles)
    cells, settings = [], settings_of(book)
    for at, setting in enumerate(settings, start=row + 1):
        look = "input" if setting.acts is AT_ONCE else "cell"
        sheet.write(at, 0, setting.label, "cell")
        cells.append(sheet.write(at, 1, setting.value, look, setting.style, "right", key=setting.key))
        sheet.write(at, 2, setting.acts, "cell", "left", "inset")
        sheet.write(at, 3, setting.effect, "cell", "name", "quiet", "left")
        fit_row(sheet, at, [(book.say(setting.effect), EFFECT_WIDTH)])
    below = row + len(settings) + 2
    sheet.write(below, 0, Text("Public holidays (days off)", "Jours fériés (non travaillés)"), "section")
    table = write_table(sheet, below + 1, 0, "holidays", Text("Holidays", "Jours_fériés"), _holiday_columns(book))
    sheet.worksheet.repeat_rows(below + 1)
    sheet.set_columns(NAME_WIDTH, VALUE_WIDTH, ACTS_WIDTH, EFFECT_WIDTH)
    fixed_day, fiscal_start, days_off, currency, *_ = cells
    holidays, names = _days_off(book, sheet, table), _holiday_names(sheet, table)
    return Settings(fixed_day, fiscal_start, days_off, currency, holidays, names)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the title and guard the inputs."""
    subtitle = Text(
        "Change the yellow cells and the holidays: everything follows at once. The others come from the build.",
        "Modifiez les cellules jaunes et les jours fériés : tout suit aussitôt. Le reste vient de la construction.",
    )
    write_title(sheet, NAME, subtitle, len(HEADERS))
    day, month, days_off = range(FIRST_CONTENT_ROW + 1, FIRST_CONTENT_ROW + 4)
    cell = f"$B${days_off + 1}"
    guards: dict[int, tuple[dict[str, Any], Text]] = {
        day: (
            {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY},
            Text("A date, or nothing.", "Une date, ou rien."),
        ),
        month: (
            {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 12},
            Text("A month from 1 to 12.", "Un mois de 1 à 12."),
        ),
        days_off: (
            {
                "validate": "custom",
                "value": f'=AND(LEN({cell})=7,SUBSTITUTE(SUBSTITUTE({cell},"0",""),"1","")="",{cell}<>"1111111")',
            },
            Text(
                "Seven signs 0 or 1, such as 0000011; one day at least is worked.",
                "Sept signes 0 ou 1, par exemple 0000011 ; un jour au moins est travaillé.",
            ),
        ),
    }
    for row, (guard, told) in guards.items():
        message = {"error_title": book.say(NAME), "error_message": book.say(told)}
        sheet.worksheet.data_validation(row, 1, row, 1, guard | message)


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
    proposed = {"day": [float(serial(day)) for day, _ in days], "name": [name for _, name in days]}
    rows = rows_of(book.typed, "holidays", proposed)
    return [
        TableColumn("day", Text("Day", "Jour"), rows["day"], ("input", "date", "left"), NAME_WIDTH),
        TableColumn("name", Text("Holiday", "Fête"), rows["name"], ("input",), VALUE_WIDTH),
    ]
