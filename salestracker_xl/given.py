"""Cells as a host hands them over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import starmap
from typing import Any

from salestracker_xl.language import Text
from salestracker_xl.metric import WrongInput
from salestracker_xl.plain_cells import Cell


@dataclass(frozen=True)
class Given:
    """Cells row by row: bare, or a column of which each is still the only one of its row."""

    cells: Sequence[Any]
    in_rows: bool = False

    def __len__(self) -> int:
        """How many there are."""
        return len(self.cells)

    def __getitem__(self, places: slice) -> Given:
        """Some of them."""
        return Given(self.cells[places], self.in_rows)

    def each(self, method: Callable[[Any], Any]) -> Iterable[Any]:
        """Call a function for each cell. A method of a type raises TypeError at the first cell of another type.

        With such a method a column is freed of its rows, looked through and read in one pass.

        >>> list(Given([(1.5,), (2.5,)], in_rows=True).each(float.conjugate))
        [1.5, 2.5]
        """
        return starmap(method, self.cells) if self.in_rows else map(method, self.cells)

    @property
    def first(self) -> Cell:
        """The first cell that is not blank, None if all are."""
        told = (cell for it in self.cells for cell in (it if self.in_rows else (it,)) if cell is not None)
        return next(told, None)

    @cached_property
    def bare(self) -> list[Cell]:
        """The cells without their rows. Raises WrongInput where not each row holds one."""
        if not self.in_rows:
            return list(self.cells)
        try:
            return [cell for (cell,) in self.cells]
        except (TypeError, ValueError):
            raise uneven() from None


def uneven() -> WrongInput:
    """Say that rows are of different length."""
    return WrongInput(
        Text("The rows of a range must be of equal length.", "Les lignes d'une plage doivent avoir la même longueur.")
    )
