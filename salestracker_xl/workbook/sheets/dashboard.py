"""The one screen: filters, headline figures, revenue against goal, reps, regions."""

from __future__ import annotations

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import new_chart, place, quiet_axis, series
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.cards import SPARK_MONTHS, Card
from salestracker_xl.workbook.figures.months import GOAL, REVENUE, YEAR_BEFORE
from salestracker_xl.workbook.formulas import IFERROR
from salestracker_xl.workbook.inputs import ALL, PERIOD_CHOICES, Selection
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import set_print

NAME = Text("Dashboard", "Tableau de bord")

CARDS = 8
COLUMNS = 3 * CARDS  # each card: a coloured edge, its body, a gap
EDGE, BODY, GAP = 0.6, 15.6, 1.0
FILTER_ROW = 0
CARD_ROW = 3
CHART_ROW = 9
CHART_ROWS = 12
CARD_HEIGHTS = (17, 28, 15, 15, 26, 7)
CHART_HEIGHT = CHART_ROWS * 20
BODY_WIDTH = 135  # pixels of one card with its gap

FILTERS: tuple[tuple[str, Text], ...] = (
    ("period", Text("Period", "Période")),
    ("region", Text("Region", "Région")),
    ("rep", Text("Rep", "Commercial")),
    ("product", Text("Product", "Produit")),
)


def write_filters(book: Book, sheet: Sheet, selection: Selection) -> tuple[Live, dict[str, Live]]:
    """Write the four drop-downs; give back the period's cell, and the cells of the dimensions by their key."""
    chosen = {
        "period": book.say(PERIOD_CHOICES[selection.period]),
        "region": selection.region or book.say(ALL),
        "rep": selection.rep or book.say(ALL),
        "product": selection.product or book.say(ALL),
    }
    cells = {}
    for at, (key, label) in enumerate(FILTERS):
        col = _body(CARDS - len(FILTERS) + at)
        sheet.write(FILTER_ROW, col, label, "filter_label")
        cells[key] = sheet.write(FILTER_ROW + 1, col, chosen[key], "input")
        sheet.worksheet.data_validation(
            FILTER_ROW + 1, col, FILTER_ROW + 1, col, {"validate": "list", "source": f"={book.lists[key]}"}
        )
        book.define_name(f"st_filter_{key}", sheet.reference(FILTER_ROW + 1, col))
    return cells.pop("period"), cells


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the screen from top to bottom."""
    _set_grid(sheet)
    sheet.write(0, 0, book.tracker.title or NAME, "title")
    sheet.write(1, 0, _subtitle(book, figures), "subtitle")
    for at, card in enumerate(figures.cards.values()):
        write_card(book, sheet, card, _edge(at))
    place(sheet, CHART_ROW, 0, revenue_against_goal(book, figures), 4 * BODY_WIDTH - 8, CHART_HEIGHT, REVENUE_ALT)
    write_reps(book, sheet, figures)
    write_regions(book, sheet, figures)


def write_card(book: Book, sheet: Sheet, card: Card, col: int) -> None:
    """Write one headline figure: label, value, change against goal and against last year, twelve months."""
    shown, rows = card.shown, range(CARD_ROW, CARD_ROW + len(CARD_HEIGHTS) - 1)
    for row in rows:
        sheet.worksheet.write_blank(row, col, None, book.style("edge"))
    sheet.write(CARD_ROW, col + 1, shown.label, "card_label")
    sheet.write(CARD_ROW + 1, col + 1, IFERROR(card.value, "–"), "card_value", shown.style)
    unit = "points" if shown.is_share else "change"
    goal_note = IFERROR(card.against_goal, book.say(Text("no goal set", "pas d'objectif")))
    before_note = IFERROR(card.against_before, book.say(Text("no year before", "pas d'an dernier")))
    if shown.key == "attainment":
        sheet.write(CARD_ROW + 2, col + 1, IFERROR(card.full_goal, book.say(NO_GOAL)), "card_change", "goal_of")
    else:
        sheet.write(CARD_ROW + 2, col + 1, goal_note, "card_change", f"{unit}_goal")
        _colour_change(book, sheet, CARD_ROW + 2, col + 1, shown.better)
    sheet.write(CARD_ROW + 3, col + 1, before_note, "card_change", f"{unit}_before")
    _colour_change(book, sheet, CARD_ROW + 3, col + 1, shown.better)
    sheet.worksheet.write_blank(CARD_ROW + 4, col + 1, None, book.style("panel"))
    sheet.worksheet.add_sparkline(
        CARD_ROW + 4,
        col + 1,
        {
            "range": last(card.spark, SPARK_MONTHS),
            "series_color": book.color("actual"),
            "last_point": True,
            "last_color": book.color("bad"),
            "show_hidden": True,
        },
    )


NO_GOAL = Text("no goal set", "pas d'objectif")
REVENUE_ALT = Text(
    "Columns: revenue by month of the fiscal year, last year lighter; dashes: goal.",
    "Colonnes : chiffre d'affaires par mois de l'exercice, année précédente plus claire ; tirets : objectif.",
)


def revenue_against_goal(book: Book, figures: Figures) -> Chart:
    """Columns by month of the fiscal year beside last year's, with the goal as a dash."""
    year = figures.fiscal_year
    chart = new_chart(book, "column", Text("Revenue against goal, this fiscal year", "Chiffre d'affaires et objectif, cet exercice"))
    chart.add_series(series(book, YEAR_BEFORE, year.month, year.before, "previous", gap=60, overlap=0))
    chart.add_series(series(book, REVENUE, year.month, year.actual, "actual"))
    goal = book.workbook.add_chart({"type": "line"})
    mark = {"color": book.color("goal")}
    goal.add_series(
        {
            "name": book.say(GOAL),
            "categories": f"={year.month.formula}",
            "values": f"={year.goal.formula}",
            "line": {"none": True},
            "marker": {"type": "long_dash", "size": 12, "fill": mark, "border": mark},
        }
    )
    chart.combine(goal)
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True))
    chart.set_y_axis(quiet_axis(book, "money_whole", line={"none": True}, major_gridlines={"visible": True, "line": {"color": book.color("line"), "width": 0.5}}))
    return chart


def write_reps(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Attainment of each rep as bars, or the sentence that says what is missing."""
    goals = figures.rep_goals
    if goals is None:
        return
    chart = new_chart(book, "bar", Text("Attainment by rep", "Atteinte par commercial"))
    chart.add_series(
        series(book, Text("Attainment", "Taux d'atteinte"), goals.name, goals.attainment, "actual", gap=45,
               data_labels={"value": True, "num_format": book.theme.formats["rate_whole"]})
    )
    chart.set_legend({"none": True})
    chart.set_y_axis(quiet_axis(book, reverse=True))
    chart.set_x_axis(quiet_axis(book, "rate_whole", min=0, visible=False))
    place(sheet, CHART_ROW, 12, chart, 2 * BODY_WIDTH - 8, CHART_HEIGHT, Text("Bars: share of the goal reached by each rep.", "Barres : part de l'objectif atteinte par chaque commercial."))


def write_regions(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Sales by region beside last year."""
    regions = figures.regions
    chart = new_chart(book, "bar", Text("Sales by region", "Ventes par région"))
    chart.add_series(series(book, REVENUE, regions.name, regions.revenue, "actual", gap=45))
    chart.add_series(series(book, YEAR_BEFORE, regions.name, regions.before, "previous"))
    chart.set_y_axis(quiet_axis(book, reverse=True))
    chart.set_x_axis(quiet_axis(book, "money_whole", visible=False))
    place(sheet, CHART_ROW, 18, chart, 2 * BODY_WIDTH - 8, CHART_HEIGHT, Text("Bars: sales by region, last year lighter.", "Barres : ventes par région, année précédente plus claire."))


def last(cells: Range, months: int) -> str:
    """Reference of the last cells of a range, as a sparkline takes it."""
    sheet, _, address = cells.formula.rpartition("!")
    first, _, end = address.partition(":")
    column, row = end.replace("$", " ").split()
    return f"{sheet}!{column}{int(row) - min(months, len(cells)) + 1}:{column}{row}"


def _set_grid(sheet: Sheet) -> None:
    sheet.worksheet.hide_gridlines(2)
    for at in range(CARDS):
        sheet.set_columns(EDGE, BODY, GAP, first=_edge(at))
    for row, height in enumerate((26, 20, 8, *CARD_HEIGHTS)):
        sheet.worksheet.set_row(row, height * 0.75)
    set_print(sheet)
    sheet.worksheet.fit_to_pages(1, 1)


def _subtitle(book: Book, figures: Figures) -> Live:
    return figures.period.as_of


def _colour_change(book: Book, sheet: Sheet, row: int, col: int, better: int) -> None:
    up, down = ("good", "bad") if better > 0 else ("bad", "good")
    for criterion, style in ((">", up), ("<", down)):
        cell = sheet.reference(row, col).rpartition("!")[2]
        sheet.worksheet.conditional_format(
            row, col, row, col,
            {"type": "formula", "criteria": f"=AND(ISNUMBER({cell}),{cell}{criterion}0)",
             "format": book.workbook.add_format({"font_color": book.color(style)})},
        )


def _edge(card: int) -> int:
    return 3 * card


def _body(card: int) -> int:
    return 3 * card + 1
