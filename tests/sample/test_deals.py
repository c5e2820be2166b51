from __future__ import annotations

import pandas as pd
import pytest

LAST_DAY = pd.Timestamp("2026-06-30")


@pytest.fixture(scope="module")
def still_open(deals: pd.DataFrame) -> pd.DataFrame:
    return deals[~deals["Deal Stage"].isin(["Closed won", "Closed lost"])]


def test_records_are_numbered_by_creation(deals: pd.DataFrame):
    assert deals["Record ID"].is_unique
    assert deals["Create Date"].is_monotonic_increasing
    assert deals["Create Date"].between(pd.Timestamp("2024-01-01"), LAST_DAY).all()


@pytest.mark.parametrize(
    ("stage", "probability"),
    [
        ("Appointment scheduled", 0.2),
        ("Qualified to buy", 0.4),
        ("Presentation scheduled", 0.6),
        ("Decision maker bought-in", 0.8),
        ("Contract sent", 0.9),
        ("Closed won", 1.0),
        ("Closed lost", 0.0),
    ],
)
def test_every_stage_has_deals_and_one_probability(deals: pd.DataFrame, stage: str, probability: float):
    assert set(deals[deals["Deal Stage"] == stage]["Probability"]) == {probability}


def test_a_won_deal_closes_with_the_first_order_of_its_company(deals: pd.DataFrame, orders: pd.DataFrame):
    won = deals[deals["Deal Stage"] == "Closed won"].set_index("Associated Company")
    first = orders.sort_values("Date", kind="stable").groupby("Customer").first().loc[won.index]
    assert won.index.is_unique
    assert (won["Close Date"] == first["Date"]).all()
    assert (won["Deal owner"] == first["Rep"]).all()
    assert (won["Lead source"] == first["Channel"]).all()


def test_no_other_company_has_ever_ordered(deals: pd.DataFrame, orders: pd.DataFrame):
    prospects = deals[deals["Deal Stage"] != "Closed won"]["Associated Company"]
    assert prospects.is_unique
    assert not prospects.isin(orders["Customer"]).any()


def test_closed_deals_close_after_their_creation_and_before_the_last_day(deals: pd.DataFrame, still_open: pd.DataFrame):
    closed = deals.drop(still_open.index)
    assert (closed["Close Date"] > closed["Create Date"]).all()
    assert (closed["Close Date"] <= LAST_DAY).all()


def test_some_open_deals_have_slipped_past_their_expected_close(still_open: pd.DataFrame):
    overdue = still_open["Close Date"] <= LAST_DAY
    assert 0.05 < overdue.mean() < 0.5


def test_open_deals_are_older_in_later_stages(still_open: pd.DataFrame):
    age = (LAST_DAY - still_open["Create Date"]).dt.days
    early = still_open["Probability"] < 0.5
    assert age[~early].median() > 2 * age[early].median()


def test_the_team_behind_loses_more_deals_than_the_team_ahead(deals: pd.DataFrame):
    closed = deals[deals["Probability"].isin([0.0, 1.0])]
    win_rate = closed.groupby("Deal owner")["Probability"].mean()
    assert 0.3 < closed["Probability"].mean() < 0.45
    assert win_rate["Team Nova"] > win_rate["Team Vega"] + 0.1


COURSE_DAYS = ["Stage changed", "First response", "Last activity"]


def test_the_course_of_a_deal_lies_between_its_creation_and_its_end(deals: pd.DataFrame, still_open: pd.DataFrame):
    end = deals["Close Date"].where(~deals.index.isin(still_open.index), LAST_DAY)
    for day in COURSE_DAYS:
        known = deals[day].notna()
        assert deals[day][known].between(deals["Create Date"][known], end[known]).all(), day
    assert deals["First response"].isna().sum() < 30


def test_a_closed_deal_came_as_far_as_the_last_stage_or_was_lost_on_the_way(
    deals: pd.DataFrame, still_open: pd.DataFrame
):
    won, lost = (deals[deals["Deal Stage"] == stage] for stage in ("Closed won", "Closed lost"))
    assert set(won["Last open stage"]) == {"Contract sent"}
    assert lost["Last open stage"].nunique() == 5
    assert (still_open["Last open stage"] == still_open["Deal Stage"]).all()
    assert deals["Lost reason"].notna().equals(deals["Lost reason"].notna() & (deals["Deal Stage"] == "Closed lost"))


def test_who_answers_sooner_wins_more(deals: pd.DataFrame):
    closed = deals[deals["Probability"].isin([0.0, 1.0])]
    waited = (closed["First response"] - closed["Create Date"]).dt.days
    assert closed["Probability"][waited == 0].mean() > closed["Probability"][waited > 3].mean() + 0.15
