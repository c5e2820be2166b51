"""All figures that sheets read, in the order in which they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from salestracker_xl.analysis.goals import goal_reps
from salestracker_xl.analysis.headline import beside_the_cards
from salestracker_xl.analysis.history import monthly_history
from salestracker_xl.analysis.line import Line
from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.benchmarks import Benchmark, sector_growth, write_benchmarks
from salestracker_xl.workbook.figures.breakdown import Breakdown, RepGoals, write_breakdown, write_rep_goals
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.cards import Card, write_cards
from salestracker_xl.workbook.figures.checks import Checks, write_checks
from salestracker_xl.workbook.figures.deals.rows import write_deals
from salestracker_xl.workbook.figures.goal_span import Span, write_goal_spans
from salestracker_xl.workbook.figures.history import History, write_history
from salestracker_xl.workbook.figures.months import FiscalYear, Months, write_fiscal_year, write_months
from salestracker_xl.workbook.figures.notable import Notable, write_notable
from salestracker_xl.workbook.figures.own_figures import write_own_figures
from salestracker_xl.workbook.figures.period import Period, write_period
from salestracker_xl.workbook.figures.reviews.agenda import Agenda, write_agenda
from salestracker_xl.workbook.figures.selection import Told, write_told
from salestracker_xl.workbook.figures.standing import Standing, write_standing
from salestracker_xl.workbook.figures.sums import Sums, write_sums
from salestracker_xl.workbook.inputs import Inputs
from salestracker_xl.workbook.live import Live

MOST_NAMES = 20  # rows of a breakdown; the smaller ones share the last row

PARTS: Mapping[str, Text] = {
    "region": Text("Region", "Région"),
    "rep": Text("Rep", "Commercial"),
    "product": Text("Product", "Produit"),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """What sheets read: the inputs, and every block of Calc. `calc` is where a sheet may add a block of its own."""

    calc: Calc
    inputs: Inputs
    period: Period
    told: Told
    sums: Sums
    history: History
    months: Months
    fiscal_year: FiscalYear
    regions: Breakdown
    reps: Breakdown
    products: Breakdown
    goal_span: Span
    rep_goals: RepGoals | None
    notable: Notable
    standing: Standing
    cards: Mapping[str, Card]
    agenda: Agenda
    measured: Sequence[Line]
    benchmarks: Mapping[str, Benchmark]
    sector_growth: Live
    checks: Checks


def write_figures(sheet: Sheet, inputs: Inputs) -> Figures:
    """Write the Calc sheet."""
    tracker = sheet.book.tracker
    calc = Calc(sheet)
    sheet.set_columns(44, *[16] * 12)
    sheet.write(
        0, 0, Text("Helper figures: nothing to type here.", "Calculs intermédiaires : rien à saisir ici."), "title"
    )
    period = write_period(calc, inputs)
    sums = write_sums(calc, inputs, period)
    inputs = replace(inputs, deals=write_deals(sheet.book.sheets["deals"], sums, inputs.pipeline.stuck_beyond))
    sums = replace(sums, inputs=inputs)
    history = write_history(calc, monthly_history(sheet.book.sales), serial(tracker.last_day))
    months = write_months(calc, sums)
    goal_spans = write_goal_spans(calc, sums, months)
    parts = {
        dimension: write_breakdown(calc, sums, dimension, title, _names(sheet.book, dimension))
        for dimension, title in PARTS.items()
    }
    fiscal_year = write_fiscal_year(calc, sums, months)
    rep_goals = write_rep_goals(calc, sums, parts["rep"], goal_spans.now)
    standing = write_standing(calc, sums, goal_spans.now)
    judged = rep_goals if goal_reps(tracker) else None
    cards = write_cards(calc, sums, months, history, goal_spans, standing)
    measured = beside_the_cards(tracker, sheet.book.sales)
    own = write_own_figures(calc, sums, cards, rep_goals, measured)
    benchmarks = write_benchmarks(calc, inputs.benchmarks, own, period.today)
    return Figures(
        calc=calc,
        inputs=inputs,
        period=period,
        told=write_told(calc, inputs, period, sums.goal_factor),
        sums=sums,
        history=history,
        months=months,
        fiscal_year=fiscal_year,
        regions=parts["region"],
        reps=parts["rep"],
        products=parts["product"],
        goal_span=goal_spans.now,
        rep_goals=rep_goals,
        notable=write_notable(calc, PARTS, parts, judged, fiscal_year if tracker.targets else None, period),
        standing=standing,
        cards=cards,
        agenda=write_agenda(sheet.book.sheets["calendar"], calc, inputs.settings, period),
        measured=measured,
        benchmarks=benchmarks,
        sector_growth=calc.line(
            Text("Growth of the sector", "Croissance du secteur"), sector_growth(benchmarks, inputs.benchmarks), "rate"
        ),
        checks=write_checks(calc, sums, months, parts, rep_goals),
    )


def _names(book: Book, dimension: str) -> Sequence[str]:
    """Names of a dimension by revenue, and behind them the reps that have goals and sold nothing."""
    names = list(book.sales.by_revenue(dimension)[:MOST_NAMES])
    if dimension == "rep" and names:
        known = {name.lower() for name in names}
        names += [name for name in goal_reps(book.tracker) if name.lower() not in known]
    return names[:MOST_NAMES]
