"""The table inside a file: its rows without blank lines and without the header where it returns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from salestracker_xl.tables import kernels, notes
from salestracker_xl.tables.grid import Column, Grid


def framed(grid: Grid) -> Grid:
    """Give the data rows of a grid: blank rows, repeated headers and unused columns are left out."""
    blanked = replace(grid, columns=tuple(replace(column, text=_blank_as_null(column.text)) for column in grid.columns))
    filled = _filled_rows(blanked)
    repeated = _repeated_headers(blanked)
    kept = np.flatnonzero(filled & ~repeated)
    table = blanked if len(kept) == len(grid) else blanked.take(kept)
    table = replace(table, columns=tuple(column for column in table.columns if _is_used(column)) or table.columns)
    count = int(repeated.sum())
    return replace(table, notes=(*table.notes, notes.repeated_headers(count))) if count else table


def _blank_as_null(text: pa.Array) -> pa.Array:
    blank = kernels.blanks(text)
    return kernels.with_cells(text, blank, kernels.texts([None] * int(blank.sum()))) if blank.any() else text


def _filled_rows(grid: Grid) -> np.ndarray:
    filled = np.zeros(len(grid), bool)
    filled[list(grid.overflow)] = True
    for column in grid.columns:
        filled |= column.filled
        if filled.all():
            break
    return filled


def _repeated_headers(grid: Grid) -> np.ndarray:
    """Find rows in which every named column holds its own header, as page breaks of a printed report leave them."""
    repeated = np.full(len(grid), grid.header_line is not None)
    for column in grid.columns:
        if not repeated.any():
            break
        if not _is_nameless(column.header):
            repeated &= kernels.equals(column.text, column.header)
    return repeated


def _is_nameless(header: str) -> bool:
    return header.startswith("column ")


def _is_used(column: Column) -> bool:
    return not _is_nameless(column.header) or bool(column.filled.any())
