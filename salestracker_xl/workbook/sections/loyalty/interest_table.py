"""What customers are interested in, and what they pay for it."""

from __future__ import annotations

import pandas as pd

from salestracker_xl.analysis.interests import buyers, interests
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import PARTS
from salestracker_xl.workbook.grid import Grid
from salestracker_xl.workbook.page import write_missing, write_section
from salestracker_xl.workbook.sections.loyalty.groups import CUSTOMERS, NAME_WIDTH, SHARE_OF_CUSTOMERS, shown
from salestracker_xl.workbook.wrapping import fit_names

MOST = 12
HEADING = Text(
    "What customers are interested in, and what they pay", "Ce qui intéresse les clients, et ce qu'ils paient"
)
NAMES = {"category": Text("Category", "Catégorie"), "product": PARTS["product"]}
NOTE = Text(
    "Last 12 months. Favourite: what a customer spent most on. Prices a unit: a tenth of the lines cost less than low, "
    "half of them less than usual, nine tenths less than high. At most {most}, those that most customers buy.",
    "12 derniers mois. Favori : ce pour quoi un client a le plus dépensé. Prix unitaires : un dixième des lignes coûte "
    "moins que bas, la moitié moins que usuel, neuf dixièmes moins que haut. Au plus {most}, ceux que le plus de "
    "clients achètent.",
)
MISSING = Text(
    "The sales name neither product nor category: add such a column to the export and build again.",
    "Les ventes ne nomment ni produit ni catégorie : ajoutez une telle colonne à l'export, puis reconstruisez.",
)
NOTHING = Text("Nothing was sold in the last 12 months.", "Rien n'a été vendu sur les 12 derniers mois.")
FAVOURITE = Text("Favourite of", "Favori de")
TIMES = Text("Orders per customer", "Commandes par client")
EACH = Text("Revenue per customer", "CA par client")
PRICES = (
    ("low", Text("Low price", "Prix bas")),
    ("typical", Text("Usual price", "Prix usuel")),
    ("high", Text("High price", "Prix haut")),
)


def write_interests(book: Book, sheet: Sheet, row: int, field: str | None) -> int:
    """Write a row for each category, or product; give back the row below."""
    write_section(sheet, row, HEADING)
    if field is None:
        write_missing(sheet, row + 1, MISSING)
        return row + 2
    table = interests(book.sales, field).head(MOST)
    if table.empty:
        write_missing(sheet, row + 1, NOTHING)
        return row + 2
    sheet.write(row + 1, 0, NOTE.format(most=MOST), "note")
    grid = Grid(sheet, row + 2)
    grid.raise_header()
    grid.names(NAMES[field], table["name"].tolist(), "name")
    fit_names(sheet, grid.first_row, table["name"].tolist(), NAME_WIDTH)
    grid.figures(CUSTOMERS, table["customers"].tolist(), "count")
    grid.figures(SHARE_OF_CUSTOMERS, (table["customers"] / buyers(book.sales)).tolist(), "rate_whole")
    grid.figures(FAVOURITE, table["favourite"].tolist(), "count")
    grid.figures(TIMES, (table["orders"] / table["customers"]).tolist(), "tenths")
    grid.figures(EACH, (table["revenue"] / table["customers"]).tolist(), "money_whole")
    if bool(pd.Series(table["typical"]).notna().any()):
        for key, label in PRICES:
            grid.figures(label, shown(table[key]), "money")
    return grid.total_row
