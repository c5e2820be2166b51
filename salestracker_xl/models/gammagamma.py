"""What customers spend, each around a mean of their own: the Gamma-Gamma model."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace
from functools import partial

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import NotEnoughData
from salestracker_xl.models.exploring import WORTH_IT, at_their_means, explored, octaves, steps
from salestracker_xl.models.fit import Fit, Outcome, fit_at
from salestracker_xl.models.gamma import log_beta, slopes
from salestracker_xl.models.histories import AT_ONCE
from salestracker_xl.models.likelihood import Derivatives, in_logs, inner
from salestracker_xl.models.newton import Summit, climb, highest

ALIKE = 1e4  # a gamma shape of 10,000 spreads by 1 % only (1/√shape)
VALUES = 128  # classes of customers by the log of their mean value
LOWER = np.log([1e-5, 1e-5, 1e-9])
UPPER = np.log([ALIKE, ALIKE, 1e12])
STARTS = np.log([[2.0, 3.0, 1.0], [6.0, 4.0, 0.5], [1.0, 12.0, 11.0], [50.0, 3.0, 0.04]])  # with a mean value of 1

NO_VALUE = Text(
    "No customer has repeat purchases of a positive value, so there is no spending to learn from.",
    "Aucun client n'a de réachats d'une valeur positive : il n'y a aucune dépense dont apprendre.",
)
INFINITE_MEAN = Text(
    "Spending differs so much between customers that its mean has no finite estimate.",
    "Les dépenses diffèrent tant d'un client à l'autre que leur moyenne n'a pas d'estimation finie.",
)


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """The Gamma-Gamma model of Fader and Hardie (2013), http://www.brucehardie.com/notes/025/.

    The values of a customer's purchases are gamma with shape p and a scale whose inverse ~ gamma(q, v). v, which the
    note calls γ, is in the currency of the data.
    """

    p: float
    q: float
    v: float

    def expected_value(self, frequency: np.ndarray, monetary_value: np.ndarray) -> np.ndarray:
        """Expected mean value of the purchases of (customers,), from their repeat purchases so far.

        It lies between a customer's own mean and that of all customers, which stands alone for those without repeat
        purchases. A mean below 0, where refunds outweigh purchases, counts as 0.

        Raises
        ------
        NotEnoughData
            When q is 1 or less: the mean of all customers is infinite.
        """
        if self.q <= 1:
            raise NotEnoughData(INFINITE_MEAN)
        spent = frequency * np.maximum(monetary_value, 0)
        return self.p * (self.v + spent) / (self.p * frequency + self.q - 1)


def fit(frequency: np.ndarray, monetary_value: np.ndarray, near: GammaGamma | None = None) -> Fit[GammaGamma]:
    """Fit the model to (customers,) repeat purchases and their mean values, by maximum likelihood.

    Customers without a repeat purchase, or with a mean value of 0 or less, say nothing about p, q and v and are left
    out. The search is shorter from `near`, the model of about the same customers; it ends at the same highest point.

    Raises
    ------
    NotEnoughData
        When nobody is left.
    """
    told = (frequency > 0) & (monetary_value > 0)
    if not told.any():
        raise NotEnoughData(NO_VALUE)
    x, value = np.asarray(frequency[told], float), monetary_value[told]
    money = float(np.exp(np.log(value).mean()))  # not the mean, which a single huge purchase can carry away
    spending, units = spending_of(x, value / money), (1.0, 1.0, money)
    top = _summit(spending, None if near is None else np.log(np.array(astuple(near)) / units))
    return fit_at(top, GammaGamma, units, -len(x) * float(np.log(money)), _outcome(top))


def _summit(spending: Spending, near: np.ndarray | None) -> Summit:
    """Highest point of the log-likelihood: where the first ascent ends, if that is well determined."""
    objective, customers = in_logs(partial(log_likelihood, spending)), len(spending.total)
    points = _starts(spending)
    top = climb(objective, next(points) if near is None else near, LOWER, UPPER, customers)
    return top if top.is_settled else highest(objective, points, LOWER, UPPER, customers, top)


def _starts(spending: Spending) -> Iterator[np.ndarray]:
    customers = len(spending.total)
    if customers < WORTH_IT:
        yield from STARTS
    else:
        yield from explored(in_logs(partial(log_likelihood, _merged(spending))), STARTS, LOWER, UPPER, customers)


def _outcome(top: Summit) -> Outcome:
    if not top.is_optimum:
        return "failed"
    if top.free.all():
        return "converged"
    if top.free[2] and np.all(top.point[~top.free] > 0):
        return "steady_values" if top.free[1] else "equal_values"
    return "failed"


@dataclass(frozen=True, slots=True, eq=False)
class Spending:
    """What the likelihood needs of customers' repeat purchases, in units of the mean value.

    Attributes
    ----------
    total : numpy.ndarray
        (customers,) value of all purchases together.
    weights : numpy.ndarray
        (2, customers): how many customers stand in one place, 1 for each or more where they are merged, and their
        purchases together.
    distinct, counts : numpy.ndarray
        (numbers,) distinct numbers of purchases, and how many customers have each.
    customers, purchases : float
        How many there are.
    log_means, log_totals : float
        Sums over customers of the log of the mean value, and over purchases of that of the customer's total.
    """

    total: np.ndarray
    weights: np.ndarray
    distinct: np.ndarray
    counts: np.ndarray
    customers: float
    purchases: float
    log_means: float
    log_totals: float


def spending_of(x: np.ndarray, value: np.ndarray) -> Spending:
    """Prepare (customers,) numbers of purchases and their mean values."""
    counts = np.bincount(x.astype(np.int64))
    distinct = np.flatnonzero(counts)
    logs = np.log(value)
    return Spending(
        total=x * value,
        weights=np.array((np.ones(len(x)), x)),
        distinct=distinct.astype(float),
        counts=counts[distinct].astype(float),
        customers=float(len(x)),
        purchases=float(x.sum()),
        log_means=float(logs.sum()),
        log_totals=inner(x, logs) + inner(counts[distinct], distinct * np.log(distinct)),
    )


def _merged(spending: Spending) -> Spending:
    """Customers who bought about as often for about as much as one, at their mean: of the log, for p hangs on logs."""
    customers, x = spending.weights
    logs = np.log(spending.total)
    means = logs - np.log(x)
    low, high = float(means.min()), float(means.max())
    classes = octaves(x) * VALUES + steps((means - low) / max(high - low, np.finfo(float).tiny), VALUES)
    weight, x, logs = at_their_means(classes, customers, x, logs)
    return replace(
        spending, total=np.exp(logs), weights=np.array((weight, weight * x)), log_totals=inner(weight * x, logs)
    )


def log_likelihood(spending: Spending, p: float, q: float, v: float) -> Derivatives:
    """Log-likelihood of p, q and v with its gradient and Hessian.

    Equation 1a of the note, with each power of v + total split so that nothing large cancels when p or q is large.
    """
    distinct, counts, n = spending.distinct, spending.counts, spending.customers
    shapes, weighted = p * distinct, counts * distinct
    both, own, (of_q, bend_q) = _slopes(shapes, q)
    (long, until, squared), (x_long, x_until, x_squared) = _sums(spending, v)
    short = x_long + spending.purchases * math.log(v) - spending.log_totals  # of x log(1 + v / total)
    value = -p * short - q * long - spending.log_means - inner(counts, log_beta(shapes, q))
    gradient = (
        inner(weighted, both[0] - own[0]) - short,
        inner(counts, both[0]) - n * of_q - long,
        q * (n / v - until) - p * x_until,
    )
    pp, pq, qq = inner(weighted * distinct, both[1] - own[1]), inner(weighted, both[1]), inner(counts, both[1])
    hessian = (
        (pp, pq, -x_until),
        (pq, qq - n * bend_q, n / v - until),
        (-x_until, n / v - until, p * x_squared + q * (squared - n / v**2)),
    )
    return value, gradient, hessian


def _slopes(shapes: np.ndarray, q: float) -> tuple[np.ndarray, np.ndarray, list[float]]:
    """First and second derivative of log Γ at shapes + q, at the shapes, and at q."""
    both, own, of_q = np.split(
        np.array(slopes(np.concatenate((shapes + q, shapes, [q])))), (n := len(shapes), 2 * n), 1
    )
    return both, own, of_q.ravel().tolist()


def _sums(spending: Spending, v: float) -> list[list[float]]:
    """Sums over customers, and over their purchases, of log(1 + total / v), 1 / (v + total) and its square."""
    sums = np.zeros((2, 3))
    for first in range(0, len(spending.total), AT_ONCE):
        total = spending.total[first : first + AT_ONCE]
        until = 1 / (v + total)
        rows = np.array((np.log1p(total * (1 / v)), until, until * until))
        sums += np.einsum("ik,jk->ij", spending.weights[:, first : first + AT_ONCE], rows)
    return sums.tolist()
