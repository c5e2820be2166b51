"""Customers who buy at random, each at a rate of their own, and never leave: the NBD model."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from salestracker_xl.models.fit import Fit, Outcome, fit_at
from salestracker_xl.models.histories import Histories, histories_of
from salestracker_xl.models.likelihood import Derivatives, in_logs, inner, totals
from salestracker_xl.models.newton import Summit, climb

ALIKE = 1e4  # shape at which the rates differ by 1 % only (1/√shape): from here on the customers are alike
LOWER = np.log([1e-5, 1e-9])
UPPER = np.log([1e8, 1e14])


@dataclass(frozen=True, slots=True)
class NBD:
    """Poisson purchases with gamma-distributed rates (Ehrenberg 1959); alpha is in the time unit of the data."""

    r: float
    alpha: float

    def probability_alive(self, frequency: np.ndarray, recency: np.ndarray, T: np.ndarray) -> np.ndarray:
        """Probability that each customer still is one: 1, for nobody leaves."""
        return np.ones(np.shape(frequency))

    def purchases_while_alive(self, horizons: np.ndarray | float, frequency: np.ndarray, T: np.ndarray) -> np.ndarray:
        """Expected purchases of (customers,) within each of the horizons, for customers who are customers now.

        The result has the shape (customers,) for one horizon, (customers, horizons) for a row of them.
        """
        return np.multiply.outer((self.r + frequency) / (self.alpha + T), horizons)

    def sums_while_alive(
        self, horizons: np.ndarray, weights: np.ndarray, frequency: np.ndarray, T: np.ndarray
    ) -> np.ndarray:
        """(customers, sums) of `purchases_while_alive` over the horizons, by (horizons, sums) weights."""
        return self.purchases_while_alive(horizons, frequency, T) @ weights

    def expected_purchases(
        self, horizons: np.ndarray | float, frequency: np.ndarray, recency: np.ndarray, T: np.ndarray
    ) -> np.ndarray:
        """Expected purchases of customers with these histories within each of the horizons."""
        return self.purchases_while_alive(horizons, frequency, T)

    def expected_purchases_of_new(self, horizons: np.ndarray | float) -> np.ndarray:
        """Expected repeat purchases of a customer who buys for the first time now."""
        return self.purchases_while_alive(horizons, np.zeros(1), np.zeros(1))[0]

    def share_staying(self, horizons: np.ndarray) -> np.ndarray:
        """Share of new customers who still are customers after each of the horizons: all of them."""
        return np.ones(np.shape(horizons))


def fit(frequency: np.ndarray, T: np.ndarray) -> Fit[NBD]:
    """Fit the model to (customers,) repeat purchases and ages, by maximum likelihood.

    Raises
    ------
    NotEnoughData
        When nobody bought again.
    """
    histories = histories_of(frequency, np.zeros(len(T)), T)
    return fit_of(summit(histories), histories)


def summit(histories: Histories) -> Summit:
    """Highest point of the log-likelihood in (log r, log alpha)."""
    rate = histories.purchases / inner(histories.age_weights[0], histories.ages)
    mean = histories.purchases / histories.customers
    variance = inner(histories.beyond, 2 * histories.ladder + 1) / histories.customers - mean**2
    shape = min(max(mean**2 / max(variance - mean, 0.05 * mean), 0.05), 20.0)  # the method of moments, within reason
    start = np.log([shape, shape / rate])
    return climb(in_logs(partial(log_likelihood, histories)), start, LOWER, UPPER, histories.customers)


def fit_of(top: Summit, histories: Histories) -> Fit[NBD]:
    """Give the model at the highest point, in the units of the data."""
    return fit_at(top, NBD, (1.0, histories.time_unit), histories.shift, _outcome(top))


def _outcome(top: Summit) -> Outcome:
    if not top.is_optimum:
        return "failed"
    return "equal_rates" if np.exp(top.point[0]) >= ALIKE else "converged"


def log_likelihood(histories: Histories, r: float, alpha: float) -> Derivatives:
    """Log-likelihood of r and alpha with its gradient and Hessian, in the time unit of the histories."""
    value, gradient, (in_r, mixed, in_alpha) = sums(histories, r, alpha)
    return value, gradient, ((in_r, mixed), (mixed, in_alpha))


def sums(histories: Histories, r: float, alpha: float) -> tuple[float, tuple[float, float], tuple[float, float, float]]:
    """The log-likelihood, its slopes, and the upper triangle of its Hessian.

    Ages enter as log(1 + T/alpha), which keeps its digits when r and alpha run off together.
    """
    ladder = r + histories.ladder
    step = 1 / ladder
    climbed, rising, curving = totals(np.array((np.log(ladder), step, step * step)), histories.beyond)
    T = histories.ages
    until, log_age = 1 / (alpha + T), np.log1p(T / alpha)
    exposed = T * until
    rows = np.array((log_age, until, until * until, exposed, exposed * (1 + alpha * until)))
    of_customers, of_purchases = np.einsum("ij,kj->ik", histories.age_weights, rows).tolist()
    logs, _, _, exposure, bent = of_customers
    late_logs, late, late_bent, _, _ = of_purchases
    value = climbed - r * logs - late_logs - histories.purchases * math.log(alpha)
    return (
        value,
        (rising - logs, r / alpha * exposure - late),
        (-curving, exposure / alpha, late_bent - r / alpha**2 * bent),
    )
