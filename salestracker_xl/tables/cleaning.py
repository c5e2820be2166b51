"""Text without the dirt of its journey, and labels in one spelling."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

LONGEST_TEXT = 255  # Excel's SUMIFS and validation lists give up on longer criteria

_DIRT = r"^\s|\s$|[\x00-\x1f\x7f-\x9f\x{a0}\x{ad}\x{200b}\x{200e}\x{200f}\x{2060}\x{feff}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}]|\pM"
_LINE_ENDS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2060\ufeff]")


def clean(text: pa.Array) -> pa.Array:
    """Trim texts, make every blank a space, drop control and invisible characters; nothing left is null.

    Texts longer than 255 characters are shortened with an ellipsis.
    """
    dirty = pc.match_substring_regex(text, _DIRT)
    long = pc.greater(pc.utf8_length(text), LONGEST_TEXT)
    touched = pc.fill_null(pc.or_(dirty, long), False)
    if not pc.any(touched).as_py():
        return text
    encoded = text.filter(touched).dictionary_encode()
    cleaned = pa.array([clean_cell(cell) for cell in encoded.dictionary.to_pylist()], text.type)
    return pc.replace_with_mask(text, touched, cleaned.take(encoded.indices))


def clean_cell(text: str) -> str | None:
    """Clean one text, as `clean` does.

    >>> clean_cell(" Dupont\\u00a0SA\\x07 "), clean_cell("\\u200b ")
    ('Dupont SA', None)
    """
    spaced = _BLANKS.sub(" ", _LINE_ENDS.sub(" ", text))
    plain = unicodedata.normalize("NFC", _INVISIBLE.sub("", spaced)).strip()
    return shortened(plain) or None


def shortened(text: str) -> str:
    """Cut a text that is longer than Excel can look for."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def one_spelling(labels: pd.Series) -> pd.Series:
    """Give labels that differ by case alone the spelling that most rows use; in a tie, the first by alphabet.

    Accents make a difference, as they do to Excel's SUMIFS.
    """
    codes, names = pd.factorize(labels)
    counts = np.bincount(codes[codes >= 0], minlength=len(names))
    chosen: dict[str, tuple[int, str]] = {}
    for name, count in zip(names, counts.tolist(), strict=True):
        rank = (-count, name)
        chosen[name.lower()] = min(chosen.get(name.lower(), rank), rank)
    if len(chosen) == len(names):
        return labels
    spelt = pd.array([chosen[name.lower()][1] for name in names], dtype=labels.dtype)
    return pd.Series(spelt.take(codes, allow_fill=True), index=labels.index, name=labels.name)


def emails_in_lower_case(text: pa.Array) -> pa.Array:
    """Write texts that are e-mail addresses in lower case."""
    addresses = pc.fill_null(pc.match_substring_regex(text, r"^[^@\s]+@[^@\s]+\.[^@\s]+$"), False)
    return pc.if_else(addresses, pc.utf8_lower(text), text) if pc.any(addresses).as_py() else text
