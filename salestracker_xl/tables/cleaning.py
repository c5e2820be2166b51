"""Text without the dirt of its journey, and labels in one spelling."""

from __future__ import annotations

import hashlib
import re
import unicodedata

import numpy as np
import pandas as pd
import pyarrow as pa

from salestracker_xl.tables import kernels

LOOKED_AT = 4_096  # rows that tell whether the texts of a column come again and again
OFTEN = 4
LONGEST_CRITERION = 255  # UTF-16 units; SUMIFS, COUNTIFS and MATCH of Excel give #VALUE! beyond
WILD = re.compile(r"[~*?]")  # written with a ~ before it in a criterion
SIGNS = 7  # of a hash that tells texts apart
LONGEST_UNESCAPED = (LONGEST_CRITERION - 1) // 2  # letters of which each could take two units

EMAIL = r"^\s*[^@\s]+@[^@\s]+\.[^@\s]+\s*$"
_DIRT = (
    r"^\s|\s$|\pM|[\x00-\x1f\x7f-\x9f\x{a0}\x{ad}\x{200b}\x{200e}\x{200f}\x{2060}\x{feff}]"
    r"|[\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
)
_PLAIN_DIRT = r"^\s|\s$|[\x00-\x1f\x7f]"  # the same among plain English letters, in half the time
_LINE_ENDS = re.compile(r"[\t\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2060\ufeff]")


def clean(text: pa.Array) -> pa.Array:
    """Trim texts, make every blank a space, drop control and invisible characters; nothing left is null.

    Texts longer than Excel can look for are shortened, see `shortened`. Where texts come again and again, each is
    looked at once.
    """
    if kernels.is_plain(text) and kernels.longest(text) <= LONGEST_UNESCAPED:
        return text
    first = text[:LOOKED_AT]
    if len(first.unique()) * OFTEN > len(first):
        return _clean(text)
    encoded = text.dictionary_encode()
    cleaned = _clean(encoded.dictionary)
    return text if cleaned is encoded.dictionary else cleaned.take(encoded.indices)


def _clean(text: pa.Array) -> pa.Array:
    dirty = kernels.matches(text, _PLAIN_DIRT if kernels.is_ascii(text) else _DIRT)
    touched = dirty | (kernels.lengths(text) > LONGEST_UNESCAPED)
    if not touched.any():
        return text
    places, cells = kernels.encoded(kernels.chosen(text, touched))
    cleaned = kernels.texts([clean_cell(cell) for cell in cells])
    return kernels.with_cells(text, touched, cleaned.take(pa.array(places)))


def clean_cell(text: str) -> str | None:
    r"""Clean one text, as `clean` does.

    >>> clean_cell(" Dupont\u00a0SA\x07 "), clean_cell("\u200b ")
    ('Dupont SA', None)
    """
    return shortened(_plain(text)) or None


def too_long(text: pa.Array) -> int:
    """Count the different texts of a column that cleaning shortens."""
    if kernels.longest(text) <= LONGEST_UNESCAPED:
        return 0
    long = kernels.lengths(text) > LONGEST_UNESCAPED
    plain = {_plain(cell) for cell in kernels.encoded(kernels.chosen(text, long))[1]}
    return sum(shortened(cell) != cell for cell in plain)


def _plain(text: str) -> str:
    spaced = _BLANKS.sub(" ", _LINE_ENDS.sub(" ", text))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", spaced)).strip()


def shortened(text: str) -> str:
    """Cut a text that is longer than a criterion of Excel (`=` and the text, `~` before its wild cards) can be.

    An ellipsis and a sign of the whole text end it, so that two long texts that begin alike stay two.

    >>> shortened("x" * 254) == "x" * 254, shortened("x" * 255)[-10:]
    (True, 'xx…d22609d')
    """
    if len(text) <= LONGEST_UNESCAPED or _units(text) < LONGEST_CRITERION:
        return text
    end = "…" + hashlib.sha256(text.lower().encode()).hexdigest()[:SIGNS]
    room = LONGEST_CRITERION - 1 - len(end)
    taken = np.cumsum([_units(letter) for letter in text[:room]])
    return text[: int((taken <= room).sum())].rstrip() + end


def _units(text: str) -> int:
    return len(WILD.sub(r"~\g<0>", text).encode("utf-16-le")) // 2


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


def names_in_one_spelling(customers: pd.Series) -> pd.Series:
    """Give customers' names one spelling, as `one_spelling` does; codes, in which case may count, stay as they are."""
    named = ~customers.str.contains(r"[\d@]", na=True)
    return one_spelling(customers.where(named)).fillna(customers) if named.any() else customers


def emails_in_lower_case(text: pa.Array) -> pa.Array:
    """Write texts that are e-mail addresses in lower case."""
    if not kernels.contains(text, "@").any():
        return text
    addresses = kernels.matches(text, EMAIL)
    return kernels.with_cells(text, addresses, kernels.lowered(kernels.chosen(text, addresses)))
