"""What an order is worth, and what customers pay for a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from salestracker_xl.analysis.counting import cents
from salestracker_xl.analysis.known_sales import KnownSales

MOST_BANDS = 8
STEPS = ((1, 1.5, 2, 3, 5, 7.5), (1, 2.5, 5), (1, 5), (1,))  # of the limits between bands, times a power of ten
LOWEST, HIGHEST = 0.02, 0.98  # shares of the orders outside the limits


@dataclass(frozen=True, slots=True)
class Band:
    """Orders worth at least `start` and less than `end` (None: no limit), of so many customers."""

    start: float
    end: float | None
    orders: int
    customers: int
    revenue: float


def order_values(known: KnownSales) -> pd.DataFrame:
    """Customer (a code) and value of each order of the twelve months up to the day of the sales.

    A row without a number is an order itself. An order is worth its rows of those months, what came back taken off;
    orders worth nothing are left out.
    """
    recent = known.last_year
    numbers, amounts = known.order_ids[recent], known.frame["amount"].to_numpy(float)[recent]
    alone = numbers < 0
    numbers[alone] = numbers.max(initial=-1) + 1 + np.arange(int(alone.sum()))
    values = cents(np.bincount(numbers, amounts))
    customers = np.zeros(len(values), np.int64)
    customers[numbers[::-1]] = known.customers[recent][::-1]  # the first row of an order is written last
    return pd.DataFrame({"customer": customers, "value": values}).loc[values > 0].reset_index(drop=True)


def bands(orders: pd.DataFrame) -> list[Band]:
    """Put orders in bands of round limits, each with what it holds; none without orders."""
    values = orders["value"].to_numpy(float)
    if not values.size:
        return []
    limits = _limits(values)
    places = np.searchsorted(limits, values, side="right")
    edges: Sequence[float | None] = [0.0, *limits, None]
    found = []
    for at in range(len(limits) + 1):
        inside = orders.loc[places == at]
        found.append(
            Band(
                float(edges[at] or 0.0),
                edges[at + 1],
                len(inside),
                int(inside["customer"].nunique()),
                float(inside["value"].sum()),
            )
        )
    return found


def _limits(values: np.ndarray) -> list[float]:
    """Round numbers from the small orders up past the large ones, the closest together that leave few enough bands.

    They are always as many, so that orders of tomorrow need no other number of bands.
    """
    low, high = np.quantile(values, [LOWEST, HIGHEST])
    powers = np.arange(np.floor(np.log10(low)) - 1, np.ceil(np.log10(high)) + MOST_BANDS)
    for steps in STEPS:
        round_numbers = np.sort(np.outer(10.0**powers, steps).ravel()).round(10)
        first, last = np.searchsorted(round_numbers, [low, high])
        if last - first < MOST_BANDS:
            break
    return round_numbers[first : first + MOST_BANDS - 1].tolist()
