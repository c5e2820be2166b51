"""When each metric is reviewed: a month, the agenda under it, and beside them the year."""

from __future__ import annotations

import datetime as dt
from typing import Any

from salestracker_xl.language import Text
from salestracker_xl.reviews import CADENCES, DAILY, DONE, DUE_TODAY, OVERDUE, PLANNED
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.days_off import week_begins
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.reviews.agenda import Agenda
from salestracker_xl.workbook.figures.reviews.calendar_choice import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEK_BEGINS,
    WEEKDAYS,
    CalendarChoice,
    Chosen,
    write_calendar_choice,
)
from salestracker_xl.workbook.figures.reviews.due_days import DueDays, write_due_days
from salestracker_xl.workbook.figures.reviews.month_days import WEEKS, MonthDays, write_month_days
from salestracker_xl.workbook.formulas import COUNTIFS, DATE, EOMONTH, IF, ISOWEEKNUM, MONTH
from salestracker_xl.workbook.inputs import Settings
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, print_apart, write_title
from salestracker_xl.workbook.sections.calendar_looks import NEXT_DUE, TODAY, paint_days, paint_lettered_days

NAME = Text("Calendar", "Calendrier")
WEEK, SHORT_WEEK = Text("Week", "Semaine"), Text("wk", "sem.")

CHOICE_ROW = FIRST_CONTENT_ROW  # labels, and the cells to choose in below them
WEEKDAY_ROW = CHOICE_ROW + 2
MONTH_ROW = WEEKDAY_ROW + 1  # of a month: for each week a row of days, and one of what stands on them
ROW_PIXELS = 18

MONTHS_ACROSS = 3
BLOCK_ROWS = WEEKS + 3  # name, weekdays, weeks, an empty row
BLOCK_COLUMNS = len(WEEKDAYS) + 2  # week number, days, an empty column
DAY_WIDTH, WEEK_WIDTH, GAP = 3.3, 3.3, 1.7  # a day of two digits with its letter must fit, or Excel shows ###
EARLIEST = dt.date(2000, 1, 1)
ACTIONS, MOST_ACTIONS = "st_table_actions", 500  # the header above the numbers of the actions

LEGEND_ROW = 1
LEGEND_STEPS = (0, 9, 15, 21)  # columns at which the items of a row of the legend begin


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the sheet."""
    agenda, settings, calc = figures.agenda, figures.inputs.settings, figures.calc
    subtitle = Text(
        "Type the day of a review under Last done: the next one follows. Choose any year and month; blank is today's.",
        "Saisissez le jour d'une revue sous Dernière revue : la suivante en découle. Choisissez une année et un mois ; "
        "à vide, ceux d'aujourd'hui.",
    )
    write_title(sheet, NAME, subtitle, len(agenda.table.columns))
    write_state(book, sheet, agenda)
    chosen = write_choices(book, sheet)
    choice = write_calendar_choice(calc, chosen, figures.period)
    due_days = write_due_days(calc, agenda, choice, settings)
    month_days = write_month_days(calc, agenda, choice, due_days, settings)
    for name, cells in ((TODAY, figures.period.today), (NEXT_DUE, agenda.due)):
        book.define_name(name, cells.formula)
    guard_choices(book, sheet, choice)
    write_month(sheet, choice, month_days)
    write_unknown_holidays(book, sheet, choice, settings)
    guard_agenda(book, sheet, agenda)
    write_year(book, sheet, choice, due_days, _first_column(agenda))
    write_legend(sheet, _first_column(agenda))
    print_apart(sheet, _first_column(agenda), _days_of_month(len(MONTHS) - 1, 0)[2])


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
    sheet.worksheet.data_validation(*cells["action"], _actions(book))
    for words, styles in (
        (OVERDUE, ("bad", "strong")),
        (DUE_TODAY, ("strong",)),
        (DONE, ("good",)),
        (PLANNED, ("quiet",)),
    ):
        _colour_beginning(book, sheet, cells["status"], book.say(words).partition("{n}")[0], *styles)


def _actions(book: Book) -> dict[str, Any]:
    """Offer the numbers of the actions there are, and take any other word too."""
    numbers = f"OFFSET({ACTIONS},1,0,{MOST_ACTIONS},1)"
    hint = Text(
        "The number of an action of the sheet Action plan.", "Le numéro d'une action de la feuille Plan d'action."
    )
    return {
        "validate": "list",
        "source": f"=OFFSET({ACTIONS},1,0,MAX(1,COUNT({numbers})),1)",
        "show_error": False,
        "input_message": book.say(hint),
    }


def write_choices(book: Book, sheet: Sheet) -> Chosen:
    """Write the cells in which a year, a month and the first day of a week are chosen."""
    sheet.write_row(CHOICE_ROW, 1, (Text("Year", "Année"), Text("Month", "Mois"), WEEK_BEGINS), "filter_label")
    return Chosen(
        year=sheet.write(CHOICE_ROW + 1, 1, None, "input", "year", "left", key="calendar_year"),
        month=sheet.write(CHOICE_ROW + 1, 2, None, "input", "left", key="calendar_month"),
        week_begins=sheet.write(
            CHOICE_ROW + 1, 3, WEEKDAYS[week_begins(book.tracker) - 1], "input", "left", key="week_begins"
        ),
    )


def guard_choices(book: Book, sheet: Sheet, choice: CalendarChoice) -> None:
    """Take only years that Excel knows, and offer the months and weekdays."""
    row = CHOICE_ROW + 1
    years = Text(
        "Type a year from {first} to {last}, or leave the cell blank.",
        "Saisissez une année de {first} à {last}, ou laissez la cellule vide.",
    ).format(first=FIRST_YEAR, last=LAST_YEAR)
    sheet.worksheet.data_validation(
        row,
        1,
        row,
        1,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": FIRST_YEAR,
            "maximum": LAST_YEAR,
            "error_title": book.say(Text("Year", "Année")),
            "error_message": book.say(years),
        },
    )
    for col, names in ((2, choice.month_names), (3, choice.weekday_names)):
        sheet.worksheet.data_validation(row, col, row, col, {"validate": "list", "source": f"={names.formula}"})


def write_month(sheet: Sheet, choice: CalendarChoice, month_days: MonthDays) -> None:
    """Write the chosen month: the numbers of its ISO weeks, and under each day what stands on it."""
    sheet.write(CHOICE_ROW + 1, 0, choice.month_name, "section")
    sheet.write(WEEKDAY_ROW, 0, WEEK, "header", "right")
    sheet.write_row(WEEKDAY_ROW, 1, list(choice.weekdays), "header", "inset")
    for week in range(WEEKS):
        row, first = MONTH_ROW + 2 * week, len(WEEKDAYS) * week
        span = slice(first, first + len(WEEKDAYS))
        sheet.write(row, 0, month_days.weeks[week], "month_week")
        sheet.write_row(row, 1, month_days.days.cells[span], "month_day", "day_number")
        sheet.write_row(row + 1, 1, month_days.words.cells[span], "month_words")
    for below in (0, 1):
        rows = [MONTH_ROW + 2 * week + below for week in range(WEEKS)]
        paint_days(sheet, [(row, 1, row, len(WEEKDAYS)) for row in rows], below=below)


def write_unknown_holidays(book: Book, sheet: Sheet, choice: CalendarChoice, settings: Settings) -> None:
    """Say so where no public holiday of the year is known: then weekends alone are days off."""
    before, after = book.say(
        Text(
            "Settings lists no public holiday of {year}; add them there.",
            "Les Paramètres n'ont aucun jour férié pour {year} ; ajoutez-les.",
        )
    ).split("{year}")
    days = settings.holidays
    known = COUNTIFS(days, ">=" & DATE(choice.year, 1, 1), days, "<=" & DATE(choice.year, 12, 31))
    sheet.write(CHOICE_ROW + 1, 4, IF(known > 0, "", before & choice.year & after), "note")


def write_year(book: Book, sheet: Sheet, choice: CalendarChoice, due_days: DueDays, first_col: int) -> None:
    """Write the year and its twelve months."""
    sheet.write(0, first_col, "" & choice.year, "title")
    for across in range(MONTHS_ACROSS):
        left = first_col + across * BLOCK_COLUMNS
        sheet.set_columns(WEEK_WIDTH, *[DAY_WIDTH] * len(WEEKDAYS), GAP, first=left)
    sheet.set_columns(GAP, first=first_col - 1)
    for row in range(WEEKDAY_ROW, _days_of_month(len(MONTHS) - 1, first_col)[2] + 1):
        sheet.worksheet.set_row_pixels(row, ROW_PIXELS)
    for month in range(len(MONTHS)):
        write_small_month(sheet, choice, due_days, month, *_corner(month, first_col))
    paint_lettered_days(sheet, [_days_of_month(month, first_col) for month in range(len(MONTHS))])


def write_small_month(sheet: Sheet, choice: CalendarChoice, due_days: DueDays, month: int, row: int, col: int) -> None:
    """Write one month: its name, the weekdays, and under them the days behind the number of their ISO week."""
    sheet.write_row(row, col, [MONTHS[month], *[None] * len(WEEKDAYS)], "calendar_month")
    sheet.write_row(row + 1, col, [SHORT_WEEK], "calendar_week")
    sheet.write_row(row + 1, col + 1, list(choice.short_weekdays), "calendar_day", "quiet")
    begins, last = due_days.begins[month], EOMONTH(due_days.first[month], 0)
    for week in range(WEEKS):
        monday = begins + 7 * week + choice.to_monday
        shown = IF(begins + 7 * week <= last, ISOWEEKNUM(monday), "")
        sheet.write(row + 2 + week, col, shown, "calendar_week")
        days = [_of_month(begins + (7 * week + at), month) for at in range(len(WEEKDAYS))]
        sheet.write_row(row + 2 + week, col + 1, days, "calendar_day", "day_number")


def write_legend(sheet: Sheet, first_col: int) -> None:
    """Write what letters, colours and frames of the year say."""
    every = Text("Daily: every working day", "Journalière : chaque jour ouvré")
    items = [
        *((cadence.letter, (cadence.key,), every if cadence == DAILY else cadence.label) for cadence in CADENCES),
        (None, ("day_off",), Text("Day off", "Jour non travaillé")),
        (None, ("framed",), Text("Today", "Aujourd'hui")),
        (Text("1", "1"), ("strong",), Text("Next review of the agenda", "Prochaine revue de l'agenda")),
        (Text("1", "1"), ("strong", "bad"), Text("Overdue", "En retard")),
    ]
    for at, (letter, styles, words) in enumerate(items):
        row, col = LEGEND_ROW + at // len(LEGEND_STEPS), first_col + LEGEND_STEPS[at % len(LEGEND_STEPS)]
        sheet.write(row, col, letter, "calendar_day", *styles)
        sheet.write(row, col + 1, words, "body", "small")


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
