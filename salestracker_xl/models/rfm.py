"""Customers scored by how recently, how often and for how much they buy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salestracker_xl.language import Text

SCORES = 5

CHAMPIONS = Text("Champions", "Champions")
LOYAL = Text("Loyal", "Fidèles")
PROMISING = Text("Promising", "Prometteurs")
NEW = Text("New", "Nouveaux")
NEEDS_ATTENTION = Text("Needs attention", "À relancer")
AT_RISK = Text("At risk", "À risque")
CANNOT_LOSE = Text("Cannot lose", "À ne pas perdre")
HIBERNATING = Text("Hibernating", "En sommeil")
LOST = Text("Lost", "Perdus")

SEGMENTS: tuple[tuple[Text, ...], ...] = (  # by recency score from 1 (long ago) to 5, and frequency score from 1 to 5
    (LOST, LOST, AT_RISK, CANNOT_LOSE, CANNOT_LOSE),
    (HIBERNATING, HIBERNATING, AT_RISK, AT_RISK, CANNOT_LOSE),
    (HIBERNATING, NEEDS_ATTENTION, NEEDS_ATTENTION, LOYAL, LOYAL),
    (NEW, PROMISING, PROMISING, LOYAL, CHAMPIONS),
    (NEW, PROMISING, LOYAL, CHAMPIONS, CHAMPIONS),
)


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """(customers,) scores from 1 to 5, 5 the best, and the segment that recency and frequency put a customer in."""

    recency: np.ndarray
    frequency: np.ndarray
    monetary: np.ndarray

    @property
    def segments(self) -> list[Text]:
        """The name of each customer's segment."""
        pairs = zip(self.recency.tolist(), self.frequency.tolist(), strict=True)
        return [SEGMENTS[recency - 1][frequency - 1] for recency, frequency in pairs]


def rfm_scores(days_since: np.ndarray, orders: np.ndarray, monetary: np.ndarray) -> Scores:
    """Score customers by rank into five groups of equal size (Hughes 1994, Strategic Database Marketing).

    Parameters
    ----------
    days_since : numpy.ndarray
        (customers,) days since the last purchase: few are good.
    orders, monetary : numpy.ndarray
        (customers,) number of purchases and money spent: much is good.

    Equal values are told apart by the customers' order, so that the groups stay equal and a score never changes from
    one computation to the next. With fewer than five customers the best of them scores 5.
    """
    return Scores(_by_rank(-days_since), _by_rank(orders), _by_rank(monetary))


def _by_rank(values: np.ndarray) -> np.ndarray:
    """The first of equal values has the better rank."""
    last_first = np.lexsort((-np.arange(len(values)), values))
    rank = np.empty(len(values), dtype=np.int64)
    rank[last_first] = np.arange(1, len(values) + 1)
    return -(-rank * SCORES // len(values))
