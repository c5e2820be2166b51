"""An open tracker, wherever it is open: in a file, in Excel, or in the request of a server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from salestracker_xl.tables.formats.package import Area
from salestracker_xl.tables.formats.sheet_cells import CellValue

__all__ = ["Area", "CellValue", "Source"]


class Source(Protocol):
    """What a refresh asks of a workbook."""

    @property
    def file(self) -> str:
        """Name of the workbook, for messages."""
        ...

    @property
    def sheets(self) -> Sequence[str]:
        """Titles of all tabs, in their order."""
        ...

    @property
    def names(self) -> Mapping[str, Area]:
        """Where the defined names that begin with st_ lead, as long as their cells exist."""
        ...

    @property
    def tables(self) -> Mapping[str, Area]:
        """The Excel tables by name, each with its header row and without a row of totals."""
        ...

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom properties of the document."""
        ...

    def values(self, area: Area) -> list[list[CellValue]]:
        """What the cells show, row by row."""
        ...

    def formulas(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """The formulas of a sheet by row and column, with their equals sign; constants are left out."""
        ...
