"""What is known of the sales: where an order begins, and who is the same customer."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from salestracker_xl.analysis.known_sales import KnownSales


def test_an_order_begins_on_its_first_day_wherever_its_lines_stand():
    rows = pd.DataFrame({
        "order_id": pd.Series(["A", "A", None, "B"], dtype="str"),
        "date": pd.to_datetime(["2026-02-01", "2026-01-31", "2026-02-02", "2026-02-02"]),
        "amount": [10.0, 20.0, 5.0, -1.0],
    })  # fmt: skip
    assert KnownSales(rows, dt.date(2026, 2, 2)).orders.tolist() == [0, 1, 1, 0]


def test_a_sharp_s_is_no_double_s():
    rows = pd.DataFrame({
        "customer": pd.Series(["Weiß", "Weiss", "WEISS"], dtype="str"),
        "date": pd.to_datetime(["2026-01-01"] * 3),
        "amount": [1.0, 1.0, 1.0],
    })  # fmt: skip
    assert KnownSales(rows, dt.date(2026, 2, 2)).new_customers.tolist() == [1, 1, 0]
