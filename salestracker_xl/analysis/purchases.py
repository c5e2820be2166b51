"""The purchases among sales rows, as the columns that metrics take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import folded
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

    @property
    def purchases(self) -> Rows:
        """The rows that are no refund."""
        bought = self.amounts >= 0
        return Rows(self.customers[bought], self.days[bought], self.amounts[bought], self.names)


def sales_rows(sales: pd.DataFrame) -> Rows:
    """Columns for the metrics from a frame with `customer`, `date` and `amount`."""
    ordered = sales.sort_values("date", kind="stable")
    codes, names = pd.factorize(folded(pd.Series(ordered["customer"])))
    days = ordered["date"].to_numpy().astype("datetime64[D]").astype(np.int64) + EXCEL_EPOCH
    return Rows(codes.astype(np.int64), days.astype(float), ordered["amount"].to_numpy(float), np.asarray(names))
