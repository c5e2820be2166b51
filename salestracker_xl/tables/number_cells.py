"""One cell read as a number, in whichever style it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from salestracker_xl.language import Text
from salestracker_xl.tables.currencies import CURRENCY_MARKS, currency_of

NumberKind = Literal["money", "number", "rate"]
Mark = Literal[".", ","]

BLANK_WORDS = frozenset(("-", "–", "—", "n/a", "na", "null", "none", "nan", "nd", "n.d.", "s/o", "#"))
EXCEL_ERRORS = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|VALEUR!|NOM\?|NUL!|NOMBRE!)", re.I
)


class NumberProblem(IntEnum):
    """Why a cell gives no number."""

    NOT_A_NUMBER = 1
    EXCEL_ERROR = 2
    PERCENTAGE = 3
    UNDECIDED = 4


NUMBER_PROBLEMS = {
    NumberProblem.NOT_A_NUMBER: Text("not a number", "n'est pas un nombre"),
    NumberProblem.EXCEL_ERROR: Text("an Excel error", "une erreur d'Excel"),
    NumberProblem.PERCENTAGE: Text(
        "a percentage where an amount belongs", "un pourcentage là où l'on attend un montant"
    ),
    NumberProblem.UNDECIDED: Text(
        "thousands or decimals: nothing in the column tells which",
        "milliers ou décimales : rien dans la colonne ne permet de trancher",
    ),
}

GAPS = " \u00a0\u2007\u2009\u202f'\u2019"  # what groups thousands besides dot and comma: blanks, apostrophes
_GAP = re.compile(f"[{GAPS}]")
_BODY = rf"""
    (?P<plain>\d+)
  | (?P<dot>\d*\.\d+|\d+\.)
  | (?P<comma>\d*,\d+|\d+,)
  | (?P<gaps>\d{{1,3}}(?:[{GAPS}]\d{{3}})+(?:[.,]\d*)?)
  | (?P<comma_groups>\d{{1,3}}(?:,\d{{3}})+\.\d*)
  | (?P<dot_groups>\d{{1,3}}(?:\.\d{{3}})+,\d*)
  | (?P<only_groups>\d{{1,3}}(?:,\d{{3}}){{2,}}|\d{{1,3}}(?:\.\d{{3}}){{2,}}|\d{{1,2}}(?:,\d{{2}})+,\d{{3}})
  | (?P<lakh>\d{{1,2}}(?:,\d{{2}})+,\d{{3}}\.\d*)
  | (?P<power>\d+(?:[.,]\d+)?[eE][+-]?\d{{1,3}})
"""
_CELL = re.compile(
    rf"""
    (?P<open>\()? (?P<lead>[-+−–])? \s* (?P<before>{CURRENCY_MARKS})? \s* (?P<inner>[-+−–])? \s*
    (?P<body>{_BODY})
    \s* (?P<percent>%)? \s* (?P<trail>[-−–](?!\d))? \s* (?P<after>{CURRENCY_MARKS})? \s* (?P<last>[-−–])? (?P<close>\))?
    """,
    re.VERBOSE,
)
_OPEN_TO_DOUBT = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_ENGLISH_MARKS = frozenset(("$", "US$", "£"))


@dataclass(frozen=True, slots=True)
class NumberCell:
    """One cell: its value (NaN where blank or unread) or its problem, and what it says about the marks.

    `decimal` and `grouping` are the marks that it certainly uses so, `cents` tells that exactly two decimals follow.
    `doubtful` is a mark that may be either: the value then counts it as grouping, and `leaning` tells that the
    currency sign stands where people who group with that mark put it.
    """

    value: float = float("nan")
    problem: int = 0
    currency: str | None = None
    decimal: str = ""
    grouping: str = ""
    doubtful: str = ""
    leaning: bool = False
    cents: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether the cell is a number without any mark."""
        return self.value == self.value and not (self.decimal or self.grouping or self.doubtful)


def looks_like_number(text: str) -> bool:
    """Tell whether a cell holds a number, whichever its style.

    >>> looks_like_number("(1 234,50 €)"), looks_like_number("12 rue X")
    (True, False)
    """
    return _CELL.fullmatch(text.strip()) is not None


def read_number_cell(text: str, kind: NumberKind) -> NumberCell:
    """Read one trimmed cell; a rate with a percent sign comes out as a fraction."""
    if text.lower() in BLANK_WORDS:
        return NumberCell()
    if EXCEL_ERRORS.fullmatch(text):
        return NumberCell(problem=NumberProblem.EXCEL_ERROR)
    found = _CELL.fullmatch(text)
    if found is None or (found["before"] and found["after"]):
        return NumberCell(problem=NumberProblem.NOT_A_NUMBER)
    if found["percent"] and kind != "rate":
        return NumberCell(problem=NumberProblem.PERCENTAGE)
    minuses = [part for part in ("lead", "inner", "trail", "last") if found[part] and found[part] != "+"]
    if bool(found["open"]) != bool(found["close"]) or len(minuses) + bool(found["open"]) > 1:
        return NumberCell(problem=NumberProblem.NOT_A_NUMBER)
    return _read_body(found, (-1 if minuses or found["open"] else 1) * (100 if found["percent"] else 1))


def _read_body(found: re.Match[str], scale: int) -> NumberCell:
    body, before, after = found["body"], found["before"], found["after"]
    currency = currency_of(before or after) if before or after else None
    if _OPEN_TO_DOUBT.fullmatch(body):
        mark = "," if "," in body else "."
        leaning = (mark == "," and before in _ENGLISH_MARKS) or (mark == "." and after == "€")
        return NumberCell(float(body.replace(mark, "")) / scale, 0, currency, doubtful=mark, leaning=leaning)
    digits = _GAP.sub("", body)
    marks = sorted({mark for mark in ",." if mark in digits}, key=digits.rindex)
    decimal = marks[-1] if marks and not found["only_groups"] else ""
    grouping = next((mark for mark in marks if mark != decimal), "")
    plain = digits.replace(grouping, "") if grouping else digits
    cents = bool(decimal) and len(plain) - plain.index(decimal) == 3
    return NumberCell(float(plain.replace(",", ".")) / scale, 0, currency, decimal, grouping, cents=cents)
