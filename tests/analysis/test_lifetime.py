"""Lifetime values with pandas in and pandas out are those of the functions in Excel."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from models import cdnow

from salestracker_xl.analysis.lifetime import WrongOrders, fit_clv
from salestracker_xl.metric import NotEnoughData, WrongInput
from salestracker_xl.metrics.lifetime import clv

ORDERS = cdnow.sample()


def test_the_mean_is_that_of_the_function():
    values = fit_clv(ORDERS, customer="id", months=6, margin=0.5)
    assert values.customers["clv"].mean() == pytest.approx(clv(*cdnow.columns(ORDERS), 6, 0.5))
    assert values.months == 6
    assert values.purchases.outcome == "converged"


def test_there_is_one_row_a_customer_by_name():
    customers = fit_clv(ORDERS, customer="id").customers
    assert customers.index.name == "id"
    assert sorted(customers.index) == sorted(ORDERS["id"].unique())
    assert customers["probability_alive"].between(0, 1).all()


def test_names_that_differ_in_case_are_one_customer_and_blanks_are_left_out():
    named = ORDERS.assign(id=[f"Customer {number}" for number in ORDERS["id"]])
    shouted = named.assign(id=named["id"].where(np.arange(len(named)) % 2 == 0, named["id"].str.upper()))
    more = pd.concat([shouted, shouted.head(3).assign(id=None), shouted.head(3).assign(date=pd.NaT)])
    one, other = (fit_clv(table, customer="id").customers for table in (named, more))
    assert len(one) == len(other)
    assert other["clv"].sum() == pytest.approx(one["clv"].sum())


@pytest.mark.parametrize(
    ("orders", "columns", "told"),
    [
        (ORDERS, {"customer": "who"}, "no column 'who'"),
        (ORDERS.assign(date=ORDERS["date"].astype(str)), {"customer": "id"}, "to_datetime"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(orders, columns, told):
    with pytest.raises(WrongOrders, match=told) as caught:
        fit_clv(orders, **columns)
    assert caught.value.text.fr != caught.value.text.en


def test_what_the_function_refuses_is_refused_here_too():
    with pytest.raises(NotEnoughData):
        fit_clv(ORDERS.head(20), customer="id")
    with pytest.raises(WrongInput):
        fit_clv(ORDERS, customer="id", margin=40)


def test_the_summary_speaks_both_languages():
    values = fit_clv(ORDERS, customer="id")
    assert values.summary().startswith("2357 customers. Purchases: Converged.")
    assert values.summary("fr").startswith("2357 clients. Achats : Convergé.")
