"""Every sale: the table that people type in and import into."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from salestracker_xl.language import Text
from salestracker_xl.limits import SHEET_ROWS
from salestracker_xl.tables.schema import SALES
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.sums import exactly
from salestracker_xl.workbook.guards import DIGITS_KEPT, guard, offer
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.readings import header_width, long_columns
from salestracker_xl.workbook.sold import FromSales, FromSummary, Sold
from salestracker_xl.workbook.spoken import spoken
from salestracker_xl.workbook.structured import Table, header_cell, this_row
from salestracker_xl.workbook.summary import (
    COUNTED,
    FOLLOWS_BUILDS,
    TOO_MANY,
    TOO_MANY_NAMES,
    by_month,
    exceeds_a_sheet,
    is_summarised,
    to_be_summed,
    with_counts,
    write_summary,
)
from salestracker_xl.workbook.table import TableColumn, write_table

NAME = Text("Sales", "Ventes")
FOLLOWS = Text(
    "Type below the last row, or build again from a newer export: the dashboard follows.",
    "Saisissez sous la dernière ligne, ou reconstruisez depuis un export plus récent : le tableau suit.",
)
LISTED = ("region", "rep", "product")
OFFERED = (*LISTED, "channel")


def write_inputs(book: Book, sheet: Sheet) -> tuple[Table, Sold]:
    """Write the table, and with many rows a summary of it; give back the table and what figures read.

    The last three columns count orders and new customers, by formula in rows typed below.
    """
    tracker = book.tracker
    sales = with_counts(book.sales)
    summed = to_be_summed(tracker, sales) if is_summarised(tracker) else None
    rows = by_month(summed) if summed is not None else None
    shown = sales if rows is None or not exceeds_a_sheet(tracker) else rows.reindex(columns=sales.columns)
    columns = [
        *long_columns(SALES, shown, book.language),
        _counted(book, shown, "orders", _orders_of_typed_row(book)),
        _counted(book, shown, "new_customers", _new_customers_of_typed_row(book)),
        _counted(book, shown, "product_orders", _orders_of_typed_row(book, "product")),
    ]
    table = write_table(sheet, FIRST_CONTENT_ROW, 0, SALES.key, NAME, columns)
    if summed is None or rows is None:
        return table, FromSales(table)
    return table, write_summary(book, summed, rows, table)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the frame around the table: title, frozen header, lists to choose from."""
    table = figures.inputs.sales
    printed = len(SALES.fields)  # the counts behind them are for formulas
    write_title(sheet, NAME, _subtitle(book.tracker, figures.inputs.sold), printed)
    sheet.worksheet.print_area(0, 0, SHEET_ROWS - 1, printed - 1)
    sheet.worksheet.freeze_panes(FIRST_CONTENT_ROW + 1, 0)
    sheet.worksheet.repeat_rows(FIRST_CONTENT_ROW)
    guard(sheet, table, SALES)
    for field in OFFERED:
        offer(sheet, table, field, book.lists.get(f"{field}_names"))


def _subtitle(tracker: Tracker, sold: Sold) -> Text:
    if not isinstance(sold, FromSummary):
        return FOLLOWS
    if not exceeds_a_sheet(tracker):
        return FOLLOWS_BUILDS
    told = TOO_MANY.format(rows=spoken(len(tracker.sales.frame)))
    closed = [SALES.field(dimension).label for dimension in LISTED if dimension not in sold.crossed]
    if not closed:
        return told
    names = Text(", ".join(label.en for label in closed), ", ".join(label.fr for label in closed))
    return Text("{told} {closed}", "{told} {closed}").format(told=told, closed=TOO_MANY_NAMES.format(dimensions=names))


def _counted(book: Book, sales: pd.DataFrame, key: str, formula: str) -> TableColumn:
    width = header_width(book.say(COUNTED[key]))
    return TableColumn(key, COUNTED[key], sales[key].to_numpy(float), ("count", "quiet"), width, formula)


def _orders_of_typed_row(book: Book, *within: str) -> str:
    """1 on the first positive row of an order, or of each product `within` it, as `analysis.counting` has it."""
    own_order, own_amount = (_own(_said(book, key)) for key in ("order_id", "amount"))
    earlier = _alike_so_far(book, ("order_id", *within), ">0")
    return f'IF({own_amount}>0,IF({own_order}="",1,IF({earlier}=1,1,0)),0)'


def _new_customers_of_typed_row(book: Book) -> str:
    """1 on a customer's first purchase in the table, as `new_customer_counts` has it for rows in order of date."""
    own_customer, own_amount = (_own(_said(book, key)) for key in ("customer", "amount"))
    earlier = _alike_so_far(book, ("customer",), ">=0")
    return f'IF(AND({own_amount}>=0,{own_customer}<>""),IF({earlier}=1,1,0),0)'


def _alike_so_far(book: Book, keys: Sequence[str], amounts: str) -> str:
    """How many rows down to this one have the same cells in some columns, and an amount as it is asked for.

    COUNTIFS takes digits for a number, of which Excel keeps 15; longer ones are compared as the texts that they are.
    """
    names, amount = [_said(book, key) for key in keys], _down_to_here(_said(book, "amount"))
    alike = ",".join(f"{_down_to_here(name)},{exactly(Live(_own(name), '')).formula}" for name in names)
    same = "*".join(f"({_down_to_here(name)}={_own(name)})" for name in names)
    exact = f"SUMPRODUCT({same}*({amount}{amounts}))"
    is_long = f"AND(LEN({_own(names[0])})>{DIGITS_KEPT},ISNUMBER(0+{_own(names[0])}))"
    return f'IF({is_long},{exact},COUNTIFS({alike},{amount},"{amounts}"))'


def _said(book: Book, key: str) -> str:
    return book.say(SALES.field(key).label)


def _own(header: str) -> str:
    return this_row("{table}", header)


def _down_to_here(header: str) -> str:
    """From the header, which meets no criterion on amounts, down to the row itself."""
    return f"{header_cell('{table}', header)}:{_own(header)}"
