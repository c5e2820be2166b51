"""Which rows count as an order, which as a new customer."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from salestracker_xl.analysis.known_sales import KnownSales

TODAY = dt.date(2026, 6, 30)


def frame(*rows: tuple[str | None, str, str, float]) -> pd.DataFrame:
    """Rows of order, date, customer, amount."""
    made = pd.DataFrame(rows, columns=["order_id", "date", "customer", "amount"])
    return made.astype({"order_id": "str", "customer": "str"}).assign(date=pd.to_datetime(made["date"]))


@pytest.mark.parametrize(
    ("rows", "orders"),
    [
        ([("A", "2026-01-01", "x", 10), ("A", "2026-01-01", "x", 5)], [1, 0]),  # two lines of one order
        ([("A", "2026-01-01", "x", 10), ("a", "2026-01-02", "x", 5)], [1, 0]),  # Excel sees no difference of case
        ([("A", "2026-01-01", "x", -3), ("A", "2026-01-02", "x", 5)], [0, 1]),  # a refund is not an order
        ([("A", "2026-01-01", "x", 0), ("A", "2026-01-01", "x", 5)], [0, 1]),
        ([(None, "2026-01-01", "x", 10), (None, "2026-01-01", "x", 10)], [1, 1]),  # without numbers each row is one
        ([(None, "2026-01-01", "x", -10)], [0]),
    ],
)
def test_an_order_is_counted_on_its_first_positive_row(rows, orders):
    assert KnownSales(frame(*rows), TODAY).orders.tolist() == orders


@pytest.mark.parametrize(
    ("rows", "new"),
    [
        ([("A", "2026-02-01", "x", 10), ("B", "2026-01-01", "x", 5)], [0, 1]),  # the earliest date, wherever it stands
        ([("A", "2026-01-01", "x", -10), ("B", "2026-02-01", "x", 5)], [0, 1]),  # a refund wins nobody
        ([("A", "2026-01-01", "x", 0), ("B", "2026-02-01", "x", 5)], [1, 0]),  # a free sample does
        ([("A", "2026-01-01", "Ada", 1), ("B", "2026-01-01", "ADA", 5)], [1, 0]),
        ([("A", "2026-01-01", "x", 1), ("B", "2026-01-01", "y", 5)], [1, 1]),
    ],
)
def test_a_customer_is_new_once(rows, new):
    assert KnownSales(frame(*rows), TODAY).new_customers.tolist() == new
