"""What customers will pay: the orders of the last twelve months by what they are worth."""

from __future__ import annotations

from salestracker_xl.analysis.order_values import Band, bands, order_values
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.catalogue import ORDERS
from salestracker_xl.workbook.charts import font, new_chart, place, quiet_axis, series, value_axis
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.months import REVENUE
from salestracker_xl.workbook.figures.selection import day_in_words
from salestracker_xl.workbook.grid import Grid
from salestracker_xl.workbook.live import Range
from salestracker_xl.workbook.page import write_missing, write_section
from salestracker_xl.workbook.sections.by_name import SHARE, TOTAL
from salestracker_xl.workbook.spoken import spoken

HEADING = Text("What they pay: orders by value", "Ce qu'ils paient : commandes par valeur")
MISSING = Text(
    "No order of the last 12 months is worth more than nothing.",
    "Aucune commande des 12 derniers mois n'a une valeur positive.",
)
COMPUTED = (
    Text(
        "Values computed from the orders of the 12 months up to ",
        "Valeurs calculées sur les commandes des 12 mois jusqu'au ",
    ),
    Text(
        ", what came back taken off; the next build or refresh brings them up to date.",
        ", retours déduits ; la prochaine construction ou actualisation les met à jour.",
    ),
)
VALUE = Text("Order value", "Valeur de la commande")
CUSTOMERS = Text("Customers", "Clients")
SHARE_OF_ORDERS = Text("Share of orders", "Part des commandes")
BELOW, BETWEEN, ABOVE = (
    Text("below {end}", "moins de {end}"),
    Text("{start} to {end}", "{start} à {end}"),
    Text("{start} and more", "{start} et plus"),
)
CHART_COL, CHART_WIDTH, CHART_HEIGHT, CHART_GAP = 7, 580, 240, 14
TITLE = Text("Orders and revenue by order value", "Commandes et chiffre d'affaires par valeur de commande")
SHARE_OF_REVENUE = Text("Share of revenue", "Part du chiffre d'affaires")
ALT = Text(
    "Columns: share of the orders and, lighter, share of the revenue of the last 12 months, by the value of the order.",
    "Colonnes : part des commandes et, plus claire, part du chiffre d'affaires des 12 derniers mois, selon la valeur "
    "de la commande.",
)


def write_price_bands(book: Book, sheet: Sheet, row: int, figures: Figures) -> int:
    """Write the bands with their chart; give back the row below."""
    write_section(sheet, row, HEADING)
    found = bands(order_values(book.sales))
    if not found:
        write_missing(sheet, row + 1, MISSING)
        return row + 2
    before, after = COMPUTED
    day = day_in_words(book, figures.history.computed_on)
    sheet.write(row + 1, 0, book.say(before) & day & book.say(after), "note")
    grid = Grid(sheet, row + 3)
    grid.raise_header()
    orders, revenue = sum(band.orders for band in found), sum(band.revenue for band in found)
    name = grid.names(VALUE, [words_of(band) for band in found])
    grid.total(TOTAL, "left")
    grid.figures(ORDERS.short, [band.orders for band in found], "count")
    grid.total(orders, "right", "count")
    by_orders = grid.figures(SHARE_OF_ORDERS, [band.orders / orders for band in found], "rate")
    grid.total(1.0, "right", "rate")
    grid.figures(CUSTOMERS, [band.customers for band in found], "count")
    grid.total(None, "right")
    grid.figures(REVENUE, [band.revenue for band in found], "money_whole")
    grid.total(revenue, "right", "money_whole")
    by_revenue = grid.figures(SHARE, [band.revenue / revenue for band in found], "rate")
    grid.total(1.0, "right", "rate")
    _place_chart(book, sheet, row + 3, name, by_orders, by_revenue)
    return max(grid.total_row + 1, row + 3 + CHART_HEIGHT // 20 + 1)


def words_of(band: Band) -> Text:
    """The limits of a band, in words."""
    start, end = _limit(band.start), _limit(band.end or 0.0)
    if band.start == 0 and band.end is not None:
        return BELOW.format(end=end)
    return ABOVE.format(start=start) if band.end is None else BETWEEN.format(start=start, end=end)


def _limit(number: float) -> Text:
    if number >= 10 or float(number).is_integer():
        return spoken(round(number))
    return Text(f"{number:g}", f"{number:g}".replace(".", ","))


def _place_chart(book: Book, sheet: Sheet, row: int, name: Range, by_orders: Range, by_revenue: Range) -> None:
    chart = new_chart(book, "column", TITLE)
    labels = {"value": True, "num_format": book.theme.formats["rate_whole"], "font": font(book, 8, "ink")}
    chart.add_series(series(book, SHARE_OF_ORDERS, name, by_orders, "actual", gap=45, data_labels=labels))
    chart.add_series(series(book, SHARE_OF_REVENUE, name, by_revenue, "previous"))
    chart.set_x_axis(quiet_axis(book))
    chart.set_y_axis(value_axis(book, "rate_whole", min=0))
    place(sheet, row, CHART_COL, chart, CHART_WIDTH, CHART_HEIGHT, ALT, CHART_GAP)
