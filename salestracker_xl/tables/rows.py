"""Rows that leave out what stands on a row above them, or in a column beside."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from salestracker_xl.tables.grid import Column, Grid
from salestracker_xl.tables.vocabulary import normal


def first_with(grid: Grid, phrases: Sequence[str]) -> Column | None:
    """Give the filled column whose header, in normal form, comes first among `phrases`."""
    by_name = {normal(column.header): column for column in reversed(grid.columns)}
    named = (by_name[phrase] for phrase in phrases if phrase in by_name)
    return next((column for column in named if column.filled.any()), None)


def with_gaps_filled(grid: Grid, *columns: Column | None) -> Grid:
    """Fill the blank cells of the first of these columns from the next ones; absent columns are passed over."""
    present = [column for column in columns if column is not None]
    if len(present) < 2:
        return grid
    whole = present[0]
    for other in present[1:]:
        whole = whole.filled_from(other)
    return grid.with_columns(whole)


def carried_down(grid: Grid, key: Column, headers: Sequence[str]) -> Grid:
    """Fill the blank cells under `headers` with the first filled one among the rows of the same `key`."""
    groups, _ = pd.factorize(key.text.to_pandas())
    return grid.with_columns(*(_carried(grid.column(header), groups) for header in headers))


def _carried(column: Column, groups: np.ndarray) -> Column:
    filled = np.flatnonzero(column.filled & (groups >= 0))[::-1]
    first = np.full(groups.max(initial=-1) + 2, -1)  # the last place is for rows without a key
    first[groups[filled]] = filled
    first[-1] = -1
    return column.filled_from(column.take(first[groups]))
