"""What marketing and sales spend brings."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.tables.schema import SPEND
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.catalogue import NEW_CUSTOMERS, ORDERS
from salestracker_xl.workbook.charts import bars, bars_height, font, new_chart, place, quiet_axis, series, short_money
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.attribution import (
    SALES,
    Attribution,
    SpendMonths,
    margin_counted,
    names_by_spend,
    ratio,
    romi,
    write_attribution,
    write_channel_months,
    write_spend_months,
)
from salestracker_xl.workbook.figures.attribution import SPEND as SPENT
from salestracker_xl.workbook.figures.months import MONTH
from salestracker_xl.workbook.formulas import IF, IFERROR, ROUND, SUM
from salestracker_xl.workbook.grid import NONE, Grid, colour_heat, set_name_rows
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_missing, write_section, write_title
from salestracker_xl.workbook.sections.initiative import write_initiative

NAME = Text("Campaigns", "Campagnes")
NAME_WIDTH, FIGURE_WIDTH = 28, 12.5
COLUMNS = 13
CHART_WIDTH, CHART_STEP = 590, 610
MOST_CHANNELS = 8  # rows of the table by month

MISSING = Text(
    "No spend yet: type it on the Spend sheet and build again, or build with --spend FILE (month, channel, campaign, "
    "amount), to see cost, acquisition cost and return.",
    "Pas encore de dépenses : saisissez-les dans la feuille Dépenses puis reconstruisez, ou construisez avec --spend "
    "FICHIER (mois, canal, campagne, montant), pour voir coût, CAC et ROMI.",
)
NAMELESS = {
    "channel": Text(
        "The spend names no channel: add a Channel column and build again.",
        "Les dépenses n'indiquent aucun canal : ajoutez une colonne Canal, puis reconstruisez.",
    ),
    "campaign": Text(
        "The spend names no campaign: add a Campaign column and build again.",
        "Les dépenses n'indiquent aucune campagne : ajoutez une colonne Campagne, puis reconstruisez.",
    ),
}
UNATTRIBUTED = {
    "channel": Text(
        "The sales name no channel: add a Channel column to the export to see what each channel brings.",
        "Les ventes n'indiquent aucun canal : ajoutez une colonne Canal à l'export pour voir ce que chacun rapporte.",
    ),
    "campaign": Text(
        "The sales name no campaign: add a Campaign column (utm_campaign) to the export to see what each one brings.",
        "Les ventes n'indiquent aucune campagne : ajoutez une colonne Campagne (utm_campaign) à l'export pour voir ce "
        "que chacune rapporte.",
    ),
}
SECTIONS = {
    "channel": Text("By channel", "Par canal"),
    "campaign": Text("By campaign", "Par campagne"),
}
CAC = Text("Acquisition cost", "Coût d'acquisition")
COST_PER_SALE = Text("Cost per sale", "Coût par vente")
ROMI = Text("ROMI", "ROMI")
WHOLE_COMPANY = Text(
    "The period is that of the dashboard; its other filters do not apply, since spend knows neither region, rep nor "
    "product. Attributed: the sale names the channel; no control group.",
    "La période est celle du tableau de bord ; ses autres filtres ne jouent pas, car les dépenses ignorent région, "
    "commercial et produit. Attribué : la vente nomme le canal ; sans groupe témoin.",
)
SPEND_TITLE = Text("Spend and attributed sales by channel", "Dépenses et ventes attribuées par canal")
SPEND_ALT = Text(
    "Bars: spend beside the sales attributed to each channel in the chosen period.",
    "Barres : dépenses et ventes attribuées à chaque canal sur la période choisie.",
)
CAC_TITLE = Text("Acquisition cost by channel", "Coût d'acquisition par canal")
CAC_ALT = Text(
    "Bars: what a new customer of each channel cost in the chosen period.",
    "Barres : coût d'un nouveau client de chaque canal sur la période choisie.",
)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write spend and what it brought by channel, by campaign and by month, and an initiative's before and after."""
    write_title(sheet, NAME, figures.told.chosen, COLUMNS)
    sheet.set_columns(NAME_WIDTH, *[FIGURE_WIDTH] * (COLUMNS - 1))
    margin = margin_counted(figures.inputs.benchmarks.own["gross_margin"])
    row = FIRST_CONTENT_ROW
    spend = book.tracker.spend
    if spend is None or spend.frame.empty:
        write_missing(sheet, row, MISSING)
        row += 2
    else:
        margin = figures.calc.line(Text("Gross margin counted", "Marge brute comptée"), margin, "rate")
        sheet.write(row - 1, 0, WHOLE_COMPANY, "note")
        row = write_by(book, sheet, row, figures, "channel", margin)
        row = write_by(book, sheet, row, figures, "campaign", margin)
        row = write_months(book, sheet, row, figures, margin)
    write_initiative(book, sheet, row, figures, margin)


def write_by(book: Book, sheet: Sheet, row: int, figures: Figures, dimension: str, margin: Live) -> int:
    """Write the table of one dimension, with charts for channels; give back the row of the next section."""
    assert book.tracker.spend is not None
    spend, sales = book.tracker.spend.frame, book.tracker.sales.frame
    write_section(sheet, row, SECTIONS[dimension])
    if not bool(spend[dimension].notna().any()):
        write_missing(sheet, row + 1, NAMELESS[dimension])
        return row + 3
    title = SPEND.field(dimension).label
    names = names_by_spend(spend, sales, dimension)
    told = bool(sales[dimension].notna().any())
    table = write_attribution(figures.calc, figures.sums, dimension, title, names, margin)
    sheet.write(row + 1, 0, _margin_in_words(book, margin) if told else UNATTRIBUTED[dimension], "note")
    grid = Grid(sheet, row + 2)
    grid.raise_header()
    name = grid.names(title, list(table.name), "name")
    grid.total(Text("Total", "Total"), "left")
    set_name_rows(sheet, grid.first_row, len(names), names)
    spent = grid.total(SUM(grid.figures(SPENT, list(table.spend), "money_dash")), "right", "money_dash")
    shares = [IFERROR(cell / spent, NONE) for cell in table.spend]
    grid.figures(Text("Share of spend", "Part des dépenses"), shares, "rate")
    grid.total(None)
    if told:
        _write_return(grid, table, spent, margin)
    if dimension != "channel" or not told:
        return grid.total_row + 2
    below = grid.total_row + 2
    height = bars_height(len(names) + 1)
    chart = spend_and_sales(book, name.head(len(names)), table)
    place(sheet, below, 0, chart, CHART_WIDTH, height, SPEND_ALT)
    costs = bars(book, CAC_TITLE, name.head(len(names)), table.cac.head(len(names)), "money_whole")
    place(sheet, below, 0, costs, CHART_WIDTH, height, CAC_ALT, 2 + CHART_STEP)
    return below + height // 20 + 2


def _write_return(grid: Grid, table: Attribution, spent: Live, margin: Live) -> None:
    """Write what the spend brought, and its ratios."""
    totals = {}
    for label, cells, style in (
        (NEW_CUSTOMERS.short, table.customers, "count"),
        (SALES, table.sales, "money_dash"),
        (ORDERS.short, table.orders, "count"),
    ):
        totals[label] = grid.total(SUM(grid.figures(label, list(cells), style)), "right", style)
    won, sold, orders = totals.values()
    for label, cells, whole, style in (
        (CAC, table.cac, ratio(spent, won), "money"),
        (COST_PER_SALE, table.cost_per_sale, ratio(spent, orders), "money"),
        (ROMI, table.romi, romi(sold, margin, spent), "rate_whole"),
    ):
        grid.figures(label, [IFERROR(cell, NONE) for cell in cells], style)
        grid.total(IFERROR(whole, NONE), "right", style)


def write_months(book: Book, sheet: Sheet, row: int, figures: Figures, margin: Live) -> int:
    """Write the last twelve months, and the acquisition cost of each channel in them."""
    block = write_spend_months(figures.calc, figures.sums, figures.months)
    write_section(sheet, row, Text("By month", "Par mois"))
    sheet.write(row + 1, 0, figures.told.unfinished, "note")
    grid = Grid(sheet, row + 2)
    sheet.write(grid.row, 0, MONTH, "header")
    for col, start in enumerate(block.month, start=1):
        sheet.write(grid.row, col, start, "header", "right", "month")
    lines = _month_lines(block, margin)
    for at, (label, cells, style) in enumerate(lines, start=grid.first_row):
        sheet.write(at, 0, label, "cell", "left")
        sheet.write_row(at, 1, [IFERROR(cell, NONE) for cell in cells], "cell", "right", "fit", style)
    below = grid.first_row + len(lines) + 1
    channels = _channels(book)
    if not channels:
        return below
    write_section(sheet, below, Text("Acquisition cost by channel", "Coût d'acquisition par canal"))
    names = sheet.write_column(below + 1, 0, channels, "cell", "left", "name")
    set_name_rows(sheet, below + 1, len(channels), channels)
    columns = write_channel_months(figures.calc, figures.sums, block.month, list(names))
    for col, cells in enumerate(columns, start=1):
        sheet.write_column(
            below + 1, col, [IFERROR(cell, NONE) for cell in cells], "cell", "right", "fit", "money_whole"
        )
    colour_heat(sheet, below + 1, 1, below + len(channels), len(columns))
    return below + len(channels) + 2


def _month_lines(block: SpendMonths, margin: Live) -> Sequence[tuple[Text, Sequence[Live], str]]:
    """The rows by month: label, figures, style."""
    pairs = zip(block.spend, block.customers, block.orders, block.sales, strict=True)
    ratios = [(ratio(cost, won), ratio(cost, orders), romi(sold, margin, cost)) for cost, won, orders, sold in pairs]
    cac, per_sale, returned = zip(*ratios, strict=True)
    return (
        (SPENT, list(block.spend), "money_dash"),
        (NEW_CUSTOMERS.short, list(block.customers), "count"),
        (Text("Sales, all", "Ventes, total"), list(block.sales), "money_whole"),
        (ORDERS.short, list(block.orders), "count"),
        (CAC, cac, "money_whole"),
        (COST_PER_SALE, per_sale, "money"),
        (ROMI, returned, "rate_whole"),
    )


def _channels(book: Book) -> list[str]:
    """The channels with the largest spend, where the sales tell by which one a customer came."""
    assert book.tracker.spend is not None
    spend, sales = book.tracker.spend.frame, book.tracker.sales.frame
    if not all(bool(table["channel"].notna().any()) for table in (sales, spend)):
        return []
    return names_by_spend(spend, sales, "channel")[:MOST_CHANNELS]


def spend_and_sales(book: Book, names: Range, table: Attribution) -> Chart:
    """Two bars for each channel: the sales attributed to it, and what was spent."""
    chart = new_chart(book, "bar", SPEND_TITLE)
    sales, spend = (cells.head(len(names)) for cells in (table.sales, table.spend))
    shortened = book.theme.formats[short_money(sales, spend)]
    labels = {"value": True, "num_format": shortened, "font": font(book, 8, "ink")}
    chart.add_series(series(book, SALES, names, sales, "actual", gap=45, data_labels=labels))
    chart.add_series(series(book, SPENT, names, spend, "quiet", data_labels=labels))
    chart.set_y_axis(quiet_axis(book, reverse=True, label_position="low", interval_unit=1))
    chart.set_x_axis(quiet_axis(book, "money_whole", visible=False))
    return chart


def _margin_in_words(book: Book, margin: Live) -> Live:
    whole = Text(
        "ROMI: (attributed sales − spend) / spend. Type your gross margin on the Benchmarks sheet to count it.",
        "ROMI : (ventes attribuées − dépenses) / dépenses. Saisissez votre marge brute dans la feuille Repères pour "
        "en tenir compte.",
    )
    before = Text(
        "ROMI: (attributed sales × margin − spend) / spend, at a gross margin of ",
        "ROMI : (ventes attribuées × marge − dépenses) / dépenses, pour une marge brute de ",
    )
    return IF(margin.equals(1), book.say(whole), book.say(before) & ROUND(margin * 100, 1) & " %.")
