"""The hidden summary that figures read in place of a table of sales too long to be added up cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from salestracker_xl.analysis.coding import Coded, coded_days, coded_names
from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.analysis.summary import added_up, spans
from salestracker_xl.language import Text
from salestracker_xl.limits import SHEET_ROWS
from salestracker_xl.tables.schema import SALES
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.inputs import DIMENSIONS
from salestracker_xl.workbook.readings import text_array
from salestracker_xl.workbook.sold import EVERYTHING, FromSummary
from salestracker_xl.workbook.structured import Table
from salestracker_xl.workbook.table import TableColumn, serials, write_table

SUMMARY_ROWS = 50_000  # of sales; with more, figures read the summary
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
    counts = {"orders": known.orders, "new_customers": known.new_customers, "product_orders": known.product_orders}
    return known.frame.assign(**{key: pd.Series(count, known.frame.index, copy=False) for key, count in counts.items()})


@dataclass(frozen=True, slots=True, eq=False)
class Summed:
    """The sales as they are added up: the columns to add, the names of each dimension, the days, and their spans."""

    figures: Mapping[str, np.ndarray]
    names: Mapping[str, Coded]
    days: Coded
    spans: Coded


def to_be_summed(tracker: Tracker, sales: pd.DataFrame) -> Summed:
    """The sales, with their counts, by the numbers of their names and days."""
    days = sales["date"].to_numpy()
    return Summed(
        {key: np.nan_to_num(sales[key].to_numpy(float)) for key in ("quantity", *FIGURES)},
        {dimension: coded_names(pd.Series(sales[dimension])) for dimension in ADDED_UP},
        coded_days(days),
        spans(days, tracker.last_day),
    )


def by_month(summed: Summed) -> pd.DataFrame:
    """The sales by month and all names that a filter can choose.

    Where even that has more rows than a sheet, the dimension with the most names is left out, and then the next.
    """
    crossed = sorted(CROSSED, key=lambda dimension: summed.names[dimension].size)
    while True:
        rows = added_up({"date": summed.spans, **{key: summed.names[key] for key in crossed}}, summed.figures)
        if len(rows) <= ROOM:
            return rows
        crossed.pop()


def write_summary(book: Book, summed: Summed, rows: pd.DataFrame, sold: Table) -> FromSummary:
    """Write the hidden sheets.

    `rows` are those of `by_month`; `sold` is the table on the sheet of the sales.
    """
    tracker = book.tracker
    totals = _write(book, "totals", TOTALS, _totals(summed))
    table = sold if exceeds_a_sheet(tracker) else _write(book, "summary", ROWS, rows)
    every_row = None if exceeds_a_sheet(tracker) else sold
    return FromSummary(totals, table, frozenset(CROSSED).intersection(rows), every_row, tracker.as_of)


def _totals(summed: Summed) -> pd.DataFrame:
    """Everything by day, and each dimension by month, one below the other."""
    figures = {key: summed.figures[key] for key in FIGURES}
    parts = [added_up({"date": summed.days}, figures).assign(dimension=EVERYTHING, name=None)]
    for dimension, names in summed.names.items():
        part = added_up({"date": summed.spans, "name": _largest(names, figures["amount"])}, figures)
        parts.append(part.assign(name=part["name"].astype(object), dimension=dimension))
    return pd.DataFrame(pd.concat(parts, ignore_index=True), columns=["date", "dimension", "name", *FIGURES])


def _largest(names: Coded, amounts: np.ndarray) -> Coded:
    """The names of a dimension, those beyond the most under one name."""
    if len(names.values) <= MOST_NAMES:
        return names
    sums = np.bincount(names.places, amounts, names.size)[:-1]
    smaller = np.argsort(-sums, kind="stable")[MOST_NAMES:]
    shown = np.array([*np.asarray(names.values), None], object)
    shown[smaller] = OTHERS
    return coded_names(pd.Series(shown[names.places]))


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
