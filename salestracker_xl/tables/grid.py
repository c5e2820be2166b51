"""The cells of one file as it holds them, before anything is understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from salestracker_xl.language import Text
from salestracker_xl.tables import kernels


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One column: the text of every cell as a person reads it in the file, null where the cell is blank.

    Where the file itself knows a cell as a number or a day, `numbers` (float, NaN elsewhere) and `days`
    (datetime64[D], NaT elsewhere) hold it; both have one entry a row, or are None where the file knows text alone.
    """

    header: str
    text: pa.Array
    numbers: np.ndarray | None = None
    days: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.text)

    def take(self, rows: np.ndarray) -> Column:
        """Give the column at the positions `rows`; a position of -1 gives a blank cell."""
        absent = rows < 0
        return Column(
            self.header,
            self.text.take(pa.array(rows, mask=absent)),
            None if self.numbers is None else np.where(absent, np.nan, self.numbers[rows]),
            None if self.days is None else np.where(absent, np.datetime64("NaT", "D"), self.days[rows]),
        )

    @property
    def filled(self) -> np.ndarray:
        """Which cells are not blank, one bool a row."""
        return kernels.filled(self.text)

    def filled_from(self, other: Column) -> Column:
        """Give the column with its blank cells taken from the same rows of `other`."""
        rows = np.flatnonzero(~self.filled & other.filled)
        if not len(rows):
            return self
        text = kernels.first_filled(self.text, other.text)
        numbers, days = self.numbers, self.days
        if numbers is not None or other.numbers is not None:
            numbers = np.full(len(self), np.nan) if numbers is None else numbers.copy()
            numbers[rows] = np.nan if other.numbers is None else other.numbers[rows]
        if days is not None or other.days is not None:
            days = np.full(len(self), "NaT", "datetime64[D]") if days is None else days.copy()
            days[rows] = np.datetime64("NaT") if other.days is None else other.days[rows]
        return Column(self.header, text, numbers, days)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The data rows of one file: its columns, and for each row the line on which a person finds it in the file.

    `header_line` is None where the file has no header; `overflow` holds, for rows with more cells than the header, what
    stands in the cells that are too many. `serial_shift` is what the numbers of days in the file lack of Excel's usual
    ones, which count from 1900.
    """

    name: str
    columns: tuple[Column, ...]
    lines: np.ndarray
    header_line: int | None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    notes: tuple[Text, ...] = ()
    overflow: Mapping[int, str] = field(default_factory=dict)
    serial_shift: int = 0

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of the columns, each different from the others."""
        return tuple(column.header for column in self.columns)

    def column(self, header: str) -> Column:
        """Give the column with exactly this header; raise KeyError where there is none."""
        for column in self.columns:
            if column.header == header:
                return column
        raise KeyError(header)

    def with_columns(self, *changed: Column) -> Grid:
        """Give the grid with these columns in the place of those with the same header."""
        by_header = {column.header: column for column in changed}
        return replace(self, columns=tuple(by_header.get(column.header, column) for column in self.columns))

    def take(self, rows: np.ndarray) -> Grid:
        """Give the grid with the rows at these positions alone."""
        places = {old: new for new, old in enumerate(rows.tolist()) if old in self.overflow} if self.overflow else {}
        return replace(
            self,
            columns=tuple(column.take(rows) for column in self.columns),
            lines=self.lines[rows],
            overflow={new: self.overflow[old] for old, new in places.items()},
        )

    def filled_cells(self, rows: np.ndarray) -> np.ndarray:
        """Count the cells that are not blank in each of the rows at these positions."""
        counts = np.zeros(len(rows), np.int64)
        for column in self.columns:
            counts += column.filled[rows]
        return counts
