"""How much customers buy who may leave after any purchase.

A customer buys at a rate λ ~ gamma(r, alpha) and leaves after each purchase with a probability p ~ beta(a, b). Within
a time t that is (1 - exp(-λ p t)) / p purchases; averaged over λ, with w = t / alpha,

    w · φ(p w),    φ(s) = (1 - (1 + s)^-r) / s,

and what remains is the mean of φ(p w) over p. The closed form with 2F1 (Fader, Hardie and Lee 2005, eq. 9 and 10)
says the same, but divides by a - 1, overflows for frequent buyers and cancels for loyal ones. The mean over p is
taken by the trapezoidal rule on the log-odds of p, where the integrand is analytic and dies off exponentially at
both ends, so that few points give full precision whatever the parameters. As a function of log(1 + w) the mean is
analytic too, which makes it a short Chebyshev series: customers with the same number of purchases, whatever their ages
and horizons, share one. Numbers of purchases that are alike share the points at which all of this is worked out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
from numpy.polynomial.chebyshev import chebpts1, chebval, chebvander

# Step of the trapezoidal rule. Its error is the Fourier transform of the weight at ω = 2π / step, that is
# |Γ(a + iω) Γ(b + iω)| / (Γ(a) Γ(b)): below 3e-13 for every a and b above 1.
WIDEST = 0.25
STEP = 0.5  # of the standard deviation of a narrow weight
DROP = 34.0  # the rule ends where the weight has fallen by exp(-34) = 2e-15
UNFELT = 50.0  # points where every weight is less than exp(-50) are left out: φ may be 1e10 times its mean there
ALIKE = 8.0  # how far b + x may grow among numbers of purchases that share their points
NEAR = 4  # numbers of purchases so near each other are reached step by step
TAIL = 1e-13  # share of the first terms to which the last terms of the series must have fallen
UNSEEN = 1e-17  # share of the first term below which no term at the end is kept
MOST_TERMS = 2000  # far more than any model needs; it ends the search where an input is not a number
CUSTOMERS_AT_ONCE = 1 << 12
AT_ONCE = 1 << 14  # horizons whose intermediate results stay in the cache of a processor


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
    purchases, places = np.unique(np.asarray(frequency, float), return_inverse=True)
    log_w = np.log1p(elapsed)
    end = _end_of(log_w)
    return elapsed * _values(_series_of(purchases, r, a, b, end)[places], 2 * log_w / end - 1)


def sums_within(
    horizons: np.ndarray, weights: np.ndarray, ages: np.ndarray, frequency: np.ndarray, r: float, a: float, b: float
) -> np.ndarray:
    """Sums over horizons of what `purchases_within` expects, weighted.

    Over the log of the age such a sum is analytic in its turn: customers with the same number of purchases share one
    series.

    Parameters
    ----------
    horizons : numpy.ndarray
        (horizons,) times t.
    weights : numpy.ndarray
        (horizons, sums) what a horizon counts in each sum.
    ages, frequency : numpy.ndarray
        (customers,) alpha + T, and repeat purchases x.

    Returns
    -------
    numpy.ndarray
        (customers, sums).
    """
    purchases, places = np.unique(np.asarray(frequency, float), return_inverse=True)
    youngest = ages.min()
    log_ages = np.log(ages / youngest)
    end = _end_of(np.log1p(horizons / youngest))
    series = _series_of(purchases, r, a, b, end)

    def sums(log_age: np.ndarray) -> np.ndarray:
        elapsed = np.multiply.outer(np.exp(-log_age), horizons / youngest)
        terms = chebvander(2 * np.log1p(elapsed) / end - 1, series.shape[1] - 1)
        summed = np.einsum("ahs,aht->sat", elapsed[:, :, None] * weights, terms)
        return (summed @ series.T).transpose(2, 0, 1).reshape(-1, len(log_age))

    last = _end_of(log_ages)
    by_age = _series(sums, last).reshape(len(purchases), weights.shape[1], -1)
    distinct, at = np.unique(2 * log_ages / last - 1, return_inverse=True)
    terms = chebvander(distinct, by_age.shape[2] - 1)
    found = np.empty((len(frequency), weights.shape[1]))
    for first in range(0, len(frequency), CUSTOMERS_AT_ONCE):
        some = slice(first, first + CUSTOMERS_AT_ONCE)
        np.einsum("nst,nt->ns", by_age[places[some]], terms[at[some]], out=found[some])
    return found


def share_staying(elapsed: np.ndarray, r: float, a: float, b: float) -> np.ndarray:
    """Share of new customers who have not left after each horizon: the mean of (1 + p w)^-r over p.

    As in `_means_over_p` the line through both ends is split off, and what is left vanishes there.

    Parameters
    ----------
    elapsed : numpy.ndarray
        (horizons,) times w since the first purchase as multiples of alpha.
    """
    p, _, (weight,) = _beta_rule(a + 1, np.array([b + 1]))
    gone = -np.expm1(-r * np.log1p(np.multiply.outer(p, elapsed)))
    gone_if_sure = -np.expm1(-r * np.log1p(elapsed))
    bend = weight @ (gone - np.multiply.outer(p, gone_if_sure))
    return 1 - a / (a + b) * (gone_if_sure + b / (a + b + 1) * bend)


def _end_of(log_w: np.ndarray) -> float:
    return max(float(log_w.max()), 1e-9)


def _series_of(purchases: np.ndarray, r: float, a: float, b: float, end: float) -> np.ndarray:
    """Chebyshev series on [0, end] of what is expected, less its factor w: a row for each of the ascending numbers."""
    found = [_series(partial(_means_over_p, purchases[alike], r, a, b), end) for alike in _alike(purchases, b)]
    terms = max(series.shape[1] for series in found)
    return np.vstack([np.pad(series, ((0, 0), (0, terms - series.shape[1]))) for series in found])


def _alike(purchases: np.ndarray, b: float) -> Iterator[slice]:
    """Split ascending numbers of purchases where the weight of p has moved too far to share its points."""
    start = 0
    while start < len(purchases):
        stop = int(np.searchsorted(purchases, ALIKE * (b + 1 + purchases[start]) - b - 1, side="right"))
        yield slice(start, stop)
        start = stop


def _means_over_p(x: np.ndarray, r: float, a: float, b: float, log_w: np.ndarray) -> np.ndarray:
    """Mean of φ(p w) over p ~ beta(a, b + x): a row for each of the ascending x, a column for each w.

    Split off is the line through both ends, p = 0 and 1: what is left vanishes there, even if beta does not. One more
    purchase turns φ into (φ + 1) / (1 + s).
    """
    p, q, weights = _beta_rule(a + 1, b + 1 + x)
    w = np.maximum(np.expm1(log_w), 1e-300)  # the limit of φ at 0 is r
    s = np.vstack((np.multiply.outer(p, w), w))  # the last row is p = 1
    log_s, fewer = np.log1p(s), 1 / (1 + s)
    inside, sure = np.empty((2, len(x), len(w)))  # sums of weight times φ, and φ at p = 1
    phi, before = s, -np.inf
    for at, (n, weight) in enumerate(zip(x.tolist(), weights, strict=True)):
        if n - before > NEAR:
            phi = np.expm1(-(r + n) * log_s) / -s
        else:
            for _ in range(int(n - before)):
                phi += 1
                phi *= fewer
        before = n
        inside[at], sure[at] = weight @ phi[:-1], phi[-1]
    x = x[:, None]
    none = (r + x) * (weights @ q)[:, None]
    bend = inside - none - (weights @ p)[:, None] * sure
    line = ((b + x) * (r + x) + a * sure) / (a + b + x)
    return line + a * (b + x) / ((a + b + x) * (a + b + x + 1)) * bend


def _series(function: Callable[[np.ndarray], np.ndarray], end: float) -> np.ndarray:
    """Chebyshev series of each row of a function on [0, end], as long as it takes."""
    terms = 9 + int(24 / np.arcsinh(np.pi / end))  # enough for 13 digits of usual customers
    while True:
        points = chebpts1(terms)
        series = function((points + 1) * (end / 2)) @ chebvander(points, terms - 1) * (2 / terms)
        series[:, 0] /= 2
        size = np.abs(series)
        if np.all(size[:, -2:].max(axis=1) <= TAIL * size.max(axis=1)) or terms > MOST_TERMS:
            return series[:, : 1 + int(np.flatnonzero((size > UNSEEN * size[:, :1]).any(axis=0)).max(initial=0))]
        terms *= 2


def _values(series: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Each row of Chebyshev series at the places in the same row of `at`."""
    found = np.empty(at.shape)
    step = max(AT_ONCE * len(at) // max(at.size, 1), 1)
    for first in range(0, len(at), step):
        rows = slice(first, first + step)
        terms = np.ascontiguousarray(series[rows].T).reshape(series.shape[1], -1, *[1] * (at.ndim - 1))
        found[rows] = chebval(at[rows], terms, tensor=False)
    return found


def _beta_rule(a: float, b: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Points p, their complements q = 1 - p, and for each b what takes the mean of f / (p q) over beta(a, b).

    For a and b from 1, b ascending.
    """
    information = a * b / (a + b)  # curvature of the log weight at its mode, in log-odds
    reach = (DROP + np.sqrt(DROP * DROP + 8 * DROP * information)) / (2 * information)
    shift = np.log(b[0] / b)  # of the mode in log-odds, from that of the first b
    low, high = float((shift - reach).min()), float((shift + reach).max())
    step = min(WIDEST, STEP / float(np.sqrt(information.max())))
    log_odds = np.linspace(low, high, 2 + int((high - low) / step))  # from a mode: sharp weights keep their digits
    mode, rest = a / (a + b[0]), b[0] / (a + b[0])
    log_p, log_q = -np.log1p(rest * np.expm1(-log_odds)), -np.log1p(mode * np.expm1(log_odds))
    log_weight = a * log_p + np.multiply.outer(b, log_q)
    log_weight -= log_weight.max(axis=1, keepdims=True)
    felt = (log_weight > -UNFELT).any(axis=0)
    weight, p, q = np.exp(log_weight[:, felt]), mode * np.exp(log_p[felt]), rest * np.exp(log_q[felt])
    return p, q, weight / weight.sum(axis=1, keepdims=True) / (p * q)
