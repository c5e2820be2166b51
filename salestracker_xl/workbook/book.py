"""The workbook being made: its sheets, its language, its styles, and writing into them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
from xlsxwriter.format import Format

from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.calendar import serial, serial_moment
from salestracker_xl.language import Language, Text
from salestracker_xl.tables.tracker import Tracker
from salestracker_xl.workbook.live import Live, Range
from salestracker_xl.workbook.look.brand import Logo
from salestracker_xl.workbook.look.theme import Theme
from salestracker_xl.workbook.signs import Sign
from salestracker_xl.workbook.structured import Table
from salestracker_xl.workbook.typed import Typed
from salestracker_xl.workbook.values import ExcelError, Value
from salestracker_xl.workbook.writing.assembly import FastWorkbook
from salestracker_xl.workbook.writing.fast_sheet import letters
from salestracker_xl.workbook.writing.worksheet import FastWorksheet

Content = Live | Text | str | float | int | bool | dt.date | None


class Book:
    """A workbook in one language, from which sheets ask styles by meaning and phrases by their Text."""

    def __init__(
        self,
        workbook: FastWorkbook,
        tracker: Tracker,
        theme: Theme,
        typed: Typed = Typed(),  # noqa: B008 (frozen)
    ) -> None:
        self.workbook = workbook
        self.tracker = tracker
        self.theme = theme
        self.sales = KnownSales(tracker.sales.frame, tracker.last_day)
        self.typed = typed  # what people typed, which goes before what a build proposes
        self.language: Language = tracker.language
        self.sheets: dict[str, Sheet] = {}
        self.written: dict[str, Table] = {}  # the tables by their keys
        self.signs: dict[str, Sign] = {}  # how each sheet is laid out, once all is written
        self.ends: dict[str, tuple[int, int]] = {}  # the last cell of each sheet without tables
        self.logo: Logo | None = None
        self.functions: frozenset[str] = frozenset()  # the metrics that the workbook itself can compute in any cell
        self.tables: dict[str, dict[str, str]] = {}  # by their keys, the headers of the columns by theirs
        self.lists: dict[str, str] = {}  # where the choices of each drop-down stand
        self.everything = ""  # the word that chooses all in a filter, which no name may have
        self.proposed: dict[str, Content] = {}  # by the keys of the cells that people change
        self._styles: dict[tuple[str, ...], Format] = {}

    def add_sheet(self, key: str, name: Text) -> Sheet:
        """Append a sheet; `key` is what the code calls it, `name` what a person reads on its tab."""
        shown = name[self.language]
        sheet = Sheet(self, key, shown, self.workbook.add_fast_sheet(shown))
        self.sheets[key] = sheet
        self.define_name(f"st_sheet_{key}", f"{sheet.prefix}$A$1")
        return sheet

    def style(self, *names: str) -> Format:
        """The cell format of styles laid over each other: `book.style("cell", "money", "right")`."""
        if names not in self._styles:
            self._styles[names] = self.workbook.add_format(self.theme.properties(*names))
        return self._styles[names]

    def color(self, name: str) -> str:
        """A colour of the theme by its meaning."""
        return self.theme.colors[name]

    def say(self, text: Text) -> str:
        """The phrase in the language of this workbook."""
        return text[self.language]

    def define_name(self, name: str, reference: str) -> None:
        """Enter a defined name; those that begin with st_ are how a refresh finds its way, whatever a tab is called.

        They are hidden from people.
        """
        define = self.workbook.define_hidden_name if name.startswith("st_") else self.workbook.define_name
        define(name, f"={reference}")

    def enter(self, key: str, reference: str, proposed: Content) -> Content:
        """Name a cell that people change, and give what stands in it: what was typed, else what is proposed.

        Raises ValueError for a key that another cell has.
        """
        if key in self.proposed:
            raise ValueError(f"two cells are entered as {key}; each needs a key of its own")
        self.proposed[key] = proposed
        self.define_name(f"st_in_{key}", reference)
        held = self.typed.cells.get(key, proposed)
        return held.code if isinstance(held, ExcelError) else held


class Sheet:
    """One sheet: writes content of any kind and gives back the live cell that it became."""

    def __init__(self, book: Book, key: str, name: str, worksheet: FastWorksheet) -> None:
        self.book = book
        self.key = key
        self.name = name
        self.prefix = "'" + name.replace("'", "''") + "'!"  # as formulas write the sheet's name
        self.worksheet = worksheet
        self.columns = 1  # that print, as its title has it
        self.unhinted: list[tuple[int, int, int, tuple[str, ...]]] = []  # rows of a column, and Excel's hints left out
        self.heads: set[int] = set()  # rows before which a printed page may end: sections, or tables with a chart

    def reference(self, row: int, col: int) -> str:
        """Absolute reference of a cell from any sheet."""
        return f"{self.prefix}${letters(col)}${row + 1}"

    def span(self, first_row: int, first_col: int, last_row: int, last_col: int) -> str:
        """Absolute reference of a block from any sheet."""
        return f"{self.reference(first_row, first_col)}:${letters(last_col)}${last_row + 1}"

    def write(self, row: int, col: int, content: Content, *styles: str, key: str | None = None) -> Live:
        """Write one cell and give back a live reference to it. Text is always text, whatever it begins with.

        A cell that people change has a `key`: what they typed into it stands there instead of the content.
        """
        if "section" in styles:
            self.heads.add(row)
        if key is not None:
            content = self.book.enter(key, self.reference(row, col), content)
        style = self.book.style(*styles) if styles else None
        held = self.content(content)
        if isinstance(held, Live):
            return Live(self.reference(row, col), self._put_formula(row, col, held, style))
        self.worksheet.put(row, col, held, style)
        return Live(self.reference(row, col), held)

    def write_row(self, row: int, col: int, contents: Sequence[Content], *styles: str) -> list[Live]:
        """Write cells side by side."""
        return [self.write(row, col + at, content, *styles) for at, content in enumerate(contents)]

    def write_column(
        self, row: int, col: int, contents: Sequence[Content], *styles: str, keys: Sequence[str] = ()
    ) -> Range:
        """Write cells under each other, with their keys where people change them, and give back their range."""
        entered = keys or [None] * len(contents)
        cells = [
            self.write(row + at, col, content, *styles, key=key)
            for at, (content, key) in enumerate(zip(contents, entered, strict=True))
        ]
        return Range(self.span(row, col, row + len(cells) - 1, col), [cell.value for cell in cells], cells)

    def set_columns(self, *widths: float, first: int = 0) -> None:
        """Set the widths of columns from `first` on, in characters."""
        for at, width in enumerate(widths):
            self.worksheet.set_column(first + at, first + at, width)

    def link(self, row: int, col: int, target: Sheet, text: str, *styles: str) -> None:
        """Write a link to another sheet of this workbook."""
        place = f"internal:{target.prefix}A1"
        self.worksheet.write_url(row, col, place, self.book.style(*(styles or ("link",))), string=text)

    def content(self, content: Content) -> Live | str | float | bool | None:
        """What a cell holds of any content: a phrase in this language, a day or moment as a serial, None for none."""
        if isinstance(content, Text):
            content = self.book.say(content)
        if isinstance(content, str):
            return content or None
        if isinstance(content, Live):
            return content
        if content is None or content != content:
            return None
        if isinstance(content, dt.datetime):
            return serial_moment(content)
        return serial(content) if isinstance(content, dt.date) else content

    def _put_formula(self, row: int, col: int, live: Live, style: Format | None) -> Value:
        value = 0 if live.value is None else live.value
        stored: Any = value.code if isinstance(value, ExcelError) else value
        if isinstance(stored, np.generic):
            stored = stored.item()
        self.worksheet.put_formula(row, col, live.formula, style, stored)
        return value
