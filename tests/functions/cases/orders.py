"""What an order is worth."""

from __future__ import annotations

from functions.cases.case import OMITTED, TAIL, Case, column
from functions.sheet import Error

AOV = [
    Case("revenue per positive row", "AOV", [column(120, 80)], 100),
    Case("a blank row is no order", "AOV", [column(120, 80, None)], 100),
    Case("a refund lowers revenue and is no order", "AOV", [column(120, 100, -20)], 100),
    Case("one constant", "AOV", [100], 100),
    Case("order numbers left out of the formula", "AOV", [column(120, 80), OMITTED], 100),
    Case("order numbers given as nothing", "AOV", [column(120, 80), None], 100),
    Case("order numbers given as an empty text", "AOV", [column(120, 80), ""], 100),
    Case("order numbers given as one blank cell", "AOV", [column(120, 80), [[None]]], 100),
    Case("lines of one order", "AOV", [column(70, 30, 100), column("A", "A", "B")], 100),
    Case("an order of a refund alone is none", "AOV", [column(70, 30, -20), column("A", "A", "C")], 80),
    Case("a row without order number is left out", "AOV", [column(70, 30, 999), column("A", "A", None)], 100),
    Case("order numbers in upper and lower case", "AOV", [column(70, 30), column("a-1", "A-1")], 100),
    Case("an order number as a number and as text", "AOV", [column(70, 30), column(1001, " 1001 ")], 100),
    Case("whole columns", "AOV", [column("Amount", 70, 30) + TAIL, column("Order", "A", "A") + TAIL], 100),
    Case("a column of blank order numbers counts no order", "AOV", [column(70, 30), column(None, None)], "#DIV/0!"),
    Case("no order", "AOV", [column(0, -20, None)], "#DIV/0!"),
    Case("order numbers of another height", "AOV", [column(70, 30), column("A", "B", "C")], "#VALUE!"),
    Case("an error among order numbers", "AOV", [column(70, 30), column("A", Error("#REF!"))], "#VALUE!"),
]

CASES = [*AOV]
