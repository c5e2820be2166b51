"""One's own figure for each metric that is compared with published ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from salestracker_xl.analysis.line import Line
from salestracker_xl.language import Text
from salestracker_xl.tables.schema import OUTCOMES
from salestracker_xl.workbook.figures.breakdown import RepGoals
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.cards import Card
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import AND, AVERAGE, COUNTIFS, IF, IFERROR, ISNUMBER, NA, SUMIFS
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.published import load_published

ALL_DATA = "all"  # the span over which Python computes what no formula can


def write_own_figures(
    calc: Calc, sums: Sums, cards: Mapping[str, Card], rep_goals: RepGoals | None, measured: Sequence[Line]
) -> dict[str, Live]:
    """Write the figures of the chosen period by the key of the metric, #N/A where the data does not allow one.

    What depends on the gross margin takes the one that is typed on the Benchmarks sheet.
    """
    calc.heading(Text("Own figures, to compare", "Chiffres propres, à comparer"))
    period, margin = sums.period, sums.inputs.benchmarks.own["gross_margin"]
    cac, clv = cards["cac"].value, cards["clv"].value
    revenue = sums.all_sales("amount", period.start, period.end)
    spend = sums.spend(period.start, period.end)
    figures = {
        "growth": cards["revenue"].against_before,
        "reps_on_goal": _reps_on_goal(calc, rep_goals),
        "win_rate": _win_rate(calc, sums),
        "sales_cycle": _by_python(measured, "SALESCYCLE"),
        "pipeline_coverage": _coverage(calc, sums, revenue),
        "cac": cac,
        "spend_share": IF(AND(spend > 0, revenue > 0), spend / revenue, NA()),
        "cac_payback": IF(ISNUMBER(margin), IFERROR(cac / (clv / 12 * margin), NA()), NA()),
        "ltv_cac": IF(ISNUMBER(margin), IFERROR(clv * margin / cac, NA()), NA()),
        "aov": cards["aov"].value,
        "repeat_rate": _by_python(measured, "REPEATRATE"),
    }
    measures = load_published().measures
    return {key: calc.line(measures[key].label, figure, measures[key].style) for key, figure in figures.items()}


def _reps_on_goal(calc: Calc, goals: RepGoals | None) -> Live:
    """Share of the reps with a goal who have sold at least their goal to date."""
    if goals is None:
        return NA()
    calc.header((Text("Rep on goal", "Commercial à l'objectif"),))
    pairs = zip(goals.judged, goals.goal_to_date, strict=True)
    reached = calc.column(0, [IF(due > 0, IF(sold >= due, 1, 0), "") for sold, due in pairs])
    calc.row += len(reached)
    return IFERROR(AVERAGE(reached), NA())


def _win_rate(calc: Calc, sums: Sums) -> Live:
    """Won of the deals that were closed in the chosen period."""
    deals, period, say = sums.inputs.deals, sums.period, calc.sheet.book.say
    within = (deals["closed"], ">=" & period.start, deals["closed"], "<=" & period.end)
    won, lost = (
        calc.line(
            Text("Deals {outcome}", "Affaires : {outcome}").format(outcome=OUTCOMES[key]),
            COUNTIFS(deals["status"], say(OUTCOMES[key]), *within),
        )
        for key in ("won", "lost")
    )
    return IF(won + lost > 0, won / (won + lost), NA())


def _coverage(calc: Calc, sums: Sums, revenue: Live) -> Live:
    """Open deals against what the goal of the chosen period still asks for."""
    deals, period = sums.inputs.deals, sums.period
    still_open = calc.line(
        Text("Open deals", "Affaires en cours"),
        SUMIFS(deals["amount"], deals["status"], calc.sheet.book.say(OUTCOMES["open"])),
        "money",
    )
    missing = calc.line(
        Text("Goal still open", "Objectif restant"), sums.all_goals(period.start, period.full_end) - revenue, "money"
    )
    return IF(AND(still_open > 0, missing > 0), still_open / missing, NA())


def _by_python(measured: Sequence[Line], key: str) -> float | Live:
    """A figure over all data that only Python computes."""
    for line in measured:
        if (line.key, line.span.key) == (key, ALL_DATA) and line.value is not None:
            return line.value
    return NA()
