"""Retention and customer value as they were at the end of each month."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
from models import simulation

from salestracker_xl.analysis.history import monthly_history
from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.calendar import EXCEL_EPOCH, from_serial
from salestracker_xl.metrics import REGISTRY


def test_retention_of_each_month_is_the_share_of_the_month_before_that_came_back():
    sales = pd.DataFrame(
        {
            "date": pd.to_datetime(
                ["2026-01-05", "2026-01-06", "2026-02-03", "2026-02-20", "2026-03-02", "2026-03-03", "2026-04-10"]
            ),
            "customer": pd.Series(["a", "b", "a", "c", "a", "c", "a"], dtype="str"),
            "amount": [10.0, 10, 10, 10, 10, -5, 10],
        }
    )
    history = monthly_history(KnownSales(sales, dt.date(2026, 4, 10)), months=4)
    assert [from_serial(day) for day in history.month] == [dt.date(2026, month, 1) for month in (1, 2, 3, 4)]
    # February: a of a, b. March: a of a, c; the refund of c is no purchase. April still runs: as in March.
    assert np.isnan(history.retention[0])
    assert history.retention[1:].tolist() == [0.5, 0.5, 0.5]
    assert np.isnan(history.clv).all()  # far too few repeat buyers


def test_clv_of_each_month_is_what_the_function_gives_on_the_sales_up_to_then():
    codes, days, amounts = simulation.orders(600)
    sales = pd.DataFrame(
        {
            "date": pd.to_datetime(days - EXCEL_EPOCH, unit="D"),
            "customer": pd.Series(codes).map("C{:04d}".format).astype("str"),
            "amount": amounts,
        }
    )
    last = int(days.max())
    history = monthly_history(KnownSales(sales, from_serial(last)), months=15)
    ends = [*(history.month[1:] - 1), last]
    alone = [REGISTRY["CLV"].compute(*(column[days <= end] for column in (codes, days, amounts))) for end in ends]
    np.testing.assert_allclose(history.clv, alone, rtol=1e-10)
