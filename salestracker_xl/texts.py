"""Texts as codes, equal where Excel finds them equal."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from itertools import count
from typing import Any

import numpy as np

from salestracker_xl.arrow import arrow_for
from salestracker_xl.plain_cells import ERROR_TEXTS

_LAST_SPACE = ord(" ")  # of ASCII, whatever Python's strip takes off comes no later
_MOST_AT_ONCE = 16_000  # texts whose letters stay in a processor's cache; of more, Arrow makes a column quicker


def codes_of(cells: list[str | None]) -> np.ndarray | None:
    """Number the different ones among texts in their order; -1 where there is none, or blanks alone.

    Upper and lower case are the same, blanks at both ends are no part of a text. None where one is an error cell's.
    Raises TypeError where a cell holds something else.

    >>> codes_of(["Ada", None, "Bo", "ADA ", " "])
    array([ 0, -1,  1,  0, -1])
    """
    if arrow := arrow_for(cells):
        with suppress(ValueError):  # half a surrogate pair, which Excel can hand over, is no text for Arrow
            if (codes := _codes_at_once(arrow, cells)) is not None:
                return codes
            column = arrow.array(cells)  # of the type that all share
            if column.type != arrow.string():
                raise TypeError(f"The cells hold {column.type}, not texts.")
            return codes_in(arrow, column)
    place_of: defaultdict[Any, int] = defaultdict(count().__next__, {None: -1})
    places = np.fromiter(map(place_of.__getitem__, cells), np.int64, len(cells))
    del place_of[None]
    if not all(isinstance(text, str) for text in place_of):
        raise TypeError("A cell holds no text.")
    return _placed(_codes(list(place_of)), places)


def _codes_at_once(arrow: Any, cells: list[str | None]) -> np.ndarray | None:
    """Number texts as `codes_of` does, laid end to end; None unless they are few, of ASCII, trimmed and no errors."""
    if len(cells) > _MOST_AT_ONCE:
        return None
    try:
        row = "\0".join(cells)  # type: ignore[arg-type]
    except TypeError:  # of a blank, or of what is no text
        return None
    if not row.isascii():
        return None
    letters = f"\0{row}\0".lower().encode()
    codes = np.frombuffer(letters, np.uint8)
    spaces = codes <= _LAST_SPACE
    ends = np.flatnonzero(codes == 0)
    if len(ends) != len(cells) + 1 or np.any(spaces[1:] & spaces[:-1]) or b"\0#" in letters:
        return None
    column = arrow.LargeStringArray.from_buffers(len(cells), arrow.py_buffer(ends), arrow.py_buffer(letters))
    return column.dictionary_encode().indices.to_numpy().astype(np.int64)


def codes_in(arrow: Any, column: Any) -> np.ndarray | None:
    """Number texts as `codes_of` does, where `arrow` has them in an array of texts and nulls of any of its kinds."""
    encoded = column.dictionary_encode()
    distinct = encoded.dictionary.cast(arrow.string())
    codes = _codes_by_arrow(arrow, distinct) if arrow_for(distinct) else _codes(distinct.to_pylist())
    places = encoded.indices.fill_null(-1) if column.null_count else encoded.indices
    return _placed(codes, places.to_numpy().astype(np.int64))


def _placed(codes: np.ndarray | None, places: np.ndarray) -> np.ndarray | None:
    """Give each cell the code of its text, which stands at its place; at -1 is a blank."""
    if codes is None:
        return None
    if np.array_equal(codes, np.arange(len(codes))):  # no two are the same
        return places
    return np.append(codes, -1)[places]


def _codes(texts: list[str]) -> np.ndarray | None:
    texts = list(map(str.strip, texts))
    if not ERROR_TEXTS.isdisjoint(texts):
        return None
    keys = list(map(str.casefold, texts))
    if len({"", *keys}) > len(keys):  # no two are the same, and none is blank
        return np.arange(len(keys))
    code_of_key = {"": -1}
    return np.array([code_of_key.setdefault(key, len(code_of_key) - 1) for key in keys], np.int64)


def _are_in_capitals(compute: Any, texts: Any) -> bool:
    """Whether no text is blank or has a small letter, as codes of orders: no two that differ are the same then."""
    return compute.min(compute.binary_length(texts)).as_py() > 0 and compute.ascii_upper(texts).equals(texts)


def _codes_by_arrow(arrow: Any, texts: Any) -> np.ndarray | None:
    compute = arrow.compute
    given, texts = texts, compute.utf8_trim_whitespace(texts)  # the same characters that Python's strip takes off
    if compute.any(compute.is_in(texts, arrow.array(ERROR_TEXTS))).as_py():
        return None
    if compute.all(compute.string_is_ascii(texts)).as_py():
        if texts.equals(given) and _are_in_capitals(compute, texts):
            return np.arange(len(texts))
        keys = compute.ascii_lower(texts)
    else:
        keys = arrow.array(list(map(str.casefold, texts.to_pylist())), arrow.string())
    named = compute.if_else(compute.equal(keys, ""), arrow.scalar(None, arrow.string()), keys)
    return named.dictionary_encode().indices.fill_null(-1).to_numpy().astype(np.int64)
