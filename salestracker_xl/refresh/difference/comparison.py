"""The cells of a sheet as they are beside those of its twin."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from salestracker_xl.calendar import serial_moment
from salestracker_xl.refresh.difference.standing import Standing
from salestracker_xl.refresh.difference.wording import common, renamed
from salestracker_xl.refresh.plan import Block, Cell, Formula
from salestracker_xl.refresh.source import Area, CellValue
from salestracker_xl.workbook.book import Sheet
from salestracker_xl.workbook.contents import Held, contents
from salestracker_xl.workbook.layout import NO_FIGURE, kinds_of
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.rectangles import Place, rectangles
from salestracker_xl.workbook.values import ExcelError, Value

NO_FORMULA = f"={NO_FIGURE}"
DIGITS = 2e-15  # by what a number may differ that XlsxWriter wrote with 16 digits
A_MOMENT = 1e-8  # of a day


@dataclass
class Differences:
    """What differs on one tab; `settled` are constants of ours that stay, and may be written again."""

    title: str
    changed: dict[Place, Cell] = field(default_factory=dict)
    recalculated: dict[Place, Cell] = field(default_factory=dict)
    settled: dict[Place, Cell] = field(default_factory=dict)

    def blocks(self) -> list[Block]:
        """The changed cells in few blocks."""
        return _blocks(self.title, self.changed, self.settled)

    def recalculated_blocks(self) -> list[Block]:
        """The formulas that stay, with their new values."""
        return _blocks(self.title, self.recalculated, {})


@dataclass(frozen=True, slots=True)
class Wording:
    """How formulas of the twin are worded in a workbook whose sheets and tables have other names."""

    sheets: Mapping[str, str]
    tables: Mapping[str, str]

    def of(self, live: Live) -> Formula:
        """The formula as it has to stand there."""
        return Formula("=" + renamed(live.formula, self.sheets, self.tables), live.value)


def compare(standing: Standing, sheet: Sheet) -> Differences:
    """Compare all cells of a sheet but the rows of its tables."""
    title = standing.titles[sheet.key]
    differences = Differences(title)
    held = contents(standing.twin, sheet)
    places = [place for place in kinds_of(sheet) if place not in standing.entered(title)]
    if not places:
        return differences
    cells = Cells(standing, title, places, standing.says_otherwise(sheet))
    left_blank = standing.was_blank(sheet.key)
    for place in places:
        if held[place] is None and place in left_blank:
            continue  # what is there now, a person wrote
        cells.compare(place, held[place], differences)
    return differences


class Cells:
    """The cells of a tab within the bounds of some places."""

    def __init__(self, standing: Standing, title: str, places: Sequence[Place], rewritten: bool) -> None:
        rows, cols = [row for row, _ in places], [col for _, col in places]
        self.top, self.left = min(rows), min(cols)
        self._values = standing.source.values(Area(title, self.top, self.left, max(rows), max(cols)))
        self._formulas = standing.source.formulas(title) if standing.tells_formulas else None
        self._rewritten = rewritten and self._formulas is None
        self._wording = Wording(standing.renamed_sheets, standing.renamed_tables)

    def compare(self, place: Place, wanted: Held, into: Differences) -> None:
        """Note what has to be done with one cell."""
        value = self._values[place[0] - self.top][place[1] - self.left]
        if isinstance(wanted, Live):
            self._compare_formula(place, value, self._wording.of(wanted), into)
        elif self.is_formula(place):
            return  # a person's own
        elif same(value, wanted):
            into.settled[place] = constant(wanted)
        else:
            into.changed[place] = constant(wanted)

    def is_formula(self, place: Place) -> bool:
        """Whether a formula is known to stand there, other than one that says that there is no figure."""
        return self._formulas is not None and common(self._formulas.get(place, NO_FORMULA)) != NO_FORMULA

    def _compare_formula(self, place: Place, value: CellValue, wanted: Formula, into: Differences) -> None:
        found = None if self._formulas is None else self._formulas.get(place)
        known = self._formulas is not None
        if self._rewritten or (known and (found is None or not _same_formula(found, wanted.text))):
            into.changed[place] = wanted
        elif not same(value, wanted.value):
            into.recalculated[place] = wanted


def same(value: CellValue, wanted: Value) -> bool:
    """Whether a cell of an open workbook shows what it should.

    >>> same(dt.date(2026, 6, 30), 46203), same("", None), same("5", 5), same(0.1 + 0.2, 0.3)
    (True, True, False, True)
    """
    if isinstance(value, dt.date):
        value, room = serial_moment(value), A_MOMENT
    else:
        room = 0.0
    if isinstance(wanted, ExcelError):
        return value == wanted.code
    if wanted is None or wanted == "":
        return value is None or value == ""
    if isinstance(value, bool) or isinstance(wanted, bool) or isinstance(value, str) or isinstance(wanted, str):
        return type(value) is type(wanted) and value == wanted
    return value is not None and math.isclose(value, wanted, rel_tol=DIGITS, abs_tol=room)


def constant(held: Held) -> Cell:
    """A constant of the twin as a cell of a plan."""
    if isinstance(held, ExcelError):
        return held.code
    if isinstance(held, Live):
        raise TypeError("a formula is no constant")
    return None if held == "" else held


def _same_formula(found: str, wanted: str) -> bool:
    return found == wanted or common(found) == common(wanted)


def _blocks(title: str, cells: Mapping[Place, Cell], others: Mapping[Place, Cell]) -> list[Block]:
    def cell(place: Place) -> Cell:
        return cells[place] if place in cells else others[place]

    found = []
    for area in rectangles(cells, others.keys()):
        width = area.right - area.left + 1
        flat = [cell(place) for place in area.places]
        rows = [flat[at : at + width] for at in range(0, len(flat), width)]
        found.append(Block(title, area.top, area.left, rows))
    return found


def as_blocks(found: Sequence[Differences]) -> tuple[list[Block], list[Block]]:
    """All blocks to write, and those of formulas with new values."""
    changed = chain.from_iterable(differences.blocks() for differences in found)
    return list(changed), list(chain.from_iterable(differences.recalculated_blocks() for differences in found))
