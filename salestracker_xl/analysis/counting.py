"""Which sales rows count as an order, and which as a new customer."""

from __future__ import annotations

import numpy as np
import pandas as pd


def order_counts(sales: pd.DataFrame) -> np.ndarray:
    """1.0 on the first positive row of each order, 0.0 elsewhere; a positive row without a number is an order itself.

    `sales` has the columns `order_id`, `date` and `amount`; of several rows on the first day the first row counts. The
    sum over any rows is the number of orders that begin there.
    """
    return _first_of_each(sales, folded(pd.Series(sales["order_id"])))


def product_order_counts(sales: pd.DataFrame) -> np.ndarray:
    """1.0 on the first positive row of each product within an order, 0.0 elsewhere.

    Under a filter on a product, these add up to the orders that hold it, whatever else stands in them.
    """
    orders, products = pd.Series(sales["order_id"]), pd.Series(sales["product"])
    return _first_of_each(sales, folded(orders) + "\x00" + folded(products.fillna("")))


def _first_of_each(sales: pd.DataFrame, keys: pd.Series) -> np.ndarray:
    """1.0 on the first positive row of each key by date, and on every positive row without an order number."""
    positive = (sales["amount"] > 0).to_numpy()
    numbered = sales["order_id"].notna().to_numpy()
    rows = np.flatnonzero(positive & numbered)
    rows = rows[np.argsort(sales["date"].to_numpy()[rows], kind="stable")]
    counts = (positive & ~numbered).astype(float)
    counts[rows[~keys.iloc[rows].duplicated().to_numpy()]] = 1.0
    return counts


def new_customer_counts(sales: pd.DataFrame) -> np.ndarray:
    """1.0 on the row of each customer's first purchase, 0.0 elsewhere.

    `sales` has the columns `customer`, `date` and `amount`. A purchase is a row that is no refund (amount >= 0); of
    several on the first day the first row counts.
    """
    bought = (sales["amount"] >= 0).to_numpy()
    purchases = pd.DataFrame(
        {
            "customer": folded(sales.loc[bought, "customer"]).to_numpy(),
            "date": sales.loc[bought, "date"].to_numpy(),
            "row": np.flatnonzero(bought),
        }
    )
    firsts = purchases.sort_values("date", kind="stable").drop_duplicates("customer")["row"].to_numpy()
    counts = np.zeros(len(sales))
    counts[firsts] = 1.0
    return counts


def folded(names: pd.Series) -> pd.Series:
    """Names as Excel compares them: upper and lower case are the same."""
    return names.str.lower()
