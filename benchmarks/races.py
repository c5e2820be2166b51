"""What is measured, and against whom."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from importlib.util import find_spec

import numpy as np
import pandas as pd

from benchmarks.purchases import Purchases, cdnow, simulated
from benchmarks.race import Race
from salestracker_xl.models import bgnbd, gammagamma
from salestracker_xl.models.clv import lifetime_values
from salestracker_xl.models.cohorts import cohort_matrix, periods_over
from salestracker_xl.models.purchases import PurchaseSummary, summarise

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from lifetimes import BetaGeoFitter, GammaGammaFitter
    from lifetimes.utils import ConvergenceError, summary_data_from_transaction_data

SIZES = {"CDNOW": None, "10k rows": 1_000, "100k rows": 10_000, "1M rows": 100_000}  # customers
ROWS = {
    "10k rows": 10_000,
    "100k rows": 100_000,
    "1M rows": 1_000_000,
}  # of customers who come and go, alike but for size


def purchases_of(size: str) -> Purchases:
    """The rows of a size by its name."""
    customers = SIZES[size]
    return cdnow() if customers is None else simulated(customers)


def races() -> Iterator[Race]:
    """Every race, from small to large."""
    for size in SIZES:
        bought = purchases_of(size)
        yield summary(size, bought)
        yield summary_by_pandas(size, bought)
        yield cohorts(size, bought)
        histories = summarise(bought.customers, bought.days, bought.amounts)
        yield fit_of_purchases(size, histories)
        if find_spec("pymc_marketing"):
            yield fit_beside_pymc(size, histories)
        yield fit_of_spending(size, histories)
        yield lifetime_table(size, histories)
    yield imports()


def summary(size: str, bought: Purchases) -> Race:
    """Frequency, recency, T and value of each customer."""
    frame = bought.frame
    return Race(
        "RFM summary",
        size,
        lambda: summarise(bought.customers, bought.days, bought.amounts),
        "lifetimes",
        lambda: summary_data_from_transaction_data(frame, "customer", "date", monetary_value_col="amount"),
        rounds=3 if len(frame) > 500_000 else 7,
    )


def summary_by_pandas(size: str, bought: Purchases) -> Race:
    """The same against pandas as well as it can be used: codes and whole days, no dates."""
    frame = pd.DataFrame({"who": bought.customers, "day": bought.days.astype(np.int64), "paid": bought.amounts})
    end = int(bought.days.max())

    def theirs() -> pd.DataFrame:
        days = frame.groupby(["who", "day"], sort=True)["paid"].sum().reset_index()
        groups = days.groupby("who")
        table = groups["day"].agg(["min", "max", "count"])
        later = days[days["day"] > days["who"].map(table["min"])]
        value = later.groupby("who")["paid"].mean().reindex(table.index).fillna(0.0)
        return pd.DataFrame(
            {
                "frequency": table["count"] - 1,
                "recency": table["max"] - table["min"],
                "T": end - table["min"],
                "monetary_value": value,
            }
        )

    return Race(
        "RFM summary",
        size,
        lambda: summarise(bought.customers, bought.days, bought.amounts),
        "tuned pandas",
        theirs,
        rounds=3 if len(frame) > 500_000 else 7,
    )


def cohorts(size: str, bought: Purchases) -> Race:
    """The cohort matrix by month."""
    frame = bought.frame

    def ours() -> np.ndarray:
        index, first, count = periods_over(bought.days, float(bought.days.max()), "month")
        return cohort_matrix(bought.customers, index, first, count)

    def theirs() -> pd.DataFrame:
        months = frame["date"].dt.to_period("M")
        born = months.groupby(frame["customer"]).transform("min")
        age = (months - born).map(lambda step: step.n)
        return frame.groupby([born, age])["customer"].nunique().unstack()

    return Race("cohort matrix", size, ours, "pandas periods", theirs, rounds=3 if len(frame) > 500_000 else 7)


def fit_of_purchases(size: str, histories: PurchaseSummary) -> Race:
    """BG/NBD by maximum likelihood."""
    columns = histories.frequency, histories.recency, histories.T
    rounds = 5 if len(histories.codes) > 5_000 else 9
    return Race(
        "BG/NBD fit", size, lambda: bgnbd.fit(*columns), "lifetimes", lambda: _tried(BetaGeoFitter(), *columns), rounds
    )


def fit_beside_pymc(size: str, histories: PurchaseSummary) -> Race:
    """BG/NBD beside pymc-marketing, where somebody installed it: the mode of the posterior under its own priors.

    Its full posterior, by Markov chains, tells more and takes far longer.
    """
    from pymc_marketing.clv import BetaGeoModel

    table = pd.DataFrame(
        {
            "customer_id": histories.codes,
            "frequency": histories.frequency,
            "recency": histories.recency,
            "T": histories.T,
        }
    )
    columns = histories.frequency, histories.recency, histories.T
    return Race(
        "BG/NBD fit",
        size,
        lambda: bgnbd.fit(*columns),
        "pymc-marketing, MAP",
        lambda: BetaGeoModel().fit(table, method="map", progressbar=False),
        rounds=3,
    )


def fit_of_spending(size: str, histories: PurchaseSummary) -> Race:
    """Gamma-Gamma by maximum likelihood."""
    again = (histories.frequency > 0) & (histories.monetary_value > 0)
    columns = histories.frequency[again], histories.monetary_value[again]
    return Race(
        "Gamma-Gamma fit",
        size,
        lambda: gammagamma.fit(*columns),
        "lifetimes",
        lambda: _tried(GammaGammaFitter(), *columns),
        rounds=3 if len(columns[0]) > 5_000 else 9,
    )


def lifetime_table(size: str, histories: PurchaseSummary) -> Race:
    """Both fits and a value for every customer over twelve months."""
    table = pd.DataFrame({"x": histories.frequency, "recency": histories.recency, "T": histories.T})
    columns, value = (table["x"], table["recency"], table["T"]), pd.Series(histories.monetary_value)
    again = (histories.frequency > 0) & (histories.monetary_value > 0)

    def theirs() -> None:
        purchases, spending = BetaGeoFitter(), GammaGammaFitter()
        with contextlib.suppress(ConvergenceError):
            purchases.fit(*columns)
            spending.fit(table["x"][again], value[again])
            spending.customer_lifetime_value(purchases, *columns, value, time=12, freq="D")

    rounds = 3 if len(histories.codes) > 5_000 else 5
    return Race("CLV table", size, lambda: lifetime_values(histories), "lifetimes", theirs, rounds)


def imports() -> Race:
    """Loading the functions, beside xlwings alone, which they need: a ratio of 0.8 means that they add a quarter."""
    return Race(
        "import", "", lambda: _import("salestracker_udfs"), "xlwings alone", lambda: _import("xlwings"), rounds=15
    )


def _tried(fitter: BetaGeoFitter | GammaGammaFitter, *columns: np.ndarray) -> None:
    """Fit; where lifetimes gives up, the time until then counts."""
    with contextlib.suppress(ConvergenceError):
        fitter.fit(*columns)


def _import(module: str) -> None:
    compiled = {
        name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
    }  # as pip leaves it
    subprocess.run([sys.executable, "-c", f"import {module}"], check=True, env=compiled)
