"""Clean columns, written as one writes cells."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import strategies as st


def amounts(*cells: float | None) -> np.ndarray:
    """Floats; None is a blank."""
    return np.array(cells, dtype=float)


def keys(text: str) -> np.ndarray:
    """One code a letter; a dot is a blank."""
    return np.array([-1 if letter == "." else ord(letter) - ord("a") for letter in text], dtype=np.int64)


def days(*isodates: str | None) -> np.ndarray:
    """Excel serials of ISO dates; None is a blank."""
    epoch = dt.date(1899, 12, 30)
    return np.array(
        [np.nan if day is None else (dt.date.fromisoformat(day) - epoch).days for day in isodates], dtype=float
    )


def money(minimum: int = -500, maximum: int = 5000) -> st.SearchStrategy[float]:
    """Amounts to the cent."""
    return st.integers(minimum * 100, maximum * 100).map(lambda cents: cents / 100)
