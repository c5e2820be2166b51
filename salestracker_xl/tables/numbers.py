"""Numbers as people write them, and which of their marks separates the decimals.

"1.234" and "1,234" are a thousand to one reader and one and a bit to another. Everything else is certain by itself;
these are decided over the whole column, then over the file, and left unread where neither tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

import numpy as np
import pyarrow as pa

from salestracker_xl.language import Text
from salestracker_xl.tables import kernels
from salestracker_xl.tables.currencies import CURRENCY_MARKS, currency_of
from salestracker_xl.tables.grid import Column

NumberKind = Literal["money", "number", "rate"]
Mark = Literal[".", ","]
Use = Literal["decimal", "grouping"]
DecimalStyle = Literal["dot", "comma", "both", "unknown"]
Counts = dict[str, int]
_MARKS: tuple[Mark, Mark] = (".", ",")

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

_GAPS = (
    "\\u0020\\u00a0\\u2007\\u2009\\u202f'\\u2019"  # what groups thousands besides dot and comma: blanks, apostrophes
)
_BODY = rf"""
    (?P<plain>\d+)
  | (?P<dot>\d*\.\d+|\d+\.)
  | (?P<comma>\d*,\d+|\d+,)
  | (?P<gaps>\d{{1,3}}(?:[{_GAPS}]\d{{3}})+)(?:(?P<gaps_mark>[.,])\d*)?
  | (?P<comma_groups>\d{{1,3}}(?:,\d{{3}})+)\.\d*
  | (?P<dot_groups>\d{{1,3}}(?:\.\d{{3}})+),\d*
  | (?P<commas>\d{{1,3}}(?:,\d{{3}}){{2,}})
  | (?P<dots>\d{{1,3}}(?:\.\d{{3}}){{2,}})
  | (?P<lakh>\d{{1,2}}(?:,\d{{2}})+,\d{{3}}(?:\.\d*)?)
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
_GAP = re.compile(f"[{_GAPS}]")
_OPEN_TO_DOUBT = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_ENGLISH_MARKS = frozenset(("$", "US$", "£"))

_PLAIN_DOT = r"^[+-]?\d+(\.\d+)?$"
_PLAIN_COMMA = r"^[+-]?\d+,\d+$"
_DOUBTFUL = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"
_IMMENSE = 1e15  # more digits than Excel keeps: a number of a card or a bar code
_DOMINANCE = 20  # so many times more cells outweigh a slip of the pen


def _no_cells() -> Counts:
    return {".": 0, ",": 0}


@dataclass(slots=True)
class Evidence:
    """What the certain numbers of a column say about each mark, counted in cells.

    `cents` counts the certain decimals of exactly two digits; `small` and `large` count whole numbers without any mark
    below and from a thousand on; `round` counts doubtful cells that end in a zero, `leaning` those whose
    currency sign stands where people who group with this mark put it.
    """

    decimal: Counts = field(default_factory=_no_cells)
    grouping: Counts = field(default_factory=_no_cells)
    cents: Counts = field(default_factory=_no_cells)
    round: Counts = field(default_factory=_no_cells)
    leaning: Counts = field(default_factory=_no_cells)
    small: int = 0
    large: int = 0

    def count_whole(self, value: float, count: int) -> None:
        """Count a whole number without marks."""
        if value < 1000:
            self.small += count
        else:
            self.large += count

    @property
    def style(self) -> DecimalStyle:
        """Which mark separates the decimals as far as the certain numbers tell."""
        dot = self.decimal["."] + self.grouping[","]
        comma = self.decimal[","] + self.grouping["."]
        if dot and comma:
            return "both"
        return "dot" if dot else "comma" if comma else "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """The numbers of a column: `values` (float, NaN where blank or unread), `problems` (0, or a NumberProblem).

    `currencies` holds the code of the currency that a cell itself names, None elsewhere; it is None as a whole where no
    cell names one.
    """

    values: np.ndarray
    problems: np.ndarray
    style: DecimalStyle
    currencies: np.ndarray | None = None


def looks_like_number(text: str) -> bool:
    """Tell whether a cell holds a number, whichever its style.

    >>> looks_like_number("(1 234,50 €)"), looks_like_number("12 rue X")
    (True, False)
    """
    return _CELL.fullmatch(text.strip()) is not None


def read_numbers(column: Column, kind: NumberKind, file_style: DecimalStyle = "unknown") -> Numbers:
    """Read a column of numbers.

    `file_style` is what the other columns of the file say about the decimal mark. A rate comes out as a fraction where
    the cell carries a percent sign.
    """
    cells = _Cells.of(column, kind)
    verdict: dict[Mark, Use | None] = {mark: _decide(cells.evidence, mark, kind, file_style) for mark in _MARKS}
    cells.settle(verdict)
    immense = np.abs(cells.values) >= _IMMENSE
    cells.values[immense] = np.nan
    cells.problems[immense] = NumberProblem.NOT_A_NUMBER
    return Numbers(cells.values, cells.problems, cells.evidence.style, cells.currencies)


def decimal_style(columns: Iterable[Column]) -> DecimalStyle:
    """Tell which mark separates decimals in these columns of one file."""
    styles: set[DecimalStyle] = {_Cells.of(column, "rate").evidence.style for column in columns}
    styles.discard("unknown")
    if len(styles) > 1:
        return "both"
    return styles.pop() if styles else "unknown"


def _decide(evidence: Evidence, mark: Mark, kind: NumberKind, file_style: DecimalStyle) -> Use | None:
    """Say what `mark` does before exactly three digits; None where nothing tells."""
    other: Mark = "," if mark == "." else "."
    decimal, grouping = evidence.decimal, evidence.grouping
    if _outweighs(decimal[mark], grouping[mark]) and _outweighs(decimal[mark], decimal[other]):
        always_cents = evidence.cents[mark] == decimal[mark]
        return None if kind == "money" and always_cents else "decimal"
    if _outweighs(grouping[mark] + evidence.leaning[mark], decimal[mark]):
        return "grouping"
    if decimal[mark] or grouping[mark]:
        return None
    if _outweighs(decimal[other], grouping[other]):
        return "grouping"
    if evidence.round[mark] and evidence.small and not evidence.large and not grouping[other]:
        return "grouping"  # three decimals always, or trailing zeros cut: "2.500" beside "950" is neither
    return _decide_by_file(mark, kind, file_style)


def _outweighs(count: int, against: int) -> bool:
    return count > 0 and count >= _DOMINANCE * against


def _decide_by_file(mark: Mark, kind: NumberKind, file_style: DecimalStyle) -> Use | None:
    separates = {"dot": ".", "comma": ","}.get(file_style)
    if separates is None:
        return None
    if separates != mark:
        return "grouping"
    return None if kind == "money" else "decimal"  # money has no three decimals: an odd one out is not guessed at


class _Cells:
    """A column on its way to numbers: the certain ones are read, the doubtful ones wait for the verdict."""

    def __init__(self, column: Column) -> None:
        size = len(column)
        self.values = np.full(size, np.nan)
        self.problems = np.zeros(size, np.int8)
        self.evidence = Evidence()
        self.currencies: np.ndarray | None = None
        self.doubtful: list[tuple[np.ndarray, Mark]] = []  # rows whose value stands as thousands for now

    @classmethod
    def of(cls, column: Column, kind: NumberKind) -> _Cells:
        cells = cls(column)
        waiting = column.filled
        if column.numbers is not None:
            typed = np.isfinite(column.numbers)
            cells.values[typed] = column.numbers[typed]
            waiting = waiting & ~typed
        if waiting.any():
            text = kernels.trimmed(kernels.chosen(column.text, waiting))
            cells._read(text, np.flatnonzero(waiting), kind)
        return cells

    def _read(self, text: pa.Array, rows: np.ndarray, kind: NumberKind) -> None:
        """Read a whole column of plain numbers at once, or else each sort of cell by itself."""
        try:
            values = kernels.floats(text)
        except pa.ArrowInvalid:
            values = np.full(len(rows), np.nan)
        if not np.isfinite(values).all() or kernels.matches(text, _DOUBTFUL).any():
            self._read_sorts(text, rows, kind)
            return
        self.values[rows] = values
        self.evidence.decimal["."] += int(kernels.contains(text, ".").sum())

    def _read_sorts(self, text: pa.Array, rows: np.ndarray, kind: NumberKind) -> None:
        """Read what is digits with at most one dot or comma all at once, and the rest one by one."""
        doubtful = kernels.matches(text, _DOUBTFUL)
        dot = kernels.matches(text, _PLAIN_DOT) & ~doubtful
        comma = kernels.matches(text, _PLAIN_COMMA) & ~doubtful
        self._take_certain(text, rows, dot, ".")
        self._take_certain(text, rows, comma, ",")
        self._set_aside(text, rows, doubtful)
        rest = ~(dot | comma | doubtful)
        if rest.any():
            self._read_odd(kernels.chosen(text, rest), rows[rest], kind)

    def _take_certain(self, text: pa.Array, rows: np.ndarray, certain: np.ndarray, mark: Mark) -> None:
        if not certain.any():
            return
        picked = kernels.chosen(text, certain)
        values = kernels.floats(kernels.replaced(picked, mark, "."))
        self.values[rows[certain]] = values
        marked = kernels.contains(picked, mark)
        self.evidence.decimal[mark] += int(marked.sum())
        self.evidence.cents[mark] += int(kernels.matches(picked, rf"[{mark}]\d\d$").sum())
        whole = np.abs(values[~marked])
        self.evidence.small += int((whole < 1000).sum())
        self.evidence.large += int((whole >= 1000).sum())

    def _set_aside(self, text: pa.Array, rows: np.ndarray, doubtful: np.ndarray) -> None:
        for mark in _MARKS if doubtful.any() else ():
            here = doubtful & kernels.contains(text, mark)
            if here.any():
                thousands = kernels.floats(kernels.replaced(kernels.chosen(text, here), mark, ""))
                self.values[rows[here]] = thousands
                self.doubtful.append((rows[here], mark))
                self.evidence.round[mark] += int((thousands % 10 == 0).sum())

    def _read_odd(self, text: pa.Array, rows: np.ndarray, kind: NumberKind) -> None:
        """Read each different cell that is not plain digits by itself."""
        places, cells = kernels.encoded(text)
        read = [_read_cell(cell, kind) for cell in cells]
        for cell, count in zip(read, np.bincount(places, minlength=len(cells)).tolist(), strict=True):
            cell.testify(self.evidence, count)
        self.values[rows] = np.array([cell.value for cell in read])[places]
        self.problems[rows] = np.array([cell.problem for cell in read], np.int8)[places]
        if any(cell.currency for cell in read):
            self.currencies = np.full(len(self.values), None, object)
            self.currencies[rows] = np.array([cell.currency for cell in read], object)[places]
        for mark in _MARKS:
            here = np.array([cell.doubtful == mark for cell in read])[places]
            if here.any():
                self.doubtful.append((rows[here], mark))

    def settle(self, verdict: Mapping[Mark, Use | None]) -> None:
        """Read the doubtful cells, whose digits stand in `values` as thousands, as the verdict on their mark says."""
        for rows, mark in self.doubtful:
            if verdict[mark] == "decimal":
                self.values[rows] /= 1000
            elif verdict[mark] is None:
                self.values[rows] = np.nan
                self.problems[rows] = NumberProblem.UNDECIDED


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cell read by itself: its value (thousands where in doubt), and what it says about the marks."""

    value: float = float("nan")
    problem: int = 0
    currency: str | None = None
    decimal: str = ""
    grouping: str = ""
    doubtful: str = ""
    leaning: bool = False
    cents: bool = False

    def testify(self, evidence: Evidence, count: int) -> None:
        """Add what this cell says, `count` times, to the evidence."""
        if self.decimal:
            evidence.decimal[self.decimal] += count
            evidence.cents[self.decimal] += count * self.cents
        if self.grouping:
            evidence.grouping[self.grouping] += count
        if self.doubtful:
            evidence.leaning[self.doubtful] += count * self.leaning
            evidence.round[self.doubtful] += count * (self.value % 10 == 0)
        elif not self.decimal and not self.grouping and self.value == self.value:
            evidence.count_whole(abs(self.value), count)


def _read_cell(text: str, kind: NumberKind) -> _Cell:
    if text.lower() in BLANK_WORDS:
        return _Cell()
    if EXCEL_ERRORS.fullmatch(text):
        return _Cell(problem=NumberProblem.EXCEL_ERROR)
    found = _CELL.fullmatch(text)
    if found is None or (found["before"] and found["after"]):
        return _Cell(problem=NumberProblem.NOT_A_NUMBER)
    if found["percent"] and kind != "rate":
        return _Cell(problem=NumberProblem.PERCENTAGE)
    minuses = [part for part in ("lead", "inner", "trail", "last") if found[part] and found[part] != "+"]
    if bool(found["open"]) != bool(found["close"]) or len(minuses) + bool(found["open"]) > 1:
        return _Cell(problem=NumberProblem.NOT_A_NUMBER)
    scale = (-1 if minuses or found["open"] else 1) * (100 if found["percent"] else 1)
    return _read_body(found, scale)


def _read_body(found: re.Match[str], scale: float) -> _Cell:
    body = found["body"]
    before, after = found["before"], found["after"]
    currency = currency_of(before or after) if before or after else None
    if _OPEN_TO_DOUBT.fullmatch(body):
        mark = "," if "," in body else "."
        leaning = (mark == "," and before in _ENGLISH_MARKS) or (mark == "." and after == "€")
        return _Cell(float(body.replace(mark, "")) / scale, 0, currency, doubtful=mark, leaning=leaning)
    digits = _GAP.sub("", body)
    decimal = _decimal_mark(found, digits)
    grouping = next((mark for mark in ",." if mark in digits and mark != decimal), "")
    plain = digits.replace(grouping, "") if grouping else digits
    cents = bool(decimal) and len(plain) - plain.index(decimal) == 3
    return _Cell(float(plain.replace(",", ".")) / scale, 0, currency, decimal, grouping, cents=cents)


def _decimal_mark(found: re.Match[str], digits: str) -> str:
    """Say which mark of a number that is open to no doubt separates its decimals."""
    if found["commas"] or found["dots"] or (found["lakh"] and "." not in digits):
        return ""
    return max((mark for mark in ",." if mark in digits), key=digits.rindex, default="")
