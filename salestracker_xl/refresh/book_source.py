"""A tracker in an open workbook, through what xlwings offers alike on Windows, on a Mac and on a server.

A sheet is read whole, once: each question to a running Excel takes its time. Only Windows and Mac tell formulas; a
browser sends values alone, and no properties of the document, which are therefore read from cells of the tracker.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from salestracker_xl.refresh.source import Area, CellValue
from salestracker_xl.tables.formats.package import area_of
from salestracker_xl.tables.formats.sheet_cells import SheetCells
from salestracker_xl.workbook import memory

OURS = "st_"


class BookSource:
    """The protocol Source over an xlwings Book, as it is at the first question."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._cells: dict[str, SheetCells] = {}
        self._formulas: dict[str, dict[tuple[int, int], str]] = {}

    @property
    def file(self) -> str:
        """Name of the workbook."""
        return str(self._book.name)

    @property
    def sheets(self) -> Sequence[str]:
        """Titles of all tabs, in their order."""
        return self._sheets

    @property
    def names(self) -> Mapping[str, Area]:
        """Where the defined names that begin with st_ lead, as long as their cells exist."""
        return self._names

    @property
    def tables(self) -> Mapping[str, Area]:
        """The Excel tables by name, each with its header row and without a row of totals."""
        return self._tables

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom properties of the document, as the tracker remembers them; none where it does not."""
        if memory.PROPERTIES not in self.names:
            return {}
        try:
            return memory.read_properties(cell for row in self.values(self.names[memory.PROPERTIES]) for cell in row)
        except (ValueError, AttributeError):
            return {}

    def values(self, area: Area) -> list[list[CellValue]]:
        """What the cells show, row by row."""
        if area.sheet not in self._cells:
            self._cells[area.sheet] = SheetCells(dict(self._rows(area.sheet)))
        return self._cells[area.sheet].values(area.top, area.left, area.bottom, area.right)

    def formulas(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """The formulas of a sheet by row and column, with their equals sign; none where Excel does not tell them."""
        if sheet not in self._formulas:
            self._formulas[sheet] = dict(self._formulas_of(sheet))
        return self._formulas[sheet]

    @cached_property
    def _sheets(self) -> Sequence[str]:
        return tuple(str(sheet.name) for sheet in self._book.sheets)

    @cached_property
    def _names(self) -> Mapping[str, Area]:
        ours = ((name.name, name) for name in self._book.names)
        areas = {key: area_of(name.refers_to or "") for key, name in ours if key.startswith(OURS)}
        return {key: area for key, area in areas.items() if area is not None and area.sheet in self.sheets}

    @cached_property
    def _tables(self) -> Mapping[str, Area]:
        return dict(self._each_table())

    def _each_table(self) -> Iterator[tuple[str, Area]]:
        for sheet in self._book.sheets:
            for table in sheet.tables:
                cells = table.range
                if cells is None:
                    continue
                (height, width), top, left = cells.shape, cells.row - 1, cells.column - 1
                first = top if table.show_headers else top - 1
                last = top + height - (2 if table.show_totals else 1)
                yield str(table.name), Area(str(sheet.name), first, left, last, left + width - 1)

    def _rows(self, sheet: str) -> Iterator[tuple[int, list[CellValue]]]:
        used = self._book.sheets[sheet].used_range
        rows = used.options(ndim=2, err_to_str=True).value
        before: list[CellValue] = [None] * (used.column - 1)
        for at, row in enumerate(rows, start=used.row - 1):
            yield at, before + [_plain(cell) for cell in row]

    def _formulas_of(self, sheet: str) -> Iterator[tuple[tuple[int, int], str]]:
        """A text that begins with = is told like a formula; its cell shows the same."""
        used = self._book.sheets[sheet].used_range
        try:
            found = used.formula
        except NotImplementedError:
            return
        for row, cells in enumerate(_in_rows(found), start=used.row - 1):
            for col, text in enumerate(cells, start=used.column - 1):
                if isinstance(text, str) and text.startswith("="):
                    [[shown]] = self.values(Area(sheet, row, col, row, col))
                    if shown != text:
                        yield (row, col), text


def _plain(cell: Any) -> CellValue:
    """A day without its midnight."""
    if isinstance(cell, dt.datetime) and cell.time() == dt.time.min:
        return cell.date()
    return cell


def _in_rows(found: Any) -> Sequence[Sequence[Any]]:
    """Cells row by row, as one cell and one row do not come by themselves."""
    if not isinstance(found, list | tuple):
        return [[found]]
    return [row if isinstance(row, list | tuple) else [row] for row in found]
