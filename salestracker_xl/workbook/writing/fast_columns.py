"""The columns of a long table, as the ends of their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from salestracker_xl.distinct import distinct
from salestracker_xl.workbook.live import Live
from salestracker_xl.workbook.values import ExcelError
from salestracker_xl.workbook.writing.fast_sheet import (
    ESCAPED,
    FastColumn,
    SharedTexts,
    elements,
    number_text,
    xml_text,
)
from salestracker_xl.workbook.writing.pieces import Coded, Piece, joined, pc

LOOKED_AT = 4_096  # rows that tell whether the numbers of a column come again and again
OFTEN = 2  # a text that stands in its column this often is worth an entry among the shared strings
EXACT = 2**53  # whole numbers below are written as such


@dataclass(slots=True)
class Numbers:
    """A column of floats, NaN for a blank cell, in the fewest digits that bring back the same double."""

    values: np.ndarray
    _coded: Coded | None = None
    _whole: bool = False

    def prepare(self, shared: SharedTexts) -> None:
        """Write numbers that come again and again once. Raises TypeError at an infinite one."""
        if np.isinf(self.values).any():
            raise TypeError("A cell of Excel cannot hold an infinite number.")
        if _come_again(self.values[:LOOKED_AT]):
            encoded = pc.dictionary_encode(pa.array(self.values, from_pandas=True))
            self._coded = Coded.of(joined('"><v>', _written(encoded.dictionary), "</v></c>"), encoded.indices)

    def ending(self, rows: slice) -> list[Piece]:
        """The number."""
        if self._coded is not None:
            return [Coded(self._coded.texts, self._coded.codes[rows])]
        return ['"><v>', _written(pa.array(self.values[rows], from_pandas=True)), "</v></c>"]


@dataclass(slots=True)
class Texts:
    """A column of texts, null for a blank cell."""

    values: pa.Array
    _coded: Coded | None = None

    def prepare(self, shared: SharedTexts) -> None:
        """Share the texts where they come again and again, else leave each in its cell.

        Not every reader looks for escaped characters in a text that stands in its cell.
        """
        encoded = pc.dictionary_encode(self.values)
        texts = pc.cast(encoded.dictionary, pa.string())
        seldom = len(texts) * OFTEN > len(self.values) - self.values.null_count
        if seldom and not pc.any(pc.match_substring_regex(texts, ESCAPED)).as_py():
            return
        first = shared.reserve(texts)
        numbers = pc.cast(pa.array(np.arange(first, first + len(texts))), pa.string())
        self._coded = Coded.of(joined('" t="s"><v>', numbers, "</v></c>"), encoded.indices)

    def ending(self, rows: slice) -> list[Piece]:
        """A reference to the shared text, or the text itself."""
        if self._coded is not None:
            return [Coded(self._coded.texts, self._coded.codes[rows])]
        return ['" t="inlineStr"><is>', elements(pc.cast(self.values[rows], pa.string())), "</is></c>"]


@dataclass(slots=True)
class Anything:
    """A column of cells of any kind: texts, numbers, logical values, errors and live formulas with their values."""

    values: Sequence[Any]
    places: dict[str, int] = field(default_factory=dict)

    def prepare(self, shared: SharedTexts) -> None:
        """Share the texts."""
        texts = list(dict.fromkeys(value for value in self.values if isinstance(value, str) and value))
        first = shared.reserve(pa.array(texts, pa.string()))
        self.places = {text: first + at for at, text in enumerate(texts)}

    def ending(self, rows: slice) -> list[Piece]:
        """Each cell by itself."""
        return [pa.array([self._ending(value) for value in self.values[rows]], pa.string())]

    def _ending(self, value: Any) -> str | None:
        if isinstance(value, Live):
            held = 0.0 if value.value is None else value.value
            return f"{_kind(held)}><f>{xml_text(value.formula)}</f><v>{_content(held)}</v></c>"
        if value is None or value == "" or value != value:
            return None
        if isinstance(value, str):
            return f'" t="s"><v>{self.places[value]}</v></c>'
        return f"{_kind(value)}><v>{_content(value)}</v></c>"


def fast_column(values: np.ndarray | pa.Array | Sequence[Any]) -> FastColumn:
    """A column for values as tables have them: floats with NaN, or cells of any kind with None for a blank."""
    if isinstance(values, pa.Array):
        return Texts(values)
    if isinstance(values, np.ndarray) and values.dtype.kind in "fi":
        return Numbers(values.astype(float, copy=False))
    kinds = set(map(type, values))
    if kinds <= {str, type(None)}:
        return Texts(pa.array(list(values), pa.string()))
    if kinds <= {float, int, np.float64, type(None)}:
        return Numbers(np.array([np.nan if value is None else value for value in values], dtype=float))
    return Anything(list(values))


def _come_again(numbers: np.ndarray) -> bool:
    return len(distinct(numbers[~np.isnan(numbers)])) * OFTEN <= len(numbers)


def _written(numbers: pa.Array) -> pa.Array:
    """Numbers as texts; whole ones are written faster, and without a point."""
    cells = numbers.drop_null().to_numpy(zero_copy_only=False)
    whole = bool((np.abs(cells) < EXACT).all() and (cells == np.floor(cells)).all())
    return pc.cast(pc.cast(numbers, pa.int64()) if whole else pc.add(numbers, 0.0), pa.string())  # never -0


def _kind(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return '" t="b"'
    if isinstance(value, ExcelError):
        return '" t="e"'
    return '" t="str"' if isinstance(value, str) and value else '"'


def _content(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return str(int(value))
    if isinstance(value, str | ExcelError):
        return xml_text(str(value))
    return number_text(value)
