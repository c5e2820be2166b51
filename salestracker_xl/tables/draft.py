"""The rows of one file while they become rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.tables import kernels, synonyms
from salestracker_xl.tables.currencies import currency_in_header, currency_of
from salestracker_xl.tables.dates import Days, read_days
from salestracker_xl.tables.grid import Column, Grid
from salestracker_xl.tables.habits import habit_of
from salestracker_xl.tables.number_cells import NumberKind, NumberProblem
from salestracker_xl.tables.numbers import DecimalStyle, Numbers, decimal_style, read_numbers
from salestracker_xl.tables.recognition import ASKED, REMEMBERED, Look, Match
from salestracker_xl.tables.rows import first_with
from salestracker_xl.tables.schema import Grain, TableSchema


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """Rows (one bool each) that are not to be taken, the header of the cell that says so, and the reason."""

    rows: np.ndarray
    header: str | None
    reason: Text


@dataclass(eq=False)
class Draft:
    """What is known so far about one file.

    `matches` says which column holds which field. The rules of the program that the file comes from may add `verdicts`
    on rows and `notes`, and may work out `amounts` (float, one a row; NaN where none can be told), `statuses` (str,
    None where blank) or, by field, other values of either kind by themselves. `currency_phrases` are the headers under
    which a currency may stand.
    """

    grid: Grid
    schema: TableSchema
    matches: dict[str, Match]
    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[Text] = field(default_factory=list)
    amounts: np.ndarray | None = None
    statuses: np.ndarray | None = None
    worked_out: dict[str, np.ndarray] = field(default_factory=dict)
    currency_phrases: Sequence[str] = synonyms.CURRENCY
    _numbers: dict[tuple[str, NumberKind], Numbers] = field(default_factory=dict)
    _codes: dict[str, np.ndarray] = field(default_factory=dict)
    _days: dict[tuple[str, Grain], Days] = field(default_factory=dict)

    def header_of(self, key: str) -> str | None:
        """Give the header of the column that holds a field, or None."""
        match = self.matches.get(key)
        return match.header if match else None

    def is_given(self, key: str) -> bool:
        """Tell whether a person said which column holds a field, now or before."""
        match = self.matches.get(key)
        return match is not None and match.reason in (ASKED, REMEMBERED)

    def find(self, phrases: Sequence[str]) -> Column | None:
        """Give the filled column whose header, in normal form, comes first among `phrases`."""
        return first_with(self.grid, phrases)

    def reject(self, rows: np.ndarray, header: str | None, reason: Text) -> None:
        """Note that these rows are not to be taken."""
        if rows.any():
            self.verdicts.append(Verdict(rows, header, reason))

    def codes(self, header: str) -> np.ndarray:
        """Number the cells of a column, equal where their texts are; -1 where blank."""
        if header not in self._codes:
            self._codes[header] = kernels.codes(self.grid.column(header).text)
        return self._codes[header]

    def numbers(self, header: str, kind: NumberKind) -> Numbers:
        """Read a column of numbers, asking the rest of the file where the column alone does not tell."""
        if (header, kind) not in self._numbers:
            column = self.grid.column(header)
            read = read_numbers(column, kind)
            if (read.problems == NumberProblem.UNDECIDED).any():
                read = read_numbers(column, kind, self.style)
            self._numbers[header, kind] = read
        return self._numbers[header, kind]

    def days(self, header: str, grain: Grain) -> Days:
        """Read a column of days, asking the rest of the file where the column alone does not tell."""
        if (header, grain) not in self._days:
            self._days[header, grain] = read_days(
                self.grid.column(header),
                grain,
                lambda: habit_of(self.grid, header, self.style, self._currencies),
                self.grid.serial_shift,
            )
        return self._days[header, grain]

    @cached_property
    def style(self) -> DecimalStyle:
        """How the file writes its decimals, as far as its columns of numbers tell."""
        looks = [Look(column) for column in self.grid.columns]
        return decimal_style([look.sample for look in looks if look.numbers > 0.8 and look.written_dates < 0.5])

    @property
    def _currencies(self) -> frozenset[str]:
        """The currencies that the amounts name in their header, in their cells, or in a column beside them."""
        header = self.header_of("amount")
        beside = self.find(self.currency_phrases)
        named = {currency_in_header(header)} if header else set()
        if header:
            named |= set(self.numbers(header, "money").currencies)
        if beside is not None:
            named |= {currency_of(cell) for cell in kernels.encoded(beside.text)[1]}
        return frozenset(name for name in named if name)
