"""Functions for Excel as people write them today: a range becomes a DataFrame, by a converter or by hand."""

from __future__ import annotations

import pandas as pd
import xlwings as xw

FRAME = {"convert": pd.DataFrame, "index": False, "header": False}


@xw.func
@xw.arg("amounts", **FRAME)
def aov_of_frame(amounts):
    return _aov(amounts)


@xw.func
@xw.arg("amounts", ndim=2)
def aov_of_lists(amounts):
    return _aov(pd.DataFrame(amounts))


@xw.func
@xw.arg("amounts", **FRAME)
@xw.arg("customers", **FRAME)
def revenuepercustomer_of_frame(amounts, customers):
    return _revenue_per_customer(amounts, customers)


@xw.func
@xw.arg("amounts", ndim=2)
@xw.arg("customers", ndim=2)
def revenuepercustomer_of_lists(amounts, customers):
    return _revenue_per_customer(pd.DataFrame(amounts), pd.DataFrame(customers))


@xw.func
@xw.arg("customers", **FRAME)
@xw.arg("dates", **FRAME)
def retention_of_frame(customers, dates):
    return _retention(customers, dates)


@xw.func
@xw.arg("customers", ndim=2)
@xw.arg("dates", ndim=2)
def retention_of_lists(customers, dates):
    return _retention(pd.DataFrame(customers), pd.DataFrame(dates))


def _aov(amounts: pd.DataFrame) -> float:
    paid = amounts.iloc[:, 0]
    return float(paid.sum() / (paid > 0).sum())


def _revenue_per_customer(amounts: pd.DataFrame, customers: pd.DataFrame) -> float:
    return float(amounts.iloc[:, 0].sum() / customers.iloc[:, 0].nunique())


def _retention(customers: pd.DataFrame, dates: pd.DataFrame) -> float:
    """Of the customers of the month before the last complete one, the share that bought again in it."""
    days = dates.iloc[:, 0]
    if days.dtype == float:  # a server hands over serials
        days = pd.to_datetime(days, unit="D", origin="1899-12-30")
    months = pd.to_datetime(days, utc=True).dt.tz_localize(None).dt.to_period("M")
    last, who = months.max() - 1, customers.iloc[:, 0]
    before, after = set(who[months == last - 1]), set(who[months == last])
    return len(before & after) / len(before)
