"""The Pareto/NBD model, on published figures, beside lifetimes, and on customers who behave as it says."""

from __future__ import annotations

from functools import partial

import mpmath
import numpy as np
import pytest
from lifetimes import ParetoNBDFitter
from models.simulation import History
from models.slopes import assert_derivatives_are_exact

from salestracker_xl.metric import NotEnoughData
from salestracker_xl.models import nbd, paretonbd
from salestracker_xl.models.histories import histories_of
from salestracker_xl.models.paretonbd import ParetoNBD

PUBLISHED = ParetoNBD(0.553, 10.578, 0.606, 11.669)


def lives(customers: int, r: float, alpha: float, s: float, beta: float, seed: int = 0) -> History:
    """Customers of the model, seen for 200 to 400 days."""
    luck = np.random.default_rng(seed)
    ages = luck.uniform(200, 400, customers)
    rates, lasting = luck.gamma(r, 1 / alpha, customers), luck.exponential(1 / luck.gamma(s, 1 / beta, customers))
    times = [
        np.sort(luck.uniform(0, min(age, life), luck.poisson(rate * min(age, life))))
        for age, rate, life in zip(ages, rates, lasting, strict=True)
    ]
    return History(np.array([len(t) for t in times]), np.array([t[-1] if len(t) else 0.0 for t in times]), ages)


def test_the_published_figures_are_found_again(calibration):
    fit = paretonbd.fit(calibration.frequency, calibration.recency / 7, calibration.T / 7)
    found = fit.model.r, fit.model.alpha, fit.model.s, fit.model.beta
    assert [round(parameter, 3) for parameter in found] == [0.553, 10.578, 0.606, 11.669]
    assert round(fit.log_likelihood, 3) == -9594.976
    assert fit.outcome == "converged"
    assert fit.gradient_per_customer < 1e-8


def test_lifetimes_predicts_the_same(printed):
    x, recency, T = (printed[column].to_numpy(float) for column in ("x", "t_x", "T"))
    theirs = ParetoNBDFitter().fit(x[:200], recency[:200], T[:200])
    for name in ("r", "alpha", "s", "beta"):
        theirs.params_[name] = getattr(PUBLISHED, name)
    alive = theirs.conditional_probability_alive(x, recency, T)
    ahead = theirs.conditional_expected_number_of_purchases_up_to_time(39, x, recency, T)
    np.testing.assert_allclose(PUBLISHED.probability_alive(x, recency, T), alive, rtol=1e-10)
    np.testing.assert_allclose(PUBLISHED.expected_purchases(39.0, x, recency, T), ahead, rtol=1e-10)
    assert PUBLISHED.expected_purchases_of_new(39.0) == pytest.approx(
        theirs.expected_number_of_purchases_up_to_time(39), rel=1e-12
    )


@pytest.mark.parametrize(
    ("x", "recency", "T"), [(0, 0.0, 39.0), (3, 30.0, 39.0), (3, 39.0, 39.0), (40, 5.0, 39.0), (2000, 38.9, 39.0)]
)
def test_the_chance_to_be_alive_is_that_of_the_integral(x, recency, T):
    m = PUBLISHED
    with mpmath.workdps(25):
        r, alpha, s, beta = map(mpmath.mpf, (m.r, m.alpha, m.s, m.beta))
        alive = (alpha + T) ** -(r + x) * (beta / (beta + T)) ** s
        gone = mpmath.quad(
            lambda t: (alpha + t) ** -(r + x) * s * beta**s * (beta + t) ** -(s + 1),
            mpmath.linspace(recency, T, 16) if recency < T else [recency, T],
        )
        expected = float(alive / (alive + gone))
    found = m.probability_alive(np.array([x]), np.array([recency]), np.array([T]))[0]
    assert found == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("s", [1.0, 1 + 1e-9, 1 - 1e-12, 0.5, 3.0])
def test_expected_purchases_keep_their_digits_near_s_of_1(s):
    model = ParetoNBD(0.5, 10.0, s, 12.0)
    with mpmath.workdps(50):
        ratio, less = mpmath.mpf(12) / 51, mpmath.mpf(s) - 1
        lived = -mpmath.log(ratio) if less == 0 else (1 - ratio**less) / less
        exact = mpmath.mpf(0.5) * 12 / 10 * lived
    assert model.expected_purchases_of_new(39.0) == pytest.approx(float(exact), rel=1e-10)


@pytest.mark.parametrize("point", [(0.5, 0.3, 0.6, 0.4), (2.0, 1.0, 3.0, 0.1), (0.1, 5.0, 0.05, 8.0)])
def test_slopes_are_those_of_the_likelihood(printed, point):
    histories = histories_of(printed["x"].to_numpy(float), printed["t_x"].to_numpy(), printed["T"].to_numpy())
    assert_derivatives_are_exact(partial(paretonbd.log_likelihood, histories), point)


@pytest.mark.parametrize("true", [(0.8, 30.0, 0.7, 100.0), (2.0, 100.0, 1.5, 300.0)])
def test_simulated_parameters_are_recovered_within_their_errors(true):
    seen = lives(4000, *true, seed=3)
    fit = paretonbd.fit(seen.frequency, seen.recency, seen.T)
    for name, value in zip(("r", "alpha", "s", "beta"), true, strict=True):
        assert abs(getattr(fit.model, name) - value) < 4 * fit.standard_errors[name]


def loyal(customers: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Histories of customers of one age of whom nobody leaves."""
    luck = np.random.default_rng(seed)
    ages = np.full(customers, 300.0)
    bought = luck.poisson(luck.gamma(1.0, 1 / 50, customers) * ages)
    return bought, ages * np.where(bought > 0, luck.beta(np.maximum(bought, 1), 1), 0), ages  # last of uniform moments


@pytest.mark.parametrize("seed", [0, 24, 102])
def test_a_ridge_on_which_customers_leave_alike_is_no_failure(seed):
    bought, recency, ages = loyal(300, seed)
    fit = paretonbd.fit(bought, recency, ages)
    assert fit.outcome == "equal_churn"
    assert np.isinf(fit.standard_errors["s"])
    assert np.isfinite(fit.standard_errors["r"])
    assert fit.log_likelihood > nbd.fit(bought, ages).log_likelihood
    assert fit.model.probability_alive(bought, recency, ages).mean() > 0.9


def test_where_nobody_leaves_the_model_without_churn_answers():
    bought, recency, ages = loyal(2000, 2)
    fit = paretonbd.fit(bought, recency, ages)
    assert fit.log_likelihood >= nbd.fit(bought, ages).log_likelihood - 1e-6
    assert fit.model.probability_alive(bought, recency, ages).mean() > 0.95


def test_without_a_second_purchase_there_is_nothing_to_learn():
    with pytest.raises(NotEnoughData):
        paretonbd.fit(np.zeros(50), np.zeros(50), np.full(50, 30.0))
