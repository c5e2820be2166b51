"""CLV, as a person asks for it."""

from __future__ import annotations

import lifetimes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lifetimes.utils import summary_data_from_transaction_data
from models import cdnow, simulation

from salestracker_xl.metric import NotEnoughData, WrongInput
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.metrics.lifetime import clv

ORDERS = simulation.orders(250)
VALUE = clv(*ORDERS)

few_examples = settings(max_examples=15, deadline=None)
seeds = st.integers(0, 2**32 - 1)


def test_clv_is_in_the_registry_without_a_closed_form():
    metric = REGISTRY["CLV"]
    assert (metric.unit, metric.native, metric.subject) == ("currency", (), "lifetime")
    assert [parameter.arg.kind for parameter in metric.parameters] == ["keys", "days", "numbers"] + 3 * ["number"]
    assert {parameter.arg.rows for parameter in metric.parameters[:3]} == {"orders"}


def test_clv_is_what_lifetimes_predicts_for_cdnow():
    """All of it by lifetimes, from its own fits, over our months."""
    table = cdnow.sample()
    summary = summary_data_from_transaction_data(table, "id", "date", "amount")
    history = summary["frequency"], summary["recency"], summary["T"]
    buying = lifetimes.BetaGeoFitter().fit(*history)
    again = summary[summary["monetary_value"] > 0]
    spending = lifetimes.GammaGammaFitter().fit(again["frequency"], again["monetary_value"])
    ends = np.arange(13) * 365.25 / 12
    purchases = np.diff([buying.predict(end, *history) for end in ends], axis=0)
    discounted = (1.1 ** (-np.arange(1, 13) / 12)) @ purchases
    value = spending.conditional_expected_average_profit(summary["frequency"], summary["monetary_value"])
    assert clv(*cdnow.columns(table)) == pytest.approx((discounted * value).mean(), rel=1e-4)


def test_margin_and_months_reach_the_models():
    assert clv(*ORDERS, margin=0.3) == pytest.approx(0.3 * VALUE, rel=1e-12)
    assert VALUE < clv(*ORDERS, annual_discount=0) < clv(*ORDERS, months=18, annual_discount=0)


def test_clv_is_a_plain_number():
    assert type(VALUE) is float


@few_examples
@given(seeds)
def test_the_order_of_the_rows_is_irrelevant(seed):
    shuffled = np.random.default_rng(seed).permutation(len(ORDERS[0]))
    assert clv(*(column[shuffled] for column in ORDERS)) == pytest.approx(VALUE, rel=1e-9)


@few_examples
@given(seeds)
def test_the_names_of_the_customers_are_irrelevant(seed):
    customers, days, amounts = ORDERS
    renamed = np.random.default_rng(seed).permutation(400)
    assert clv(renamed[customers], days, amounts) == pytest.approx(VALUE, rel=1e-9)


@few_examples
@given(st.floats(1e-4, 1e6))
def test_clv_scales_with_money(factor):
    customers, days, amounts = ORDERS
    assert clv(customers, days, factor * amounts) == pytest.approx(factor * VALUE, rel=1e-7)


@few_examples
@given(st.integers(-40_000, 40_000), st.floats(0, 0.99))
def test_the_calendar_is_irrelevant(days_later, time_of_day):
    customers, days, amounts = ORDERS
    assert clv(customers, days + days_later + time_of_day, amounts) == pytest.approx(VALUE, rel=1e-9)


@few_examples
@given(seeds, st.floats(0.05, 0.95))
def test_splitting_a_purchase_into_lines_of_the_same_day_changes_nothing(seed, share):
    customers, days, amounts = ORDERS
    split = np.flatnonzero(np.random.default_rng(seed).random(len(days)) < 0.3)
    kept = amounts.copy()
    kept[split] *= share
    lines = (
        np.append(customers, customers[split]),
        np.append(days, days[split]),
        np.append(kept, amounts[split] * (1 - share)),
    )
    assert clv(*lines) == pytest.approx(VALUE, rel=1e-9)


BLANKS = [(-1, 47_000.0, 5.0), (3, np.nan, 5.0), (3, 47_000.0, np.nan), (-1, np.nan, np.nan)]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize("place", [0, 100])
def test_a_row_with_a_blank_changes_nothing(blank, place):
    with_blank = (np.insert(column, place, cell) for column, cell in zip(ORDERS, blank, strict=True))
    assert clv(*with_blank) == VALUE


def test_a_refund_lowers_clv():
    customers, days, amounts = ORDERS
    buyer = np.flatnonzero(np.bincount(customers) > 4)[0]
    refund = (
        np.append(customers, buyer),
        np.append(days, days.max()),
        np.append(amounts, -amounts[customers == buyer].max()),
    )
    assert clv(*refund) < VALUE


@pytest.mark.parametrize(
    "orders", [([], [], []), ([-1, -1], [46000, np.nan], [5, 5]), ([0, 1], [46000, 46001], [-5, -6])]
)
def test_without_purchases_there_is_no_clv(orders):
    customers, days, amounts = orders
    with pytest.raises(NotEnoughData, match="no purchase"):
        clv(np.array(customers, int), np.array(days, float), np.array(amounts, float))


def test_too_few_repeat_buyers_are_counted():
    customers, days, amounts = ORDERS
    few = customers < 20
    with pytest.raises(NotEnoughData, match=r"there are 1?\d\."):
        clv(customers[few], days[few], amounts[few])


@pytest.mark.parametrize("wrong", [{"months": 0}, {"margin": 1.5}, {"annual_discount": -1}])
def test_an_impossible_argument_is_refused(wrong):
    with pytest.raises(WrongInput, match=next(iter(wrong))):
        clv(*ORDERS, **wrong)
