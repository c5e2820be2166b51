"""How the chosen period stands against its revenue goal."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.goal_span import Span
from salestracker_xl.workbook.figures.sums import Sums, goal_to_date
from salestracker_xl.workbook.live import Live


@dataclass(frozen=True, slots=True)
class Standing:
    """The goal of the whole period and the part of it that is due by now, each 0 where there is none.

    `judged` is the revenue of the months with a goal, which stands against them.
    """

    goal: Live
    due: Live
    judged: Live


def write_standing(calc: Calc, sums: Sums, span: Span) -> Standing:
    """Write the three figures."""
    period = sums.period
    calc.heading(Text("Against the revenue goal", "Face à l'objectif de chiffre d'affaires"))
    goal, due = sums.goal(period.start, period.full_end), goal_to_date(sums, period.start, period.end)
    return Standing(
        calc.line(
            Text("Revenue goal of the whole period", "Objectif de chiffre d'affaires de toute la période"),
            goal,
            "money",
        ),
        calc.line(Text("Goal to date", "Objectif à date"), due, "money"),
        calc.line(
            Text("Revenue of the months with a goal", "Chiffre d'affaires des mois avec objectif"),
            sums.sales("amount", span.start, span.end),
            "money",
        ),
    )
