"""What stands on each day of the month that the calendar shows."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.reviews import CADENCES, DAILY
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.reviews.agenda import Agenda
from salestracker_xl.workbook.figures.reviews.calendar_choice import WEEKDAYS, CalendarChoice
from salestracker_xl.workbook.figures.reviews.due_days import DueDays
from salestracker_xl.workbook.formulas import (
    AND,
    COUNTIFS,
    EOMONTH,
    IF,
    IFERROR,
    INDEX,
    ISNUMBER,
    ISOWEEKNUM,
    MATCH,
    MONTH,
    NETWORKDAYS_INTL,
)
from salestracker_xl.workbook.inputs import Settings
from salestracker_xl.workbook.live import Live, Range

WEEKS = 6  # the most that a month touches
REVIEWS = Text("{n} reviews", "{n} revues")


@dataclass(frozen=True, slots=True)
class MonthDays:
    """Week by week: the number of each ISO week; and day by day the day, and what stands on it in words.

    "" stands in place of days of other months, and of weeks that the month does not touch.
    """

    weeks: Range
    days: Range
    words: Range


def write_month_days(
    calc: Calc, agenda: Agenda, choice: CalendarChoice, due_days: DueDays, settings: Settings
) -> MonthDays:
    """Write six weeks from the first row of the month on: public holidays, letters of cadences, reviews to be done."""
    calc.heading(Text("Days of the month", "Jours du mois"))
    begins = calc.line(Text("First row begins", "Début de la grille"), INDEX(due_days.begins, choice.month), "date")
    last = calc.line(Text("Last day", "Dernier jour"), EOMONTH(INDEX(due_days.first, choice.month), 0), "date")
    calc.header(
        (
            Text("Day", "Jour"),
            Text("Public holiday", "Jour férié"),
            Text("Cadences due", "Fréquences dues"),
            Text("Reviews due", "Revues dues"),
            Text("In words", "En mots"),
            Text("Week", "Semaine"),
        )
    )
    every = [begins + at if at else begins for at in range(WEEKS * len(WEEKDAYS))]
    days = calc.column(0, [IF(MONTH(day).equals(choice.month), day, "") for day in every], "date")
    holiday = calc.column(1, [_of(day, _holiday(day, settings)) for day in days])
    letters = calc.column(2, [_of(day, _letters(calc, day, due_days, settings)) for day in days])
    due = calc.column(3, [_of(day, COUNTIFS(agenda.due, day)) for day in days])
    cells = zip(days, holiday, letters, due, strict=True)
    words = calc.column(4, [_of(day, _words(calc, agenda, day, *rest)) for day, *rest in cells])
    weeks = calc.column(5, [_week(every[at], last, choice) for at in range(0, len(every), len(WEEKDAYS))])
    calc.row += len(every)
    return MonthDays(weeks, days, words)


def _of(day: Live, content: Live) -> Live:
    return IF(day.equals(""), "", content)


def _week(begins: Live, last: Live, choice: CalendarChoice) -> Live:
    return IF(begins <= last, ISOWEEKNUM(begins + choice.to_monday), "")


def _holiday(day: Live, settings: Settings) -> Live:
    return IFERROR(INDEX(settings.holiday_names, MATCH(day, settings.holidays)) & "", "")


def _letters(calc: Calc, day: Live, due_days: DueDays, settings: Settings) -> Live:
    """Letters of all cadences that fall due on a day, a space behind each."""
    worked = NETWORKDAYS_INTL(day, day, settings.weekend, settings.holidays).equals(1)
    said = _letter(calc, DAILY.letter, AND(due_days.daily > 0, worked))
    for cadence in CADENCES:
        if cadence.key in due_days.listed:
            said = said & _letter(calc, cadence.letter, ISNUMBER(MATCH(day, due_days.listed[cadence.key])))
    return said


def _letter(calc: Calc, letter: Text, due: Live) -> Live:
    return IF(due, f"{calc.sheet.book.say(letter)} ", "")


def _words(calc: Calc, agenda: Agenda, day: Live, holiday: Live, letters: Live, due: Live) -> Live:
    """The public holiday; else the letters, and behind them the one review of the agenda due, or how many there are."""
    before, after = calc.sheet.book.say(REVIEWS).split("{n}")
    reviews = IF(due.equals(1), INDEX(agenda.table["metric"], MATCH(day, agenda.due)), before & due & after)
    return IF(holiday.differs(""), holiday, letters & IF(due > 0, "· " & reviews, ""))
