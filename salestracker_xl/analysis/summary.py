"""Sales added up by month, with nothing lost that a figure asks for."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from salestracker_xl.analysis.coding import Coded, compact

DIGITS = 6  # after the point: more is what adding up in floats leaves
MOST_AT_ONCE = 1 << 22  # combinations of names that are counted without looking first which of them there are


def spans(days: np.ndarray, as_of: dt.date) -> Coded:
    """The span that each day falls in, by its last day with sales.

    A span is a month. The month that `as_of` lies in, and the same one in other years, is parted behind that day of the
    month, so that "the same days of last year" are whole spans; and the first day of all stands by itself, so that the
    sales begin on the day on which they began. Each span is dated by a day in it: the last day of all stays the last.
    """
    stamps = days.astype("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    number = months.astype(np.int64) * 3 + 1
    if as_of.day < calendar.monthrange(as_of.year, as_of.month)[1]:
        in_month = months.astype(np.int64) % 12 + 1 == as_of.month
        number += in_month & ((stamps - months.astype("datetime64[D]")).astype(np.int64) >= as_of.day)
    number[stamps == stamps.min()] = number.min() - 1
    places, first = compact(number - number.min())
    last = stamps[first].astype(np.int64)
    np.maximum.at(last, places, stamps.astype(np.int64))
    return Coded(last.astype("datetime64[D]"), places)


def added_up(by: Mapping[str, Coded], figures: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """The sums of `figures` for each combination of values in the columns `by` that there is, in their order.

    A blank name is a name of its own.
    """
    groups, rows = compact(_combinations(by.values()))
    keys = {name: coded.cells(coded.places[rows]) for name, coded in by.items()}
    sums = {name: np.bincount(groups, cells).round(DIGITS) for name, cells in figures.items()}
    return pd.DataFrame({**keys, **sums})


def _combinations(by: Iterable[Coded]) -> np.ndarray:
    """A number for the combination of each row, in the order of the columns; they do not grow without bounds."""
    numbers, most = np.zeros(1, np.int64), 1
    for coded in by:
        numbers, most = numbers * coded.size + coded.places, most * coded.size
        if most > MOST_AT_ONCE:
            known, numbers = np.unique(numbers, return_inverse=True)
            most = len(known)
    return numbers
