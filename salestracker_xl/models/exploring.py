"""Where to begin an ascent over many customers: at the end of one that takes those who are alike as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from salestracker_xl.models.newton import SAME_HILL, Objective, Summit, climb

WORTH_IT = 10_000  # distinct customers from which on the detour is the shorter way
APART = 8  # purchases up to which their number is a class of its own; above, an octave has four


def explored(
    rough: Objective, starts: Sequence[np.ndarray] | np.ndarray, lower: np.ndarray, upper: np.ndarray, customers: int
) -> Iterator[np.ndarray]:
    """Climb a rough likelihood from every start, and give the different ends to start the real ascent from.

    Where an ascent ends at no strict optimum within the box, its start is given: customers at their mean may show no
    churn where the real ones do.
    """
    ends: list[Summit] = []
    for start in starts:
        end = climb(rough, start, lower, upper, customers, known=ends[0] if ends else None)
        if not (end.is_optimum and end.free.all()):
            yield start
        elif all(np.abs(end.point - known.point).max() > SAME_HILL for known in ends):
            ends.append(end)
            yield end.point


def octaves(purchases: np.ndarray) -> np.ndarray:
    """Class of each whole number of purchases from 1 on: the more, the wider."""
    numbers = np.arange(1, int(purchases.max()) + 1)
    classes = np.where(numbers <= APART, numbers, APART + np.floor(4 * np.log2(numbers / APART))).astype(np.int64)
    return classes[purchases.astype(np.int64) - 1]


def steps(share: np.ndarray, count: int) -> np.ndarray:
    """Class of each share, 0 to 1, among a count of equal steps."""
    return np.minimum((share * count).astype(np.int64), count - 1)


def at_their_means(classes: np.ndarray, weight: np.ndarray, *columns: np.ndarray) -> tuple[np.ndarray, ...]:
    """Weight of each class, and the mean of each column in it, in the order of the classes."""
    together = np.bincount(classes, weight)
    met = np.flatnonzero(together)
    means = (np.bincount(classes, column * weight)[met] / together[met] for column in columns)
    return together[met], *means
