"""The rows of one file while they become rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.tables import synonyms
from salestracker_xl.tables.dates import Days, Habit
from salestracker_xl.tables.grid import Column, Grid
from salestracker_xl.tables.numbers import DecimalStyle, NumberKind, Numbers, decimal_style, read_numbers
from salestracker_xl.tables.recognition import Look, Match
from salestracker_xl.tables.schema import TableSchema
from salestracker_xl.tables.vocabulary import normal


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """Rows (one bool each) that are not to be taken, the header of the cell that says so, and the reason."""

    rows: np.ndarray
    header: str | None
    reason: Text


@dataclass(slots=True, eq=False)
class Draft:
    """What is known so far about one file.

    `matches` says which column holds which field. A rule of the file's origin may add `verdicts` on rows and `notes`,
    and may work out `amounts` (float, one a row; NaN where they cannot be told, which a verdict or a blank explains)
    or `statuses` by itself. `currency_header` is the column that names currencies.
    """

    grid: Grid
    schema: TableSchema
    matches: dict[str, Match]
    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    amounts: np.ndarray | None = None
    statuses: np.ndarray | None = None
    currency_header: str | None = None
    days: dict[str, Days] = field(default_factory=dict)
    numbers: dict[str, Numbers] = field(default_factory=dict)
    _style: DecimalStyle | None = None

    def header_of(self, key: str) -> str | None:
        """Give the header of the column that holds a field, or None."""
        match = self.matches.get(key)
        return match.header if match else None

    def find(self, phrases: Sequence[str]) -> Column | None:
        """Give the filled column whose header, in normal form, comes first among `phrases`."""
        by_name = {normal(column.header): column for column in reversed(self.grid.columns)}
        named = (by_name[phrase] for phrase in phrases if phrase in by_name)
        return next((column for column in named if column.filled.any()), None)

    def reject(self, rows: np.ndarray, header: str | None, reason: Text) -> None:
        """Note that these rows are not to be taken."""
        if rows.any():
            self.verdicts.append(Verdict(rows, header, reason))

    @property
    def style(self) -> DecimalStyle:
        """How the file writes its decimals, as far as its columns of numbers tell."""
        if self._style is None:
            looks = (Look(column) for column in self.grid.columns)
            self._style = decimal_style(look.sample for look in looks if look.numbers > 0.8 and look.written_dates < 0.5)
        return self._style

    def read_numbers(self, header: str, kind: NumberKind) -> Numbers:
        """Read a column of numbers, asking the rest of the file where the column alone does not tell."""
        key = f"{kind} {header}"
        if key not in self.numbers:
            column = self.grid.column(header)
            read = read_numbers(column, kind)
            if (read.problems == UNDECIDED_PROBLEM).any():
                read = read_numbers(column, kind, self.style)
            self.numbers[key] = read
        return self.numbers[key]
