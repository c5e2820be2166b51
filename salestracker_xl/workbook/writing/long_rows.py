"""The rows of a long table, packed in pieces while other sheets are written."""

from __future__ import annotations

from functools import partial

from salestracker_xl.workbook.writing.fast_sheet import Block, row_texts
from salestracker_xl.workbook.writing.packing import Packers, Task

ROWS_AT_ONCE = 16_384  # a piece of them in work is some ten megabytes


class LongRows:
    """The pieces of a block, begun at once."""

    def __init__(self, block: Block, pool: Packers) -> None:
        self._block = block
        self._pool = pool
        self._pieces = [self._begun(start) for start in range(0, block.length, ROWS_AT_ONCE)]

    def finished(self) -> list[Task]:
        """All pieces; those are made anew into whose rows others wrote in the meantime."""
        first = self._block.first_row
        for at in {(row - first) // ROWS_AT_ONCE for row in (*self._block.beside, *self._block.openings)}:
            self._pieces[at].forget()
            self._pieces[at] = self._begun(at * ROWS_AT_ONCE)
        return self._pieces

    def _begun(self, start: int) -> Task:
        rows = slice(start, min(start + ROWS_AT_ONCE, self._block.length))
        return Task(partial(row_texts, self._block, rows), self._pool)
