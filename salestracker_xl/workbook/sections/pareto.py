"""The products from the largest down, with the share that they reach together and their class."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
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
from salestracker_xl.workbook.figures.all import PARTS, Figures
from salestracker_xl.workbook.figures.months import REVENUE
from salestracker_xl.workbook.figures.ranking import write_ranking
from salestracker_xl.workbook.formulas import COUNTIFS, IF, IFERROR, SUM, SUMIFS
from salestracker_xl.workbook.grid import HEADER_PIXELS, NONE, Grid, row_below, set_name_rows
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.sections.by_name import SHARE, TOTAL, Column, names_of, write_revenue

CUMULATED = Text("Cumulated share", "Part cumulée")
CLASS = Text("Class", "Classe")
PRODUCTS = Text("Products", "Produits")
CLASSES = ("A", "B", "C")
LIMITS: tuple[tuple[str, Text, float], ...] = (
    ("class_a", Text("Class A: the products up to", "Classe A : les produits jusqu'à"), 0.80),
    ("class_b", Text("Class B: the next ones up to", "Classe B : les suivants jusqu'à"), 0.95),
)
OF_REVENUE = Text(
    "of the revenue; C is the rest. Products with a sale of more than nothing have a class.",
    "du chiffre d'affaires ; C est le reste. Seuls les produits au chiffre d'affaires positif ont une classe.",
)
CHART_COL, CHART_GAP, COLUMN_PIXELS, SHORTEST, TALLEST = 7, 14, 85, 260, 440
CHART_COLUMNS = 7
TITLE = Text("Revenue by product, and the share reached", "Chiffre d'affaires par produit, et part atteinte")
ALT = Text(
    "Columns: revenue of each product in the chosen period, the largest first; line: share of the revenue that the "
    "products up to there reach together.",
    "Colonnes : chiffre d'affaires de chaque produit sur la période choisie, le plus grand d'abord ; ligne : part du "
    "chiffre d'affaires atteinte ensemble par les produits jusque-là.",
)


def write_pareto(book: Book, sheet: Sheet, row: int, figures: Figures) -> int:
    """Write limits, table, chart and the classes; give back the row below."""
    limits = [_write_limit(sheet, row + at, *limit) for at, limit in enumerate(LIMITS)]
    sheet.write(row, 2, OF_REVENUE, "note", "inset")
    names = names_of(figures.products)
    ranking = write_ranking(
        figures.calc, Text("Products by revenue", "Produits par chiffre d'affaires"), figures.products
    )
    grid = Grid(sheet, row + len(LIMITS) + 1)
    grid.raise_header()
    name = grid.names(
        PARTS["product"], [*ranking.in_order(figures.products.name), list(figures.products.name)[-1]], "name"
    )
    grid.total(TOTAL, "left")
    pixels = set_name_rows(sheet, grid.first_row, len(names) + 1, names)
    revenue, _, _ = write_revenue(grid, ranking, figures.products, figures.period.has_before)
    reached = [IFERROR(SUM(revenue.cells.head(at)) / revenue.total, NONE) for at in range(1, len(names) + 1)]
    cumulated = grid.figures(CUMULATED, [*reached, IFERROR(revenue.total / revenue.total, NONE)], "rate")
    classes = grid.marks(CLASS, _classes(revenue, limits), "strong")
    sheet.write_row(grid.total_row, grid.col - 2, [None, None], "total")
    height = min(max(SHORTEST, HEADER_PIXELS + pixels * (len(names) + 2)), TALLEST)
    rows = len(names)
    chart = pareto_chart(book, name.head(rows), revenue.cells.head(rows), cumulated.head(rows))
    width = CHART_COLUMNS * COLUMN_PIXELS - CHART_GAP
    place(sheet, grid.row, CHART_COL, chart, width, height, ALT, CHART_GAP)
    return _write_classes(sheet, row_below(grid, pixels, height) + 1, classes, revenue)


def pareto_chart(book: Book, name: Range, revenue: Range, cumulated: Range) -> Chart:
    """Columns of revenue, and over them the line of the share reached, on an axis of its own to 100 %."""
    chart = new_chart(book, "column", TITLE)
    chart.add_series(series(book, REVENUE, name, revenue, "actual", gap=30))
    line = bare_chart(book, "line")
    line.add_series(line_series(book, CUMULATED, name, cumulated, "bad", 1.75, y2_axis=True, marker=dot(book, "bad")))
    chart.combine(line)
    chart.set_x_axis(quiet_axis(book, interval_unit=1))
    chart.set_y_axis(value_axis(book, short_money(revenue)))
    line.set_y2_axis(quiet_axis(book, "rate_whole", line={"none": True}, min=0, max=1))
    return chart


def _write_limit(sheet: Sheet, row: int, key: str, label: Text, share: float) -> Live:
    sheet.write(row, 0, label, "quiet")
    cell = sheet.write(row, 1, share, "input", "rate_whole", "right", key=key)
    between = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    sheet.worksheet.data_validation(row, 1, row, 1, between)
    return cell


def _classes(revenue: Column, limits: Sequence[Live]) -> list[Live | str]:
    """A product belongs to the class in which the share before it lies, so that the one that passes a limit is in."""
    first, second = limits
    found: list[Live | str] = []
    for at, cell in enumerate(list(revenue.cells)[:-1]):
        before = SUM(revenue.cells.head(at)) if at else 0
        within = IF(before < first * revenue.total, "A", IF(before < second * revenue.total, "B", "C"))
        found.append(IF(cell > 0, within, NONE))
    return [*found, NONE]


def _write_classes(sheet: Sheet, row: int, classes: Range, revenue: Column) -> int:
    """Write how many products each class has, and what they bring."""
    grid = Grid(sheet, row)
    grid.raise_header()
    names = grid.names(CLASS, CLASSES, "strong")
    grid.figures(PRODUCTS, [COUNTIFS(classes, name) for name in names], "count")
    sums = [SUMIFS(revenue.cells, classes, name) for name in names]
    grid.figures(REVENUE, sums, "money_whole")
    grid.figures(SHARE, [IFERROR(cell / revenue.total, NONE) for cell in sums], "rate")
    return grid.total_row
