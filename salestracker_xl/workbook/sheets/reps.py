"""How each rep stands."""

from __future__ import annotations

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.charts import bars_height, new_chart, place, quiet_axis, series, short_money, value_axis
from salestracker_xl.workbook.figures.all import PARTS, Figures
from salestracker_xl.workbook.figures.breakdown import RepGoals
from salestracker_xl.workbook.figures.goalbars import BEYOND, REACHED, TO_GO, write_goal_bars
from salestracker_xl.workbook.figures.months import GOAL
from salestracker_xl.workbook.figures.parts import DUST
from salestracker_xl.workbook.figures.ranking import Ranking, write_ranking
from salestracker_xl.workbook.figures.sums import goal_to_date
from salestracker_xl.workbook.figures.workdays import Workdays, write_goal_workdays, write_workdays
from salestracker_xl.workbook.formulas import IF, IFERROR, ROUND, SUM
from salestracker_xl.workbook.grid import NONE, Grid, bar_to_full, colour_signs, name_width
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_missing, write_title
from salestracker_xl.workbook.sections.by_name import ByName, Column, bars_of, names_of, summed, write_by_name
from salestracker_xl.workbook.sections.reps import write_ramp, write_spread_table

NAME = Text("Reps", "Commerciaux")
REP = PARTS["rep"]
RANK_WIDTH = 6
FIGURE_WIDTHS = (12, 12, 9.5, 8.5, 10.5, 10.5, 10.5, 12, 12, 10.5, 12, 12.5, 15)
COLUMNS = 2 + len(FIGURE_WIDTHS)
CHART_WIDTH = 760
SPREAD_COL, SPREAD_ROWS = 10, 11  # right of the chart, and as high as it is at least
GRID_ROW_PIXELS = 20  # of rows whose height nobody sets

AHEAD, BEHIND = 1.05, 0.95  # projection / goal: from AHEAD on it is called ahead, below BEHIND behind

RANK = Text("Rank", "Rang")
GOAL_TO_DATE = Text("Goal to date", "Objectif à date")
ATTAINMENT = Text("Attainment", "Taux d'atteinte")
PROJECTION = Text("Projection", "Projection")
RUN_RATE = Text("Needed per working day", "Requis par jour ouvré")
STATUS = Text("Status", "Statut")
REACHED_ALREADY = Text("reached", "atteint")
NO_DAY_LEFT = Text("no day left", "plus de jour")
GOAL_REACHED = Text("▲ goal reached", "▲ objectif atteint")
GOAL_MISSED = Text("▼ goal missed", "▼ objectif manqué")
IS_AHEAD = Text("▲ ahead", "▲ en avance")
IS_ON_TRACK = Text("● on track", "● dans le rythme")
IS_BEHIND = Text("▼ behind", "▼ en retard")

MISSING = Text(
    "The sales name no rep: add a Rep column to the export and build again.",
    "Les ventes n'indiquent aucun commercial : ajoutez une colonne Commercial à l'export, puis reconstruisez.",
)
NO_GOALS = Text(
    "No goals by rep yet: type them on the Goals sheet, a row for each month and rep, or build with --targets FILE.",
    "Pas encore d'objectifs par commercial : saisissez-les dans la feuille Objectifs, une ligne par mois et par "
    "commercial, ou construisez avec --targets FICHIER.",
)
EXPLAINED = (
    Text(
        "Projection: revenue / working days passed × working days of the whole period; days off and public holidays "
        "are those of the Settings sheet.",
        "Projection : chiffre d'affaires / jours ouvrés écoulés × jours ouvrés de toute la période ; les jours chômés "
        "et fériés sont ceux de la feuille Paramètres.",
    ),
    Text(
        "Status: ahead when the projection is at least 5% above the goal, behind when it is more than 5% below it, "
        "on track in between.",
        "Statut : en avance si la projection dépasse l'objectif d'au moins 5 %, en retard si elle lui est inférieure "
        "de plus de 5 %, dans le rythme entre les deux.",
    ),
)
GOALS_ALT = Text(
    "Bars: revenue reached by each rep, an outline up to the goal, a tick at the goal, green what lies beyond.",
    "Barres : chiffre d'affaires de chaque commercial, contour jusqu'à l'objectif, trait à l'objectif, vert au-delà.",
)
SALES_TITLE = Text("Revenue by rep", "Chiffre d'affaires par commercial")
SALES_ALT = Text(
    "Bars: revenue of each rep in the chosen period, last year lighter.",
    "Barres : chiffre d'affaires de chaque commercial sur la période choisie, année précédente plus claire.",
)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the table of the reps, how to read it, and their chart."""
    write_title(sheet, NAME, figures.told.chosen, COLUMNS)
    sheet.worksheet.fit_to_pages(1, 1)
    if figures.rep_goals is None:
        write_missing(sheet, FIRST_CONTENT_ROW, MISSING)
        return
    names = names_of(figures.reps)
    sheet.set_columns(RANK_WIDTH, name_width(names), *FIGURE_WIDTHS)
    days = write_workdays(figures.calc, figures.sums)
    sheet.write(FIRST_CONTENT_ROW - 1, 0, _days_in_words(book, days), "note")
    grid = Grid(sheet, FIRST_CONTENT_ROW)
    grid.raise_header()
    ranking = write_ranking(figures.calc, Text("Reps by revenue", "Commerciaux par chiffre d'affaires"), figures.reps)
    grid.marks(RANK, [*ranking.rank, None], "count")
    grid.total(None)
    table = write_by_name(grid, REP, ranking, figures.reps, figures.period.has_before)
    goal, judged = write_goals(grid, figures, figures.rep_goals, ranking)
    write_outlook(book, grid, figures, days, table.revenue, goal, judged)
    sheet.worksheet.freeze_panes(grid.first_row, 2)
    row = write_notes(sheet, grid.total_row + 2)
    if _has_goals(book):
        chart, alt = revenue_against_goal(book, figures, table, goal, judged), GOALS_ALT
    else:
        chart, alt = bars_of(book, SALES_TITLE, table, figures.reps.rows_to_show), SALES_ALT
    height = bars_height(figures.reps.rows_to_show)
    place(sheet, row, 0, chart, CHART_WIDTH, height, alt)
    if _has_goals(book):
        write_spread_table(sheet, row, SPREAD_COL, figures, figures.rep_goals)
    write_ramp(sheet, row + max(height // GRID_ROW_PIXELS + 2, SPREAD_ROWS), figures)


def write_goals(grid: Grid, figures: Figures, goals: RepGoals, ranking: Ranking) -> tuple[Column, list[Live]]:
    """Write goal, goal to date and attainment; goals of nobody listed stand in the last row, which is not judged.

    Give back the goals, and row by row with the total the revenue of the months with a goal, which stands against them.
    """
    sums, period = figures.sums, figures.period
    whole = sums.goal(period.start, period.full_end)
    to_date = goal_to_date(sums, period.start, period.end)
    goal = summed(grid, GOAL, _with_rest(ranking, goals.goal, whole), "money_dash")
    summed(grid, GOAL_TO_DATE, _with_rest(ranking, goals.goal_to_date, to_date), "money_dash")
    whole_judged = sums.sales("amount", figures.goal_span.start, figures.goal_span.end)
    judged = [*_with_rest(ranking, goals.judged, whole_judged), whole_judged]
    pairs = zip(judged, [*goal.cells, goal.total], strict=True)
    _write_judged(grid, ATTAINMENT, [IF(aim > 0, actual / aim, NONE) for actual, aim in pairs], "rate_whole")
    bar_to_full(grid.sheet, grid.first_row, grid.col - 1, grid.total_row - 2)
    return goal, judged


def write_outlook(
    book: Book, grid: Grid, figures: Figures, days: Workdays, revenue: Column, goal: Column, judged: list[Live]
) -> None:
    """Write projection, what is needed per working day left, and the status in words.

    The projection is that of the whole period; the goal is judged over the months that have one.
    """
    to_goal = write_goal_workdays(figures.calc, figures.sums, figures.goal_span)
    grid.figures(PROJECTION, [_projected(actual, days) for actual in revenue.cells], "money_whole")
    grid.total(_projected(revenue.total, days), "right", "money_whole")
    rows = list(zip(judged, [*goal.cells, goal.total], strict=True))
    _write_judged(grid, RUN_RATE, [_needed(book, to_goal, *row) for row in rows], "money_whole")
    over = figures.period.end.equals(figures.period.full_end)
    status = [_status(book, over, *row, _projected(row[0], to_goal)) for row in rows]
    grid.words(STATUS, [*status[:-2], NONE])
    grid.total(status[-1], "left", "inset")
    colour_signs(grid.sheet, grid.first_row, grid.col - 1, grid.total_row)


def write_notes(sheet: Sheet, row: int) -> int:
    """Write how to read the table, and give back the row below."""
    notes = EXPLAINED if _has_goals(sheet.book) else (NO_GOALS, *EXPLAINED)
    for at, note in enumerate(notes, start=row):
        sheet.write(at, 0, note, "note")
    return row + len(notes) + 1


def revenue_against_goal(book: Book, figures: Figures, table: ByName, goal: Column, judged: list[Live]) -> Chart:
    """A bar for each rep: reached in the months with a goal, to go up to the goal's tick, and beyond."""
    title = Text("Revenue against goal by rep", "Chiffre d'affaires et objectif par commercial")
    reps = len(table.name) - 1
    bars = write_goal_bars(figures.calc, title, table.name.head(reps), judged[:reps], goal.cells.head(reps))
    chart = new_chart(book, "bar", title, "stacked")
    outline = {"fill": {"none": True}, "border": {"color": book.color("quiet"), "width": 0.75}}
    chart.add_series(series(book, REACHED, bars.name, bars.reached, "actual", gap=50))
    chart.add_series(series(book, TO_GO, bars.name, bars.to_go, "paper") | outline)
    chart.add_series(series(book, GOAL, bars.name, bars.tick, "goal"))
    chart.add_series(series(book, BEYOND, bars.name, bars.beyond, "good"))
    chart.set_y_axis(quiet_axis(book, reverse=True, label_position="low"))
    chart.set_x_axis(value_axis(book, short_money(bars.reached, bars.to_go), label_position="high", min=0))
    return chart


def _projected(actual: Live, days: Workdays) -> Live:
    return IFERROR(actual / days.passed * days.whole, NONE)


def _needed(book: Book, days: Workdays, actual: Live, goal: Live) -> Live:
    per_day = IF(days.left > 0, (goal - actual) / days.left, book.say(NO_DAY_LEFT))
    return IF(goal > 0, IF(actual >= goal, book.say(REACHED_ALREADY), per_day), NONE)


def _status(book: Book, over: Live, actual: Live, goal: Live, projection: Live) -> Live:
    ahead, on_track, behind, reached, missed = map(
        book.say, (IS_AHEAD, IS_ON_TRACK, IS_BEHIND, GOAL_REACHED, GOAL_MISSED)
    )
    share = projection / goal
    outlook = IFERROR(IF(share >= AHEAD, ahead, IF(share >= BEHIND, on_track, behind)), NONE)
    return IF(goal > 0, IF(actual >= goal, reached, IF(over, missed, outlook)), NONE)


def _days_in_words(book: Book, days: Workdays) -> Live:
    before, between, after = (
        Text("Working days of the period: ", "Jours ouvrés de la période : "),
        Text(" of ", " sur "),
        Text(" passed.", " écoulés."),
    )
    return book.say(before) & days.passed & book.say(between) & days.whole & book.say(after)


def _with_rest(ranking: Ranking, own: Range, whole: Live) -> list[Live]:
    """Figures of the reps in order, and at the end what is left of the whole."""
    return [*ranking.in_order(own), ROUND(whole - SUM(own), DUST)]


def _write_judged(grid: Grid, label: Text, contents: list[Live], *styles: str) -> None:
    """Write a column from the contents of all rows and the total, but for the row of what is left."""
    grid.figures(label, [*contents[:-2], NONE], *styles)
    grid.total(contents[-1], "right", *styles)


def _has_goals(book: Book) -> bool:
    targets = book.tracker.targets
    return targets is not None and bool(targets.frame["rep"].notna().any())
