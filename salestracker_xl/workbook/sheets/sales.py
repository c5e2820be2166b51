"""Every sale: the table that people type in and import into."""

from __future__ import annotations

import pandas as pd

from salestracker_xl.language import Text
from salestracker_xl.tables.schema import SALES
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.sums import exactly
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.readings import frame_columns
from salestracker_xl.workbook.sold import FromSales, Sold
from salestracker_xl.workbook.spoken import spoken
from salestracker_xl.workbook.summary import (
    COUNTED,
    FOLLOWS_BUILDS,
    TOO_MANY,
    by_month,
    exceeds_a_sheet,
    is_summarised,
    with_counts,
    write_summary,
)
from salestracker_xl.workbook.table import Table, TableColumn, header_cell, this_row, write_table

NAME = Text("Sales", "Ventes")
FOLLOWS = Text(
    "Type below the last row, or build again from a newer export: the dashboard follows.",
    "Saisissez sous la dernière ligne, ou reconstruisez depuis un export plus récent : le tableau suit.",
)
LISTED = ("region", "rep", "product")


def write_inputs(book: Book, sheet: Sheet) -> tuple[Table, Sold]:
    """Write the table, and with many rows a summary of it; give back the table and what figures read.

    The last three columns count orders and new customers, by formula in rows typed below.
    """
    tracker = book.tracker
    sales = with_counts(tracker.sales.frame)
    shown = by_month(tracker, sales).reindex(columns=sales.columns) if exceeds_a_sheet(tracker) else sales
    columns = [
        *frame_columns(SALES, shown, book.language),
        _counted(shown, "orders", 12, _orders_of_typed_row(book)),
        _counted(shown, "new_customers", 17, _new_customers_of_typed_row(book)),
        _counted(shown, "product_orders", 22, _orders_of_typed_row(book, "product")),
    ]
    table = write_table(sheet, FIRST_CONTENT_ROW, 0, SALES.key, NAME, columns)
    return table, write_summary(book, sales, table) if is_summarised(tracker) else FromSales(table)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the frame around the table: title, frozen header, lists to choose from."""
    table = figures.inputs.sales
    write_title(
        sheet,
        NAME,
        _subtitle(book.tracker),
        len(table.columns),
    )
    sheet.worksheet.freeze_panes(FIRST_CONTENT_ROW + 1, 0)
    sheet.worksheet.repeat_rows(FIRST_CONTENT_ROW)
    for field in LISTED:
        col = table.place(field)
        sheet.worksheet.data_validation(
            table.first_row,
            col,
            table.last_row,
            col,
            {"validate": "list", "source": f"={book.lists[field]}", "error_type": "information", "ignore_blank": True},
        )


def _subtitle(tracker: Tracker) -> Text:
    if exceeds_a_sheet(tracker):
        return TOO_MANY.format(rows=spoken(len(tracker.sales.frame)))
    return FOLLOWS_BUILDS if is_summarised(tracker) else FOLLOWS


def _counted(sales: pd.DataFrame, key: str, width: float, formula: str) -> TableColumn:
    return TableColumn(key, COUNTED[key], sales[key].to_numpy(float), ("count", "quiet"), width, formula)


def _orders_of_typed_row(book: Book, *within: str) -> str:
    """1 on the first positive row of an order, or of each product `within` it, as `analysis.counting` has it."""
    order, amount, *fields = (book.say(SALES.field(key).label) for key in ("order_id", "amount", *within))
    own_order, own_amount = this_row("{table}", order), this_row("{table}", amount)
    alike = ",".join(f"{_down_to_here(name)},{_exactly(this_row('{table}', name))}" for name in (order, *fields))
    earlier = f'COUNTIFS({alike},{_down_to_here(amount)},">0")'
    return f'IF({own_amount}>0,IF({own_order}="",1,IF({earlier}=1,1,0)),0)'


def _new_customers_of_typed_row(book: Book) -> str:
    """1 on a customer's first purchase in the table, as `new_customer_counts` has it for rows in order of date."""
    customer, amount = (book.say(SALES.field(key).label) for key in ("customer", "amount"))
    own_customer, own_amount = this_row("{table}", customer), this_row("{table}", amount)
    earlier = f'COUNTIFS({_down_to_here(customer)},{_exactly(own_customer)},{_down_to_here(amount)},">=0")'
    return f'IF(AND({own_amount}>=0,{own_customer}<>""),IF({earlier}=1,1,0),0)'


def _exactly(cell: str) -> str:
    return exactly(Live(cell, "")).formula


def _down_to_here(header: str) -> str:
    """From the header, which meets no criterion on amounts, down to the row itself."""
    return f"{header_cell('{table}', header)}:{this_row('{table}', header)}"
