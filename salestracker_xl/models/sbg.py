"""How long customers under contract stay, when each renews with a chance of their own: the shifted beta-geometric."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import partial

import numpy as np

from salestracker_xl.language import Text
from salestracker_xl.metric import NotEnoughData, WrongRow
from salestracker_xl.models.fit import Fit, Outcome, fit_at
from salestracker_xl.models.likelihood import Derivatives, in_logs
from salestracker_xl.models.newton import Summit, highest

ALIKE = 1e4  # at this alpha + beta the chances of leaving differ by 1 % only: the customers are alike
LOWER = np.log([1e-6, 1e-6])
UPPER = np.log([1e8, 1e8])
STARTS = np.array([[1.0, 1.0], [0.5, 4.0], [10.0, 50.0]])

WRONG_COUNTS = Text(
    "{found} customers after {before}; the count of those who joined together can only fall, and not below 0.",
    "{found} clients après {before} ; le nombre de ceux arrivés ensemble ne peut que baisser, sans passer sous 0.",
)
TOO_SHORT = Text(
    "A projection needs at least three periods of one group of customers; there are {n}.",
    "Une projection demande au moins trois périodes d'un même groupe de clients ; il y en a {n}.",
)
NOBODY_LEFT = Text(
    "Nobody of these customers has left yet, so there is no leaving to learn from.",
    "Aucun de ces clients n'est encore parti : il n'y a aucun départ dont apprendre.",
)


@dataclass(frozen=True, slots=True)
class ShiftedBetaGeometric:
    """The model of Fader and Hardie (2007), How to Project Customer Retention, J. of Interactive Marketing 21 (1).

    At the end of each period a customer leaves with a chance ~ beta(alpha, beta) of their own.
    """

    alpha: float
    beta: float

    def survival(self, periods: np.ndarray) -> np.ndarray:
        """Share of the customers still there after 0, 1, 2, ... periods, whole numbers."""
        longest = int(np.max(periods, initial=0))
        return np.concatenate(([1.0], np.cumprod(self.retention(np.arange(1, longest + 1)))))[np.asarray(periods, int)]

    def retention(self, periods: np.ndarray) -> np.ndarray:
        """Share of the customers of the period before that stay through periods 1, 2, ...; it rises with time."""
        return (self.beta + periods - 1) / (self.alpha + self.beta + periods - 1)


def fit(survivors: np.ndarray) -> Fit[ShiftedBetaGeometric]:
    """Fit the model to one cohort by maximum likelihood.

    Parameters
    ----------
    survivors : numpy.ndarray
        (periods + 1,) customers at the start and after each period, never rising; NaN is left out.

    Raises
    ------
    NotEnoughData
        When there are fewer than three counts, or nobody has left.
    WrongRow
        When a count is negative or above the one before.
    """
    told = np.flatnonzero(~np.isnan(survivors))
    survivors = survivors[told]
    rising = np.flatnonzero((np.diff(survivors) > 0) | (survivors[1:] < 0))
    if rising.size:
        at = int(rising[0])
        found, before = (f"{number:g}" for number in (survivors[at + 1], survivors[at]))
        said = WRONG_COUNTS.format(found=found, before=before)
        raise WrongRow("customers_by_period", int(told[at + 1]), said)
    if survivors.size < 3:
        raise NotEnoughData(TOO_SHORT.format(n=survivors.size))
    lost = -np.diff(survivors)
    if not lost.any():
        raise NotEnoughData(NOBODY_LEFT)
    customers = round(float(survivors[0]))
    objective = in_logs(partial(log_likelihood, lost, float(survivors[-1])))
    top = highest(objective, np.log(STARTS), LOWER, UPPER, customers)
    return fit_at(top, ShiftedBetaGeometric, (1.0, 1.0), 0.0, _outcome(top))


def _outcome(top: Summit) -> Outcome:
    alpha, beta = np.exp(top.point)
    if alpha + beta >= ALIKE:
        return "equal_churn"
    return "converged" if top.is_optimum else "failed"


def log_likelihood(lost: np.ndarray, left_over: float, alpha: float, beta: float) -> Derivatives:
    """Log-likelihood of customers lost after each period and of those left over, with gradient and Hessian.

    A loss after period t has the chance alpha / (alpha + beta + t - 1) times that of having stayed t - 1 times, each
    (beta + i) / (alpha + beta + i).
    """
    periods = np.arange(len(lost))
    stayed = np.append(np.cumsum(lost[::-1])[::-1][1:], 0.0) + left_over  # through each period
    reached = lost + stayed
    stay, any_end = 1 / (beta + periods), 1 / (alpha + beta + periods)
    losses = float(lost.sum())
    value = losses * math.log(alpha) - float(stayed @ np.log(stay)) + float(reached @ np.log(any_end))
    ends, curved = float(reached @ any_end), float(reached @ any_end**2)
    gradient = (losses / alpha - ends, float(stayed @ stay) - ends)
    return value, gradient, ((curved - losses / alpha**2, curved), (curved, curved - float(stayed @ stay**2)))
