"""New, existing and regained customers, and what they bring in the next period."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.analysis.customer_flows import customer_flows, revenue_by_newness

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
    before = sales(("Ada", "2025", 100), ("Bo", "2025", 100), ("Cy", "2025", 50), ("Di", "2025", -20))
    after = sales(("ADA", "2026", 130), ("Bo", "2026", 60), ("Ed", "2026", 500), ("Di", "2026", 90))
    flows = customer_flows(before, after)
    assert (flows.before, flows.expansion, flows.contraction, flows.churned) == (250, 30, 40, 50)
    assert flows.kept == 190


@given(ROWS, ROWS)
def test_what_is_kept_is_what_they_bring(before, after):
    old, new = (sales(*((who, "2025-01-01", cents / 100) for who, _, cents in rows)) for rows in (before, after))
    flows = customer_flows(old, new)
    earlier, later = old.groupby("customer")["amount"].sum(), new.groupby("customer")["amount"].sum()
    stayed = [max(float(later.get(who, 0.0)), 0.0) for who, money in earlier.items() if money > 0]
    assert flows.kept == pytest.approx(sum(stayed), abs=1e-6)
    assert min(flows.expansion, flows.contraction, flows.churned) >= 0
