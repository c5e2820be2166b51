"""Who a customer is to us."""

from __future__ import annotations

from functions.cases.case import Case, column, day, row

ENGAGEMENT = [
    Case("two signals", "ENGAGEMENT", [row(5, 3), row(1, 3), row(10, 2)], 87.5),
    Case("nothing done", "ENGAGEMENT", [row(0, 0), row(1, 3), row(10, 2)], 0),
    Case("beyond the full marks", "ENGAGEMENT", [row(50, 3), row(1, 3), row(10, 2)], 100),
    Case("a blank signal is left out", "ENGAGEMENT", [row(5, None), row(1, 3), row(10, 2)], 50),
    Case("no weights", "ENGAGEMENT", [row(5, 3), row(0, 0), row(10, 2)], "#DIV/0!"),
    Case("no full mark", "ENGAGEMENT", [row(5, 3), row(1, 3), row(10, 0)], "#VALUE!"),
    Case("a negative signal", "ENGAGEMENT", [row(-5, 3), row(1, 3), row(10, 2)], "#VALUE!"),
    Case("shapes differ", "ENGAGEMENT", [row(5, 3), row(1, 3), row(10)], "#VALUE!"),
]

LOYALTYTIER = [
    Case("two of three", "LOYALTYTIER", [1250, column(500, 1000, 2000)], 2),
    Case("exactly reached", "LOYALTYTIER", [1000, column(500, 1000, 2000)], 2),
    Case("none", "LOYALTYTIER", [499.99, column(500, 1000, None)], 0),
    Case("in any order", "LOYALTYTIER", [1250, row(2000, 500, 1000)], 2),
    Case("text", "LOYALTYTIER", ["gold", column(500)], "#VALUE!"),
]

HEADINGS = ["Customer", "Purchase days", "Usual gap, days", "Last purchase", "Expected next"]
WHO = column("Ada", "Bo", "ada", "Cy", "Ada", "Bo")
WHEN = column(day(2026, 1, 1), day(2026, 1, 2), day(2026, 1, 11), day(2026, 1, 5), day(2026, 1, 31), day(2026, 1, 2))

NEXTORDER = [
    Case("by the median gap", "NEXTORDER", [WHO, WHEN],
         [HEADINGS, ["Ada", 3, 15, 46053, 46068], ["Bo", 1, "", 46024, ""], ["Cy", 1, "", 46027, ""]]),
    Case("nobody", "NEXTORDER", [column(None), column(None)], "#N/A"),
    Case("heights differ", "NEXTORDER", [WHO, column(day(2026, 1, 1))], "#VALUE!"),
]  # fmt: skip

CASES = [*ENGAGEMENT, *LOYALTYTIER, *NEXTORDER]
