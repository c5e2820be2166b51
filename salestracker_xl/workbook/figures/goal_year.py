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
QUARTER = 3  # months
EASY_SHARE, UNSEEN_SHARE = 0.8, 1.25  # of the best ever: up to the first it is easy, beyond the second unrealistic

ATTAINMENT = Text("Attainment", "Taux d'atteinte")
QUARTERS = Text("Quarter", "Trimestre")
AHEAD = Text("Ahead or behind", "Avance ou retard")
AGAINST_GOALS = Text("Revenue against goals", "Chiffre d'affaires face aux objectifs")
LEFT = Text("Still to reach", "Reste à atteindre")
MONTHS_LEFT = Text("Months left", "Mois restants")
NEEDED = Text("Needed per month", "Nécessaire par mois")
GROWTH_AIMED_AT = Text("Growth in the goals", "Croissance visée")

NO_GOAL = Text("no goal set", "pas d'objectif")
REACHED = Text("✓ already reached", "✓ déjà atteint")
YEAR_OVER = Text("✗ the year is over, short of its goal", "✗ exercice terminé, objectif manqué")
NO_PAST = Text("nothing complete yet to compare with", "encore rien de complet à comparer")
EASY = Text("✓ comfortable: well below the best so far", "✓ confortable : bien en dessous du record")
FEASIBLE = Text("✓ feasible: no more than the best so far", "✓ faisable : pas plus que le record")
AMBITIOUS = Text("! ambitious: above the best so far", "! ambitieux : au-dessus du record")
UNSEEN = Text("✗ unrealistic as it stands: far above the best", "✗ irréaliste en l'état : bien au-delà du record")


@dataclass(frozen=True, slots=True)
class Spans:
    """Rows of months or quarters: goal, actual and the year before, each 0 where there is none.

    `judged` is what of the actual stands against goals: that from the first month with a goal to the last one.
    `attainment`, and `growth`, which the goals ask for on the year before, are #N/A where there is nothing to tell.
    """

    start: Range
    goal: Range
    actual: Range
    before: Range
    judged: Range
    attainment: Range
    growth: Range


@dataclass(frozen=True, slots=True)
class Course:
    """Beside the twelve months: sums since the year began, #N/A where there is nothing to tell.

    `actual` counts the months from the first goal to the last one, or all where there is none. `gap` is actual less
    goal up to then, in the running month the goal of the working days gone by; `left` is what the year's goal still
    asks for.
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
    share: Live
    words: Live


@dataclass(frozen=True, slots=True)
class GoalYear:
    """The running fiscal year: its months, its quarters, and what they add up to.

    `past` are the complete months of five years, the latest first, and what the company sold in each.
    """

    months: Spans
    course: Course
    quarters: Spans
    goal: Live
    actual: Live
    before: Live
    attainment: Live
    growth: Live
    gap: Live
    left: Live
    months_left: Live
    by_month: Feasibility
    by_quarter: Feasibility
    past: tuple[Range, Range]


def write_goal_year(calc: Calc, sums: Sums) -> GoalYear:
    """Write the block of the fiscal year's goals."""
    months = _write_months(calc, sums)
    quarters = _write_quarters(calc, months, sums.period.as_of)
    calc.heading(Text("Goals, year", "Objectifs, exercice"))
    goal = calc.line(GOAL, SUM(months.goal), "money")
    actual = calc.line(REVENUE, SUM(months.actual), "money")
    before = calc.line(YEAR_BEFORE, SUM(months.before), "money")
    reached = calc.line(AGAINST_GOALS, SUM(months.judged), "money")
    attainment = calc.line(ATTAINMENT, IF(goal > 0, reached / goal, NA()), "rate")
    growth = calc.line(GROWTH_AIMED_AT, _growth(months.goal, months.before), "rate")
    place = calc.line(Text("Place of the running month", "Rang du mois en cours"), _place(sums, months))
    gone = calc.line(Text("Share of its working days gone by", "Part de ses jours ouvrés écoulée"), _gone(sums), "rate")
    left = calc.line(LEFT, MAX(goal - reached, 0), "money")
    months_left = calc.line(MONTHS_LEFT, FISCAL_MONTHS + 1 - place - gone, "tenths")
    needed = calc.line(NEEDED, IFERROR(left / months_left, NA()), "money")
    course = _write_course(calc, months, sums.period.as_of, gone)
    judge = _Judge(calc, goal, left, months_left)
    past = _write_best_months(calc, sums)
    return GoalYear(
        months=months,
        course=course,
        quarters=quarters,
        goal=goal,
        actual=actual,
        before=before,
        attainment=attainment,
        growth=growth,
        gap=INDEX(course.gap, place),
        left=left,
        months_left=months_left,
        by_month=judge.of(needed, past),
        by_quarter=judge.of(needed * QUARTER, _write_best_quarters(calc, sums, place)),
        past=past,
    )


def _write_months(calc: Calc, sums: Sums) -> Spans:
    as_of = sums.period.as_of
    _write_header(calc, Text("Goals, months of the fiscal year", "Objectifs, mois de l'exercice"), MONTH)
    start = calc.column(0, [EDATE(sums.period.fiscal_year_start, at) for at in range(FISCAL_MONTHS)], "month")
    goal = calc.column(1, [sums.all_goals(day, EOMONTH(day, 0)) for day in start], "money")
    actual = calc.column(2, [sums.all_sales("amount", day, MIN(EOMONTH(day, 0), as_of)) for day in start], "money")
    before = calc.column(3, [sums.all_sales("amount", EDATE(day, -12), EOMONTH(day, -12)) for day in start], "money")
    growth = [_growth(part(goal, at, 1), part(before, at, 1)) for at in range(FISCAL_MONTHS)]
    judged = _write_judged(calc, start, goal, actual)
    return _with_shares(calc, as_of, start, goal, actual, before, judged, growth)


def _write_quarters(calc: Calc, months: Spans, as_of: Live) -> Spans:
    _write_header(calc, Text("Goals, quarters", "Objectifs, trimestres"), QUARTERS)
    firsts = range(0, FISCAL_MONTHS, QUARTER)
    start = calc.column(0, [months.start[at] for at in firsts], "month")

    def summed(col: int, cells: Range) -> Range:
        return calc.column(col, [SUM(part(cells, at, QUARTER)) for at in firsts], "money")

    goal, actual, before = summed(1, months.goal), summed(2, months.actual), summed(3, months.before)
    judged = summed(6, months.judged)
    growth = [_growth(part(months.goal, at, QUARTER), part(months.before, at, QUARTER)) for at in firsts]
    return _with_shares(calc, as_of, start, goal, actual, before, judged, growth)


def _write_header(calc: Calc, title: Text, first: Text) -> None:
    calc.heading(title)
    calc.header((first, GOAL, REVENUE, YEAR_BEFORE, ATTAINMENT, GROWTH_AIMED_AT, AGAINST_GOALS))


def _with_shares(
    calc: Calc,
    as_of: Live,
    start: Range,
    goal: Range,
    actual: Range,
    before: Range,
    judged: Range,
    growth: Sequence[Live],
) -> Spans:
    """Write attainment, which only a span that has begun can have, and growth; step below the block."""
    rows = zip(start, goal, judged, strict=True)
    shares = [IF(AND(day <= as_of, aim > 0), reached / aim, NA()) for day, aim, reached in rows]
    attainment, asked = calc.column(4, shares, "rate"), calc.column(5, growth, "rate")
    spans = Spans(start, goal, actual, before, judged, attainment, asked)
    calc.row += len(start)
    return spans


def _write_judged(calc: Calc, start: Range, goal: Range, actual: Range) -> Range:
    """What was sold from the first month with a goal to the last one, 0 outside; with the months with a goal beside."""
    with_goal = calc.column(7, [IF(aim > 0, day, "") for day, aim in zip(start, goal, strict=True)], "month")
    first, last = MIN(with_goal), MAX(with_goal)
    pairs = zip(start, actual, strict=True)
    judged = [IF(AND(day >= first, day <= last), sold, 0) for day, sold in pairs]
    return calc.column(6, judged, "money")


def _growth(goal: Range, before: Range) -> Live:
    """Growth that goals ask for, over the months that have both a goal and a year before; #N/A without any."""
    both = (goal, ">0", before, ">0")
    return IFERROR(SUMIFS(goal, *both) / SUMIFS(before, *both) - 1, NA())


def _place(sums: Sums, months: Spans) -> Live:
    return MATCH(sums.period.month_start, months.start)


def _gone(sums: Sums) -> Live:
    first = sums.period.month_start
    return IFERROR(sums.workdays(first, sums.period.as_of) / sums.workdays(first, EOMONTH(first, 0)), 1)


def _write_course(calc: Calc, months: Spans, as_of: Live, gone: Live) -> Course:
    calc.heading(Text("Goals, since the year began", "Objectifs, depuis le début de l'exercice"))
    calc.header((GOAL, REVENUE, YEAR_BEFORE, AHEAD, LEFT, AGAINST_GOALS))
    begun = [day <= as_of for day in months.start]
    running = [AND(day <= as_of, EOMONTH(day, 0) > as_of) for day in months.start]
    year_goal = SUM(months.goal)
    goal = calc.column(0, _since(months.goal, [year_goal > 0] * FISCAL_MONTHS), "money")
    pairs = zip(months.judged, months.actual, strict=True)
    counted = calc.column(5, [IF(year_goal > 0, judged, sold) for judged, sold in pairs], "money")
    actual = calc.column(1, _since(counted, begun), "money")
    before = calc.column(2, _since(months.before, [SUM(months.before) > 0] * FISCAL_MONTHS), "money")
    to_come = [IF(now, own * (1 - gone), 0) for now, own in zip(running, months.goal, strict=True)]
    course = Course(
        goal,
        actual,
        before,
        calc.column(
            3, [reached - (due - rest) for reached, due, rest in zip(actual, goal, to_come, strict=True)], "gain"
        ),
        calc.column(4, [IF(year_goal > 0, MAX(year_goal - reached, 0), NA()) for reached in actual], "money"),
    )
    calc.row += FISCAL_MONTHS
    return course


def _since(cells: Range, told: Sequence[Live]) -> list[Live]:
    """Sums from the first row on; #N/A in the rows that have nothing to tell."""
    return [IF(tells, SUM(part(cells, 0, at + 1)), NA()) for at, tells in enumerate(told)]


def part(cells: Range, first: int, length: int) -> Range:
    """Some neighbouring cells of a column that was written cell by cell."""
    chosen = slice(first, first + length)
    end = cells[first + length - 1].formula.rpartition("!")[2]
    return Range(f"{cells[first].formula}:{end}", cells.values[chosen], cells.cells[chosen])


def _write_best_months(calc: Calc, sums: Sums) -> tuple[Range, Range]:
    """The complete months of the last years, the latest first, and their revenue."""
    calc.heading(Text("Goals, complete months so far", "Objectifs, mois complets à ce jour"))
    calc.header((MONTH, REVENUE))
    latest = sums.period.last_complete_month
    return _write_past(calc, sums, [EDATE(latest, -back) for back in range(BEST_MONTHS)], 1)


def _write_best_quarters(calc: Calc, sums: Sums, place: Live) -> tuple[Range, Range]:
    """The complete fiscal quarters of the last years, the latest first, and their revenue."""
    calc.heading(Text("Goals, complete quarters so far", "Objectifs, trimestres complets à ce jour"))
    period = sums.period
    begins = Text("Running quarter begins", "Début du trimestre en cours")
    running = calc.line(begins, EDATE(period.month_start, -MOD(place - 1, QUARTER)), "date")
    latest = IF(period.as_of.equals(EOMONTH(running, QUARTER - 1)), running, EDATE(running, -QUARTER))
    latest = calc.line(Text("Last complete quarter", "Dernier trimestre complet"), latest, "date")
    calc.header((QUARTERS, REVENUE))
    return _write_past(calc, sums, [EDATE(latest, -back) for back in range(0, BEST_MONTHS, QUARTER)], QUARTER)


def _write_past(calc: Calc, sums: Sums, starts: Sequence[Live], months: int) -> tuple[Range, Range]:
    start = calc.column(0, starts, "month")
    revenue = calc.column(1, [sums.all_sales("amount", day, EOMONTH(day, months - 1)) for day in start], "money")
    calc.row += len(start)
    return start, revenue


@dataclass(frozen=True, slots=True)
class _Judge:
    """What the judgement by month and the one by quarter have in common."""

    calc: Calc
    goal: Live
    left: Live
    months_left: Live

    def of(self, needed: Live, past: tuple[Range, Range]) -> Feasibility:
        """Write what is needed beside the best of the past, and what to think of it."""
        calc, (start, revenue) = self.calc, past
        needed = calc.line(Text("Needed", "Nécessaire"), needed, "money")
        best = calc.line(Text("Best so far", "Record"), MAX(revenue), "money")
        reached_in = IF(best > 0, INDEX(start, MATCH(best, revenue)), NA())
        best_start = calc.line(Text("Reached in", "Atteint en"), reached_in, "month")
        share = calc.line(Text("Needed, of the best", "Nécessaire / record"), IFERROR(needed / best, NA()), "rate")
        return Feasibility(
            needed, best, best_start, share, calc.line(Text("In words", "En clair"), self._words(best, share))
        )

    def _words(self, best: Live, share: Live) -> Live:
        say = self.calc.sheet.book.say
        above = IF(share <= UNSEEN_SHARE, say(AMBITIOUS), say(UNSEEN))
        compared = IF(share <= EASY_SHARE, say(EASY), IF(share <= 1, say(FEASIBLE), above))
        judged = IF(best <= 0, say(NO_PAST), compared)
        over = IF(self.months_left <= 0, say(YEAR_OVER), judged)
        return IF(self.goal <= 0, say(NO_GOAL), IF(self.left <= 0, say(REACHED), over))
