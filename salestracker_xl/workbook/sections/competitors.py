"""The table of competitors, for people to fill in."""

from __future__ import annotations

from collections.abc import Sequence

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.formulas import AND, IF
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.structured import Table, table_name, this_row
from salestracker_xl.workbook.table import TableColumn, write_table
from salestracker_xl.workbook.typed import FILLED, rows_of
from salestracker_xl.workbook.values import Value

COMPETITORS_ROWS = 8
HEADER_PIXELS = 40  # two lines
NAME = Text("Competitors", "Concurrents")
THEIR_PRICE = Text("Their price", "Leur prix")
YOUR_PRICE = Text("Your price", "Votre prix")


def write_competitors(book: Book, sheet: Sheet, row: int, widths: Sequence[float]) -> Table:
    """Write the blank rows: who, which product, both prices and how far apart they are, market share, day, note."""
    name = table_name(book.say(NAME))
    rows = rows_of(book.typed, "competitors", dict.fromkeys(FILLED["competitors"], [None] * COMPETITORS_ROWS))
    pairs = zip(rows["price"], rows["own_price"], strict=True)
    difference = [_difference(book, name, *prices) for prices in pairs]
    columns: tuple[tuple[str, Text, tuple[str, ...]], ...] = (
        ("competitor", Text("Competitor", "Concurrent"), ("input",)),
        ("product", Text("Product compared", "Produit comparé"), ("input", "left")),
        ("price", THEIR_PRICE, ("input", "money", "right", "fit")),
        ("own_price", YOUR_PRICE, ("input", "money", "right", "fit")),
        ("difference", Text("Gap", "Écart"), ("change", "right")),
        ("share", Text("Market share", "Part de marché"), ("input", "rate_whole", "right")),
        ("checked", Text("Checked on", "Vérifié le"), ("input", "date", "left")),
        ("note", Text("What they do better", "Ce qu'ils font mieux"), ("input", "name", "left")),
    )
    filled = [
        TableColumn(
            key,
            label,
            difference if key == "difference" else rows[key],
            ("cell", *styles),
            width,
            difference[0].formula if key == "difference" else None,
        )
        for (key, label, styles), width in zip(columns, widths, strict=False)
    ]
    sheet.worksheet.set_row_pixels(row, HEADER_PIXELS)
    return write_table(sheet, row, 0, "competitors", NAME, filled)


def _difference(book: Book, table: str, price: Value, own_price: Value) -> Live:
    theirs = Live(this_row(table, book.say(THEIR_PRICE)), price)
    yours = Live(this_row(table, book.say(YOUR_PRICE)), own_price)
    return IF(AND(theirs > 0, yours > 0), yours / theirs - 1, "")
