"""A breakdown of the chosen period as a table: the names by revenue, what is left, and the total of the dashboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book
from salestracker_xl.workbook.catalogue import NEW_CUSTOMERS, ORDERS
from salestracker_xl.workbook.charts import bars_beside
from salestracker_xl.workbook.figures.breakdown import Breakdown
from salestracker_xl.workbook.figures.months import REVENUE, YEAR_BEFORE
from salestracker_xl.workbook.figures.parts import Parts
from salestracker_xl.workbook.figures.ranking import Ranking
from salestracker_xl.workbook.formulas import AND, IF, IFERROR, SUM
from salestracker_xl.workbook.grid import NONE, Grid, colour_signs, set_name_rows
from salestracker_xl.workbook.live import Live, Range

TOTAL = Text("Total", "Total")
CHANGE = Text("Change", "Évolution")
SHARE = Text("Share", "Part")
AVERAGE_ORDER = Text("Average order", "Panier moyen")


@dataclass(frozen=True, slots=True)
class Column:
    """The cells of a column, the rest's as the last one, and its total."""

    cells: Range
    total: Live


@dataclass(frozen=True, slots=True)
class ByName:
    """The columns that a sheet goes on from, and the height of their rows."""

    name: Range
    revenue: Column
    before: Column
    new_customers: Column
    row_pixels: int


def names_of(breakdown: Breakdown) -> list[str]:
    """The names of a breakdown, without its last row."""
    return [str(cell.value) for cell in list(breakdown.name)[:-1]]


def write_by_name(grid: Grid, title: Text, ranking: Ranking, breakdown: Breakdown, has_before: Live) -> ByName:
    """Write name, revenue, year before, change, share, orders, average order and new customers.

    `has_before` tells whether there is a whole year before to compare with.
    """
    names = names_of(breakdown)
    name = grid.names(title, [*ranking.in_order(breakdown.name), list(breakdown.name)[-1]], "name")
    grid.total(TOTAL, "left")
    row_pixels = set_name_rows(grid.sheet, grid.first_row, len(names) + 1, names)
    revenue, before, _ = write_revenue(grid, ranking, breakdown, has_before)
    orders = summed(grid, ORDERS.short, ranking.with_rest(breakdown.orders), "count")
    derived(grid, AVERAGE_ORDER, revenue, orders, ratio, "money")
    new = summed(grid, NEW_CUSTOMERS.short, ranking.with_rest(breakdown.new_customers), "count")
    return ByName(name, revenue, before, new, row_pixels)


def write_revenue(
    grid: Grid, ranking: Ranking, parts: Breakdown | Parts, has_before: Live
) -> tuple[Column, Column, Range]:
    """Write revenue, year before, change and share; give back the first two and the shares."""
    revenue = summed(grid, REVENUE, ranking.with_rest(parts.revenue), "money_whole")
    before = summed(grid, YEAR_BEFORE, ranking.with_rest(parts.before), "money_dash")
    derived(
        grid, CHANGE, revenue, before, lambda now, then: IF(AND(has_before, then > 0), now / then - 1, NONE), "change"
    )
    colour_signs(grid.sheet, grid.first_row, grid.col - 1, grid.total_row)
    shares = [IFERROR(cell / revenue.total, NONE) for cell in (*revenue.cells, revenue.total)]
    cells = grid.figures(SHARE, shares[:-1], "rate")
    grid.total(shares[-1], "right", "rate")
    return revenue, before, cells


def bars_of(book: Book, title: Text, table: ByName, rows: int) -> Chart:
    """Revenue beside that of the year before, for the first rows of the table."""
    pairs = ((REVENUE, table.revenue.cells.head(rows)), (YEAR_BEFORE, table.before.cells.head(rows)))
    return bars_beside(book, title, table.name.head(rows), *pairs)


def summed(grid: Grid, label: Text, contents: Sequence[Live], style: str) -> Column:
    """Write a column of figures with their sum below."""
    cells = grid.figures(label, contents, style)
    return Column(cells, grid.total(SUM(cells), "right", style))


def derived(
    grid: Grid, label: Text, top: Column, bottom: Column, formula: Callable[[Live, Live], Live], style: str
) -> Range:
    """Write a column computed from two others, total from totals; a dash where it has no value."""
    pairs = zip(top.cells, bottom.cells, strict=True)
    cells = grid.figures(label, [IFERROR(formula(a, b), NONE) for a, b in pairs], style)
    grid.total(IFERROR(formula(top.total, bottom.total), NONE), "right", style)
    return cells


def ratio(top: Live, bottom: Live) -> Live:
    """One figure divided by another."""
    return top / bottom
