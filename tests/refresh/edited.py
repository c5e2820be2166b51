"""A workbook in which a person typed, without the price of saving it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.utils.cell import coordinate_to_tuple

from salestracker_xl.refresh.source import Area, CellValue, Source


class Edited:
    """The protocol Source over another source, with other values in some cells, named as in {"Sales!K512": 12.5}."""

    def __init__(self, source: Source, cells: Mapping[str, Any]) -> None:
        self._source = source
        self._cells: dict[tuple[str, int, int], CellValue] = {}
        for place, value in cells.items():
            sheet, _, cell = place.rpartition("!")
            row, col = coordinate_to_tuple(cell)
            self._cells[sheet, row - 1, col - 1] = value

    @property
    def file(self) -> str:
        return self._source.file

    @property
    def sheets(self) -> Sequence[str]:
        return self._source.sheets

    @property
    def names(self) -> Mapping[str, Area]:
        return self._source.names

    @property
    def tables(self) -> Mapping[str, Area]:
        return self._source.tables

    @property
    def properties(self) -> Mapping[str, str]:
        return self._source.properties

    def values(self, area: Area) -> list[list[CellValue]]:
        rows = self._source.values(area)
        for (sheet, row, col), value in self._cells.items():
            if sheet == area.sheet and area.top <= row <= area.bottom and area.left <= col <= area.right:
                rows[row - area.top][col - area.left] = value
        return rows

    def formulas(self, sheet: str) -> Mapping[tuple[int, int], str]:
        typed = {(row, col) for title, row, col in self._cells if title == sheet}
        return {place: formula for place, formula in self._source.formulas(sheet).items() if place not in typed}
