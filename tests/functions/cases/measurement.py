"""What measuring takes, and how often it is worth it."""

from __future__ import annotations

from functions.cases.case import OMITTED, Case, column, row
from functions.sheet import Error

SAMPLESIZE = [
    Case("the classic 385", "SAMPLESIZE", [0.5, 0.05], 385),
    Case("99 percent", "SAMPLESIZE", [0.5, 0.05, 0.99], 664),
    Case("three points", "SAMPLESIZE", [0.5, 0.03], 1068),
    Case("a mean", "SAMPLESIZE", [0.8, 0.1, 0.95, "cv"], 246),
    Case("a mean, in French", "SAMPLESIZE", [0.8, 0.1, OMITTED, "Coefficient de variation"], 246),
    Case("a share that is certain", "SAMPLESIZE", [0, 0.05], 0),
    Case("a share of 50", "SAMPLESIZE", [50, 0.05], "#VALUE!"),
    Case("no error allowed", "SAMPLESIZE", [0.5, 0], "#VALUE!"),
    Case("certainty", "SAMPLESIZE", [0.5, 0.05, 1], "#VALUE!"),
    Case("one cell each", "SAMPLESIZE", [[[0.5]], [[0.05]], [[0.95]], [["rate"]]], 385),
    Case("a rate, in French", "SAMPLESIZE", [0.5, 0.05, OMITTED, " TAUX "], 385),
    Case("a confidence in a blank cell", "SAMPLESIZE", [0.5, 0.05, [[None]]], 385),
    Case("a negative coefficient of variation", "SAMPLESIZE", [-0.8, 0.1, 0.95, "cv"], "#VALUE!"),
    Case("another statistic", "SAMPLESIZE", [0.5, 0.05, 0.95, "median"], "#VALUE!"),
    Case("a number for a statistic", "SAMPLESIZE", [0.5, 0.05, 0.95, 1], "#VALUE!"),
    Case("a blank rate", "SAMPLESIZE", [[[None]], 0.05], "#VALUE!"),
    Case("two cells for a rate", "SAMPLESIZE", [column(0.5, 0.4), 0.05], "#VALUE!"),
    Case("text", "SAMPLESIZE", ["half", 0.05], "#VALUE!"),
    Case("an error in a cell", "SAMPLESIZE", [0.5, [[Error("#DIV/0!")]]], "#VALUE!"),
    Case("next to no error allowed", "SAMPLESIZE", [0.5, 1e-9], "#NUM!"),
]

REVIEWCADENCE = [
    Case("a busy shop", "REVIEWCADENCE", [1200, 5000, 80], "daily"),
    Case("some orders a day", "REVIEWCADENCE", [145, 2000, 325], "weekly"),
    Case("an order a day", "REVIEWCADENCE", [30, 2000, 325], "monthly"),
    Case("few orders", "REVIEWCADENCE", [29, 2000, 325], "quarterly"),
    Case("few customers", "REVIEWCADENCE", [1200, 99, 80], "monthly"),
    Case("cheap goods", "REVIEWCADENCE", [1200, 5000, 19.99], "monthly"),
    Case("nothing yet", "REVIEWCADENCE", [0, 0, 0], "quarterly"),
    Case("one cell each", "REVIEWCADENCE", [[[1200]], [[5000]], [[80]]], "daily"),
    Case("fewer than none", "REVIEWCADENCE", [-1, 5000, 80], "#VALUE!"),
    Case("a blank price", "REVIEWCADENCE", [1200, 5000, [[None]]], "#VALUE!"),
    Case("two cells", "REVIEWCADENCE", [row(1200, 900), 5000, 80], "#VALUE!"),
    Case("text", "REVIEWCADENCE", ["many", 5000, 80], "#VALUE!"),
    Case("an error", "REVIEWCADENCE", [1200, Error("#N/A"), 80], "#VALUE!"),
]

MEASURINGCOST = [
    Case("a quarter of an hour a week", "MEASURINGCOST", [15, 40, 120, 52], 640),
    Case("only tools", "MEASURINGCOST", [0, 40, 120, 52], 120),
    Case("negative time", "MEASURINGCOST", [-1, 40, 120, 52], "#VALUE!"),
    Case("one cell each", "MEASURINGCOST", [[[15]], [[40]], [[120]], [[52]]], 640),
    Case("never done", "MEASURINGCOST", [15, 40, 120, 0], 120),
    Case("two cells", "MEASURINGCOST", [row(15, 20), 40, 120, 52], "#VALUE!"),
    Case("a blank rate", "MEASURINGCOST", [15, [[None]], 120, 52], "#VALUE!"),
    Case("text", "MEASURINGCOST", [15, 40, 120, "weekly"], "#VALUE!"),
    Case("an error", "MEASURINGCOST", [15, 40, [[Error("#REF!")]], 52], "#VALUE!"),
]

CASES = [*SAMPLESIZE, *REVIEWCADENCE, *MEASURINGCOST]
