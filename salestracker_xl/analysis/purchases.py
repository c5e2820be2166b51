"""The purchases among sales rows, as the columns that metrics take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import folded_codes
from salestracker_xl.calendar import EXCEL_EPOCH, serial


@dataclass(frozen=True, slots=True)
class Rows:
    """Sales rows in the order of their dates: customer codes, Excel serial days, amounts, and the customers' names."""

    customers: np.ndarray
    days: np.ndarray
    amounts: np.ndarray
    names: np.ndarray

    def until(self, day: dt.date) -> Rows:
        """The rows up to a day, that day included."""
        end = int(np.searchsorted(self.days, serial(day), side="right"))
        return Rows(self.customers[:end], self.days[:end], self.amounts[:end], self.names)

    def since(self, day: dt.date) -> Rows:
        """The rows from a day on."""
        start = int(np.searchsorted(self.days, serial(day)))
        return Rows(self.customers[start:], self.days[start:], self.amounts[start:], self.names)

    @property
    def purchases(self) -> Rows:
        """The rows that are no refund."""
        bought = self.amounts >= 0
        return Rows(self.customers[bought], self.days[bought], self.amounts[bought], self.names)


def sales_rows(sales: pd.DataFrame, named: tuple[np.ndarray, np.ndarray] | None = None) -> Rows:
    """Columns for the metrics from a frame with `customer`, `date` and `amount`.

    `named` are the customers' codes and names, where `folded_codes` has given them already.
    """
    codes, names = named or folded_codes(sales["customer"])
    dates, amounts = sales["date"].to_numpy(), sales["amount"].to_numpy(float)
    if (dates[1:] < dates[:-1]).any():
        order = np.argsort(dates, kind="stable")
        dates, amounts = dates[order], amounts[order]
        codes, firsts = pd.factorize(codes[order])  # in the order in which they come
        names = names[firsts]
    days = dates.astype("datetime64[D]").astype(np.int64) + EXCEL_EPOCH
    return Rows(codes, days.astype(float), amounts, names)
