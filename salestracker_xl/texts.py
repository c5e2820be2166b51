"""The texts of a column, each different one once."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np

from salestracker_xl.arrow import arrow_for


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """A column of texts and blanks.

    Attributes
    ----------
    distinct : list of str
        The texts that stand in the column, in the order of first appearance.
    places : numpy.ndarray
        (cells,) where among these each cell is found, -1 for a blank.
    """

    distinct: list[str]
    places: np.ndarray

    def stripped(self) -> Texts:
        """Take the blanks from both ends of each text, after which some may be alike."""
        return Texts(list(map(str.strip, self.distinct)), self.places)


def texts_of(cells: list[str | None]) -> Texts:
    """Find the different ones among texts and blanks. Raises TypeError where one is neither.

    >>> texts_of(["Ada", None, "Bo", "Ada"]).places
    array([ 0, -1,  1,  0])
    """
    if arrow := arrow_for(cells):
        with suppress(ValueError):  # half a surrogate pair, which Excel can hand over, is no text for Arrow
            return _by_arrow(arrow, cells)
    place_of: defaultdict[Any, int] = defaultdict(count().__next__, {None: -1})
    places = np.fromiter(map(place_of.__getitem__, cells), np.int64, len(cells))
    del place_of[None]
    if not all(isinstance(text, str) for text in place_of):
        raise TypeError("A cell holds no text.")
    return Texts(list(place_of), places)


def _by_arrow(arrow: Any, cells: list[str | None]) -> Texts:
    column = arrow.array(cells)  # of the type that all share
    if column.type not in (arrow.string(), arrow.null()):
        raise TypeError(f"The cells hold {column.type}, not text.")
    encoded = column.dictionary_encode()
    places = encoded.indices.fill_null(-1) if encoded.null_count else encoded.indices
    return Texts(encoded.dictionary.to_pylist(), places.to_numpy().astype(np.int64))
