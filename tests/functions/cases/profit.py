"""What is left, and from when on."""

from __future__ import annotations

from functions.cases.case import Case, column

BREAKEVEN = [
    Case("three constants", "BREAKEVEN", [12000, 25, 13], 1000),
    Case("not rounded", "BREAKEVEN", [100, 3, 0], 100 / 3),
    Case("no fixed costs", "BREAKEVEN", [0, 25, 13], 0),
    Case("price equals cost", "BREAKEVEN", [12000, 13, 13], "#NUM!"),
    Case("price below cost", "BREAKEVEN", [12000, 12, 13], "#NUM!"),
    Case("negative fixed costs", "BREAKEVEN", [-1, 25, 13], "#VALUE!"),
    Case("text", "BREAKEVEN", ["rent", 25, 13], "#VALUE!"),
]

PROFITTARGET = [
    Case("four constants", "PROFITTARGET", [12000, 6000, 25, 13], 1500),
    Case("without profit it is the break-even point", "PROFITTARGET", [12000, 0, 25, 13], 1000),
    Case("price below cost", "PROFITTARGET", [12000, 6000, 12, 13], "#NUM!"),
    Case("negative fixed costs", "PROFITTARGET", [-1, 6000, 25, 13], "#VALUE!"),
]

ROI = [
    Case("two constants", "ROI", [3000, 2400], 0.25),
    Case("ranges", "ROI", [column(1000, 2000, None), column(2400)], 0.25),
    Case("all lost", "ROI", [0, 2400], -1),
    Case("nothing put in", "ROI", [3000, 0], "#DIV/0!"),
    Case("negative cost", "ROI", [3000, -1], "#VALUE!"),
]

CASES = [*BREAKEVEN, *PROFITTARGET, *ROI]
