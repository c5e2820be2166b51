"""Which sales rows count as an order, and which as a new customer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from salestracker_xl.distinct import changes


def order_counts(sales: pd.DataFrame, orders: np.ndarray) -> np.ndarray:
    """1.0 on the first positive row of each order, 0.0 elsewhere; a positive row without a number is an order itself.

    `sales` has the columns `date` and `amount`, `orders` is the code of each row's order number, -1 without one; of
    several rows on the first day the first row counts. The sum over any rows is the number of orders that begin there.
    """
    return _first_of_each(sales, orders, orders >= 0)


def product_order_counts(sales: pd.DataFrame, orders: np.ndarray) -> np.ndarray:
    """1.0 on the first positive row of each product within an order, 0.0 elsewhere.

    Under a filter on a product, these add up to the orders that hold it, whatever else stands in them.
    """
    products, names = folded_codes(sales["product"])
    return _first_of_each(sales, orders * (len(names) + 1) + products, orders >= 0)


def _first_of_each(sales: pd.DataFrame, codes: np.ndarray, numbered: np.ndarray) -> np.ndarray:
    """1.0 on the first positive row of each code by date, and on every positive row without an order number."""
    positive = (sales["amount"] > 0).to_numpy()
    rows = np.flatnonzero(positive & numbered)
    rows = rows[np.argsort(sales["date"].to_numpy()[rows], kind="stable")]
    counts = (positive & ~numbered).astype(float)
    counts[rows[~pd.Series(codes[rows]).duplicated().to_numpy()]] = 1.0
    return counts


def new_customer_counts(sales: pd.DataFrame, customers: np.ndarray) -> np.ndarray:
    """1.0 on the row of each customer's first purchase, 0.0 elsewhere.

    `sales` has the columns `date` and `amount`, `customers` is the code of each row's customer. A purchase is a row
    that is no refund (amount >= 0); of several on the first day the first row counts.
    """
    rows = np.flatnonzero((sales["amount"] >= 0).to_numpy())
    rows = rows[np.argsort(sales["date"].to_numpy()[rows], kind="stable")]
    counts = np.zeros(len(sales))
    counts[rows[~pd.Series(customers[rows]).duplicated().to_numpy()]] = 1.0
    return counts


def cents(sums: np.ndarray) -> np.ndarray:
    """Sums without the dust that adding floats leaves."""
    return np.round(sums, 6)


def largest_first(names: np.ndarray, *numbers: np.ndarray) -> np.ndarray:
    """The order of rows by numbers, the largest first, the later ones where the first are equal; then by name.

    Names are compared among rows with equal numbers only: that takes longest.

    >>> largest_first(np.array(["b", "a", "c"], dtype=object), np.array([1.0, 1.0, 2.0]))
    array([2, 1, 0])
    """
    order = np.lexsort([-column for column in reversed(numbers)])
    new = np.zeros(len(order), bool)
    for column in numbers:
        new |= changes(column[order])
    level = np.empty(len(order), np.int64)
    level[order] = np.cumsum(new)
    rank = np.zeros(len(order), np.int64)
    tied = np.bincount(level)[level] > 1
    rank[tied] = pd.factorize(pd.array(names[tied], dtype="str"), sort=True)[0]
    return np.lexsort((rank, level))


def folded(names: pd.Series) -> pd.Series:
    """Names as Excel compares them: upper and lower case are the same."""
    return names.str.lower()


def folded_codes(names: Any) -> tuple[np.ndarray, np.ndarray]:
    """A code for each name of a column, in the order in which they come, -1 for a blank; and the folded names by code.

    Names that Excel finds equal have one code. Each spelling is folded once, however often it comes.

    >>> folded_codes(pd.Series(["Bo", "Ada", "bo", None, "BO"], dtype="str"))[0]
    array([ 0,  1,  0, -1,  0])
    """
    spellings, spelled = pd.factorize(pd.Series(names))
    codes, known = pd.factorize(folded(pd.Series(spelled, dtype="str")))
    return np.append(codes, -1)[spellings].astype(np.int64), np.asarray(known, dtype=object)
