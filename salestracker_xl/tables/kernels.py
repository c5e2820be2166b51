"""Columns of text, asked and changed all at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

TEXT = pa.large_string()
_SPACE, _LAST_PLAIN = ord(" "), ord("~")  # between them stand the signs of plain English


def texts(cells: Sequence[str | None]) -> pa.Array:
    """Give cells as a column of text."""
    return pa.array(cells, TEXT)


def repeated(cell: str, rows: int) -> pa.Array:
    """Give a column in which the same text stands throughout."""
    return pa.repeat(pa.scalar(cell, TEXT), rows)


def matches(text: pa.Array, pattern: str) -> np.ndarray:
    """Tell which cells a regular expression (of RE2) finds something in; blank cells are False."""
    return _bools(pc.call_function("match_substring_regex", [text], pc.MatchSubstringOptions(pattern)))


def contains(text: pa.Array, piece: str) -> np.ndarray:
    """Tell which cells contain a piece of text; blank cells are False."""
    return _bools(pc.call_function("match_substring", [text], pc.MatchSubstringOptions(piece)))


def starts_with(text: pa.Array, piece: str) -> np.ndarray:
    """Tell which cells begin with a piece of text; blank cells are False."""
    return _bools(pc.call_function("starts_with", [text], pc.MatchSubstringOptions(piece)))


def blanks(text: pa.Array) -> np.ndarray:
    """Tell which cells hold a text in which nothing is to be seen; null is False."""
    octets, starts, lengths = _octets(text)
    if np.count_nonzero(lengths) == len(text) - text.null_count:
        first = octets[starts[lengths > 0]]
        if not ((first <= _SPACE) | (first > _LAST_PLAIN)).any():
            return np.zeros(len(text), bool)
    return _bools(pc.call_function("utf8_is_space", [text])) | _bools(pc.call_function("equal", [text, ""]))


def is_ascii(text: pa.Array) -> bool:
    """Tell whether the column needs no letters beyond plain English."""
    return bool(pc.fill_null(pc.call_function("string_is_ascii", [text]), True).to_numpy(zero_copy_only=False).all())


def is_plain(text: pa.Array) -> bool:
    """Tell whether the column holds plain English letters, digits and signs alone, with no blank around a cell."""
    octets, starts, lengths = _octets(text)
    if not len(octets):
        return True
    filled = lengths > 0
    first, last = octets[starts[filled]], octets[(starts + lengths)[filled] - 1]
    within = octets.min() >= _SPACE and octets.max() <= _LAST_PLAIN
    return bool(within and not (first == _SPACE).any() and not (last == _SPACE).any())


def has_from_end(text: pa.Array, place: int, signs: str) -> bool:
    """Tell whether a cell has one of these plain signs so many places before its end."""
    octets, starts, lengths = _octets(text)
    there = octets[(starts + lengths - place)[lengths >= place]]
    return any((there == ord(sign)).any() for sign in signs)


def equals(text: pa.Array, cell: str) -> np.ndarray:
    """Tell which cells are this text, blanks around it aside; blank cells are False."""
    return _bools(pc.call_function("equal", [trimmed(text), pa.scalar(cell, text.type)]))


def lengths(text: pa.Array) -> np.ndarray:
    """Count the characters of every cell; blank cells have none."""
    return pc.fill_null(pc.call_function("utf8_length", [text]), 0).to_numpy(zero_copy_only=False)


def longest(text: pa.Array) -> int:
    """Count the bytes of the longest cell."""
    return int(_octets(text)[2].max(initial=0))


def trimmed(text: pa.Array) -> pa.Array:
    """Take the blanks off both ends of every cell."""
    return pc.call_function("utf8_trim_whitespace", [text])


def lowered(text: pa.Array) -> pa.Array:
    """Write every cell in lower case."""
    return pc.call_function("utf8_lower", [text])


def replaced(text: pa.Array, piece: str, by: str) -> pa.Array:
    """Replace a piece of text wherever it stands."""
    return pc.call_function("replace_substring", [text], pc.ReplaceSubstringOptions(piece, by))


def without(text: pa.Array, pattern: str) -> pa.Array:
    """Take out what a regular expression (of RE2) finds."""
    return pc.call_function("replace_substring_regex", [text], pc.ReplaceSubstringOptions(pattern, ""))


def with_cells(text: pa.Array, rows: np.ndarray, cells: pa.Array) -> pa.Array:
    """Put `cells`, in their order, in the place of the chosen rows (one bool each)."""
    return pc.call_function("replace_with_mask", [text, pa.array(rows), cells.cast(text.type)])


def chosen(text: pa.Array, rows: np.ndarray) -> pa.Array:
    """Give the chosen rows (one bool each)."""
    return text if rows.all() else text.filter(pa.array(rows))


def first_filled(text: pa.Array, other: pa.Array) -> pa.Array:
    """Fill the blank cells of one column from another."""
    return pc.call_function("coalesce", [text, other.cast(text.type)])


def floats(text: pa.Array) -> np.ndarray:
    """Read plain numbers with a decimal point; raise ArrowInvalid for anything else."""
    return pc.cast(text, pa.float64()).to_numpy(zero_copy_only=False)


def encoded(text: pa.Array) -> tuple[np.ndarray, list[str]]:
    """Give each cell's place among the different texts of the column, -1 where blank, and those texts."""
    column = text.dictionary_encode()
    return pc.fill_null(column.indices, -1).to_numpy(zero_copy_only=False).astype(
        np.int64
    ), column.dictionary.to_pylist()


def codes(text: pa.Array) -> np.ndarray:
    """Give each cell a number, equal where the texts are, in the order in which they come; -1 where blank."""
    return pc.fill_null(text.dictionary_encode().indices, -1).to_numpy(zero_copy_only=False).astype(np.int64)


def filled(text: pa.Array) -> np.ndarray:
    """Tell which cells are not blank."""
    return text.is_valid().to_numpy(zero_copy_only=False)


def _octets(text: pa.Array) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give the bytes of all cells, where each cell begins, and how many it has; blank cells have none."""
    if not len(text):
        return np.zeros(0, np.uint8), np.zeros(0, np.int64), np.zeros(0, np.int64)
    _, offsets, data = text.buffers()
    wide = pa.types.is_large_string(text.type)  # as a CSV reader gives it; what is made of Python's texts is not
    bounds = np.frombuffer(offsets, np.int64 if wide else np.int32)[text.offset : text.offset + len(text) + 1]
    octets = np.frombuffer(data if data is not None else b"", np.uint8)[bounds[0] : bounds[-1]]
    return octets, bounds[:-1] - bounds[0], np.diff(bounds)


def _bools(answers: pa.Array) -> np.ndarray:
    return pc.fill_null(answers, False).to_numpy(zero_copy_only=False)
