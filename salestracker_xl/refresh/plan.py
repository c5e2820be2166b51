"""What a refresh will write into a tracker, settled before the first cell is touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from salestracker_xl.language import Text

if TYPE_CHECKING:  # so that a plan of a few cells, in a browser, brings no generator with it
    from salestracker_xl.workbook.book import Book
    from salestracker_xl.workbook.values import Value


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as the file of a workbook writes it, with its equals sign, and the value that it has."""

    text: str
    value: Value


Cell = Formula | float | int | str | bool | None  # a day is its serial; a text is a text, whatever it begins with


@dataclass(frozen=True, slots=True)
class Block:
    """Cells to be written side by side: the tab as it is called now, the first row and column from 0, and the cells."""

    sheet: str
    row: int
    col: int
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Growth:
    """A table that ends in another row of its sheet than before, counted from 0."""

    table: str
    sheet: str
    last_row: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The sheets, by their keys, whose cells stand elsewhere now, and the names that are new in the data."""

    sheets: Sequence[str]
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Plan:
    """The cells to write, the tables that grow, and what a person is told of it.

    `recalculated` holds the formulas that stay and have another value; a host that calculates leaves them alone.
    With a `layout`, blocks alone cannot bring the workbook up to date: the sheets that it names have to be replaced by
    those of the `twin`, the workbook made anew in memory. Blocks, growth and formulas of all other sheets are as ever,
    so that whoever replaces sheets writes them too; whoever cannot replace sheets writes nothing.
    """

    blocks: Sequence[Block]
    growth: Sequence[Growth]
    recalculated: Sequence[Block]
    told: Text
    layout: Layout | None = None
    twin: Book | None = field(default=None, repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether the workbook already shows what it should."""
        return not (self.blocks or self.growth or self.recalculated or self.layout)
