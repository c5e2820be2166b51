"""Where sales are made."""

from __future__ import annotations

import math

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import bars_height, place
from salestracker_xl.workbook.figures.all import PARTS, Figures
from salestracker_xl.workbook.figures.heat import MONTHS, Heat, write_heat
from salestracker_xl.workbook.figures.ranking import Ranking, write_ranking
from salestracker_xl.workbook.formulas import SUM
from salestracker_xl.workbook.grid import HEADER_PIXELS, Grid, colour_heat, name_width, set_name_rows
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_missing, write_section, write_title
from salestracker_xl.workbook.sections.by_name import TOTAL, bars_of, derived, names_of, ratio, write_by_name

NAME = Text("Regions", "Régions")
REGION = PARTS["region"]
COLUMNS = 2 + MONTHS  # of the heat table: name, months, total
FIGURE_WIDTH, FIGURE_PIXELS = 11.5, 85
CHART_COL, CHART_GAP = 9, 14
MISSING = Text(
    "The sales name no region: add a Region column to the export and build again.",
    "Les ventes n'indiquent aucune région : ajoutez une colonne Région à l'export, puis reconstruisez.",
)
PER_NEW_CUSTOMER = Text("Revenue per new customer", "CA par nouveau client")
MONTHLY = Text("Revenue of the last 12 months", "Chiffre d'affaires des 12 derniers mois")
CHART_TITLE = Text("Revenue by region", "Chiffre d'affaires par région")
CHART_ALT = Text(
    "Bars: revenue of each region in the chosen period, last year lighter.",
    "Barres : chiffre d'affaires de chaque région sur la période choisie, année précédente plus claire.",
)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the regions of the chosen period with their chart, and the last twelve months of each."""
    write_title(sheet, NAME, figures.told.chosen, COLUMNS)
    sheet.worksheet.fit_to_pages(1, 1)
    names = names_of(figures.regions)
    if not names:
        write_missing(sheet, FIRST_CONTENT_ROW, MISSING)
        return
    sheet.set_columns(name_width(names), *[FIGURE_WIDTH] * (COLUMNS - 1))
    ranking = write_ranking(figures.calc, Text("Regions by revenue", "Régions par chiffre d'affaires"), figures.regions)
    grid = Grid(sheet, FIRST_CONTENT_ROW)
    grid.raise_header()
    table = write_by_name(grid, REGION, ranking, figures.regions, figures.period.has_before)
    derived(grid, PER_NEW_CUSTOMER, table.revenue, table.new_customers, ratio, "money_whole")
    height = bars_height(figures.regions.rows_to_show)
    width = (COLUMNS - CHART_COL) * FIGURE_PIXELS - CHART_GAP
    chart = bars_of(book, CHART_TITLE, table, figures.regions.rows_to_show)
    place(sheet, FIRST_CONTENT_ROW, CHART_COL, chart, width, height, CHART_ALT, CHART_GAP)
    below = max(grid.total_row, grid.row + math.ceil((height - HEADER_PIXELS) / table.row_pixels)) + 2
    write_months(sheet, below, figures, ranking)


def write_months(sheet: Sheet, row: int, figures: Figures, ranking: Ranking) -> None:
    """Write the heat table: a row a region, a column a month."""
    title = Text("Regions by month", "Régions par mois")
    heat = write_heat(figures.calc, title, figures.sums, figures.months, "region", list(figures.regions.name))
    write_section(sheet, row, MONTHLY)
    sheet.write(row + 1, 0, figures.told.unfinished, "note")
    grid = Grid(sheet, row + 2)
    write_heat_columns(grid, heat, figures, ranking)


def write_heat_columns(grid: Grid, heat: Heat, figures: Figures, ranking: Ranking) -> None:
    """Write name, twelve months, and the sum of the row."""
    names = names_of(figures.regions)
    grid.names(REGION, [*ranking.in_order(figures.regions.name), list(figures.regions.name)[-1]], "name")
    grid.total(TOTAL, "left")
    set_name_rows(grid.sheet, grid.first_row, len(names) + 1, names)
    columns = []
    for month, column in zip(heat.month, heat.columns, strict=True):
        columns.append(grid.figures(month, ranking.with_rest(column), "money_whole", label_styles=("month",)))
        grid.total(SUM(columns[-1]), "right", "money_whole")
    colour_heat(grid.sheet, grid.first_row, 1, grid.total_row - 2, MONTHS)
    total = grid.figures(TOTAL, [SUM(row) for row in grid.across(columns)], "money_whole", "strong")
    grid.total(SUM(total), "right", "money_whole")
