"""The cells of a sheet's part changed in place: every other byte of the part stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils.cell import column_index_from_string

from salestracker_xl.refresh.package.cell_xml import cell_xml
from salestracker_xl.refresh.package.shared_formulas import taken_apart
from salestracker_xl.refresh.plan import Cell
from salestracker_xl.workbook.writing.fast_sheet import letters

CELL = re.compile(r"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
FORMULA = re.compile(r"<f\b[^>]*?(?:/>|>.*?</f>)", re.DOTALL)
_ROW = re.compile(r"<row\b[^>]*>")
_SHEET_DATA = re.compile(r"<sheetData\s*/>")
_DIMENSION = re.compile(r'(<dimension\b[^>]*?\bref=")([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?"')
_SPANS = re.compile(r'\bspans="(\d+):(\d+)"')
_COLUMN = re.compile(r"<col\b[^>]*>")


@dataclass(frozen=True, slots=True)
class Change:
    """What a cell holds from now on.

    `style` is the number of its format, None for the one that it has. Where `same_formula`, the formula stays as the
    file has it, and only its value is another. `written` is the element itself, in place of all that.
    """

    content: Cell
    style: int | None = None
    same_formula: bool = False
    written: str | None = None


Changes = Mapping[int, Mapping[int, Change]]  # by row and column, both counted from 0


@dataclass(frozen=True)
class SheetXml:
    """The text of a sheet's part."""

    text: str

    @cached_property
    def rows(self) -> list[tuple[int, re.Match[str]]]:
        """The opening of every row with the row's number, counted from 0."""
        found, number = [], -1
        for opening in _ROW.finditer(self.text):
            number = int(attribute(opening[0], "r") or number + 2) - 1
            found.append((number, opening))
        return found

    def cells(self, row: int) -> dict[int, re.Match[str]]:
        """The cells of a row by their column."""
        for number, opening in self.rows:
            if number == row:
                return dict(_cells(self._body(opening)))
        return {}

    def changed(self, changes: Changes) -> str:
        """The part with its cells changed, in their rows and in new ones; rows and cells stay in their order."""
        text = _SHEET_DATA.sub("<sheetData></sheetData>", self.text, count=1)
        apart = SheetXml(
            taken_apart(text, {(r, c): change.same_formula for r in changes for c, change in changes[r].items()})
        )
        return _dimensioned("".join(apart._pieces(changes)), changes)

    def _pieces(self, changes: Changes) -> Iterator[str]:
        looks = _column_styles(self.text)
        waiting = sorted(changes)
        at = 0
        for number, opening in self.rows:
            while waiting and waiting[0] < number:
                yield self.text[at : opening.start()]
                at = opening.start()
                row = waiting.pop(0)
                yield _new_row(row, changes[row], looks)
            if waiting and waiting[0] == number:
                yield self.text[at : opening.start()]
                yield _row(number, opening[0], self._body(opening), changes[waiting.pop(0)], looks)
                at = self._end(opening)
        end = self.text.index("</sheetData>")
        yield self.text[at:end]
        for row in waiting:
            yield _new_row(row, changes[row], looks)
        yield self.text[end:]

    def _body(self, opening: re.Match[str]) -> str:
        if opening[0].endswith("/>"):
            return ""
        return self.text[opening.end() : self.text.index("</row>", opening.end())]

    def _end(self, opening: re.Match[str]) -> int:
        return opening.end() if opening[0].endswith("/>") else self.text.index("</row>", opening.end()) + len("</row>")


def attribute(tag: str, name: str) -> str | None:
    """An attribute of an element's opening, as it is written; None without it.

    >>> attribute('<row r="7" spans="1:3">', "r")
    '7'
    """
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return None if found is None else found[1] if found[1] is not None else found[2]


def place_of(cell: str) -> tuple[int, int]:
    """Row and column of a cell, counted from 0.

    >>> place_of("C2")
    (1, 2)
    """
    name = cell.rstrip("0123456789")
    return int(cell[len(name) :]) - 1, column_index_from_string(name) - 1


def is_filled(cell: re.Match[str]) -> bool:
    """Whether a cell shows something, or holds a formula."""
    return bool(cell[2]) and re.search(r"<(f|is)\b|<v>[^<]", cell[2]) is not None


def _cells(body: str) -> Iterator[tuple[int, re.Match[str]]]:
    col = -1
    for cell in CELL.finditer(body):
        place = attribute(f"<c {cell[1]}", "r")
        col = place_of(place)[1] if place else col + 1
        yield col, cell


def _new_row(row: int, changes: Mapping[int, Change], looks: Mapping[int, int]) -> str:
    return _row(row, f'<row r="{row + 1}">', "", changes, looks)


def _row(row: int, opening: str, body: str, changes: Mapping[int, Change], looks: Mapping[int, int]) -> str:
    whole = int(attribute(opening, "s") or 0) if attribute(opening, "customFormat") in ("1", "true") else None
    cells = dict(_cells(body))
    written = {}
    for col in sorted({*cells, *changes}):
        change, cell = changes.get(col), cells.get(col)
        if change is None:
            written[col] = cell[0] if cell is not None else ""
        else:
            written[col] = _changed(row, col, change, cell, looks.get(col, 0) if whole is None else whole)
    return f"{_spanning(opening, changes)}{''.join(written.values())}</row>"


def _changed(row: int, col: int, change: Change, cell: re.Match[str] | None, usual: int) -> str:
    if change.written is not None:
        return change.written
    style = change.style
    if style is None:
        style = usual if cell is None else int(attribute(f"<c {cell[1]}", "s") or 0)
    formula = FORMULA.search(cell[2] or "") if cell is not None and change.same_formula else None
    written = cell_xml(row, col, style, change.content, formula[0] if formula else None)
    metadata = attribute(f"<c {cell[1]}", "cm") if cell is not None and formula is not None else None
    return written.replace("<c ", f'<c cm="{metadata}" ', 1) if metadata else written


def _spanning(opening: str, changes: Mapping[int, Change]) -> str:
    """The opening of a row that is not empty, and reaches as far as its cells."""
    if opening.endswith("/>"):
        opening = f"{opening[:-2].rstrip()}>"

    def wider(found: re.Match[str]) -> str:
        return (
            f'spans="{min(int(found[1]), *(c + 1 for c in changes))}:{max(int(found[2]), *(c + 1 for c in changes))}"'
        )

    return _SPANS.sub(wider, opening)


def _column_styles(text: str) -> dict[int, int]:
    """The formats of whole columns, which a new cell takes."""
    looks: dict[int, int] = {}
    for column in _COLUMN.findall(text[: text.index("<sheetData")]):
        style = int(attribute(column, "style") or 0)
        if style:
            first, last = int(attribute(column, "min") or 1), int(attribute(column, "max") or 1)
            looks.update(dict.fromkeys(range(first - 1, last), style))
    return looks


def _dimensioned(text: str, changes: Changes) -> str:
    """The part with a note of how far its cells reach."""
    filled = [
        (row, col)
        for row, cells in changes.items()
        for col, change in cells.items()
        if change.content is not None or change.written
    ]
    if not filled:
        return text

    def wider(found: re.Match[str]) -> str:
        top, left = place_of(f"{found[2]}{found[3]}")
        bottom, right = place_of(f"{found[4]}{found[5]}") if found[4] else (top, left)
        top, bottom = min(top, *(r for r, _ in filled)), max(bottom, *(r for r, _ in filled))
        left, right = min(left, *(c for _, c in filled)), max(right, *(c for _, c in filled))
        return f'{found[1]}{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"'

    return _DIMENSION.sub(wider, text, count=1)
