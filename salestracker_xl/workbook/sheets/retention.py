"""Who comes back."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.chart import Chart

from salestracker_xl.analysis.cohorts import Cohorts, monthly_cohorts
from salestracker_xl.language import Text
from salestracker_xl.metric import NotEnoughData
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.catalogue import BY_KEY, NEW_CUSTOMERS
from salestracker_xl.workbook.charts import dot, line_series, new_chart, place, quiet_axis, short_money, value_axis
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.history import History
from salestracker_xl.workbook.grid import Grid, colour_heat
from salestracker_xl.workbook.live import Range
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_missing, write_title
from salestracker_xl.workbook.sections.computed import computed_note
from salestracker_xl.workbook.sections.retention import (
    STAYING_ALT,
    Projection,
    staying_chart,
    write_kept,
    write_staying,
)

NAME = Text("Retention", "Fidélisation")
MOST_COHORTS, MOST_AGES = 18, 12
WIDTHS = (18, 12, *[10] * MOST_AGES)
CHART_ROWS = 13
CHART_WIDTH, CHART_HEIGHT, CHART_STEP = 268, 240, 280  # four side by side are as wide as the table

SUBTITLE = Text(
    "Of the customers won in a month, the share that bought again 1, 2, 3 … months later. All customers, whatever the "
    "dashboard's filters.",
    "Parmi les clients gagnés un mois donné, la part qui a racheté 1, 2, 3 … mois plus tard. Tous les clients, quels "
    "que soient les filtres du tableau de bord.",
)
MISSING = Text(
    "Who comes back shows after two complete months of sales: build again from a longer export.",
    "Le retour des clients se voit après deux mois complets de ventes : reconstruisez depuis un export plus long.",
)
WON_IN = Text("Won in", "Gagnés en")
ALL_CUSTOMERS = Text("All customers", "Tous les clients")
CURVE = Text("Share that bought again", "Part ayant racheté")
NOTES = (
    Text(
        "M+1 is the month after that of the first purchase in this data; a customer counts once a month, whatever was "
        "bought.",
        "M+1 est le mois qui suit celui du premier achat dans ces données ; un client compte une fois par mois, quel "
        "que soit l'achat.",
    ),
    Text(
        "Blank: still to come, or a month not over. A month that won nobody has no row.",
        "Vide : à venir, ou mois inachevé. Un mois sans nouveau client n'a pas de ligne.",
    ),
    Text(
        "All customers: those who bought again, divided by all who were won long enough ago to have done so.",
        "Tous les clients : ceux qui ont racheté, divisés par tous ceux gagnés depuis assez longtemps pour le faire.",
    ),
)
EARLIER = Text(
    "The first row adds up the {n} earlier months that won customers.",
    "La première ligne cumule les {n} mois antérieurs ayant gagné des clients.",
)

CURVE_ALT = Text(
    "Line: share of all customers that bought again, by months since the first purchase.",
    "Ligne : part de tous les clients ayant racheté, selon les mois écoulés depuis le premier achat.",
)
RETENTION_ALT = Text(
    "Line: monthly retention over the last 24 months.", "Ligne : rétention mensuelle sur les 24 derniers mois."
)
CLV_ALT = Text(
    "Line: customer lifetime value as computed at the end of each of the last 24 months.",
    "Ligne : valeur vie client, telle que calculée à la fin de chacun des 24 derniers mois.",
)
SPACED = 6  # ages that fit under a chart with a label each


@dataclass(frozen=True, slots=True)
class Map:
    """Where the figures of the heat map stand: the ages in its header, the curve in its last row."""

    ages: Range
    curve: Range
    below: int


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the heat map of the cohorts, how to read it, the lines, and what is kept of revenue and customers."""
    write_title(sheet, NAME, SUBTITLE, len(WIDTHS))
    try:
        cohorts = monthly_cohorts(book.sales.rows.purchases, book.tracker.last_day).inhabited
    except NotEnoughData:
        write_missing(sheet, FIRST_CONTENT_ROW, MISSING)
        return
    sheet.set_columns(*WIDTHS)
    sheet.write(FIRST_CONTENT_ROW - 1, 0, computed_note(book, figures.history), "note")
    heat = write_map(sheet, cohorts)
    row = write_notes(sheet, heat.below + 1, cohorts)
    sheet.heads.add(row)
    below = write_kept(sheet, row + CHART_ROWS)
    projection = write_staying(sheet, below + 1)
    for at, (chart, alt) in enumerate(charts_with_figures(book, heat, projection, figures.history)):
        place(sheet, row, 0, chart, CHART_WIDTH, CHART_HEIGHT, alt, 2 + at * CHART_STEP)


def write_map(sheet: Sheet, cohorts: Cohorts) -> Map:
    """Write a row for each of the latest cohorts, one before them for all earlier ones, and one for everybody."""
    shown = cohorts.latest(MOST_COHORTS)
    ages = min(MOST_AGES, shown.active.shape[1] - 1)
    grid = Grid(sheet, FIRST_CONTENT_ROW)
    grid.raise_header()
    grid.names(WON_IN, shown.starts.tolist(), "month")
    grid.total(ALL_CUSTOMERS, "left")
    if len(cohorts) > MOST_COHORTS:
        sheet.write(grid.first_row, 0, shown.starts[0].item(), "cell", "left", "month_up_to")
    grid.figures(NEW_CUSTOMERS.short, shown.sizes.tolist(), "count")
    grid.total(float(cohorts.sizes.sum()), "right", "count")
    curve = []
    for age in range(1, ages + 1):
        grid.figures(f"M+{age}", shown.shares[:, age].tolist(), "rate_whole")
        curve.append(grid.total(float(cohorts.curve[age]), "right", "rate_whole"))
    first, last = grid.col - ages, grid.col - 1
    colour_heat(sheet, grid.first_row, first, grid.total_row - 1, last)
    return Map(
        ages=Range(sheet.span(grid.row, first, grid.row, last), [f"M+{age}" for age in range(1, ages + 1)]),
        curve=Range(sheet.span(grid.total_row, first, grid.total_row, last), [cell.value for cell in curve]),
        below=grid.total_row + 1,
    )


def write_notes(sheet: Sheet, row: int, cohorts: Cohorts) -> int:
    """Write how to read the map, and give back the row below."""
    earlier = len(cohorts) - MOST_COHORTS
    notes = [*NOTES, EARLIER.format(n=earlier)] if earlier > 0 else NOTES
    for at, note in enumerate(notes, start=row):
        sheet.write(at, 0, note, "note")
    return row + len(notes) + 1


def charts_with_figures(
    book: Book, heat: Map, projection: Projection | None, history: History
) -> list[tuple[Chart, Text]]:
    """The curves by age, and the lines by month that have figures; each with what a screen reader says."""
    charts = [(retention_curve(book, heat), CURVE_ALT)]
    if projection is not None:
        charts.append((staying_chart(book, projection), STAYING_ALT))
    for key, cells, alt in (("retention", history.retention, RETENTION_ALT), ("clv", history.clv, CLV_ALT)):
        if any(isinstance(cell.value, float) for cell in cells):
            charts.append((by_month(book, key, history.month, cells), alt))
    return charts


def retention_curve(book: Book, heat: Map) -> Chart:
    """Share of all customers that bought again, by the months since their first purchase."""
    chart = new_chart(book, "line", Text("Bought again, by age", "Rachat selon l'ancienneté"))
    chart.add_series(line_series(book, CURVE, heat.ages, heat.curve, "actual", marker=dot(book, "actual")))
    chart.set_legend({"none": True})
    chart.set_x_axis(quiet_axis(book, interval_unit=1 if len(heat.ages) <= SPACED else 2))
    chart.set_y_axis(value_axis(book, "rate_whole", min=0))
    return chart


def by_month(book: Book, key: str, month: Range, cells: Range) -> Chart:
    """A metric as it was at the end of each month."""
    shown = BY_KEY[key]
    chart = new_chart(book, "line", shown.short)
    chart.add_series(line_series(book, shown.short, month, cells, "actual", marker=dot(book, "actual")))
    chart.set_legend({"none": True})
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True, interval_unit=6))
    chart.set_y_axis(value_axis(book, "rate_whole" if shown.is_share else short_money(cells), min=0))
    return chart
