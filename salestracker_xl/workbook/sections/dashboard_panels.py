"""The charts of the dashboard in their places, or the sentence that says what one is missing."""

from __future__ import annotations

from xlsxwriter.chart import Chart

from salestracker_xl.analysis.goals import goal_reps
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import font, place
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.breakdown import Breakdown
from salestracker_xl.workbook.figures.bullets import MOST_BULLETS, write_bullets
from salestracker_xl.workbook.figures.months import YEAR_BEFORE
from salestracker_xl.workbook.figures.waterfall import Waterfall, write_waterfall
from salestracker_xl.workbook.formulas import IF, SUM
from salestracker_xl.workbook.sections.dashboard_charts import (
    attainment_bullets,
    revenue_against_goal,
    sales_by,
    shown_bars,
    steps,
)

CARDS = 8
EDGE, BODY, GAP = 0.6, 19.4, 1.0
CARD_PIXELS = 161  # one card with its edge and gap, at the widths above in Calibri 11
GAP_PIXELS = 12
CHART_ROW = 9
CHART_ROWS = 12
CHART_HEIGHT = CHART_ROWS * 17
STRIP_ROW = CHART_ROW + CHART_ROWS + 1
STRIP_ROWS = 8
STRIP_HEIGHT = 20 + (STRIP_ROWS - 1) * 17
REVENUE_PIXELS, BULLETS_PIXELS = 3 * CARD_PIXELS - GAP_PIXELS, 394  # the third chart takes what is left
REGION_CARDS = 2

ACTUAL = Text("Actual", "Réalisé")
BY_REGION = Text("Last year to this one, by region (axis cut)", "De l'an dernier à cette année, par région (axe coupé)")
BY_REP = Text("Last year to this one, by rep (axis cut)", "De l'an dernier à cette année, par commercial (axe coupé)")
BY_PRODUCT = Text(
    "Last year to this one, by product (axis cut)", "De l'an dernier à cette année, par produit (axe coupé)"
)
NO_REPS = Text(
    "Add a Rep column to the sales to see each rep.", "Ajoutez une colonne Commercial aux ventes pour suivre chacun."
)
NO_REGIONS = Text(
    "Add a Region column to the sales to see where they are made.",
    "Ajoutez une colonne Région aux ventes pour voir où elles se font.",
)
NO_STEPS = Text(
    "Add a Region, Rep or Product column to the sales to see what moved them.",
    "Ajoutez une colonne Région, Commercial ou Produit aux ventes pour voir ce qui les fait bouger.",
)
NO_YEAR = Text(
    "Give goals by rep (--targets FILE), or a second year of sales, to see what moved them.",
    "Donnez des objectifs par commercial (--targets FICHIER), ou une deuxième année de ventes, pour voir ce qui bouge.",
)
BULLETS_ALT = Text(
    "Bullets: the bar is the share of the goal reached by each rep; the darker bands end at 80% and at all of the "
    "goal to date, the tick is the goal.",
    "Jauges : la barre est la part de l'objectif atteinte par chaque commercial ; les bandes foncées finissent à 80 % "
    "et à la totalité de l'objectif à date, le trait est l'objectif.",
)
STEPS_ALT = Text(
    "Waterfall from top to bottom: from the goal, or last year, in steps up and down to what was sold.",
    "Cascade de haut en bas : de l'objectif, ou de l'an dernier, par hausses et baisses jusqu'au réalisé.",
)
REVENUE_ALT = Text(
    "Columns: revenue by month of the fiscal year, last year lighter; dashes: goal.",
    "Colonnes : chiffre d'affaires par mois de l'exercice, année précédente plus claire ; tirets : objectif.",
)


def write_revenue(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Revenue against goal by month."""
    chart = revenue_against_goal(book, figures.fiscal_year)
    place(sheet, CHART_ROW, 0, chart, REVENUE_PIXELS, CHART_HEIGHT, REVENUE_ALT)


def write_reps(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Attainment of each rep; sales of each rep where no goals by rep were given; a sentence where no rep is known."""
    left = REVENUE_PIXELS + GAP_PIXELS
    judged = _reps_with_goals(book, figures)
    if len(figures.reps.name) == 1:
        _place_note(sheet, left, CHART_ROW, BULLETS_PIXELS, CHART_HEIGHT, NO_REPS)
    elif figures.rep_goals is not None and judged:
        shown = min(judged, MOST_BULLETS)
        chart = attainment_bullets(
            book, _bullets_title(shown, judged), write_bullets(figures.calc, figures.rep_goals, shown)
        )
        _place(sheet, left, CHART_ROW, chart, BULLETS_PIXELS, CHART_HEIGHT, BULLETS_ALT)
    else:
        title = _largest(Text("Sales by rep", "Ventes par commercial"), figures.reps)
        alt = Text("Bars: sales by rep, last year lighter.", "Barres : ventes par commercial, l'an dernier plus clair.")
        _place(sheet, left, CHART_ROW, sales_by(book, title, figures.reps), BULLETS_PIXELS, CHART_HEIGHT, alt)


def write_steps(book: Book, sheet: Sheet, figures: Figures) -> None:
    """The way from the goal to what was sold, rep by rep; without goals by rep, from last year, region by region."""
    left = REVENUE_PIXELS + BULLETS_PIXELS + 2 * GAP_PIXELS
    width = CARDS * CARD_PIXELS - GAP_PIXELS - left
    found = _waterfall(book, figures)
    if isinstance(found, Text):
        _place_note(sheet, left, CHART_ROW, width, CHART_HEIGHT, found)
    else:
        title, waterfall = found
        _place(sheet, left, CHART_ROW, steps(book, title, waterfall), width, CHART_HEIGHT, STEPS_ALT)


def write_regions(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Sales by region beside last year's, or a sentence where no region is known."""
    width = REGION_CARDS * CARD_PIXELS - GAP_PIXELS
    if len(figures.regions.name) == 1:
        _place_note(sheet, 0, STRIP_ROW, width, STRIP_HEIGHT, NO_REGIONS)
    else:
        title = _largest(Text("Sales by region", "Ventes par région"), figures.regions)
        alt = Text("Bars: sales by region, last year lighter.", "Barres : ventes par région, l'an dernier plus clair.")
        _place(sheet, 0, STRIP_ROW, sales_by(book, title, figures.regions), width, STRIP_HEIGHT, alt)


def _place(sheet: Sheet, left: int, row: int, chart: Chart, width: int, height: int, alt: Text) -> None:
    """Put a chart so many pixels from the left."""
    card, offset = divmod(left, CARD_PIXELS)
    place(sheet, row, 3 * card, chart, width, height, alt, offset)


def _place_note(sheet: Sheet, left: int, row: int, width: int, height: int, sentence: Text) -> None:
    """Put a framed sentence where a chart would stand."""
    book = sheet.book
    card, offset = divmod(left, CARD_PIXELS)
    sheet.worksheet.insert_textbox(
        row,
        3 * card,
        book.say(sentence),
        {
            "width": width,
            "height": height,
            "x_offset": offset,
            "y_offset": 2,
            "object_position": 2,
            "line": {"color": book.color("line")},
            "font": font(book, 10, "quiet"),
            "align": {"vertical": "middle", "horizontal": "center"},
            "description": book.say(sentence),
        },
    )


def _reps_with_goals(book: Book, figures: Figures) -> int:
    """How many of the reps listed have goals of their own."""
    named = {name.lower() for name in goal_reps(book.tracker)}
    return sum(str(cell.value).lower() in named for cell in list(figures.reps.name)[:-1])


def _bullets_title(shown: int, judged: int) -> Text:
    if shown == judged:
        return Text("Attainment by rep", "Atteinte par commercial")
    return Text(
        "Attainment: the {shown} of {judged} reps furthest behind",
        "Atteinte : les {shown} commerciaux sur {judged} les plus en retard",
    ).format(shown=shown, judged=judged)


def _largest(title: Text, breakdown: Breakdown) -> Text:
    """The title, and how many of the names the chart shows where it cannot show all."""
    shown, names = shown_bars(breakdown), breakdown.rows_to_show
    if shown == names:
        return title
    return Text("{title}: the {n} largest", "{title} : les {n} plus grands").format(title=title, n=shown)


def _waterfall(book: Book, figures: Figures) -> tuple[Text, Waterfall] | Text:
    """Title and steps of the waterfall, or the sentence that stands in its place."""
    calc, period, goals = figures.calc, figures.period, figures.rep_goals
    if goals is not None and _reps_with_goals(book, figures):
        changes = [sold - due for sold, due in zip(goals.judged, goals.goal_to_date, strict=True)]
        title = Text("Goal to date to actual, by rep (axis cut)", "De l'objectif à date au réalisé (axe coupé)")
        ends = (Text("Goal to date", "Objectif à date"), figures.standing.due), (ACTUAL, figures.standing.judged)
        return title, write_waterfall(calc, title, *ends, goals.brief, changes)
    part, by = next(
        (pair for pair in ((figures.regions, BY_REGION), (figures.reps, BY_REP), (figures.products, BY_PRODUCT))
         if len(pair[0].name) > 1),
        (None, None),
    )  # fmt: skip
    if part is None or by is None:
        return NO_STEPS
    if not _has_a_year_before(book):
        return NO_YEAR
    names = part.brief.head(len(part.name) - 1)
    changes = [now - then for now, then in zip(part.revenue, part.before, strict=True)][:-1]
    before = IF(period.has_before, SUM(part.before), 0)
    return by, write_waterfall(calc, by, (YEAR_BEFORE, before), (ACTUAL, SUM(part.revenue)), names, changes)


def _has_a_year_before(book: Book) -> bool:
    """Whether sales reach back a year, give or take a month."""
    tracker = book.tracker
    return (tracker.last_day - tracker.sales.frame["date"].min().date()).days > 365 - 31
