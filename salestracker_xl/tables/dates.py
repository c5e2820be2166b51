"""Days as people write them, and whether the day or the month stands first.

"03/04/2024" is two different days. Everything else is certain by itself; the order of day and month is decided over
the whole column, and a date that contradicts the order of its column is left unread.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Literal

import numpy as np
import pyarrow as pa

from salestracker_xl.language import Text
from salestracker_xl.tables import kernels
from salestracker_xl.tables.grid import Column
from salestracker_xl.tables.numbers import BLANK_WORDS, EXCEL_ERRORS
from salestracker_xl.tables.schema import Grain

Order = Literal["dmy", "mdy", "ymd"]

FIRST_YEAR, LAST_YEAR = 1990, 2100
_EPOCH = dt.date(1970, 1, 1).toordinal()
_EXCEL_EPOCH = dt.date(1899, 12, 30).toordinal()
_MANY_STEPS = 8  # rows are in order by chance once in twenty thousand times
_NOWHERE = np.iinfo(np.int64).min


class DayProblem(IntEnum):
    """Why a cell gives no day."""

    NOT_A_DATE = 1
    EXCEL_ERROR = 2
    IMPOSSIBLE = 3
    OUT_OF_RANGE = 4
    AGAINST_THE_ORDER = 5
    WHOLE_MONTH = 6
    UNDECIDED = 7


DAY_PROBLEMS = {
    DayProblem.NOT_A_DATE: Text("not a date", "n'est pas une date"),
    DayProblem.EXCEL_ERROR: Text("an Excel error", "une erreur d'Excel"),
    DayProblem.IMPOSSIBLE: Text("a day that does not exist", "un jour qui n'existe pas"),
    DayProblem.OUT_OF_RANGE: Text(
        f"a year outside {FIRST_YEAR} to {LAST_YEAR}", f"une année hors de {FIRST_YEAR} à {LAST_YEAR}"
    ),
    DayProblem.AGAINST_THE_ORDER: Text(
        "contradicts the order of day and month in its column", "contredit l'ordre jour-mois de sa colonne"
    ),
    DayProblem.WHOLE_MONTH: Text("a month where a day belongs", "un mois là où l'on attend un jour"),
    DayProblem.UNDECIDED: Text(
        "day or month first: the column holds both orders", "jour ou mois en tête : la colonne contient les deux ordres"
    ),
}

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fev fevr février févr fév",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug août aout aoû",
            "september sep sept septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec décembre decembre déc",
        ),
        start=1,
    )
    for name in names.split()
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_NAME = (
    "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    "(?:lun|mar|mer|jeu|ven|sam|dim)|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
)
_WEEKDAY = re.compile(rf"^(?:{_DAY_NAME})\.?,?\s+(?:le\s+)?", re.I)
# Python and RE2 both read this: a time, and whatever zone follows it, at the end of a date
_TIME = r"(?i)(?:\s*[T,]\s*|\s+(?:at|à|-)?\s*)\d{1,2}(?:[:h]\d{2}|\s?[ap]\.?m\b).*$|T\d{4,6}.*$|(?:Z|[+-]\d\d:\d\d)$"
_BIG_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
_DAY_FIRST = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er)?[\s.\-/]*(?:of\s+)?({_NAME})\.?[\s,.\-/]*(\d{{4}}|'?\d{{2}})", re.I
)
_MONTH_FIRST = re.compile(
    rf"({_NAME})\.?[\s.\-/]*(\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|[\s.\-/]+)(\d{{4}}|'?\d{{2}})", re.I
)
_YEAR_NAME = re.compile(rf"(\d{{4}})[\s.\-/]*({_NAME})\.?[\s.\-/]*(\d{{1,2}})", re.I)
_MONTH_ONLY = (
    re.compile(rf"(?P<name>{_NAME})\.?[\s,.\-/]*(?P<year>\d{{4}}|'\d{{2}}|\d{{2}})", re.I),
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})"),
    re.compile(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})"),
)
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_FIRST_SERIAL = dt.date(FIRST_YEAR, 1, 1).toordinal() - _EXCEL_EPOCH
_LAST_SERIAL = dt.date(LAST_YEAR, 12, 31).toordinal() - _EXCEL_EPOCH


@dataclass(frozen=True, slots=True)
class _Day:
    """A cell read by itself: a day since 1970, a problem, or day, month and year in an order yet to be decided."""

    day: int = _NOWHERE
    problem: int = 0
    parts: tuple[int, int, int] | None = None
    month_only: bool = False


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


def looks_like_date(text: str) -> bool:
    """Tell whether a cell holds a day that is written as one.

    >>> looks_like_date("12 mars 2024 à 10:30"), looks_like_date("2024-03-12T10:30:00Z"), looks_like_date("March")
    (True, True, False)
    """
    cell = _read_cell(re.sub(_TIME, "", text.strip()))
    return (
        cell.day != _NOWHERE or cell.parts is not None or cell.problem == DayProblem.IMPOSSIBLE
    ) and not cell.month_only


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
    values = np.full(len(column), _NOWHERE)
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


def _distinct_cells(text: pa.Array, grain: Grain) -> tuple[np.ndarray, list[_Day]]:
    """Read every distinct date once; give also where each row finds its own."""
    trimmed = kernels.trimmed(text)
    days = kernels.without(trimmed, _TIME) if kernels.matches(trimmed, _TIME).any() else trimmed
    places, written = kernels.encoded(days)
    cells = [_read_cell(cell) for cell in written]
    if grain == "day":
        cells = [_Day(problem=DayProblem.WHOLE_MONTH) if cell.month_only else cell for cell in cells]
    return places, cells


def _read_cell(text: str) -> _Day:
    if text.lower() in BLANK_WORDS:
        return _Day()
    if EXCEL_ERRORS.fullmatch(text):
        return _Day(problem=DayProblem.EXCEL_ERROR)
    if found := _BIG_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.fullmatch(text):
        return _day(*map(int, found.groups()))
    if found := _NUMERIC.fullmatch(text):
        return _either_way(int(found[1]), int(found[3]), _year(found[4]))
    if found := _SERIAL.fullmatch(text):
        return _from_serial(int(found[1]))
    words = _read_words(text)  # first as it stands: "mar" is a month in English and a day of the week in French
    return words if words.problem != DayProblem.NOT_A_DATE else _read_words(_WEEKDAY.sub("", text))


def _read_words(text: str) -> _Day:
    """Read a date with the name of a month, in English or French."""
    if found := _DAY_FIRST.fullmatch(text):
        return _day(_year(found[3]), _MONTHS[found[2].lower()], int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(_year(found[3]), _MONTHS[found[1].lower()], int(found[2]))
    if found := _YEAR_NAME.fullmatch(text):
        return _day(int(found[1]), _MONTHS[found[2].lower()], int(found[3]))
    for pattern in _MONTH_ONLY:
        if found := pattern.fullmatch(text):
            named = found.groupdict()
            month = _MONTHS[named["name"].lower()] if named.get("name") else int(named["month"])
            return replace(_day(_year(named["year"]), month, 1), month_only=True)
    return _Day(problem=DayProblem.NOT_A_DATE)


def _year(digits: str) -> int:
    year = int(digits.lstrip("'"))
    return year if year > 99 else year + (2000 if year < 69 else 1900)  # the pivot of POSIX


def _day(year: int, month: int, day: int) -> _Day:
    try:
        ordinal = dt.date(year, month, day).toordinal()
    except ValueError:
        return _Day(problem=DayProblem.IMPOSSIBLE)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _Day(problem=DayProblem.OUT_OF_RANGE)
    return _Day(ordinal - _EPOCH)


def _either_way(first: int, second: int, year: int) -> _Day:
    if first == second:
        return _day(year, second, first)
    if max(first, second) > 31 or min(first, second) > 12 or not min(first, second):
        return _Day(problem=DayProblem.IMPOSSIBLE)
    return _Day(parts=(first, second, year))


def _from_serial(serial: int) -> _Day:
    if not _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        return _Day(problem=DayProblem.OUT_OF_RANGE)
    return _Day(serial + _EXCEL_EPOCH - _EPOCH)


def _in_range(days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    first, last = _FIRST_SERIAL + _EXCEL_EPOCH - _EPOCH, _LAST_SERIAL + _EXCEL_EPOCH - _EPOCH
    inside = (days >= first) & (days <= last)
    return np.where(inside, days, _NOWHERE), np.where(inside, 0, DayProblem.OUT_OF_RANGE).astype(np.int8)


def _from_counts(numbers: np.ndarray, serial_shift: int) -> tuple[np.ndarray, np.ndarray]:
    """Read numbers as Excel serials, or as yyyymmdd where they have eight digits."""
    compact = (numbers >= FIRST_YEAR * 10_000) & (numbers < (LAST_YEAR + 1) * 10_000)
    serials = np.where(compact, 0, np.clip(numbers, -1e7, 1e7)).astype(np.int64) + serial_shift
    days, problems = _in_range(serials + _EXCEL_EPOCH - _EPOCH)
    for row in np.flatnonzero(compact):
        number = int(numbers[row])
        cell = _day(number // 10_000, number // 100 % 100, number % 100)
        days[row], problems[row] = cell.day, cell.problem
    return days, problems


def _settle(cell: _Day, decision: _Decision) -> _Day:
    """Read a cell whose order was open as the decision on its column says."""
    if cell.parts is None:
        return cell
    first, second, year = cell.parts
    order = decision.order or ("dmy" if first > 12 else "mdy" if second > 12 else None)
    if order is None:
        return _Day(problem=DayProblem.UNDECIDED)
    month, day = (second, first) if order == "dmy" else (first, second)
    return _Day(problem=DayProblem.AGAINST_THE_ORDER) if month > 12 else _day(year, month, day)


@dataclass(frozen=True, slots=True)
class _Decision:
    order: Order | None
    why: Text


def _decide(cells: Sequence[_Day], places: np.ndarray, habit: Callable[[], Habit]) -> _Decision:
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


def _decide_by_rows(cells: Sequence[_Day], places: np.ndarray) -> tuple[_Decision | None, int]:
    """See in which reading the rows stand in the order of their days, and how many steps from row to row say so."""
    day_first, steps = _share_in_order(cells, places, "dmy")
    month_first, _ = _share_in_order(cells, places, "mdy")
    if max(day_first, month_first) < 0.95 or abs(day_first - month_first) < 0.05:
        return None, steps
    order: Order = "dmy" if day_first > month_first else "mdy"
    why = Text("the rows stand in the order of their dates", "les lignes se suivent dans l'ordre de leurs dates")
    return _Decision(order, why), steps


def _share_in_order(cells: Sequence[_Day], places: np.ndarray, order: Order) -> tuple[float, int]:
    """Give the share of steps from row to row that go the way of most steps, and the number of steps."""
    days = np.array([_settle(cell, _Decision(order, NO_HABIT.why)).day for cell in cells])[places]
    steps = np.diff(days[days != _NOWHERE])
    steps = steps[steps != 0]
    if len(steps) < 2:
        return 0.0, len(steps)
    return float(max((steps > 0).mean(), (steps < 0).mean())), len(steps)
