"""The chosen period by region and by rep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.goal_span import Span
from salestracker_xl.workbook.figures.months import GOAL, REVENUE, YEAR_BEFORE
from salestracker_xl.workbook.figures.sums import ANYTHING, Sums, exactly, goal_to_date
from salestracker_xl.workbook.formulas import IF, NA, SUM
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.values import ExcelError, as_number

CENT = 0.005  # what is less is a rounding of sums
HELD = 10**14  # units of its last digit that are left of a sum: numbers hold 15, and additions may cost one
LONGEST_BRIEF, KEPT_END = 20, 6  # letters of a name beside a bar or in a sentence of the dashboard, and of its end
OTHERS = Text("Others / not given", "Autres / non renseigné")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One row for each name, and a last one for all that has no row of its own, so that columns add up to totals.

    `brief` are the names as they have room on the dashboard.
    """

    name: Range
    brief: Range
    revenue: Range
    before: Range
    orders: Range
    new_customers: Range

    @property
    def rows_to_show(self) -> int:
        """All rows, or all but the last when there is not a cent in it; where it is unknown, it is shown as such."""
        return len(self.name) - (not any(map(_has_a_rest, (self.revenue, self.before))))


def _has_a_rest(cells: Range) -> bool:
    *named, rest = (cell.value for cell in cells)
    if isinstance(rest, ExcelError):
        return True
    whole = sum(abs(as_number(value)) for value in named if not isinstance(value, ExcelError))
    return abs(as_number(rest)) >= max(CENT, whole / HELD)


@dataclass(frozen=True, slots=True)
class RepGoals:
    """Beside the breakdown by rep, without its last row: goal, goal to date and attainment (#N/A without a goal).

    `judged` is the revenue of the months with a goal, `brief` the names as they have room on the dashboard.
    """

    name: Range
    brief: Range
    judged: Range
    goal: Range
    goal_to_date: Range
    attainment: Range


def write_breakdown(calc: Calc, sums: Sums, dimension: str, title: Text, names: Sequence[str]) -> Breakdown:
    """Write the chosen period by one dimension of Sales, a row for each of `names`."""
    calc.heading(title)
    calc.header((title, REVENUE, YEAR_BEFORE, Text("Orders", "Commandes"), Text("New customers", "Nouveaux clients")))
    name = calc.column(0, [*names, OTHERS])
    period = sums.period
    now, before = (period.start, period.end), (period.start_before, period.end_before)
    spans = (
        ("amount", now, "money"),
        ("amount", before, "money"),
        ("orders", now, "count"),
        ("new_customers", now, "count"),
    )
    columns = [write_figures_of(calc, sums, dimension, name, col, *span) for col, span in enumerate(spans, start=1)]
    brief = _brief_column(calc, len(spans) + 1, name, names)
    calc.row += len(name)
    return Breakdown(name, brief, *columns)


def brief_name(name: str) -> str:
    """A name with its middle left out where it is long: names that differ mostly differ at an end.

    >>> brief_name("Rhône"), brief_name("Provence-Alpes-Côte d'Azur, region 14")
    ('Rhône', 'Provence-Alpe…ion 14')
    """
    kept = LONGEST_BRIEF - KEPT_END - 1
    return name if len(name) <= LONGEST_BRIEF else f"{name[:kept]}…{name[-KEPT_END:]}"


def _brief_column(calc: Calc, col: int, name: Range, names: Sequence[str]) -> Range:
    """The names themselves where all are short, else a column of brief ones."""
    if max(map(len, names), default=0) <= LONGEST_BRIEF:
        return name
    return calc.column(col, [*map(brief_name, names), OTHERS])


def write_figures_of(
    calc: Calc, sums: Sums, dimension: str, name: Range, col: int, field: str, span: tuple[Live, Live], style: str
) -> Range:
    """Write a column of Sales between two days for each of the names, and in the last row what is left of the total."""
    own = list(name)[:-1]
    cells = [figure_of(sums, dimension, cell, field, span) for cell in own]
    shown = calc.column(col, cells, style) if cells else None
    total = sums.sales(field, *span)
    rest = total - SUM(shown) if shown is not None else total
    last = calc.sheet.write(calc.row + len(own), col, rest, style)
    return _with_last(calc, col, shown, last)


def write_rep_goals(calc: Calc, sums: Sums, reps: Breakdown, span: Span) -> RepGoals | None:
    """Write goal and attainment of each rep; None when the data names no rep."""
    own = list(reps.name)[:-1]
    if not own:
        return None
    calc.heading(Text("Goals by rep", "Objectifs par commercial"))
    calc.header(
        (
            Text("Rep", "Commercial"),
            Text("Revenue of the months with a goal", "Chiffre d'affaires des mois avec objectif"),
            GOAL,
            Text("Goal to date", "Objectif à date"),
            Text("Attainment", "Taux d'atteinte"),
        )
    )
    name = calc.column(0, own)
    brief = name if reps.brief is reps.name else reps.brief.head(len(own))
    judged = [figure_of(sums, "rep", rep, "amount", (span.start, span.end)) for rep in own]
    revenue = calc.column(1, judged, "money")
    period = sums.period
    goal = calc.column(
        2, [if_chosen(sums, rep, sums.goal(period.start, period.full_end, exactly(rep))) for rep in own], "money"
    )
    to_date = calc.column(
        3, [if_chosen(sums, rep, goal_to_date(sums, period.start, period.end, exactly(rep))) for rep in own], "money"
    )
    attainment = calc.column(4, [IF(g > 0, r / g, NA()) for r, g in zip(revenue, goal, strict=True)], "rate")
    calc.row += len(own)
    return RepGoals(name, brief, revenue, goal, to_date, attainment)


def figure_of(sums: Sums, dimension: str, name: Live, field: str, span: tuple[Live, Live]) -> Live:
    """A column of Sales between two days for one name of a dimension; 0 where the filter chooses another name."""
    return if_chosen(sums, name, sums.sales(field, *span, **{dimension: exactly(name)}), dimension)


def if_chosen(sums: Sums, name: Live, figure: Live, dimension: str = "rep") -> Live:
    """The figure, or 0 when the filter of the same dimension chooses another name; not every dimension has a filter."""
    if dimension not in sums.criteria:
        return figure
    chosen = sums.inputs.filters[dimension]
    criterion = sums.criteria[dimension]
    return IF(criterion.equals(ANYTHING), figure, IF(chosen.equals(name), figure, 0))


def _with_last(calc: Calc, col: int, shown: Range | None, last: Live) -> Range:
    cells = [*(shown or ()), last]
    first, end = calc.row, calc.row + len(cells) - 1
    return Range(calc.sheet.span(first, col, end, col), [cell.value for cell in cells], cells)
