"""A breakdown by name over the last twelve months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.breakdown import figure_of
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import Months
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import EOMONTH, MIN, SUM
from salestracker_xl.workbook.live import Live, Range

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Heat:
    """Revenue of twelve months, oldest first: `columns[i]` has a row for each row of the breakdown."""

    month: Sequence[Live]
    columns: Sequence[Range]


def write_heat(calc: Calc, title: Text, sums: Sums, months: Months, dimension: str, names: Sequence[Live]) -> Heat:
    """Write the block, a row for each of `names`; the last of them is called what is left of the month's total."""
    first = len(months.month) - MONTHS
    month, total = list(months.month)[first:], list(months.revenue)[first:]
    calc.heading(title)
    calc.sheet.write(calc.row, 0, title, "header")
    heads = [calc.sheet.write(calc.row, at, start, "header", "month") for at, start in enumerate(month, start=1)]
    calc.row += 1
    calc.column(0, list(names))
    columns = []
    for at, (start, whole) in enumerate(zip(month, total, strict=True), start=1):
        span = (start, MIN(EOMONTH(start, 0), sums.period.as_of))
        own = calc.column(at, [figure_of(sums, dimension, name, "amount", span) for name in names[:-1]], "money")
        rest = calc.sheet.write(calc.row + len(own), at, whole - SUM(own), "money")
        cells = [*own, rest]
        block = calc.sheet.span(calc.row, at, calc.row + len(own), at)
        columns.append(Range(block, [cell.value for cell in cells], cells))
    calc.row += len(names)
    return Heat(heads, columns)
