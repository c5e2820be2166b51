"""Columns of days, and whether the day or the month stands first.

"03/04/2024" is two different days. Everything else is certain by itself; the order of day and month is decided over
the whole column, and a date that contradicts the order of its column is left unread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa

from salestracker_xl.language import Text
from salestracker_xl.tables import kernels
from salestracker_xl.tables.day_cells import (
    EPOCH,
    EXCEL_EPOCH,
    FIRST_SERIAL,
    FIRST_YEAR,
    LAST_SERIAL,
    LAST_YEAR,
    NOWHERE,
    TIME,
    DayCell,
    DayProblem,
    day_of,
    read_day_cell,
)
from salestracker_xl.tables.grid import Column
from salestracker_xl.tables.schema import Grain

Order = Literal["dmy", "mdy", "ymd"]

_MANY_STEPS = 8  # rows are in order by chance once in twenty thousand times


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """The days of a column: `values` (datetime64[D], NaT where blank or unread), `problems` (0, or a DayProblem).

    `order` says how the dates are written (None where no cell leaves it open), `why` how that was decided.
    """

    values: np.ndarray
    problems: np.ndarray
    order: Order | None
    why: Text


@dataclass(frozen=True, slots=True)
class Habit:
    """What the rest of a file says about the order of day and month, and why."""

    order: Order
    why: Text


NO_HABIT = Habit(
    "mdy",
    Text("a guess: nothing in the file tells day from month", "une supposition : rien ne distingue le jour du mois"),
)


def no_habit() -> Habit:
    """Say that a file tells nothing about the order of day and month."""
    return NO_HABIT


def read_days(
    column: Column, grain: Grain = "day", habit: Callable[[], Habit] = no_habit, serial_shift: int = 0
) -> Days:
    """Read a column of days; times and zones are left off, so that the day is the one that stands in the file.

    With the grain "month", a month stands for its first day. `habit` is asked for the order of day and month where
    neither the dates themselves nor the order of many rows tell. `serial_shift` is added to numbers that count days.
    """
    values = np.full(len(column), NOWHERE)
    problems = np.zeros(len(column), np.int8)
    waiting = column.filled
    if column.days is not None:
        known = ~np.isnat(column.days)
        values[known], problems[known] = _in_range(column.days[known].astype("datetime64[D]").astype(np.int64))
        waiting &= ~known
    if column.numbers is not None:
        counted = waiting & np.isfinite(column.numbers)
        values[counted], problems[counted] = _from_counts(column.numbers[counted], serial_shift)
        waiting &= ~counted
    rows = np.flatnonzero(waiting)
    if not len(rows):
        return Days(
            values.view("datetime64[D]"), problems, None, Text("the file holds days", "le fichier donne des jours")
        )
    places, cells = _distinct_cells(kernels.chosen(column.text, waiting), grain)
    decision = _decide(cells, places, habit)
    settled = [_settle(cell, decision) for cell in cells]
    values[rows] = np.array([cell.day for cell in settled])[places]
    problems[rows] = np.array([cell.problem for cell in settled], np.int8)[places]
    return Days(values.view("datetime64[D]"), problems, decision.order, decision.why)


def _distinct_cells(text: pa.Array, grain: Grain) -> tuple[np.ndarray, list[DayCell]]:
    """Read every distinct date once; give also where each row finds its own."""
    trimmed = kernels.trimmed(text)
    days = kernels.without(trimmed, TIME) if kernels.matches(trimmed, TIME).any() else trimmed
    places, written = kernels.encoded(days)
    cells = [read_day_cell(cell) for cell in written]
    if grain == "day":
        cells = [DayCell(problem=DayProblem.WHOLE_MONTH) if cell.month_only else cell for cell in cells]
    return places, cells


def _in_range(days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    first, last = FIRST_SERIAL + EXCEL_EPOCH - EPOCH, LAST_SERIAL + EXCEL_EPOCH - EPOCH
    inside = (days >= first) & (days <= last)
    return np.where(inside, days, NOWHERE), np.where(inside, 0, DayProblem.OUT_OF_RANGE).astype(np.int8)


def _from_counts(numbers: np.ndarray, serial_shift: int) -> tuple[np.ndarray, np.ndarray]:
    """Read numbers as Excel serials, or as yyyymmdd where they have eight digits."""
    compact = (numbers >= FIRST_YEAR * 10_000) & (numbers < (LAST_YEAR + 1) * 10_000)
    serials = np.where(compact, 0, np.clip(numbers, -1e7, 1e7)).astype(np.int64) + serial_shift
    days, problems = _in_range(serials + EXCEL_EPOCH - EPOCH)
    written, places = np.unique(numbers[compact].astype(np.int64), return_inverse=True)
    cells = [day_of(number // 10_000, number // 100 % 100, number % 100) for number in written.tolist()]
    days[compact] = np.array([cell.day for cell in cells], np.int64)[places]
    problems[compact] = np.array([cell.problem for cell in cells], np.int8)[places]
    return days, problems


def _settle(cell: DayCell, decision: _Decision) -> DayCell:
    """Read a cell whose order was open as the decision on its column says."""
    if cell.parts is None:
        return cell
    first, second, year = cell.parts
    order = decision.order or ("dmy" if first > 12 else "mdy" if second > 12 else None)
    if order is None:
        return DayCell(problem=DayProblem.UNDECIDED)
    month, day = (second, first) if order == "dmy" else (first, second)
    return DayCell(problem=DayProblem.AGAINST_THE_ORDER) if month > 12 else day_of(year, month, day)


@dataclass(frozen=True, slots=True)
class _Decision:
    order: Order | None
    why: Text


def _decide(cells: Sequence[DayCell], places: np.ndarray, habit: Callable[[], Habit]) -> _Decision:
    """Say how the dates of a column are written."""
    counts = np.bincount(places, minlength=len(cells))
    open_cells = [(cell.parts, int(count)) for cell, count in zip(cells, counts, strict=True) if cell.parts]
    if not open_cells:
        return _Decision("ymd", Text("no date leaves it open", "aucune date ne laisse de doute"))
    day_first = sum(count for (first, _, _), count in open_cells if first > 12)
    month_first = sum(count for (_, second, _), count in open_cells if second > 12)
    if day_first or month_first:
        return _decide_by_majority(day_first, month_first)
    by_rows, steps = _decide_by_rows(cells, places)
    if by_rows and steps >= _MANY_STEPS:
        return by_rows
    usual = habit()
    return by_rows if by_rows and usual is NO_HABIT else _Decision(usual.order, usual.why)


def _decide_by_majority(day_first: int, month_first: int) -> _Decision:
    count, against = max(day_first, month_first), min(day_first, month_first)
    if count < 2 * against or count == against:
        return _Decision(
            None,
            Text(
                "{a} dates have the day first, {b} the month", "{a} dates commencent par le jour, {b} par le mois"
            ).format(a=day_first, b=month_first),
        )
    one = Text("1 date can be read in no other way", "1 date ne peut se lire autrement")
    many = Text("{n} dates can be read in no other way", "{n} dates ne peuvent se lire autrement").format(n=count)
    why = one if count == 1 else many
    return _Decision("dmy" if day_first > month_first else "mdy", why)


def _decide_by_rows(cells: Sequence[DayCell], places: np.ndarray) -> tuple[_Decision | None, int]:
    """See in which reading the rows stand in the order of their days, and how many steps from row to row say so."""
    day_first, steps = _share_in_order(cells, places, "dmy")
    month_first, _ = _share_in_order(cells, places, "mdy")
    if max(day_first, month_first) < 0.95 or abs(day_first - month_first) < 0.05:
        return None, steps
    order: Order = "dmy" if day_first > month_first else "mdy"
    why = Text("the rows stand in the order of their dates", "les lignes se suivent dans l'ordre de leurs dates")
    return _Decision(order, why), steps


def _share_in_order(cells: Sequence[DayCell], places: np.ndarray, order: Order) -> tuple[float, int]:
    """Give the share of steps from row to row that go the way of most steps, and the number of steps."""
    days = np.array([_settle(cell, _Decision(order, NO_HABIT.why)).day for cell in cells])[places]
    steps = np.diff(days[days != NOWHERE])
    steps = steps[steps != 0]
    if len(steps) < 2:
        return 0.0, len(steps)
    return float(max((steps > 0).mean(), (steps < 0).mean())), len(steps)
