"""A tracker in a file, as Excel, LibreOffice or our own writer saved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from salestracker_xl.refresh.source import Area, CellValue
from salestracker_xl.reviews.tracker_file import opened, readable

OURS = "st_"


class FileSource:
    """The protocol Source over an .xlsx or .xlsm file; use it in a `with`, which lets go of the file."""

    def __init__(self, path: Path | str) -> None:
        """Open a file. Raises a SalesTrackerError for what is no tracker or cannot be opened."""
        self.path = Path(path)
        self._package = opened(self.path)

    def __enter__(self) -> FileSource:
        return self

    def __exit__(self, *_: object) -> None:
        self._package.close()

    @property
    def file(self) -> str:
        """Name of the file."""
        return self.path.name

    @property
    def sheets(self) -> Sequence[str]:
        """Titles of all tabs, in their order."""
        return tuple(self._package.sheets)

    @property
    def names(self) -> Mapping[str, Area]:
        """Where the defined names that begin with st_ lead, as long as their cells exist."""
        return self._names

    @property
    def tables(self) -> Mapping[str, Area]:
        """The Excel tables by name, each with its header row and without a row of totals."""
        with readable(self.path):
            return self._package.tables

    @property
    def properties(self) -> Mapping[str, str]:
        """The custom properties of the document."""
        with readable(self.path):
            return self._package.properties

    def values(self, area: Area) -> list[list[CellValue]]:
        """What the cells show, row by row; of a formula, what the last program that calculated it found."""
        with readable(self.path):
            return self._package.cells(area.sheet).values(area.top, area.left, area.bottom, area.right)

    def formulas(self, sheet: str) -> Mapping[tuple[int, int], str]:
        """The formulas of a sheet by row and column, with their equals sign; constants are left out."""
        with readable(self.path):
            return self._package.cells(sheet).formulas

    def filters(self, sheet: str) -> Sequence[Area]:
        """The cells, headers included, of each filter that hides rows of a sheet."""
        with readable(self.path):
            return self._package.filters(sheet)

    @cached_property
    def _names(self) -> Mapping[str, Area]:
        with readable(self.path):
            return {name: area for name, area in self._package.names.items() if name.startswith(OURS)}
