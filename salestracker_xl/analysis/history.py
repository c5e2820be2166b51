"""Retention and customer value, seen again at the end of each month."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.analysis.purchases import Rows
from salestracker_xl.calendar import serial
from salestracker_xl.metric import MetricError
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.models.clv import LifetimeValues, lifetime_values

MONTHS = 25  # of a whole fiscal year that ended, the year before ended two years ago


@dataclass(frozen=True, slots=True)
class History:
    """One entry a month, oldest first: first day of the month (serial), retention and CLV, NaN where there is none."""

    month: np.ndarray
    retention: np.ndarray
    clv: np.ndarray


def monthly_history(known: KnownSales, months: int = MONTHS) -> History:
    """What RETENTION and CLV gave on the sales up to the end of each month; in the running month, up to their day."""
    starts = [_months_before(known.as_of, back) for back in range(months - 1, -1, -1)]
    ends = [min(start.replace(day=calendar.monthrange(start.year, start.month)[1]), known.as_of) for start in starts]
    return History(
        month=np.array([float(serial(start)) for start in starts]),
        retention=np.array([_retention(known.rows.until(end), end) for end in ends]),
        clv=_clvs(known, ends),
    )


def _retention(rows: Rows, end: dt.date) -> float:
    bought = rows.since(_months_before(end, 2)).purchases  # the two months that are compared lie within
    try:
        return REGISTRY["RETENTION"].compute(bought.customers, bought.days, "month", float(serial(end)))
    except MetricError:
        return np.nan


def _clvs(known: KnownSales, ends: Sequence[dt.date]) -> np.ndarray:
    """CLV at the end of each month, the latest first: from the models of a month it is not far to those before it."""
    found, near = np.full(len(ends), np.nan), None
    counts = np.searchsorted(known.rows.days, [serial(end) for end in ends], side="right")
    for month in np.flatnonzero(counts)[::-1].tolist():
        day = float(known.rows.days[counts[month] - 1])  # CLV looks from the latest row
        try:
            near = _lifetime(known, day, near)
        except MetricError:
            continue
        found[month] = near.clv.mean()
    return found


def _lifetime(known: KnownSales, day: float, near: LifetimeValues | None) -> LifetimeValues:
    if day == known.purchases.last_day:
        return known.latest_lifetime
    return lifetime_values(known.purchases.until(day), near=near)


def _months_before(day: dt.date, back: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
    return dt.date(year, month + 1, 1)
