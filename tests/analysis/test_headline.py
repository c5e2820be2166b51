"""Every line of the headline is what pandas says of the same rows."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from salestracker_xl.analysis.headline import beside_the_cards, headline, spans
from salestracker_xl.analysis.known_sales import KnownSales
from salestracker_xl.analysis.line import Line
from salestracker_xl.cli.build import demo_tracker

TRACKER = demo_tracker("en")
SALES = TRACKER.sales.frame
LINES = headline(TRACKER)


def line(key: str, period: str = "fiscal_year") -> Line:
    [found] = [told for told in LINES if (told.key, told.span.key) == (key, period)]
    return found


def year(frame: pd.DataFrame, column: str = "date", first: str = "2026-01-01") -> pd.DataFrame:
    start = pd.Timestamp(first)
    return frame[(frame[column] >= start) & (frame[column] <= start.replace(month=6, day=30))]


def test_the_periods_are_the_fiscal_year_to_date_and_all_data():
    first, everything = spans(TRACKER)
    assert (first.start, first.end) == (dt.date(2026, 1, 1), dt.date(2026, 6, 30))
    assert (everything.start, everything.end) == (dt.date(2024, 1, 1), dt.date(2026, 6, 30))


@pytest.mark.parametrize("period", ["fiscal_year", "all"])
def test_customers_and_orders(period):
    rows = SALES if period == "all" else year(SALES)
    bought = rows[rows["amount"] > 0]
    buyers = bought["customer"].nunique()
    orders = bought.groupby("customer")["order_id"].nunique()
    assert line("REVENUEPERCUSTOMER", period).value == pytest.approx(rows["amount"].sum() / buyers)
    assert line("PURCHASEFREQUENCY", period).value == pytest.approx(orders.sum() / buyers)
    assert line("REPEATRATE", period).value == pytest.approx((orders > 1).mean())
    assert line("REPEATRATE", period).sample == buyers


@pytest.mark.parametrize("period", ["fiscal_year", "all"])
def test_answers_to_surveys(period):
    log = TRACKER.engagement.frame if period == "all" else year(TRACKER.engagement.frame)
    stars, likely = log["csat"].dropna(), log["nps"].dropna()
    assert line("CSAT", period).value == pytest.approx(stars.isin([4, 5]).sum() / len(stars))
    assert line("NPS", period).value == pytest.approx(
        100 * (likely.isin([9, 10]).sum() - (likely < 7).sum()) / len(likely)
    )
    assert (line("CSAT", period).sample, line("NPS", period).sample) == (len(stars), len(likely))
    assert (line("INTERACTIONS", period).value, line("INTERACTIONS", period).sample) == (
        len(log),
        log["customer"].nunique(),
    )


def test_deals_count_when_they_were_closed():
    deals = TRACKER.deals.frame
    closed = year(deals, "closed")
    won, lost = (closed[closed["status"] == status] for status in ("won", "lost"))
    assert line("WINRATE").value == pytest.approx(len(won) / (len(won) + len(lost)))
    assert line("SALESCYCLE").value == (won["closed"] - won["created"]).dt.days.median()
    running = deals[deals["status"] == "open"]
    assert line("WEIGHTEDPIPELINE").value == pytest.approx((running["amount"] * running["probability"]).sum())
    expected = len(running) * line("WINRATE").value * won["amount"].mean() / line("SALESCYCLE").value
    assert line("SALESVELOCITY").value == pytest.approx(expected)


def test_the_year_against_the_year_before_and_its_goal():
    now, before = year(SALES)["amount"].sum(), year(SALES, first="2025-01-01")["amount"].sum()
    assert line("GROWTHRATE").value == pytest.approx(now / before - 1)
    whole, passed = np.busday_count("2026-01-01", "2027-01-01"), np.busday_count("2026-01-01", "2026-07-01")
    assert line("PACE").value == pytest.approx(now / passed * whole)
    goals = TRACKER.targets.frame
    goal = goals.loc[goals["month"].dt.year == 2026, "amount"].sum()
    assert line("REQUIREDRATE").value == pytest.approx((goal - now) / (whole - passed))
    assert line("ATTAINMENT").value == pytest.approx(now / goal)


def test_spend_by_order():
    spent = TRACKER.spend.frame
    cost = spent.loc[spent["month"].dt.year == 2026, "amount"].sum()
    assert line("COSTPERSALE").value == pytest.approx(cost / line("ORDERS").value)


def test_what_looks_ahead_is_told_of_the_running_year_alone():
    assert {told.key for told in LINES if told.span.key == "all"} >= {"AOV", "CLV", "WINRATE"}
    assert not {told.key for told in LINES if told.span.key == "all"} & {"PACE", "REQUIREDRATE", "GROWTHRATE"}


def test_what_stands_beside_the_cards_is_what_the_headline_says():
    beside = beside_the_cards(TRACKER, KnownSales(TRACKER.sales.frame, TRACKER.last_day))
    assert {"REPEATRATE", "COSTPERSALE", "PACE", "WINRATE"} <= {told.key for told in beside}
    assert [told for told in beside if told != line(told.key, told.span.key)] == []
