"""The cells of one argument, as they stand on the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain
from typing import Any, overload

import numpy as np

from salestracker_xl.given import Given, uneven
from salestracker_xl.plain_cells import Cell, blank, listed, plain, types_of
from salestracker_xl.whole_columns import Whole, read_at_once

Cells = Any  # one cell, a row or column of cells, or rows of cells

_ROW_TYPES = frozenset({list, tuple})


class Block(Sequence[Cell]):
    """Cells row by row, that remember how they stood on the sheet.

    As a sequence it is one of plain cells, freed of what a host wraps around them; `whole` is what they are where they
    can be read at once. Either is found out when somebody asks. `first_row` numbers the first row for a reader: 2 once
    a row of titles was left out; `columns` keeps, by kind, what was read from the cells, for a block that several
    metrics are asked of.
    """

    def __init__(self, given: Given, width: int = 1, first_row: int = 1) -> None:
        self.given = given
        self.width = width
        self.first_row = first_row
        self.columns: dict[str, np.ndarray] = {}

    def __len__(self) -> int:
        """How many cells there are."""
        return len(self.given)

    @overload
    def __getitem__(self, place: int) -> Cell: ...
    @overload
    def __getitem__(self, place: slice) -> list[Cell]: ...
    def __getitem__(self, place: int | slice) -> Cell:
        """Give the plain cell at a place, counted row by row."""
        return self.cells[place]

    def __iter__(self) -> Iterator[Cell]:
        """Go through the plain cells row by row."""
        return iter(self.cells)

    @cached_property
    def cells(self) -> list[Cell]:
        """The plain cells."""
        return plain(self.given.bare)

    @cached_property
    def types(self) -> frozenset[type]:
        """The types of the plain cells."""
        return types_of(self.cells)

    @cached_property
    def whole(self) -> Whole:
        """What the cells are read as at once."""
        return read_at_once(self.given)

    @property
    def shape(self) -> tuple[int, ...]:
        """The count of a row or column, since those pair up in order; height and width of anything wider."""
        height = len(self) // self.width
        return (len(self),) if 1 in (height, self.width) else (height, self.width)

    @property
    def says_nothing(self) -> bool:
        """Whether there is no cell, or only a blank one."""
        return len(self) == 0 or (len(self) == 1 and blank(self[0]))

    @property
    def top(self) -> list[Cell]:
        """The plain cells of the first row."""
        return plain(self.given[: self.width].bare)

    @cached_property
    def below_titles(self) -> Block:
        """What is left without the first row."""
        return Block(self.given[self.width :], self.width, self.first_row + 1)


def flatten(cells: Cells) -> Block:
    """Read one cell, a row, a column or rows of cells into a block, in whatever form the host gives them.

    Raises WrongInput for rows of different length.

    >>> flatten([[1, " Ada "], [3, ""]]).cells
    [1, 'Ada', 3, None]
    """
    if isinstance(cells, Block):
        return cells
    cells = listed(cells)
    if not isinstance(cells, list | tuple):
        return Block(Given([cells]))
    if _is_column_of_com(cells):
        return Block(Given(cells, in_rows=True))
    kinds_of_row = types_of(cells)
    if kinds_of_row.isdisjoint(_ROW_TYPES):
        return Block(Given(cells), max(len(cells), 1))
    if not kinds_of_row <= _ROW_TYPES:
        raise uneven()
    width = len(cells[0])
    if width == 1:
        with suppress(ValueError):  # of a row that is longer or shorter
            return Block(Given([cell for (cell,) in cells]))
    if set(map(len, cells)) != {width}:
        raise uneven()
    return Block(Given(list(chain.from_iterable(cells))), max(width, 1))


def _is_column_of_com(cells: Sequence[Cells]) -> bool:
    """Whether these are rows of one cell as COM makes them: of tuples in a tuple, which are always a rectangle.

    So the first row tells of all; nobody has to look at each before the cells are read.
    """
    return type(cells) is tuple and cells != () and type(cells[0]) is tuple and len(cells[0]) == 1
