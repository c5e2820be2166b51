"""Open deals by stage and age, and what was won and lost."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from salestracker_xl.analysis.open_deals import stages, usual_cycle, win_loss, with_ages

DAY = dt.date(2026, 6, 30)


def deals(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["stage", "status", "amount", "created", "closed", "source"])
    dates = {key: pd.to_datetime(frame[key]) for key in ("created", "closed")}
    return frame.assign(**dates, amount=frame["amount"].astype(float))


WON = [("Signed", "won", 10.0, "2026-01-01", f"2026-01-{day:02d}", "Web") for day in range(2, 12)]  # 1 to 10 days
OPEN = [
    ("Demo", "open", 100.0, "2026-06-01", "2026-07-15", "Web"),
    ("Demo", "open", 300.0, "2026-06-25", "2026-06-29", None),
    ("Offer", "open", None, None, None, "Fair"),
    (None, "open", 50.0, "2026-06-29", "2026-08-01", "Web"),
]
LOST = [("Offer", "lost", 70.0, "2026-02-01", "2026-03-01", "Fair"), ("Demo", "lost", None, None, "2026-03-01", "Web")]
ALL = deals(*WON, *OPEN, *LOST)


def test_nine_of_ten_won_deals_tell_the_usual_cycle():
    assert usual_cycle(ALL) == pytest.approx(9.1)
    assert usual_cycle(deals(*OPEN)) is None


def test_open_deals_by_stage():
    table = stages(ALL, DAY)
    assert table["deals"].tolist() == [2, 1, 1]
    assert table["amount"].tolist() == [400, 0, 50]
    assert [stage for stage in table.index if stage == stage and stage is not None] == ["Demo", "Offer"]
    assert table["stuck"].tolist() == [1, 0, 0]  # 29 days against 9.1
    assert table["slipped"].tolist() == [1, 0, 0]  # expected for yesterday
    assert table["median_age"].iloc[0] == (29 + 5) / 2


def test_the_oldest_stand_first_and_the_ageless_last():
    ages = with_ages(ALL, DAY)["age"].tolist()
    assert ages[:3] == [29, 5, 1]
    assert ages[3] != ages[3]


def test_without_won_deals_nothing_is_called_stuck():
    assert not with_ages(deals(*OPEN), DAY)["stuck"].any()


def test_won_and_lost_by_source():
    table = win_loss(ALL, "source")
    assert table.index.tolist() == ["Web", "Fair"]
    assert table["won"].tolist() == [10, 0]
    assert table["lost"].tolist() == [1, 1]
    assert table["win_rate"].tolist() == pytest.approx([10 / 11, 0])
    assert table["lost_amount"].tolist() == [0, 70]


def test_no_deals_are_no_rows():
    assert stages(deals(), DAY).empty
    assert win_loss(deals(), "source").empty
