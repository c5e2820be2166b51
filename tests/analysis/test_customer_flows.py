"""New, existing and regained customers, and what they bring in the next period."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.analysis.customer_flows import flows, revenue_by_newness

ROWS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.integers(0, 900), st.integers(-5_000, 9_000)), min_size=1, max_size=40
)


def sales(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["customer", "date", "amount"])
    return frame.assign(date=pd.to_datetime(frame["date"]), amount=frame["amount"].astype(float))


def test_a_customer_is_new_once_then_existing_and_regained_after_a_year():
    table = revenue_by_newness(
        sales(
            ("Ada", "2024-01-10", 10), ("ada", "2024-01-20", 5), ("Ada", "2024-02-01", 20), ("Bo", "2024-02-02", 7),
            ("Ada", "2025-02-28", 40), ("Bo", "2025-03-01", 3), ("Ada", "2025-04-01", -4),
        )
    )  # fmt: skip
    told = {str(month): row.to_dict() for month, row in table.iterrows()}
    assert (told["2024-01"]["new"], told["2024-01"]["new_customers"]) == (15, 1)
    assert (told["2024-02"]["existing"], told["2024-02"]["new"]) == (20, 7)
    assert (told["2025-02"]["existing"], told["2025-02"]["regained"]) == (40, 0)  # twelve months: not yet regained
    assert (told["2025-03"]["regained"], told["2025-03"]["regained_customers"]) == (3, 1)
    assert (told["2025-04"]["existing"], told["2025-04"]["existing_customers"]) == (-4, 0)  # a refund alone
    assert told["2024-07"] == dict.fromkeys(table.columns, 0)


@given(ROWS)
def test_no_cent_is_lost_between_the_groups(rows):
    frame = sales(
        *((who, pd.Timestamp("2023-01-01") + pd.Timedelta(days=day), cents / 100) for who, day, cents in rows)
    )
    table = revenue_by_newness(frame)
    assert table[["new", "existing", "regained"]].to_numpy().sum() == pytest.approx(frame["amount"].sum())
    buyers = frame.loc[frame["amount"] >= 0, "customer"].nunique()
    assert table["new_customers"].sum() == buyers


def test_the_customers_of_one_period_in_the_next():
    #                         Ada  Bo  Cy  Di  Ed
    told = flows(np.array([100, 100, 50, -20, 0]), np.array([130, 60, 0, 90, 500]))
    assert (told.before, told.expansion, told.contraction, told.churned) == (250, 30, 40, 50)
    assert told.kept == 190


MONEY = st.lists(st.tuples(st.integers(-5_000, 9_000), st.integers(-5_000, 9_000)), min_size=1, max_size=40)


@given(MONEY)
def test_what_is_kept_is_what_they_bring(customers):
    told = flows(*(np.array(amounts) / 100 for amounts in zip(*customers, strict=True)))
    stayed = [max(later, 0) for earlier, later in customers if earlier > 0]
    assert told.kept == pytest.approx(sum(stayed) / 100, abs=1e-6)
    assert min(told.expansion, told.contraction, told.churned) >= 0
