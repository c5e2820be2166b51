"""Totals that must agree, and how many of them do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salestracker_xl.language import Text
from salestracker_xl.workbook.figures.agreements import Pair, agreements
from salestracker_xl.workbook.figures.breakdown import CENT, HELD, Breakdown, RepGoals
from salestracker_xl.workbook.figures.calc import Calc
from salestracker_xl.workbook.figures.months import Months
from salestracker_xl.workbook.figures.sums import Sums
from salestracker_xl.workbook.formulas import ABS, IF, ROUND, SUM
from salestracker_xl.workbook.live import Live, Range


@dataclass(frozen=True, slots=True)
class Check:
    """A pair as it stands on Calc: `difference` of the two figures, `is_off` 1 where somebody must look."""

    pair: Pair
    left: Live
    right: Live
    difference: Live
    is_off: Live


@dataclass(frozen=True, slots=True)
class Checks:
    """Every check, and how many of them somebody must look at."""

    all: Sequence[Check]
    off: Live


def write_checks(
    calc: Calc, sums: Sums, months: Months, parts: Mapping[str, Breakdown], rep_goals: RepGoals | None
) -> Checks:
    """Write the block of checks."""
    book = calc.sheet.book
    calc.heading(Text("Checks", "Contrôles"))
    calc.header(
        [
            Text("What must agree", "Ce qui doit concorder"),
            Text("First figure", "Premier chiffre"),
            Text("Second figure", "Second chiffre"),
            Text("Difference", "Écart"),
            Text("To look at", "À vérifier"),
        ]
    )
    first = calc.row
    found = [_written(calc, pair) for pair in agreements(book.tracker, book, sums, months, parts, rep_goals)]
    cells = Range(calc.sheet.span(first, 4, calc.row - 1, 4), [check.is_off.value for check in found])
    return Checks(found, calc.line(Text("Checks to look at", "Contrôles à regarder"), SUM(cells), "count"))


def _written(calc: Calc, pair: Pair) -> Check:
    sheet, row = calc.sheet, calc.row
    sheet.write(row, 0, pair.what, "quiet")
    left, right = sheet.write(row, 1, pair.left, pair.style), sheet.write(row, 2, pair.right, pair.style)
    apart = IF(left.equals(right), 0, 1) if pair.style == "text" else _apart(left, right)
    difference = sheet.write(row, 3, apart, "count" if pair.style == "text" else pair.style)
    wrong = 1 if pair.typed is None else IF(pair.typed > 0, 0, 1)
    is_off = sheet.write(row, 4, IF(ABS(difference) < CENT, 0, wrong), "count")
    calc.row += 1
    return Check(pair, left, right, difference, is_off)


def _apart(left: Live, right: Live) -> Live:
    """The difference of two sums, 0 where it lies in digits that sums of their size do not hold."""
    return IF(ABS(left - right) * HELD < ABS(left), 0, ROUND(left - right, 2))
