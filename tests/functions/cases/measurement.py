"""What measuring takes, and how often it is worth it."""

from __future__ import annotations

from functions.cases.case import OMITTED, Case, row

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
    Case("another statistic", "SAMPLESIZE", [0.5, 0.05, 0.95, "median"], "#VALUE!"),
]

REVIEWCADENCE = [
    Case("a busy shop", "REVIEWCADENCE", [1200, 5000, 80], "daily"),
    Case("some orders a day", "REVIEWCADENCE", [145, 2000, 325], "weekly"),
    Case("an order a day", "REVIEWCADENCE", [30, 2000, 325], "monthly"),
    Case("few orders", "REVIEWCADENCE", [29, 2000, 325], "quarterly"),
    Case("few customers", "REVIEWCADENCE", [1200, 99, 80], "monthly"),
    Case("cheap goods", "REVIEWCADENCE", [1200, 5000, 19.99], "monthly"),
    Case("nothing yet", "REVIEWCADENCE", [0, 0, 0], "quarterly"),
    Case("fewer than none", "REVIEWCADENCE", [-1, 5000, 80], "#VALUE!"),
]

MEASURINGCOST = [
    Case("a quarter of an hour a week", "MEASURINGCOST", [15, 40, 120, 52], 640),
    Case("only tools", "MEASURINGCOST", [0, 40, 120, 52], 120),
    Case("negative time", "MEASURINGCOST", [-1, 40, 120, 52], "#VALUE!"),
    Case("two cells", "MEASURINGCOST", [row(15, 20), 40, 120, 52], "#VALUE!"),
]

CASES = [*SAMPLESIZE, *REVIEWCADENCE, *MEASURINGCOST]
