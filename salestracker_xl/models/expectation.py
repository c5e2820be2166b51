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

from collections.abc import Callable

import numpy as np
from numpy.polynomial import Chebyshev

POINTS = 400  # of the trapezoidal rule; its step then stays below 0.35, an error of exp(-π²/0.35) = 6e-13 at most
DROP = 34.0  # the rule ends where the weight has fallen by exp(-34) = 2e-15
TAIL = 1e-13  # share of the first terms to which the last terms of the series must have fallen
MOST_TERMS = 2000  # far more than any model needs; it ends the search where an input is not a number


def purchases_within(elapsed: np.ndarray, frequency: np.ndarray, r: float, a: float, b: float) -> np.ndarray:
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
    p, q, weight = _beta_rule(a + 1, b + 1)

    def mean(log_w: np.ndarray) -> np.ndarray:
        """Split off the line through both ends, p = 0 and 1: what is left vanishes there, even if beta does not."""
        ahead = np.expm1(log_w)[:, None]
        bend = (_phi(p * ahead, r) - q * r - p * _phi(ahead, r)) @ (weight / (p * q))
        line = (b * r + a * _phi(ahead, r)[:, 0]) / (a + b)
        return line + a * b / ((a + b) * (a + b + 1)) * bend

    log_w = np.log1p(w)
    return w * _series(mean, max(float(log_w.max()), 1e-9))(log_w)


def _series(function: Callable[[np.ndarray], np.ndarray], end: float) -> Chebyshev:
    """Chebyshev series of a function on [0, end], as long as it takes."""
    terms = 8 + int(30 / np.arcsinh(np.pi / end))  # enough for 13 digits where the strip |Im| < π/2 sets the pace
    while True:
        series = Chebyshev.interpolate(function, terms, domain=(0.0, end))
        size = np.abs(series.coef)
        if size[-2:].max() <= TAIL * size.max() or terms > MOST_TERMS:
            return series
        terms *= 2


def _phi(s: np.ndarray, r: float) -> np.ndarray:
    s = np.maximum(s, 1e-300)  # the limit at 0 is r
    return -np.expm1(-r * np.log1p(s)) / s


def _beta_rule(a: float, b: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points p, their complements 1 - p, and the weights that take the mean over beta(a, b), for a and b from 1."""
    information = a * b / (a + b)  # curvature of the log weight at its mode, in log-odds
    reach = (DROP + np.sqrt(DROP * DROP + 8 * DROP * information)) / (2 * information)
    log_odds = np.linspace(-reach, reach, POINTS)  # from the mode: sharp weights keep their digits
    mode = a / (a + b)
    swell = mode * np.expm1(log_odds)
    log_weight = a * log_odds - (a + b) * np.log1p(swell)
    weight = np.exp(log_weight - log_weight.max())
    return mode * np.exp(log_odds) / (1 + swell), b / (a + b) / (1 + swell), weight / weight.sum()
