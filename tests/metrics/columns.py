"""Clean columns, written as one writes cells, and what every refusal must say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import strategies as st

from salestracker_xl.language import LANGUAGES
from salestracker_xl.metric import MetricError


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


def refusal(error: type[MetricError], call: Callable[..., Any], *given: Any) -> MetricError:
    """The error that a call ends in: exactly this one, and told differently in each language."""
    with pytest.raises(error) as caught:
        call(*given)
    assert type(caught.value) is error
    assert len({caught.value.text[language] for language in LANGUAGES}) == len(LANGUAGES)
    return caught.value
