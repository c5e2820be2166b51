"""How much customers buy who may leave after any purchase.

A customer buys at a rate λ ~ gamma(r, alpha) and leaves after each purchase with a probability p ~ beta(a, b). Within
a time t that is (1 - exp(-λ p t)) / p purchases; averaged over λ, with w = t / alpha,

    w · φ(p w),    φ(s) = (1 - (1 + s)^-r) / s,

and what remains is the mean of φ(p w) over p. The closed form with 2F1 (Fader, Hardie and Lee 2005, eq. 9 and 10)
says the same, but divides by a - 1, overflows for frequent buyers and cancels for loyal ones. The mean over p is
taken by the trapezoidal rule on the log-odds of p, where the integrand is analytic and dies off exponentially at
both ends, so that a fixed number of points gives full precision whatever the parameters. As a function of
log(1 + w) the mean is analytic too, which makes it a short Chebyshev series: customers with the same number of
purchases, whatever their ages and horizons, share one.
"""

from __future__ import annotations

import numpy as np
from numpy.polynomial import Chebyshev

POINTS = 400  # of the trapezoidal rule; its step then stays below 0.35, an error of exp(-π²/0.35) = 6e-13 at most
DROP = 34.0  # the rule ends where the weight has fallen by exp(-34) = 2e-15
DIGITS = 30.0  # the series ends where its terms have fallen by exp(-30) = 1e-13


def purchases_within(
    elapsed: np.ndarray, frequency: np.ndarray, r: float, a: float, b: float
) -> np.ndarray:
    """Expected purchases of customers who have made `frequency` repeat purchases and have not left.

    Parameters
    ----------
    elapsed : numpy.ndarray
        (customers, ...) horizons t as multiples of alpha + T.
    frequency : numpy.ndarray
        (customers,) repeat purchases x; they raise r to r + x and b to b + x.
    r, a, b : float
        Parameters of a customer without repeat purchases.
    """
    expected = np.empty(elapsed.shape)
    order = np.argsort(frequency, kind="stable")
    starts = np.flatnonzero(np.diff(frequency[order], prepend=-1.0))
    for rows in np.split(order, starts[1:]):
        x = float(frequency[rows[0]])
        expected[rows] = _mean_over_p(elapsed[rows], r + x, a, b + x)
    return expected


def _mean_over_p(w: np.ndarray, r: float, a: float, b: float) -> np.ndarray:
    """Mean of w φ(p w) over p ~ beta(a, b)."""
    log_w = np.log1p(w)
    end = max(float(np.max(log_w)), 1e-6)
    # The ellipse of analyticity has a half-height of π/2; a factor exp(-c log(1 + w)) takes √(c end) terms per digit.
    terms = int(np.ceil(DIGITS / np.arcsinh(np.pi / end) + np.sqrt(DIGITS * max(r - b, 0.0) * end)))
    p, q, weight = _beta_rule(a + 1, b + 1)

    def mean(at: np.ndarray) -> np.ndarray:
        """Split off the line through both ends, p = 0 and 1: what is left vanishes there, even if beta does not."""
        ahead = np.expm1(at)[:, None]
        bend = (_phi(p * ahead, r) - q * r - p * _phi(ahead, r)) @ (weight / (p * q))
        line = (b * r + a * _phi(ahead, r)[:, 0]) / (a + b)
        return line + a * b / ((a + b) * (a + b + 1)) * bend

    return w * Chebyshev.interpolate(mean, terms, domain=(0.0, end))(log_w)


def _phi(s: np.ndarray, r: float) -> np.ndarray:
    s = np.maximum(s, 1e-300)
    return -np.expm1(-r * np.log1p(s)) / s


def _beta_rule(a: float, b: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points p, their complements 1 - p and the weights that take the mean over beta(a, b), for a and b of 1 or more."""
    information = a * b / (a + b)  # curvature of the log weight at its mode, in log-odds
    reach = (DROP + np.sqrt(DROP * DROP + 8 * DROP * information)) / (2 * information)
    log_odds = np.log(a / b) + np.linspace(-reach, reach, POINTS)
    log_p, log_q = -np.logaddexp(0, -log_odds), -np.logaddexp(0, log_odds)
    log_weight = a * log_p + b * log_q
    weight = np.exp(log_weight - np.max(log_weight))
    return np.exp(log_p), np.exp(log_q), weight / weight.sum()
