"""Which year and month the calendar shows, and on which day its weeks begin."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl import calendar
from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.period import Period
from salestracker_xl.workbook.formulas import AND, IF, IFERROR, INDEX, ISNUMBER, MATCH, MOD, MONTH, ROUND, YEAR
from salestracker_xl.workbook.live import Live, Range

MONTHS = tuple(Text(month.en, month.fr.capitalize()) for month in calendar.MONTHS)  # by themselves, as titles
WEEKDAYS: tuple[Text, ...] = (
    Text("Monday", "Lundi"),
    Text("Tuesday", "Mardi"),
    Text("Wednesday", "Mercredi"),
    Text("Thursday", "Jeudi"),
    Text("Friday", "Vendredi"),
    Text("Saturday", "Samedi"),
    Text("Sunday", "Dimanche"),
)
SHORT_WEEKDAYS: tuple[Text, ...] = (
    Text("Mo", "L"),
    Text("Tu", "M"),
    Text("We", "M"),
    Text("Th", "J"),
    Text("Fr", "V"),
    Text("Sa", "S"),
    Text("Su", "D"),
)
WEEK_BEGINS = Text("Week begins on", "Début de semaine")
FIRST_YEAR = 1901  # Excel's own 1900 has a 29 February that never was, so that its weekdays are wrong until March
LAST_YEAR = 9998  # the last weeks of 9999 reach beyond the days that Excel knows


@dataclass(frozen=True, slots=True)
class Chosen:
    """The cells in which people choose a year, a month by its name, and the first day of a week; blank is today's."""

    year: Live
    month: Live
    week_begins: Live


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    """What was chosen, as numbers; `week_begins` is 1 for Monday to 7 for Sunday.

    `to_monday` is how many days after the first day of a row its Monday stands. `weekdays` and `short_weekdays` are in
    the order of the columns; `month_names` and `weekday_names` are what can be chosen.
    """

    year: Live
    month: Live
    month_name: Live
    week_begins: Live
    to_monday: Live
    weekdays: Range
    short_weekdays: Range
    month_names: Range
    weekday_names: Range


def write_calendar_choice(calc: Calc, chosen: Chosen, period: Period) -> CalendarChoice:
    """Write the year, month and first weekday that the calendar shows."""
    calc.heading(Text("The calendar shows", "Le calendrier montre"))
    calc.header((Text("Months", "Mois"), Text("Weekdays", "Jours"), Text("Short", "Courts")))
    months = calc.column(0, MONTHS)
    names, short = calc.column(1, WEEKDAYS), calc.column(2, SHORT_WEEKDAYS)
    calc.row += len(MONTHS)
    known = AND(ISNUMBER(chosen.year), chosen.year >= FIRST_YEAR, chosen.year <= LAST_YEAR)
    year = calc.line(Text("Year", "Année"), IF(known, ROUND(chosen.year, 0), YEAR(period.today)), "year")
    month = calc.line(Text("Month", "Mois"), IFERROR(MATCH(chosen.month, months), MONTH(period.today)))
    month_name = calc.line(Text("Name of the month", "Nom du mois"), INDEX(months, month) & " " & year)
    begins = calc.line(WEEK_BEGINS, IFERROR(MATCH(chosen.week_begins, names), 1))
    to_monday = calc.line(Text("Days to Monday", "Jours jusqu'au lundi"), MOD(8 - begins, 7))
    calc.header((Text("Column", "Colonne"), Text("Weekday", "Jour"), Text("Short", "Court")))
    places = calc.column(0, [MOD(begins + (6 + at), 7) + 1 for at in range(len(WEEKDAYS))])
    choice = CalendarChoice(
        year=year,
        month=month,
        month_name=month_name,
        week_begins=begins,
        to_monday=to_monday,
        weekdays=calc.column(1, [INDEX(names, place) for place in places]),
        short_weekdays=calc.column(2, [INDEX(short, place) for place in places]),
        month_names=months,
        weekday_names=names,
    )
    calc.row += len(WEEKDAYS)
    return choice
