"""Below the heat map of the cohorts: revenue kept from year to year, and how long new customers stay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.chart import Chart

from salestracker_xl.analysis.customer_flows import yearly_flows
from salestracker_xl.analysis.staying import MONTHS, staying
from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import dot, line_series, new_chart, quiet_axis, value_axis
from salestracker_xl.workbook.formulas import IF, IFERROR
from salestracker_xl.workbook.grid import NONE, Grid, rule_rows
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import write_section

MOST_YEARS = 4

KEPT = Text("Revenue kept from one year to the next", "Chiffre d'affaires conservé d'une année à l'autre")
KEPT_NOTE = Text(
    "The customers of twelve months, and what the same ones brought in the next twelve; new customers do not count. "
    "NRR: kept / before. GRR: (before − less − lost) / before.",
    "Les clients de douze mois, et ce que les mêmes ont apporté dans les douze suivants ; les nouveaux ne comptent "
    "pas. NRR : conservé / avant. GRR : (avant − baisses − départs) / avant.",
)
UP_TO = Text("12 months up to", "12 mois jusqu'à")
PARTS = {  # of what was brought, by their names in Flows
    "before": Text("The 12 before", "Les 12 d'avant"),
    "expansion": Text("Bought more", "Hausses"),
    "contraction": Text("Bought less", "Baisses"),
    "churned": Text("Lost", "Départs"),
}
KEPT_ONES = Text("Kept", "Conservé")
NO_YEARS = Text(
    "Two complete years of sales show what customers keep bringing: build again from a longer export.",
    "Deux années complètes de ventes montrent ce que les clients continuent d'apporter : reconstruisez depuis un "
    "export plus long.",
)
STAYING = Text("How long new customers stay: projection", "Combien de temps restent les nouveaux clients : projection")
STAYING_NOTE = Text(
    "What the model behind the lifetime value (BG/NBD) expects of a customer who buys for the first time. {status}",
    "Ce que le modèle de la valeur client (BG/NBD) attend d'un client qui achète pour la première fois. {status}",
)
NO_PROJECTION = Text("No projection yet. {why}", "Pas encore de projection. {why}")
STILL = Text("Still customers", "Encore clients")
ORDERS = Text("Orders so far", "Commandes cumulées")
AGE = Text("Months since the first", "Mois depuis le premier")
CHART = Text("Still customers: projection", "Encore clients : projection")
STAYING_ALT = Text(
    "Line: share of new customers expected to be customers still, by months since their first purchase.",
    "Ligne : part des nouveaux clients qui devraient encore l'être, selon les mois depuis leur premier achat.",
)


@dataclass(frozen=True, slots=True)
class Projection:
    """Where the projection stands: months since the first purchase, and the share that still are customers."""

    months: Range
    share: Range


def write_kept(sheet: Sheet, row: int) -> int:
    """Write what the customers of a year brought in the next one, the latest years first; give the row below."""
    book = sheet.book
    write_section(sheet, row, KEPT)
    years = yearly_flows(book.sales.rows, book.tracker.last_day, MOST_YEARS)
    if not years:
        sheet.write(row + 1, 0, NO_YEARS, "note")
        return row + 2
    sheet.write(row + 1, 0, KEPT_NOTE, "note")
    grid = Grid(sheet, row + 2, over=("unruled",))
    grid.raise_header()
    flows = [flow for _, flow in years]
    end = grid.names(UP_TO, _filled_up([float(serial(end)) for end, _ in years]), "month")
    before, more, less, lost = (
        grid.figures(label, _filled_up([getattr(flow, part) for flow in flows]), "money_whole")
        for part, label in PARTS.items()
    )
    parts = list(zip(end, before, more, less, lost, strict=True))

    def told(figures: Sequence[Live]) -> list[Live]:
        return [IF(named.equals(""), "", IFERROR(figure, NONE)) for named, figure in zip(end, figures, strict=True)]

    grid.figures(KEPT_ONES, told([was + up - down - gone for _, was, up, down, gone in parts]), "money_whole", "strong")
    grid.figures("NRR", told([(was + up - down - gone) / was for _, was, up, down, gone in parts]), "rate")
    grid.figures("GRR", told([(was - down - gone) / was for _, was, _, down, gone in parts]), "rate")
    rule_rows(grid)
    return grid.total_row


def _filled_up(cells: list[float]) -> list[float | None]:
    """The cells, and blank ones: there may be a further year tomorrow."""
    return [*cells, *[None] * (MOST_YEARS - len(cells))]


def write_staying(sheet: Sheet, row: int) -> Projection | None:
    """Write what is expected of new customers by their age and give where it stands; None with the reason in words."""
    write_section(sheet, row, STAYING)
    found = staying(sheet.book.sales)
    if isinstance(found, Text):
        sheet.write(row + 1, 0, NO_PROJECTION.format(why=found), "note")
        return None
    sheet.write(row + 1, 0, STAYING_NOTE.format(status=found.status), "note")
    grid = Grid(sheet, row + 2)
    grid.names(AGE, [STILL, ORDERS], columns=2)
    for months, share, orders in zip(MONTHS, found.share.tolist(), found.orders.tolist(), strict=True):
        sheet.write(grid.row, grid.col, months, "header", "right")
        sheet.write(grid.first_row, grid.col, share, "cell", "right", "rate_whole")
        sheet.write(grid.first_row + 1, grid.col, orders, "cell", "right", "tenths")
        grid.col += 1
    first, last = grid.col - len(MONTHS), grid.col - 1
    ages = Range(sheet.span(grid.row, first, grid.row, last), list(MONTHS))
    return Projection(ages, Range(sheet.span(grid.first_row, first, grid.first_row, last), found.share.tolist()))


def staying_chart(book: Book, projection: Projection) -> Chart:
    """Share of new customers that still are customers, by the months since their first purchase."""
    chart = new_chart(book, "line", CHART)
    shown = {"line": {"dash_type": "dash"}, "marker": dot(book, "actual")}  # forecasts are dashed
    chart.add_series(line_series(book, STILL, projection.months, projection.share, "actual", **shown))
    chart.set_legend({"none": True})
    chart.set_x_axis(quiet_axis(book, interval_unit=1))
    chart.set_y_axis(value_axis(book, "rate_whole", min=0, max=1))
    return chart
