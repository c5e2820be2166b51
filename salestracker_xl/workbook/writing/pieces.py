"""Columns of text side by side, joined row by row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

pc: Any = pyarrow.compute  # its functions are made on import, where no type checker sees them

SELDOM = 8  # rows a text: texts that come more often are joined with their neighbours before they are laid out


@dataclass(frozen=True, slots=True)
class Coded:
    """A column whose texts come again and again: the texts, and which of them stands in each row; null for none."""

    texts: pa.Array
    codes: pa.Array

    @classmethod
    def of(cls, texts: pa.Array, codes: pa.Array) -> Coded:
        """A column whose codes take as few bytes as they can."""
        narrow = next(kind for kind in (pa.int8(), pa.int16(), pa.int32()) if len(texts) < 1 << (kind.bit_width - 1))
        return cls(texts, pc.cast(codes, narrow))

    @property
    def null_count(self) -> int:
        """Rows without a text."""
        return self.codes.null_count

    @property
    def cells(self) -> pa.Array:
        """The text of each row."""
        return self.texts.take(self.codes)

    def between(self, before: str, after: str) -> Coded:
        """The same column with a text before and behind each of its own."""
        return Coded(pc.binary_join_element_wise(before, self.texts, after, ""), self.codes)

    @property
    def _is_short(self) -> bool:
        return len(self.texts) * SELDOM <= len(self.codes)


Piece = str | pa.Array | Coded


def joined(*pieces: Piece) -> pa.Array:
    """Pieces side by side, row by row; null where one of them is.

    Joining takes a turn for each piece in each row: texts that are the same in all rows, and those that come again and
    again, are made one with their neighbours beforehand.
    """
    fewer: list[Piece] = []
    for piece in pieces:
        if fewer and (whole := _made_one(fewer[-1], piece)) is not None:
            fewer[-1] = whole
        else:
            fewer.append(piece)
    columns = [piece.cells if isinstance(piece, Coded) else piece for piece in fewer]
    return columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, "")


def _made_one(left: Piece, right: Piece) -> Piece | None:
    if isinstance(left, str) and isinstance(right, str):
        return left + right
    if isinstance(left, str) and isinstance(right, Coded) and right._is_short:
        return right.between(left, "")
    if isinstance(left, Coded) and isinstance(right, str) and left._is_short:
        return left.between("", right)
    return None


def blanks(pieces: Sequence[Piece]) -> int:
    """How many rows are null when these are joined, of which one alone may have blanks."""
    return max((piece.null_count for piece in pieces if not isinstance(piece, str)), default=0)


def text_of(texts: pa.Array) -> memoryview:
    """All texts of an array in one, as UTF-8, without copying them."""
    _, _, data = texts.buffers()
    bounds = _bounds(texts)
    return memoryview(data if data is not None else b"")[int(bounds[0]) : int(bounds[-1])]


def octets_of(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """The bytes of all texts of an array, and where each text begins, with the end of the last one."""
    bounds = _bounds(texts)
    return np.frombuffer(text_of(texts), np.uint8), bounds - bounds[0]


def _bounds(texts: pa.Array) -> np.ndarray:
    _, offsets, _ = texts.buffers()
    return np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
