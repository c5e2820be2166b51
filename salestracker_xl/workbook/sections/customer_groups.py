"""Who the customers are: how many of each group, and what they bring."""

from __future__ import annotations

from collections.abc import Sequence

from salestracker_xl.language import Text
from salestracker_xl.tables.schema import CUSTOMERS, Field
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import bars_height, font, new_chart, place, quiet_axis, series, short_money
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.breakdown import OTHERS
from salestracker_xl.workbook.figures.period import year_before
from salestracker_xl.workbook.figures.selection import day_in_words
from salestracker_xl.workbook.figures.sums import exactly
from salestracker_xl.workbook.formulas import COUNTIFS, IFERROR, SUM, SUMIFS
from salestracker_xl.workbook.grid import NONE, Grid, row_below, set_name_rows
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import write_missing, write_section
from salestracker_xl.workbook.sections.by_name import SHARE, TOTAL

FIELDS = ("segment", "age_group", "gender", "size", "country")
MOST_GROUPS = 10
CHART_COL, CHART_WIDTH, CHART_GAP = 7, 580, 14

HEADING = Text("Who the customers are", "Qui sont les clients")
MISSING = Text(
    "Nothing is known of the customers but their names: build with --customers FILE (customer, segment, country, size, "
    "age group, ...).",
    "On ne connaît des clients que leurs noms : construisez avec --customers FICHIER (client, segment, pays, taille, "
    "tranche d'âge, ...).",
)
COMPUTED = (
    Text(
        "From the sheet Customers: all customers, the 12 months up to ",
        "D'après la feuille Clients : tous les clients, les 12 mois jusqu'au ",
    ),
    Text(". A group corrected there is followed here.", ". Un groupe corrigé là-bas est suivi ici."),
)
ALL_CUSTOMERS = Text("Customers", "Clients")
ACTIVE = Text("Bought in 12 months", "Ont acheté en 12 mois")
SHARE_ACTIVE = Text("Share active", "Part active")
REVENUE_YEAR = Text("Revenue, 12 months", "CA, 12 mois")
PER_CUSTOMER = Text("Revenue per buyer", "CA par acheteur")
CHART_TITLE = Text("Revenue per buyer, 12 months: {field}", "CA par acheteur, 12 mois : {field}")
CHART_ALT = Text(
    "Bars: what a customer who bought in the last 12 months brought on average, by {field}.",
    "Barres : ce qu'un client ayant acheté sur les 12 derniers mois a rapporté en moyenne, par {field}.",
)


def write_groups(book: Book, sheet: Sheet, row: int, figures: Figures) -> int:
    """Write a table and a chart for each column of Customers that says something; give back the row below."""
    write_section(sheet, row, HEADING)
    customers = figures.inputs.customers
    told = [(CUSTOMERS.field(key), names) for key in FIELDS if (names := groups_of(customers[key]))]
    if not told:
        write_missing(sheet, row + 1, MISSING)
        return row + 2
    before, after = COMPUTED
    day = figures.history.computed_on
    sheet.write(row + 1, 0, book.say(before) & day_in_words(book, day) & book.say(after), "note")
    row += 2
    for at, (field, names) in enumerate(told):
        if at:
            sheet.heads.add(row + 1)
        row = _write_field(book, sheet, row + 1, figures, field, names)
    return row


def groups_of(column: Range) -> list[str]:
    """The commonest groups of a column, ties by name."""
    counts: dict[str, int] = {}
    for value in column.values.tolist():
        if isinstance(value, str):
            counts[value] = counts.get(value, 0) + 1
    return sorted(counts, key=lambda name: (-counts[name], name))[:MOST_GROUPS]


def _write_field(book: Book, sheet: Sheet, row: int, figures: Figures, field: Field, names: Sequence[str]) -> int:
    customers, since = figures.inputs.customers, year_before(figures.history.computed_on)
    group, last, revenue = customers[field.key], customers["last_purchase"], customers["revenue_year"]
    grid = Grid(sheet, row)
    grid.raise_header()
    shown = list(grid.names(field.label, [*names, OTHERS], "name"))[:-1]
    grid.total(TOTAL, "left")
    pixels = set_name_rows(sheet, grid.first_row, len(names) + 1, names)
    bought = (last, ">0")
    recently = (last, ">" & since)
    everybody = _with_rest(
        grid, ALL_CUSTOMERS, [COUNTIFS(group, exactly(one), *bought) for one in shown], COUNTIFS(*bought), "count"
    )
    active = _with_rest(
        grid, ACTIVE, [COUNTIFS(group, exactly(one), *recently) for one in shown], COUNTIFS(*recently), "count"
    )
    _ratios(grid, SHARE_ACTIVE, active, everybody, "rate_whole")
    money = _with_rest(
        grid, REVENUE_YEAR, [SUMIFS(revenue, group, exactly(one)) for one in shown], SUM(revenue), "money_whole"
    )
    whole = [cell / money[-1] for cell in money]
    grid.figures(SHARE, [IFERROR(cell, NONE) for cell in whole[:-1]], "rate")
    grid.total(IFERROR(whole[-1], NONE), "right", "rate")
    each = _ratios(grid, PER_CUSTOMER, money, active, "money_whole")
    chart = new_chart(book, "bar", CHART_TITLE.format(field=field.label))
    shown_each = each.head(len(names))
    shortened = book.theme.formats[short_money(shown_each)]
    labels = {"value": True, "num_format": shortened, "font": font(book, 8, "ink")}
    names_shown = Range(sheet.span(grid.first_row, 0, grid.total_row - 2, 0), names, shown)
    chart.add_series(series(book, PER_CUSTOMER, names_shown, shown_each, "actual", gap=45, data_labels=labels))
    chart.set_legend({"none": True})
    chart.set_y_axis(quiet_axis(book, reverse=True, label_position="low", interval_unit=1))
    chart.set_x_axis(quiet_axis(book, "money_whole", visible=False, min=0))
    height = bars_height(len(names))
    alt = CHART_ALT.format(field=Text(field.label.en.lower(), field.label.fr.lower()))
    place(sheet, row, CHART_COL, chart, CHART_WIDTH, height, alt, CHART_GAP)
    return row_below(grid, pixels, height)


def _with_rest(grid: Grid, label: Text, cells: list[Live], whole: Live, style: str) -> list[Live]:
    """Write a column with what its cells leave of the whole, and the whole below; give back all of them."""
    own = Range(
        grid.sheet.span(grid.first_row, grid.col, grid.first_row + len(cells) - 1, grid.col),
        [cell.value for cell in cells],
    )
    total = Live(grid.sheet.reference(grid.first_row + len(cells) + 1, grid.col), whole.value)
    written = grid.figures(label, [*cells, total - SUM(own)], style)
    return [*written, grid.total(whole, "right", style)]


def _ratios(grid: Grid, label: Text, tops: Sequence[Live], bottoms: Sequence[Live], style: str) -> Range:
    ratios = [IFERROR(top / bottom, NONE) for top, bottom in zip(tops, bottoms, strict=True)]
    cells = grid.figures(label, ratios[:-1], style)
    grid.total(ratios[-1], "right", style)
    return cells
