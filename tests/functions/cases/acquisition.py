"""What it costs to win a customer."""

from __future__ import annotations

from functions.cases.case import NAN, TAIL, Case, column, day, row
from functions.sheet import Error, Money

CAC = [
    Case("two constants", "CAC", [1500, 15], 100),
    Case("one cell each", "CAC", [[[1500]], [[15]]], 100),
    Case("columns", "CAC", [column(1000, 500), column(10, 5)], 100),
    Case("rows", "CAC", [row(1000, 500), row(10, 5)], 100),
    Case("blocks", "CAC", [[[1000, 200], [300, 0]], [[5, 5], [3, 2]]], 100),
    Case("a row beside a column of the same length", "CAC", [row(1000, 500), column(10, 5)], 100),
    Case("whole columns: titles and blank tails", "CAC",
         [column("Spend", 1000, 500) + TAIL, column("New", 10, 5) + TAIL], 100),
    Case("whole columns without titles", "CAC", [column(1000, 500) + TAIL, column(10, 5) + TAIL], 100),
    Case("blanks of every kind", "CAC", [column(1000, None, "", NAN, "  ", 500), column(10, NAN, None, "", None, 5)],
         100),
    Case("a month of spend without customers still counts", "CAC", [column(900, 600), column(10, None)], 150),
    Case("fractions", "CAC", [column(0.1, 0.2), column(1, 2)], 0.1),
    Case("cells formatted as currency", "CAC", [column(Money(1000.5), Money(499.5)), column(10, 5)], 100),
    Case("nobody won", "CAC", [column(1000, 500), column(0, 0)], "#DIV/0!"),
    Case("nothing but blanks", "CAC", [column(None, None), column(None, None)], "#DIV/0!"),
    Case("one blank cell each", "CAC", [[[None]], [[None]]], "#DIV/0!"),
    Case("heights differ", "CAC", [column(1000, 500), column(10)], "#VALUE!"),
    Case("heights differ by a blank tail", "CAC", [column(1000, 500), column(10, 5) + TAIL], "#VALUE!"),
    Case("as many cells, but not in the same rows", "CAC", [[[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4], [5, 6]]],
         "#VALUE!"),
    Case("text among numbers", "CAC", [column(1000, "n/a"), column(10, 5)], "#VALUE!"),
    Case("text in the first row of one column only", "CAC", [column("about 1000", 500), column(10, 5)], "#VALUE!"),
    Case("a mark for a missing value is no title", "CAC", [column("n/a", 500), column("n/a", 5)], "#VALUE!"),
    Case("a number typed as text", "CAC", [column("1000", 500), column(10, 5)], "#VALUE!"),
    Case("a logical value", "CAC", [column(1000, True), column(10, 5)], "#VALUE!"),
    *(
        Case(f"a cell that shows {error}", "CAC", [column(1000, Error(error)), column(10, 5)], "#VALUE!")
        for error in ("#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
    ),
    Case("an error as a constant", "CAC", [Error("#N/A"), 5], "#VALUE!"),
    Case(
        "a date among numbers",
        "CAC",
        [column(1000, day(2026, 6, 30)), column(10, 5)],
        "#VALUE!",
        differs={"classic, Value2": 47203 / 15, "Office.js": 47203 / 15},
        because="these hosts hand over a date as its serial number, which nothing tells from an amount",
    ),
]  # fmt: skip

CONVERSION = [
    Case("two constants", "CONVERSION", [5, 20], 0.25),
    Case("ranges add up", "CONVERSION", [column(3, None, 2), row(12, 8)], 0.25),
    Case("nobody took it", "CONVERSION", [0, 20], 0),
    Case("everybody took it", "CONVERSION", [20, 20], 1),
    Case("whole columns", "CONVERSION", [column("Won", 3, 2) + TAIL, column("Leads", 20)], 0.25),
    Case("with its interval", "CONVERSION", [0, 10, 0.95], [[0, 0, 0.27753279986288926, 10]]),
    Case("of half", "CONVERSION", [50, 100, 0.95], [[0.5, 0.4038315303659956, 0.5961684696340044, 100]]),
    Case("nobody entered", "CONVERSION", [0, 0], "#DIV/0!"),
    Case("more than entered", "CONVERSION", [21, 20], "#VALUE!"),
    Case("less than nobody", "CONVERSION", [-1, 20], "#VALUE!"),
    Case("a confidence of 95", "CONVERSION", [5, 20, 95], "#VALUE!"),
    Case("one cell each", "CONVERSION", [[[5]], [[20]]], 0.25),
    Case("a confidence in a blank cell", "CONVERSION", [5, 20, [[None]]], 0.25),
    Case("nothing but blanks", "CONVERSION", [column(None, None), column(None, "")], "#DIV/0!"),
    Case("text", "CONVERSION", ["five", 20], "#VALUE!"),
    Case("text among numbers", "CONVERSION", [column(3, "two"), 20], "#VALUE!"),
    Case("an error among numbers", "CONVERSION", [5, column(Error("#REF!"), 20)], "#VALUE!"),
]

CACPAYBACK = [
    Case("three constants", "CACPAYBACK", [120, 50, 0.4], 6),
    Case("cells", "CACPAYBACK", [[[120]], [[50]], [[0.4]]], 6),
    Case("won for nothing", "CACPAYBACK", [0, 50, 0.4], 0),
    Case("no margin", "CACPAYBACK", [120, 50, 0], "#DIV/0!"),
    Case("a loss each month", "CACPAYBACK", [120, 50, -0.1], "#NUM!"),
    Case("a margin of 40", "CACPAYBACK", [120, 50, 40], "#VALUE!"),
    Case("no revenue", "CACPAYBACK", [120, 0, 0.4], "#DIV/0!"),
    Case("a negative cost", "CACPAYBACK", [-120, 50, 0.4], "#VALUE!"),
    Case("negative revenue", "CACPAYBACK", [120, -50, 0.4], "#VALUE!"),
    Case("two minus signs are no plus", "CACPAYBACK", [120, -50, -0.4], "#VALUE!"),
    Case("a margin typed as text", "CACPAYBACK", [120, 50, "0.4"], "#VALUE!"),
    Case("an error", "CACPAYBACK", [[[Error("#DIV/0!")]], 50, 0.4], "#VALUE!"),
    Case("two cells for a margin", "CACPAYBACK", [120, 50, row(0.4, 0.5)], "#VALUE!"),
    Case("a blank margin", "CACPAYBACK", [120, 50, [[None]]], "#VALUE!"),
]

LTVCAC = [
    Case("two constants", "LTVCAC", [360, 120], 3),
    Case("a customer who costs more than it brings", "LTVCAC", [-60, 120], -0.5),
    Case("won for nothing", "LTVCAC", [360, 0], "#DIV/0!"),
    Case("cells", "LTVCAC", [[[360]], [[120]]], 3),
    Case("a negative cost", "LTVCAC", [360, -120], "#VALUE!"),
    Case("a blank cost", "LTVCAC", [360, [[None]]], "#VALUE!"),
    Case("two cells for a value", "LTVCAC", [column(360, 400), 120], "#VALUE!"),
    Case("text", "LTVCAC", ["high", 120], "#VALUE!"),
    Case("an error of another function", "LTVCAC", [Error("#N/A"), 120], "#VALUE!"),
]

COSTPERSALE = [
    Case("columns", "COSTPERSALE", [column(900, 600), column(20, 30)], 30),
    Case("constants", "COSTPERSALE", [1500, 50], 30),
    Case("a month without orders still costs", "COSTPERSALE", [column(900, 600), column(30, None)], 50),
    Case("no order", "COSTPERSALE", [column(900, 600), column(0, 0)], "#DIV/0!"),
    Case("fewer than none", "COSTPERSALE", [900, -1], "#VALUE!"),
    Case("one cell each", "COSTPERSALE", [[[1500]], [[50]]], 30),
    Case("rows", "COSTPERSALE", [row(900, 600), row(20, 30)], 30),
    Case("whole columns", "COSTPERSALE",
         [column("Spend", 900, 600) + TAIL, column("Orders", 20, 30) + TAIL], 30),
    Case("blanks of every kind", "COSTPERSALE", [column(900, "", NAN, 600), column(20, None, " ", 30)], 30),
    Case("nothing but blanks", "COSTPERSALE", [column(None, None), column(None, None)], "#DIV/0!"),
    Case("heights differ", "COSTPERSALE", [column(900, 600), column(20)], "#VALUE!"),
    Case("text among numbers", "COSTPERSALE", [column(900, "n/a"), column(20, 30)], "#VALUE!"),
    Case("an error among numbers", "COSTPERSALE", [column(900, 600), column(20, Error("#N/A"))], "#VALUE!"),
]  # fmt: skip

ROMI = [
    Case("three constants", "ROMI", [9000, 0.4, 2400], 0.5),
    Case("ranges", "ROMI", [column(4000, 5000), 0.4, row(1400, 1000)], 0.5),
    Case("nothing came back", "ROMI", [0, 0.4, 2400], -1),
    Case("nothing was spent", "ROMI", [9000, 0.4, 0], "#DIV/0!"),
    Case("a margin of 40", "ROMI", [9000, 40, 2400], "#VALUE!"),
    Case("one cell each", "ROMI", [[[9000]], [[0.4]], [[2400]]], 0.5),
    Case("whole columns", "ROMI",
         [column("Uplift", 4000, 5000) + TAIL, 0.4, column("Spend", 1400, None, 1000) + TAIL], 0.5),
    Case("buyers driven away", "ROMI", [-600, 0.5, 300], -2),
    Case("negative spend", "ROMI", [9000, 0.4, -2400], "#VALUE!"),
    Case("two cells for a margin", "ROMI", [9000, column(0.4, 0.5), 2400], "#VALUE!"),
    Case("a blank margin", "ROMI", [9000, [[None]], 2400], "#VALUE!"),
    Case("text among numbers", "ROMI", [column(4000, "much"), 0.4, 2400], "#VALUE!"),
    Case("an error among numbers", "ROMI", [9000, 0.4, column(1400, Error("#VALUE!"))], "#VALUE!"),
]  # fmt: skip

CASES = [*CAC, *CONVERSION, *CACPAYBACK, *LTVCAC, *COSTPERSALE, *ROMI]
