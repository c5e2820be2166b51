"""How far along a goal is."""

from __future__ import annotations

from functions.cases.case import TAIL, Case, column, row

ATTAINMENT = [
    Case("two constants", "ATTAINMENT", [95, 100], 0.95),
    Case("daily sales against the goal of the month", "ATTAINMENT", [column(60, 35), [[100]]], 0.95),
    Case("goals in a row", "ATTAINMENT", [column(60, 35), row(50, None, 50)], 0.95),
    Case("whole columns", "ATTAINMENT", [column("Sales", 60, 35) + TAIL, column("Goal", 100)], 0.95),
    Case("nothing sold", "ATTAINMENT", [column(None, None), 100], 0),
    Case("no goal", "ATTAINMENT", [column(60, 35), column(0)], "#DIV/0!"),
    Case("a blank goal", "ATTAINMENT", [95, [[None]]], "#DIV/0!"),
    Case("a negative goal", "ATTAINMENT", [95, -100], "#NUM!"),
    Case("text", "ATTAINMENT", ["ninety", 100], "#VALUE!"),
]

CASES = [*ATTAINMENT]
