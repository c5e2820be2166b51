"""The hidden summary that figures read in place of a table of sales too long to be added up cell by cell."""

from __future__ import annotations

import numpy as np
import pandas as pd

from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.analysis.summary import added_up, spans
from salestracker_xl.language import Text
from salestracker_xl.tables.schema import SALES
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.inputs import DIMENSIONS
from salestracker_xl.workbook.readings import text_array
from salestracker_xl.workbook.sold import EVERYTHING, FromSummary
from salestracker_xl.workbook.table import Table, TableColumn, serials, write_table

SUMMARY_ROWS = 50_000  # of sales; with more, figures read the summary
SHEET_ROWS = 1_048_576  # of Excel
ROOM = SHEET_ROWS - 100  # for titles, and for rows to type
MOST_NAMES = 200  # of a dimension among the totals, by revenue; figures never name more of them

TOTALS = Text("Totals", "Totaux")
ROWS = Text("Summary", "Synthèse")
ORDERS = Text("Orders", "Commandes")
PRODUCT_ORDERS = Text("Orders of product", "Commandes du produit")
NEW_CUSTOMERS = Text("New customers", "Nouveaux clients")
COUNTED = {"orders": ORDERS, "new_customers": NEW_CUSTOMERS, "product_orders": PRODUCT_ORDERS}
LABELS = {"dimension": Text("By", "Par"), "name": Text("Name", "Nom"), **COUNTED}
FIGURES = ("amount", *COUNTED)
CROSSED = (*DIMENSIONS, "category")  # the dimensions that figures ask for together
ADDED_UP = (*CROSSED, "channel", "campaign")  # and one by one
OTHERS = "\u2026"  # the names beyond the most

TOO_MANY_NAMES = Text(
    "No filter on {dimensions}: too many different names.", "Pas de filtre sur {dimensions} : trop de noms différents."
)
FOLLOWS_BUILDS = Text(
    "So many sales are read through a hidden monthly summary, made on each build: rows typed here count from the next "
    "build on.",
    "Un tel nombre de ventes est lu via une synthèse mensuelle masquée, refaite à chaque construction : les lignes "
    "saisies ici comptent dès la suivante.",
)
TOO_MANY = Text(
    "A sheet of Excel holds fewer rows than the {rows} sales that were read: they stand here added up by month, and "
    "every total is complete.",
    "Une feuille Excel contient moins de lignes que les {rows} ventes lues : elles figurent ici cumulées par mois, et "
    "tous les totaux sont complets.",
)


def is_summarised(tracker: Tracker) -> bool:
    """Whether figures read a summary of the sales."""
    return len(tracker.sales.frame) > SUMMARY_ROWS


def exceeds_a_sheet(tracker: Tracker) -> bool:
    """Whether the sheet of the sales holds the summary itself, since it has no room for all rows."""
    return len(tracker.sales.frame) > ROOM


def with_counts(known: KnownSales) -> pd.DataFrame:
    """The sales with what each row counts as: an order, a new customer, an order of its product."""
    return known.frame.assign(
        orders=known.orders, new_customers=known.new_customers, product_orders=known.product_orders
    )


def with_numbered_names(sales: pd.DataFrame) -> pd.DataFrame:
    """The sales with the names of their dimensions as categories, which are added up by their numbers."""
    return sales.astype(dict.fromkeys(ADDED_UP, "category"))


def by_month(tracker: Tracker, sales: pd.DataFrame) -> pd.DataFrame:
    """The sales, with their counts, by month and all names that a filter can choose.

    Where even that has more rows than a sheet, the dimension with the most names is left out, and then the next.
    """
    days = spans(pd.Series(sales["date"]), tracker.last_day)
    crossed = sorted(CROSSED, key=lambda dimension: sales[dimension].nunique())
    while True:
        rows = added_up(sales, days, crossed, ("quantity", *FIGURES))
        if len(rows) <= ROOM:
            return rows
        crossed.pop()


def write_summary(book: Book, sales: pd.DataFrame, rows: pd.DataFrame, sold: Table) -> FromSummary:
    """Write the hidden sheets.

    `sales` are all rows with their counts, `rows` those of `by_month`; `sold` is the table on the sheet of the sales.
    """
    tracker = book.tracker
    totals = _write(book, "totals", TOTALS, _totals(sales, spans(pd.Series(sales["date"]), tracker.last_day)))
    table = sold if exceeds_a_sheet(tracker) else _write(book, "summary", ROWS, rows)
    every_row = None if exceeds_a_sheet(tracker) else sold
    return FromSummary(totals, table, frozenset(CROSSED).intersection(rows), every_row, tracker.as_of)


def _totals(sales: pd.DataFrame, days: np.ndarray) -> pd.DataFrame:
    """Everything by day, and each dimension by month, one below the other."""
    parts = [added_up(sales, sales["date"].to_numpy(), (), FIGURES).assign(dimension=EVERYTHING, name=None)]
    for dimension in ADDED_UP:
        part = added_up(sales.assign(name=_largest(sales, dimension)), days, ("name",), FIGURES)
        part["name"] = part["name"].astype(object)
        parts.append(part.assign(dimension=dimension))
    return pd.DataFrame(pd.concat(parts, ignore_index=True), columns=["date", "dimension", "name", *FIGURES])


def _largest(sales: pd.DataFrame, dimension: str) -> pd.Series:
    """The names of a dimension, those beyond the most under one name."""
    names = pd.Series(sales[dimension])
    if names.nunique() <= MOST_NAMES:
        return names
    names = names.astype("str")
    largest = pd.Series(sales["amount"].groupby(names).sum()).sort_values(ascending=False, kind="stable")
    return names.where(names.isna() | names.isin(largest.index[:MOST_NAMES]), OTHERS)


def _write(book: Book, key: str, name: Text, rows: pd.DataFrame) -> Table:
    sheet = book.add_sheet(key, name)
    sheet.worksheet.hide()
    return write_table(sheet, 0, 0, key, name, [_column(column, pd.Series(rows[column])) for column in rows])


def _column(key: str, cells: pd.Series) -> TableColumn:
    label = LABELS.get(key) or SALES.field(key).label
    if key == "date":
        return TableColumn(key, label, serials(cells.to_numpy()), ("date",))
    if key in ("quantity", *FIGURES):
        return TableColumn(key, label, cells.to_numpy(float), ("number",))
    return TableColumn(key, label, text_array(cells))
