"""Which products, categories and groups of customers the sales come from."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import bars_beside, bars_height, place
from salestracker_xl.workbook.figures.all import MOST_NAMES, PARTS, Figures
from salestracker_xl.workbook.figures.heat import MONTHS, write_heat
from salestracker_xl.workbook.figures.months import REVENUE, YEAR_BEFORE
from salestracker_xl.workbook.figures.parts import DUST, write_crossing, write_parts
from salestracker_xl.workbook.figures.ranking import write_ranking
from salestracker_xl.workbook.formulas import ROUND, SUM
from salestracker_xl.workbook.grid import Grid, colour_heat, name_width, row_below, set_name_rows
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_missing, write_section, write_title
from salestracker_xl.workbook.sections.by_name import TOTAL, write_revenue
from salestracker_xl.workbook.sections.customer_groups import write_groups
from salestracker_xl.workbook.sections.pareto import write_pareto
from salestracker_xl.workbook.sections.price_bands import write_price_bands

NAME = Text("Segments", "Segments")
PRODUCT, CATEGORY = PARTS["product"], Text("Category", "Catégorie")
COLUMNS, FIGURE_WIDTH = 2 + MONTHS, 11.5
MOST_CATEGORIES, MOST_PLACES, MOST_MONTHLY = 12, 8, 10

FILTERED = Text("Products and categories. ", "Produits et catégories. ")
UNFILTERED = Text(
    "Customers and prices, further down: all of them, whatever the filters.",
    "Clients et prix, plus bas : tous, quels que soient les filtres.",
)
NO_PRODUCT = Text(
    "The sales name no product: add a Product column to the export and build again.",
    "Les ventes ne nomment aucun produit : ajoutez une colonne Produit à l'export, puis reconstruisez.",
)
NO_CATEGORY = Text(
    "The sales name no category: add a Category column to the export and build again.",
    "Les ventes ne nomment aucune catégorie : ajoutez une colonne Catégorie à l'export, puis reconstruisez.",
)
BY_PRODUCT = Text("Products: which ones make the revenue", "Produits : lesquels font le chiffre d'affaires")
BY_CATEGORY = Text("Categories", "Catégories")
CROSSED = Text("Categories by region, chosen period", "Catégories par région, période choisie")
CHART_COL, CHART_WIDTH, CHART_GAP = 7, 580, 14
CHART_TITLE = Text("Revenue by category", "Chiffre d'affaires par catégorie")
CHART_ALT = Text(
    "Bars: revenue of each category in the chosen period, last year lighter.",
    "Barres : chiffre d'affaires de chaque catégorie sur la période choisie, année précédente plus claire.",
)
MONTHLY = Text("Products by month, last 12 months", "Produits par mois, 12 derniers mois")
OF_ALL = Text(
    "The products with the largest revenue of all data; the others share the last row.",
    "Les produits au plus grand chiffre d'affaires de toutes les données ; les autres partagent la dernière ligne.",
)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the sheet from top to bottom: what follows the filters first, then the customers and what they pay."""
    write_title(sheet, NAME, book.say(FILTERED) & figures.told.chosen, COLUMNS)
    sheet.write(FIRST_CONTENT_ROW - 1, 0, UNFILTERED, "note")
    sales = book.sales
    names = [*sales.by_revenue("product")[:MOST_NAMES], *sales.by_revenue("category")[:MOST_CATEGORIES]]
    sheet.set_columns(name_width(names), *[FIGURE_WIDTH] * (COLUMNS - 1))
    row = write_products(book, sheet, FIRST_CONTENT_ROW, figures)
    row = write_categories(book, sheet, row + 1, figures)
    row = write_groups(book, sheet, row + 1, figures)
    write_price_bands(book, sheet, row + 1, figures)


def write_products(book: Book, sheet: Sheet, row: int, figures: Figures) -> int:
    """Write the products with the line of their shares, and the largest month by month; give back the row below."""
    write_section(sheet, row, BY_PRODUCT)
    if len(figures.products.name) == 1:
        write_missing(sheet, row + 1, NO_PRODUCT)
        return row + 2
    row = write_pareto(book, sheet, row + 1, figures)
    write_section(sheet, row + 1, MONTHLY)
    sheet.write(row + 2, 0, OF_ALL, "note")
    sheet.write(row + 2, 7, figures.told.unfinished, "note")
    names = list(figures.products.name)
    chosen = [*names[:-1][:MOST_MONTHLY], names[-1]]
    heat = write_heat(figures.calc, MONTHLY, figures.sums, figures.months, "product", chosen)
    return _write_heat(Grid(sheet, row + 3), PRODUCT, chosen, list(zip(heat.month, heat.columns, strict=True)), "month")


def write_categories(book: Book, sheet: Sheet, row: int, figures: Figures) -> int:
    """Write the categories, and where they sell; give back the row below."""
    write_section(sheet, row, BY_CATEGORY)
    names = book.sales.by_revenue("category")[:MOST_CATEGORIES]
    if not names:
        write_missing(sheet, row + 1, NO_CATEGORY)
        return row + 2
    parts = write_parts(figures.calc, figures.sums, "category", BY_CATEGORY, names)
    ranking = write_ranking(figures.calc, Text("Categories by revenue", "Catégories par chiffre d'affaires"), parts)
    grid = Grid(sheet, row + 1)
    grid.raise_header()
    name = grid.names(CATEGORY, [*ranking.in_order(parts.name), list(parts.name)[-1]], "name")
    grid.total(TOTAL, "left")
    pixels = set_name_rows(grid.sheet, grid.first_row, len(names) + 1, names)
    revenue, before, _ = write_revenue(grid, ranking, parts, figures.period.has_before)
    pairs = ((REVENUE, revenue.cells.head(len(names))), (YEAR_BEFORE, before.cells.head(len(names))))
    chart, height = bars_beside(book, CHART_TITLE, name.head(len(names)), *pairs), bars_height(len(names))
    place(sheet, grid.row, CHART_COL, chart, CHART_WIDTH, height, CHART_ALT, CHART_GAP)
    row = row_below(grid, pixels, height)
    if len(figures.regions.name) == 1:
        return row
    write_section(sheet, row + 1, CROSSED)
    crossing = write_crossing(figures.calc, CROSSED, figures.sums, "category", parts, figures.regions, MOST_PLACES)
    pairs = list(zip(crossing.head, crossing.columns, strict=True))
    return _write_heat(Grid(sheet, row + 2), CATEGORY, list(parts.name), pairs)


def _write_heat(grid: Grid, label: Text, names: list[Live], columns: list[tuple[Live, Range]], *head: str) -> int:
    """Write a heat table: names, a column for each head, the sum of the row; give back the row below its totals."""
    grid.raise_header()
    grid.names(label, names, "name")
    grid.total(TOTAL, "left")
    set_name_rows(grid.sheet, grid.first_row, len(names), [str(name.value) for name in names])
    written = []
    for title, column in columns:
        cells = list(column)
        written.append(grid.figures(title, [*cells[:-1], ROUND(cells[-1], DUST)], "money_whole", label_styles=head))
        grid.total(SUM(written[-1]), "right", "money_whole")
    colour_heat(grid.sheet, grid.first_row, 1, grid.total_row - 2, len(written))
    total = grid.figures(TOTAL, [SUM(row) for row in grid.across(written)], "money_whole", "strong")
    grid.total(SUM(total), "right", "money_whole")
    return grid.total_row + 1
