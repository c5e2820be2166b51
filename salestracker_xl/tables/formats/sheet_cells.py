"""The cells of a sheet as its part of a workbook's file has them: what they show, and the formulas behind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from openpyxl.formula.tokenizer import Token, Tokenizer
from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import column_index_from_string, get_column_letter
from openpyxl.utils.datetime import from_excel

CellValue = float | int | str | bool | dt.date | None  # of a date cell the day or moment; of an error its text, "#N/A"

_OPENING = re.compile(r"<(?:\w+:)?row\b([^>]*)>")
_CLOSING = re.compile(r"</(?:\w+:)?row>")
_CELL = re.compile(r"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
_USUAL_CELL = re.compile(
    r'<c r="([A-Z]+)\d+"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>'
    r'(?:<v>([^<]*)</v>|<is><t(?: xml:space="preserve")?>([^<]*)</t></is>)</c>)'
)
_ATTRIBUTE = re.compile(r'\b([a-z]+)\s*=\s*"([^"]*)"')
_VALUE = re.compile(r"<(?:\w+:)?v\b[^>]*>(.*?)</(?:\w+:)?v>", re.DOTALL)
_FORMULA = re.compile(r"<(?:\w+:)?f\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_TEXT = re.compile(r"<(?:\w+:)?t\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?t>)", re.DOTALL)
_PHONETIC = re.compile(r"<(?:\w+:)?rPh\b.*?</(?:\w+:)?rPh>", re.DOTALL)
_ENTRY = re.compile(r"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a file writes a sign that XML has no place for


@dataclass(frozen=True, slots=True)
class Formats:
    """What a workbook says of all its cells: shared texts, which formats show a day, and the first of its days."""

    texts: Sequence[str]
    days: Sequence[bool]
    epoch: dt.datetime

    def shows_day(self, style: str) -> bool:
        """Whether cells of a format, by its number, show days."""
        at = int(style or 0)
        return at < len(self.days) and self.days[at]


@dataclass(frozen=True)
class SheetCells:
    """The cells of one sheet, rows and columns counted from 0; what is beyond them is blank."""

    rows: dict[int, list[CellValue]]
    _written: dict[tuple[int, int], str] = field(default_factory=dict)
    _copied: dict[tuple[int, int], tuple[str, int, int]] = field(default_factory=dict)

    def values(self, top: int, left: int, bottom: int, right: int) -> list[list[CellValue]]:
        """What the cells of a block show, row by row."""
        width = right - left + 1
        blank: list[CellValue] = [None] * width
        block = []
        for at in range(top, bottom + 1):
            row = self.rows.get(at, blank)[left : right + 1] if at in self.rows else blank[:]
            block.append(row if len(row) == width else row + blank[len(row) :])
        return block

    @cached_property
    def formulas(self) -> dict[tuple[int, int], str]:
        """The formulas by row and column, each with its equals sign."""
        moved = {at: _moved(*first, *at) for at, first in self._copied.items()}
        return dict(sorted((self._written | moved).items()))


def read_cells(part: str, formats: Formats) -> SheetCells:
    """Read the part of a sheet. Raises ValueError or KeyError for one that holds no such thing."""
    reader = _Reader(formats)
    closing = _CLOSING.search(part)
    for stretch in part.split(closing[0]) if closing else ():
        reader.take(stretch)
    return SheetCells(reader.rows, reader.written, reader.copied)


def shared_texts(part: str) -> list[str]:
    """Read the texts that the cells of a workbook share; formats within a text are passed over."""
    return [_text(entry) for entry in _ENTRY.findall(part)]


class _Reader:
    """Takes the rows of a sheet one after the other; a row or cell without a number follows the one before."""

    def __init__(self, formats: Formats) -> None:
        self.formats = formats
        self.rows: dict[int, list[CellValue]] = {}
        self.written: dict[tuple[int, int], str] = {}
        self.copied: dict[tuple[int, int], tuple[str, int, int]] = {}
        self._row = -1
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._cols = {get_column_letter(col + 1): col for col in range(100)}
        self._days: dict[str, CellValue] = {}
        self._read: dict[str, Callable[[str], CellValue]] = {
            "s": lambda text: formats.texts[int(text)],
            "str": _plain,
            "e": str,
            "b": lambda text: text.strip() in ("1", "true"),
            "d": _iso_moment,
        }

    def take(self, stretch: str) -> None:
        """Take what stands before the end of a row: rows without cells, and then the row."""
        body = ""
        for opening in _OPENING.finditer(stretch):
            number = dict(_ATTRIBUTE.findall(opening[1])).get("r")
            self._row = int(number) - 1 if number else self._row + 1
            body = stretch[opening.end() :]
        if not body:
            return
        cells: list[CellValue] = []
        usual = _USUAL_CELL.findall(body)
        if usual and len(usual) == body.count("<c"):
            self._take_usual(cells, usual)
        else:
            self._take_any(cells, body)
        if cells:
            self.rows[self._row] = cells

    def _take_usual(self, cells: list[CellValue], found: list[tuple[str, str, str, str, str]]) -> None:
        """Constants, as every program writes them."""
        cols, texts, days = self._cols, self.formats.texts, self.formats.days
        width = 0
        for letters, style, kind, text, own in found:
            if not text and not own:
                continue
            col = cols[letters] if letters in cols else self._col(letters)
            if col > width:
                cells += [None] * (col - width)
            width = col + 1
            if kind == "s":
                cells.append(texts[int(text)])
            elif own:
                cells.append(_plain(own))
            elif kind and kind != "n":
                cells.append(self._read[kind](text))
            elif style and days[int(style)]:
                cells.append(self._day(text))
            else:
                cells.append(int(text) if text.isdigit() else float(text))

    def _take_any(self, cells: list[CellValue], body: str) -> None:
        for inside, content in _CELL.findall(body):
            attributes = dict(_ATTRIBUTE.findall(inside))
            place = attributes.get("r", "").rstrip("0123456789")
            col = self._col(place) if place else len(cells)
            if content and "f" in content:
                content = self._without_formula(col, content)
            value = self._value(attributes.get("t", "n"), attributes.get("s", ""), content)
            cells += [None] * (col - len(cells))
            cells.append(value)

    def _value(self, kind: str, style: str, content: str) -> CellValue:
        if kind == "inlineStr":
            return _text(content)
        found = _VALUE.search(content) if content else None
        text = found[1] if found else ""
        if not text:
            return "" if kind == "str" and found else None
        if kind != "n":
            return self._read[kind](text)
        return self._day(text) if self.formats.shows_day(style) else _number(text)

    def _without_formula(self, col: int, content: str) -> str:
        """Keep the formula of a cell; those that Excel copied from another cell are worked out when asked for."""
        found = _FORMULA.search(content)
        if found is None:
            return content
        attributes, text = dict(_ATTRIBUTE.findall(found[1])), _plain(found[2] or "")
        at = (self._row, col)
        shared = attributes.get("si") if attributes.get("t") == "shared" else None
        if text:
            self.written[at] = f"={text}"
        if shared is not None and text:
            self._shared[shared] = (text, *at)
        elif shared is not None:
            self.copied[at] = self._shared[shared]
        return content[: found.start()] + content[found.end() :]

    def _col(self, letters: str) -> int:
        if letters not in self._cols:
            self._cols[letters] = column_index_from_string(letters) - 1
        return self._cols[letters]

    def _day(self, text: str) -> CellValue:
        if text not in self._days:
            self._days[text] = day_of(float(text), self.formats.epoch)
        return self._days[text]


def day_of(number: float, epoch: dt.datetime) -> CellValue:
    """The day or moment of a number that is shown as one; a number that is no day of Excel stays as it is."""
    if number < 1:
        return number
    try:
        moment = from_excel(number, epoch)
    except (ValueError, OverflowError):
        return number
    if isinstance(moment, dt.datetime):
        return moment if moment.time() != dt.time.min else moment.date()
    return moment if isinstance(moment, dt.date) else number


def _number(text: str) -> float | int:
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _iso_moment(text: str) -> CellValue:
    moment = dt.datetime.fromisoformat(text.removesuffix("Z"))
    return moment if moment.time() != dt.time.min else moment.date()


def _text(content: str) -> str:
    if "rPh" in content:
        content = _PHONETIC.sub("", content)
    return _plain("".join(_TEXT.findall(content)))


def _plain(text: str) -> str:
    """The text that the part of a file stands for."""
    if "&" in text:
        text = unescape(text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _moved(formula: str, row: int, col: int, to_row: int, to_col: int) -> str:
    """A formula as it reads in another cell, to which Excel copied it."""
    text = f"={formula}"
    ranges = (token for token in Tokenizer(text).items if token.subtype == Token.RANGE)
    if all("[" in token.value for token in ranges):  # a table's columns are called the same from everywhere
        return text
    here, there = (f"{get_column_letter(c + 1)}{r + 1}" for r, c in ((row, col), (to_row, to_col)))
    return Translator(text, here).translate_formula(there)
