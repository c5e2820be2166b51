"""The cells of one file as it holds them, before anything is understood."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from salestracker_xl.language import Text


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
        """Give the column at the positions `rows`."""
        return replace(
            self,
            text=self.text.take(pa.array(rows)),
            numbers=None if self.numbers is None else self.numbers[rows],
            days=None if self.days is None else self.days[rows],
        )

    @property
    def filled(self) -> np.ndarray:
        """Which cells are not blank, one bool a row."""
        return self.text.is_valid().to_numpy(zero_copy_only=False)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The data rows of one file: its columns, and for each row the line on which a person finds it in the file.

    `header_line` is None where the file has no header; `overflow` holds, for rows with more cells than the header, what
    stands in the cells that are too many.
    """

    name: str
    columns: tuple[Column, ...]
    lines: np.ndarray
    header_line: int | None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    notes: tuple[Text, ...] = ()
    overflow: dict[int, str] = field(default_factory=dict)

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
