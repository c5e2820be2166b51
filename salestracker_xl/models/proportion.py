"""What a share that was counted says about the true one."""

from __future__ import annotations

import math
from statistics import NormalDist

from salestracker_xl.language import Text
from salestracker_xl.metric import WrongInput
from salestracker_xl.results import Estimate

WRONG_CONFIDENCE = Text(
    "confidence: {found} was given; a share above 0 and below 1 belongs there, such as 0.95.",
    "confidence : {found} a été donné ; il faut une part supérieure à 0 et inférieure à 1, par exemple 0,95.",
)


def normal_quantile(confidence: float) -> float:
    """How many standard errors lie on each side of an estimate at a confidence between 0 and 1.

    Raises WrongInput for any other confidence.

    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    if not 0 < confidence < 1:
        raise WrongInput(WRONG_CONFIDENCE.format(found=Text(f"{confidence:g}", f"{confidence:g}".replace(".", ","))))
    return -NormalDist().inv_cdf((1 - confidence) / 2)  # the lower tail keeps its digits next to a confidence of 1


def wilson(successes: float, trials: float, confidence: float) -> tuple[float, float]:
    """Limits between which the true share lies, by Wilson's score interval.

    It stays within 0 and 1 and keeps its promise for small samples and extreme shares (Wilson 1927, Probable
    Inference, the Law of Succession, and Statistical Inference; Brown, Cai and DasGupta 2001, Interval Estimation for
    a Binomial Proportion).

    Parameters
    ----------
    successes, trials
        Counts, 0 <= successes <= trials and trials > 0.
    confidence
        Share of such intervals that hold the true share, above 0 and below 1.

    Raises
    ------
    WrongInput
        When confidence lies outside.

    >>> [round(limit, 4) for limit in wilson(0, 10, 0.95)]
    [0.0, 0.2775]
    """
    z = normal_quantile(confidence)
    share, spread = successes / trials, z * z / trials
    middle = (share + spread / 2) / (1 + spread)
    half = math.sqrt(spread * (share * (1 - share) + spread / 4)) / (1 + spread)
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    return low, 1.0 if successes == trials else min(1.0, middle + half)


def share_of(successes: float, trials: float, confidence: float | None) -> float | Estimate:
    """The share, and where a confidence is given its interval and sample size too; see `wilson`."""
    share = float(successes / trials)
    return share if confidence is None else Estimate(share, *wilson(successes, trials, confidence), round(trials))
