"""What customers spend, each around a mean of their own: the Gamma-Gamma model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import NotEnoughData
from salestracker_xl.models.fit import Fit, Outcome, fit_at
from salestracker_xl.models.likelihood import Derivatives, in_logs, inner
from salestracker_xl.models.newton import Summit, highest

ALIKE = 1e4  # a gamma shape of 10,000 spreads by 1 % only (1/√shape)
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


def fit(frequency: np.ndarray, monetary_value: np.ndarray) -> Fit[GammaGamma]:
    """Fit the model to (customers,) repeat purchases and their mean values, by maximum likelihood.

    Customers without a repeat purchase, or with a mean value of 0 or less, say nothing about p, q and v and are left
    out.

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
    top = highest(in_logs(partial(log_likelihood, spending_of(x, value / money))), STARTS, LOWER, UPPER, len(x))
    return fit_at(top, GammaGamma, (1.0, 1.0, money), -len(x) * float(np.log(money)), _outcome(top))


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
    """What the likelihood needs of (customers,) purchases `x` worth `total` together, in units of the mean value."""

    x: np.ndarray
    total: np.ndarray
    log_means: float
    distinct: np.ndarray
    counts: np.ndarray


def spending_of(x: np.ndarray, value: np.ndarray) -> Spending:
    """Prepare (customers,) numbers of purchases and their mean values."""
    distinct, counts = np.unique(x, return_counts=True)
    return Spending(x, x * value, float(np.log(value).sum()), distinct, counts)


def log_likelihood(spending: Spending, p: float, q: float, v: float) -> Derivatives:
    """Log-likelihood of p, q and v with its gradient and Hessian.

    Equation 1a of the note, with each power of v + total split so that nothing large cancels when p or q is large.
    """
    from scipy.special import betaln, psi, zeta  # loads 0.1 s of code that most uses of the package never need

    x, total, distinct, counts = spending.x, spending.total, spending.distinct, spending.counts
    n, shapes, until = len(x), p * distinct, 1 / (v + total)
    short, long = np.log1p(v / total), np.log1p(total / v)
    value = -p * inner(x, short) - q * long.sum() - spending.log_means - inner(counts, betaln(shapes, q))
    both, weighted = psi(shapes + q), counts * distinct
    gradient = [
        inner(weighted, both - psi(shapes)) - inner(x, short),
        inner(counts, both) - n * psi(q) - long.sum(),
        inner(q * total - p * v * x, until) / v,
    ]
    both = zeta(2, shapes + q)  # the trigamma function
    pp, pq, pv = inner(weighted * distinct, both - zeta(2, shapes)), inner(weighted, both), -inner(x, until)
    qq, qv, vv = inner(counts, both) - n * zeta(2, q), inner(total, until) / v, inner(p * x + q, until**2)
    hessian = np.array([[pp, pq, pv], [pq, qq, qv], [pv, qv, vv - n * q / v**2]])
    return value, np.array(gradient), hessian
