"""A Shopify order stands on several rows; what each line is worth adds up to the order, to the cent."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salestracker_xl.tables.lines import shares
from salestracker_xl.tables.reading import read_sales

FIELDS = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,"
    "Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Lineitem discount,"
    "Billing Name,Billing City,Billing Province,Billing Country,Shipping Province,Shipping Country,Cancelled at,"
    "Refunded Amount,Vendor,Source,Employee"
)
HEADER = FIELDS.split(",")


def export(*rows: dict[str, object]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, restval="")
    writer.writeheader()
    writer.writerows(
        {"Email": "", **row} if "Subtotal" not in row else {"Currency": "USD", "Financial Status": "paid", **row}
        for row in rows
    )
    return text.getvalue()


def first(name: str, subtotal: object, total: object, quantity: int, item: str, price: object, **more: object) -> dict:
    return {
        "Name": name,
        "Email": "Ann@Example.org",
        "Created at": "2024-03-12 23:30:00 -0500",
        "Subtotal": subtotal,
        "Total": total,
        "Refunded Amount": "0.00",
        "Lineitem quantity": quantity,
        "Lineitem name": item,
        "Lineitem price": price,
        "Billing Country": "US",
        "Source": "web",
        **more,
    }


def line(name: str, quantity: int, item: str, price: object, **more: object) -> dict:
    return {
        "Name": name,
        "Email": "Ann@Example.org",
        "Created at": "2024-03-12 23:30:00 -0500",
        "Lineitem quantity": quantity,
        "Lineitem name": item,
        "Lineitem price": price,
        **more,
    }


def test_the_subtotal_of_an_order_is_shared_by_its_lines_and_the_rest_is_carried_down(file):
    text = export(
        first("#1001", "90.00", "105.00", 2, "Mug", "20.00", **{"Billing Province": "CA", "Employee": "Kim"}),
        line("#1001", 1, "Hat", "60.00"),
    )
    reading = read_sales(file(text))
    assert reading.sources[0].profile == "shopify"
    assert reading.frame.drop(columns=["file", "line", "category", "campaign"]).astype(str).values.tolist() == [
        ["#1001", "2024-03-12", "ann@example.org", "Mug", "CA", "Kim", "web", "2.0", "36.0"],
        ["#1001", "2024-03-12", "ann@example.org", "Hat", "CA", "Kim", "web", "1.0", "54.0"],
    ]
    assert reading.sources[0].currency == "USD"
    assert reading.frame[["category", "campaign"]].isna().all(axis=None)


def test_the_cents_that_do_not_divide_go_to_the_largest_remainders(file):
    text = export(first("#1", "10.00", "10.00", 1, "A", "1"), line("#1", 1, "B", "1"), line("#1", 1, "C", "1"))
    assert list(read_sales(file(text)).frame["amount"]) == [3.34, 3.33, 3.33]


def test_line_discounts_count_in_the_share(file):
    text = export(
        first("#1", "50.00", "50.00", 1, "A", "50.00", **{"Lineitem discount": "25.00"}), line("#1", 1, "B", "25.00")
    )
    assert list(read_sales(file(text)).frame["amount"]) == [25, 25]


def test_another_total_of_the_order_is_shared_when_a_person_names_it(file):
    text = export(first("#1", "90.00", "110.00", 1, "A", "75.00"), line("#1", 1, "B", "25.00"))
    assert list(read_sales(file(text), mapping={"amount": "Total"}).frame["amount"]) == [82.5, 27.5]
    assert list(read_sales(file(text), mapping={"amount": "Lineitem price"}).frame["amount"]) == [75, 25]


def test_a_refund_takes_its_share_off_every_line(file):
    text = export(
        first("#1", "100.00", "120.00", 1, "A", "75.00", **{"Refunded Amount": "60.00"}), line("#1", 1, "B", "25.00")
    )
    assert list(read_sales(file(text)).frame["amount"]) == [37.5, 12.5]


def test_a_free_order_is_worth_nothing_and_a_refunded_one_too(file):
    text = export(
        first("#1", "0.00", "0.00", 1, "Gift", "10.00", **{"Financial Status": "paid"}),
        first("#2", "10.00", "10.00", 1, "A", "10.00", **{"Financial Status": "refunded", "Refunded Amount": "10.00"}),
    )
    assert list(read_sales(file(text)).frame["amount"]) == [0, 0]


def test_cancelled_and_voided_orders_are_rejected_on_every_line(file):
    text = export(
        first("#1", "10.00", "10.00", 1, "A", "10.00", **{"Cancelled at": "2024-03-13 10:00:00 -0500"}),
        line("#1", 1, "B", "5.00"),
        first("#2", "10.00", "10.00", 1, "A", "10.00", **{"Financial Status": "voided"}),
        first("#3", "10.00", "10.00", 1, "A", "10.00"),
    )
    reading = read_sales(file(text))
    assert list(reading.frame["order_id"]) == ["#3"]
    assert [(row.line, row.column, row.reason.en) for row in reading.rejects.itertuples()] == [
        (2, "Cancelled at", "cancelled"),
        (3, "Cancelled at", "cancelled"),
        (4, "Financial Status", "voided"),
    ]


def test_a_line_that_cannot_be_read_takes_its_order_with_it(file):
    text = export(
        first("#1", "10.00", "10.00", 1, "A", "10.00"), line("#1", 1, "B", "oops"), first("#2", 5, 5, 1, "A", "5")
    )
    reading = read_sales(file(text))
    assert [(row.line, row.value, row.reason.en) for row in reading.rejects.itertuples()] == [
        (2, "10.00", "another line of the same order cannot be read"),
        (3, "oops", "not a number"),
    ]
    assert list(reading.frame["amount"]) == [5]


def test_without_an_email_the_billing_name_is_the_customer(file):
    text = export(
        first("#1", 5, 5, 1, "A", 5, **{"Email": "", "Billing Name": "Zoé Martin"}), first("#2", 5, 5, 1, "A", 5)
    )
    assert list(read_sales(file(text)).frame["customer"]) == ["Zoé Martin", "ann@example.org"]


def test_two_equal_lines_of_an_order_are_two_units(file):
    text = export(
        first("#1", "20.00", "20.00", 1, "A", "10.00"), line("#1", 1, "B", "5.00"), line("#1", 1, "B", "5.00")
    )
    assert read_sales(file(text)).frame["amount"].tolist() == [10, 5, 5]


@given(
    orders=st.lists(
        st.tuples(st.integers(0, 10**7), st.lists(st.integers(-(10**4), 10**6), min_size=1, max_size=6)),
        min_size=1,
        max_size=6,
    )
)
def test_shares_add_up_to_the_order_and_stay_within_a_cent_of_their_part(orders):
    totals = np.array([cents / 100 for cents, lines in orders for _ in lines])
    codes = np.array([order for order, (_, lines) in enumerate(orders) for _ in lines])
    weights = np.array([weight / 100 for _, lines in orders for weight in lines])
    parts = shares(totals, codes, weights)
    for order, (cents, lines) in enumerate(orders):
        mine = np.round(parts[codes == order] * 100)
        assert mine.sum() == cents
        positive = np.maximum(lines, 0)
        exact = cents * (positive / positive.sum() if positive.any() else np.full(len(lines), 1 / len(lines)))
        assert (np.abs(mine - exact) < 1.0001).all()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(subtotals=st.lists(st.tuples(st.integers(1, 10**6), st.integers(1, 5)), min_size=1, max_size=8))
def test_the_lines_of_a_file_add_up_to_its_subtotals(file, subtotals):
    rows = []
    for number, (cents, count) in enumerate(subtotals):
        rows.append(first(f"#{number}", f"{cents / 100:.2f}", f"{cents / 100:.2f}", 1, "A", "3.33"))
        rows += [line(f"#{number}", place, "B", "7.77") for place in range(1, count)]
    frame = read_sales(file(export(*rows))).frame
    assert frame.groupby("order_id")["amount"].sum().round(2).to_dict() == pytest.approx(
        {f"#{number}": cents / 100 for number, (cents, _) in enumerate(subtotals)}
    )
