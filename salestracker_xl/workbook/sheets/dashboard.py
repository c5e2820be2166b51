"""The one screen: filters, headline figures, revenue against goal, reps, regions."""

from __future__ import annotations

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import font, place
from salestracker_xl.workbook.dashboard_charts import attainment_by_rep, revenue_against_goal, sales_by
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.cards import SPARK_MONTHS, Card
from salestracker_xl.workbook.figures.movers import NO_YEAR_BEFORE
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
CARD_FORMATS = {"money": "card_money", "money_whole": "card_money_whole"}  # large amounts shortened
CARD_PIXELS_HIGH = (17, 28, 15, 15, 26)
CHART_HEIGHT = CHART_ROWS * 17
STRIP_ROW = CHART_ROW + CHART_ROWS + 1
STRIP_ROWS = 8
ROW_PIXELS = (26, 20, 8, *CARD_PIXELS_HIGH, 8, *[17] * CHART_ROWS, 8, 20, *[17] * (STRIP_ROWS - 1))
CARD_PIXELS = 133  # one card with its edge and gap, at the widths above in Calibri 11
GAP_PIXELS = 12

FILTERS: tuple[tuple[str, Text], ...] = (
    ("period", Text("Period", "Période")),
    ("region", Text("Region", "Région")),
    ("rep", Text("Rep", "Commercial")),
    ("product", Text("Product", "Produit")),
)

NO_GOAL = Text("no goal set", "pas d'objectif")
REVENUE_ALT = Text(
    "Columns: revenue by month of the fiscal year, last year lighter; dashes: goal.",
    "Colonnes : chiffre d'affaires par mois de l'exercice, année précédente plus claire ; tirets : objectif.",
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
    sheet.write(1, 0, Text("Sales up to", "Ventes jusqu'au"), "subtitle")
    sheet.write(1, _body(1), figures.period.as_of, "subtitle", "date", "left")
    for at, card in enumerate(figures.cards.values()):
        write_card(book, sheet, card, _edge(at))
    _place(sheet, 0, 4, revenue_against_goal(book, figures.fiscal_year), REVENUE_ALT)
    write_reps(book, sheet, figures)
    write_regions(book, sheet, figures)
    write_reviews(sheet, figures)
    write_movers(sheet, figures)


def write_card(book: Book, sheet: Sheet, card: Card, col: int) -> None:
    """Write one headline figure: label, value, change against goal and against last year, twelve months."""
    shown, rows = card.shown, range(CARD_ROW, CARD_ROW + len(CARD_PIXELS_HIGH))
    for row in rows:
        sheet.worksheet.write_blank(row, col, None, book.style("edge"))
    sheet.write(CARD_ROW, col + 1, shown.short, "card_label")
    sheet.write(
        CARD_ROW + 1, col + 1, IFERROR(card.value, "–"), "card_value", CARD_FORMATS.get(shown.style, shown.style)
    )
    unit = "points" if shown.is_share else "change"
    goal_note = IFERROR(card.against_goal, book.say(NO_GOAL))
    before_note = IFERROR(card.against_before, book.say(NO_YEAR_BEFORE))
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
            "weight": 1.5,
            "last_point": True,
            "last_color": book.color("bad"),
            "show_hidden": True,
        },
    )


def write_reps(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Attainment of each rep; sales of each rep where no goals by rep were given; a sentence where no rep is known."""
    if len(figures.reps.name) == 1:
        _place_note(
            sheet,
            4,
            2,
            Text(
                "Add a Rep column to the sales to see each rep.",
                "Ajoutez une colonne Commercial aux ventes pour suivre chacun.",
            ),
        )
    elif figures.rep_goals is not None and _has_goals_by_rep(book):
        _place(
            sheet,
            4,
            2,
            attainment_by_rep(book, figures.rep_goals),
            Text(
                "Bars: share of the goal reached by each rep.",
                "Barres : part de l'objectif atteinte par chaque commercial.",
            ),
        )
    else:
        _place(
            sheet,
            4,
            2,
            sales_by(book, Text("Sales by rep", "Ventes par commercial"), figures.reps),
            Text(
                "Bars: sales by rep, last year lighter.",
                "Barres : ventes par commercial, année précédente plus claire.",
            ),
        )


def write_regions(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Sales by region beside last year's, or a sentence where no region is known."""
    if len(figures.regions.name) == 1:
        _place_note(
            sheet,
            6,
            2,
            Text(
                "Add a Region column to the sales to see where they are made.",
                "Ajoutez une colonne Région aux ventes pour voir où elles se font.",
            ),
        )
    else:
        _place(
            sheet,
            6,
            2,
            sales_by(book, Text("Sales by region", "Ventes par région"), figures.regions),
            Text(
                "Bars: sales by region, last year lighter.", "Barres : ventes par région, année précédente plus claire."
            ),
        )


def write_reviews(sheet: Sheet, figures: Figures) -> None:
    """The next five reviews, the most pressing first."""
    upcoming = figures.agenda.upcoming
    sheet.write(STRIP_ROW, _body(0), Text("Next reviews", "Prochaines revues"), "section")
    columns = (
        (Text("Metric", "Métrique"), upcoming.metric, ()),
        (Text("How often", "Fréquence"), upcoming.cadence, ()),
        (Text("Owner", "Responsable"), upcoming.owner, ()),
        (Text("Due", "Échéance"), upcoming.due, ("date", "left")),
        (Text("Status", "Statut"), upcoming.status, ()),
    )
    for at, (label, cells, styles) in enumerate(columns):
        sheet.write(STRIP_ROW + 1, _body(at), label, "strip_header")
        for row, cell in enumerate(cells, start=STRIP_ROW + 2):
            sheet.write(row, _body(at), cell, "strip", *styles)


def write_movers(sheet: Sheet, figures: Figures) -> None:
    """Who rose and fell most against last year, in money."""
    if not figures.movers:
        return
    first = CARDS - 3
    sheet.write(STRIP_ROW, _body(first), Text("Against last year", "Par rapport à l'an dernier"), "section")
    for at, label in enumerate((Text("What", "Quoi"), Text("Who", "Qui"), Text("Change", "Écart"))):
        sheet.write(STRIP_ROW + 1, _body(first + at), label, "strip_header", *(("right",) if at == 2 else ()))
    for row, mover in enumerate(figures.movers, start=STRIP_ROW + 2):
        sheet.write(row, _body(first), mover.label, "strip")
        sheet.write(row, _body(first + 1), mover.name, "strip")
        sheet.write(row, _body(first + 2), mover.change, "strip", "gain", "right")


def last(cells: Range, months: int) -> str:
    """Reference of the last cells of a range, as a sparkline takes it."""
    sheet, _, address = cells.formula.rpartition("!")
    end = address.rpartition(":")[2]
    column, row = end.replace("$", " ").split()
    return f"{sheet}!{column}{int(row) - min(months, len(cells)) + 1}:{column}{row}"


def _set_grid(sheet: Sheet) -> None:
    sheet.worksheet.hide_gridlines(2)
    for at in range(CARDS):
        sheet.set_columns(EDGE, BODY, GAP, first=_edge(at))
    for row, height in enumerate(ROW_PIXELS):
        sheet.worksheet.set_row_pixels(row, height)
    set_print(sheet)
    sheet.worksheet.fit_to_pages(1, 1)


def _place(sheet: Sheet, first_card: int, cards: int, chart: Chart, alt: Text) -> None:
    """Put a chart below some neighbouring cards, as wide as they are."""
    place(sheet, CHART_ROW, _edge(first_card), chart, cards * CARD_PIXELS - GAP_PIXELS, CHART_HEIGHT, alt)


def _place_note(sheet: Sheet, first_card: int, cards: int, sentence: Text) -> None:
    """Put a framed sentence where a chart would stand."""
    book = sheet.book
    sheet.worksheet.insert_textbox(
        CHART_ROW,
        _edge(first_card),
        book.say(sentence),
        {
            "width": cards * CARD_PIXELS - GAP_PIXELS,
            "height": CHART_HEIGHT,
            "object_position": 2,
            "line": {"color": book.color("line")},
            "font": font(book, 10, "quiet"),
            "align": {"vertical": "middle", "horizontal": "center"},
            "description": book.say(sentence),
        },
    )


def _has_goals_by_rep(book: Book) -> bool:
    targets = book.tracker.targets
    return targets is not None and bool(targets.frame["rep"].notna().any())


def _colour_change(book: Book, sheet: Sheet, row: int, col: int, better: int) -> None:
    up, down = ("good", "bad") if better > 0 else ("bad", "good")
    for criterion, style in ((">", up), ("<", down)):
        cell = sheet.reference(row, col).rpartition("!")[2]
        sheet.worksheet.conditional_format(
            row,
            col,
            row,
            col,
            {
                "type": "formula",
                "criteria": f"=AND(ISNUMBER({cell}),{cell}{criterion}0)",
                "format": book.workbook.add_format({"font_color": book.color(style)}),
            },
        )


def _edge(card: int) -> int:
    return 3 * card


def _body(card: int) -> int:
    return 3 * card + 1
