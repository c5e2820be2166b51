"""What an order is worth."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics.columns import amounts, keys, money, refusal

from salestracker_xl.cells import to_cells
from salestracker_xl.metric import DivisionByZero, WrongInput
from salestracker_xl.metrics.orders import (
    aov,
    concentration,
    pricerealisation,
    purchasefrequency,
    repeatrate,
    revenuepercustomer,
)

ORDERS = st.lists(money(1), min_size=1)
LINES = st.lists(st.tuples(money(), st.sampled_from("abcde")), min_size=1).filter(
    lambda lines: any(amount > 0 for amount, _ in lines)
)
PAIRS = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcd")), min_size=1)  # order, customer
RATES = st.sampled_from([0.01, 2, 1000])  # from one currency to another


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([120, 80], 100),
        ([120, 80, None], 100),  # a blank row is no order
        ([120, 80, 0], 100),  # nor is a gift
        ([120, 100, -20], 100),  # a refund lowers revenue and is no order
        ([100, -250], -150),  # more refunded than sold
    ],
)
def test_aov_is_revenue_per_positive_row(cells, expected):
    assert aov(amounts(*cells)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cells", "order_ids", "expected"),
    [
        ([70, 30, 100], "aab", 100),  # lines of one order
        ([80, 40, 60, -30], "aabb", 75),  # a refund belongs to its order
        ([80, 40, -20], "aac", 100),  # a refund under a number of its own is no order
        ([100, 999], "a.", 100),  # without an order number a row is left out, amount and all
        ([100, None], "ab", 100),  # without an amount, too
        ([60, 40, 100], "aba", 100),  # lines need not stand together
    ],
)
def test_aov_is_revenue_per_order_number(cells, order_ids, expected):
    assert aov(amounts(*cells), keys(order_ids)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("cells", "order_ids"), [([], None), ([0], None), ([-5, None], None), ([100], "."), ([-5], "a")]
)
def test_aov_without_an_order_is_a_division_by_zero(cells, order_ids):
    with pytest.raises(DivisionByZero):
        aov(amounts(*cells), None if order_ids is None else keys(order_ids))


@given(ORDERS, st.data())
def test_splitting_an_order_into_lines_leaves_aov_alone(orders, data):
    split = [data.draw(st.integers(1, 4)) for _ in orders]
    lines = np.repeat(np.array(orders) / split, split)
    order_of_line = np.repeat(np.arange(len(orders)), split)
    assert aov(lines, order_of_line) == pytest.approx(aov(np.array(orders)))


@given(LINES, st.sampled_from([0.01, 2, 1000]))
def test_aov_scales_with_the_currency(lines, rate):
    amount, order = columns(lines)
    assert aov(amount * rate, order) == pytest.approx(aov(amount, order) * rate)


@given(LINES, st.randoms(use_true_random=False))
def test_aov_does_not_know_the_order_of_the_rows(lines, luck):
    amount, order = columns(lines)
    rows = luck.sample(range(len(lines)), len(lines))
    assert aov(amount[rows], order[rows]) == pytest.approx(aov(amount, order), rel=1e-9, abs=1e-9)


@given(LINES)
def test_a_blank_row_changes_no_aov(lines):
    amount, order = columns(lines)
    assert aov(np.append(amount, np.nan), np.append(order, -1)) == aov(amount, order)
    assert aov(np.append(amount, np.nan)) == aov(amount)


@given(LINES)
def test_order_numbers_only_ever_raise_aov_of_sales(lines):
    sales = [(amount, order) for amount, order in lines if amount > 0]
    amount, order = columns(sales)
    assert aov(amount, order) >= aov(amount) * (1 - 1e-12)


@pytest.mark.parametrize(
    ("cells", "customers", "expected"),
    [
        ([80, 40, 60], "aab", 90),
        ([80, 40, 60, -30], "aabb", 75),  # a refund lowers revenue
        ([90, -10], "ab", 80),  # who was only refunded is no customer here
        ([90, 0], "ab", 90),  # nor is who was given something
        ([100, 999], "a.", 100),  # without a customer a row is left out, amount and all
        ([100, None], "ab", 100),
        ([10, -30], "aa", -20),  # more refunded than sold
    ],
)
def test_revenuepercustomer_is_revenue_per_buyer(cells, customers, expected):
    assert revenuepercustomer(amounts(*cells), keys(customers)) == pytest.approx(expected)


@pytest.mark.parametrize(("cells", "customers"), [([], ""), ([0, -5], "ab"), ([None], "a"), ([100], ".")])
def test_revenuepercustomer_needs_a_buyer(cells, customers):
    told = refusal(DivisionByZero, revenuepercustomer, amounts(*cells), keys(customers))
    assert "customers" in told.text.fr


@given(LINES, RATES, st.randoms(use_true_random=False))
def test_revenuepercustomer_scales_with_the_currency_in_any_order_of_the_rows(lines, rate, luck):
    amount, customer = columns(lines)
    rows = luck.sample(range(len(lines)), len(lines))
    there = revenuepercustomer(amount[rows] * rate, customer[rows])
    assert there == pytest.approx(revenuepercustomer(amount, customer) * rate, abs=1e-6)


@given(LINES)
def test_a_blank_row_or_two_half_lines_change_no_revenuepercustomer(lines):
    amount, customer = columns(lines)
    expected = pytest.approx(revenuepercustomer(amount, customer), abs=1e-9)
    assert revenuepercustomer(np.append(amount, [np.nan, 50]), np.append(customer, [0, -1])) == expected
    assert revenuepercustomer(np.repeat(amount / 2, 2), np.repeat(customer, 2)) == expected


@pytest.mark.parametrize(
    ("order_ids", "customers", "expected"),
    [
        ("abcd", "aabb", 2),
        ("aabc", "aaab", 1.5),  # lines of one order
        ("ab.", "a.b", 1),  # rows with a blank are left out
        ("abcabc", "aaaaaa", 3),  # lines need not stand together
        ("aa", "ab", 0.5),  # an order that two customers share is one
    ],
)
def test_purchasefrequency_is_orders_per_customer(order_ids, customers, expected):
    assert purchasefrequency(keys(order_ids), keys(customers)) == expected


@given(PAIRS)
def test_value_times_frequency_is_revenue_per_customer(pairs):
    buyer = dict(pairs)  # an order has one customer
    order, customer = keys("".join(buyer)), keys("".join(buyer.values()))
    amount = 10.0 + np.arange(len(buyer)) ** 2
    assert aov(amount, order) * purchasefrequency(order, customer) == pytest.approx(
        revenuepercustomer(amount, customer)
    )


@pytest.mark.parametrize(
    ("customers", "order_ids", "expected"),
    [
        ("aaab", "aabc", 0.5),
        ("aa", "aa", 0),  # two lines of one order
        ("aabb", "abcd", 1),
        ("aab.b", "abcd.", 0.5),  # the second orders of b lack their customer or their number
        ("ab", "aa", 0),  # a number that two customers have is one order of each
        ("aaabbc", "abcded", 2 / 3),
    ],
)
def test_repeatrate_is_the_share_with_two_orders(customers, order_ids, expected):
    assert repeatrate(keys(customers), keys(order_ids)) == expected


@given(PAIRS)
def test_repeatrate_counts_as_one_does_by_hand(pairs):
    orders_of = defaultdict(set)
    for order, customer in pairs:
        orders_of[customer].add(order)
    expected = Fraction(sum(len(orders) > 1 for orders in orders_of.values()), len(orders_of))
    order, customer = (keys("".join(letters)) for letters in zip(*pairs, strict=True))
    assert repeatrate(customer, order) == float(expected)
    assert repeatrate(np.repeat(customer, 2), np.repeat(order, 2)) == float(expected)
    assert repeatrate(np.append(customer, [0, -1]), np.append(order, [-1, 9])) == float(expected)


def test_repeatrate_gives_its_interval_when_a_confidence_is_given():
    told = repeatrate(keys("aabcdefghijklmnopqrstuvwxyz{|}"), np.arange(30), 0.95)  # 29 customers, one of them twice
    limits = (round(told.low, 4), round(told.high, 4))
    assert (told.value, *limits, told.n) == (1 / 29, 0.0061, 0.1718, 29)  # Newcombe (1998), table I


@pytest.mark.parametrize(("customers", "order_ids"), [("", ""), ("a", "."), (".", "a"), ("a.", ".b")])
def test_orders_per_customer_need_an_order_with_its_customer(customers, order_ids):
    told = refusal(DivisionByZero, repeatrate, keys(customers), keys(order_ids))
    assert "REPEATRATE" in told.text.fr
    assert "customers" in refusal(DivisionByZero, purchasefrequency, keys(order_ids), keys(customers)).text.fr


def test_a_confidence_of_95_is_refused():
    assert "0,95" in refusal(WrongInput, repeatrate, keys("ab"), keys("ab"), 95.0).text.fr


@pytest.mark.parametrize(
    ("net", "listed", "expected"),
    [
        ([90], [100], 0.9),
        ([90, 180, 50], [100, 200, None], 0.9),  # rows in pairs
        ([90, None], [100, 900], 0.9),
        ([110], [100], 1.1),  # more than the list price
        ([0], [100], 0),
        ([10, 900], [100, 1000], 910 / 1100),  # totals are divided: the mean of the shares would be 0.5
        ([90, -45], [100, -50], 0.9),  # half of it came back
    ],
)
def test_pricerealisation_is_the_share_of_the_list_price(net, listed, expected):
    assert pricerealisation(amounts(*net), amounts(*listed)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("net", "listed", "error"),
    [([90], [0], DivisionByZero), ([90], [None], DivisionByZero), ([], [], DivisionByZero), ([90], [-9], WrongInput)],
)
def test_pricerealisation_needs_a_list_price(net, listed, error):
    assert "list_price" in refusal(error, pricerealisation, amounts(*net), amounts(*listed)).text.fr


@given(ORDERS, st.integers(0, 100), RATES)
def test_a_discount_on_everything_is_what_pricerealisation_lacks(prices, per_cent, rate):
    listed = np.array(prices) * rate
    assert pricerealisation(listed * (1 - per_cent / 100), listed) == pytest.approx(1 - per_cent / 100)


@pytest.mark.parametrize(
    ("customers", "cells", "top", "expected"),
    [
        ("abcd", [30, 30, 20, 20], 10, (4, 1, 2600)),  # the example of the Horizontal Merger Guidelines
        ("abcd", [30, 30, 20, 20], 2, (4, 0.6, 2600)),
        ("abcd", [30, 20, 30, 20], 3, (4, 0.8, 2600)),
        ("a", [5], 1, (1, 1, 10_000)),
        ("aba", [50, 25, 25], 1, (2, 0.75, 6250)),
        ("abb", [80, 5, -5], 1, (1, 1, 10_000)),  # refunded to nothing
        ("abb", [80, 5, -50], 1, (1, 1, 10_000)),  # or beyond
        ("ab.", [80, None, 999], 1, (1, 1, 10_000)),  # rows with a blank
    ],
)
def test_concentration_is_the_share_of_the_top_and_the_index(customers, cells, top, expected):
    assert figures(keys(customers), amounts(*cells), top) == pytest.approx(expected)


@given(LINES.map(lambda lines: [(abs(amount), customer) for amount, customer in lines]), st.integers(1, 6))
def test_concentration_counts_as_one_does_by_hand(lines, top):
    revenue = defaultdict(Fraction)
    for amount, customer in lines:
        revenue[customer] += Fraction(round(amount * 100))
    bought = sorted((money for money in revenue.values() if money > 0), reverse=True)
    shares = [money / sum(bought) for money in bought]
    expected = (len(shares), float(sum(shares[:top])), float(10_000 * sum(share**2 for share in shares)))
    amount, customer = columns(lines)
    assert figures(customer, amount, top) == pytest.approx(expected)
    assert figures(customer, amount * 1000, top) == pytest.approx(expected)


@given(LINES)
def test_the_index_lies_between_that_of_equals_and_that_of_one(lines):
    amount, customer = columns(lines)
    buyers, share, index = figures(customer, np.abs(amount), 10)
    assert share == pytest.approx(1), "there are no more than five customers"
    assert 10_000 / buyers - 1e-6 <= index <= 10_000 + 1e-6


@pytest.mark.parametrize(
    ("top", "english", "french"),
    [
        (1, "Share of the top 1", "Part du premier"),
        (2_000_000, "Share of the top 2000000", "Part des 2000000 premiers"),
    ],
)
def test_concentration_says_whose_share_it_is(top, english, french):
    table = concentration(keys("ab"), amounts(30, 20), top)
    assert to_cells(table)[0] == ["Customers", english, "HHI"]
    assert to_cells(table, "fr")[0] == ["Clients", french, "IHH"]


@pytest.mark.parametrize(
    ("customers", "cells", "top", "error", "words"),
    [
        ("", [], 10, DivisionByZero, "amounts"),
        ("ab", [0, -5], 10, DivisionByZero, "amounts"),
        ("a", [5], 0, WrongInput, "top"),
        ("a", [5], -1, WrongInput, "-1"),
        ("a", [5], 0.5, WrongInput, "0,5"),
    ],
)
def test_what_concentration_refuses(customers, cells, top, error, words):
    assert words in refusal(error, concentration, keys(customers), amounts(*cells), top).text.fr


def figures(customers: np.ndarray, cells: np.ndarray, top: float) -> list[float]:
    return to_cells(concentration(customers, cells, top))[1]


def columns(lines) -> tuple[np.ndarray, np.ndarray]:
    return amounts(*(amount for amount, _ in lines)), keys("".join(order for _, order in lines))
