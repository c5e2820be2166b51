"""The lower half of the sheet of goals: the way from a long-term goal, the break-even, and the history of goals."""

from __future__ import annotations

import datetime as dt

from xlsxwriter.chart import Chart

from salestracker_xl.calendar import serial
from salestracker_xl.language import Text
from salestracker_xl.workbook.book import Book, Content, Sheet
from salestracker_xl.workbook.charts import font, line_series, new_chart, place, quiet_axis
from salestracker_xl.workbook.figures import break_even as words
from salestracker_xl.workbook.figures.all import Figures
from salestracker_xl.workbook.figures.break_even import BreakEven, write_break_even
from salestracker_xl.workbook.figures.breakdown import CENT
from salestracker_xl.workbook.figures.goal_plan import (
    OF_BEST,
    PROPOSED,
    SHARE,
    YEARS,
    GoalPlan,
    PlanInputs,
    write_goal_plan,
)
from salestracker_xl.workbook.figures.goal_year import QUARTERS, GoalYear
from salestracker_xl.workbook.figures.months import FISCAL_MONTHS, MONTH
from salestracker_xl.workbook.formulas import (
    ABS,
    COUNT,
    EDATE,
    EOMONTH,
    IF,
    IFERROR,
    INDEX,
    ISNUMBER,
    MAX,
    SUM,
    SUMIFS,
    WORKDAY_INTL,
)
from salestracker_xl.workbook.grid import NONE, Grid
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.structured import Table
from salestracker_xl.workbook.table import TableColumn, write_table
from salestracker_xl.workbook.typed import rows_of
from salestracker_xl.workbook.values import Value

PLAN_ROWS = 12 + FISCAL_MONTHS + 4
CHART_ROWS = 12
BREAK_EVEN_ROWS = 5 + CHART_ROWS + 1

PLAN = Text(
    "A proposal, not yet a goal: from a long-term goal to years, quarters and months",
    "Une proposition, pas encore un objectif : d'un objectif à long terme aux exercices, trimestres et mois",
)
PLAN_NOTE = Text(
    "Base × (1 + growth aimed at, cell C4) a year, split by season. To make it the goal, type its months into the "
    "yellow table at the left, and note a version below.",
    "Base × (1 + croissance visée, cellule C4) par an, répartie par saison. Pour en faire l'objectif : saisissez ses "
    "mois dans la table jaune à gauche, et notez une version ci-dessous.",
)
TABLE_SAYS = Text("Goal in the table", "Objectif de la table")
BREAK_EVEN_MISSING = Text(
    "Type the fixed costs of a month and the variable cost of an order into the yellow cells; a blank price is your "
    "average order of twelve months.",
    "Saisissez les coûts fixes d'un mois et le coût variable d'une commande dans les cellules jaunes ; sans prix, "
    "c'est le panier moyen de douze mois.",
)
BREAK_EVEN_ALT = Text(
    "Lines by orders a month: sales, solid; fixed and variable costs; fixed costs, dashed. Where sales meet costs is "
    "the break-even.",
    "Courbes selon les commandes par mois : ventes, en trait plein ; coûts fixes et variables ; coûts fixes, en "
    "tirets. Le seuil est là où les ventes rejoignent les coûts.",
)
VERSIONS = Text("History of the goals, and their next review", "Historique des objectifs et prochaine revue")
VERSIONS_NAME = Text("GoalVersions", "VersionsObjectifs")
REVIEW_EVERY = Text("Every … months", "Tous les … mois")
NEXT_REVIEW = Text("Next review of the goals", "Prochaine revue des objectifs")
NOTED = Text(
    "✓ The goals of this year add up to what the last version says.",
    "✓ Les objectifs de cet exercice sont bien ceux de la dernière version.",
)
NOT_NOTED = Text(
    "! The goals of this year are no longer those of the last version: add a row below, with who and why.",
    "! Les objectifs de cet exercice ne sont plus ceux de la dernière version : ajoutez une ligne (qui, pourquoi).",
)
OVERDUE = Text("overdue", "en retard")
BUILD = Text("Sales Tracker", "Suivi des ventes")
WAS_GIVEN = Text("As they were given", "Tels que fournis")
WAS_PROPOSED = Text("From the year before", "Selon l'an dernier")
MONTHS_BETWEEN_REVIEWS = 3
MANY_THOUSANDS = 1e7  # from here on an axis counts in millions
OVERLAP = Text(
    " month(s) of this year have a goal without a rep beside goals of reps: they add up. Clear it if it is the total.",
    " mois de l'exercice ont un objectif sans commercial en plus de ceux des commerciaux : ils s'additionnent. "
    "Videz-le si c'est le total.",
)


def write_overlap(sheet: Sheet, row: int, figures: Figures, year: GoalYear) -> None:
    """Say in how many months of the year a goal without a rep stands beside goals of reps, which add up."""
    targets, say = figures.inputs.targets, sheet.book.say
    figures.calc.heading(Text("Goals with and without a rep", "Objectifs avec et sans commercial"))
    figures.calc.header((MONTH, Text("Without", "Sans"), Text("Both", "Les deux")))
    start = figures.calc.column(0, list(year.months.start), "month")
    without = figures.calc.column(1, [_of_nobody(targets, day) for day in start], "money")
    both = figures.calc.column(
        2,
        [IF(none.equals(0), 0, IF(ABS(goal - none) < CENT, 0, 1))
         for none, goal in zip(without, year.months.goal, strict=True)],
    )  # fmt: skip
    figures.calc.row += FISCAL_MONTHS
    months = SUM(both)
    sheet.write(row, 0, IF(months > 0, months & say(OVERLAP), ""), "bad")


def _of_nobody(targets: Table, day: Live) -> Live:
    month = targets["month"]
    return SUMIFS(targets["amount"], month, ">=" & day, month, "<=" & EOMONTH(day, 0), targets["rep"], "=")


def write_plan(sheet: Sheet, row: int, col: int, figures: Figures, year: GoalYear, growth: Live) -> None:
    """Write the proposal: its inputs, the years, and the months and quarters of one of them."""
    _section(sheet, row, col, PLAN)
    sheet.write(row + 1, col, PLAN_NOTE, "note")
    labels = (
        Text("Base (blank: last year)", "Base (vide : an dernier)"),
        Text("Base used", "Base retenue"),
        Text("Growth aimed at", "Croissance visée"),
        Text("Own growth", "Croissance propre"),
        Text("Sector (you type)", "Secteur (à saisir)"),
        Text("Sector growth", "Croissance du secteur"),
        Text("Split year no. (1 to {n})", "Année à répartir (1 à {n})").format(n=YEARS),
    )
    for at, label in enumerate(labels):
        sheet.write(row + 2, col + at, label, "card_label")
    inputs = PlanInputs(
        base=_input(sheet, row + 3, col, None, "money_whole", least=0, most=1e15, key="plan_base"),
        growth=growth,
        sector=_input(sheet, row + 3, col + 4, None, "rate", least=-1, most=10, key="plan_sector"),
        split=_input(sheet, row + 3, col + 6, 1, "count", least=1, most=YEARS, key="plan_year"),
    )
    plan = write_goal_plan(figures.calc, figures.sums, year, inputs, figures.sector_growth)
    sheet.write(row + 3, col + 1, plan.base, "figure", "money_whole", "fit")
    sheet.write(row + 3, col + 2, growth, "figure", "change_signed")
    sheet.write(row + 3, col + 3, IFERROR(plan.own, NONE), "figure", "change_signed")
    sheet.write(row + 3, col + 5, IFERROR(plan.sector, NONE), "figure", "change_signed")
    sheet.write(row + 4, col, Text("Source of the sector's growth", "Source de la croissance du secteur"), "body")
    for at in range(3):
        sheet.write(row + 4, col + 2 + at, None, "input", key=f"plan_source_{at + 1}")
    sheet.write(row + 5, col, plan.words, "body", "strong")
    _write_years(sheet, row + 7, col, plan)
    _write_split(sheet, row + 12, col, plan)


def _write_years(sheet: Sheet, row: int, col: int, plan: GoalPlan) -> None:
    labels = (
        Text("Fiscal year from", "Exercice à partir de"),
        PROPOSED,
        Text("On average a month", "En moyenne par mois"),
        OF_BEST,
    )
    for at, label in enumerate(labels):
        sheet.write(row + at, col, label, *(("header",) if at == 0 else ("cell",)))
    for at, (start, goal, share) in enumerate(zip(plan.starts, plan.years, plan.year_of_best, strict=True), start=1):
        sheet.write(row, col + at, start, "header", "month", "right")
        sheet.write(row + 1, col + at, goal, "cell", "money_whole", "right", "fit")
        sheet.write(row + 2, col + at, goal / FISCAL_MONTHS, "cell", "money_whole", "right", "fit")
        sheet.write(row + 3, col + at, IFERROR(share, NONE), "cell", "rate_whole", "right")


def _write_split(sheet: Sheet, row: int, col: int, plan: GoalPlan) -> None:
    grid = Grid(sheet, row, col)
    grid.names(MONTH, list(plan.month), "month")
    grid.total(Text("Year", "Exercice"))
    grid.figures(SHARE, list(plan.share), "rate")
    grid.total(SUM(plan.share), "rate", "right")
    proposed = grid.figures(PROPOSED, list(plan.proposed), "money_whole")
    grid.total(SUM(proposed), "money_whole", "right")
    grid.figures(TABLE_SAYS, [IF(cell.differs(0), cell, NONE) for cell in plan.in_table], "money_whole")
    grid.total(SUM(plan.in_table), "money_dash", "right")
    grid.figures(OF_BEST, [IFERROR(cell, NONE) for cell in plan.of_best], "rate_whole")
    quarters = Grid(sheet, row, col + 5)
    numbers = [Text("Q{n}", "T{n}").format(n=at + 1) for at in range(len(plan.quarters))]
    quarters.words(QUARTERS, numbers)
    quarters.figures(PROPOSED, [proposed for proposed, _ in plan.quarters], "money_whole")
    quarters.figures(TABLE_SAYS, [IF(set_.differs(0), set_, NONE) for _, set_ in plan.quarters], "money_whole")


def write_costs(sheet: Sheet, row: int, col: int, figures: Figures, year: GoalYear, width: int) -> None:
    """Write the costs to type in, the break-even, and its chart."""
    book = sheet.book
    _section(sheet, row, col, words.TITLE)
    fixed = _input(sheet, row + 3, col, None, "money_whole", least=0, most=1e15, key="fixed_costs")
    price = _input(sheet, row + 3, col + 1, None, "money", least=0, most=1e15, key="price")
    variable = _input(sheet, row + 3, col + 2, None, "money", least=0, most=1e15, key="variable_cost")
    found = write_break_even(figures.calc, figures.sums, year, fixed, price, variable)
    shown: tuple[tuple[Text, Content, str], ...] = (
        (Text("Fixed costs a month", "Coûts fixes par mois"), fixed, ""),
        (Text("Price of an order", "Prix d'une commande"), price, ""),
        (Text("Variable cost of one", "Coût variable d'une"), variable, ""),
        (Text("Price used", "Prix retenu"), found.price, "money"),
        (Text("To break even, a month", "Au seuil, par mois"), IFERROR(found.needed, NONE), "n_orders"),
        (Text("Now, a month", "Actuel, par mois"), found.orders, "n_orders"),
        (Text("Margin of safety", "Marge de sécurité"), IFERROR(found.safety, NONE), "change_signed"),
    )
    for at, (label, content, style) in enumerate(shown):
        sheet.write(row + 2, col + at, label, "card_label")
        if style:
            sheet.write(row + 3, col + at, content, "figure", style, "fit")
    no_margin = Text("! No order leaves a margin at this price.", "! À ce prix, aucune commande ne laisse de marge.")
    costs_known = IF(ISNUMBER(fixed), ISNUMBER(variable), False)
    told = IF(costs_known, IF(ISNUMBER(found.needed), "", book.say(no_margin)), book.say(BREAK_EVEN_MISSING))
    sheet.write(row + 1, col, told, "note")
    place(sheet, row + 5, col, break_even_chart(book, found), width, CHART_ROWS * 20, BREAK_EVEN_ALT)


def break_even_chart(book: Book, found: BreakEven) -> Chart:
    """Sales and costs by the orders of a month."""
    chart = new_chart(book, "line", words.TITLE)
    title = {"name": f"={found.title.formula}", "data": [found.title.value]}
    chart.set_title(title | {"name_font": font(book, 11, "band", bold=True), "overlay": False})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": book.color("paper")}})
    chart.add_series(line_series(book, words.SALES, found.points, found.sales, "actual", 3))
    chart.add_series(line_series(book, words.COSTS, found.points, found.costs, "bad"))
    chart.add_series(
        line_series(book, words.FIXED, found.points, found.fixed, "quiet", 1.5, line={"dash_type": "dash"})
    )
    chart.set_x_axis(quiet_axis(book, "count"))
    large = found.a_month >= MANY_THOUSANDS
    chart.set_y_axis(quiet_axis(book, "money_axis_large" if large else "money_axis", line={"none": True}, min=0))
    return chart


def write_versions(sheet: Sheet, row: int, col: int, figures: Figures, year: GoalYear) -> None:
    """Write who set which goal when and why, whether that still holds, and when the goals are next reviewed."""
    book = sheet.book
    tracker = book.tracker
    _section(sheet, row, col, VERSIONS)
    day = serial(tracker.as_of or dt.date.today())
    why = WAS_GIVEN if tracker.targets is not None else WAS_PROPOSED
    first: tuple[tuple[str, Text, Value, tuple[str, ...]], ...] = (
        ("date", Text("Date", "Date"), float(day), ("date", "left")),
        ("by", Text("By", "Par"), book.say(BUILD), ()),
        ("why", Text("Why", "Pourquoi"), book.say(why), ("name",)),
        ("goal", Text("Goal of the year", "Objectif annuel"), float(_number(year.goal)), ("money_whole",)),
    )
    rows = rows_of(book.typed, "goal_versions", {key: [value] for key, _, value, _ in first})
    columns = [TableColumn(key, label, rows[key], ("input", *styles)) for key, label, _, styles in first]
    table = write_table(sheet, row + 4, col, "goal_versions", VERSIONS_NAME, columns)
    sheet.write(row + 1, col, REVIEW_EVERY, "card_label")
    every = _input(sheet, row + 2, col, MONTHS_BETWEEN_REVIEWS, "count", least=1, most=12, key="goal_review")
    settings, today = figures.inputs.settings, figures.period.today
    latest = MAX(table["date"])
    due = WORKDAY_INTL(EDATE(latest, every) - 1, 1, settings.weekend, settings.holidays)
    sheet.write(row + 1, col + 1, NEXT_REVIEW, "card_label")
    cell = sheet.write(row + 2, col + 1, due, "figure", "date")
    sheet.write(row + 2, col + 2, IF(cell < today, book.say(OVERDUE), ""), "figure", "bad")
    said = IFERROR(INDEX(table["goal"], COUNT(table["goal"])), 0)
    same = ABS(year.goal - said) < 1
    sheet.write(row + 3, col, IF(same, book.say(NOTED), book.say(NOT_NOTED)), "note")


def _number(cell: Live) -> float:
    return round(float(cell.value), 2) if isinstance(cell.value, int | float) else 0.0


def _input(
    sheet: Sheet, row: int, col: int, value: float | None, style: str, *, least: float, most: float, key: str
) -> Live:
    """Write a yellow cell for a number between two others."""
    cell = sheet.write(row, col, value, "input", style, "left", key=key)
    kind = "integer" if style == "count" else "decimal"
    rule = {"validate": kind, "criteria": "between", "minimum": least, "maximum": most}
    sheet.worksheet.data_validation(row, col, row, col, rule)
    return cell


def _section(sheet: Sheet, row: int, col: int, title: Text) -> None:
    sheet.write_row(row, col, [title, *[None] * 7], "section")
