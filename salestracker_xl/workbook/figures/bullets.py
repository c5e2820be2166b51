"""The attainment of reps as bullets, whoever is furthest behind what is due by now first."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.breakdown import RepGoals
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import GOAL
from salestracker_xl.workbook.figures.order import KEY, ORDER, at_place, write_order
from salestracker_xl.workbook.formulas import IF, IFERROR, MAX, MIN, ROUND
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.spoken import PERCENT

MOST_BULLETS = 10
LAGGING = 0.8  # of what is due by now: where the darkest band ends
SHORTEST_SCALE = 1.25  # of the goal
TICK = 0.012  # thickness of the goal's tick, as a share of the goal

WELL_BEHIND = Text("to 80% of the goal to date", "jusqu'à 80 % de l'objectif à date")
DUE = Text("goal to date", "objectif à date")
TO_GOAL = Text("to the goal", "jusqu'à l'objectif")
BEYOND = Text("beyond the goal", "au-delà de l'objectif")
ATTAINED = Text("Attained", "Réalisé")


@dataclass(frozen=True, slots=True)
class Bullets:
    """Bands stacked from 0 on, in shares of each rep's goal: `well_behind`, `due`, `to_goal`, `tick`, `beyond`.

    `attained` is the bar over them, `origin` the zeros that it begins at, and `name` the rep with the attainment in
    percent. Rows without a rep are empty.
    """

    name: Range
    origin: Range
    attained: Range
    well_behind: Range
    due: Range
    to_goal: Range
    tick: Range
    beyond: Range


def write_bullets(calc: Calc, goals: RepGoals, count: int) -> Bullets:
    """Write the bands of so many reps: those furthest behind what is due by now."""
    title = Text("Attainment bullets by rep", "Atteinte par commercial, en jauges")
    calc.heading(title)
    calc.header((title, KEY, ORDER))
    rows = list(zip(goals.judged, goals.goal, goals.goal_to_date, strict=True))
    calc.column(0, list(goals.name))
    order = write_order(calc, 1, [IF(goal > 0, ROUND(due - sold, 2), "") for sold, goal, due in rows])
    calc.row += len(rows)
    calc.heading(title)
    longest = MAX(SHORTEST_SCALE, *(IFERROR(share, 0) for share in goals.attainment))
    scale = calc.line(Text("Longest bar", "Barre la plus longue"), longest, "rate")
    calc.header((title, ATTAINED, DUE, Text("Origin", "Origine"), WELL_BEHIND, DUE, TO_GOAL, GOAL, BEYOND))

    def ordered(cells: Range) -> list[Live]:
        return [at_place(cells, order, at + 1) for at in range(count)]

    shares = ordered(goals.attainment)
    names = [
        IFERROR(name & "  " & (ROUND(share * 100, 0) + 0) & calc.sheet.book.say(PERCENT), "")
        for name, share in zip(ordered(goals.brief), shares, strict=True)
    ]
    name = calc.column(0, names)
    attained = calc.column(1, [IFERROR(MAX(share, 0), 0) for share in shares], "rate")
    pairs = zip(ordered(goals.goal_to_date), ordered(goals.goal), strict=True)
    due_share = calc.column(2, [IFERROR(MIN(1, MAX(0, due / goal)), "") for due, goal in pairs], "rate")

    def band(length: Live, due: Live) -> Live:
        return IF(due.equals(""), 0, length)

    bullets = Bullets(
        name=name,
        origin=calc.column(3, [0.0] * count),
        attained=attained,
        well_behind=calc.column(4, [band(due * LAGGING, due) for due in due_share], "rate"),
        due=calc.column(5, [band(due * (1 - LAGGING), due) for due in due_share], "rate"),
        to_goal=calc.column(6, [band(MAX(0, 1 - due - TICK), due) for due in due_share], "rate"),
        tick=calc.column(7, [band(TICK + 0 * due, due) for due in due_share], "rate"),
        beyond=calc.column(8, [band(scale - 1 + 0 * due, due) for due in due_share], "rate"),
    )
    calc.row += count
    return bullets
