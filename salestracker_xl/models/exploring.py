"""Where to begin an ascent over many histories: at the ends of ascents over a few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from salestracker_xl.models.histories import Histories, Repeats, repeats_of
from salestracker_xl.models.likelihood import Derivatives, in_logs
from salestracker_xl.models.newton import SAME_HILL, climb

WORTH_IT = 10_000  # histories from which on the detour is the shorter way
AGES = 5  # classes of customers by age
SILENCES = 48  # classes by the share of it before the last purchase: there lies the turn from alive to gone
TINY = np.finfo(float).tiny
APART = 8  # purchases up to which their number is a class of its own; above, an octave has four


def explored(
    likelihood: Callable[..., Derivatives],
    histories: Histories,
    starts: Sequence[np.ndarray] | np.ndarray,
    lower: np.ndarray,
    upper: np.ndarray,
) -> Iterator[np.ndarray]:
    """Climb from every start with histories that are alike merged, and give the different ends to start from.

    They lie a few per cent off the real optima. Where an ascent ends at no strict optimum within the box, its start is
    given: merged histories may show no churn where the real ones do.
    """
    if len(histories.weight) < WORTH_IT:
        yield from starts
        return
    objective = in_logs(partial(likelihood, replace(histories, repeats=merged(histories))))
    ends = []
    for start in starts:
        end = climb(objective, start, lower, upper, histories.customers, known=ends[0] if ends else None)
        if not (end.is_optimum and end.free.all()):
            yield start
        elif all(np.abs(end.point - known.point).max() > SAME_HILL for known in ends):
            ends.append(end)
            yield end.point


def merged(histories: Histories) -> Repeats:
    """Histories with a repeat purchase that are much alike as one, at their mean."""
    again = histories.again
    x, weight = histories.frequency[again], histories.weight[again]
    age, recency = histories.age[again], histories.recency[again]
    numbers = np.arange(1, len(histories.beyond) + 1)
    octaves = np.where(numbers <= APART, numbers, APART + np.floor(4 * np.log2(numbers / APART)))
    classes = octaves[x.astype(np.int64) - 1]
    for share, count in ((age / histories.days[-1], AGES), (recency / np.maximum(age, TINY), SILENCES)):
        classes = classes * count + np.minimum(np.floor(share * count), count - 1)
    classes = classes.astype(np.int64)
    customers = np.bincount(classes, weight)
    met = np.flatnonzero(customers)
    customers = customers[met]

    def mean(column: np.ndarray) -> np.ndarray:
        return np.bincount(classes, column * weight)[met] / customers

    days, places = np.concatenate((mean(recency), mean(age))), np.arange(2 * len(met))
    return repeats_of(mean(x), days, places[: len(met)], places[len(met) :], customers)
