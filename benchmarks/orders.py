"""Orders of any number, as a shop or a CRM exports them."""

from __future__ import annotations

import numpy as np
import pandas as pd

FIRST_DAY, DAYS = "2023-01-01", 1277  # to 30 June 2026
REGIONS, REPS, PRODUCTS, CATEGORIES, CHANNELS = 6, 12, 40, 4, 3
LINES_A_CUSTOMER = 12


def orders(rows: int, seed: int = 1) -> pd.DataFrame:
    """Order lines in the order of their days, some with blanks, one in fifty a refund."""
    luck = np.random.default_rng(seed)
    day = np.sort(luck.integers(0, DAYS, rows))
    order = np.cumsum(luck.random(rows) < 0.6)
    customers = max(rows // LINES_A_CUSTOMER, 1)
    product = (PRODUCTS * luck.random(rows) ** 2).astype(int)
    return pd.DataFrame(
        {
            "Order": np.char.add("SO-", (100_001 + order).astype(str)),
            "Date": (pd.Timestamp(FIRST_DAY) + pd.to_timedelta(day, unit="D")).strftime("%Y-%m-%d"),
            "Customer": _names("Customer {:06d}", luck.integers(0, customers, rows)),
            "Product": _names("Product {:02d}", product),
            "Category": _names("Category {}", product % CATEGORIES),
            "Region": np.where(luck.random(rows) < 0.02, "", _names("Region {}", luck.integers(0, REGIONS, rows))),
            "Rep": _names("Rep {:02d}", luck.integers(0, REPS, rows)),
            "Channel": _names("Channel {}", luck.integers(0, CHANNELS, rows)),
            "Quantity": luck.integers(1, 20, rows),
            "Amount": np.round(luck.lognormal(4, 1, rows) * np.where(luck.random(rows) < 0.02, -1, 1), 2),
        }
    )


def _names(pattern: str, numbers: np.ndarray) -> np.ndarray:
    known, places = np.unique(numbers, return_inverse=True)
    return np.array([pattern.format(number) for number in known], dtype=object)[places]
