"""How sales developed month by month."""

from __future__ import annotations

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.catalogue import NEW_CUSTOMERS, ORDERS
from salestracker_xl.workbook.charts import (
    bare_chart,
    dot,
    line_series,
    new_chart,
    place,
    quiet_axis,
    series,
    short_money,
    value_axis,
)
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.months import MONTH, REVENUE, YEAR_BEFORE
from salestracker_xl.workbook.figures.trends import (
    INCOMPLETE,
    MONTHS,
    MOVING_AVERAGE,
    NOT_OVER,
    NOTE,
    Trends,
    write_trends,
)
from salestracker_xl.workbook.formulas import IF, IFERROR, ISNUMBER
from salestracker_xl.workbook.grid import NONE, Grid, colour_signs, rule_rows
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.sections.revenue_sources import BRIDGE_ROWS, NEWNESS_ROWS, write_bridge, write_newness
from salestracker_xl.workbook.sections.trends import FORECAST_ROWS, write_beside_market, write_forecast

NAME = Text("Trends", "Tendances")
WIDTHS = (11, 13, 13, 13, 10, 9.5, 11, 10.5, 12, 2)
CHART_COL = len(WIDTHS)
CHART_WIDTH, HIGH, LOW = 572, 270, 212
CHART_COLUMNS = 9  # of the usual width, under the charts
FORECAST_ROW = FIRST_CONTENT_ROW + 1 + MONTHS + 1
BRIDGE_ROW = FORECAST_ROW + FORECAST_ROWS
NEWNESS_ROW = BRIDGE_ROW + BRIDGE_ROWS
MARKET_ROW = NEWNESS_ROW + NEWNESS_ROWS + 1  # the last, since its table grows with every month


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the table, the newest month first, and its two charts beside it."""
    trends = write_trends(figures.calc, figures.sums, figures.months)
    sheet.set_columns(*WIDTHS)
    write_title(sheet, NAME, figures.told.without_period, CHART_COL + CHART_COLUMNS)
    sheet.worksheet.set_h_pagebreaks([FORECAST_ROW, MARKET_ROW])
    sheet.write(FIRST_CONTENT_ROW - 1, 0, figures.told.unfinished, "note")
    write_months(sheet, trends)
    place(sheet, FIRST_CONTENT_ROW, CHART_COL, revenue_by_month(book, trends), CHART_WIDTH, HIGH, REVENUE_ALT)
    row = FIRST_CONTENT_ROW + HIGH // 20 + 1
    place(sheet, row, CHART_COL, orders_by_month(book, trends), CHART_WIDTH, LOW, ORDERS_ALT)
    write_forecast(sheet, FORECAST_ROW, CHART_COL, CHART_WIDTH, figures)
    write_beside_market(sheet, MARKET_ROW, CHART_COL, CHART_WIDTH, figures, trends)
    write_bridge(sheet, BRIDGE_ROW, CHART_COL, CHART_WIDTH, figures)
    write_newness(sheet, NEWNESS_ROW, CHART_COL, CHART_WIDTH, figures)
    sheet.set_columns(*WIDTHS)


def write_months(sheet: Sheet, trends: Trends) -> None:
    """One row a month; those before the first sale stay blank."""
    known = [ISNUMBER(revenue) for revenue in _newest_first(trends.revenue)]

    def shown(cells: Range) -> list[Live]:
        pairs = zip(known, _newest_first(cells), strict=True)
        return [IF(has, IFERROR(cell, NONE), "") for has, cell in pairs]

    grid = Grid(sheet, FIRST_CONTENT_ROW, over=("unruled",))
    grid.raise_header()
    grid.names(MONTH, shown(trends.month), "month")
    revenue = grid.figures(REVENUE, shown(trends.revenue), "money_whole")
    grid.figures(MOVING_AVERAGE, shown(trends.average), "money_whole")
    before = grid.figures(YEAR_BEFORE, shown(trends.before), "money_whole")
    changes = [
        IF(has, IFERROR(IF(then > 0, now / then - 1, NONE), NONE), "")
        for has, now, then in zip(known, revenue, before, strict=True)
    ]
    grid.figures(Text("Change", "Évolution"), changes, "change")
    colour_signs(sheet, grid.first_row, grid.col - 1, grid.total_row - 1, line="bottom")
    grid.figures(ORDERS.short, shown(trends.orders), "count")
    grid.figures(Text("Average order", "Panier moyen"), shown(trends.aov), "money")
    grid.figures(NEW_CUSTOMERS.short, shown(trends.new_customers), "count")
    incomplete = sheet.book.say(INCOMPLETE)
    grid.words(NOTE, [IF(ISNUMBER(cell), incomplete, "") for cell in _newest_first(trends.running)], "quiet")
    rule_rows(grid)


def revenue_by_month(book: Book, trends: Trends) -> Chart:
    """Columns by month, the running one hatched, over the year before and the moving average as lines."""
    chart = new_chart(book, "column", Text("Revenue by month", "Chiffre d'affaires par mois"))
    chart.add_series(series(book, REVENUE, trends.month, trends.complete, "actual", gap=40, overlap=100))
    hatched = {"pattern": "wide_upward_diagonal", "fg_color": book.color("actual"), "bg_color": book.color("paper")}
    edge = {"color": book.color("actual"), "width": 0.75}
    chart.add_series(series(book, NOT_OVER, trends.month, trends.running, "actual", pattern=hatched, border=edge))
    lines = bare_chart(book, "line")
    lines.add_series(line_series(book, YEAR_BEFORE, trends.month, trends.before, "previous"))
    lines.add_series(line_series(book, MOVING_AVERAGE, trends.month, trends.average, "ink", 1.5))
    chart.combine(lines)
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True, interval_unit=3))
    chart.set_y_axis(value_axis(book, short_money(trends.complete, trends.before)))
    return chart


def orders_by_month(book: Book, trends: Trends) -> Chart:
    """Two lines: orders, and the new customers among them dashed."""
    chart = new_chart(book, "line", Text("Orders and new customers by month", "Commandes et nouveaux clients par mois"))
    chart.add_series(line_series(book, ORDERS.short, trends.month, trends.orders, "actual", marker=dot(book, "actual")))
    new = line_series(
        book,
        NEW_CUSTOMERS.short,
        trends.month,
        trends.new_customers,
        "bad",
        line={"dash_type": "dash"},
        marker=dot(book, "bad"),
    )
    chart.add_series(new)
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True, interval_unit=3))
    chart.set_y_axis(value_axis(book, "count", min=0))
    return chart


REVENUE_ALT = Text(
    "Columns: revenue of the last 24 months, a month not over hatched; lines: the year before, lighter, and the "
    "3-month average.",
    "Colonnes : chiffre d'affaires des 24 derniers mois, un mois inachevé hachuré ; lignes : année précédente, plus "
    "claire, et moyenne sur 3 mois.",
)
ORDERS_ALT = Text(
    "Lines: orders and, dashed, new customers of the last 24 months.",
    "Lignes : commandes et, en tirets, nouveaux clients des 24 derniers mois.",
)


def _newest_first(cells: Range) -> list[Live]:
    return list(cells)[::-1]
