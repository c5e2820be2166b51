"""What each customer is worth: lifetimes as oracle, and what stops a prediction."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import asdict, replace
from typing import get_args

import lifetimes
import numpy as np
import pandas as pd
import pytest
from models import simulation

from salestracker_xl.metric import NotEnoughData, WrongInput
from salestracker_xl.models.clv import DAYS_A_MONTH, FEWEST_REPEAT_BUYERS, lifetime_values, purchases_ahead
from salestracker_xl.models.fit import STATUS, Outcome
from salestracker_xl.models.nbd import NBD
from salestracker_xl.models.purchases import PurchaseSummary, summarise

LIFETIMES_MONTH = 30  # days


@pytest.fixture(scope="module")
def shop() -> PurchaseSummary:
    return summarise(*simulation.orders(400))


def repeat_buyers(count: int) -> PurchaseSummary:
    """A shop with this many repeat buyers among its customers."""
    summary = summarise(*simulation.orders(400))
    keep = (summary.frequency == 0) | (np.cumsum(summary.frequency > 0) <= count)
    names = ("codes", "frequency", "recency", "T", "monetary_value")
    return replace(summary, **{name: getattr(summary, name)[keep] for name in names})


@pytest.mark.parametrize(("months", "monthly_discount"), [(12, 0.01), (1, 0.0), (36, 0.004)])
def test_lifetimes_finds_the_same_value(calibration, months, monthly_discount):
    """Its months have 30 days, so its customers live a little slower than ours: same ages, counted in its months."""
    longer = DAYS_A_MONTH / LIFETIMES_MONTH
    slower = replace(calibration, recency=calibration.recency * longer, T=calibration.T * longer)
    ours = lifetime_values(slower, months, 1.0, (1 + monthly_discount) ** 12 - 1)
    buying, spending = lifetimes.BetaGeoFitter(), lifetimes.GammaGammaFitter()
    buying.params_ = pd.Series(asdict(ours.purchases.model)) / [1, longer, 1, 1]
    buying.predict = buying.conditional_expected_number_of_purchases_up_to_time  # its fit() would have set this
    spending.params_ = pd.Series(asdict(ours.spending.model))
    columns = [
        pd.Series(column, dtype=float)
        for column in (calibration.frequency, calibration.recency, calibration.T, calibration.monetary_value)
    ]
    theirs = spending.customer_lifetime_value(buying, *columns, time=months, discount_rate=monthly_discount, freq="D")
    np.testing.assert_allclose(ours.clv, theirs, rtol=1e-8)


def test_the_parts_multiply_to_the_whole(shop: PurchaseSummary):
    values = lifetime_values(shop, 12, 0.4, 0.0)
    np.testing.assert_allclose(values.clv, 0.4 * values.expected_purchases * values.expected_value, rtol=1e-12)
    np.testing.assert_allclose(
        values.expected_purchases,
        values.purchases.model.expected_purchases(365.25, shop.frequency, shop.recency, shop.T),
        rtol=1e-10,
    )
    assert values.purchases.outcome == values.spending.outcome == "converged"


def test_each_month_is_discounted_from_its_end():
    loyal = NBD(0.0, 1.0)  # a customer without repeat purchases buys nothing, one with x = 1 at a rate of 1 / (1 + T)
    code, frequency, recency, T, value = (np.array([number]) for number in (0, 1, 0.0, DAYS_A_MONTH - 1, 0.0))
    summary = PurchaseSummary(code, frequency, recency, T, value, 46000.0)
    expected, discounted = purchases_ahead(loyal, summary, 3, 0.21)
    assert expected == pytest.approx([3])
    assert discounted == pytest.approx([sum(1.21 ** (-month / 12) for month in (1, 2, 3))])


def test_a_negative_discount_makes_later_money_worth_more(shop: PurchaseSummary):
    plain, dearer = (lifetime_values(shop, annual_discount=rate).clv for rate in (0.0, -0.2))
    assert np.all(dearer > plain)


def test_margin_scales_the_value(shop: PurchaseSummary):
    np.testing.assert_allclose(lifetime_values(shop, margin=0.25).clv, 0.25 * lifetime_values(shop).clv, rtol=1e-12)


def test_a_longer_horizon_is_worth_more_but_never_more_than_its_share(shop: PurchaseSummary):
    year, decade = lifetime_values(shop, 12).clv, lifetime_values(shop, 120).clv
    assert np.all(year < decade)
    assert np.all(decade < 10 * year)


@pytest.mark.parametrize(
    ("arguments", "named", "found"),
    [
        ({"months": 0}, "months", "0"),
        ({"months": -3}, "months", "-3"),
        ({"months": 6.5}, "months", "6.5"),
        ({"months": 601}, "months", "601"),
        ({"months": float("nan")}, "months", "nan"),
        ({"margin": 0}, "margin", "0"),
        ({"margin": 1.01}, "margin", "1.01"),
        ({"margin": 40}, "margin", "40"),
        ({"annual_discount": -1}, "annual_discount", "-1"),
        ({"annual_discount": float("inf")}, "annual_discount", "inf"),
    ],
)
def test_an_impossible_argument_is_named(shop: PurchaseSummary, arguments, named, found):
    with pytest.raises(WrongInput) as refusal:
        lifetime_values(shop, **arguments)
    assert refusal.value.text.en.startswith(f"{named}: {found} was given; ")
    assert refusal.value.text.fr.startswith(f"{named} : {found.replace('.', ',')} a été donné ; ")


@pytest.mark.parametrize("count", [0, 1, FEWEST_REPEAT_BUYERS - 1])
def test_too_few_repeat_buyers_are_counted(count):
    with pytest.raises(NotEnoughData, match=f"at least 30 customers .* there are {count}\\."):
        lifetime_values(repeat_buyers(count))


def test_thirty_repeat_buyers_are_enough():
    assert np.all(lifetime_values(repeat_buyers(FEWEST_REPEAT_BUYERS)).clv > 0)


def test_purchases_that_settle_nothing_say_so():
    T = np.linspace(50, 400, 200)
    frequency = (np.arange(200) % 3 == 0).astype(int)  # nobody bought a third time
    value = np.where(frequency > 0, 10 + np.arange(200) % 7, 0.0)
    with pytest.raises(NotEnoughData, match=r"67 repeat buyers .* Not converged"):
        lifetime_values(PurchaseSummary(np.arange(200), frequency, frequency * T / 4, T, value, 46000.0))


def test_spending_without_a_finite_mean_says_so():
    with pytest.raises(NotEnoughData, match="no finite estimate"):
        lifetime_values(summarise(*simulation.orders(600, values=(4.0, 0.6, 5.0))))


def test_without_churn_the_value_stands_and_the_status_says_so():
    rng = np.random.default_rng(4)
    T = rng.uniform(100, 400, 500)
    frequency = rng.poisson(rng.gamma(1.5, 2.0, 500))
    value = simulation.spending(frequency, 6.0, 3.5, 15.0)
    summary = PurchaseSummary(np.arange(500), frequency, np.where(frequency > 0, T, 0.0), T, value, 46000.0)
    values = lifetime_values(summary)
    assert values.purchases.outcome == "no_churn"
    assert "NBD" in values.purchases.status["fr"]
    assert np.all(values.probability_alive == 1)
    assert np.all(values.clv > 0)


def test_every_outcome_has_a_status():
    assert set(STATUS) == set(get_args(Outcome))


def test_pandas_waits_where_only_the_functions_are_asked_for():
    code = "import sys, salestracker_xl.models.clv, salestracker_xl.metrics.lifetime; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
