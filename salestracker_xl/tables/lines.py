"""What each line of an order is worth, where the file knows the worth of the whole order alone."""

from __future__ import annotations

import numpy as np


def shares(totals: np.ndarray, orders: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Share the total of each order among its lines, so that the lines add up to it to the cent.

    `totals` holds the total of the order of each line, in money; `orders` the order's code, 0 and up; `weights` what
    each line would cost by itself (below zero counts as zero). Lines of an order without any weight share alike. The
    cents that rounding leaves over go to the lines with the largest remainders, the earlier line first.

    >>> shares(np.array([10.0, 10.0, 10.0]), np.array([0, 0, 0]), np.array([1.0, 1.0, 1.0])).tolist()
    [3.34, 3.33, 3.33]
    """
    weights = np.maximum(weights, 0.0)
    count = int(orders.max()) + 1 if len(orders) else 0
    weightless = np.bincount(orders, weights, count)[orders] <= 0
    weights = np.where(weightless, 1.0, weights)
    cents = np.round(np.abs(totals) * 100)
    exact = cents * weights / np.bincount(orders, weights, count)[orders]
    whole = np.floor(np.round(exact, 6))
    left = cents - np.bincount(orders, whole, count)[orders]
    whole[_rank(orders, whole - exact) < left] += 1
    return np.sign(totals) * whole / 100


def _rank(orders: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """Give the place of each line among the lines of its order when they are sorted by `keys`, ties by row."""
    sorting = np.lexsort((np.arange(len(orders)), np.round(keys, 6), orders))
    grouped = orders[sorting]
    starts = np.flatnonzero(np.append(True, grouped[1:] != grouped[:-1])) if len(grouped) else np.zeros(0, np.int64)
    lengths = np.diff(np.append(starts, len(grouped)))
    ranks = np.empty(len(orders), np.int64)
    ranks[sorting] = np.arange(len(orders)) - np.repeat(starts, lengths)
    return ranks
