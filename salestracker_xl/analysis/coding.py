"""Columns as numbers of the different things that stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute

from salestracker_xl.tables.fields import text_series

pc: Any = pyarrow.compute  # its functions are made on import, where no type checker sees them


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """The different values of a column in their order, and the place of each row's among them.

    A blank has the place behind the last. `values` are texts of Arrow, or days.
    """

    values: pa.Array | np.ndarray
    places: np.ndarray

    @property
    def size(self) -> int:
        """How many different places there can be."""
        return len(self.values) + 1

    def cells(self, places: np.ndarray) -> pd.Series:
        """The values at some places, blank ones for the last."""
        if isinstance(self.values, np.ndarray):
            return pd.Series(self.values[places].astype("datetime64[s]"))
        return text_series(self.values.take(pa.array(places, mask=places == len(self.values))))


def coded_names(names: pd.Series) -> Coded:
    """The names of a column of texts, in the order of their letters."""
    array: Any = pa.array(names, pa.large_string(), from_pandas=True)
    encoded = (array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array).dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.unify_dictionaries().combine_chunks()
    order = pc.array_sort_indices(encoded.dictionary)
    places = np.empty(len(order) + 1, np.int64)
    places[order.to_numpy()] = np.arange(len(order))
    places[-1] = len(order)
    return Coded(encoded.dictionary.take(order), places[pc.fill_null(encoded.indices, len(order)).to_numpy()])


def coded_days(days: np.ndarray) -> Coded:
    """The days of a column, none of them blank."""
    numbers = days.astype("datetime64[D]").astype(np.int64)
    places, first = compact(numbers - numbers.min())
    return Coded(days.astype("datetime64[D]")[first], places)


def compact(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The rank of each small whole number among those that occur, and a row for each rank that has it."""
    seen = np.bincount(numbers) > 0
    ranks = (np.cumsum(seen) - 1)[numbers]
    rows = np.empty(int(seen.sum()), np.int64)
    rows[ranks] = np.arange(len(numbers))
    return ranks, rows
