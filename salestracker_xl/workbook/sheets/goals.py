"""What is to be reached, month by month, and how the fiscal year stands against it."""

from __future__ import annotations

from dataclasses import replace

from xlsxwriter.chart import Chart

from salestracker_xl.analysis.goals import proposed_months
from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.tables.reading import Reading
from salestracker_xl.tables.schema import TARGETS
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.charts import line_series, new_chart, place, quiet_axis, value_axis
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.goal_year import (
    AHEAD,
    ATTAINMENT,
    GROWTH_AIMED_AT,
    LEFT,
    MONTHS_LEFT,
    NEEDED,
    QUARTERS,
    Feasibility,
    GoalYear,
    write_goal_year,
)
from salestracker_xl.workbook.figures.months import FISCAL_MONTHS, GOAL, MONTH, REVENUE, YEAR_BEFORE
from salestracker_xl.workbook.formulas import EDATE, EOMONTH, IF, IFERROR
from salestracker_xl.workbook.grid import NONE, Grid, colour_signs
from salestracker_xl.workbook.guards import guard, offer
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.page import FIRST_CONTENT_ROW, write_title
from salestracker_xl.workbook.readings import reading_columns
from salestracker_xl.workbook.sections.goals import (
    BREAK_EVEN_ROWS,
    PLAN_ROWS,
    write_costs,
    write_overlap,
    write_plan,
    write_versions,
)
from salestracker_xl.workbook.sold import Sold
from salestracker_xl.workbook.structured import Table, table_name, this_row
from salestracker_xl.workbook.table import TableColumn, write_table

NAME = Text("Goals", "Objectifs")

GROWTH = 0.05  # what a proposal adds to the year before until somebody says otherwise
INPUT_COL = 2  # above the amounts
GROWTH_ROW = FIRST_CONTENT_ROW
DAY_ROW = GROWTH_ROW + 1
OVERLAP_ROW = GROWTH_ROW - 1
TABLE_ROW = DAY_ROW + 2

SUMMARY_COL = 4
SUMMARY_COLUMNS = 8
SUMMARY_WIDTH, SUMMARY_PIXELS = 17.0, 124
FIGURES_ROW = FIRST_CONTENT_ROW
FEASIBILITY_ROW = FIGURES_ROW + 4
CHART_ROW = FEASIBILITY_ROW + 5
CHART_ROWS = 12
MONTHS_ROW = CHART_ROW + CHART_ROWS + 1
QUARTERS_ROW = MONTHS_ROW + FISCAL_MONTHS + 3
PLAN_ROW = QUARTERS_ROW + 8
BREAK_EVEN_ROW = PLAN_ROW + PLAN_ROWS
VERSIONS_ROW = BREAK_EVEN_ROW + BREAK_EVEN_ROWS

PROPOSED = Text(
    "Proposed, since no goals were given: each month is the same month of the year before plus the growth in the "
    "yellow cell; where that month is not over yet, two years before plus twice the growth. Type over any of them.",
    "Proposés, faute d'objectifs fournis : chaque mois reprend celui de l'année précédente plus la croissance de la "
    "cellule jaune ; s'il n'est pas terminé, celui d'il y a deux ans plus deux fois la croissance. "
    "Remplacez-les à votre gré.",
)
NOTHING_TO_PROPOSE = Text(
    "No goals were given, and there is no year before to propose this year's from: type them into the yellow cells, "
    "or build with --targets FILE.",
    "Aucun objectif fourni, et pas d'année précédente pour en proposer cette année : saisissez-les dans les cellules "
    "jaunes, ou construisez avec --targets FICHIER.",
)
GIVEN = Text(
    "The goals that were given. Type over any of them, or add months below.",
    "Les objectifs fournis. Remplacez-les à votre gré, ou ajoutez des mois en dessous.",
)
WHOLE_COMPANY = Text(
    "This fiscal year, the whole company, whatever the dashboard's filters say",
    "Cet exercice, toute l'entreprise, quels que soient les filtres du tableau de bord",
)
RUNNING_MONTH = Text(
    "Ahead or behind: of the running month, only the goal of the working days gone by counts. Against goals stand the "
    "sales from the first month with a goal to the last one.",
    "Avance ou retard : du mois en cours, seul compte l'objectif des jours ouvrés écoulés. Face aux objectifs comptent "
    "les ventes du premier au dernier mois avec objectif.",
)
CHART_ALT = Text(
    "Lines: revenue since the fiscal year began, solid; the goal, dashed; the year before, light.",
    "Courbes : chiffre d'affaires depuis le début de l'exercice, en trait plein ; objectif, en tirets ; "
    "année précédente, en clair.",
)


def write_inputs(book: Book, sheet: Sheet, sold: Sold) -> Table:
    """Write the table of monthly goals: as they were given, or proposed from the year before by live formulas."""
    targets = book.tracker.targets
    growth = _write_growth(book, sheet)
    columns = _proposed(book, sheet, sold, growth) if targets is None else _given(book, targets)
    return write_table(sheet, TABLE_ROW, 0, TARGETS.key, NAME, columns)


def build(book: Book, sheet: Sheet, figures: Figures) -> None:
    """Write what stands above the table and beside it."""
    year = write_goal_year(figures.calc, figures.sums)
    write_versions(sheet, VERSIONS_ROW, SUMMARY_COL, figures, year)
    sheet.set_columns(3, *[SUMMARY_WIDTH] * SUMMARY_COLUMNS, first=SUMMARY_COL - 1)
    write_title(sheet, NAME, _subtitle(book, figures.inputs.targets["amount"]), SUMMARY_COL + SUMMARY_COLUMNS)
    guard(sheet, figures.inputs.targets, TARGETS)
    offer(sheet, figures.inputs.targets, "rep", book.lists.get("rep_names"))
    sheet.write(DAY_ROW, 0, Text("Sales up to", "Ventes jusqu'au"), "body")
    sheet.write(DAY_ROW, INPUT_COL, figures.period.as_of, "body", "date", "right")
    write_overlap(sheet, OVERLAP_ROW, figures, year)
    write_standing(sheet, year)
    write_feasibility(sheet, year)
    width, height = SUMMARY_COLUMNS * SUMMARY_PIXELS - 4, CHART_ROWS * 20
    place(sheet, CHART_ROW, SUMMARY_COL, course_of_the_year(book, year), width, height, CHART_ALT)
    write_months(sheet, year, figures.period.as_of)
    write_quarters(sheet, year, figures.period.as_of)
    growth = sheet.reference(GROWTH_ROW, INPUT_COL)
    write_plan(sheet, PLAN_ROW, SUMMARY_COL, figures, year, Live(growth, book.typed.cells.get("growth", GROWTH)))
    write_costs(sheet, BREAK_EVEN_ROW, SUMMARY_COL, figures, year, width)
    sheet.worksheet.freeze_panes(TABLE_ROW + 1, 0)
    sheet.worksheet.repeat_rows(TABLE_ROW)


def write_standing(sheet: Sheet, year: GoalYear) -> None:
    """Write where the year stands, in one line of figures."""
    shown: tuple[tuple[Text, Content, str], ...] = (
        (Text("Goal of the year", "Objectif de l'exercice"), _if_goal(year, year.goal), "money_whole"),
        (Text("Reached so far", "Réalisé à ce jour"), year.actual, "money_whole"),
        (ATTAINMENT, IFERROR(year.attainment, NONE), "rate"),
        (AHEAD, IFERROR(year.gap, NONE), "gain"),
        (LEFT, _if_goal(year, year.left), "money_whole"),
        (MONTHS_LEFT, year.months_left, "tenths"),
        (NEEDED, _needed(year, year.by_month), "money_whole"),
        (GROWTH_AIMED_AT, IFERROR(year.growth, NONE), "change_tenths"),
    )
    _write_section(sheet, FIGURES_ROW, WHOLE_COMPANY)
    for col, (label, content, style) in enumerate(shown, start=SUMMARY_COL):
        sheet.write(FIGURES_ROW + 1, col, label, "card_label")
        sheet.write(FIGURES_ROW + 2, col, content, "figure", style, "fit")
    colour_signs(sheet, FIGURES_ROW + 2, SUMMARY_COL + 3, FIGURES_ROW + 2)


def write_feasibility(sheet: Sheet, year: GoalYear) -> None:
    """Write what each month and quarter to come must bring beside the best of five years, in figures and in words."""
    _write_section(sheet, FEASIBILITY_ROW, Text("Can it be done?", "Est-ce faisable ?"))
    both = (year.by_month, year.by_quarter)
    grid = Grid(sheet, FEASIBILITY_ROW + 1, SUMMARY_COL)
    grid.names(Text("To come, per", "À venir, par"), [MONTH, QUARTERS])
    grid.figures(Text("Needed", "Nécessaire"), [_needed(year, one) for one in both], "money_whole")
    best = [IF(one.best > 0, one.best, NONE) for one in both]
    grid.figures(Text("Best in five years", "Record sur cinq ans"), best, "money_whole")
    grid.figures(Text("Reached in", "Atteint en"), [IFERROR(one.best_start, NONE) for one in both], "month")
    grid.figures(
        Text("Needed / best", "Nécessaire / record"),
        [_if_goal(year, IFERROR(one.share, NONE)) for one in both],
        "rate_whole",
    )
    words_col = grid.col
    sheet.write_row(grid.row, words_col, [Text("In words", "En clair"), None, None], "header", "left", "inset")
    for row, one in enumerate(both, start=grid.first_row):
        sheet.write_row(row, words_col, [one.words, None, None], "cell", "left", "inset")


def course_of_the_year(book: Book, year: GoalYear) -> Chart:
    """Revenue since the fiscal year began, with the goal and the year before as lines of their own."""
    title = Text(
        "Revenue since the year began, against the goal", "Chiffre d'affaires cumulé de l'exercice et objectif"
    )
    chart = new_chart(book, "line", title)
    month, course = year.months.start, year.course
    chart.add_series(line_series(book, YEAR_BEFORE, month, course.before, "previous"))
    chart.add_series(line_series(book, GOAL, month, course.goal, "goal", 1.5, line={"dash_type": "dash"}))
    chart.add_series(line_series(book, REVENUE, month, course.actual, "actual", 3))
    chart.set_x_axis(quiet_axis(book, "month_short", text_axis=True))
    chart.set_y_axis(value_axis(book, "money_whole"))
    chart.show_blanks_as("span")  # else LibreOffice lets the line fall to 0 in the months to come
    return chart


def write_months(sheet: Sheet, year: GoalYear, as_of: Live) -> None:
    """Write the twelve months, each with the sums since the year began."""
    _write_section(sheet, MONTHS_ROW, Text("Month by month", "Mois par mois"))
    months, course = year.months, year.course
    grid = Grid(sheet, MONTHS_ROW + 1, SUMMARY_COL)
    grid.names(MONTH, list(months.start), "month")
    grid.figures(GOAL, _where(months.goal), "money_whole")
    grid.figures(REVENUE, _begun(months.start, months.actual, as_of), "money_whole")
    grid.figures(ATTAINMENT, _told(months.attainment), "rate")
    grid.figures(Text("Cumulative goal", "Objectif cumulé"), _told(course.goal), "money_whole")
    grid.figures(Text("Cumulative revenue", "Réalisé cumulé"), _told(course.actual), "money_whole")
    grid.figures(AHEAD, _told(course.gap), "gain")
    colour_signs(sheet, grid.first_row, grid.col - 1, grid.total_row - 1)
    grid.figures(LEFT, _told(course.left), "money_whole")
    sheet.write(grid.total_row, SUMMARY_COL, RUNNING_MONTH, "note")


def write_quarters(sheet: Sheet, year: GoalYear, as_of: Live) -> None:
    """Write the four quarters and the year, beside the year before."""
    _write_section(sheet, QUARTERS_ROW, Text("Quarters and the year", "Trimestres et exercice"))
    quarters = year.quarters
    grid = Grid(sheet, QUARTERS_ROW + 1, SUMMARY_COL)
    grid.names(QUARTERS, [Text("Q{n}", "T{n}").format(n=at + 1) for at in range(len(quarters.start))])
    grid.total(Text("Year", "Exercice"))
    grid.figures(GOAL, _where(quarters.goal), "money_whole")
    grid.total(_if_goal(year, year.goal), "money_whole", "right")
    grid.figures(REVENUE, _begun(quarters.start, quarters.actual, as_of), "money_whole")
    grid.total(year.actual, "money_whole", "right")
    grid.figures(ATTAINMENT, _told(quarters.attainment), "rate")
    grid.total(IFERROR(year.attainment, NONE), "rate", "right")
    grid.figures(YEAR_BEFORE, _where(quarters.before), "money_whole")
    grid.total(IF(year.before > 0, year.before, NONE), "money_whole", "right")
    grid.figures(GROWTH_AIMED_AT, _told(quarters.growth), "change_tenths")
    grid.total(IFERROR(year.growth, NONE), "change_tenths", "right")


def _given(book: Book, targets: Reading) -> list[TableColumn]:
    """The goals as they were read, in cells to type over."""
    return [_typed_over(column) for column in reading_columns(TARGETS, targets, book.language)]


def _proposed(book: Book, sheet: Sheet, sold: Sold, growth: Live) -> list[TableColumn]:
    """Goals of this fiscal year and the next from the years before, and the growth that they add."""
    as_of = Live(sheet.reference(DAY_ROW, INPUT_COL), serial(book.tracker.last_day))  # written by `build`
    own_month = this_row(table_name(book.say(NAME)), book.say(TARGETS.field("month").label))
    days = [serial(day) for day in proposed_months(book.tracker.last_day, book.tracker.fiscal_start)]
    values: dict[str, list] = {
        "month": days,
        "rep": [None] * len(days),
        "amount": [_proposal(Live(own_month, day), growth, as_of, sold) for day in days],
    }
    return [
        _typed_over(replace(column, values=values[column.key]))
        for column in reading_columns(TARGETS, None, book.language)
    ]


def _write_growth(book: Book, sheet: Sheet) -> Live:
    sheet.write(GROWTH_ROW, 0, GROWTH_AIMED_AT, "body")
    cell = sheet.write(GROWTH_ROW, INPUT_COL, GROWTH, "input", "rate", "right", key="growth")
    sensible = {"validate": "decimal", "criteria": "between", "minimum": -1, "maximum": 10}
    sheet.worksheet.data_validation(GROWTH_ROW, INPUT_COL, GROWTH_ROW, INPUT_COL, sensible)
    return cell


def _proposal(month: Live, growth: Live, as_of: Live, sold: Sold) -> Live:
    """The year before plus the growth; two years before with twice the growth, until the month before is over."""

    def revenue(back: int) -> Live:
        return sold.whatever("amount", EDATE(month, back), EOMONTH(month, back), {})

    once, twice = revenue(-12), revenue(-24)
    from_last_year = IF(once > 0, once * (1 + growth), "")
    from_two_years_before = IF(twice > 0, twice * (1 + growth) * (1 + growth), "")
    return IF(EOMONTH(month, -12) <= as_of, from_last_year, from_two_years_before)


def _typed_over(column: TableColumn) -> TableColumn:
    looks = {"month": ("month", "left"), "amount": ("money_whole", "fit")}
    return replace(column, styles=("input", *looks.get(column.key, ())))


def _subtitle(book: Book, amounts: Range) -> Text:
    if book.tracker.targets is not None:
        return GIVEN
    proposed = any(isinstance(amount, int | float) for amount in amounts.values[:FISCAL_MONTHS])
    return PROPOSED if proposed else NOTHING_TO_PROPOSE


def _write_section(sheet: Sheet, row: int, title: Text) -> None:
    sheet.write_row(row, SUMMARY_COL, [title, *[None] * (SUMMARY_COLUMNS - 1)], "section")


def _if_goal(year: GoalYear, figure: Live) -> Live:
    return IF(year.goal > 0, figure, NONE)


def _needed(year: GoalYear, judged: Feasibility) -> Live:
    return _if_goal(year, IFERROR(judged.needed, NONE))


def _where(cells: Range) -> list[Live]:
    """The figures that there are: a blank month counts as 0."""
    return [IF(cell.differs(0), cell, NONE) for cell in cells]


def _begun(starts: Range, cells: Range, as_of: Live) -> list[Live]:
    return [IF(start <= as_of, cell, NONE) for start, cell in zip(starts, cells, strict=True)]


def _told(cells: Range) -> list[Live]:
    return [IFERROR(cell, NONE) for cell in cells]
