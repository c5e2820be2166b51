"""How fast sales grow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics.columns import amounts, money, refusal

from salestracker_xl.metric import DivisionByZero, NoSolution, NotEnoughData, WrongInput
from salestracker_xl.metrics.growth import cagr, growthrate

RATES = st.sampled_from([0.01, 2, 1000])  # from one currency to another
YEARS = st.sampled_from([1, 2, 3.5, 10])


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([200], [250], 0.25),
        ([100, 100], [200, None, 50], 0.25),
        ([200], [200], 0),
        ([200], [0], -1),
        ([200], [-50], -1.25),  # more refunded than sold
        ([250, -50], [250], 0.25),  # refunds lower the base
    ],
)
def test_growthrate_is_the_change_as_a_share(before, after, expected):
    assert growthrate(amounts(*before), amounts(*after)) == pytest.approx(expected)


@pytest.mark.parametrize(("before", "found"), [([0], "0"), ([None], "0"), ([], "0"), ([-2.5], "-2,5")])
def test_growth_from_nothing_is_not_available(before, found):
    told = refusal(NotEnoughData, growthrate, amounts(*before), amounts(250))
    assert told.code == "#N/A"
    assert told.text.fr.endswith(f"il vaut {found}.")
    assert "before" in told.text.en


@given(money(1), money(1))
def test_there_and_back_is_no_growth(before, after):
    there, back = growthrate(amounts(before), amounts(after)), growthrate(amounts(after), amounts(before))
    assert (1 + there) * (1 + back) == pytest.approx(1)


@given(money(1), money(), RATES)
def test_growth_does_not_know_the_currency(before, after, rate):
    here, there = (growthrate(amounts(before * by), amounts(after * by)) for by in (1, rate))
    assert here == pytest.approx(there, abs=1e-12)


@pytest.mark.parametrize(
    ("first", "last", "years", "expected"),
    [
        (200_000, 288_000, 2, 0.2),
        (100, 110, 0.5, 0.21),
        (100, 100, 7, 0),
        (100, 0, 3, -1),
        (1000, 729, 3, -0.1),
        (100, 300, 1 / 12, 3**12 - 1),
    ],
)
def test_cagr_is_the_same_growth_every_year(first, last, years, expected):
    assert cagr(first, last, years) == pytest.approx(expected)


@given(money(1), money(1), YEARS)
def test_growing_at_the_cagr_leads_to_the_last_figure(first, last, years):
    assert first * (1 + cagr(first, last, years)) ** years == pytest.approx(last)


@given(money(1), money(0))
def test_over_one_year_cagr_is_growth(first, last):
    assert cagr(first, last, 1) == pytest.approx(growthrate(amounts(first), amounts(last)), abs=1e-12)


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ((100, 110, 0), DivisionByZero, "years"),
        ((100, 110, -1.5), WrongInput, "-1,5"),
        ((0, 110, 1), NotEnoughData, "first"),
        ((-0.5, 110, 1), NotEnoughData, "-0,5"),
        ((100, -10.5, 2), NoSolution, "-10,5"),
        ((100, 1000, 1 / 365), NoSolution, "10 fois"),  # tenfold within a day
    ],
)
def test_what_cagr_refuses(given, error, words):
    assert words in refusal(error, cagr, *map(float, given)).text.fr
