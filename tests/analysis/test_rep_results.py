"""How reps get going."""

from __future__ import annotations

import pandas as pd

from salestracker_xl.analysis.rep_results import months_to_ramp, ramp


def sales(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["rep", "date", "amount"])
    return frame.assign(date=pd.to_datetime(frame["date"]), amount=frame["amount"].astype(float))


ROWS = sales(
    ("Old", "2026-01-05", 500), ("Old", "2026-04-30", 500),
    ("Ann", "2026-02-10", 10), ("Ann", "2026-04-02", 90), ("Ann", "2026-04-03", 10), (None, "2026-03-01", 7),
    ("Bob", "2026-04-01", 60),
)  # fmt: skip


def test_each_rep_by_months_of_service():
    table = ramp(ROWS)
    assert table.index.tolist() == ["Ann", "Bob"]  # nobody knows when those of the first month began
    assert table.loc["Ann"].tolist() == [10, 0, 100]
    assert table.loc["Bob", 0] == 60
    assert table.loc["Bob", 1:].isna().all()


def test_a_month_that_runs_is_left_out():
    table = ramp(ROWS[ROWS["date"] < "2026-04-20"])
    assert table.loc["Ann"].tolist() == [10, 0]


def test_months_until_a_rep_sells_as_much_as_usual():
    found = months_to_ramp(ramp(ROWS), 60)
    assert found.to_dict() == {"Ann": 2, "Bob": 0}
    assert months_to_ramp(ramp(ROWS), 1000).isna().all()


def test_nobody_new_is_an_empty_ramp():
    assert ramp(ROWS[ROWS["rep"] == "Old"]).empty
