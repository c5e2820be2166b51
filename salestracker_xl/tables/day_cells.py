"""One cell read as a day, in English or French, whichever way it is written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.tables.number_cells import BLANK_WORDS, EXCEL_ERRORS

FIRST_YEAR, LAST_YEAR = 1990, 2100
EPOCH = dt.date(1970, 1, 1).toordinal()
EXCEL_EPOCH = dt.date(1899, 12, 30).toordinal()
NOWHERE = np.iinfo(np.int64).min


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
TIME = r"(?i)(?:\s*[T,]\s*|\s+(?:at|à|-)?\s*)\d{1,2}(?:[:h]\d{2}|\s?[ap]\.?m\b).*$|T\d{4,6}.*$|(?:Z|[+-]\d\d:\d\d)$"
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
FIRST_SERIAL = dt.date(FIRST_YEAR, 1, 1).toordinal() - EXCEL_EPOCH
LAST_SERIAL = dt.date(LAST_YEAR, 12, 31).toordinal() - EXCEL_EPOCH


@dataclass(frozen=True, slots=True)
class DayCell:
    """A cell read by itself: a day since 1970, a problem, or day, month and year in an order yet to be decided."""

    day: int = NOWHERE
    problem: int = 0
    parts: tuple[int, int, int] | None = None
    month_only: bool = False


def month_named(text: str) -> int | None:
    """Give the month, 1 to 12, that a cell names without a year.

    >>> month_named("Févr."), month_named("March"), month_named("March 2026")
    (2, 3, None)
    """
    return _MONTHS.get(text.rstrip(".").lower())


def months_across(cells: Sequence[str]) -> dict[int, np.datetime64]:
    """Give the places of the cells of a row that are months, or first days of months, with those months.

    Where both orders of day and month are possible, it is the one in which every day is a first.

    >>> months_across(["Rep", "01/03/2026", "01/04/2026", "May 2026", "12"])
    {1: np.datetime64('2026-03'), 2: np.datetime64('2026-04'), 3: np.datetime64('2026-05')}
    """
    read = {place: read_day_cell(re.sub(TIME, "", cell.strip())) for place, cell in enumerate(cells)}
    open_ones = [cell.parts for cell in read.values() if cell.parts]
    day_first = all(first == 1 for first, _, _ in open_ones)
    found = {}
    for place, cell in read.items():
        if cell.parts:
            first, second, year = cell.parts
            cell = day_of(year, second, first) if day_first else day_of(year, first, second)
        if cell.day != NOWHERE and not _SERIAL.fullmatch(cells[place].strip()):
            day = np.datetime64(cell.day, "D")
            if day == day.astype("M8[M]"):
                found[place] = day.astype("M8[M]")
    return found


def looks_like_date(text: str) -> bool:
    """Tell whether a cell holds a day that is written as one.

    >>> looks_like_date("12 mars 2024 à 10:30"), looks_like_date("2024-03-12T10:30:00Z"), looks_like_date("March")
    (True, True, False)
    """
    cell = read_day_cell(re.sub(TIME, "", text.strip()))
    return (
        cell.day != NOWHERE or cell.parts is not None or cell.problem == DayProblem.IMPOSSIBLE
    ) and not cell.month_only


def read_day_cell(text: str) -> DayCell:
    """Read one trimmed cell without its time."""
    if text.lower() in BLANK_WORDS:
        return DayCell()
    if text.startswith("#") and EXCEL_ERRORS.fullmatch(text):
        return DayCell(problem=DayProblem.EXCEL_ERROR)
    if found := _BIG_FIRST.fullmatch(text):
        return day_of(int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.fullmatch(text):
        return day_of(*map(int, found.groups()))
    if found := _NUMERIC.fullmatch(text):
        return _either_way(int(found[1]), int(found[3]), _year(found[4]))
    if found := _SERIAL.fullmatch(text):
        return _from_serial(int(found[1]))
    words = _read_words(text)  # first as it stands: "mar" is a month in English and a day of the week in French
    if words.problem != DayProblem.NOT_A_DATE:
        return words
    rest = _WEEKDAY.sub("", text)
    return words if rest == text else _read_words(rest)


def _read_words(text: str) -> DayCell:
    """Read a date with the name of a month, in English or French."""
    if found := _DAY_FIRST.fullmatch(text):
        return day_of(_year(found[3]), _MONTHS[found[2].lower()], int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return day_of(_year(found[3]), _MONTHS[found[1].lower()], int(found[2]))
    if found := _YEAR_NAME.fullmatch(text):
        return day_of(int(found[1]), _MONTHS[found[2].lower()], int(found[3]))
    for pattern in _MONTH_ONLY:
        if found := pattern.fullmatch(text):
            named = found.groupdict()
            month = _MONTHS[named["name"].lower()] if named.get("name") else int(named["month"])
            return replace(day_of(_year(named["year"]), month, 1), month_only=True)
    return DayCell(problem=DayProblem.NOT_A_DATE)


def _year(digits: str) -> int:
    year = int(digits.lstrip("'"))
    return year if year > 99 else year + (2000 if year < 69 else 1900)  # the pivot of POSIX


def day_of(year: int, month: int, day: int) -> DayCell:
    """Give a day of the calendar, or why it is none."""
    try:
        ordinal = dt.date(year, month, day).toordinal()
    except ValueError:
        return DayCell(problem=DayProblem.IMPOSSIBLE)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return DayCell(problem=DayProblem.OUT_OF_RANGE)
    return DayCell(ordinal - EPOCH)


def _either_way(first: int, second: int, year: int) -> DayCell:
    if first == second:
        return day_of(year, second, first)
    if max(first, second) > 31 or min(first, second) > 12 or not min(first, second):
        return DayCell(problem=DayProblem.IMPOSSIBLE)
    return DayCell(parts=(first, second, year))


def _from_serial(serial: int) -> DayCell:
    if not FIRST_SERIAL <= serial <= LAST_SERIAL:
        return DayCell(problem=DayProblem.OUT_OF_RANGE)
    return DayCell(serial + EXCEL_EPOCH - EPOCH)
