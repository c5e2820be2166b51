"""Sales added up by month, with nothing lost that a figure asks for."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from typing import cast

import numpy as np
import pandas as pd

DIGITS = 6  # after the point: more is what adding up in floats leaves


def spans(days: pd.Series, as_of: dt.date) -> np.ndarray:
    """The last day with sales of the span that each day falls in.

    A span is a month. The month that `as_of` lies in, and the same one in other years, is parted behind that day of the
    month, so that "the same days of last year" are whole spans; and the first day of all stands by itself, so that the
    sales begin on the day on which they began. Each span is dated by a day in it: the last day of all stays the last.
    """
    stamps = days.to_numpy("datetime64[D]")
    months = stamps.astype("datetime64[M]")
    number = months.astype(np.int64) * 3 + 1
    if as_of.day < calendar.monthrange(as_of.year, as_of.month)[1]:
        in_month = months.astype(np.int64) % 12 + 1 == as_of.month
        number += in_month & ((stamps - months.astype("datetime64[D]")).astype(np.int64) >= as_of.day)
    number[stamps == stamps.min()] = number.min() - 1
    _, places = np.unique(number, return_inverse=True)
    last = np.zeros(places.max() + 1, dtype=np.int64)
    np.maximum.at(last, places, stamps.astype(np.int64))
    return last[places].astype("datetime64[D]")


def added_up(sales: pd.DataFrame, days: np.ndarray, by: Sequence[str], figures: Sequence[str]) -> pd.DataFrame:
    """The sums of `figures` for each day of `days` and each combination of names in the columns `by`.

    A blank name is a name of its own. The rows come in the order of days and names.
    """
    table = sales[[*by, *figures]].copy()
    table.insert(0, "date", days.astype("datetime64[s]"))
    for name in by:
        table[name] = table[name].astype("category")
    sums = table.groupby(["date", *by], sort=True, dropna=False, observed=True)[list(figures)].sum()
    return cast("pd.DataFrame", sums).round(DIGITS).reset_index()
