"""The day the tracker looks from, and the period that the dashboard shows."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.formulas import CHOOSE, EDATE, EOMONTH, IF, MATCH, MIN, MOD, MONTH, TODAY
from salestracker_xl.workbook.inputs import PERIOD_CHOICES, Inputs
from salestracker_xl.workbook.live import Live


@dataclass(frozen=True, slots=True)
class Period:
    """Serial days: `start` to `end` is what has passed of the period, `full_end` its last day; and a year before.

    `has_before` tells whether sales reach back to the beginning of the year before, give or take a month.
    """

    as_of: Live
    today: Live
    month_start: Live
    fiscal_year_start: Live
    last_complete_month: Live
    start: Live
    end: Live
    full_end: Live
    start_before: Live
    end_before: Live
    has_before: Live


@dataclass(frozen=True, slots=True)
class _Starts:
    """First days: of the month, quarter and fiscal year that run, and of the last complete ones."""

    month: Live
    quarter: Live
    year: Live
    done_month: Live
    done_quarter: Live
    done_year: Live


def write_period(calc: Calc, inputs: Inputs) -> Period:
    """Write the dates that everything else on Calc hangs on."""
    fixed = inputs.settings.fixed_day
    dates = inputs.sold.dates
    calc.heading(Text("Period", "Période"))
    as_of = calc.line(
        Text("Looks from (last sale, or the fixed day)", "Vu au (dernière vente, ou jour fixé)"),
        inputs.sold.looks_from(fixed),
        "date",
    )
    today = calc.line(Text("Today", "Aujourd'hui"), IF(fixed.equals(""), TODAY(), fixed), "date")
    starts = _write_starts(calc, inputs, as_of)
    first = calc.line(Text("First sale", "Première vente"), MIN(dates), "date")
    spoken = [_spoken(calc, text) for text in PERIOD_CHOICES]
    choice = calc.line(Text("Chosen period", "Période choisie"), MATCH(inputs.period, calc.column(3, spoken)))
    calc.row += len(spoken) - 1
    start, full_end = _write_chosen(calc, choice, starts, first, as_of)
    end = calc.line(Text("To", "Au"), MIN(full_end, as_of), "date")
    start_before = calc.line(Text("A year before, from", "Un an avant, du"), EDATE(start, -12), "date")
    return Period(
        as_of=as_of,
        today=today,
        month_start=starts.month,
        fiscal_year_start=starts.year,
        last_complete_month=starts.done_month,
        start=start,
        end=end,
        full_end=full_end,
        start_before=start_before,
        end_before=calc.line(Text("A year before, to", "Un an avant, au"), year_before(end), "date"),
        has_before=calc.line(Text("Sales reach back", "Ventes assez anciennes"), start_before >= first - 31),
    )


def _write_starts(calc: Calc, inputs: Inputs, as_of: Live) -> _Starts:
    month = calc.line(Text("Month begins", "Début du mois"), EOMONTH(as_of, -1) + 1, "date")
    into_year = calc.line(
        Text("Months into the fiscal year", "Mois écoulés de l'exercice"),
        MOD(MONTH(month) - inputs.settings.fiscal_start, 12),
    )
    quarter = calc.line(Text("Quarter begins", "Début du trimestre"), EDATE(month, -MOD(into_year, 3)), "date")
    year = calc.line(Text("Fiscal year begins", "Début de l'exercice"), EDATE(month, -into_year), "date")
    done_month = calc.line(Text("Last complete month", "Dernier mois complet"), _complete(as_of, month, 1), "date")
    done_quarter = calc.line(
        Text("Last complete quarter", "Dernier trimestre complet"), _complete(as_of, quarter, 3), "date"
    )
    done_year = calc.line(
        Text("Last complete fiscal year", "Dernier exercice complet"), _complete(as_of, year, 12), "date"
    )
    return _Starts(month, quarter, year, done_month, done_quarter, done_year)


def _write_chosen(calc: Calc, choice: Live, starts: _Starts, first: Live, as_of: Live) -> tuple[Live, Live]:
    """Write the first day of the chosen period and its last, whether that has come or not."""
    done_month = starts.done_month
    begins = (starts.month, starts.quarter, starts.year, done_month, starts.done_quarter, starts.done_year)
    start = calc.line(Text("From", "Du"), CHOOSE(choice, *begins, EDATE(done_month, -11), first), "date")
    full_end = calc.line(
        Text("To the end of the period", "Fin de la période"),
        CHOOSE(
            choice,
            EOMONTH(starts.month, 0),
            EOMONTH(starts.quarter, 2),
            EOMONTH(starts.year, 11),
            EOMONTH(done_month, 0),
            EOMONTH(starts.done_quarter, 2),
            EOMONTH(starts.done_year, 11),
            EOMONTH(done_month, 0),
            as_of,
        ),
        "date",
    )
    return start, full_end


def _complete(as_of: Live, start: Live, months: int) -> Live:
    """Start of the running period if it is over on that day, else of the one before."""
    return IF(as_of.equals(EOMONTH(start, months - 1)), start, EDATE(start, -months))


def year_before(day: Live, years: int = 1) -> Live:
    """The same day a year before, or so many, as `calendar.year_earlier` finds it."""
    return IF(day.equals(EOMONTH(day, 0)), EOMONTH(day, -12 * years), EDATE(day, -12 * years))


def _spoken(calc: Calc, text: Text) -> str:
    return calc.sheet.book.say(text)
