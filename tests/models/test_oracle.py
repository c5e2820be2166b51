"""BG/NBD beside lifetimes, on CDNOW, on donations, and over two hundred simulated customer bases."""

from __future__ import annotations

import warnings
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest
from lifetimes import BetaGeoFitter
from lifetimes.utils import ConvergenceError
from models.simulation import histories

from salestracker_xl.metric import NotEnoughData
from salestracker_xl.models import bgnbd, nbd

NO_WORSE = 1e-6  # log-likelihood per customer
BASES = 200


def their_log_likelihood(frequency: np.ndarray, recency: np.ndarray, T: np.ndarray) -> float | None:
    """Log-likelihood of lifetimes' fit by its own count, None where it gives up or its end is no number."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            theirs = BetaGeoFitter().fit(frequency, recency, T)
        except ConvergenceError:
            return None
    parameters = theirs.params_[["r", "alpha", "a", "b"]].to_numpy(float)
    return None if not np.isfinite(parameters).all() else log_likelihood(parameters, frequency, recency, T)


def log_likelihood(parameters: np.ndarray, frequency: np.ndarray, recency: np.ndarray, T: np.ndarray) -> float:
    """The log-likelihood as lifetimes writes it, mean times customers."""
    with np.errstate(over="ignore"):
        mean = BetaGeoFitter._negative_log_likelihood(np.log(parameters), frequency, recency, T, np.ones(len(T)), 0.0)
    return -float(mean) * len(T)


def no_worse(frequency: np.ndarray, recency: np.ndarray, T: np.ndarray) -> None:
    mine = bgnbd.fit(frequency, recency, T)
    assert mine.outcome != "failed"
    assert mine.status.fr != mine.status.en
    theirs = their_log_likelihood(frequency, recency, T)
    if theirs is not None:
        assert mine.log_likelihood >= theirs - NO_WORSE * len(T)
    if mine.outcome == "no_churn":
        assert mine.log_likelihood == pytest.approx(nbd.fit(frequency, T).log_likelihood)


def test_on_the_cdnow_customers(calibration):
    no_worse(calibration.frequency, calibration.recency, calibration.T)
    mine = bgnbd.fit(calibration.frequency, calibration.recency, calibration.T)
    at = np.array([mine.model.r, mine.model.alpha, mine.model.a, mine.model.b])
    theirs = log_likelihood(at, calibration.frequency, calibration.recency, calibration.T)
    assert mine.log_likelihood == pytest.approx(theirs, rel=1e-10)  # both count alike


def test_on_donations():
    with (files("lifetimes") / "datasets" / "donations.csv").open() as lines:
        donors = pd.read_csv(lines)
    columns = (donors[column].to_numpy(float) for column in ("frequency", "recency", "periods"))
    frequency, recency, periods = columns
    people = np.repeat(np.arange(len(donors)), donors["weights"]) if "weights" in donors else np.arange(len(donors))
    no_worse(frequency[people], recency[people], periods[people])


@pytest.mark.parametrize("part", range(4))
def test_on_simulated_customers(part):
    told = 0
    for seed in range(part * BASES // 4, (part + 1) * BASES // 4):
        luck = np.random.default_rng(seed)
        customers = int(luck.integers(60, 400))
        r, alpha = luck.uniform(0.1, 3), luck.uniform(5, 150)
        a, b = (0.0, 1.0) if seed % 10 == 0 else (luck.uniform(0.05, 3), luck.uniform(0.3, 8))
        base = histories(customers, r, alpha, a, b, seed=seed)
        try:
            no_worse(base.frequency, base.recency, base.T)
        except NotEnoughData:
            continue
        told += 1
    assert told > BASES / 4 * 0.9
