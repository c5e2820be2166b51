"""The NBD model, for customers who never leave."""

from __future__ import annotations

from dataclasses import astuple
from functools import partial

import numpy as np
import pytest
from models import simulation
from models.slopes import assert_derivatives_are_exact
from scipy.optimize import minimize
from scipy.stats import nbinom

from salestracker_xl.metric import NotEnoughData
from salestracker_xl.models import bgnbd, nbd
from salestracker_xl.models.histories import histories_of


def counts_and_ages(seed=0):
    history = simulation.histories(3000, 0.8, 30.0, seed=seed)
    return history.frequency, history.T


def test_the_purchases_are_negative_binomial():
    frequency, T = counts_and_ages()

    def misfit(point):
        r, alpha = np.exp(point)
        return -nbinom.logpmf(frequency, r, alpha / (alpha + T)).sum()

    theirs = minimize(misfit, [0, 3], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-9})
    fit = nbd.fit(frequency, T)
    assert fit.outcome == "converged"
    assert astuple(fit.model) == pytest.approx(np.exp(theirs.x), rel=1e-6)


def test_simulated_customers_are_recovered_within_the_standard_errors():
    for seed in range(6):
        fit = nbd.fit(*counts_and_ages(seed))
        assert abs(fit.model.r - 0.8) < 4 * fit.standard_errors["r"] < 0.4
        assert abs(fit.model.alpha - 30.0) < 4 * fit.standard_errors["alpha"] < 15


def test_the_derivatives_are_exact():
    frequency, T = counts_and_ages()
    histories = histories_of(frequency, np.zeros(len(T)), T)
    for parameters in [(0.5, 0.2), (30.0, 8.0)]:
        assert_derivatives_are_exact(partial(nbd.log_likelihood, histories), parameters)


def test_it_is_the_limit_of_the_model_with_churn():
    loyal, almost = nbd.NBD(0.7, 25.0), bgnbd.BGNBD(0.7, 25.0, 1e-8, 2.0)
    history = np.array([0, 1, 12]), np.array([0.0, 40.0, 250.0]), np.array([300.0, 50.0, 260.0])
    horizons = np.array([30.0, 400.0])
    for prediction in ("expected_purchases", "purchases_while_alive"):
        arguments = history if prediction == "expected_purchases" else (history[0], history[2])
        found, limit = (getattr(model, prediction)(horizons, *arguments) for model in (loyal, almost))
        np.testing.assert_allclose(found, limit, rtol=1e-5)
    np.testing.assert_allclose(
        loyal.expected_purchases_of_new(horizons), almost.expected_purchases_of_new(horizons), rtol=1e-5
    )
    np.testing.assert_allclose(loyal.probability_alive(*history), almost.probability_alive(*history), rtol=1e-5)


def test_nobody_bought_again():
    with pytest.raises(NotEnoughData, match="second time"):
        nbd.fit(np.zeros(5), np.ones(5))
