"""How deals move, and what they will bring."""

from __future__ import annotations

from functions.cases.case import TAIL, Case, column, day

CREATED = column(day(2026, 1, 5), day(2026, 1, 10), day(2026, 2, 1), None)
CLOSED = column(day(2026, 1, 15), day(2026, 1, 30), day(2026, 5, 2), day(2026, 5, 2))

WINRATE = [
    Case("two constants", "WINRATE", [30, 90], 0.25),
    Case("ranges", "WINRATE", [column(10, 20), column(90, None)], 0.25),
    Case("all won", "WINRATE", [30, 0], 1),
    Case("with its interval", "WINRATE", [30, 90, 0.95], [[0.25, 0.18109821656809563, 0.3344113666412561, 120]]),
    Case("none closed", "WINRATE", [0, 0], "#DIV/0!"),
    Case("a negative count", "WINRATE", [30, -1], "#VALUE!"),
]

SALESCYCLE = [
    Case("the median", "SALESCYCLE", [CREATED, CLOSED], 20),
    Case("the mean", "SALESCYCLE", [CREATED, CLOSED, "mean"], 40),
    Case("the mean, in French", "SALESCYCLE", [CREATED, CLOSED, "Moyenne"], 40),
    Case("serial numbers with a time", "SALESCYCLE", [column(46000.9), column(46010.1)], 10),
    Case("whole columns", "SALESCYCLE", [column("Created") + CREATED + TAIL, column("Closed") + CLOSED + TAIL], 20),
    Case("closed on the same day", "SALESCYCLE", [column(46000), column(46000)], 0),
    Case("closed before created", "SALESCYCLE", [CLOSED, CREATED], "#VALUE!"),
    Case("no pair", "SALESCYCLE", [column(46000, None), column(None, 46000)], "#N/A"),
    Case("another statistic", "SALESCYCLE", [CREATED, CLOSED, "rate"], "#VALUE!"),
]

SALESVELOCITY = [
    Case("four constants", "SALESVELOCITY", [60, 0.25, 3000, 45], 1000),
    Case("no opportunity", "SALESVELOCITY", [0, 0.25, 3000, 45], 0),
    Case("no time", "SALESVELOCITY", [60, 0.25, 3000, 0], "#DIV/0!"),
    Case("a rate of 25", "SALESVELOCITY", [60, 25, 3000, 45], "#VALUE!"),
]

PIPELINECOVERAGE = [
    Case("ranges", "PIPELINECOVERAGE", [column(200, 250), 150], 3),
    Case("nothing remains", "PIPELINECOVERAGE", [450, 0], "#DIV/0!"),
    Case("the goal is passed", "PIPELINECOVERAGE", [450, -10], "#NUM!"),
]

WEIGHTEDPIPELINE = [
    Case("columns", "WEIGHTEDPIPELINE", [column(1000, 500), column(0.5, 0.2)], 600),
    Case("a blank counts as nothing", "WEIGHTEDPIPELINE", [column(1000, 500), column(0.5, None)], 500),
    Case("a chance of 50", "WEIGHTEDPIPELINE", [column(1000), column(50)], "#VALUE!"),
    Case("heights differ", "WEIGHTEDPIPELINE", [column(1000, 500), column(0.5)], "#VALUE!"),
]

FORECASTACCURACY = [
    Case("two months", "FORECASTACCURACY", [column(110, 180, 50), column(100, 200, None)], 0.9),
    Case("exact", "FORECASTACCURACY", [100, 100], 1),
    Case("worse than none", "FORECASTACCURACY", [300, 100], -1),
    Case("nothing came", "FORECASTACCURACY", [100, 0], "#DIV/0!"),
]

CASES = [*WINRATE, *SALESCYCLE, *SALESVELOCITY, *PIPELINECOVERAGE, *WEIGHTEDPIPELINE, *FORECASTACCURACY]
