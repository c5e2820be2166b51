"""How fast sales grow."""

from __future__ import annotations

from functions.cases.case import Case, column

GROWTHRATE = [
    Case("two constants", "GROWTHRATE", [200, 250], 0.25),
    Case("ranges", "GROWTHRATE", [column(100, 100), column(200, None, 50)], 0.25),
    Case("everything lost", "GROWTHRATE", [200, 0], -1),
    Case("nothing before", "GROWTHRATE", [0, 250], "#N/A"),
    Case("less than nothing before", "GROWTHRATE", [-10, 250], "#N/A"),
    Case("text", "GROWTHRATE", ["none", 250], "#VALUE!"),
]

CAGR = [
    Case("two years", "CAGR", [200000, 288000, 2], 0.2),
    Case("half a year", "CAGR", [100, 110, 0.5], 0.21),
    Case("down to nothing", "CAGR", [100, 0, 3], -1),
    Case("no year", "CAGR", [100, 110, 0], "#DIV/0!"),
    Case("backwards", "CAGR", [100, 110, -1], "#VALUE!"),
    Case("from nothing", "CAGR", [0, 110, 1], "#N/A"),
    Case("to a loss", "CAGR", [100, -10, 2], "#NUM!"),
]

CASES = [*GROWTHRATE, *CAGR]
