"""What customers answer when they are asked: CSAT and NPS with the size of the sample."""

from __future__ import annotations

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import dot, line_series, new_chart, place, quiet_axis, value_axis
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.satisfaction import Satisfaction, write_satisfaction
from salestracker_xl.workbook.formulas import IFERROR
from salestracker_xl.workbook.grid import NONE, Grid, colour_signs
from salestracker_xl.workbook.live import Range
from salestracker_xl.workbook.page import write_missing, write_section
from salestracker_xl.workbook.values import ExcelError

HEADING = Text("Satisfaction", "Satisfaction")
MISSING = Text(
    "No survey was answered yet: build with --engagement FILE, with a CSAT (1 to 5) or NPS (0 to 10) for each answer.",
    "Aucune enquête n'a encore de réponse : construisez avec --engagement FICHIER, avec un CSAT (1 à 5) ou un NPS "
    "(0 à 10) par réponse.",
)
NOTE = Text(
    "CSAT: share of the answers of 4 or 5. NPS: share of 9 and 10 less the share of 0 to 6, in points. All customers, "
    "the 12 months up to the day looked from.",
    "CSAT : part des réponses de 4 ou 5. NPS : part des 9 et 10 moins la part des 0 à 6, en points. Tous les clients, "
    "les 12 mois jusqu'au jour d'observation.",
)
METRIC = Text("Metric", "Métrique")
VALUE, ANSWERS = Text("12 months", "12 mois"), Text("Answers", "Réponses")
BEFORE, ANSWERS_BEFORE = Text("12 before", "12 précédents"), Text("Answers before", "Réponses avant")
CHANGE = Text("Change", "Évolution")
CSAT, NPS = (
    Text("Satisfied customers (CSAT)", "Clients satisfaits (CSAT)"),
    Text("Net promoters (NPS)", "Promoteurs nets (NPS)"),
)
CSAT_TITLE = Text("Satisfied customers by quarter", "Clients satisfaits par trimestre")
NPS_TITLE = Text("Net promoter score by quarter", "Net promoter score par trimestre")
CSAT_ALT = Text(
    "Line: share of the surveys with a CSAT of 4 or 5, by quarter, over two years.",
    "Ligne : part des enquêtes au CSAT de 4 ou 5, par trimestre, sur deux ans.",
)
NPS_ALT = Text(
    "Line: net promoter score in points, by quarter, over two years.",
    "Ligne : net promoter score en points, par trimestre, sur deux ans.",
)
CHART_COL, CHART_GAP, CHART_WIDTH, CHART_HEIGHT = 7, 14, 275, 200


def write_answers(book: Book, sheet: Sheet, row: int, figures: Figures) -> int:
    """Write both scores with their samples, and their lines by quarter; give back the row below."""
    write_section(sheet, row, HEADING)
    engagement = book.tracker.engagement
    if engagement is None or not engagement.frame[["csat", "nps"]].notna().to_numpy().any():
        write_missing(sheet, row + 1, MISSING)
        return row + 2
    sheet.write(row + 1, 0, NOTE, "note")
    found = write_satisfaction(figures.calc, figures.inputs.engagement, figures.period)
    grid = Grid(sheet, row + 2)
    grid.raise_header()
    _write_scores(sheet, grid, found)
    lines = (
        (CSAT_TITLE, CSAT_ALT, found.quarter, found.csat, "rate_whole", {"min": 0, "max": 1}),
        (NPS_TITLE, NPS_ALT, found.quarter, found.nps, "count", {}),
    )
    drawn = [line for line in lines if not all(isinstance(cell.value, ExcelError) for cell in line[3])]
    for at, (title, alt, quarter, cells, style, limits) in enumerate(drawn):
        chart = by_quarter(book, title, quarter, cells, style, **limits)
        place(sheet, grid.row, CHART_COL, chart, CHART_WIDTH, CHART_HEIGHT, alt, CHART_GAP + at * (CHART_WIDTH + 10))
    return max(grid.total_row, grid.row + CHART_HEIGHT // 20 + 1 if drawn else 0)


def by_quarter(book: Book, title: Text, quarter: Range, cells: Range, style: str, **limits: float) -> Chart:
    """A score as a line over the quarters."""
    chart = new_chart(book, "line", title)
    chart.add_series(line_series(book, title, quarter, cells, "actual", marker=dot(book, "actual")))
    chart.set_legend({"none": True})
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True, interval_unit=2, label_position="low"))
    chart.set_y_axis(value_axis(book, style, **limits))
    return chart


def _write_scores(sheet: Sheet, grid: Grid, found: Satisfaction) -> None:
    now, before = found.now, found.before
    grid.names(METRIC, [CSAT, NPS])
    pairs = (
        (VALUE, (now.csat, now.nps), ("rate", "tenths")),
        (ANSWERS, (now.csat_count, now.nps_count), ("count", "count")),
        (BEFORE, (before.csat, before.nps), ("rate", "tenths")),
        (ANSWERS_BEFORE, (before.csat_count, before.nps_count), ("count", "count")),
        (CHANGE, ((now.csat - before.csat) * 100, now.nps - before.nps), ("points", "points")),
    )
    for label, cells, styles in pairs:
        sheet.write(grid.row, grid.col, label, "header", "right")
        for at, (cell, style) in enumerate(zip(cells, styles, strict=True)):
            sheet.write(grid.first_row + at, grid.col, IFERROR(cell, NONE), "cell", "right", style)
        grid.col += 1
    colour_signs(sheet, grid.first_row, grid.col - 1, grid.total_row - 1)
