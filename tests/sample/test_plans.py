from __future__ import annotations

import pandas as pd
import pytest


def test_goals_cover_every_month_and_team_to_the_end_of_2026(goals: pd.DataFrame, orders: pd.DataFrame):
    grid = goals.pivot(index="Month", columns="Rep", values="Goal")
    assert list(grid.index) == [f"{month}-01" for month in pd.period_range("2024-01", "2026-12", freq="M")]
    assert set(grid.columns) == set(orders["Rep"])
    assert (grid > 0).all(axis=None)


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_goal_is_the_one_of_the_year_before_plus_14_percent(goals: pd.DataFrame, year: int):
    yearly = goals.groupby([goals["Month"].str[:4].astype(int), "Rep"])["Goal"].sum().unstack()
    assert (yearly.loc[year] / yearly.loc[year - 1]).to_numpy() == pytest.approx(1.14, abs=0.005)  # goals are rounded


def test_spend_covers_every_month_and_channel(spend: pd.DataFrame, orders: pd.DataFrame):
    grid = spend.groupby(["Month", "Channel"])["Amount"].sum().unstack()
    assert list(grid.index) == [f"{month}-01" for month in pd.period_range("2024-01", "2026-06", freq="M")]
    assert set(grid.columns) == set(orders["Channel"])
    assert (grid > 0).all(axis=None)
    assert not spend.duplicated(["Month", "Channel", "Campaign"]).any()


def test_seasonal_campaigns_run_in_their_months_only(spend: pd.DataFrame):
    months = spend.assign(Month=spend["Month"].str[5:7].astype(int)).groupby("Campaign")["Month"].unique()
    assert set(months["Black Friday"]) == {11, 12}
    assert set(months["Expo"]) == {3, 10}
    assert set(months["Search"]) == set(range(1, 13))


def test_social_costs_the_most_a_new_customer_and_newsletter_the_least(spend: pd.DataFrame, orders: pd.DataFrame):
    cost = spend.groupby("Channel")["Amount"].sum() / orders.groupby("Channel")["Customer"].nunique()
    assert (cost.idxmin(), cost.idxmax()) == ("Newsletter", "Social")
    assert 0.05 < spend["Amount"].sum() * 100 / orders["Amount"].sum() < 0.15
