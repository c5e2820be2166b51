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
def simulated(customers: int, seed: int = 1) -> Purchases:
    """About ten purchases of each customer over up to three years, by the BG/NBD and Gamma-Gamma models."""
    luck = np.random.default_rng(seed)
    began = np.floor(luck.uniform(0, 1000, customers))
    made = luck.poisson(luck.gamma(0.9, 1 / 40, customers) * (1095 - began))
    kept = np.minimum(made, luck.geometric(luck.beta(0.8, 12.0, customers)))
    who = np.repeat(np.arange(customers), made)
    when = luck.uniform(began[who], 1095)
    order = np.lexsort((when, who))
    place = np.arange(len(who)) - np.repeat(np.cumsum(made) - made, made)
    stayed = place < kept[who]
    repeats, days = who[order][stayed], when[order][stayed]
    everyone = np.concatenate((np.arange(customers), repeats))
    value = luck.gamma(6.0, 1 / luck.gamma(4.0, 1 / 15.0, customers)[everyone])
    mixed = luck.permutation(len(everyone))
    return Purchases(
        everyone[mixed], 45_000 + np.floor(np.concatenate((began, days)))[mixed], np.round(value[mixed], 2)
    )
