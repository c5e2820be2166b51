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

BUYERS = column("Ada", "ada", "Bo", "Bo", None)

REVENUEPERCUSTOMER = [
    Case("net revenue over buyers", "REVENUEPERCUSTOMER", [column(80, 40, 60, -30, 999), BUYERS], 75),
    Case("who was only refunded is no customer", "REVENUEPERCUSTOMER", [column(90, -10), column("Ada", "Bo")], 80),
    Case("a blank row", "REVENUEPERCUSTOMER", [column(80, None, 40), column("Ada", "Bo", "Cy")], 60),
    Case("whole columns", "REVENUEPERCUSTOMER",
         [column("Amount", 80, 40) + TAIL, column("Who", "a", "b") + TAIL], 60),
    Case("nobody bought", "REVENUEPERCUSTOMER", [column(-5, 0), column("Ada", "Bo")], "#DIV/0!"),
    Case("heights differ", "REVENUEPERCUSTOMER", [column(80, 40), column("Ada")], "#VALUE!"),
]  # fmt: skip

PURCHASEFREQUENCY = [
    Case("orders per customer", "PURCHASEFREQUENCY", [column(1, 1, 2, 3), column("Ada", "Ada", "Ada", "Bo")], 1.5),
    Case("a number and its text are one order", "PURCHASEFREQUENCY", [column(7, "7"), column("Ada", "ADA")], 1),
    Case("rows with a blank are left out", "PURCHASEFREQUENCY", [column(1, 2, None), column("Ada", None, "Bo")], 1),
    Case("no order", "PURCHASEFREQUENCY", [column(None, None), column("Ada", "Bo")], "#DIV/0!"),
    Case("an error among them", "PURCHASEFREQUENCY", [column(1, Error("#N/A")), column("Ada", "Bo")], "#VALUE!"),
]

REPEATRATE = [
    Case("half came back", "REPEATRATE", [column("Ada", "Ada", "Ada", "Bo"), column(1, 1, 2, 3)], 0.5),
    Case("lines of one order are one", "REPEATRATE", [column("Ada", "Ada"), column(1, 1)], 0),
    Case("with its interval", "REPEATRATE", [column("Ada", "Ada", "Bo"), column(1, 2, 3), 0.9],
         [[0.5, 0.12086631942227363, 0.8791336805777263, 2]]),
    Case("nobody", "REPEATRATE", [column(None), column(None)], "#DIV/0!"),
]  # fmt: skip

PRICEREALISATION = [
    Case("constants", "PRICEREALISATION", [9200, 10000], 0.92),
    Case("rows in pairs", "PRICEREALISATION", [column(90, 180, 50), column(100, 200, None)], 0.9),
    Case("more than the list", "PRICEREALISATION", [110, 100], 1.1),
    Case("no list price", "PRICEREALISATION", [90, 0], "#DIV/0!"),
    Case("a negative list price", "PRICEREALISATION", [90, -100], "#VALUE!"),
]

CONCENTRATION = [
    Case("one of two", "CONCENTRATION", [column("Ada", "Bo", "Ada"), column(50, 25, 25), 1],
         [["Customers", "Share of the top 1", "HHI"], [2, 0.75, 6250]]),
    Case("refunded to nothing", "CONCENTRATION", [column("Ada", "Bo", "Bo"), column(80, 5, -5)],
         [["Customers", "Share of the top 10", "HHI"], [1, 1, 10000]]),
    Case("nothing sold", "CONCENTRATION", [column("Ada"), column(0)], "#DIV/0!"),
    Case("a half customer", "CONCENTRATION", [column("Ada"), column(5), 0.5], "#VALUE!"),
]  # fmt: skip

CASES = [*AOV, *REVENUEPERCUSTOMER, *PURCHASEFREQUENCY, *REPEATRATE, *PRICEREALISATION, *CONCENTRATION]
