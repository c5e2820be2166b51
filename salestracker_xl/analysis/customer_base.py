"""Every customer with what it bought."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import folded
from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.calendar import EXCEL_EPOCH, serial


def customer_base(known: KnownSales) -> pd.DataFrame:
    """One row a customer of the sales, by revenue, ties by name; what was bought after its day does not count yet.

    Columns: `customer` as it is first written, `region` of the last row that gives one, `first_purchase` and
    `last_purchase` (serial days, NaN where there is none yet), `orders`, `revenue` and `revenue_year`, the revenue of
    the twelve months up to that day. A purchase is a row that is no refund (amount >= 0).
    """
    sales, as_of, codes = known.frame, known.as_of, known.customers
    count = len(known.customer_keys)
    days = sales["date"].to_numpy().astype("datetime64[D]").astype(np.int64) + EXCEL_EPOCH
    amounts = sales["amount"].to_numpy(float)
    seen = days <= serial(as_of)
    bought = seen & (amounts >= 0)
    first, last = np.full(count, np.inf), np.full(count, -np.inf)
    on = days[bought].astype(float)  # of the kind of `first`: with a cast, numpy takes forty times as long
    np.minimum.at(first, codes[bought], on)
    np.maximum.at(last, codes[bought], on)
    recent = seen & (days > serial(year_earlier(as_of)))

    def summed(values: np.ndarray, rows: np.ndarray) -> np.ndarray:
        return np.bincount(codes[rows], values[rows], minlength=count)

    base = pd.DataFrame(
        {
            "customer": _as_first_written(sales["customer"], codes),
            "region": _latest(sales, codes, count),
            "first_purchase": np.where(np.isinf(first), np.nan, first),
            "last_purchase": np.where(np.isinf(last), np.nan, last),
            "orders": summed(known.orders, seen),
            "revenue": _cents(summed(amounts, seen)),
            "revenue_year": _cents(summed(amounts, recent)),
        }
    )
    return base.sort_values(["revenue", "customer"], ascending=[False, True], kind="stable", ignore_index=True)


def last_year(rows: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """The rows of the twelve months up to a day, each with the `key` of its customer: the name as Excel compares it.

    `rows` has the columns `date` and `customer`.
    """
    dates = rows["date"].to_numpy().astype("datetime64[D]")
    recent = rows[(dates > np.datetime64(year_earlier(as_of))) & (dates <= np.datetime64(as_of))]
    return recent.assign(key=folded(pd.Series(recent["customer"])))


def year_earlier(day: dt.date) -> dt.date:
    """The same day twelve months earlier; the last of February where there is no 29th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _as_first_written(names: Any, codes: np.ndarray) -> np.ndarray:
    """For each code, the name on its first row."""
    firsts = ~pd.Series(codes).duplicated().to_numpy()
    return pd.Series(names).loc[firsts].to_numpy(object)


def _latest(sales: pd.DataFrame, codes: np.ndarray, count: int) -> np.ndarray:
    """Region on each customer's latest row that gives one, None without."""
    rows = np.flatnonzero(sales["region"].notna().to_numpy())
    rows = rows[np.argsort(sales["date"].to_numpy()[rows], kind="stable")]
    latest = np.full(count, -1)
    latest[codes[rows]] = rows
    regions = np.full(count, None, dtype=object)
    known = latest >= 0
    regions[known] = pd.Series(sales["region"]).iloc[latest[known]].to_numpy(object)
    return regions


def _cents(sums: np.ndarray) -> np.ndarray:
    """Sums without the dust that adding floats leaves."""
    return np.round(sums, 6)
