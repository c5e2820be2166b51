"""The lower half of the sheet of trends: the forecast with its interval, what it was worth, and the market."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd
from xlsxwriter.chart import Chart

from salestracker_xl.analysis.outlook import Outlook, sales_outlook
from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import (
    bare_chart,
    line_series,
    new_chart,
    place,
    quiet_axis,
    series,
    short_money,
    value_axis,
)
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.market import MARKET, OWN, Market, TypedIndex, write_market
from salestracker_xl.workbook.figures.months import MONTH, REVENUE
from salestracker_xl.workbook.figures.outlook import FORECAST, HIGH, INTERVAL, LOW, Band, write_band
from salestracker_xl.workbook.figures.trends import MONTHS, Trends
from salestracker_xl.workbook.formulas import EOMONTH, IFERROR, INDEX, MATCH
from salestracker_xl.workbook.grid import HEADER_PIXELS, NONE, Grid
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import write_section
from salestracker_xl.workbook.sections.computed import computed_note
from salestracker_xl.workbook.structured import structured, table_name, this_row
from salestracker_xl.workbook.table import TableColumn, write_table
from salestracker_xl.workbook.typed import rows_of
from salestracker_xl.workbook.values import Value

FORECAST_ROWS = 13
TABLE_COLUMNS = 9  # left of the charts
FORECAST_HEIGHT, MARKET_HEIGHT = 236, 300

FORECAST_TITLE = Text("The months to come, whole company", "Les mois à venir, toute l'entreprise")
NO_FORECAST = Text(
    "No forecast yet: it takes six complete months of sales.",
    "Pas encore de prévision : il faut six mois complets de ventes.",
)
LIMITS = Text(" Limits: 8 months in 10.", " Bornes : 8 mois sur 10.")
FORECAST_ALT = Text(
    "Lines: revenue of the last months, solid, and the forecast, dashed; hatched: where 8 months in 10 should fall.",
    "Courbes : chiffre d'affaires des derniers mois, en trait plein, et prévision, en tirets ; hachuré : où devraient "
    "tomber 8 mois sur 10.",
)
MARKET_TABLE = Text("MarketIndex", "IndiceMarché")
MARKET_TYPED: Mapping[str, Text] = {"month": MONTH, "index": Text("Market index", "Indice du marché")}
MARKET_TITLE = Text("Beside the market", "Face au marché")
MARKET_NOTE = Text(
    "Type an index of your market by month (of any base) into the yellow cells; where both are known, the first twelve "
    "months average 100.",
    "Saisissez un indice mensuel de votre marché (de base quelconque) dans les cellules jaunes ; les douze premiers "
    "mois communs valent 100 en moyenne.",
)
MARKET_ALT = Text(
    "Lines: own sales, solid, and the market, dashed, both 100 on average over their first twelve months together.",
    "Courbes : vos ventes, en trait plein, et le marché, en tirets, à 100 en moyenne sur leurs douze premiers mois "
    "communs.",
)


def write_forecast(sheet: Sheet, row: int, chart_col: int, width: int, figures: Figures) -> None:
    """Write the forecast, its accuracy by horizon, and its chart; a sentence where there is none."""
    book = sheet.book
    write_section(sheet, row, FORECAST_TITLE, TABLE_COLUMNS)
    outlook = sales_outlook(book.sales.rows, book.tracker.last_day)
    if outlook is None:
        sheet.write(row + 1, 0, NO_FORECAST, "note")
        return
    sheet.write(row + 1, 0, computed_note(book, figures.history) & book.say(LIMITS), "note")
    grid = Grid(sheet, row + 2, over=("unruled",))
    grid.raise_header()
    grid.names(MONTH, outlook.month.tolist(), "month")
    for label, values in ((FORECAST, outlook.median), (LOW, outlook.low), (HIGH, outlook.high)):
        grid.figures(label, values.tolist(), "money_whole")
    _write_accuracy(sheet, row + 2, grid.col, outlook)
    band = write_band(figures.calc, outlook)
    place(sheet, row, chart_col, forecast_chart(book, band), width, FORECAST_HEIGHT, FORECAST_ALT)


def _write_accuracy(sheet: Sheet, row: int, col: int, outlook: Outlook) -> None:
    """Write what such forecasts were worth, each horizon beside the same month of the year before."""
    table = outlook.accuracy
    grid = Grid(sheet, row, col, over=("unruled",))

    def told(column: str) -> list[float | str]:
        return [NONE if pd.isna(value) else float(value) for value in table[column]]

    grid.figures(Text("Months ahead", "Mois d'avance"), [float(ahead) for ahead in table.index], "count")
    grid.figures(Text("Tested", "Testées"), told("forecasts"), "count")
    grid.figures(Text("Accuracy", "Précision"), told("accuracy"), "rate_whole")
    grid.figures(Text("Last year's month", "Mois de l'an dernier"), told("naive_accuracy"), "rate_whole")
    grid.figures(Text("Within limits", "Dans les bornes"), told("within"), "rate_whole")


def forecast_chart(book: Book, band: Band) -> Chart:
    """The interval hatched on an invisible base, and the lines of the actual and the forecast over it."""
    chart = new_chart(book, "area", FORECAST_TITLE, "stacked")
    chart.add_series({**series(book, LOW, band.month, band.base, "paper"), "fill": {"none": True}})
    hatched = {"pattern": "wide_upward_diagonal", "fg_color": book.color("actual"), "bg_color": book.color("paper")}
    chart.add_series(series(book, INTERVAL, band.month, band.band, "previous", pattern=hatched))
    lines = bare_chart(book, "line")
    lines.add_series(line_series(book, REVENUE, band.month, band.actual, "actual", 3))
    dashed = {"dash_type": "dash"}
    lines.add_series(line_series(book, FORECAST, band.month, band.forecast, "actual", 2, line=dashed))
    chart.combine(lines)
    chart.set_legend({"position": "top", "font": {"size": 9, "color": book.color("quiet")}, "delete_series": [0]})
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True, interval_unit=3))
    chart.set_y_axis(value_axis(book, short_money(band.actual, band.forecast, band.base), min=0))
    return chart


def write_beside_market(sheet: Sheet, row: int, chart_col: int, width: int, figures: Figures, trends: Trends) -> None:
    """Write the table of the market's index to type in, both indices beside it, and their chart."""
    book = sheet.book
    write_section(sheet, row, MARKET_TITLE, TABLE_COLUMNS)
    sheet.write(row + 1, 0, MARKET_NOTE, "note")
    sheet.write(row + 2, 0, Text("Source", "Source"), "body")
    for col in range(1, 4):
        sheet.write(row + 2, col, None, "input", key=f"market_source_{col}")
    market = _write_market_table(sheet, row + 3, figures, trends)
    place(sheet, row, chart_col, market_chart(book, market), width, MARKET_HEIGHT, MARKET_ALT)


def _write_market_table(sheet: Sheet, row: int, figures: Figures, trends: Trends) -> Market:
    """Write months and index to type in, and what both come to on one base."""
    book = sheet.book
    name, rows = table_name(book.say(MARKET_TABLE)), _market_rows(book)
    month, index = (Range(structured(name, book.say(label)), rows[key]) for key, label in MARKET_TYPED.items())
    market = write_market(figures.calc, trends, TypedIndex(month, index))
    of_month = [Live(this_row(name, book.say(MONTH)), day) for day in rows["month"]]
    places = [MATCH(EOMONTH(day, -1) + 1, market.month) for day in of_month]
    look = ("cell", "unruled", "right", "tenths")
    columns = [
        TableColumn("month", MONTH, rows["month"], ("input", "month", "left"), 11),
        TableColumn("index", MARKET_TYPED["index"], rows["index"], ("input", "number"), 13),
    ]
    for key, label, cells in (("own", OWN, market.own), ("market", MARKET, market.market)):
        found = [IFERROR(INDEX(cells, place), NONE) for place in places]
        columns.append(TableColumn(key, label, found, look, 13, found[0].formula))
    sheet.worksheet.set_row_pixels(row, HEADER_PIXELS)
    write_table(sheet, row, 0, "market", MARKET_TABLE, columns)
    sheet.worksheet.repeat_rows(row)
    return market


def _market_rows(book: Book) -> Mapping[str, list[Value]]:
    """The months that the trends show, the oldest first; below what people left, those that are new."""
    months = _last_months(book.tracker.last_day)
    left = rows_of(book.typed, "market", {"month": months, "index": [None] * len(months)})
    kept = [row for row in zip(left["month"], left["index"], strict=True) if row != (None, None)]
    known = {month for month, _ in kept}
    kept += [(month, None) for month in months if month not in known]
    return {"month": [month for month, _ in kept], "index": [index for _, index in kept]}


def market_chart(book: Book, market: Market) -> Chart:
    """Two lines around 100."""
    chart = new_chart(book, "line", Text("Own sales and the market, index", "Vos ventes et le marché, en indice"))
    chart.add_series(line_series(book, OWN, market.month, market.own, "actual", 2.5))
    chart.add_series(line_series(book, MARKET, market.month, market.market, "ink", 2, line={"dash_type": "dash"}))
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True, interval_unit=3))
    chart.set_y_axis(value_axis(book, "count"))
    return chart


def _last_months(day: dt.date) -> list[float]:
    """First days of the months that the trends show, the oldest first, so that new ones come below."""
    last = day.year * 12 + day.month - 1
    return [float(serial(dt.date(at // 12, at % 12 + 1, 1))) for at in range(last - MONTHS + 1, last + 1)]
