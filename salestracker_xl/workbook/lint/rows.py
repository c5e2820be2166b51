"""One pass over a sheet's part, row by row, however many there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from salestracker_xl.limits import LONGEST_TEXT, SHEET_COLUMNS, SHEET_ROWS
from salestracker_xl.workbook.lint.places import CELL, column

CHUNK = 1 << 20
TALLEST = 409.5  # points
SHARED, INLINE = "s", "inlineStr"
TEXTUAL = frozenset({SHARED, "str"})  # kinds of cells whose value is looked at
READ = frozenset({"f", "v", "t", "formula", "formula1", "formula2", "xm:f"})


@dataclass(frozen=True, slots=True)
class Told:
    """How many strings, styles and differential styles the workbook has, and whether it has metadata of cells."""

    strings: int
    styles: int
    looks: int
    metadata: bool


@dataclass(slots=True)
class SheetPass:
    """What one pass finds: complaints by cell, formulas by cell, merged blocks, validations, texts to compare."""

    told: Told
    headers: frozenset[int]  # the rows whose texts are kept
    complain: Callable[[str, str, str], None]
    formula: Callable[[str, str, bool], None]  # its cell, its text, and whether it is that of an array
    rule: Callable[[str, str, str], None]  # a formula of a validation, a format or a sparkline: its element, its place
    row: int = 0
    row_shown: str = "0"
    col: int = 0
    cell: str = ""
    kind: str = ""
    texts: dict[tuple[int, int], str] = field(default_factory=dict)  # shared strings by their index
    merged: list[str] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    calculated: set[str] = field(default_factory=set)  # the cells with a formula
    of_array: bool = False
    around: str = ""
    _held: list[str] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self._row(attributes)
        elif name in READ:
            self.of_array = attributes.get("t") == "array"
            if name != "v" or self.kind in TEXTUAL:
                self._held = []
        elif name == "mergeCell":
            self.merged.append(attributes.get("ref", ""))
        elif name == "hyperlink":
            self.links.append((attributes.get("ref", ""), attributes.get("location", "")))
        elif name in ("dataValidation", "conditionalFormatting"):
            self.around = attributes.get("sqref", "")
        elif name == "cfRule" and "dxfId" in attributes and int(attributes["dxfId"]) >= self.told.looks:
            self.complain(self.around, f"has the look {attributes['dxfId']}", f"there are {self.told.looks} looks")

    def text(self, text: str) -> None:
        """Letters within an element."""
        if self._held is not None:
            self._held.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        if name not in READ or self._held is None:
            return
        held, self._held = "".join(self._held), None
        if name == "f":
            self.calculated.add(self.cell)
            if held:
                self.formula(self.cell, held, self.of_array)
        elif name == "v":
            self._value(held)
        elif name == "t":
            if self.kind == INLINE:
                self._inline(held)
        else:
            self.rule(name, self.around, held)

    def _row(self, attributes: dict[str, str]) -> None:
        number = int(attributes["r"]) if "r" in attributes else self.row + 1
        if not self.row < number <= SHEET_ROWS:
            self.complain(f"row {number}", f"stands below row {self.row}", f"rows rise up to {SHEET_ROWS}")
        if float(attributes.get("ht", 0)) > TALLEST:
            self.complain(f"row {number}", f"is {attributes['ht']} high", f"a row has {TALLEST} points at most")
        self.row, self.row_shown, self.col = number, str(number), 0

    def _cell(self, attributes: dict[str, str]) -> None:
        self.cell = cell = attributes.get("r", "")
        self.kind = attributes.get("t", "n")
        letters = cell.removesuffix(self.row_shown)
        if not (letters.isalpha() and letters.isupper() and letters.isascii()):
            place = CELL.fullmatch(cell)
            wanted = "a cell stands in its own row" if place else "a cell has letters and a number"
            self.complain(cell, f"stands in row {self.row}", wanted)
            return
        col = column(letters)
        if not self.col < col <= SHEET_COLUMNS:
            self.complain(cell, "stands out of order", "cells rise from left to right, each once")
        self.col = col
        if "s" in attributes and int(attributes["s"]) >= self.told.styles:
            self.complain(self.cell, f"has the style {attributes['s']}", f"there are {self.told.styles} styles")
        if "cm" in attributes and not self.told.metadata:
            self.complain(self.cell, "points to metadata", "the workbook has a part for them")

    def _value(self, held: str) -> None:
        if self.kind == SHARED:
            if not held.isdigit() or int(held) >= self.told.strings:
                wanted = f"there are {self.told.strings} shared strings"
                self.complain(self.cell, f"shows the shared string {held}", wanted)
            if self.row in self.headers:
                self.texts[self.row, self.col] = held
        elif self.kind == "str":
            self._measure(held)

    def _inline(self, held: str) -> None:
        self._measure(held)
        if self.row in self.headers:
            self.texts[self.row, self.col] = "=" + self.texts.get((self.row, self.col), "=")[1:] + held

    def _measure(self, text: str) -> None:
        if len(text) > LONGEST_TEXT // 2 and units(text) > LONGEST_TEXT:
            self.complain(self.cell, f"holds a text of {units(text)} characters", f"a cell holds {LONGEST_TEXT}")


def units(text: str) -> int:
    """Length of a text as Excel counts it.

    >>> units("a"), units("😀")
    (1, 2)
    """
    return len(text.encode("utf-16-le")) // 2


def parse(source: IO[bytes], start: Callable, text: Callable, end: Callable) -> None:
    """Read XML in chunks; raises expat.ExpatError for what is none, and for a document type."""

    def refuse(*_: object) -> None:
        raise expat.ExpatError("a document type is declared")

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.CharacterDataHandler, parser.EndElementHandler = start, text, end
    while chunk := source.read(CHUNK):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
