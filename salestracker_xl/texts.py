"""The texts of a column, each different one once."""

from __future__ import annotations

import sys
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

MANY = 4_000  # cells from which on Arrow is the quicker: it lays texts side by side before it compares them


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """A column of texts and blanks.

    Attributes
    ----------
    distinct : list of str or None
        What stands in the column, texts in the order of first appearance, None for a blank.
    places : numpy.ndarray
        (cells,) where among these each cell is found.
    """

    distinct: list[str | None]
    places: np.ndarray

    @property
    def cells(self) -> list[str | None]:
        """The column, cell by cell."""
        return list(map(self.distinct.__getitem__, self.places.tolist()))

    def stripped(self) -> Texts:
        """Take the blanks from both ends of each text; a text of nothing else is a blank. The same, if none has any."""
        bare = [None if text is None else text.strip() or None for text in self.distinct]
        return self if bare == self.distinct else Texts(bare, self.places)


def texts_of(cells: list[str | None]) -> Texts:
    """Find the different ones among texts and blanks.

    >>> texts_of(["Ada", None, "Bo", "Ada"]).places
    array([0, 1, 2, 0])
    """
    arrow = sys.modules.get("pyarrow") if len(cells) >= MANY else None  # pandas brings it along; a browser has none
    if arrow is not None:
        with suppress(ValueError):  # half a surrogate pair, which Excel can hand over, is no text for Arrow
            return _by_arrow(arrow, cells)
    place_of: defaultdict[str | None, int] = defaultdict(count().__next__)
    places = np.fromiter(map(place_of.__getitem__, cells), np.int64, len(cells))
    return Texts(list(place_of), places)


def _by_arrow(arrow: Any, cells: list[str | None]) -> Texts:
    encoded = arrow.array(cells, type=arrow.dictionary(arrow.int32(), arrow.string()))
    distinct: list[str | None] = encoded.dictionary.to_pylist()
    places = encoded.indices.to_numpy(zero_copy_only=False)  # with blanks they are floats, NaN for a blank
    if encoded.null_count:
        places = np.nan_to_num(places, nan=len(distinct))
        distinct.append(None)
    return Texts(distinct, places.astype(np.int64))
