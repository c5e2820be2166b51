"""The headline figures: value, change against goal and against last year, and a line of twelve months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.catalogue import CATALOGUE, Shown
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.goal_span import GoalSpans, Span
from salestracker_xl.workbook.figures.history import History
from salestracker_xl.workbook.figures.months import Months, share_of
from salestracker_xl.workbook.figures.standing import Standing
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import AND, EDATE, EOMONTH, IF, IFERROR, INDEX, MATCH, NA
from salestracker_xl.workbook.live import Live, Range

SPARK_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Card:
    """A headline figure. Every cell is #N/A where there is nothing to tell.

    `against_goal` and `against_before` are relative changes, or differences in percentage points for a share. Against
    the revenue goal stands the revenue of the months that have one.
    `full_goal` is the revenue goal of the whole period, the same on every card.
    """

    shown: Shown
    value: Live
    goal: Live
    before: Live
    against_goal: Live
    against_before: Live
    spark: Range
    full_goal: Live


def write_cards(
    calc: Calc, sums: Sums, months: Months, history: History, goal_spans: GoalSpans, standing: Standing
) -> Mapping[str, Card]:
    """Write one row for each metric of the catalogue."""
    values = _values(sums, history, goal_spans, standing)
    goals = {key: IF(goal.equals(""), NA(), goal) for key, goal in sums.inputs.metric_goals.items()}
    goals["revenue"] = _positive(standing.due)
    sparks = _sparks(months, history)
    calc.heading(Text("Cards", "Indicateurs"))
    full_goal = calc.line(
        Text("Revenue goal of the whole period", "Objectif de chiffre d'affaires de toute la période"),
        _positive(standing.goal),
        "money",
    )
    calc.header(
        (
            Text("Metric", "Métrique"),
            Text("Value", "Valeur"),
            Text("Goal", "Objectif"),
            Text("Year before", "Année précédente"),
            Text("Against goal", "Écart à l'objectif"),
            Text("Against last year", "Écart à l'année précédente"),
        )
    )
    cards = {}
    for shown in CATALOGUE:
        calc.sheet.write(calc.row, 0, shown.label)
        now, before = values[shown.key]
        value = calc.sheet.write(calc.row, 1, now, shown.style)
        goal = calc.sheet.write(calc.row, 2, goals[shown.key], shown.style)
        last = calc.sheet.write(calc.row, 3, before, shown.style)
        judged = standing.judged if shown.key == "revenue" else value
        against_goal = calc.sheet.write(calc.row, 4, _change(shown, judged, goal), "change")
        against_before = calc.sheet.write(calc.row, 5, _change(shown, value, last), "change")
        cards[shown.key] = Card(shown, value, goal, last, against_goal, against_before, sparks[shown.key], full_goal)
        calc.row += 1
    return cards


def _values(sums: Sums, history: History, goal_spans: GoalSpans, standing: Standing) -> dict[str, tuple[Live, Live]]:
    """Value now and a year before, by the key of the metric."""
    period = sums.period
    now, before = (period.start, period.end), (period.start_before, period.end_before)

    def twice(figure) -> tuple[Live, Live]:
        return figure(*now), IF(period.has_before, figure(*before), NA())

    return {
        "revenue": twice(lambda start, end: sums.sales("amount", start, end)),
        "orders": twice(lambda start, end: sums.sales("orders", start, end)),
        "new_customers": twice(lambda start, end: sums.sales("new_customers", start, end)),
        "aov": twice(
            lambda start, end: IFERROR(sums.sales("amount", start, end) / sums.sales("orders", start, end), NA())
        ),
        "cac": twice(lambda start, end: _cac(sums, start, end)),
        "attainment": (
            share_of(standing.goal, standing.judged),
            _attainment(sums, period.start_before, EDATE(period.full_end, -12), goal_spans.before),
        ),
        "retention": _from_history(history, history.retention, sums),
        "clv": _from_history(history, history.clv, sums),
    }


def _attainment(sums: Sums, start: Live, full_end: Live, judged: Span) -> Live:
    return share_of(sums.goal(start, full_end), sums.sales("amount", judged.start, judged.end))


def _cac(sums: Sums, start: Live, end: Live) -> Live:
    spend, won = sums.spend(start, end), sums.all_sales("new_customers", start, end)
    return IF(AND(spend > 0, won > 0), spend / won, NA())


def _from_history(history: History, figures: Range, sums: Sums) -> tuple[Live, Live]:
    """The figure at the end of the period, and a year before."""

    def at(day: Live) -> Live:
        return IFERROR(INDEX(figures, MATCH(EOMONTH(day, -1) + 1, history.month)), NA())

    return at(sums.period.end), at(EDATE(sums.period.end, -12))


def _sparks(months: Months, history: History) -> dict[str, Range]:
    return {
        "revenue": months.revenue,
        "orders": months.orders,
        "new_customers": months.new_customers,
        "aov": months.aov,
        "cac": months.cac,
        "attainment": months.attainment,
        "retention": history.retention,
        "clv": history.clv,
    }


def _change(shown: Shown, value: Live, reference: Live) -> Live:
    """Points between shares; between other figures a share of the reference, which must be more than nothing."""
    if shown.is_share:
        return IFERROR((value - reference) * 100, NA())
    return IF(reference > 0, value / reference - 1, NA())


def _positive(figure: Live) -> Live:
    return IF(figure > 0, figure, NA())
