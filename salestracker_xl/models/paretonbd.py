"""Customers who buy at random and may leave unseen at any time: the Pareto/NBD model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from salestracker_xl.models import nbd
from salestracker_xl.models.fit import Fit, Outcome, fit_at
from salestracker_xl.models.histories import Histories, histories_of
from salestracker_xl.models.likelihood import Derivatives, in_logs, totals
from salestracker_xl.models.nbd import NBD
from salestracker_xl.models.newton import Summit, highest

ALIKE = 1e4  # at this r or s, rates of buying or leaving differ by 1 % only (1/√s): the customers are alike
NODES, WEIGHTS = np.polynomial.legendre.leggauss(40)  # for the unseen moment at which a customer left
RATES = np.array([True, False, True, False])  # r and s, which run off on a ridge with alpha and beta
LOWER = np.log([1e-5, 1e-9, 1e-8, 1e-9])
UPPER = np.log([1e6, 1e14, 1e6, 1e14])  # rates differ by 0.1 % there; beyond, rounding hides the slope
NO_GAIN = 1e-6  # log-likelihood by which churn must improve on the model without it
AT_ONCE = 2048  # histories whose moments are held in memory together

# Where to start, in multiples of r and alpha of the model without churn, and s and beta in mean ages.
STARTS = np.array([[1.2, 1.0, 0.6, 0.4], [2.0, 1.0, 2.0, 2.0], [1.0, 1.0, 0.05, 1.0]])


@dataclass(frozen=True, slots=True)
class ParetoNBD:
    """The model of Schmittlein, Morrison and Colombo (1987), Management Science 33 (1), 1-24.

    Purchases are Poisson with a rate ~ gamma(r, alpha); customers live for an exponential time with a rate ~
    gamma(s, beta). alpha and beta are in the time unit of the data.
    """

    r: float
    alpha: float
    s: float
    beta: float

    def probability_alive(self, frequency: np.ndarray, recency: np.ndarray, T: np.ndarray) -> np.ndarray:
        """Probability that each of (customers,) histories belongs to one who still is a customer."""
        alive, logs = _log_terms(frequency, recency, T, self.r, self.alpha, self.s, self.beta)[:2]
        top = np.maximum(alive, logs.max(axis=1))
        gone = np.exp(logs - top[:, None]).sum(axis=1)
        return np.exp(alive - top) / (np.exp(alive - top) + gone)

    def purchases_while_alive(self, horizons: np.ndarray | float, frequency: np.ndarray, T: np.ndarray) -> np.ndarray:
        """Expected purchases of (customers,) within each of the horizons, for customers who are customers now.

        The result has the shape (customers,) for one horizon, (customers, horizons) for a row of them.
        """
        age = self.beta + T
        span = np.log1p(np.multiply.outer(1 / age, horizons))
        # (1 - exp(-(s - 1) span)) / (s - 1) is span itself at s = 1, and keeps its digits near it
        lived = span if self.s == 1 else -np.expm1((1 - self.s) * span) / (self.s - 1)
        return (((self.r + frequency) / (self.alpha + T) * age) * lived.T).T

    def expected_purchases(
        self, horizons: np.ndarray | float, frequency: np.ndarray, recency: np.ndarray, T: np.ndarray
    ) -> np.ndarray:
        """Expected purchases of customers with these histories within each of the horizons."""
        alive = self.probability_alive(frequency, recency, T)
        return (alive * self.purchases_while_alive(horizons, frequency, T).T).T

    def expected_purchases_of_new(self, horizons: np.ndarray | float) -> np.ndarray:
        """Expected repeat purchases of a customer who buys for the first time now."""
        return self.purchases_while_alive(horizons, np.zeros(1), np.zeros(1))[0]


def fit(frequency: np.ndarray, recency: np.ndarray, T: np.ndarray) -> Fit[ParetoNBD] | Fit[NBD]:
    """Fit the model to (customers,) histories by maximum likelihood; with the outcome "no_churn", see `bgnbd.fit`.

    Raises
    ------
    ValueError
        When an array cannot be what its name says.
    NotEnoughData
        When nobody bought again.
    """
    histories = histories_of(frequency, recency, T)
    loyal = nbd.summit(histories)
    r = min(float(np.exp(loyal.point[0])), 5.0)
    alpha = r * float(np.exp(loyal.point[1] - loyal.point[0]))
    starts = np.log(STARTS * np.array([r, alpha, 1.0, 1.0]))
    top = highest(in_logs(partial(log_likelihood, histories)), starts, LOWER, UPPER, histories.customers)
    if top.value - loyal.value <= NO_GAIN and loyal.is_optimum:
        return replace(nbd.fit_of(loyal, histories), outcome="no_churn")
    units = (1.0, histories.time_unit, 1.0, histories.time_unit)
    alike = (np.exp(top.point) >= ALIKE) & RATES
    top = top.holding(alike)  # where an ascent along a ridge stops is a matter of rounding
    return fit_at(top, ParetoNBD, units, histories.shift, _outcome(top, alike))


def _outcome(top: Summit, alike: np.ndarray) -> Outcome:
    if not top.is_optimum:
        return "failed"
    if not alike.any():
        return "converged"
    return "equal_rates" if alike[0] else "equal_churn"


def log_likelihood(histories: Histories, r: float, alpha: float, s: float, beta: float) -> Derivatives:
    """Log-likelihood of the parameters with its gradient and Hessian, in the time unit of the histories.

    A customer is alive, or left at some moment since the last purchase: the likelihood is the sum of the first chance
    and the integral over those moments. The integral is taken by Gauss-Legendre, where its terms and all their
    derivatives are powers, rather than through hypergeometric functions, which overflow and cancel.
    """
    step = 1 / (r + histories.ladder)
    climbed, rising, curving = totals(np.array((-np.log(step), step, step * step)), histories.beyond)
    value, gradient, hessian = climbed, np.array((rising, 0.0, 0.0, 0.0)), np.zeros((4, 4))
    hessian[0, 0] = -curving
    recency, T = histories.recency, histories.age
    for first in range(0, len(histories.weight), AT_ONCE):
        some = slice(first, first + AT_ONCE)
        columns = histories.frequency[some], recency[some], T[some]
        part = _of_some(histories.weight[some], *columns, r, alpha, s, beta)
        value, gradient, hessian = value + part[0], gradient + part[1], hessian + part[2]
    return value, gradient.tolist(), hessian.tolist()


def _of_some(
    weight: np.ndarray,
    x: np.ndarray,
    recency: np.ndarray,
    T: np.ndarray,
    r: float,
    alpha: float,
    s: float,
    beta: float,
) -> tuple[float, np.ndarray, np.ndarray]:
    """Sum over histories of the log of (alive + left), with its derivatives.

    The derivatives of the log of a sum of powers are means over its terms: with g the log of a term, the gradient is
    the mean of g', the Hessian the mean of g'' and the covariance of g'.
    """
    alive, logs, moments = _log_terms(x, recency, T, r, alpha, s, beta)
    terms = np.column_stack((logs, alive))
    moments = np.column_stack((moments, T))
    top = terms.max(axis=1, keepdims=True)
    share = np.exp(terms - top)
    size = share.sum(axis=1, keepdims=True)
    share /= size
    left = np.ones(terms.shape[1])
    left[-1] = 0.0  # the last term is that of being alive, which lacks the density of leaving
    bought, lived = 1 / (alpha + moments), 1 / (beta + moments)
    purchases = x[:, None]
    by_alpha, by_beta = moments / alpha, moments / beta
    slopes = np.array(
        (
            -np.log1p(by_alpha),
            (r * by_alpha - purchases) * bought,
            left / s - np.log1p(by_beta),
            (s * by_beta - left) * lived,
        )
    )
    means = np.einsum("ink,nk->in", slopes, share)
    counted = share * weight[:, None]
    hessian = np.einsum("ink,jnk->ij", slopes * counted, slopes) - np.einsum("in,jn->ij", means * weight, means)
    in_alpha, in_beta = (counted * by_alpha * bought).sum(), (counted * by_beta * lived).sum()
    hessian += np.array(
        (
            (0.0, in_alpha, 0.0, 0.0),
            (in_alpha, (counted * bought * (purchases * bought - r * by_alpha * (bought + 1 / alpha))).sum(), 0.0, 0.0),
            (0.0, 0.0, -(counted * left).sum() / s**2, in_beta),
            (0.0, 0.0, in_beta, (counted * lived * (left * lived - s * by_beta * (lived + 1 / beta))).sum()),
        )
    )
    value = float((weight * (top + np.log(size))[:, 0]).sum())
    return value, (means * weight).sum(axis=1), hessian


def _log_terms(
    x: np.ndarray, recency: np.ndarray, T: np.ndarray, r: float, alpha: float, s: float, beta: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Logs of the chances to be alive, and to have left at each of some moments, weighted for an integral over them.

    The moments lie the closer to the last purchase the more purchases there were, since a busy customer's silence soon
    tells; their places depend on the data alone. Ages enter as log(1 + T/alpha), which keeps its digits when r and
    alpha, or s and beta, run off together.

    Returns
    -------
    tuple of numpy.ndarray
        (histories,), (histories, moments), and the (histories, moments) themselves.
    """
    gap = (T - recency)[:, None]
    scale = ((recency + 0.1 * T) / (x + 1))[:, None] + np.finfo(float).tiny
    reach = np.log1p(gap / scale)
    grown = np.exp(reach * (NODES + 1) / 2)
    moments = recency[:, None] + scale * (grown - 1)
    width = scale * grown * reach * (WEIGHTS / 2)
    bought = -r * np.log1p(moments / alpha) - x[:, None] * np.log(alpha + moments)
    with np.errstate(divide="ignore"):  # a customer who bought on the last day has no time to have left in
        left = np.log(width) + np.log(s) - s * np.log1p(moments / beta) - np.log(beta + moments)
    alive = -r * np.log1p(T / alpha) - x * np.log(alpha + T) - s * np.log1p(T / beta)
    return alive, bought + left, moments
