"""Customers who buy at random and may leave unseen after any purchase: the BG/NBD model."""

from __future__ import annotations

from dataclasses import astuple, dataclass, replace
from functools import partial

import numpy as np

from salestracker_xl.models import nbd
from salestracker_xl.models.expectation import purchases_within, share_staying, sums_within
from salestracker_xl.models.exploring import WORTH_IT, at_their_means, explored, octaves, steps
from salestracker_xl.models.fit import Fit, Outcome, fit_at
from salestracker_xl.models.histories import Histories, Repeats, Runs, histories_of, repeats_of
from salestracker_xl.models.likelihood import Derivatives, in_logs, totals
from salestracker_xl.models.nbd import NBD
from salestracker_xl.models.newton import Summit, climb, highest

ALIKE = 1e4  # at this r or a, rates or chances of leaving differ by 1 % only (1/√a): the customers are alike
AGES = 5  # classes of customers by age
SILENCES = 48  # classes by the share of it before the last purchase: there lies the turn from alive to gone
SPLIT = 1e-4  # where a and b are below this, p is 0 or 1
LOWER = np.log([1e-5, 1e-9, 1e-8, 1e-8])
UPPER = np.log([1e8, 1e14, 1e8, 1e14])
NO_GAIN = 1e-6  # log-likelihood by which churn must improve on the model without it

# Where to start, in multiples of r and alpha of the model without churn, and a and b.
STARTS = np.array(
    [
        [0.9, 0.5, 0.7, 3.0],  # some churn
        [0.5, 0.25, 0.8, 0.8],  # much churn, which hides a livelier rate
        [1.0, 1.0, 0.02, 1.0],  # hardly any
    ]
)
# Where else to look before believing that nobody leaves: small data often have their optimum out here.
DOUBTS = np.array(
    [
        [1.0, 1.0, 0.001, 0.02],  # a few leave at once, the others never
        [1.0, 1.0, 0.01, 0.01],  # half of them do
        [1.0, 0.7, 20.0, 200.0],  # all leave with a chance of about 9 %
        [0.5, 0.3, 20.0, 20.0],  # of 50 %
        [0.2, 0.05, 20.0, 9.0],  # of 70 %
    ]
)


@dataclass(frozen=True, slots=True)
class BGNBD:
    """The BG/NBD model of Fader, Hardie and Lee (2005), Marketing Science 24 (2), 275-284.

    Purchases are Poisson with a rate ~ gamma(r, alpha); after each repeat purchase the customer leaves with a chance
    ~ beta(a, b). alpha is in the time unit of the data.
    """

    r: float
    alpha: float
    a: float
    b: float

    def probability_alive(self, frequency: np.ndarray, recency: np.ndarray, T: np.ndarray) -> np.ndarray:
        """Probability that each of (customers,) histories belongs to one who still is a customer."""
        return np.exp(-np.logaddexp(0, self._log_odds_of_having_left(frequency, recency, T)))

    def _log_odds_of_having_left(self, frequency: np.ndarray, recency: np.ndarray, T: np.ndarray) -> np.ndarray:
        silence = (self.r + frequency) * np.log1p((T - recency) / (self.alpha + recency))
        left = np.log(self.a) - np.log(self.b + (np.maximum(frequency, 1) - 1)) + silence
        return np.where(frequency > 0, left, -np.inf)

    def purchases_while_alive(self, horizons: np.ndarray | float, frequency: np.ndarray, T: np.ndarray) -> np.ndarray:
        """Expected purchases of (customers,) within each of the horizons, for customers who are customers now.

        The result has the shape (customers,) for one horizon, (customers, horizons) for a row of them.
        """
        elapsed = np.multiply.outer(1 / (self.alpha + T), horizons)
        return purchases_within(elapsed, frequency, self.r, self.a, self.b)

    def sums_while_alive(
        self, horizons: np.ndarray, weights: np.ndarray, frequency: np.ndarray, T: np.ndarray
    ) -> np.ndarray:
        """(customers, sums) of `purchases_while_alive` over the horizons, by (horizons, sums) weights."""
        return sums_within(horizons, weights, self.alpha + T, frequency, self.r, self.a, self.b)

    def expected_purchases(
        self, horizons: np.ndarray | float, frequency: np.ndarray, recency: np.ndarray, T: np.ndarray
    ) -> np.ndarray:
        """Expected purchases of customers with these histories within each of the horizons."""
        alive = self.probability_alive(frequency, recency, T)
        ahead = self.purchases_while_alive(horizons, frequency, T)
        return (alive * ahead.T).T

    def expected_purchases_of_new(self, horizons: np.ndarray | float) -> np.ndarray:
        """Expected repeat purchases of a customer who buys for the first time now."""
        return self.purchases_while_alive(horizons, np.zeros(1), np.zeros(1))[0]

    def share_staying(self, horizons: np.ndarray) -> np.ndarray:
        """Share of those who buy for the first time now who still are customers after each of the horizons."""
        return share_staying(np.asarray(horizons) / self.alpha, self.r, self.a, self.b)


def fit(
    frequency: np.ndarray, recency: np.ndarray, T: np.ndarray, near: BGNBD | NBD | None = None
) -> Fit[BGNBD] | Fit[NBD]:
    """Fit the model to (customers,) histories by maximum likelihood.

    Where nobody seems to leave, the likelihood has no highest point: it rises towards the model without churn, which
    is then the answer, with the outcome "no_churn". The search is shorter from `near`, the model of about the same
    customers; it ends at the same highest point.

    Raises
    ------
    ValueError
        When an array cannot be what its name says.
    NotEnoughData
        When nobody bought again.
    """
    histories = histories_of(frequency, recency, T)
    known = _summit_near(histories, near) if isinstance(near, BGNBD) else None
    if known is not None and known.is_settled:
        return _fit_with_churn(known, histories)
    loyal = nbd.summit(histories)
    churn = _summit_with_churn(histories, loyal, STARTS, known)
    if churn.value - loyal.value <= NO_GAIN:
        churn = _summit_with_churn(histories, loyal, DOUBTS, known)
    if churn.value - loyal.value <= NO_GAIN and loyal.is_optimum:
        return replace(nbd.fit_of(loyal, histories), outcome="no_churn")
    return _fit_with_churn(churn, histories)


def _fit_with_churn(top: Summit, histories: Histories) -> Fit[BGNBD]:
    return fit_at(top, BGNBD, _units(histories), histories.shift, _outcome(top, histories))


def _units(histories: Histories) -> tuple[float, ...]:
    return 1.0, histories.time_unit, 1.0, 1.0


def _summit_near(histories: Histories, near: BGNBD) -> Summit:
    """Where the ascent from a model ends. Well determined, it is the highest point.

    Then it lies above the model without churn, too: a standard error of log a below 0.5 means a gain of about 2.
    """
    start = np.log(np.array(astuple(near)) / _units(histories))
    return climb(in_logs(partial(log_likelihood, histories)), start, LOWER, UPPER, histories.customers)


def _summit_with_churn(histories: Histories, loyal: Summit, starts: np.ndarray, known: Summit | None = None) -> Summit:
    """Highest point of the log-likelihood from starts relative to the model without churn, and `known`, one more end.

    Where that model finds all rates equal its r is no start: the likelihood is flat out there, and churn that hides
    the differences between rates would stay hidden.
    """
    r = min(float(np.exp(loyal.point[0])), 5.0)
    alpha = r * float(np.exp(loyal.point[1] - loyal.point[0]))
    points = iter(np.log(starts * np.array([r, alpha, 1.0, 1.0])))
    if len(histories.weight) >= WORTH_IT:
        rough = in_logs(partial(log_likelihood, replace(histories, repeats=_merged(histories))))
        points = explored(rough, list(points), LOWER, UPPER, histories.customers)
    objective = in_logs(partial(log_likelihood, histories))
    if known is None:
        known = climb(objective, next(points), LOWER, UPPER, histories.customers)
    return known if known.is_settled else highest(objective, points, LOWER, UPPER, histories.customers, known)


def _merged(histories: Histories) -> Repeats:
    """Histories with a repeat purchase that are much alike as one, at their mean.

    From where these lead, two Newton steps come to the optimum of the real ones.
    """
    again = histories.again
    x, age, recency = histories.frequency[again], histories.age[again], histories.recency[again]
    classes = (octaves(x) * AGES + steps(age / age.max(), AGES)) * SILENCES
    classes += steps(recency / np.maximum(age, np.finfo(float).tiny), SILENCES)
    weight, x, recency, age = at_their_means(classes, histories.weight[again], x, recency, age)
    places = np.arange(len(x))
    return repeats_of(x, np.concatenate((recency, age)), places, len(x) + places, weight)


def _outcome(top: Summit, histories: Histories) -> Outcome:
    if not top.is_optimum or len(histories.beyond) == 1:  # of one repeat purchase at most only a / b shows
        return "failed"
    r, _, a, b = np.exp(top.point)
    if r >= ALIKE:
        return "equal_rates"
    if a >= ALIKE:
        return "equal_churn"
    return "split_churn" if max(a, b) <= SPLIT else "converged"


def log_likelihood(histories: Histories, r: float, alpha: float, a: float, b: float) -> Derivatives:
    """Log-likelihood of the parameters with its gradient and Hessian, in the time unit of the histories.

    It is that of the model without churn, plus the log chance of having stayed after each purchase, plus
    log(1 + odds of having left after the last one).
    """
    bought, (bought_r, bought_alpha), (rr, r_alpha, alpha_alpha) = nbd.sums(histories, r, alpha)
    stayed, (stayed_a, stayed_b), (both, bb) = _staying(histories, a, b)
    left, (left_r, left_alpha, left_a, left_b), (in_r, in_alpha, in_a, in_b) = _having_left(
        histories.repeats, r, alpha, a, b
    )
    gradient = (bought_r + left_r, bought_alpha + left_alpha, stayed_a + left_a, stayed_b + left_b)
    hessian = (
        (rr + in_r[0], r_alpha + in_r[1], *in_r[2:]),
        (r_alpha + in_alpha[0], alpha_alpha + in_alpha[1], *in_alpha[2:]),
        (*in_a[:2], both + in_a[2], both + in_a[3]),
        (*in_b[:2], both + in_b[2], bb + in_b[3]),
    )
    return bought + stayed + left, gradient, hessian


def _staying(histories: Histories, a: float, b: float) -> tuple[float, tuple[float, float], tuple[float, float]]:
    """Log chance that all customers stayed after each of their repeat purchases.

    Its slopes in a and b, and its curvatures: one in a, which is the mixed one too, and one in b.
    """
    ladder = b + histories.ladder
    stay, any_end = 1 / ladder, 1 / (a + ladder)
    odds = a * stay
    rows = np.array((np.log1p(odds), any_end, odds * any_end, any_end * any_end, stay * stay))
    left, ends, stayed, curvature, bent = totals(rows, histories.beyond)
    return -left, (-ends, stayed), (curvature, curvature - bent)


def _having_left(repeats: Repeats, r: float, alpha: float, a: float, b: float) -> Derivatives:
    """Sum of log(1 + odds of having left after the last purchase), with its derivatives."""
    ages, until = np.log1p(repeats.days / alpha), 1 / (alpha + repeats.days)
    sums = sum(_sums_over(part, ages, until, r, a, b) for part in repeats.parts)
    value, left, turning, left_s, left_c, turn_s, turn_c, ss, sc, cc, bent = np.asarray(sums).tolist()
    gradient = (left_s[0], -left_c[1], left[0] / a, -left[2])
    in_r = (ss[0], -sc[1] - left_c[0], turn_s[0] / a, -turn_s[2])
    in_alpha = (in_r[1], cc[3] + bent[1], -turn_c[1] / a, turn_c[5])
    in_a = (in_r[2], in_alpha[2], (turning[0] - left[0]) / a**2, -turning[2] / a)
    in_b = (in_r[3], in_alpha[3], in_a[3], turning[4] + left[4])
    return value[0], gradient, (in_r, in_alpha, in_a, in_b)


def _sums_over(part: Runs, ages: np.ndarray, until: np.ndarray, r: float, a: float, b: float) -> np.ndarray:
    """Sums over histories from which the value and its derivatives follow.

    The derivatives in a and b, and the factor r + x, are the same for all customers with x purchases: sums for each x
    come first.

    Returns
    -------
    numpy.ndarray
        (11, 6): sums of the value, of the chance of having left and of the chance to be either times powers of the
        slopes; plain, and times r + x, 1 / (b + x - 1), their squares and their product.
    """
    rate, stay = r + part.purchases, 1 / (b + (part.purchases - 1))
    rows = np.empty((11, len(part.now)))  # filled in place: new arrays cost as much as the arithmetic
    value, left, turning, left_s, left_c, turn_s, turn_c, ss, sc, cc, bent = rows
    silence, now, last = ages[part.now], until[part.now], until[part.last]
    silence -= ages[part.last]  # log of (alpha + T) / (alpha + recency); minus its derivative in alpha is closer
    closer = now * last
    closer *= part.gap
    log_odds = rate[part.run]
    log_odds *= silence
    log_odds += np.log(a * stay)[part.run]
    stayed = np.exp(np.negative(log_odds, out=value))  # no overflow: the box keeps the odds above exp(-60)
    either = 1 + stayed
    np.divide(part.weight, either, out=left)
    np.multiply(np.divide(left, either, out=turning), stayed, out=turning)
    np.log(either, out=value)
    value += log_odds
    value *= part.weight
    np.multiply(left, silence, out=left_s)
    np.multiply(left, closer, out=left_c)
    np.multiply(turning, silence, out=turn_s)
    np.multiply(turning, closer, out=turn_c)
    np.multiply(turn_s, silence, out=ss)
    np.multiply(turn_s, closer, out=sc)
    np.multiply(turn_c, closer, out=cc)
    np.multiply(left_c, np.add(now, last, out=now), out=bent)
    factors = np.array((np.ones(len(rate)), rate, stay, rate * rate, stay * stay, rate * stay))
    return np.einsum("ix,jx->ij", np.add.reduceat(rows, part.starts, axis=1), factors)
