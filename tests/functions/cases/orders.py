"""What an order is worth."""

from __future__ import annotations

from functions.cases.case import NAN, OMITTED, TAIL, Case, column, day, row
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
    Case("constants", "REVENUEPERCUSTOMER", [80, "Ada"], 80),
    Case("one cell each", "REVENUEPERCUSTOMER", [[[80]], [["Ada"]]], 80),
    Case("rows", "REVENUEPERCUSTOMER", [row(80, 40), row("Ada", "Bo")], 60),
    Case("customers by number and by its text", "REVENUEPERCUSTOMER", [column(80, 40), column(7, " 7 ")], 120),
    Case("blanks of every kind", "REVENUEPERCUSTOMER",
         [column(80, NAN, "", 40), column("Ada", "Bo", "Cy", "  ")], 80),
    Case("nothing but blanks", "REVENUEPERCUSTOMER", [column(None, None), column(None, None)], "#DIV/0!"),
    Case("heights differ", "REVENUEPERCUSTOMER", [column(80, 40), column("Ada")], "#VALUE!"),
    Case("text among amounts", "REVENUEPERCUSTOMER", [column(80, "n/a"), column("Ada", "Bo")], "#VALUE!"),
    Case("an error among customers", "REVENUEPERCUSTOMER", [column(80, 40), column("Ada", Error("#N/A"))], "#VALUE!"),
]  # fmt: skip

PURCHASEFREQUENCY = [
    Case("orders per customer", "PURCHASEFREQUENCY", [column(1, 1, 2, 3), column("Ada", "Ada", "Ada", "Bo")], 1.5),
    Case("a number and its text are one order", "PURCHASEFREQUENCY", [column(7, "7"), column("Ada", "ADA")], 1),
    Case("rows with a blank are left out", "PURCHASEFREQUENCY", [column(1, 2, None), column("Ada", None, "Bo")], 1),
    Case("no order", "PURCHASEFREQUENCY", [column(None, None), column("Ada", "Bo")], "#DIV/0!"),
    Case("constants", "PURCHASEFREQUENCY", ["S-1", "Ada"], 1),
    Case("one cell each", "PURCHASEFREQUENCY", [[["S-1"]], [["Ada"]]], 1),
    Case("rows", "PURCHASEFREQUENCY", [row(1, 2, 3), row("Ada", "Ada", "Ada")], 3),
    Case("columns with a blank tail", "PURCHASEFREQUENCY", [column(1, 2) + TAIL, column("Ada", "Ada") + TAIL], 2),
    Case("orders told by their moment", "PURCHASEFREQUENCY",
         [column(day(2026, 1, 5), day(2026, 1, 5), day(2026, 1, 6)), column("Ada", "Ada", "Ada")], 2),
    Case("heights differ", "PURCHASEFREQUENCY", [column(1, 2), column("Ada")], "#VALUE!"),
    Case("a logical value", "PURCHASEFREQUENCY", [column(1, True), column("Ada", "Bo")], "#VALUE!"),
    Case("an error among them", "PURCHASEFREQUENCY", [column(1, Error("#N/A")), column("Ada", "Bo")], "#VALUE!"),
]  # fmt: skip

REPEATRATE = [
    Case("half came back", "REPEATRATE", [column("Ada", "Ada", "Ada", "Bo"), column(1, 1, 2, 3)], 0.5),
    Case("lines of one order are one", "REPEATRATE", [column("Ada", "Ada"), column(1, 1)], 0),
    Case("with its interval", "REPEATRATE", [column("Ada", "Ada", "Bo"), column(1, 2, 3), 0.9],
         [[0.5, 0.12086631942227363, 0.8791336805777263, 2]]),
    Case("constants", "REPEATRATE", ["Ada", "S-1"], 0),
    Case("one cell each", "REPEATRATE", [[["Ada"]], [["S-1"]]], 0),
    Case("rows", "REPEATRATE", [row("Ada", "Ada", "Bo"), row(1, 2, 3)], 0.5),
    Case("columns with a blank tail", "REPEATRATE", [column("Ada", "ADA") + TAIL, column(1, 2) + TAIL], 1),
    Case("rows with a blank are left out", "REPEATRATE", [column("Ada", "Ada", "Bo", None), column(1, None, 2, 3)], 0),
    Case("a confidence left out", "REPEATRATE", [column("Ada", "Ada"), column(1, 2), OMITTED], 1),
    Case("nobody", "REPEATRATE", [column(None), column(None)], "#DIV/0!"),
    Case("a confidence of 95", "REPEATRATE", [column("Ada", "Ada"), column(1, 2), 95], "#VALUE!"),
    Case("heights differ", "REPEATRATE", [column("Ada", "Ada"), column(1, 2, 3)], "#VALUE!"),
    Case("an error among orders", "REPEATRATE", [column("Ada", "Ada"), column(1, Error("#REF!"))], "#VALUE!"),
]  # fmt: skip

PRICEREALISATION = [
    Case("constants", "PRICEREALISATION", [9200, 10000], 0.92),
    Case("rows in pairs", "PRICEREALISATION", [column(90, 180, 50), column(100, 200, None)], 0.9),
    Case("more than the list", "PRICEREALISATION", [110, 100], 1.1),
    Case("no list price", "PRICEREALISATION", [90, 0], "#DIV/0!"),
    Case("one cell each", "PRICEREALISATION", [[[90]], [[100]]], 0.9),
    Case("rows", "PRICEREALISATION", [row(90, 180), row(100, 200)], 0.9),
    Case("whole columns", "PRICEREALISATION",
         [column("Net", 90, 180) + TAIL, column("List", 100, 200) + TAIL], 0.9),
    Case("nothing but blanks", "PRICEREALISATION", [column(None, None), column(None, None)], "#DIV/0!"),
    Case("a negative list price", "PRICEREALISATION", [90, -100], "#VALUE!"),
    Case("heights differ", "PRICEREALISATION", [column(90, 180), column(100)], "#VALUE!"),
    Case("text among numbers", "PRICEREALISATION", [column(90, "free"), column(100, 200)], "#VALUE!"),
    Case("an error among numbers", "PRICEREALISATION", [column(90, 180), column(100, Error("#NUM!"))], "#VALUE!"),
]  # fmt: skip

CONCENTRATION = [
    Case("one of two", "CONCENTRATION", [column("Ada", "Bo", "Ada"), column(50, 25, 25), 1],
         [["Customers", "Share of the top 1", "HHI"], [2, 0.75, 6250]]),
    Case("refunded to nothing", "CONCENTRATION", [column("Ada", "Bo", "Bo"), column(80, 5, -5)],
         [["Customers", "Share of the top 10", "HHI"], [1, 1, 10000]]),
    Case("constants", "CONCENTRATION", ["Ada", 5, 1], [["Customers", "Share of the top 1", "HHI"], [1, 1, 10000]]),
    Case("rows", "CONCENTRATION", [row("Ada", "Bo"), row(75, 25), OMITTED],
         [["Customers", "Share of the top 10", "HHI"], [2, 1, 6250]]),
    Case("whole columns", "CONCENTRATION", [column("Who", "a", "b", "A") + TAIL, column("Paid", 50, 50, 100) + TAIL, 1],
         [["Customers", "Share of the top 1", "HHI"], [2, 0.75, 6250]]),
    Case("rows with a blank are left out", "CONCENTRATION", [column("Ada", None, "Bo"), column(5, 9, None), 1],
         [["Customers", "Share of the top 1", "HHI"], [1, 1, 10000]]),
    Case("nothing sold", "CONCENTRATION", [column("Ada"), column(0)], "#DIV/0!"),
    Case("no customer in the top", "CONCENTRATION", [column("Ada"), column(5), 0], "#VALUE!"),
    Case("heights differ", "CONCENTRATION", [column("Ada", "Bo"), column(5)], "#VALUE!"),
    Case("text among amounts", "CONCENTRATION", [column("Ada", "Bo"), column(5, "n/a")], "#VALUE!"),
    Case("an error among customers", "CONCENTRATION", [column("Ada", Error("#N/A")), column(5, 6)], "#VALUE!"),
    Case("a half customer", "CONCENTRATION", [column("Ada"), column(5), 0.5], "#VALUE!"),
]  # fmt: skip

CASES = [*AOV, *REVENUEPERCUSTOMER, *PURCHASEFREQUENCY, *REPEATRATE, *PRICEREALISATION, *CONCENTRATION]
