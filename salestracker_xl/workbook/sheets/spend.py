"""What was spent on winning customers, and how many each channel won."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.tables.schema import SALES, SPEND
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.sums import exactly
from salestracker_xl.workbook.formulas import EOMONTH
from salestracker_xl.workbook.guards import guard, offer
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.readings import reading_columns
from salestracker_xl.workbook.sheets.sales import NAME as SALES_NAME
from salestracker_xl.workbook.sold import Sold
from salestracker_xl.workbook.structured import Table, header_cell, structured, table_name, this_row
from salestracker_xl.workbook.summary import NEW_CUSTOMERS
from salestracker_xl.workbook.table import TableColumn, write_table

NAME = Text("Spend", "Dépenses")


def write_inputs(book: Book, sheet: Sheet, sold: Sold) -> Table:
    """Write the table; each channel's new customers of a month stand once, on its first row of that month."""
    columns = reading_columns(SPEND, book.tracker.spend, book.language)
    month, channel = columns[0], columns[1]
    won = TableColumn(
        "new_customers",
        NEW_CUSTOMERS,
        _won(book, month.values, channel.values, sold),
        ("count", "quiet"),
        17,
        _won_of_typed_row(book),
    )
    return write_table(sheet, FIRST_CONTENT_ROW, 0, SPEND.key, NAME, [*columns, won])


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the frame around the table."""
    subtitle = (
        Text("Sales and marketing spend by month and channel.", "Dépenses commerciales et marketing par mois et canal.")
        if book.tracker.spend
        else Text(
            "No spend yet: type it here, or build with --spend FILE, to see the acquisition cost.",
            "Pas encore de dépenses : saisissez-les ici, ou construisez avec --spend FICHIER, pour voir le CAC.",
        )
    )
    write_title(sheet, NAME, subtitle, len(SPEND.fields) + 1)
    guard(sheet, figures.inputs.spend, SPEND)
    offer(sheet, figures.inputs.spend, "channel", book.lists.get("channel_names"))
    sheet.worksheet.freeze_panes(FIRST_CONTENT_ROW + 1, 0)
    sheet.worksheet.repeat_rows(FIRST_CONTENT_ROW)


def _won(book: Book, months, channels, sold: Sold) -> list[Live | int]:
    by_channel = _by_channel(book)
    name = table_name(book.say(NAME))
    own_month = this_row(name, book.say(SPEND.field("month").label))
    own_channel = this_row(name, book.say(SPEND.field("channel").label))
    seen: set[tuple] = set()
    won: list[Live | int] = []
    for month, channel in zip(months, channels, strict=True):
        key = (month, str(channel).lower()) if by_channel else (month,)
        first = key not in seen and month == month
        seen.add(key)
        own = Live(own_month, month)
        if not first:
            won.append(0)
        elif by_channel:
            of = {"channel": exactly(Live(own_channel, channel))}
            won.append(sold.whatever("new_customers", own, EOMONTH(own, 0), of))
        else:
            won.append(sold.whatever("new_customers", own, EOMONTH(own, 0), {}))
    return won


def _won_of_typed_row(book: Book) -> str:
    """New customers of the row's month, and channel where sales have one, on the first such row, as `_won` has it."""
    sold = table_name(book.say(SALES_NAME))
    month, channel = (book.say(SPEND.field(key).label) for key in ("month", "channel"))
    own_month = this_row("{table}", month)
    of_channel = exactly(Live(this_row("{table}", channel), "")).formula

    def alike(days: str, channels: str) -> str:
        within = f'{days},">"&EOMONTH({own_month},-1),{days},"<="&EOMONTH({own_month},0)'
        return f"{within},{channels},{of_channel}" if _by_channel(book) else within

    earlier = alike(*(f"{header_cell('{table}', header)}:{this_row('{table}', header)}" for header in (month, channel)))
    sales = alike(*(structured(sold, book.say(SALES.field(key).label)) for key in ("date", "channel")))
    won = structured(sold, book.say(NEW_CUSTOMERS))
    return f'IF({own_month}="",0,IF(COUNTIFS({earlier})=1,SUMIFS({won},{sales}),0))'


def _by_channel(book: Book) -> bool:
    return bool(book.tracker.sales.frame["channel"].notna().any())
