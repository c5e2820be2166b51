"""How long new customers stay, as the model of their purchases has it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.language import Text
from salestracker_xl.metric import MetricError
from salestracker_xl.models.clv import DAYS_A_MONTH

MONTHS = tuple(range(3, 37, 3))  # since the first purchase


@dataclass(frozen=True, slots=True)
class Staying:
    """Of new customers after each of MONTHS: the share that still are customers, and their orders so far, each.

    `status` is how the fit of the model ended.
    """

    share: np.ndarray
    orders: np.ndarray
    status: Text


def staying(known: KnownSales) -> Staying | Text:
    """Project new customers as seen from the day of the sales; or why nothing can be projected."""
    try:
        purchases = known.lifetime().purchases
    except MetricError as error:
        return error.text
    ahead = np.array(MONTHS) * DAYS_A_MONTH
    repeats = purchases.model.expected_purchases_of_new(ahead)
    return Staying(purchases.model.share_staying(ahead), 1 + repeats, purchases.status)
