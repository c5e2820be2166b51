"""The customers by recency and frequency of their purchases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd
from xlsxwriter.chart import Chart

from salestracker_xl.analysis.loyalty import by_segment
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import font, new_chart, place, quiet_axis, series
from salestracker_xl.workbook.grid import NONE, ROW_PIXELS, Grid, row_below
from salestracker_xl.workbook.live import Range
from salestracker_xl.workbook.page import write_section
from salestracker_xl.workbook.sections.by_name import TOTAL

HEADING = Text("Groups by recency and frequency (RFM)", "Groupes par récence et fréquence (RFM)")
NAME_WIDTH = 27.0
SEGMENT = Text("Group", "Groupe")
CUSTOMERS = Text("Customers", "Clients")
SHARE_OF_CUSTOMERS = Text("Share of customers", "Part des clients")
REVENUE_YEAR = Text("Revenue, 12 months", "CA, 12 mois")
SHARE_OF_REVENUE = Text("Share of revenue", "Part du CA")
EACH = Text("Revenue per customer", "CA par client")
DAYS = Text("Days since order, median", "Jours depuis, médiane")
CHART_COL, CHART_GAP, CHART_WIDTH = 7, 14, 560
ALT = Text(
    "Bars: share of the customers and share of the revenue of 12 months of each RFM group.",
    "Barres : part des clients et part du chiffre d'affaires de 12 mois de chaque groupe RFM.",
)


def write_rfm(book: Book, sheet: Sheet, row: int, customers: pd.DataFrame) -> int:
    """Write a row for each group with its chart; give back the row below."""
    write_section(sheet, row, HEADING)
    groups = by_segment(customers)
    people, revenue = (float(groups[key].to_numpy(float).sum()) for key in ("customers", "revenue_year"))
    grid = Grid(sheet, row + 1)
    grid.raise_header()
    names = grid.names(SEGMENT, groups["segment"].tolist())
    grid.total(TOTAL, "left")
    grid.figures(CUSTOMERS, groups["customers"].tolist(), "count")
    grid.total(people, "right", "count")
    shares = grid.figures(SHARE_OF_CUSTOMERS, (groups["customers"] / people).tolist(), "rate")
    grid.total(1.0, "right", "rate")
    grid.figures(REVENUE_YEAR, groups["revenue_year"].tolist(), "money_whole")
    grid.total(revenue, "right", "money_whole")
    of_revenue = (groups["revenue_year"] / revenue).tolist() if revenue > 0 else [None] * len(groups)
    brought = grid.figures(SHARE_OF_REVENUE, of_revenue, "rate")
    grid.total(1.0 if revenue > 0 else None, "right", "rate")
    grid.figures(EACH, shown(groups["revenue_year"] / groups["customers"]), "money_whole")
    grid.total(revenue / people, "right", "money_whole")
    grid.figures(DAYS, shown(groups["days_since"]), "count")
    grid.total(float(pd.Series(customers["days_since"]).median()), "right", "count")
    height = 34 + ROW_PIXELS * (len(groups) + 2)
    place(sheet, grid.row, CHART_COL, rfm_chart(book, names, shares, brought), CHART_WIDTH, height, ALT, CHART_GAP)
    return row_below(grid, ROW_PIXELS, height)


def rfm_chart(book: Book, names: Range, customers: Range, revenue: Range) -> Chart:
    """Two bars a group: its share of the customers, and of the revenue."""
    chart = new_chart(book, "bar", Text("Customers and revenue by group", "Clients et chiffre d'affaires par groupe"))
    labels = {"value": True, "num_format": book.theme.formats["rate_whole"], "font": font(book, 8, "ink")}
    chart.add_series(series(book, SHARE_OF_REVENUE, names, revenue, "actual", gap=45, data_labels=labels))
    chart.add_series(series(book, SHARE_OF_CUSTOMERS, names, customers, "previous"))
    chart.set_y_axis(quiet_axis(book, reverse=True, label_position="low", interval_unit=1))
    chart.set_x_axis(quiet_axis(book, "rate_whole", visible=False, min=0))
    return chart


def shown(cells: Iterable[Any]) -> list[Any]:
    """Figures with a dash where there is none."""
    return [NONE if cell != cell else cell for cell in cells]
