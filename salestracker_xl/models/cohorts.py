"""Customers by the period of their first purchase, and who of them came back when."""

from __future__ import annotations

import numpy as np

from salestracker_xl.calendar import period_index
from salestracker_xl.distinct import distinct

LARGEST_GRID = 1 << 26  # cells of a customer x period grid of booleans; beyond, the pairs are sorted instead


def periods_over(days: np.ndarray, last_day: float, period: str) -> tuple[np.ndarray, int, int]:
    """Period of each day, the first one with a purchase, and how many were over on `last_day` from it on.

    `days` are serial days without blanks. The count is 0 where no purchase lies in a period that is over.
    """
    index = period_index(days, period)
    after = int(period_index(np.array([np.floor(last_day) + 1.0]), period)[0])  # a period is over on its last day
    seen = index < after
    first = int(index[seen].min()) if seen.any() else after
    return index, first, after - first


def cohort_matrix(customers: np.ndarray, periods: np.ndarray, first: int, count: int) -> np.ndarray:
    """Count customers by the period of their first purchase and by the periods since then.

    Parameters
    ----------
    customers : numpy.ndarray
        (rows,) integer codes, 0 or more.
    periods : numpy.ndarray
        (rows,) number of the period of each purchase; rows outside of the `count` periods from `first` on are left out.
    first, count : int
        The first period, and how many there are.

    Returns
    -------
    numpy.ndarray
        (count, count): cell i, k holds the customers first seen in period i who bought k periods later, each once;
        NaN in the future.
    """
    counted = (periods >= first) & (periods < first + count)
    if counted.all():
        customer, period = _pairs(customers, periods - first, count)
    else:
        customer, period = _pairs(customers[counted], periods[counted] - first, count)
    starts = np.flatnonzero(np.diff(customer, prepend=-1))  # the pairs are sorted: each customer's first is the cohort
    repeats = np.diff(np.append(starts, len(customer)))
    cohort = np.repeat(period[starts], repeats)
    counts = np.bincount(cohort * count + (period - cohort), minlength=count**2).reshape(count, count)
    ages = np.arange(count)
    return np.where(ages[None, :] + ages[:, None] < count, counts.astype(float), np.nan)


def _pairs(customers: np.ndarray, periods: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Customer and period of every period in which a customer bought, sorted, each once."""
    known = int(customers.max()) + 1 if customers.size else 0
    keys = customers * np.int64(count) + periods
    if known * count <= LARGEST_GRID:
        bought = np.zeros(known * count, dtype=bool)
        bought[keys] = True
        keys = np.flatnonzero(bought)
    else:
        keys = distinct(keys)
    customer = keys // count
    return customer, keys - customer * count
