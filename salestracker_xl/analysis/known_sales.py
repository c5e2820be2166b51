"""Sales with what many analyses need of them, each of it worked out once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import (
    cents,
    folded_codes,
    new_customer_counts,
    order_counts,
    product_order_counts,
)
from salestracker_xl.analysis.purchases import Rows, sales_rows
from salestracker_xl.calendar import serial, year_earlier
from salestracker_xl.models.clv import LifetimeValues, lifetime_values
from salestracker_xl.models.purchases import Purchases, purchases_of


class KnownSales:
    """Sales as they were read, seen from a day; what is asked of them a second time is known.

    `frame` has the fields of sales and does not change any more.
    """

    def __init__(self, frame: pd.DataFrame, as_of: dt.date) -> None:
        self.frame = frame
        self.as_of = as_of
        self._by_revenue: dict[str, Sequence[str]] = {}

    @cached_property
    def customers(self) -> np.ndarray:
        """A code for the customer of each row, equal where Excel finds the names equal."""
        return self._named_customers[0]

    @cached_property
    def customer_keys(self) -> np.ndarray:
        """The folded name of each customer, by code."""
        return self._named_customers[1]

    @cached_property
    def customer_names(self) -> np.ndarray:
        """The name of each customer as it is first written, by code."""
        firsts = ~pd.Series(self.customers).duplicated().to_numpy()
        return pd.Series(self.frame["customer"]).loc[firsts].to_numpy(object)

    @cached_property
    def revenue_year(self) -> np.ndarray:
        """What each customer brought in the twelve months up to its day, by code."""
        amounts = self.frame["amount"].to_numpy(float)[self.last_year]
        return cents(np.bincount(self.customers[self.last_year], amounts, minlength=len(self.customer_keys)))

    @cached_property
    def last_year(self) -> np.ndarray:
        """The places of the rows of the twelve months up to its day."""
        days = self.frame["date"].to_numpy().astype("datetime64[D]")
        return np.flatnonzero((days > np.datetime64(year_earlier(self.as_of))) & (days <= np.datetime64(self.as_of)))

    def codes_of(self, keys: np.ndarray) -> np.ndarray:
        """The codes of customers by their folded names, -1 for a name without sales."""
        return self._places.get_indexer(pd.Index(keys))

    @cached_property
    def _places(self) -> pd.Index:
        return pd.Index(self.customer_keys)

    @cached_property
    def order_ids(self) -> np.ndarray:
        """A code for the order number of each row, -1 without one."""
        return folded_codes(self.frame["order_id"])[0]

    @cached_property
    def orders(self) -> np.ndarray:
        """What each row counts as among the orders."""
        return order_counts(self.frame, self.order_ids)

    @cached_property
    def new_customers(self) -> np.ndarray:
        """What each row counts as among the customers who were won."""
        return new_customer_counts(self.frame, self.customers)

    @cached_property
    def product_orders(self) -> np.ndarray:
        """What each row counts as among the orders of its product."""
        return product_order_counts(self.frame, self.order_ids)

    @cached_property
    def rows(self) -> Rows:
        """The columns that metrics take, in the order of their dates."""
        return sales_rows(self.frame, self._named_customers)

    def by_revenue(self, field: str) -> Sequence[str]:
        """The names in a field, the one with the largest revenue first, ties by name."""
        if field not in self._by_revenue:
            totals = pd.Series(self.frame["amount"].groupby(self.frame[field]).sum())
            ordered = sorted(zip(totals.tolist(), totals.index, strict=True), key=lambda pair: (-pair[0], pair[1]))
            self._by_revenue[field] = [str(name) for _, name in ordered]
        return self._by_revenue[field]

    @cached_property
    def purchases(self) -> Purchases:
        """What customers had bought by its day, by their codes in `rows`.

        Raises NotEnoughData where there is no sale by then.
        """
        rows = self.rows.until(self.as_of)
        return purchases_of(rows.customers, rows.days, rows.amounts)

    def lifetime(self) -> LifetimeValues:
        """What each customer is worth, seen from its day.

        Raises MetricError where the sales tell too little.
        """
        day = serial(self.as_of)
        return self.latest_lifetime if day == self.purchases.last_day else lifetime_values(self.purchases.until(day))

    @cached_property
    def latest_lifetime(self) -> LifetimeValues:
        """What each customer is worth, seen from the day of the latest sale, as CLV sees it.

        Raises MetricError where the sales tell too little.
        """
        return lifetime_values(self.purchases.until(self.purchases.last_day))

    @cached_property
    def _named_customers(self) -> tuple[np.ndarray, np.ndarray]:
        return folded_codes(self.frame["customer"])
