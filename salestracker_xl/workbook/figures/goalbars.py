"""The parts of a bar that stands against its goal: reached, to go, the goal's tick, and beyond."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import GOAL
from salestracker_xl.workbook.formulas import IF, MAX, MIN
from salestracker_xl.workbook.live import Live, Range

TICK = 0.006  # thickness of the goal's tick, as a share of the longest bar

REACHED = Text("Reached", "Réalisé")
TO_GO = Text("To go", "Reste à faire")
BEYOND = Text("Beyond the goal", "Au-delà de l'objectif")


@dataclass(frozen=True, slots=True)
class GoalBars:
    """Stacked from 0 on; without a goal everything counts as reached, and there is no tick."""

    name: Range
    reached: Range
    to_go: Range
    tick: Range
    beyond: Range


def write_goal_bars(calc: Calc, title: Text, names: Range, actual: Sequence[Live], goal: Range) -> GoalBars:
    """Write the parts for figures that stand in the same rows."""
    calc.heading(title)
    longest = calc.line(Text("Longest bar", "Barre la plus longue"), MAX(*actual, goal), "money")
    calc.header((title, REACHED, TO_GO, GOAL, BEYOND))
    pairs = list(zip(actual, goal, strict=True))
    bars = GoalBars(
        name=calc.column(0, list(names)),
        reached=calc.column(1, [MAX(0, _with_goal(g, MIN(a, g), a)) for a, g in pairs], "money"),
        to_go=calc.column(2, [_with_goal(g, MAX(g - MAX(a, 0), 0), 0) for a, g in pairs], "money"),
        tick=calc.column(3, [_with_goal(g, longest * TICK, 0) for _, g in pairs], "money"),
        beyond=calc.column(4, [_with_goal(g, MAX(a - g, 0), 0) for a, g in pairs], "money"),
    )
    calc.row += len(names)
    return bars


def _with_goal(goal: Live, then: Live, otherwise: Live | float) -> Live:
    return IF(goal > 0, then, otherwise)
