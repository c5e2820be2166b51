"""How far along a goal is."""

from __future__ import annotations

from functions.cases.case import OMITTED, TAIL, Case, column, day, row

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

JUNE = [day(2026, 6, 1), day(2026, 6, 30)]  # 22 working days, five of them in the first week
FRIDAY = day(2026, 6, 5)
BRIDGE_DAY = column(day(2026, 6, 4), None)

PACE = [
    Case("five of 22 days", "PACE", [500, *JUNE, FRIDAY], 2200),
    Case("daily sales", "PACE", [column(100, None, 400), *JUNE, FRIDAY], 2200),
    Case("serial numbers", "PACE", [500, 46174, 46203, 46178], 2200),
    Case("on Sunday five days have passed too", "PACE", [500, *JUNE, day(2026, 6, 7)], 2200),
    Case("with a holiday", "PACE", [500, *JUNE, FRIDAY, BRIDGE_DAY], 500 / 4 * 21),
    Case("after the end it is what came", "PACE", [2000, *JUNE, day(2026, 7, 20)], 2000),
    Case("before the beginning", "PACE", [0, *JUNE, day(2026, 5, 29)], "#N/A"),
    Case("ends before it begins", "PACE", [500, *reversed(JUNE), FRIDAY], "#VALUE!"),
    Case("a small number is no date", "PACE", [500, 1, 30, 5], "#VALUE!"),
]

REQUIREDRATE = [
    Case("17 days left", "REQUIREDRATE", [500, 2200, JUNE[1], FRIDAY], 100),
    Case("with a holiday", "REQUIREDRATE", [500, 2100, JUNE[1], FRIDAY, column(day(2026, 6, 8))], 100),
    Case("reached", "REQUIREDRATE", [2200, 2200, JUNE[1], FRIDAY], 0),
    Case("reached after the end", "REQUIREDRATE", [2300, 2200, JUNE[1], day(2026, 7, 9)], 0),
    Case("no day left", "REQUIREDRATE", [500, 2200, JUNE[1], JUNE[1]], "#NUM!"),
    Case("today left out, long past", "REQUIREDRATE", [500, 2200, day(2020, 6, 30), OMITTED], "#NUM!"),
]

GROWNTARGET = [
    Case("a year", "GROWNTARGET", [1200, 0.5], 1800),
    Case("a quarter of it", "GROWNTARGET", [1200, 0.5, 0.25], 450),
    Case("shrinking", "GROWNTARGET", [1200, -0.5], 600),
    Case("growth of 50 below nothing", "GROWNTARGET", [1200, -50], "#VALUE!"),
    Case("a share of 25", "GROWNTARGET", [1200, 0.5, 25], "#VALUE!"),
]

CASES = [*ATTAINMENT, *PACE, *REQUIREDRATE, *GROWNTARGET]
