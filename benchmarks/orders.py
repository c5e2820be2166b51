"""Orders of any number, as a shop or a CRM exports them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmarks.purchases import EPOCH, simulated

REGIONS, REPS, PRODUCTS, CATEGORIES, CHANNELS = 6, 12, 40, 4, 3
ROWS_A_CUSTOMER = 8  # fewer than customers of `simulated` buy, so that there are always enough


def orders(rows: int, seed: int = 1) -> pd.DataFrame:
    """Order lines in the order of their days, some with blanks, one in fifty a refund; each rep has a region."""
    luck = np.random.default_rng(seed)
    bought = simulated(max(rows // ROWS_A_CUSTOMER, 10))
    kept = np.sort(np.argsort(bought.customers, kind="stable")[:rows])
    kept = kept[np.argsort(bought.days[kept], kind="stable")]
    days, customers, amounts = bought.days[kept], bought.customers[kept], bought.amounts[kept]
    order = np.cumsum(luck.random(rows) < 0.6)
    product = (PRODUCTS * luck.random(rows) ** 2).astype(int)
    rep = customers % REPS
    return pd.DataFrame(
        {
            "Order": np.char.add("SO-", (100_001 + order).astype(str)),
            "Date": (EPOCH + pd.to_timedelta(days, unit="D")).strftime("%Y-%m-%d"),
            "Customer": _names("Customer {:06d}", customers),
            "Product": _names("Product {:02d}", product),
            "Category": _names("Category {}", product % CATEGORIES),
            "Region": np.where(luck.random(rows) < 0.02, "", _names("Region {}", rep % REGIONS)),
            "Rep": _names("Rep {:02d}", rep),
            "Channel": _names("Channel {}", luck.integers(0, CHANNELS, rows)),
            "Quantity": luck.integers(1, 20, rows),
            "Amount": np.round(amounts * np.where(luck.random(rows) < 0.02, -1, 1), 2),
        }
    )


def _names(pattern: str, numbers: np.ndarray) -> np.ndarray:
    known, places = np.unique(numbers, return_inverse=True)
    return np.array([pattern.format(number) for number in known], dtype=object)[places]
