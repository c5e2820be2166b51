from __future__ import annotations

import pandas as pd
import pytest

YEARS = ["2024", "2025"]


@pytest.fixture(scope="module")
def monthly(orders: pd.DataFrame) -> pd.Series:
    return orders.groupby("Month")["Amount"].sum() / 100


@pytest.fixture(scope="module")
def regions(orders: pd.DataFrame) -> pd.DataFrame:
    """Revenue by quarter and region."""
    return orders.groupby([orders["Date"].dt.to_period("Q"), "Region"])["Amount"].sum().unstack() / 100


@pytest.fixture(scope="module")
def attainment(orders: pd.DataFrame, goals: pd.DataFrame) -> pd.DataFrame:
    """Share of the goal by year and team, over the months that have passed."""
    goals = goals[goals["Month"] <= "2026-06-01"]
    reached = orders.groupby([orders["Date"].dt.year, "Rep"])["Amount"].sum().unstack() / 100
    return reached / goals.groupby([goals["Month"].str[:4].astype(int), "Rep"])["Goal"].sum().unstack()


def test_every_month_of_the_two_and_a_half_years_has_sales(monthly: pd.Series):
    assert list(monthly.index) == list(pd.period_range("2024-01", "2026-06", freq="M"))


@pytest.mark.parametrize(
    ("before", "after"),
    [(("2024-01", "2024-12"), ("2025-01", "2025-12")), (("2025-01", "2025-06"), ("2026-01", "2026-06"))],
)
def test_revenue_grows_by_12_to_18_percent_a_year(monthly: pd.Series, before: tuple, after: tuple):
    growth = monthly.loc[slice(*after)].sum() / monthly.loc[slice(*before)].sum() - 1
    assert 0.12 < growth < 0.18


@pytest.mark.parametrize("year", YEARS)
def test_november_and_december_are_the_peak(monthly: pd.Series, year: str):
    rest = monthly.loc[f"{year}-01" : f"{year}-10"]
    assert monthly.loc[f"{year}-11" : f"{year}-12"].min() > 1.1 * rest.max()


@pytest.mark.parametrize("year", YEARS)
def test_august_is_a_dip(monthly: pd.Series, year: str):
    assert monthly[f"{year}-08"] < 0.8 * min(monthly[f"{year}-07"], monthly[f"{year}-09"])
    assert monthly[f"{year}-08"] == monthly.loc[f"{year}-01" : f"{year}-12"].min()


def test_one_region_declines_in_the_last_two_quarters_and_the_others_grow(regions: pd.DataFrame):
    growth = regions.loc["2026Q1":"2026Q2"].to_numpy() / regions.loc["2025Q1":"2025Q2"] - 1
    assert (growth.pop("Normandie") < -0.2).all()
    assert (growth > 0).all(axis=None)
    assert regions["Normandie"].iloc[-3:].is_monotonic_decreasing


def test_every_team_reaches_75_to_120_percent_of_its_goal_every_year(attainment: pd.DataFrame):
    assert attainment.shape == (3, 6)
    assert attainment.min(axis=None) > 0.75
    assert attainment.max(axis=None) < 1.20


def test_one_team_is_clearly_ahead_and_one_behind(attainment: pd.DataFrame):
    mean = attainment.mean().sort_values()
    assert (mean.index[0], mean.index[-1]) == ("Team Vega", "Team Nova")
    assert mean.iloc[1] - mean.iloc[0] > 0.1
    assert mean.iloc[-1] - mean.iloc[-2] > 0.1
    this_year = attainment.loc[2026]
    assert (this_year.idxmin(), this_year.idxmax()) == ("Team Vega", "Team Nova")


@pytest.mark.parametrize(
    ("category", "least", "most"),
    [
        ("Espresso", 0.30, 0.45),
        ("Arabica", 0.20, 0.35),
        ("Barista", 0.10, 0.20),
        ("Machines", 0.12, 0.25),
        ("Service", 0.04, 0.12),
    ],
)
def test_each_category_has_a_plausible_share_of_revenue(orders: pd.DataFrame, category: str, least: float, most: float):
    revenue = orders.groupby("Category")["Amount"].sum()
    assert least < revenue[category] / revenue.sum() < most


def test_customers_won_directly_spend_the_most(orders: pd.DataFrame):
    channels = orders[orders["Amount"] > 0].groupby("Channel").agg(spent=("Amount", "sum"), orders=("Order", "nunique"))
    spent = channels["spent"] / channels["orders"]
    assert spent.idxmax() == "Direct"
    assert spent.idxmin() == "Marketplace"
    assert spent.max() > 1.3 * spent.min()
