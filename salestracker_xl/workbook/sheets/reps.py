"""How each rep stands."""

from __future__ import annotations

from xlsxwriter.chart import Chart

from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Sheet
from salestracker_xl.workbook.by_name import ByName, Column, derived, names_of, ratio, summed, write_by_name
from salestracker_xl.workbook.charts import bars_beside, bars_height, new_chart, place, quiet_axis, series, value_axis
from salestracker_xl.workbook.figures.all import PARTS, Figures
from salestracker_xl.workbook.figures.breakdown import RepGoals
from salestracker_xl.workbook.figures.goalbars import BEYOND, REACHED, TO_GO, GoalBars, write_goal_bars
from salestracker_xl.workbook.figures.months import GOAL, REVENUE, YEAR_BEFORE
from salestracker_xl.workbook.figures.ranking import DUST, Ranking, write_ranking
from salestracker_xl.workbook.figures.sums import goal_to_date
from salestracker_xl.workbook.figures.workdays import Workdays, write_workdays
from salestracker_xl.workbook.formulas import IF, IFERROR, ROUND, SUM
from salestracker_xl.workbook.grid import NONE, Grid, colour_signs, name_width
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_missing, write_title

NAME = Text("Reps", "Commerciaux")
REP = PARTS["rep"]
COLUMNS = 15
FIGURE_WIDTHS = (12, 12, 9.5, 8.5, 9, 10.5, 10.5, 12, 12, 10.5, 12, 13, 14)  # all but rank and name
CHART_WIDTH = 760

AHEAD, BEHIND = 1.05, 0.95  # of the goal: where the projection is called ahead, and behind

MISSING = Text(
    "The sales name no rep: add a Rep column to the export, or type it into the table of the Sales sheet, and build again.",
    "Les ventes n'indiquent aucun commercial : ajoutez une colonne Commercial à l'export, ou saisissez-la dans la feuille "
    "Ventes, puis reconstruisez.",
)
NO_GOALS = Text(
    "No goals by rep yet: type them on the Goals sheet, a row for each month and rep, or build with --targets FILE.",
    "Pas encore d'objectifs par commercial : saisissez-les dans la feuille Objectifs, une ligne par mois et par commercial, "
    "ou construisez avec --targets FICHIER.",
)
RANK = Text("Rank", "Rang")
GOAL_TO_DATE = Text("Goal to date", "Objectif à date")
ATTAINMENT = Text("Attainment", "Taux d'atteinte")
PROJECTION = Text("Projection", "Projection")
RUN_RATE = Text("Needed per working day", "Requis par jour ouvré")
STATUS = Text("Status", "Statut")
GOAL_REACHED = Text("reached", "atteint")
NO_DAYS_LEFT = Text("no days left", "plus de jours")
WON, MISSED = Text("▲ goal reached", "▲ objectif atteint"), Text("▼ goal missed", "▼ objectif manqué")
IS_AHEAD, ON_TRACK, IS_BEHIND = Text("▲ ahead", "▲ en avance"), Text("● on track", "● dans le rythme"), Text("▼ behind", "▼ en retard")
EXPLAINED = (
    Text(
        "Projection: revenue / working days passed × working days of the whole period (days off and holidays of Settings "
        "left out).",
        "Projection : chiffre d'affaires / jours ouvrés écoulés × jours ouvrés de toute la période (hors jours chômés et "
        "fériés des Paramètres).",
    ),
    Text(
        "Status: ahead when the projection is at least 5 % above the goal, behind when it is more than 5 % below, on track "
        "in between.",
        "Statut : en avance si la projection dépasse l'objectif d'au moins 5 %, en retard si elle est inférieure de plus de "
        "5 %, dans le rythme entre les deux.",
    ),
)
GOALS_ALT = Text(
    "Bars: revenue reached by each rep, an outline up to the goal, a tick at the goal, dark what lies beyond.",
    "Barres : chiffre d'affaires de chaque commercial, contour jusqu'à l'objectif, trait à l'objectif, foncé au-delà.",
)
SALES_ALT = Text(
    "Bars: revenue of each rep in the chosen period, last year lighter.",
    "Barres : chiffre d'affaires de chaque commercial sur la période choisie, année précédente plus claire.",
)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write the table of the reps, how to read it, and their chart."""
    write_title(sheet, NAME, figures.told.chosen, COLUMNS)
    if figures.rep_goals is None:
        write_missing(sheet, FIRST_CONTENT_ROW, MISSING)
        return
    names = names_of(figures.reps)
    sheet.set_columns(6, name_width(names), *FIGURE_WIDTHS)
    ranking = write_ranking(figures.calc, Text("Reps by revenue", "Commerciaux par chiffre d'affaires"), figures.reps)
    days = write_workdays(figures.calc, figures.sums)
    sheet.write(FIRST_CONTENT_ROW - 1, 0, _days_told(book, days), "note")
    grid = Grid(sheet, FIRST_CONTENT_ROW)
    grid.figures(RANK, [*ranking.rank, ""], "count")
    grid.total("")
    table = write_by_name(grid, REP, ranking, figures.reps)
    goal = write_goals(grid, figures, figures.rep_goals, ranking, table, days)
    sheet.worksheet.freeze_panes(grid.first_row, 2)
    sheet.worksheet.repeat_rows(grid.row)
    row = write_notes(sheet, grid.total_row + 1)
    chart, alt = (goals_by_rep(book, figures, table, goal), GOALS_ALT) if _has_goals(book) else (sales_by_rep(book, table), SALES_ALT)
    place(sheet, row + 1, 0, chart, CHART_WIDTH, bars_height(len(names)), alt)


def write_goals(grid: Grid, figures: Figures, goals: RepGoals, ranking: Ranking, table: ByName, days: Workdays) -> Column:
    """Write goal, goal to date, attainment, projection, what is needed a day, and the status in words."""
    sums, period = figures.sums, figures.period
    of_all = sums.goal(period.start, period.full_end)
    goal = summed(grid, GOAL, _with_rest(ranking, goals.goal, of_all), "money_dash")
    return goal
