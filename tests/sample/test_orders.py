from __future__ import annotations

import pandas as pd
import pytest

from salestracker_xl.sample.files import FIRST_ORDER
from salestracker_xl.sample.story import Story


@pytest.fixture(scope="module")
def sold(orders: pd.DataFrame) -> pd.DataFrame:
    return orders[orders["Amount"] > 0]


@pytest.fixture(scope="module")
def back(orders: pd.DataFrame) -> pd.DataFrame:
    return orders[orders["Amount"] < 0]


def test_every_line_is_quantity_times_price_to_the_cent(orders: pd.DataFrame):
    assert (orders["Quantity"] * orders["Price"] == orders["Amount"]).all()


def test_the_lines_of_an_order_come_to_what_the_customer_spent(sold: pd.DataFrame, story: Story):
    orders = sold.groupby("Order").agg(cents=("Amount", "sum"), units=("Quantity", "sum"))
    spent = pd.Series(story.purchases.value * 100, index=[f"SO-{FIRST_ORDER + i}" for i in range(len(story.purchases))])
    half_a_cent_a_unit = 0.5 * orders["units"] + 1e-6
    assert ((orders["cents"] - spent).abs() <= half_a_cent_a_unit).all()


def test_an_order_has_one_to_four_lines_and_no_product_twice(sold: pd.DataFrame):
    assert set(sold.groupby("Order").size()) == {1, 2, 3, 4}
    assert not sold.duplicated(["Order", "Product"]).any()


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("Order", ["Customer"]),
        ("Customer", ["Region", "Rep", "Channel"]),
        ("Product", ["Category"]),
    ],
)
def test_each_whole_has_one_of_each_part(orders: pd.DataFrame, whole: str, parts: list[str]):
    assert (orders.groupby(whole)[parts].nunique() == 1).all(axis=None)


def test_a_customer_orders_once_a_day(sold: pd.DataFrame):
    assert (sold.groupby(["Customer", "Date"])["Order"].nunique() == 1).all()
    assert (sold.groupby("Order")["Date"].nunique() == 1).all()


def test_an_average_order_is_between_180_and_400(sold: pd.DataFrame):
    assert 180_00 < sold["Amount"].sum() / sold["Order"].nunique() < 400_00


def test_a_refund_takes_back_no_more_than_the_order_held_and_later(sold: pd.DataFrame, back: pd.DataFrame):
    pairs = back.merge(sold, on=["Order", "Product"], suffixes=("_back", "_sold"), validate="one_to_one")
    assert len(pairs) == len(back)
    assert (-pairs["Quantity_back"] <= pairs["Quantity_sold"]).all()
    assert (pairs["Price_back"] == pairs["Price_sold"]).all()
    assert (pairs["Date_back"] > pairs["Date_sold"]).all()


def test_about_one_order_in_67_is_refunded_some_whole_some_in_part(sold: pd.DataFrame, back: pd.DataFrame):
    assert 0.010 < back["Order"].nunique() / sold["Order"].nunique() < 0.020
    left = sold.groupby("Order")["Amount"].sum().add(back.groupby("Order")["Amount"].sum()).dropna()
    assert 0 < (left == 0).sum() < len(left)


def test_a_row_that_cannot_be_read_differs_in_one_cell_from_the_next(raw_orders: pd.DataFrame, orders: pd.DataFrame):
    differs = raw_orders.ne(raw_orders.shift(-1))
    retyped = differs[~differs["Order"] & ~differs["Product"]]
    assert len(retyped) == len(raw_orders) - len(orders) - 1  # the last one is the total
    assert (retyped.sum(axis=1) == 1).all()
    assert retyped[["Date", "Customer", "Amount"]].sum().to_dict() == {"Date": 7, "Customer": 5, "Amount": 7}


def test_the_file_ends_with_a_total_that_agrees(raw_orders: pd.DataFrame, orders: pd.DataFrame):
    total = raw_orders.iloc[-1]
    assert (total["Order"], total["Date"], total["Customer"]) == ("Total", "", "")
    assert int(total["Quantity"]) == orders["Quantity"].sum()
    assert round(float(total["Amount"]) * 100) == orders["Amount"].sum()
