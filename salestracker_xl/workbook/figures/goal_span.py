"""The days of the chosen period that goals speak of: from the first month with a goal to the last one."""

from __future__ import annotations

from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import MONTH, Months
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import AND, EDATE, EOMONTH, IF, MAX, MIN
from salestracker_xl.workbook.live import Live, Range


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day up to now, the last before the first where no month that has begun has a goal.

    `full_end` is the last day with months to come counted too.
    """

    start: Live
    end: Live
    full_end: Live


@dataclass(frozen=True, slots=True)
class GoalSpans:
    """In the chosen period up to now, and in the same period a year before."""

    now: Span
    before: Span


def write_goal_spans(calc: Calc, sums: Sums, months: Months) -> GoalSpans:
    """Write the spans in which revenue stands against the goal, which a month without a goal must not add to.

    Goals older than the block of the last months count as going back to the beginning of the period.
    """
    calc.heading(Text("Months with a goal", "Mois avec objectif"))
    calc.header((MONTH, Text("Year before", "Année précédente")))
    period = sums.period
    now = Span(period.start, period.end, period.full_end)
    before = Span(period.start_before, period.end_before, EDATE(period.full_end, -12))
    columns = [calc.column(col, _months_with_goal(months, all_of), "month") for col, all_of in enumerate((now, before))]
    calc.row += len(months.month)
    pairs = zip(columns, (now, before), strict=True)
    return GoalSpans(*(_write_span(calc, sums, months, cells, all_of) for cells, all_of in pairs))


def _months_with_goal(months: Months, all_of: Span) -> list[Live]:
    first = EOMONTH(all_of.start, -1) + 1
    pairs = zip(months.month, months.goal, strict=True)
    return [IF(AND(goal > 0, month >= first, month <= all_of.end), month, "") for month, goal in pairs]


def _write_span(calc: Calc, sums: Sums, months: Months, with_goal: Range, all_of: Span) -> Span:
    block = months.month[0]
    before, after = sums.goal(all_of.start, block - 1), sums.goal(EOMONTH(all_of.end, 0) + 1, all_of.full_end)
    older = calc.line(Text("Goals before these months", "Objectifs antérieurs"), before, "money")
    later = calc.line(Text("Goals of months to come", "Objectifs des mois à venir"), after, "money")
    last = MAX(with_goal, IF(older > 0, EDATE(block, -1), 0))
    last_day = IF(last > 0, EOMONTH(MAX(last, EDATE(block, -1)), 0), all_of.start - 1)
    last_day = calc.line(Text("Last month ends", "Fin du dernier mois"), last_day, "date")
    return Span(
        calc.line(Text("From", "Du"), IF(older > 0, all_of.start, MAX(all_of.start, MIN(with_goal))), "date"),
        calc.line(Text("To", "Au"), IF(AND(last > 0, later > 0), all_of.end, MIN(all_of.end, last_day)), "date"),
        calc.line(Text("To the end", "Jusqu'à la fin"), IF(later > 0, all_of.full_end, last_day), "date"),
    )
