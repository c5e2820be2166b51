"""The fiscal year of the whole company against its goals, whatever the dashboard's filters say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import FISCAL_MONTHS, GOAL, MONTH, REVENUE, YEAR_BEFORE
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import (
    AND,
    EDATE,
    EOMONTH,
    IF,
    IFERROR,
    INDEX,
    MATCH,
    MAX,
    MIN,
    MOD,
    NA,
    SUM,
    SUMIFS,
)
from salestracker_xl.workbook.live import Live, Range

BEST_MONTHS = 60  # how far back the best month and the best quarter are looked for
QUARTER = 3
COMFORTABLE, STRETCH = 0.8, 1.25  # share of the best period ever that is still easy; beyond which nobody has been

NO_GOAL = Text("no goal set", "pas d'objectif")
REACHED = Text("✓ already reached", "✓ déjà atteint")
YEAR_OVER = Text("✗ the year is over, short of its goal", "✗ exercice terminé, objectif manqué")
NO_PAST = Text("nothing complete yet to compare with", "encore rien de complet à comparer")
EASY = Text("✓ comfortable: well below the best so far", "✓ confortable : bien en dessous du record")
FEASIBLE = Text("✓ feasible: not above the best so far", "✓ faisable : pas au-dessus du record")
AMBITIOUS = Text("! ambitious: above the best so far", "! ambitieux : au-dessus du record")
UNSEEN = Text("✗ unrealistic so far: far above the best ever", "✗ irréaliste à ce jour : bien au-delà du record")


@dataclass(frozen=True, slots=True)
class Spans:
    """Rows of months or quarters: goal, actual, and the year before, 0 where there is none."""

    start: Range
    goal: Range
    actual: Range
    before: Range


@dataclass(frozen=True, slots=True)
class Course:
    """Beside the twelve months: sums since the year began, #N/A where there is nothing to tell.

    `gap` is actual less goal up to then, the goal of the running month counted up to today; `left` is what the year's
    goal still asks for.
    """

    goal: Range
    actual: Range
    before: Range
    gap: Range
    left: Range


@dataclass(frozen=True, slots=True)
class Feasibility:
    """What a month or quarter to come must bring, beside the best that one ever brought, and a judgement in words."""

    needed: Live
    best: Live
    best_start: Live
    ratio: Live
    words: Live


@dataclass(frozen=True, slots=True)
class GoalYear:
    """The running fiscal year; sums over it stand in the fields named for what they add up."""

    months: Spans
    course: Course
    quarters: Spans
    goal: Live
    actual: Live
    before: Live
    attainment: Live
    gap: Live
    left: Live
    months_left: Live
    growth: Live
    by_month: Feasibility
    by_quarter: Feasibility


def write_goal_year(calc: Calc, sums: Sums) -> GoalYear:
    """Write the block of the fiscal year's goals."""
    months = _write_months(calc, sums)
    calc.heading(Text("Goals, year", "Objectifs, exercice"))
    goal = calc.line(GOAL, SUM(months.goal), "money")
    actual = calc.line(REVENUE, SUM(months.actual), "money")
    before = calc.line(YEAR_BEFORE, SUM(months.before), "money")
    place = calc.line(
        Text("Running month, 1 to 12", "Mois en cours, 1 à 12"), MATCH(sums.period.month_start, months.start)
    )
    gone = calc.line(
        Text("Share of its working days gone by", "Part de ses jours ouvrés écoulée"), _gone_by(sums), "rate"
    )
    course = _write_course(calc, sums, months, goal, gone)
    calc.heading(Text("Goals, what is left", "Objectifs, reste à faire"))
    months_left = calc.line(Text("Months left", "Mois restants"), FISCAL_MONTHS + 1 - place - gone, "number")
    left = calc.line(Text("Still to reach", "Reste à atteindre"), MAX(goal - actual, 0), "money")
    rate = calc.line(Text("Needed per month", "Nécessaire par mois"), IFERROR(left / months_left, NA()), "money")
    growth = calc.line(Text("Growth in the goals", "Croissance visée"), growth_of(months.goal, months.before), "rate")
    verdict = _Verdict(calc, goal, left, months_left)
    return GoalYear(
        months=months,
        course=course,
        quarters=_write_quarters(calc, months),
        goal=goal,
        actual=actual,
        before=before,
        attainment=IFERROR(actual / goal, NA()),
        gap=INDEX(course.gap, place),
        left=left,
        months_left=months_left,
        growth=growth,
        by_month=verdict.on(rate, _best_months(calc, sums)),
        by_quarter=verdict.on(rate * QUARTER, _best_quarters(calc, sums, place)),
    )


def growth_of(goal: Range, before: Range) -> Live:
    """Growth that goals ask for, over the rows that have both a goal and a year before; #N/A without any."""
    both = (goal, ">0", before, ">0")
    return IFERROR(SUMIFS(goal, *both) / SUMIFS(before, *both) - 1, NA())


def _write_months(calc: Calc, sums: Sums) -> Spans:
    calc.heading(Text("Goals, months of the fiscal year", "Objectifs, mois de l'exercice"))
    calc.header((MONTH, GOAL, REVENUE, YEAR_BEFORE))
    period = sums.period
    start = calc.column(0, [EDATE(period.fiscal_year_start, at) for at in range(FISCAL_MONTHS)], "month")
    months = Spans(
        start,
        calc.column(1, [sums.all_goals(day, EOMONTH(day, 0)) for day in start], "money"),
        calc.column(2, [sums.all_sales("amount", day, MIN(EOMONTH(day, 0), period.as_of)) for day in start], "money"),
        calc.column(3, [sums.all_sales("amount", EDATE(day, -12), EOMONTH(day, -12)) for day in start], "money"),
    )
    calc.row += FISCAL_MONTHS
    return months


def _gone_by(sums: Sums) -> Live:
    first, today = sums.period.month_start, sums.period.as_of
    return IFERROR(sums.workdays(first, today) / sums.workdays(first, EOMONTH(first, 0)), 1)


def _write_course(calc: Calc, sums: Sums, months: Spans, goal: Live, gone: Live) -> Course:
    calc.heading(Text("Goals, since the year began", "Objectifs, depuis le début de l'exercice"))
    calc.header(
        (
            GOAL,
            REVENUE,
            YEAR_BEFORE,
            Text("Goal to date", "Objectif à date"),
            Text("Ahead or behind", "Avance ou retard"),
            Text("Still to reach", "Reste à atteindre"),
        )
    )
    known = [day <= sums.period.as_of for day in months.start]
    goals = calc.column(0, _course(months.goal, [goal > 0] * FISCAL_MONTHS), "money")
    actuals = calc.column(1, _course(months.actual, known), "money")
    befores = calc.column(2, _course(months.before, [SUM(months.before).differs(0)] * FISCAL_MONTHS), "money")
    running = [day.equals(sums.period.month_start) for day in months.start]
    to_date = [
        total - IF(now, own * (1 - gone), 0) for total, own, now in zip(goals, months.goal, running, strict=True)
    ]
    dated = calc.column(3, to_date, "money")
    course = Course(
        goals,
        actuals,
        befores,
        calc.column(4, [actual - due for actual, due in zip(actuals, dated, strict=True)], "money"),
        calc.column(5, [IF(goal > 0, MAX(goal - actual, 0), NA()) for actual in actuals], "money"),
    )
    calc.row += FISCAL_MONTHS
    return course


def _course(cells: Range, told: Sequence[Live]) -> list[Live]:
    """Running sums; #N/A in the rows that have nothing to tell."""
    sheet, _, last = cells.formula.rpartition("!")
    first = last.partition(":")[0]
    sums = []
    for at, tells in enumerate(told):
        upto = Range(f"{sheet}!{first}:{cells[at].formula.rpartition('!')[2]}", cells.values[: at + 1])
        sums.append(IF(tells, SUM(upto), NA()))
    return sums


def _write_quarters(calc: Calc, months: Spans) -> Spans:
    calc.heading(Text("Goals, quarters", "Objectifs, trimestres"))
    calc.header((Text("Quarter", "Trimestre"), GOAL, REVENUE, YEAR_BEFORE))
    firsts = range(0, FISCAL_MONTHS, QUARTER)
    start = calc.column(0, [months.start[at] for at in firsts], "month")
    columns = [
        calc.column(col, [cells[at] + cells[at + 1] + cells[at + 2] for at in firsts], "money")
        for col, cells in enumerate((months.goal, months.actual, months.before), start=1)
    ]
    calc.row += len(start)
    return Spans(start, *columns)


def _best_months(calc: Calc, sums: Sums) -> tuple[Range, Range]:
    """The complete months of the last years, the latest first, and their revenue."""
    calc.heading(Text("Complete months so far", "Mois complets à ce jour"))
    calc.header((MONTH, REVENUE))
    latest = sums.period.last_complete_month
    return _past(calc, sums, [EDATE(latest, -at) for at in range(BEST_MONTHS)], 1)


def _best_quarters(calc: Calc, sums: Sums, place: Live) -> tuple[Range, Range]:
    """The complete fiscal quarters of the last years, the latest first, and their revenue."""
    calc.heading(Text("Complete quarters so far", "Trimestres complets à ce jour"))
    period = sums.period
    running = calc.line(
        Text("Running quarter begins", "Début du trimestre en cours"),
        EDATE(period.month_start, -MOD(place - 1, QUARTER)),
        "date",
    )
    is_over = period.as_of.equals(EOMONTH(running, QUARTER - 1))
    latest = calc.line(
        Text("Last complete quarter", "Dernier trimestre complet"),
        IF(is_over, running, EDATE(running, -QUARTER)),
        "date",
    )
    calc.header((Text("Quarter", "Trimestre"), REVENUE))
    return _past(calc, sums, [EDATE(latest, -at) for at in range(0, BEST_MONTHS, QUARTER)], QUARTER)


def _past(calc: Calc, sums: Sums, starts: Sequence[Live], length: int) -> tuple[Range, Range]:
    start = calc.column(0, starts, "month")
    revenue = calc.column(1, [sums.all_sales("amount", day, EOMONTH(day, length - 1)) for day in start], "money")
    calc.row += len(start)
    return start, revenue


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What does not change between the judgement by month and the one by quarter."""

    calc: Calc
    goal: Live
    left: Live
    months_left: Live

    def on(self, needed: Live, past: tuple[Range, Range]) -> Feasibility:
        start, revenue = past
        calc = self.calc
        needs = calc.line(Text("Needed", "Nécessaire"), needed, "money")
        best = calc.line(Text("Best so far", "Record"), MAX(revenue), "money")
        when = calc.line(
            Text("Reached in", "Atteint en"), IF(best > 0, INDEX(start, MATCH(best, revenue)), NA()), "month"
        )
        ratio = calc.line(
            Text("Needed, of the best", "Nécessaire, par rapport au record"), IFERROR(needs / best, NA()), "rate"
        )
        words = calc.line(Text("In words", "En clair"), self._words(best, ratio))
        return Feasibility(needs, best, when, ratio, words)

    def _words(self, best: Live, ratio: Live) -> Live:
        say = self.calc.sheet.book.say
        judged = IF(
            ratio <= COMFORTABLE,
            say(EASY),
            IF(ratio <= 1, say(FEASIBLE), IF(ratio <= STRETCH, say(AMBITIOUS), say(UNSEEN))),
        )
        compared = IF(best <= 0, say(NO_PAST), judged)
        over = AND(self.months_left <= 0, self.left > 0)
        return IF(self.goal <= 0, say(NO_GOAL), IF(self.left <= 0, say(REACHED), IF(over, say(YEAR_OVER), compared)))
