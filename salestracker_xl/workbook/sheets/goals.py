"""What is to be reached, month by month, and how the fiscal year stands against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlsxwriter.chart import Chart

from salestracker_xl.analysis.goals import proposed_months
from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.tables.reading import Reading
from salestracker_xl.tables.schema import TARGETS
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.charts import new_chart, place, quiet_axis, trace
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.goal_year import Feasibility, GoalYear, Spans, growth_of, write_goal_year
from salestracker_xl.workbook.figures.months import FISCAL_MONTHS, GOAL, MONTH, REVENUE, YEAR_BEFORE
from salestracker_xl.workbook.formulas import EDATE, EOMONTH, IF, IFERROR, SUMIFS
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.readings import reading_columns
from salestracker_xl.workbook.table import Table, TableColumn, structured, table_name, this_row, write_table

NAME = Text("Goals", "Objectifs")

GROWTH = 0.05  # what a proposal adds to the year before until somebody says otherwise
INPUT_COL = 2  # beside its label, above the amounts
GROWTH_ROW = FIRST_CONTENT_ROW
DAY_ROW = GROWTH_ROW + 1
TABLE_ROW = DAY_ROW + 2

SUMMARY_COL = 4
SUMMARY_WIDTH = 16.0
FIGURES_ROW = FIRST_CONTENT_ROW
FEASIBILITY_ROW = FIGURES_ROW + 4
CHART_ROW = FEASIBILITY_ROW + 5
CHART_ROWS = 13
MONTHS_ROW = CHART_ROW + CHART_ROWS + 1
QUARTERS_ROW = MONTHS_ROW + FISCAL_MONTHS + 3
COLUMNS = 8
CHART_PIXELS = (COLUMNS * 117 - 4, CHART_ROWS * 20)

PROPOSED = Text(
    "Proposed goals, since none were given: the same month of the year before, plus the growth in the yellow cell "
    "(two years before, with twice the growth, until that month is over). Type over any of them.",
    "Objectifs proposés, faute d'objectifs fournis : le même mois de l'année précédente, plus la croissance de la "
    "cellule jaune (deux ans avant, avec deux fois la croissance, tant que ce mois n'est pas fini). Remplacez-les à votre gré.",
)
NOTHING_TO_PROPOSE = Text(
    "No goals yet, and no year before to propose any from: type them into the yellow cells, or build with --targets FILE.",
    "Pas encore d'objectifs, ni d'année précédente pour en proposer : saisissez-les dans les cellules jaunes, "
    "ou construisez avec --targets FICHIER.",
)
GIVEN = Text(
    "The goals that were given; type over any of them, or add months below.",
    "Les objectifs fournis ; remplacez-les à votre gré, ou ajoutez des mois en dessous.",
)
WHOLE_COMPANY = Text(
    "This fiscal year, the whole company (whatever the dashboard's filters say)",
    "Cet exercice, toute l'entreprise (quels que soient les filtres du tableau de bord)",
)
ATTAINMENT = Text("Attainment", "Taux d'atteinte")
AHEAD = Text("Ahead or behind", "Avance ou retard")
LEFT = Text("Still to reach", "Reste à atteindre")
GROWTH_AIMED_AT = Text("Growth in the goals", "Croissance visée")
CHART_ALT = Text(
    "Lines: revenue since the fiscal year began, solid; the goal, dashed; the year before, light.",
    "Courbes : chiffre d'affaires depuis le début de l'exercice, en trait plein ; objectif, en tirets ; "
    "année précédente, en clair.",
)


def write_inputs(book: Book, sheet: Sheet, sales: Table) -> Table:
    """Write the table of monthly goals: as they were given, or proposed from the year before by live formulas."""
    targets = book.tracker.targets
    columns = _proposed(book, sheet, sales) if targets is None else _given(targets)
    return write_table(sheet, TABLE_ROW, 0, TARGETS.key, NAME, columns)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write what stands above the table and beside it."""
    year = write_goal_year(figures.calc, figures.sums)
    sheet.set_columns(3, *[SUMMARY_WIDTH] * COLUMNS, first=SUMMARY_COL - 1)
    write_title(sheet, NAME, _subtitle(book, figures.inputs.targets), SUMMARY_COL + COLUMNS)
    sheet.write(TABLE_ROW, INPUT_COL, TARGETS.field("amount").label, "header", "right")
    sheet.write(DAY_ROW, 0, Text("Sales up to", "Ventes jusqu'au"), "body")
    sheet.write(DAY_ROW, INPUT_COL, figures.period.as_of, "body", "date", "right")
    write_figures(sheet, year)
    write_feasibility(sheet, year)
    place(sheet, CHART_ROW, SUMMARY_COL, course_of_the_year(book, year), *CHART_PIXELS, CHART_ALT)
    write_months(sheet, year)
    write_quarters(sheet, year)
    sheet.worksheet.repeat_rows(TABLE_ROW)


def write_figures(sheet: Sheet, year: GoalYear) -> None:
    """Write where the year stands, in one line of figures."""
    shown: tuple[tuple[Text, Content, str], ...] = (
        (Text("Goal of the year", "Objectif de l'exercice"), IF(year.goal > 0, year.goal, "–"), "money_whole"),
        (Text("Reached so far", "Réalisé à ce jour"), year.actual, "money_whole"),
        (ATTAINMENT, IFERROR(year.attainment, "–"), "rate"),
        (AHEAD, IFERROR(year.gap, "–"), "gain"),
        (LEFT, IF(year.goal > 0, year.left, "–"), "money_whole"),
        (Text("Months left", "Mois restants"), year.months_left, "tenths"),
        (Text("Needed per month", "Nécessaire par mois"), _needed(year, year.by_month), "money_whole"),
        (GROWTH_AIMED_AT, IFERROR(year.growth, "–"), "change_tenths"),
    )
    _section(sheet, FIGURES_ROW, WHOLE_COMPANY)
    for col, (label, content, style) in enumerate(shown, start=SUMMARY_COL):
        sheet.write(FIGURES_ROW + 1, col, label, "card_label")
        sheet.write(FIGURES_ROW + 2, col, content, "figure", style)
    _colour(sheet, FIGURES_ROW + 2, SUMMARY_COL + 3)


def write_feasibility(sheet: Sheet, year: GoalYear) -> None:
    """Write what each month and quarter to come must bring beside the best of the last years, in figures and words."""
    _section(sheet, FEASIBILITY_ROW, Text("Can it be done?", "Est-ce faisable ?"))
    _header(
        sheet,
        FEASIBILITY_ROW + 1,
        (
            Text("What is left, per", "Reste à faire, par"),
            Text("Needed", "Nécessaire"),
            Text("Best in five years", "Record sur cinq ans"),
            Text("Reached in", "Atteint en"),
            Text("Needed / best", "Nécessaire / record"),
        ),
    )
    words_col = SUMMARY_COL + 5
    sheet.write_row(FEASIBILITY_ROW + 1, words_col, [Text("In words", "En clair"), None, None], "header")
    rows = ((MONTH, year.by_month), (Text("Quarter", "Trimestre"), year.by_quarter))
    for row, (label, judged) in enumerate(rows, start=FEASIBILITY_ROW + 2):
        sheet.write(row, SUMMARY_COL, label, "cell")
        sheet.write(row, SUMMARY_COL + 1, _needed(year, judged), "cell", "money_whole", "right")
        sheet.write(row, SUMMARY_COL + 2, IF(judged.best > 0, judged.best, "–"), "cell", "money_whole", "right")
        sheet.write(row, SUMMARY_COL + 3, IFERROR(judged.best_start, "–"), "cell", "month", "right")
        sheet.write(row, SUMMARY_COL + 4, IFERROR(judged.ratio, "–"), "cell", "rate_whole", "right")
        sheet.write_row(row, words_col, [judged.words, None, None], "cell")


def course_of_the_year(book: Book, year: GoalYear) -> Chart:
    """Revenue since the fiscal year began, with the goal and the year before as lines of their own."""
    chart = new_chart(
        book, "line", Text("Revenue since the year began, against the goal", "Chiffre d'affaires cumulé et objectif")
    )
    month, course = year.months.start, year.course
    chart.add_series(trace(book, YEAR_BEFORE, month, course.before, "previous", width=2))
    chart.add_series(trace(book, GOAL, month, course.goal, "goal", width=1.5, dash_type="dash"))
    chart.add_series(trace(book, REVENUE, month, course.actual, "actual", width=3))
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True))
    lines = {"visible": True, "line": {"color": book.color("line"), "width": 0.5}}
    chart.set_y_axis(quiet_axis(book, "money_whole", line={"none": True}, major_gridlines=lines))
    return chart


def write_months(sheet: Sheet, year: GoalYear) -> None:
    """Write the twelve months and their total."""
    _section(sheet, MONTHS_ROW, Text("Month by month", "Mois par mois"))
    totals = (Text("Sum of the goals", "Objectif cumulé"), Text("Sum of revenue", "Réalisé cumulé"))
    _header(sheet, MONTHS_ROW + 1, (MONTH, GOAL, REVENUE, ATTAINMENT, *totals, AHEAD, LEFT))
    for at, start in enumerate(year.months.start):
        row, course = MONTHS_ROW + 2 + at, year.course
        goal, actual = year.months.goal[at], year.months.actual[at]
        begun = course.actual[at]
        cells: tuple[tuple[Content, str], ...] = (
            (start, "month"),
            (IF(goal > 0, goal, "–"), "money_whole"),
            (IFERROR(IF(begun > 0, actual, actual), "–"), "money_whole"),
            (IFERROR(begun * 0 + actual / goal, "–"), "rate"),
            (IFERROR(course.goal[at], "–"), "money_whole"),
            (IFERROR(begun, "–"), "money_whole"),
            (IFERROR(course.gap[at], "–"), "gain"),
            (IFERROR(course.left[at], "–"), "money_whole"),
        )
        _row(sheet, row, cells, "cell")
        _colour(sheet, row, SUMMARY_COL + 6)


def write_quarters(sheet: Sheet, year: GoalYear) -> None:
    """Write the four quarters and the year, each beside the year before."""
    _section(sheet, QUARTERS_ROW, Text("Quarters and the year", "Trimestres et exercice"))
    _header(
        sheet,
        QUARTERS_ROW + 1,
        (Text("Quarter", "Trimestre"), GOAL, REVENUE, ATTAINMENT, YEAR_BEFORE, GROWTH_AIMED_AT),
    )
    quarters = year.quarters
    for at in range(len(quarters.start)):
        label = Text("Q{n}", "T{n}").format(n=at + 1)
        _row(sheet, QUARTERS_ROW + 2 + at, _span(label, quarters, at), "cell")
    whole = ((year.goal, year.actual, year.before), IFERROR(year.growth, "–"))
    _row(sheet, QUARTERS_ROW + 2 + len(quarters.start), _spans(Text("Year", "Exercice"), *whole), "total")
