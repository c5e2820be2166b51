"""Where to begin an ascent over many histories: at the ends of ascents over a few of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from salestracker_xl.models.histories import Histories
from salestracker_xl.models.likelihood import Derivatives, in_logs
from salestracker_xl.models.newton import SAME_HILL, Summit, climb

FEW = 300  # histories that tell the hills of a likelihood apart, and cost next to nothing
WORTH_IT = 4000  # histories from which on the detour is the shorter way


def explored(
    likelihood: Callable[..., Derivatives],
    histories: Histories,
    starts: Sequence[np.ndarray] | np.ndarray,
    lower: np.ndarray,
    upper: np.ndarray,
) -> list[np.ndarray]:
    """Climb from every start over a thinned sample, and give the different ends as the starts of the real ascent.

    Where the sample has no strict optimum within the box, the starts themselves are given: a few histories may show no
    churn where all of them do.
    """
    if len(histories.weight) < WORTH_IT:
        return list(starts)
    few = histories.thinned(FEW)
    if not few.beyond.size:
        return list(starts)
    objective = in_logs(partial(likelihood, few))
    ends: list[Summit] = []
    for start in starts:
        end = climb(objective, start, lower, upper, few.customers, known=ends[0] if ends else None)
        if not end.is_optimum or not end.free.all():
            return list(starts)
        if all(np.abs(end.point - known.point).max() > SAME_HILL for known in ends):
            ends.append(end)
    return [end.point for end in ends]
