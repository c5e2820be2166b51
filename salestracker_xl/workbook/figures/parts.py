"""The revenue of the chosen period by a column of Sales that no filter is about, alone and crossed with regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.breakdown import OTHERS, Breakdown, if_chosen, write_figures_of
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import REVENUE, YEAR_BEFORE
from salestracker_xl.workbook.figures.sums import Sums, exactly
from salestracker_xl.workbook.formulas import ROUND, SUM
from salestracker_xl.workbook.live import Live, Range

DUST = 6  # digits after the point that are more than what a subtraction leaves


@dataclass(frozen=True, slots=True)
class Parts:
    """One row for each name, and a last one for all that has no row of its own."""

    name: Range
    revenue: Range
    before: Range


@dataclass(frozen=True, slots=True)
class Crossing:
    """Revenue of parts (rows, as in the block that they come from) by region (`columns`), the last one the rest."""

    head: Sequence[Live]
    columns: Sequence[Range]


def write_parts(calc: Calc, sums: Sums, dimension: str, title: Text, names: Sequence[str]) -> Parts:
    """Write the revenue of the chosen period and of the year before, a row for each of `names`."""
    calc.heading(title)
    calc.header((title, REVENUE, YEAR_BEFORE))
    name, period = calc.column(0, [*names, OTHERS]), sums.period
    now, before = (period.start, period.end), (period.start_before, period.end_before)
    parts = Parts(
        name,
        write_figures_of(calc, sums, dimension, name, 1, "amount", now, "money"),
        write_figures_of(calc, sums, dimension, name, 2, "amount", before, "money"),
    )
    calc.row += len(name)
    return parts


def write_crossing(
    calc: Calc, title: Text, sums: Sums, dimension: str, parts: Parts, regions: Breakdown, most: int
) -> Crossing:
    """Write the block; what the first `most` regions and the rows leave stands in the last column and the last row."""
    names, places = list(parts.name), list(regions.name)[:-1][:most]
    brief = list(regions.brief)[: len(places)]  # in full a long name would need a header of many lines
    span = (sums.period.start, sums.period.end)
    calc.heading(title)
    calc.sheet.write(calc.row, 0, title, "header")
    head = [calc.sheet.write(calc.row, at, place, "header") for at, place in enumerate([*brief, OTHERS], start=1)]
    calc.row += 1
    calc.column(0, names)
    columns = []
    for at, place in enumerate(places):
        own = [_crossed(sums, dimension, name, place, span) for name in names[:-1]]
        columns.append(_column(calc, at + 1, own, regions.revenue[at]))
    rows = [[column[row] for column in columns] for row in range(len(names))]
    left = [ROUND(whole - SUM(*cells), DUST) for whole, cells in zip(parts.revenue, rows, strict=True)]
    columns.append(calc.column(len(places) + 1, left, "money"))
    calc.row += len(names)
    return Crossing(head, columns)


def _crossed(sums: Sums, dimension: str, name: Live, place: Live, span: tuple[Live, Live]) -> Live:
    criteria = {dimension: exactly(name), "region": exactly(place)}
    return if_chosen(sums, place, sums.sales("amount", *span, **criteria), "region")


def _column(calc: Calc, col: int, own: list[Live], whole: Live) -> Range:
    """Write the cells and below them what they leave of the whole."""
    cells = calc.column(col, own, "money")
    rest = calc.sheet.write(calc.row + len(own), col, ROUND(whole - SUM(cells), DUST), "money")
    block = calc.sheet.span(calc.row, col, calc.row + len(own), col)
    return Range(block, [*(cell.value for cell in cells), rest.value], [*cells, rest])
