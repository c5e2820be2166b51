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

CASES = [*CAC]
