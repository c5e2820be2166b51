"""What the models find in the shipped orders is what the simulation put there."""

from __future__ import annotations

from dataclasses import asdict

import lifetimes
import numpy as np
import pandas as pd
import pytest
from lifetimes.utils import summary_data_from_transaction_data

from salestracker_xl.models import bgnbd, gammagamma
from salestracker_xl.sample.market import Buying, Spending

LAST_DAY = "2026-06-30"


@pytest.fixture(scope="module")
def histories(orders: pd.DataFrame) -> pd.DataFrame:
    """Frequency, recency, T and mean value of each customer, from the lines that were sold."""
    sold = orders[orders["Amount"] > 0].assign(Amount=lambda lines: lines["Amount"] / 100)
    return summary_data_from_transaction_data(sold, "Customer", "Date", "Amount", observation_period_end=LAST_DAY)


@pytest.fixture(scope="module")
def repeat_buyers(histories: pd.DataFrame) -> pd.DataFrame:
    return histories[histories["frequency"] > 0]


def assert_recovered(found: dict[str, float], errors: dict[str, float], truth: Buying | Spending) -> None:
    for name, true in asdict(truth).items():
        assert abs(found[name] - true) < 3 * errors[name], f"{name}: {found[name]} ± {errors[name]}, not {true}"


def test_lifetimes_finds_how_the_customers_buy(histories: pd.DataFrame):
    fitter = lifetimes.BetaGeoFitter().fit(histories["frequency"], histories["recency"], histories["T"])
    assert_recovered(fitter.params_.to_dict(), fitter.standard_errors_.to_dict(), Buying())


def test_lifetimes_finds_what_the_customers_spend(repeat_buyers: pd.DataFrame):
    fitter = lifetimes.GammaGammaFitter().fit(repeat_buyers["frequency"], repeat_buyers["monetary_value"])
    assert_recovered(fitter.params_.to_dict(), fitter.standard_errors_.to_dict(), Spending())


def test_our_models_find_how_the_customers_buy(histories: pd.DataFrame):
    fit = bgnbd.fit(*(histories[name].to_numpy() for name in ("frequency", "recency", "T")))
    assert fit.outcome == "converged"
    assert_recovered(asdict(fit.model), dict(fit.standard_errors), Buying())


def test_our_models_find_what_the_customers_spend(repeat_buyers: pd.DataFrame):
    fit = gammagamma.fit(repeat_buyers["frequency"].to_numpy(), repeat_buyers["monetary_value"].to_numpy())
    assert fit.outcome == "converged"
    assert_recovered(asdict(fit.model), dict(fit.standard_errors), Spending())


def test_what_a_customer_spends_says_nothing_about_how_often(repeat_buyers: pd.DataFrame):
    correlation = np.corrcoef(repeat_buyers["frequency"], repeat_buyers["monetary_value"])[0, 1]
    assert abs(correlation) < 3 / np.sqrt(len(repeat_buyers))
