"""What is left, and from when on."""

from __future__ import annotations

from functions.cases.case import TAIL, Case, column, row
from functions.sheet import Error

BREAKEVEN = [
    Case("three constants", "BREAKEVEN", [12000, 25, 13], 1000),
    Case("not rounded", "BREAKEVEN", [100, 3, 0], 100 / 3),
    Case("no fixed costs", "BREAKEVEN", [0, 25, 13], 0),
    Case("price equals cost", "BREAKEVEN", [12000, 13, 13], "#NUM!"),
    Case("price below cost", "BREAKEVEN", [12000, 12, 13], "#NUM!"),
    Case("negative fixed costs", "BREAKEVEN", [-1, 25, 13], "#VALUE!"),
    Case("one cell each", "BREAKEVEN", [[[12000]], [[25]], [[13]]], 1000),
    Case("a cost with a minus sign", "BREAKEVEN", [12000, 25, -13], "#VALUE!"),
    Case("negative prices", "BREAKEVEN", [12000, -25, -30], "#VALUE!"),
    Case("text", "BREAKEVEN", ["rent", 25, 13], "#VALUE!"),
    Case("a blank price", "BREAKEVEN", [12000, [[None]], 13], "#VALUE!"),
    Case("two cells for costs", "BREAKEVEN", [column(8000, 4000), 25, 13], "#VALUE!"),
    Case("an error", "BREAKEVEN", [12000, [[Error("#REF!")]], 13], "#VALUE!"),
]

PROFITTARGET = [
    Case("four constants", "PROFITTARGET", [12000, 6000, 25, 13], 1500),
    Case("without profit it is the break-even point", "PROFITTARGET", [12000, 0, 25, 13], 1000),
    Case("price below cost", "PROFITTARGET", [12000, 6000, 12, 13], "#NUM!"),
    Case("one cell each", "PROFITTARGET", [[[12000]], [[6000]], [[25]], [[13]]], 1500),
    Case("a loss that is accepted", "PROFITTARGET", [12000, -6000, 25, 13], 500),
    Case("a loss larger than the fixed costs", "PROFITTARGET", [12000, -20000, 25, 13], 0),
    Case("negative fixed costs", "PROFITTARGET", [-1, 6000, 25, 13], "#VALUE!"),
    Case("a cost with a minus sign", "PROFITTARGET", [12000, 6000, 25, -13], "#VALUE!"),
    Case("text", "PROFITTARGET", [12000, "some", 25, 13], "#VALUE!"),
    Case("a blank profit", "PROFITTARGET", [12000, [[None]], 25, 13], "#VALUE!"),
    Case("an error", "PROFITTARGET", [12000, 6000, 25, Error("#N/A")], "#VALUE!"),
]

ROI = [
    Case("two constants", "ROI", [3000, 2400], 0.25),
    Case("ranges", "ROI", [column(1000, 2000, None), column(2400)], 0.25),
    Case("all lost", "ROI", [0, 2400], -1),
    Case("nothing put in", "ROI", [3000, 0], "#DIV/0!"),
    Case("one cell each", "ROI", [[[3000]], [[2400]]], 0.25),
    Case("a row and a column", "ROI", [row(1000, 2000), column(1400, 1000)], 0.25),
    Case("whole columns", "ROI", [column("Gain", 3000) + TAIL, column("Cost", 2400) + TAIL], 0.25),
    Case("nothing but blanks", "ROI", [column(None, None), column(None, None)], "#DIV/0!"),
    Case("negative cost", "ROI", [3000, -1], "#VALUE!"),
    Case("text among numbers", "ROI", [column(3000, "n/a"), 2400], "#VALUE!"),
    Case("an error among numbers", "ROI", [3000, column(2400, Error("#DIV/0!"))], "#VALUE!"),
]

CASES = [*BREAKEVEN, *PROFITTARGET, *ROI]
