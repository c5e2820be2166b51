"""What it costs to win a customer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics.columns import amounts, money, refusal

from salestracker_xl.metric import DivisionByZero, NoSolution, WrongInput
from salestracker_xl.metrics import REGISTRY
from salestracker_xl.metrics.acquisition import cac, cacpayback, conversion, costpersale, ltvcac, romi

MONTHS = st.lists(st.tuples(money(0), st.integers(0, 50)), min_size=1).filter(
    lambda months: any(won for _, won in months)
)
FUNNELS = (
    st.lists(st.integers(0, 500), min_size=1)
    .filter(any)
    .flatmap(lambda entered: st.tuples(st.tuples(*(st.integers(0, most) for most in entered)), st.just(entered)))
)
MARGINS = st.integers(1, 100).map(lambda per_cent: per_cent / 100)
RATES = st.sampled_from([0.01, 2, 1000])  # from one currency to another


@pytest.mark.parametrize(
    ("spend", "new_customers", "expected"),
    [
        ([1000, 500], [10, 5], 100),
        ([900, 600], [10, 0], 150),  # a month without new customers still counts its spend
        ([900, 600], [10, None], 150),
        ([900, None], [10, 5], 60),  # customers of a month without spend count too
        ([0, 0], [10, 5], 0),
        ([1000, -100], [10, 5], 60),  # a refunded campaign lowers the cost
        ([100, 900], [50, 10], 1000 / 60),  # totals are divided: the mean of the monthly costs would be 46
    ],
)
def test_cac_is_spend_per_customer_won(spend, new_customers, expected):
    assert cac(amounts(*spend), amounts(*new_customers)) == pytest.approx(expected)


@pytest.mark.parametrize(("spend", "new_customers"), [([1000], [0]), ([1000], [None]), ([], []), ([None], [None])])
def test_cac_without_a_customer_is_a_division_by_zero(spend, new_customers):
    with pytest.raises(DivisionByZero) as caught:
        cac(amounts(*spend), amounts(*new_customers))
    assert caught.value.code == "#DIV/0!"
    assert "new_customers" in caught.value.text.fr


@given(MONTHS, st.sampled_from([0.01, 2, 1000]))
def test_cac_scales_with_the_currency(months, rate):
    spend, won = np.array(months, dtype=float).T
    assert cac(spend * rate, won) == pytest.approx(cac(spend, won) * rate)


@given(MONTHS, st.randoms(use_true_random=False))
def test_cac_does_not_know_the_order_of_the_months(months, luck):
    spend, won = np.array(months, dtype=float).T
    order = luck.sample(range(len(months)), len(months))
    assert cac(spend[order], won[order]) == pytest.approx(cac(spend, won))


@given(MONTHS)
def test_a_blank_month_changes_no_cac(months):
    spend, won = np.array(months, dtype=float).T
    assert cac(np.append(spend, np.nan), np.append(won, np.nan)) == pytest.approx(cac(spend, won))


@given(MONTHS)
def test_cac_lies_between_the_cheapest_and_the_dearest_month(months):
    months = [(spend, won) for spend, won in months if won]
    costs = [spend / won for spend, won in months]
    spend, won = np.array(months, dtype=float).T
    assert min(costs) - 1e-9 <= cac(spend, won) <= max(costs) + 1e-9


@pytest.mark.parametrize(
    ("converted", "entered", "expected"),
    [
        ([5], [20], 0.25),
        ([3, None, 2], [12, 8], 0.25),  # totals, of ranges that need not stand in the same rows
        ([0], [20], 0),
        ([20], [20], 1),
        ([1, 90], [10, 100], 91 / 110),  # the mean of the two rates would be a half
    ],
)
def test_conversion_is_the_share_of_those_who_entered(converted, entered, expected):
    assert conversion(amounts(*converted), amounts(*entered)) == pytest.approx(expected)


def test_conversion_gives_its_interval_when_a_confidence_is_given():
    told = conversion(amounts(80, 1), amounts(263), 0.95)
    limits = (round(told.low, 4), round(told.high, 4))
    assert (told.value, *limits, told.n) == (81 / 263, 0.2553, 0.3662, 263)  # Newcombe (1998), table I


@pytest.mark.parametrize(
    ("given", "error", "argument", "found"),
    [
        (([5], [0]), DivisionByZero, "entered", "0"),
        (([0], [None]), DivisionByZero, "entered", "0"),
        (([21.5], [20]), WrongInput, "converted", "21,5"),
        (([-1], [20]), WrongInput, "converted", "-1"),
        (([0], [-0.5]), WrongInput, "entered", "-0,5"),
        (([5], [20], 1.5), WrongInput, "confidence", "1,5"),
    ],
)
def test_what_conversion_refuses(given, error, argument, found):
    columns, more = map(np.array, given[:2]), given[2:]
    told = refusal(error, conversion, *(column.astype(float) for column in columns), *more)
    assert argument in told.text.en
    assert argument in told.text.fr
    assert found in told.text.fr


@given(FUNNELS)
def test_a_conversion_is_a_share(funnel):
    assert 0 <= conversion(*map(np.array, funnel)) <= 1


@given(FUNNELS, st.floats(0.01, 0.99))
def test_who_converted_and_who_did_not_are_everybody(funnel, confidence):
    took, could = np.array(funnel[0]), np.array(funnel[1])
    yes, no = conversion(took, could, confidence), conversion(could - took, could, confidence)
    assert (yes.value + no.value, yes.low + no.high, yes.high + no.low) == pytest.approx((1, 1, 1))


@given(FUNNELS)
def test_a_blank_row_changes_no_conversion(funnel):
    took, could = map(np.array, funnel)
    assert conversion(np.append(took, np.nan), np.append(could, np.nan)) == conversion(took, could)


@pytest.mark.parametrize(
    ("cost", "revenue", "margin", "months"), [(120, 50, 0.4, 6), (0, 50, 0.4, 0), (100, 400, 1, 0.25)]
)
def test_cacpayback_is_in_months(cost, revenue, margin, months):
    assert cacpayback(cost, revenue, margin) == pytest.approx(months)


@given(money(1), money(1), MARGINS)
def test_after_the_payback_the_margin_has_brought_the_cost(cost, revenue, margin):
    assert cacpayback(cost, revenue, margin) * revenue * margin == pytest.approx(cost)


@given(money(1), money(1), MARGINS, RATES)
def test_the_payback_does_not_know_the_currency(cost, revenue, margin, rate):
    assert cacpayback(cost * rate, revenue * rate, margin) == pytest.approx(cacpayback(cost, revenue, margin))


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ((120, 50, 0), DivisionByZero, "gross_margin"),
        ((120, 0, 0.4), DivisionByZero, "monthly_revenue"),
        ((120, 50, -0.15), NoSolution, "7,5"),  # what a month loses
        ((120, -50, 0.4), WrongInput, "monthly_revenue"),
        ((120, -50, -0.4), WrongInput, "monthly_revenue"),  # two minus signs are no plus
        ((-120, 50, 0.4), WrongInput, "acquisition_cost"),
        ((120, 50, 40), WrongInput, "gross_margin"),  # 40 for 40 %
    ],
)
def test_what_cacpayback_refuses(given, error, words):
    assert words in refusal(error, cacpayback, *map(float, given)).text.fr


@pytest.mark.parametrize(("value", "cost", "expected"), [(360, 120, 3), (-60, 120, -0.5), (0, 120, 0), (50, 200, 0.25)])
def test_ltvcac_is_value_per_cost(value, cost, expected):
    assert ltvcac(value, cost) == expected


@given(money(), money(1), RATES)
def test_ltvcac_does_not_know_the_currency(value, cost, rate):
    assert ltvcac(value * rate, cost * rate) == pytest.approx(ltvcac(value, cost))


@pytest.mark.parametrize(("cost", "error"), [(0, DivisionByZero), (-120, WrongInput)])
def test_ltvcac_needs_a_cost(cost, error):
    assert "acquisition_cost" in refusal(error, ltvcac, 360.0, float(cost)).text.fr


@pytest.mark.parametrize(
    ("spend", "orders", "expected"),
    [
        ([900, 600], [20, 30], 30),
        ([900, 600], [30, None], 50),  # a month without orders still costs
        ([900, None], [20, 10], 30),
        ([100, 900], [50, 10], 1000 / 60),  # totals are divided
        ([0], [10], 0),
    ],
)
def test_costpersale_is_spend_per_order(spend, orders, expected):
    assert costpersale(amounts(*spend), amounts(*orders)) == pytest.approx(expected)


@pytest.mark.parametrize(("orders", "error"), [([0], DivisionByZero), ([None], DivisionByZero), ([-1], WrongInput)])
def test_costpersale_needs_an_order(orders, error):
    assert "orders" in refusal(error, costpersale, amounts(900), amounts(*orders)).text.fr


@given(MONTHS, RATES, st.randoms(use_true_random=False))
def test_costpersale_scales_with_the_currency_in_any_order_of_the_months(months, rate, luck):
    spend, made = np.array(months, dtype=float).T
    rows = luck.sample(range(len(months)), len(months))
    assert costpersale(spend[rows] * rate, made[rows]) == pytest.approx(costpersale(spend, made) * rate)


@pytest.mark.parametrize(
    ("uplift", "margin", "spend", "expected"),
    [
        ([9000], 0.4, [2400], 0.5),
        ([4000, None, 5000], 0.4, [1400, 1000], 0.5),
        ([0], 0.4, [2400], -1),
        ([-600], 0.5, [300], -2),  # a campaign that drove buyers away
        ([9000], 0, [2400], -1),
    ],
)
def test_romi_is_margin_beyond_the_spend(uplift, margin, spend, expected):
    assert romi(amounts(*uplift), margin, amounts(*spend)) == pytest.approx(expected)


@given(money(1), MARGINS)
def test_a_campaign_that_earns_its_cost_has_no_romi(spend, margin):
    assert romi(np.array([spend / margin]), margin, np.array([spend])) == pytest.approx(0, abs=1e-12)


@given(money(), MARGINS, money(1), RATES)
def test_romi_does_not_know_the_currency(uplift, margin, spend, rate):
    here, there = (romi(np.array([uplift * by]), margin, np.array([spend * by])) for by in (1, rate))
    assert here == pytest.approx(there)


@pytest.mark.parametrize(
    ("margin", "spend", "error", "argument"),
    [
        (0.4, [0], DivisionByZero, "spend"),
        (0.4, [None], DivisionByZero, "spend"),
        (0.4, [-2400], WrongInput, "spend"),
        (40, [2400], WrongInput, "gross_margin"),
        (-0.1, [2400], WrongInput, "gross_margin"),
    ],
)
def test_what_romi_refuses(margin, spend, error, argument):
    assert argument in refusal(error, romi, amounts(9000), margin, amounts(*spend)).text.fr


def test_romi_says_that_it_is_attributed():
    assert "attributed" in REGISTRY["ROMI"].summary.en
    assert "attribuée" in REGISTRY["ROMI"].summary.fr
