"""Purchases to measure with: CDNOW, and customers simulated at any size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

EPOCH = pd.Timestamp("1899-12-30")


@dataclass(frozen=True, slots=True, eq=False)
class Purchases:
    """Rows of an order table: customer codes, Excel serial days, amounts."""

    customers: np.ndarray
    days: np.ndarray
    amounts: np.ndarray

    @property
    def frame(self) -> pd.DataFrame:
        """The same with timestamps, as pandas and lifetimes take them."""
        dates = EPOCH + pd.to_timedelta(self.days, unit="D")
        return pd.DataFrame({"customer": self.customers, "date": dates, "amount": self.amounts})


@cache
def cdnow() -> Purchases:
    """The 6,919 purchases of the CDNOW sample, as they come inside the lifetimes package."""
    path = files("lifetimes") / "datasets" / "CDNOW_sample.txt"
    with path.open() as lines:
        names = ["master", "id", "date", "cds", "amount"]
        table = pd.read_csv(lines, sep=r"\s+", header=None, names=names, dtype={"date": str})
    days = (pd.to_datetime(table["date"]) - EPOCH).dt.days.to_numpy(float)
    return Purchases(table["id"].to_numpy(np.int64) - 1, days, table["amount"].to_numpy(float))


@cache
def simulated(rows: int, customers: int, seed: int = 1) -> Purchases:
    """Purchases over three years, some customers far busier than others."""
    luck = np.random.default_rng(seed)
    busy = luck.gamma(0.5, 1.0, customers)
    who = luck.choice(customers, rows, p=busy / busy.sum())
    who[:customers] = np.arange(customers)  # everybody buys once
    days = np.floor(luck.uniform(45_000, 46_095, rows))
    return Purchases(who.astype(np.int64), days, np.round(luck.gamma(2.0, 40.0, rows), 2))
