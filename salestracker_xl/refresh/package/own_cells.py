"""Formats that people gave to cells of a sheet, and what they wrote beside ours, carried onto the sheet made anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from salestracker_xl.refresh.package.looks import Look, looks_of
from salestracker_xl.refresh.package.shared_formulas import formula_of, moved
from salestracker_xl.refresh.package.sheet_xml import FORMULA, Change, SheetXml, attribute, is_filled
from salestracker_xl.workbook.writing.fast_sheet import letters, xml_text

_STYLE = re.compile(r'\ss="\d+"')
_PLACE = re.compile(r'\sr="[A-Z]+\d+"')
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Moved:
    """A cell of a person that stands elsewhere now, because ours needed its place."""

    sheet: str
    before: str
    cell: str


@dataclass(frozen=True)
class OwnLooks:
    """Which cell formats of a workbook are a person's: those that its twin does not know.

    No cell that we show is without a format of its own, so what stands in one without is a person's too.
    """

    looks: list[Look]
    ours: Collection[Look]

    def is_own(self, style: int) -> bool:
        """Whether a person chose the format, whatever it is."""
        return not self.is_plain(style) and self.looks[style] not in self.ours

    def is_plain(self, style: int) -> bool:
        """Whether it is no format at all."""
        return self.looks[style] == self.looks[0]


def own_looks(here: str, twin: str) -> OwnLooks:
    """The formats of a person, from the styles of their workbook and of its twin."""
    return OwnLooks(looks_of(here), set(looks_of(twin)[1:]))


@dataclass
class OwnCells:
    """The cells of a sheet that are a person's, on their way to the sheet that takes its place.

    `rows` gives for a row with a label where that label is now; `left_blank` are cells that we left blank before.
    """

    title: str
    before: SheetXml
    after: SheetXml
    looks: OwnLooks
    rows: Mapping[int, int]
    left_blank: Collection[Place]
    moved: list[Moved] = field(default_factory=list)

    def carried(self) -> str:
        """The new sheet with the formats and cells of the person on it."""
        changes: dict[int, dict[int, Change]] = defaultdict(dict)
        there = {row: self.after.cells(row) for row, _ in self.after.rows}
        for row, _ in self.before.rows:
            cells = self.before.cells(row)
            ours_too = any(is_filled(cell) and self._is_ours(row, col, cell) for col, cell in cells.items())
            for col, cell in cells.items():
                if not self._is_own(row, col, cell, ours_too):
                    continue
                to = self.rows.get(row, row)
                taken = {**there.get(to, {}), **changes[to]}
                self._carry((row, col), cell, to, there.get(to, {}), taken, changes)
        return self.after.changed({row: cells for row, cells in changes.items() if cells})

    def _carry(
        self,
        at: Place,
        cell: re.Match[str],
        to: int,
        there: Mapping[int, re.Match[str]],
        taken: Collection[int],
        changes: dict[int, dict[int, Change]],
    ) -> None:
        row, col = at
        if col in there and is_filled(there[col]):
            if not (is_filled(cell) and self._wrote(row, col, cell)):
                changes[to][col] = Change(None, written=_styled(there[col][0], _style(cell)))
                return
            col = max(taken) + 1
            self.moved.append(Moved(self.title, f"{letters(at[1])}{row + 1}", f"{letters(col)}{to + 1}"))
        changes[to][col] = Change(None, written=self._placed(cell, at, (to, col)))

    def _is_own(self, row: int, col: int, cell: re.Match[str], ours_too: bool) -> bool:
        """Whether a cell is to be carried; the format of a row of ours that is gone is not."""
        if is_filled(cell) and self._wrote(row, col, cell):
            return True
        return self.looks.is_own(_style(cell)) and (row in self.rows or not ours_too)

    def _is_ours(self, row: int, col: int, cell: re.Match[str]) -> bool:
        return not self._wrote(row, col, cell) and not self.looks.is_own(_style(cell))

    def _wrote(self, row: int, col: int, cell: re.Match[str]) -> bool:
        return (row, col) in self.left_blank or self.looks.is_plain(_style(cell))

    def _placed(self, cell: re.Match[str], at: Place, to: Place) -> str:
        """A cell elsewhere; its formula reads there as if it had been copied."""
        element = FORMULA.search(cell[0])
        text = cell[0]
        if element is not None:
            formula = moved(formula_of(self.before.text, element[0], at), at, to)
            text = text.replace(element[0], f"<f>{xml_text(formula)}</f>")
        return f'<c r="{letters(to[1])}{to[0] + 1}"' + _PLACE.sub("", text, count=1).removeprefix("<c")


def _style(cell: re.Match[str]) -> int:
    return int(attribute(f"<c {cell[1]}", "s") or 0)


def _styled(cell: str, style: int) -> str:
    return (
        _STYLE.sub(f' s="{style}"', cell, count=1) if _STYLE.search(cell) else cell.replace("<c", f'<c s="{style}"', 1)
    )
