"""Every customer with what it bought."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import cents, folded, largest_first
from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.calendar import EXCEL_EPOCH, serial, year_earlier


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

    def summed(values: np.ndarray) -> np.ndarray:
        return np.bincount(codes[seen], values[seen], minlength=count)

    base = pd.DataFrame(
        {
            "customer": known.customer_names,
            "region": _latest(sales, codes, count),
            "first_purchase": np.where(np.isinf(first), np.nan, first),
            "last_purchase": np.where(np.isinf(last), np.nan, last),
            "orders": summed(known.orders),
            "revenue": cents(summed(amounts)),
            "revenue_year": known.revenue_year,
        }
    )
    return base.iloc[largest_first(known.customer_names, base["revenue"].to_numpy())].reset_index(drop=True)


def last_year(rows: pd.DataFrame, as_of: dt.date) -> pd.DataFrame:
    """The rows of the twelve months up to a day, each with the `key` of its customer: the name as Excel compares it.

    `rows` has the columns `date` and `customer`.
    """
    dates = rows["date"].to_numpy().astype("datetime64[D]")
    recent = rows[(dates > np.datetime64(year_earlier(as_of))) & (dates <= np.datetime64(as_of))]
    return recent.assign(key=folded(pd.Series(recent["customer"])))


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
