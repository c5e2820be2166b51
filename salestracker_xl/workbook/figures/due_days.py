"""On which days of the running calendar year reviews fall due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.reviews import CADENCES, DAILY, WEEKLY, Cadence
from salestracker_xl.workbook.figures.agenda import Agenda
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.period import Period
from salestracker_xl.workbook.formulas import AND, COUNTIFS, DATE, IF, MOD, WEEKDAY, WORKDAY_INTL, YEAR
from salestracker_xl.workbook.inputs import Settings
from salestracker_xl.workbook.live import Live, Range

MONTHS = 12
WEEKS = 54  # a leap year that begins on a Sunday touches 54 of them


@dataclass(frozen=True, slots=True)
class DueDays:
    """The months of the year, and where the days of each cadence are listed.

    `first` is the first day of each month, `monday` the Monday on or before it. `listed` gives, by the key of a
    cadence, the defined name of its due days; daily ones are not listed. A list holds "" in place of days on which
    no review of its cadence is due.
    """

    year: Live
    first: Range
    monday: Range
    listed: Mapping[str, str]


def write_due_days(calc: Calc, agenda: Agenda, settings: Settings, period: Period) -> DueDays:
    """Write the year of today, and the days on which a review of each cadence falls due."""
    calc.heading(Text("Calendar year", "Année civile"))
    year = calc.line(Text("Year", "Année"), YEAR(period.today), "year")
    listed = [cadence for cadence in CADENCES if cadence != DAILY]
    labels = [cadence.label for cadence in listed]
    calc.header((Text("Month begins", "Début du mois"), Text("Monday before", "Lundi précédent"), *labels))
    chosen = [COUNTIFS(agenda.table["cadence"], calc.sheet.book.say(label)) for label in labels]
    calc.sheet.write(calc.row, 0, Text("How many reviews", "Nombre de revues"), "quiet")
    reviews = calc.sheet.write_row(calc.row, 2, chosen)
    calc.row += 1
    first = calc.column(0, [DATE(year, month, 1) for month in range(1, MONTHS + 1)], "date", "left")
    monday = calc.column(1, [day - WEEKDAY(day) + 1 for day in first], "date")
    names = {}
    for col, (cadence, count) in enumerate(zip(listed, reviews, strict=True), start=2):
        starts = _weeks(count, monday[0]) if cadence == WEEKLY else _periods(count, cadence, first, settings)
        days = [IF(begins, WORKDAY_INTL(day - 1, 1, settings.weekend, settings.holidays), "") for begins, day in starts]
        names[cadence.key] = f"st_due_{cadence.key}"
        calc.sheet.book.define_name(names[cadence.key], calc.column(col, days, "date").formula)
    calc.row += WEEKS
    return DueDays(year, first, monday, names)


def _weeks(reviews: Live, monday: Live) -> list[tuple[Live, Live]]:
    """Every Monday, and whether reviews are due from it on."""
    return [(reviews > 0, monday + 7 * week) for week in range(WEEKS)]


def _periods(reviews: Live, cadence: Cadence, first: Range, settings: Settings) -> list[tuple[Live, Live]]:
    """Every first of a month, and whether a period with reviews begins on it."""
    months = enumerate(first, start=1)
    return [
        (AND(reviews > 0, MOD(month - settings.fiscal_start, cadence.months).equals(0)), day) for month, day in months
    ]
