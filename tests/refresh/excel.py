"""As much of an xlwings Book as a refresh writes to, over cells that take what they are given as Excel does."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def taken(given: Any) -> Any:
    """What a cell holds after this was handed to it: as if somebody had typed it, an apostrophe kept to itself."""
    if not isinstance(given, str):
        return given
    if given.startswith("'"):
        return given[1:]
    if given.startswith(("=", "+", "-", "@")):
        return ("formula", given)
    return float(given) if NUMBER.fullmatch(given) else given or None


class Refused(Exception):
    """What COM raises for a cell of a protected sheet: the words of Excel among numbers and names."""

    def __init__(self, words: str) -> None:
        self.excepinfo = (0, "Microsoft Excel", words, "xlmain11.chm", 0, -2146827284)
        super().__init__(-2147352567, "Exception occurred.", self.excepinfo, None)


@dataclass
class App:
    screen_updating: bool = True
    enable_events: bool = True
    calculation: str = "automatic"
    status_bar: Any = False
    engine: Any = field(default_factory=lambda: SimpleNamespace(type="desktop"))
    log: list[str] = field(default_factory=list)

    def calculate(self) -> None:
        self.log.append("calculated")


@dataclass
class Excel:
    """A workbook: cells by sheet, row and column from 0, tables with their first and last row, cells that refuse."""

    cells: dict[tuple[str, int, int], Any]
    tables: dict[str, tuple[int, int]] = field(default_factory=dict)
    refuses: frozenset[tuple[str, int, int]] = frozenset()
    app: App = field(default_factory=App)
    log: list[str] = field(default_factory=list)

    @property
    def sheets(self) -> Any:
        return _Sheets(self)


class _Sheets:
    def __init__(self, book: Excel) -> None:
        self._book = book

    def __getitem__(self, name: str) -> _Sheet:
        return _Sheet(self._book, name)


@dataclass
class _Sheet:
    book: Excel
    name: str

    def __getitem__(self, place: tuple[int, int]) -> _Range:
        return _Range(self, *place)

    @property
    def tables(self) -> _Tables:
        return _Tables(self)


@dataclass
class _Tables:
    sheet: _Sheet

    def __getitem__(self, name: str) -> _Table:
        return _Table(self.sheet, name)


@dataclass
class _Table:
    sheet: _Sheet
    name: str

    @property
    def range(self) -> _Range:
        first, last = self.sheet.book.tables[self.name]
        return _Range(self.sheet, first, 0, last - first + 1, 2)

    def resize(self, cells: _Range) -> None:
        self.sheet.book.log.append(f"{self.name} resized")
        self.sheet.book.tables[self.name] = (cells.top, cells.top + cells.height - 1)


@dataclass
class _Range:
    sheet: _Sheet
    top: int
    left: int
    height: int = 1
    width: int = 1

    @property
    def row(self) -> int:
        return self.top + 1

    @property
    def column(self) -> int:
        return self.left + 1

    @property
    def shape(self) -> tuple[int, int]:
        return self.height, self.width

    def resize(self, height: int, width: int) -> _Range:
        return _Range(self.sheet, self.top, self.left, height, width)

    def options(self, *, ndim: int) -> Any:
        assert ndim == 2
        return SimpleNamespace(value=[[_shown(self._held(*place)) for place in row] for row in self._places()])

    @property
    def formula(self) -> Any:
        rows = tuple(tuple(_spoken(self._held(*place)) for place in row) for row in self._places())
        return rows[0][0] if self.shape == (1, 1) else rows

    @formula.setter
    def formula(self, rows: list[list[Any]]) -> None:
        self._write(rows)

    def _set_value(self, rows: list[list[Any]]) -> None:
        self._write(rows)

    value = property(fset=_set_value)

    def _places(self) -> list[list[tuple[int, int]]]:
        return [
            [(row, col) for col in range(self.left, self.left + self.width)]
            for row in range(self.top, self.top + self.height)
        ]

    def _held(self, row: int, col: int) -> Any:
        return self.sheet.book.cells.get((self.sheet.name, row, col))

    def _write(self, rows: list[list[Any]]) -> None:
        assert (len(rows), len(rows[0])) == self.shape
        book = self.sheet.book
        if any((self.sheet.name, *place) in book.refuses for row in self._places() for place in row):
            raise Refused("The cell is protected")
        book.log.append(f"{self.sheet.name} written")
        for places, row in zip(self._places(), rows, strict=True):
            for place, given in zip(places, row, strict=True):
                book.cells[self.sheet.name, *place] = taken(given)


def _spoken(held: Any) -> Any:
    """What Excel tells as the formula of a cell: of a constant what it shows, without the apostrophe."""
    if isinstance(held, tuple):
        return held[1]
    return "" if held is None else held if isinstance(held, str) else repr(held)


def _shown(held: Any) -> Any:
    return "calculated" if isinstance(held, tuple) else held
