"""Every customer: who it is, and what it bought."""

from __future__ import annotations

import pandas as pd

from salestracker_xl.analysis.counting import folded
from salestracker_xl.analysis.customer_base import customer_base
from salestracker_xl.analysis.demographics import with_age_groups
from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.tables.schema import CUSTOMERS
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.guards import guard, offer
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, print_across, write_title
from salestracker_xl.workbook.readings import header_width, long_columns
from salestracker_xl.workbook.structured import Table
from salestracker_xl.workbook.table import TableColumn, write_table

NAME = Text("Customers", "Clients")
BOUGHT: tuple[tuple[str, Text, tuple[str, ...], float], ...] = (
    ("first_purchase", Text("First purchase", "Premier achat"), ("date", "left"), 13),
    ("last_purchase", Text("Last purchase", "Dernier achat"), ("date", "left"), 13),
    ("orders", Text("Orders", "Commandes"), ("count",), 11),
    ("revenue", Text("Revenue", "Chiffre d'affaires"), ("money", "fit"), 15),
    ("revenue_year", Text("Revenue, 12 months", "CA, 12 mois"), ("money", "fit"), 15),
)
GIVEN = Text(
    "Who buys: type segment, place or age beside a name, or build again with --customers FILE.",
    "Qui achète : saisissez segment, lieu ou âge à côté d'un nom, ou reconstruisez avec --customers FICHIER.",
)
NOT_GIVEN = Text(
    "Only names so far: type segment, place or age beside them, or build with --customers FILE, to see who buys.",
    "Des noms seuls pour l'instant : saisissez segment, lieu ou âge à côté, ou construisez avec --customers FICHIER.",
)
COMPUTED = Text(
    "Purchases, orders and revenue are values, computed from the sales up to:",
    "Achats, commandes et chiffre d'affaires sont des valeurs, calculées sur les ventes jusqu'au :",
)


def write_inputs(book: Book, sheet: Sheet) -> Table:
    """Write the table: the customers of the sales by revenue, then those of the file who bought nothing yet."""
    frame = customer_rows(book)
    name, *given = long_columns(CUSTOMERS, frame, book.language)
    bought = [
        TableColumn(key, label, frame[key].to_numpy(float), styles, max(narrowest, header_width(book.say(label))))
        for key, label, styles, narrowest in BOUGHT
    ]
    return write_table(sheet, FIRST_CONTENT_ROW, 0, CUSTOMERS.key, NAME, [name, *bought, *_set_off(given)])


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the frame around the table: title, frozen header, lists to choose from."""
    table = figures.inputs.customers
    write_title(sheet, NAME, NOT_GIVEN if book.tracker.customers is None else GIVEN, len(table.columns))
    sheet.write(FIRST_CONTENT_ROW - 1, 0, COMPUTED, "note")
    sheet.write(
        FIRST_CONTENT_ROW - 1, table.place("revenue_year"), serial(book.tracker.last_day), "note", "date", "left"
    )
    sheet.worksheet.freeze_panes(FIRST_CONTENT_ROW + 1, 1)
    sheet.worksheet.repeat_rows(FIRST_CONTENT_ROW)
    print_across(sheet, pages=2, repeated=1)
    for field in CUSTOMERS.fields:
        offer(sheet, table, field.key, book.lists.get("answer" if field.key == "opt_in" else f"customer_{field.key}"))
    guard(sheet, table, CUSTOMERS)


def customer_rows(book: Book) -> pd.DataFrame:
    """What the customers bought, joined by name with what the file says of them."""
    tracker = book.tracker
    bought = customer_base(book.sales)
    told = _nothing_told() if tracker.customers is None else tracker.customers.frame.loc[:, list(CUSTOMERS.keys)]
    told = told.set_axis(pd.Index(folded(pd.Series(told["customer"]))))
    keys = pd.Index(folded(pd.Series(bought["customer"], dtype="str")))
    joined = told.reindex(keys).reset_index(drop=True)
    joined["customer"] = bought["customer"].to_numpy(object)
    joined["region"] = joined["region"].where(joined["region"].notna(), bought["region"].to_numpy(object))
    for key, *_ in BOUGHT:
        joined[key] = bought[key].to_numpy(float)
    rest = told.loc[keys.get_indexer(told.index) < 0]
    return with_age_groups(pd.concat([joined, rest], ignore_index=True) if len(rest) else joined, tracker.last_day.year)


def _nothing_told() -> pd.DataFrame:
    kinds = {"date": "datetime64[us]", "number": "float64", "text": "str"}
    return pd.DataFrame({field.key: pd.Series(dtype=kinds[field.kind]) for field in CUSTOMERS.fields})


def _set_off(columns: list[TableColumn]) -> list[TableColumn]:
    """The first column after the figures stands a little apart from them."""
    first, *others = columns
    return [TableColumn(first.key, first.label, first.values, ("left", "inset"), first.width), *others]
