"""The lower half of the sheet of trends: the forecast with its interval, what it was worth, and the market."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from xlsxwriter.chart import Chart

from salestracker_xl.analysis.outlook import Outlook, sales_outlook
from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import bare_chart, line_series, new_chart, place, quiet_axis, series, value_axis
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.market import MARKET, OWN, Market, write_market
from salestracker_xl.workbook.figures.months import MONTH, REVENUE
from salestracker_xl.workbook.figures.outlook import FORECAST, HIGH, INTERVAL, LOW, Band, write_band
from salestracker_xl.workbook.figures.trends import MONTHS, Trends
from salestracker_xl.workbook.formulas import IFERROR
from salestracker_xl.workbook.grid import NONE, Grid
from salestracker_xl.workbook.table import TableColumn, write_table

FORECAST_ROWS = 13
FORECAST_HEIGHT, MARKET_HEIGHT = 236, 300

FORECAST_TITLE = Text("The months to come, whole company", "Les mois à venir, toute l'entreprise")
NO_FORECAST = Text(
    "No forecast yet: it takes six complete months of sales.",
    "Pas encore de prévision : il faut six mois complets de ventes.",
)
MADE_ON = Text(
    "Values of Python from the sales up to {day}; build again to renew them. Limits: 8 months in 10.",
    "Valeurs de Python d'après les ventes jusqu'au {day} ; reconstruisez pour les renouveler. Bornes : 8 mois sur 10.",
)
FORECAST_ALT = Text(
    "Lines: revenue of the last months, solid, and the forecast, dashed; hatched: where 8 months in 10 should fall.",
    "Courbes : chiffre d'affaires des derniers mois, en trait plein, et prévision, en tirets ; hachuré : où devraient "
    "tomber 8 mois sur 10.",
)
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
    tracker = book.tracker
    _section(sheet, row, FORECAST_TITLE)
    outlook = sales_outlook(tracker.sales.frame, tracker.last_day)
    if outlook is None:
        sheet.write(row + 1, 0, NO_FORECAST, "note")
        return
    day = tracker.last_day
    sheet.write(row + 1, 0, MADE_ON.format(day=Text(day.isoformat(), f"{day:%d/%m/%Y}")), "note")
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
    chart.set_y_axis(value_axis(book, "money_short", min=0))
    return chart


def write_beside_market(sheet: Sheet, row: int, chart_col: int, width: int, figures: Figures, trends: Trends) -> None:
    """Write the table of the market's index to type in, both indices beside it, and their chart."""
    book = sheet.book
    _section(sheet, row, MARKET_TITLE)
    sheet.write(row + 1, 0, MARKET_NOTE, "note")
    sheet.write(row + 2, 0, Text("Source", "Source"), "body")
    for col in range(1, 4):
        sheet.write(row + 2, col, None, "input", key=f"market_source_{col}")
    months = _last_months(book.tracker.last_day)
    columns = [
        TableColumn("month", MONTH, months, ("input", "month", "left"), 11),
        TableColumn("index", Text("Market index", "Indice du marché"), [None] * len(months), ("input", "number"), 13),
    ]
    table = write_table(sheet, row + 3, 0, "market", Text("MarketIndex", "IndiceMarché"), columns)
    market = write_market(figures.calc, trends, table)
    grid = Grid(sheet, row + 3, 2, over=("unruled",))
    grid.figures(OWN, [IFERROR(cell, NONE) for cell in list(market.own)[::-1]], "tenths")
    grid.figures(MARKET, [IFERROR(cell, NONE) for cell in list(market.market)[::-1]], "tenths")
    place(sheet, row, chart_col, market_chart(book, market), width, MARKET_HEIGHT, MARKET_ALT)


def market_chart(book: Book, market: Market) -> Chart:
    """Two lines around 100."""
    chart = new_chart(book, "line", Text("Own sales and the market, index", "Vos ventes et le marché, en indice"))
    chart.add_series(line_series(book, OWN, market.month, market.own, "actual", 2.5))
    chart.add_series(line_series(book, MARKET, market.month, market.market, "ink", 2, line={"dash_type": "dash"}))
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True, interval_unit=3))
    chart.set_y_axis(value_axis(book, "count"))
    return chart


def _last_months(day: dt.date) -> list[float]:
    """First days of the months that the trends show, the newest first as in the table above."""
    last = day.year * 12 + day.month - 1
    return [float(serial(dt.date(at // 12, at % 12 + 1, 1))) for at in range(last, last - MONTHS, -1)]


def _section(sheet: Sheet, row: int, title: Text) -> None:
    sheet.write_row(row, 0, [title, *[None] * 8], "section")
