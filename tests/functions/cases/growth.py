"""How fast sales grow."""

from __future__ import annotations

from functions.cases.case import TAIL, Case, column, row
from functions.sheet import Error

GROWTHRATE = [
    Case("two constants", "GROWTHRATE", [200, 250], 0.25),
    Case("ranges", "GROWTHRATE", [column(100, 100), column(200, None, 50)], 0.25),
    Case("everything lost", "GROWTHRATE", [200, 0], -1),
    Case("nothing before", "GROWTHRATE", [0, 250], "#N/A"),
    Case("less than nothing before", "GROWTHRATE", [-10, 250], "#N/A"),
    Case("one cell each", "GROWTHRATE", [[[200]], [[250]]], 0.25),
    Case("a row and a column", "GROWTHRATE", [row(100, 100), column(200, 50)], 0.25),
    Case("whole columns", "GROWTHRATE", [column("Before", 100, 100) + TAIL, column("Now", 200, 50) + TAIL], 0.25),
    Case("nothing but blanks", "GROWTHRATE", [column(None, None), column(None, None)], "#N/A"),
    Case("text", "GROWTHRATE", ["none", 250], "#VALUE!"),
    Case("text among numbers", "GROWTHRATE", [200, column(200, "n/a")], "#VALUE!"),
    Case("an error among numbers", "GROWTHRATE", [column(200, Error("#REF!")), 250], "#VALUE!"),
]

CAGR = [
    Case("two years", "CAGR", [200000, 288000, 2], 0.2),
    Case("half a year", "CAGR", [100, 110, 0.5], 0.21),
    Case("down to nothing", "CAGR", [100, 0, 3], -1),
    Case("no year", "CAGR", [100, 110, 0], "#DIV/0!"),
    Case("backwards", "CAGR", [100, 110, -1], "#VALUE!"),
    Case("from nothing", "CAGR", [0, 110, 1], "#N/A"),
    Case("to a loss", "CAGR", [100, -10, 2], "#NUM!"),
    Case("tenfold within a day", "CAGR", [100, 1000, 1 / 365], "#NUM!"),
    Case("one cell each", "CAGR", [[[200000]], [[288000]], [[2]]], 0.2),
    Case("a blank year", "CAGR", [100, 110, [[None]]], "#VALUE!"),
    Case("two cells", "CAGR", [column(100, 90), 110, 1], "#VALUE!"),
    Case("text", "CAGR", [100, 110, "two"], "#VALUE!"),
    Case("an error", "CAGR", [100, Error("#N/A"), 2], "#VALUE!"),
]

CASES = [*GROWTHRATE, *CAGR]
