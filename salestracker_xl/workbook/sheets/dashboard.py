"""The one screen: filters, headline figures, revenue against goal, reps, regions; below it, the months."""

from __future__ import annotations

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.cards import SPARK_MONTHS, Card
from salestracker_xl.workbook.figures.notable import NO_YEAR_BEFORE
from salestracker_xl.workbook.figures.workdays import write_goal_workdays
from salestracker_xl.workbook.formulas import IF, IFERROR, ROUND
from salestracker_xl.workbook.grid import colour_signs
from salestracker_xl.workbook.inputs import PERIOD_CHOICES, Selection
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import set_print
from salestracker_xl.workbook.sections.dashboard_months import MONTHS_PIXELS, write_by_month
from salestracker_xl.workbook.sections.dashboard_panels import (
    BODY,
    CARD_PIXELS,
    CARDS,
    CHART_ROWS,
    EDGE,
    GAP,
    GAP_PIXELS,
    REGION_CARDS,
    STRIP_ROW,
    STRIP_ROWS,
    write_regions,
    write_reps,
    write_revenue,
    write_steps,
)
from salestracker_xl.workbook.sections.logo import place_logo
from salestracker_xl.workbook.writing.fast_sheet import letters

NAME = Text("Dashboard", "Tableau de bord")

COLUMNS = 3 * CARDS  # each card: a coloured edge, its body, a gap
FILTER_ROW = 0
WHAT_IF_CARD = CARDS - 5
LOGO_CARD = WHAT_IF_CARD - 1
NOTICE_ROW = 2
CARD_ROW = 3
CARD_FORMATS = {"money": "card_money", "money_whole": "card_money_whole"}  # large amounts shortened
CARD_PIXELS_HIGH = (17, 28, 15, 15, 24)
SCREEN_PIXELS = (26, 20, 18, *CARD_PIXELS_HIGH, 6, *[17] * CHART_ROWS, 6, 20, *[17] * (STRIP_ROWS - 1))
ROW_PIXELS = (*SCREEN_PIXELS, 6, *MONTHS_PIXELS)
REVIEWS_CARD = 5
ONE_SCALE = (("orders", "new_customers"), ("cac", "clv"))  # cards whose lines may be compared: heads, money a head

FILTERS: tuple[tuple[str, Text], ...] = (
    ("period", Text("Period", "Période")),
    ("region", Text("Region", "Région")),
    ("rep", Text("Rep", "Commercial")),
    ("product", Text("Product", "Produit")),
)

NO_GOAL = Text("no goal set", "pas d'objectif")
WHAT_IF = Text("What if goals grew by", "Et si l'objectif montait de")
WHAT_IF_HELP = Text(
    "A growth such as 10%: goals, attainment and the rate needed follow. Blank: the goals as they are.",
    "Une croissance, par exemple 10 % : objectifs, atteinte et rythme requis suivent. Vide : les objectifs tels quels.",
)
WHAT_IF_NOTICE = Text("▲ WHAT-IF: every goal shown is ", "▲ HYPOTHÈSE : chaque objectif affiché vaut ")
WHAT_IF_REST = Text("% of the goal that was set. Clear the yellow cell.", " % de l'objectif fixé. Videz la cellule.")
RUN_RATE = Text("Needed per working day to reach the goal:", "Requis par jour ouvré pour atteindre l'objectif :")
GOAL_REACHED = Text("goal reached", "objectif atteint")
NO_DAY_LEFT = Text("no day left", "plus de jour")


def write_what_if(book: Book, sheet: Sheet, selection: Selection) -> Live:
    """Write the cell that tries out other goals: blank, or the growth to lay on them."""
    col = _body(WHAT_IF_CARD)
    sheet.write(FILTER_ROW, col, WHAT_IF, "filter_label")
    cell = sheet.write(FILTER_ROW + 1, col, selection.what_if, "input", "change_signed", "left", key="what_if")
    sheet.worksheet.data_validation(
        FILTER_ROW + 1,
        col,
        FILTER_ROW + 1,
        col,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -1,
            "maximum": 10,
            "input_title": book.say(WHAT_IF),
            "input_message": book.say(WHAT_IF_HELP),
        },
    )
    return cell


def write_filters(book: Book, sheet: Sheet, selection: Selection) -> tuple[Live, dict[str, Live]]:
    """Write the four drop-downs; give back the period's cell, and the cells of the dimensions by their key."""
    chosen = {
        "period": book.say(PERIOD_CHOICES[selection.period]),
        "region": selection.region or book.everything,
        "rep": selection.rep or book.everything,
        "product": selection.product or book.everything,
    }
    cells = {}
    for at, (key, label) in enumerate(FILTERS):
        col = _body(CARDS - len(FILTERS) + at)
        sheet.write(FILTER_ROW, col, label, "filter_label")
        cells[key] = sheet.write(FILTER_ROW + 1, col, chosen[key], "input", key=f"filter_{key}")
        sheet.worksheet.data_validation(
            FILTER_ROW + 1, col, FILTER_ROW + 1, col, {"validate": "list", "source": f"={book.lists[key]}"}
        )
    return cells.pop("period"), cells


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the screen from top to bottom."""
    _set_grid(sheet)
    sheet.write(0, 0, book.tracker.title or NAME, "title")
    place_logo(sheet, _edge(LOGO_CARD), CARD_PIXELS - GAP_PIXELS)
    sheet.write(1, 0, Text("Sales up to", "Ventes jusqu'au"), "subtitle")
    sheet.write(1, _body(1), figures.period.as_of, "subtitle", "date", "left")
    for at, card in enumerate(figures.cards.values()):
        write_card(book, sheet, card, _edge(at))
    write_sparklines(book, sheet, figures)
    write_notice(book, sheet, figures)
    write_revenue(book, sheet, figures)
    write_reps(book, sheet, figures)
    write_steps(book, sheet, figures)
    write_regions(book, sheet, figures)
    write_notable(sheet, figures)
    write_reviews(sheet, figures)
    write_by_month(sheet, figures)


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


def write_sparklines(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Draw twelve months into each card; those of ONE_SCALE share theirs, the others have their own."""
    places = {key: f"{letters(_body(at))}{CARD_ROW + 5}" for at, key in enumerate(figures.cards)}
    shared = {key for group in ONE_SCALE for key in group}
    for group in (*ONE_SCALE, *((key,) for key in figures.cards if key not in shared)):
        scale = {"min": "group", "max": "group"} if len(group) > 1 else {}
        sheet.worksheet.add_sparkline(
            places[group[0]],
            {
                "location": [places[key] for key in group],
                "range": [last(figures.cards[key].spark, SPARK_MONTHS) for key in group],
                "series_color": book.color("actual"),
                "weight": 1.5,
                "last_point": True,
                "last_color": book.color("bad"),
                "show_hidden": True,
                **scale,
            },
        )


def write_notable(sheet: Sheet, figures: Figures) -> None:
    """What stands out, in words and in money."""
    title = Text("What stands out to date", "Ce qui ressort à date")
    last_col = _body(REVIEWS_CARD - 1)
    cells = range(_body(REGION_CARDS), last_col + 1)
    sheet.write_row(STRIP_ROW, cells[0], [title, *[None] * (len(cells) - 1)], "section")
    rows = zip(figures.notable.words, figures.notable.money, strict=True)
    for row, (words, money) in enumerate(rows, start=STRIP_ROW + 1):
        sheet.write_row(row, cells[0], [words, *[None] * (len(cells) - 2)], "strip", "unruled")
        sheet.write(row, last_col, money, "strip", "unruled", "gain", "right", "fit")
    colour_signs(sheet, STRIP_ROW + 1, last_col, STRIP_ROW + len(figures.notable.words))


def write_reviews(sheet: Sheet, figures: Figures) -> None:
    """The next five reviews, the most pressing first."""
    upcoming = figures.agenda.upcoming
    first, last_col = _body(REVIEWS_CARD), _body(CARDS - 1)
    title = Text("Next reviews", "Prochaines revues")
    sheet.write_row(STRIP_ROW, first, [title, *[None] * (last_col - first)], "section")
    columns = (
        (Text("Metric", "Métrique"), upcoming.metric, ("fit",)),
        (Text("Due", "Échéance"), upcoming.due, ("date", "left")),
        (Text("Status", "Statut"), upcoming.status, ("fit",)),
    )
    for at, (label, cells, styles) in enumerate(columns):
        col = _body(REVIEWS_CARD + at)
        sheet.write(STRIP_ROW + 1, col, label, "strip_header")
        for row, cell in enumerate(cells, start=STRIP_ROW + 2):
            sheet.write(row, col, cell, "strip", *styles)


def write_notice(book: Book, sheet: Sheet, figures: Figures) -> None:
    """What each working day left must bring, and a word when the goals are only tried out."""
    days = write_goal_workdays(figures.calc, figures.sums, figures.goal_span)
    goal, left = figures.standing.goal, figures.standing.goal - figures.standing.judged
    per_day = IF(days.left > 0, left / days.left, book.say(NO_DAY_LEFT))
    shown = IF(goal > 0, IF(left > 0, per_day, book.say(GOAL_REACHED)), book.say(NO_GOAL))
    sheet.write(NOTICE_ROW, 0, RUN_RATE, "subtitle")
    sheet.write(NOTICE_ROW, _body(2), shown, "subtitle", "money_whole", "left", "strong")
    factor = figures.sums.goal_factor
    notice = IF(factor.equals(1), "", book.say(WHAT_IF_NOTICE) & ROUND(factor * 100, 0) & book.say(WHAT_IF_REST))
    sheet.write(NOTICE_ROW, _body(WHAT_IF_CARD), notice, "alert")


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
    sheet.worksheet.center_horizontally()
    sheet.worksheet.center_vertically()


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
