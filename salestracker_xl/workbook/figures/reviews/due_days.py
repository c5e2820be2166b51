"""On which days of the year that the calendar shows reviews fall due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.reviews import CADENCES, DAILY, WEEKLY, Cadence
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.reviews.agenda import Agenda
from salestracker_xl.workbook.figures.reviews.calendar_choice import MONTHS, CalendarChoice
from salestracker_xl.workbook.formulas import AND, COUNTIFS, DATE, IF, MOD, WEEKDAY, WORKDAY_INTL
from salestracker_xl.workbook.inputs import Settings
from salestracker_xl.workbook.live import Live, Range

WEEKS = 54  # a leap year that begins on a Sunday touches 54 of them


@dataclass(frozen=True, slots=True)
class DueDays:
    """The months of the year, and where the days of each cadence are listed.

    `first` is the first day of each month, `begins` the first day of its first row, on or before it. `listed` gives, by
    the key of a cadence, the cells of its due days, which a defined name `listed_name` holds too; daily ones are not
    listed, `daily` counts their reviews. A list holds "" in place of days on which no review of its cadence is due.
    """

    first: Range
    begins: Range
    listed: Mapping[str, Range]
    daily: Live


def listed_name(cadence: Cadence) -> str:
    """Defined name of the due days of a cadence."""
    return f"st_due_{cadence.key}"


def write_due_days(calc: Calc, agenda: Agenda, choice: CalendarChoice, settings: Settings) -> DueDays:
    """Write the months of the year, and the days on which a review of each cadence falls due."""
    calc.heading(Text("Due days of the year", "Échéances de l'année"))
    listed = [cadence for cadence in CADENCES if cadence != DAILY]
    labels = [cadence.label for cadence in listed]
    daily = calc.line(DAILY.label, _count(calc, agenda, DAILY), "count")
    calc.header((Text("Month begins", "Début du mois"), Text("First row begins", "Début de la grille"), *labels))
    calc.sheet.write(calc.row, 0, Text("How many reviews", "Nombre de revues"), "quiet")
    reviews = calc.sheet.write_row(calc.row, 2, [_count(calc, agenda, cadence) for cadence in listed])
    calc.row += 1
    first = calc.column(0, [DATE(choice.year, month, 1) for month in range(1, len(MONTHS) + 1)], "date", "left")
    begins = calc.column(1, [day - MOD(WEEKDAY(day) - choice.week_begins, 7) for day in first], "date")
    days_of = {}
    for col, (cadence, count) in enumerate(zip(listed, reviews, strict=True), start=2):
        starts = _weeks(count, first[0]) if cadence == WEEKLY else _periods(count, cadence, first, settings)
        days = [IF(due, WORKDAY_INTL(day - 1, 1, settings.weekend, settings.holidays), "") for due, day in starts]
        days_of[cadence.key] = calc.column(col, days, "date")
        calc.sheet.book.define_name(listed_name(cadence), days_of[cadence.key].formula)
    calc.row += WEEKS
    return DueDays(first, begins, days_of, daily)


def _count(calc: Calc, agenda: Agenda, cadence: Cadence) -> Live:
    return COUNTIFS(agenda.table["cadence"], calc.sheet.book.say(cadence.label))


def _weeks(reviews: Live, new_year: Live) -> list[tuple[Live, Live]]:
    """Every Monday, and whether reviews are due from it on."""
    return [(reviews > 0, new_year - WEEKDAY(new_year) + (1 + 7 * week)) for week in range(WEEKS)]


def _periods(reviews: Live, cadence: Cadence, first: Range, settings: Settings) -> list[tuple[Live, Live]]:
    """Every first of a month, and whether a period with reviews begins on it."""
    months = enumerate(first, start=1)
    return [
        (AND(reviews > 0, MOD(month - settings.fiscal_start, cadence.months).equals(0)), day) for month, day in months
    ]
