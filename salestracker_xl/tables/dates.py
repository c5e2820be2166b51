"""Days as people write them, and whether the day or the month stands first.

"03/04/2024" is two different days. Everything else is certain by itself; the order of day and month is decided over
the whole column, and a date that contradicts the order of its column is left unread.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salestracker_xl.language import Text
from salestracker_xl.tables.grid import Column
from salestracker_xl.tables.numbers import BLANK_WORDS, EXCEL_ERRORS

Order = Literal["dmy", "mdy", "ymd"]

FIRST_YEAR, LAST_YEAR = 1990, 2100
_EPOCH = dt.date(1970, 1, 1).toordinal()
_EXCEL_EPOCH = dt.date(1899, 12, 30).toordinal()
_NOWHERE = np.iinfo(np.int64).min

NOT_A_DATE = Text("not a date", "n'est pas une date")
AN_EXCEL_ERROR = Text("an Excel error", "une erreur d'Excel")
IMPOSSIBLE = Text("a day that does not exist", "un jour qui n'existe pas")
OUT_OF_RANGE = Text(
    f"a year outside {FIRST_YEAR} to {LAST_YEAR}", f"une année hors de {FIRST_YEAR} à {LAST_YEAR}"
)
AGAINST_THE_ORDER = Text(
    "contradicts the order of day and month in its column", "contredit l'ordre jour-mois de sa colonne"
)
A_WHOLE_MONTH = Text("a month where a day belongs", "un mois à la place d'un jour")
UNDECIDED = Text(
    "day or month first: the column holds both orders", "jour ou mois en premier : la colonne contient les deux ordres"
)
PROBLEMS = (NOT_A_DATE, AN_EXCEL_ERROR, IMPOSSIBLE, OUT_OF_RANGE, AGAINST_THE_ORDER, A_WHOLE_MONTH, UNDECIDED)
_NOT_A_DATE, _AN_EXCEL_ERROR, _IMPOSSIBLE, _OUT_OF_RANGE, _AGAINST, _A_WHOLE_MONTH, _UNDECIDED = range(1, 8)

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
_TIME = re.compile(
    r"""(?: \s*[T,]\s* | \s+ (?:at|à|-)?\s* ) \d{1,2} (?: [:hH]\d{2} | \s?[ap]\.?m\b ) .* $""", re.VERBOSE | re.I
)
_TIME_RE2 = r"(?i)(?:\s*[T,]\s*|\s+(?:at|à|-)?\s*)\d{1,2}(?:[:h]\d{2}|\s?[ap]\.?m\b).*$"
_BIG_FIRST = re.compile(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})Z?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})\s?([-/. ])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
_DAY_FIRST = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|er)?[\s.\-/]*(?:of\s+)?({_NAME})\.?[\s,.\-/]*(\d{{4}}|'?\d{{2}})", re.I)
_MONTH_FIRST = re.compile(rf"({_NAME})\.?[\s.\-/]*(\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*|[\s.\-/]+)(\d{{4}}|'?\d{{2}})", re.I)
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
    """The days of a column: `values` (datetime64[D], NaT where blank or unread), `problems` as places in PROBLEMS.

    `order` says how the dates are written (None where no cell leaves it open), `why` how that was decided.
    """

    values: np.ndarray
    problems: np.ndarray
    order: Order | None
    why: Text


@dataclass(frozen=True, slots=True)
class Habits:
    """What the rest of a file says about the order of day and month: an order and why, or None."""

    order: Order | None
    why: Text
