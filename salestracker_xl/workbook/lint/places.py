"""Cells and blocks of a sheet as a file names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from salestracker_xl.limits import SHEET_COLUMNS, SHEET_ROWS

CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[rRcC]|[rR][0-9]*[cC][0-9]*")


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of cells, its rows and columns counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def overlaps(self, other: Block) -> bool:
        """Whether the two share a cell."""
        return (
            self.top <= other.bottom
            and other.top <= self.bottom
            and self.left <= other.right
            and other.left <= self.right
        )


def block(reference: str) -> Block | None:
    """The block that a reference such as "A4:L65" or "B2" names, or None when it names none.

    >>> block("B2:C3")
    Block(top=2, left=2, bottom=3, right=3)
    >>> block("C3:B2"), block("A0"), block("XFE1")
    (None, None, None)
    """
    corners = [CELL.fullmatch(corner) for corner in reference.split(":")]
    if not 1 <= len(corners) <= 2 or None in corners:
        return None
    places = [(int(corner[2]), column(corner[1])) for corner in corners if corner]
    (top, left), (bottom, right) = places[0], places[-1]
    found = Block(top, left, bottom, right)
    return found if top <= bottom <= SHEET_ROWS and left <= right <= SHEET_COLUMNS else None


@cache
def column(letters: str) -> int:
    """Number of a column, counted from 1.

    >>> column("A"), column("XFD")
    (1, 16384)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def reads_as_a_cell(name: str) -> bool:
    """Whether Excel would take a name for a cell, in either of its styles of reference.

    >>> reads_as_a_cell("CAC1"), reads_as_a_cell("R1C1"), reads_as_a_cell("AOV"), reads_as_a_cell("ZZZ9")
    (True, True, False, False)
    """
    if not LIKE_A_CELL.fullmatch(name):
        return False
    ordinary = CELL.fullmatch(name.upper())
    return ordinary is None or (column(ordinary[1]) <= SHEET_COLUMNS and int(ordinary[2]) <= SHEET_ROWS)
