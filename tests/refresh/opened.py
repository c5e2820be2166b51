"""A file of a tracker as an open workbook: in Excel, as far as a refresh asks it, and in the request of a server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
import xlwings
from engines.payload import payload
from openpyxl.utils.cell import range_boundaries


def in_a_request(path: Path) -> Any:
    """The workbook as xlwings Server hands it to a script: no formulas, and no properties of the document.

    Whoever imports xlwings with a key in the environment can say Book(json=...); a test comes after that.
    """
    titles = _loaded(path, False).sheetnames
    sent = payload(path, titles, titles[0], "A1")
    for sheet, own in zip(sent["sheets"], _loaded(path, False).worksheets, strict=True):
        sheet["tables"] = [
            {
                "name": table.displayName,
                "range_address": table.ref,
                "show_headers": bool(table.headerRowCount),
                "show_totals": bool(table.totalsRowCount),
            }
            for table in own.tables.values()
        ]
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XLWINGS_LICENSE_KEY", "noncommercial")
        from xlwings.pro import _xlremote as remote
    return xlwings.Book(impl=next(iter(remote.engine.apps)).books.open(json=sent))


def in_excel(path: Path) -> Any:
    """The workbook with the few properties that BookSource reads, answered as Excel for Windows does."""
    shown, written = _loaded(path, True), _loaded(path, False)
    sheets = [_Sheet(sheet, written[sheet.title]) for sheet in shown]
    names = [
        SimpleNamespace(name=name, refers_to=f"={defined.attr_text}") for name, defined in shown.defined_names.items()
    ]
    return SimpleNamespace(name=path.name, sheets=_Sheets(sheets), names=names)


@cache
def _loaded(path: Path, data_only: bool) -> Any:
    return openpyxl.load_workbook(path, data_only=data_only)


class _Sheets(list[Any]):
    def __getitem__(self, key: Any) -> Any:
        return next(sheet for sheet in self if sheet.name == key)


class _Sheet:
    def __init__(self, shown: Any, written: Any) -> None:
        self.name = shown.title
        self.used_range = _Range(shown, written, shown.dimensions)
        self.tables = [
            SimpleNamespace(
                name=table.displayName,
                range=_Range(shown, written, table.ref),
                show_headers=bool(table.headerRowCount),
                show_totals=bool(table.totalsRowCount),
            )
            for table in shown.tables.values()
        ]


@dataclass(frozen=True)
class _Range:
    shown: Any
    written: Any
    reference: str

    @property
    def _bounds(self) -> list[int]:
        return [int(bound or 1) for bound in range_boundaries(self.reference)]

    @property
    def row(self) -> int:
        return self._bounds[1]

    @property
    def column(self) -> int:
        return self._bounds[0]

    @property
    def shape(self) -> tuple[int, int]:
        left, top, right, bottom = self._bounds
        return bottom - top + 1, right - left + 1

    def options(self, *, ndim: int, err_to_str: bool) -> Any:
        assert (ndim, err_to_str) == (2, True)
        return SimpleNamespace(value=[[_as_com(cell) for cell in row] for row in self._cells(self.shown)])

    @property
    def formula(self) -> Any:
        rows = tuple(tuple("" if cell is None else _spoken(cell) for cell in row) for row in self._cells(self.written))
        return rows[0][0] if self.shape == (1, 1) else rows

    def _cells(self, sheet: Any) -> Sequence[Sequence[Any]]:
        left, top, right, bottom = self._bounds
        return list(sheet.iter_rows(top, bottom, left, right, values_only=True))


def _as_com(cell: Any) -> Any:
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


def _spoken(cell: Any) -> Any:
    return getattr(cell, "text", cell)
