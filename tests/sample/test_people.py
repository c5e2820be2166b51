from __future__ import annotations

import pandas as pd

from salestracker_xl.sample.engagement import UNHAPPY_FROM, UNHAPPY_REGION
from salestracker_xl.sample.market import Market


def test_every_customer_who_ordered_is_known_once(people: pd.DataFrame, orders: pd.DataFrame):
    assert people["Customer"].is_unique
    assert set(orders["Customer"]) == set(people["Customer"])
    regions = orders.drop_duplicates("Customer").set_index("Customer")["Region"]
    assert (people.set_index("Customer")["Region"].sort_index() == regions.sort_index()).all()


def test_nobody_is_met_after_the_first_order(people: pd.DataFrame, orders: pd.DataFrame):
    first = orders.groupby("Customer")["Date"].min()
    met = pd.to_datetime(people.set_index("Customer")["Customer since"])
    assert (met <= first[met.index]).all()


def test_large_customers_spend_more_a_purchase(people: pd.DataFrame, orders: pd.DataFrame):
    value = orders[orders["Amount"] > 0].groupby(["Customer", "Order"])["Amount"].sum().groupby("Customer").mean()
    by_size = value.groupby(people.set_index("Customer")["Employees"]).mean()
    assert by_size["1-9"] < by_size["10-49"] < by_size["50+"]


def test_interactions_are_of_customers_in_order_of_their_days(interactions: pd.DataFrame, people: pd.DataFrame):
    market = Market()
    assert interactions["Date"].is_monotonic_increasing
    assert interactions["Date"].between(pd.Timestamp(market.first_day), pd.Timestamp(market.last_day)).all()
    assert set(interactions["Customer"]) <= set(people["Customer"])
    opened = interactions[interactions["Interaction"] == "E-mail opened"]["Customer"]
    assert (people.set_index("Customer").loc[opened, "Newsletter"] == "yes").all()


def test_surveys_alone_have_scores_within_their_scales(interactions: pd.DataFrame):
    asked = interactions["Interaction"] == "Survey"
    assert interactions["CSAT"].notna().equals(asked)
    assert interactions.loc[asked, "CSAT"].between(1, 5).all()
    assert interactions.loc[interactions["NPS"].notna(), "NPS"].between(0, 10).all()
    assert interactions.loc[~asked, "NPS"].isna().all()


def test_the_fading_region_is_unhappy_before_it_fades(interactions: pd.DataFrame, people: pd.DataFrame):
    rated = interactions[interactions["CSAT"].notna()].merge(people, on="Customer")
    there = rated["Region"] == UNHAPPY_REGION
    since = rated["Date"] >= pd.Timestamp(UNHAPPY_FROM)
    satisfied = rated["CSAT"] >= 4
    assert satisfied[there & since].mean() < satisfied[there & ~since].mean() - 0.1
    assert satisfied[there & since].mean() < satisfied[~there & since].mean() - 0.1
    assert pd.Timestamp(UNHAPPY_FROM).date() < Market().acquisition.fading_from
