"""Columns of numbers, and which mark separates their decimals.

"1.234" and "1,234" are a thousand to one reader and one and a bit to another. Everything else is certain by itself;
these are decided over the whole column, then over the file, and left unread where neither tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pyarrow as pa

from salestracker_xl.tables import kernels
from salestracker_xl.tables.currencies import currency_of
from salestracker_xl.tables.grid import Column
from salestracker_xl.tables.number_cells import GAPS, Mark, NumberCell, NumberKind, NumberProblem, read_number_cell

Use = Literal["decimal", "grouping"]
DecimalStyle = Literal["dot", "comma", "both", "unknown"]
Counts = dict[str, int]

_MARKS: tuple[Mark, Mark] = (".", ",")
_IMMENSE = 1e15  # more digits than Excel keeps: a number of a card or a bar code
_DOMINANCE = 20  # so many times more cells outweigh a slip of the pen

# RE2 reads these: the sorts of cells that are read all at once
_PLAIN = {".": r"^[+-]?\d+(\.\d+)?$", ",": r"^[+-]?\d+,\d+$"}
_MARK_FROM_END = 4  # where a doubtful mark stands, before three digits
_DOUBTFUL = r"^[+-]?[1-9]\d{0,2}[.,]\d{3}$"
_MONEY = {
    ".": rf"^[+-]?([$£€] ?)?(\d+|\d{{1,3}}([,{GAPS}]\d{{3}})+)\.\d\d?( ?(EUR|USD|GBP|CHF|CAD))?$",
    ",": rf"^[+-]?(\d+|\d{{1,3}}([.{GAPS}]\d{{3}})+),\d\d?([{GAPS}]?(€|EUR|CHF))?$",
}


def _no_cells() -> Counts:
    return {".": 0, ",": 0}


@dataclass(slots=True)
class Evidence:
    """What the certain numbers of a column say about each mark, counted in cells.

    `cents` counts the certain decimals of exactly two digits; `small` and `large` count whole numbers without any mark
    below and from a thousand on; `round` counts doubtful cells that end in a zero, `leaning` those whose currency sign
    stands where people who group with this mark put it.
    """

    decimal: Counts = field(default_factory=_no_cells)
    grouping: Counts = field(default_factory=_no_cells)
    cents: Counts = field(default_factory=_no_cells)
    round: Counts = field(default_factory=_no_cells)
    leaning: Counts = field(default_factory=_no_cells)
    small: int = 0
    large: int = 0

    def add(self, cell: NumberCell, count: int) -> None:
        """Add what a cell says that stands `count` times in the column."""
        if cell.decimal:
            self.decimal[cell.decimal] += count
            self.cents[cell.decimal] += count * cell.cents
        if cell.grouping:
            self.grouping[cell.grouping] += count
        if cell.doubtful:
            self.leaning[cell.doubtful] += count * cell.leaning
            self.round[cell.doubtful] += count * (cell.value % 10 == 0)
        if cell.is_whole:
            self.add_whole(np.array([cell.value]), count)

    def add_whole(self, values: np.ndarray, count: int = 1) -> None:
        """Add numbers without any mark, each `count` times."""
        small = int((np.abs(values) < 1000).sum())
        self.small += count * small
        self.large += count * (len(values) - small)

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

    `currencies` holds the code of each currency that a cell itself names, with the rows that name it (one bool each).
    """

    values: np.ndarray
    problems: np.ndarray
    style: DecimalStyle
    currencies: Mapping[str, np.ndarray]


def read_numbers(column: Column, kind: NumberKind, file_style: DecimalStyle = "unknown") -> Numbers:
    """Read a column of numbers.

    `file_style` is what the other columns of the file say about the decimal mark. A rate comes out as a fraction where
    the cell carries a percent sign.
    """
    cells = _Cells.of(column, kind)
    cells.settle({mark: _decide(cells.evidence, mark, kind, file_style) for mark in _MARKS})
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
        self.currencies: dict[str, np.ndarray] = {}
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
        """Read a whole column of plain numbers at once, or else each sort of cell."""
        try:
            values = kernels.floats(text)
        except pa.ArrowInvalid:
            values = np.full(len(rows), np.nan)
        may_be_doubtful = kernels.has_from_end(text, _MARK_FROM_END, ".,")
        if not np.isfinite(values).all() or (may_be_doubtful and kernels.matches(text, _DOUBTFUL).any()):
            self._read_sorts(text, rows, kind)
            return
        self.values[rows] = values
        self.evidence.decimal["."] += int(kernels.contains(text, ".").sum())

    def _read_sorts(self, text: pa.Array, rows: np.ndarray, kind: NumberKind) -> None:
        """Read the usual sorts of cells all at once, and the rest one by one."""
        doubtful = kernels.matches(text, _DOUBTFUL)
        self._set_aside(text, rows, doubtful)
        rest = ~doubtful
        for patterns, take in ((_PLAIN, self._take_plain), (_MONEY, self._take_money)):
            for mark in _MARKS:
                here = rest & kernels.matches(text, patterns[mark]) if rest.any() else rest
                if here.any():
                    take(kernels.chosen(text, here), rows[here], mark)
                    rest = rest & ~here
        if rest.any():
            self._read_odd(kernels.chosen(text, rest), rows[rest], kind)

    def _take_plain(self, text: pa.Array, rows: np.ndarray, mark: Mark) -> None:
        """Read digits among which at most one `mark` stands, which separates the decimals."""
        values = kernels.floats(kernels.replaced(text, mark, "."))
        self.values[rows] = values
        marked = kernels.contains(text, mark)
        self.evidence.decimal[mark] += int(marked.sum())
        self.evidence.cents[mark] += int(kernels.matches(text, rf"[{mark}]\d\d$").sum())
        self.evidence.add_whole(values[~marked])

    def _take_money(self, text: pa.Array, rows: np.ndarray, mark: Mark) -> None:
        """Read numbers with decimals after `mark`, whatever groups their thousands, and the currency beside them."""
        self._take_plain(kernels.without(text, rf"[^\d{mark}+-]"), rows, mark)
        other: Mark = "," if mark == "." else "."
        self.evidence.grouping[other] += int(kernels.contains(text, other).sum())
        self._name_currencies(*kernels.encoded(kernels.without(text, rf"[\d+.,{GAPS}-]")), rows)

    def _name_currencies(self, places: np.ndarray, names: list[str], rows: np.ndarray) -> None:
        for place, name in enumerate(names):
            code = currency_of(name)
            if code:
                named = self.currencies.setdefault(code, np.zeros(len(self.values), bool))
                named[rows[places == place]] = True

    def _set_aside(self, text: pa.Array, rows: np.ndarray, doubtful: np.ndarray) -> None:
        for mark in _MARKS if doubtful.any() else ():
            here = doubtful & kernels.contains(text, mark)
            if here.any():
                thousands = kernels.floats(kernels.replaced(kernels.chosen(text, here), mark, ""))
                self.values[rows[here]] = thousands
                self.doubtful.append((rows[here], mark))
                self.evidence.round[mark] += int((thousands % 10 == 0).sum())

    def _read_odd(self, text: pa.Array, rows: np.ndarray, kind: NumberKind) -> None:
        """Read each different cell by itself."""
        places, cells = kernels.encoded(text)
        read = [read_number_cell(cell, kind) for cell in cells]
        for cell, count in zip(read, np.bincount(places, minlength=len(cells)).tolist(), strict=True):
            self.evidence.add(cell, count)
        self.values[rows] = np.array([cell.value for cell in read])[places]
        self.problems[rows] = np.array([cell.problem for cell in read], np.int8)[places]
        names = sorted({cell.currency for cell in read if cell.currency})
        named = np.array([names.index(cell.currency) if cell.currency else -1 for cell in read])
        self._name_currencies(named[places], names, rows)
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
