"""When each metric is reviewed: the agenda, and beside it the year."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from salestracker_xl.language import Text
from salestracker_xl.reviews import CADENCES, DAILY, DONE, DUE_TODAY, OVERDUE, PLANNED
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.agenda import Agenda
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.due_days import DueDays, write_due_days
from salestracker_xl.workbook.formulas import EOMONTH, IF, ISOWEEKNUM, MONTH
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title

NAME = Text("Calendar", "Calendrier")

MONTHS: tuple[Text, ...] = (
    Text("January", "Janvier"),
    Text("February", "Février"),
    Text("March", "Mars"),
    Text("April", "Avril"),
    Text("May", "Mai"),
    Text("June", "Juin"),
    Text("July", "Juillet"),
    Text("August", "Août"),
    Text("September", "Septembre"),
    Text("October", "Octobre"),
    Text("November", "Novembre"),
    Text("December", "Décembre"),
)
WEEKDAYS: tuple[Text, ...] = (
    Text("Mo", "L"),
    Text("Tu", "M"),
    Text("We", "M"),
    Text("Th", "J"),
    Text("Fr", "V"),
    Text("Sa", "S"),
    Text("Su", "D"),
)
WEEK = Text("wk", "sem.")

MONTHS_ACROSS = 3
WEEKS = 6  # the most that a month touches
BLOCK_ROWS = WEEKS + 3  # name, weekdays, weeks, an empty row
BLOCK_COLUMNS = len(WEEKDAYS) + 2  # week number, days, an empty column
DAY_WIDTH, WEEK_WIDTH, GAP = 3.3, 3.3, 1.7  # a day of two digits with its letter must fit, or Excel shows ###
EARLIEST = dt.date(2000, 1, 1)
TODAY_NAME, WEEKEND_NAME = "st_today", "st_weekend"

LEGEND_ROW = FIRST_CONTENT_ROW - 2
LEGEND_STEPS = (0, 9, 15, 21)  # columns at which the items of a row of the legend begin


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the sheet."""
    agenda, settings = figures.agenda, figures.inputs.settings
    subtitle = Text(
        "Type the day of a review under Last done: the next one follows.",
        "Saisissez le jour d'une revue sous Dernière revue : la suivante en découle.",
    )
    write_title(sheet, NAME, subtitle, len(agenda.table.columns))
    write_state(book, sheet, agenda)
    guard_agenda(book, sheet, agenda)
    due_days = write_due_days(figures.calc, agenda, settings, figures.period)
    write_year(book, sheet, due_days, _first_column(agenda))
    write_legend(book, sheet, _first_column(agenda))
    book.define_name(TODAY_NAME, figures.period.today.formula)
    book.define_name(WEEKEND_NAME, settings.weekend.formula)
    paint_days(book, sheet, due_days, _first_column(agenda), settings.holidays.formula)


def write_state(book: Book, sheet: Sheet, agenda: Agenda) -> None:
    """Write in one line how many reviews are overdue, and how many are due today."""
    some, none = Text("Overdue: ", "En retard : "), Text("No review is overdue", "Aucune revue en retard")
    today, free = Text("due today: ", "à faire aujourd'hui : "), Text("none due today", "aucune à faire aujourd'hui")
    late = IF(agenda.overdue > 0, book.say(some) & agenda.overdue, book.say(none))
    due = IF(agenda.due_today > 0, book.say(today) & agenda.due_today, book.say(free))
    row = FIRST_CONTENT_ROW - 1
    sheet.write(row, 0, late & " · " & due, "strong")
    _colour_beginning(book, sheet, (row, 0, row, 0), book.say(some), "bad")


def guard_agenda(book: Book, sheet: Sheet, agenda: Agenda) -> None:
    """Offer the cadences, take only dates as days done, and colour the status."""
    table = agenda.table
    cells = {key: (table.first_row, table.place(key), table.last_row, table.place(key)) for key in table.columns}
    sheet.worksheet.data_validation(*cells["cadence"], {"validate": "list", "source": f"={agenda.cadences.formula}"})
    sheet.worksheet.data_validation(
        *cells["last_done"],
        {
            "validate": "date",
            "criteria": ">=",
            "value": EARLIEST,
            "error_title": book.say(Text("Last done", "Dernière revue")),
            "error_message": book.say(
                Text(
                    "Type the day on which the review was last done, as a date.",
                    "Saisissez le jour où la revue a été faite en dernier, sous forme de date.",
                )
            ),
        },
    )
    for words, styles in (
        (OVERDUE, ("bad", "strong")),
        (DUE_TODAY, ("strong",)),
        (DONE, ("good",)),
        (PLANNED, ("quiet",)),
    ):
        _colour_beginning(book, sheet, cells["status"], book.say(words).partition("{n}")[0], *styles)


def write_year(book: Book, sheet: Sheet, due_days: DueDays, first_col: int) -> None:
    """Write the year and its twelve months."""
    sheet.write(0, first_col, "" & due_days.year, "title")
    for across in range(MONTHS_ACROSS):
        left = first_col + across * BLOCK_COLUMNS
        sheet.set_columns(WEEK_WIDTH, *[DAY_WIDTH] * len(WEEKDAYS), GAP, first=left)
    sheet.set_columns(GAP, first=first_col - 1)
    for month in range(len(MONTHS)):
        write_month(book, sheet, due_days, month, *_corner(month, first_col))


def write_month(book: Book, sheet: Sheet, due_days: DueDays, month: int, row: int, col: int) -> None:
    """Write one month: its name, the weekdays, and under them the days behind the number of their ISO week."""
    sheet.write_row(row, col, [MONTHS[month], *[None] * len(WEEKDAYS)], "month_name")
    sheet.write_row(row + 1, col, [WEEK], "calendar_week")
    sheet.write_row(row + 1, col + 1, WEEKDAYS, "calendar_day", "quiet")
    monday, last = due_days.monday[month], EOMONTH(due_days.first[month], 0)
    for week in range(WEEKS):
        begins = monday + 7 * week
        sheet.write(row + 2 + week, col, IF(begins <= last, ISOWEEKNUM(begins), ""), "calendar_week")
        days = [_of_month(monday + (7 * week + at), month) for at in range(len(WEEKDAYS))]
        sheet.write_row(row + 2 + week, col + 1, days, "calendar_day", "day_number")


def write_legend(book: Book, sheet: Sheet, first_col: int) -> None:
    """Write what letters, colours and frames of the year say."""
    every = Text("Daily: every working day", "Journalière : chaque jour ouvré")
    items = [
        *((cadence.letter, (cadence.key,), every if cadence == DAILY else cadence.label) for cadence in CADENCES),
        (None, ("day_off",), Text("Day off", "Jour non travaillé")),
        (None, ("framed",), Text("Today", "Aujourd'hui")),
    ]
    for at, (letter, styles, words) in enumerate(items):
        row, col = LEGEND_ROW + at // len(LEGEND_STEPS), first_col + LEGEND_STEPS[at % len(LEGEND_STEPS)]
        sheet.write(row, col, letter, "calendar_day", *styles)
        sheet.write(row, col + 1, words, "body", "small")


def paint_days(book: Book, sheet: Sheet, due_days: DueDays, first_col: int, days_off: str) -> None:
    """Give a day on which reviews are due the letter and colour of the longest cadence; show days off and today."""
    blocks = [_days_of_month(month, first_col) for month in range(len(MONTHS))]
    first_cell = xl_rowcol_to_cell(*blocks[0][:2])
    everywhere = " ".join(xl_range(*block) for block in blocks)
    for criterion, look in _rules(book, due_days, first_cell, days_off):
        sheet.worksheet.conditional_format(
            *blocks[0],
            {
                "type": "formula",
                "criteria": f"={criterion}",
                "format": book.workbook.add_format(look),
                "multi_range": everywhere,
            },
        )


def _rules(book: Book, due_days: DueDays, cell: str, days_off: str) -> list[tuple[str, dict[str, Any]]]:
    """Criterion and look of each kind of day, the ones that win first.

    Today has rules of its own that say all at once, because LibreOffice follows only the first rule that holds.
    """
    style = book.theme.properties
    letter = book.theme.formats["day_letter"]
    kinds = [
        (
            f'AND({cell}<>"",ISNUMBER(MATCH({cell},{due_days.listed[cadence.key]},0)))',
            style(cadence.key) | {"num_format": letter.replace("{letter}", book.say(cadence.letter))},
        )
        for cadence in reversed(CADENCES)
        if cadence.key in due_days.listed
    ]
    kinds.append((f"NETWORKDAYS.INTL({cell},{cell},{WEEKEND_NAME},{days_off})=0", style("day_off")))
    today = f"{cell}={TODAY_NAME}"
    framed = style("framed")
    both = [(f"AND({today},{criterion})", look | framed) for criterion, look in kinds]
    return [*both, (today, framed), *kinds]


def _of_month(day: Live, month: int) -> Live:
    return IF(MONTH(day).equals(month + 1), day, "")


def _corner(month: int, first_col: int) -> tuple[int, int]:
    down, across = divmod(month, MONTHS_ACROSS)
    return FIRST_CONTENT_ROW + 1 + down * BLOCK_ROWS, first_col + across * BLOCK_COLUMNS


def _days_of_month(month: int, first_col: int) -> tuple[int, int, int, int]:
    row, col = _corner(month, first_col)
    return row + 2, col + 1, row + 1 + WEEKS, col + len(WEEKDAYS)


def _first_column(agenda: Agenda) -> int:
    """Column in which the year begins: an empty one lies between it and the agenda."""
    return agenda.table.first_col + len(agenda.table.columns) + 1


def _colour_beginning(book: Book, sheet: Sheet, cells: tuple[int, int, int, int], words: str, *styles: str) -> None:
    look = book.workbook.add_format(book.theme.properties(*styles))
    sheet.worksheet.conditional_format(
        *cells, {"type": "text", "criteria": "begins with", "value": words, "format": look}
    )
