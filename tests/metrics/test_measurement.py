"""What measuring takes, and how often it is worth it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics.columns import money, refusal
from scipy import stats

from salestracker_xl.metric import NoSolution, WrongInput
from salestracker_xl.metrics.measurement import measuringcost, reviewcadence, samplesize

SHORTEST_FIRST = ["daily", "weekly", "monthly", "quarterly"]


@pytest.mark.parametrize(
    ("rate", "error", "confidence", "answers"),
    [
        (0.5, 0.05, 0.95, 385),  # the table that every book of surveys prints
        (0.5, 0.03, 0.95, 1068),
        (0.5, 0.01, 0.95, 9604),
        (0.5, 0.05, 0.9, 271),
        (0.5, 0.05, 0.99, 664),
        (0.1, 0.03, 0.95, 385),  # 0.3 / 0.03 is 0.5 / 0.05
        (0, 0.05, 0.95, 0),  # what is certain need not be asked
        (1, 0.05, 0.95, 0),
    ],
)
def test_samplesize_of_a_rate(rate, error, confidence, answers):
    assert samplesize(rate, error, confidence) == answers


@pytest.mark.parametrize(
    ("cv", "error", "confidence", "answers"),
    [(0.8, 0.1, 0.95, 246), (1, 0.05, 0.95, 1537), (2, 0.1, 0.9, 1083), (0, 0.1, 0.95, 0)],
)
def test_samplesize_of_a_mean(cv, error, confidence, answers):
    assert samplesize(cv, error, confidence, "cv") == answers


@given(st.floats(0.01, 0.99), st.floats(0.002, 0.5), st.floats(0.5, 0.999))
def test_so_many_answers_are_enough_for_a_rate_and_one_fewer_is_not(rate, error, confidence):
    z, answers = stats.norm.isf((1 - confidence) / 2), samplesize(rate, error, confidence)
    assert z * math.sqrt(rate * (1 - rate) / answers) <= error * (1 + 1e-9)
    assert answers == 1 or z * math.sqrt(rate * (1 - rate) / (answers - 1)) > error


@given(st.floats(0.1, 5), st.floats(0.01, 0.5), st.floats(0.5, 0.999))
def test_so_many_answers_are_enough_for_a_mean_and_one_fewer_is_not(cv, error, confidence):
    z, answers = stats.norm.isf((1 - confidence) / 2), samplesize(cv, error, confidence, "cv")
    assert z * cv / math.sqrt(answers) <= error * (1 + 1e-9)
    assert answers == 1 or z * cv / math.sqrt(answers - 1) > error


@pytest.mark.parametrize(
    ("rate", "error", "z", "answers"),
    [(0.5, 0.05, 2, 400), (0.1, 0.03, 2, 400), (0.1, 0.03, 1, 100), (0.36, 0.03, 2, 1024)],
)
def test_a_whole_number_of_answers_stays_one(rate, error, z, answers):
    """In floating point some come out as 400.0000000000001."""
    assert samplesize(rate, error, 1 - 2 * stats.norm.sf(z)) == answers


@pytest.mark.parametrize(
    ("given", "error", "words"),
    [
        ((50, 0.05), WrongInput, "rate_or_cv"),  # 50 for 50 %
        ((-0.1, 0.05), WrongInput, "-0,1"),
        ((-0.1, 0.05, 0.95, "cv"), WrongInput, "rate_or_cv"),
        ((0.5, 0), WrongInput, "margin_of_error"),
        ((0.5, -0.05), WrongInput, "-0,05"),
        ((0.5, 0.05, 0), WrongInput, "confidence"),
        ((0.5, 0.05, 1), WrongInput, "confidence"),
        ((0.5, 0.05, 95), WrongInput, "0,95"),
        ((0.5, 1e-9), NoSolution, "margin_of_error"),
        ((0.5, 1e-200), NoSolution, "10^15"),
        ((1e200, 0.05, 0.95, "cv"), NoSolution, "10^15"),
    ],
)
def test_what_samplesize_refuses(given, error, words):
    assert words in refusal(error, samplesize, *given).text.fr


@pytest.mark.parametrize(
    ("orders", "customers", "price", "cadence"),
    [
        (653, 5000, 80, "daily"),  # 30 orders on each of 21.74 working days
        (652, 5000, 80, "weekly"),
        (131, 5000, 80, "weekly"),  # 30 orders in each of 4.35 weeks
        (130, 5000, 80, "monthly"),
        (30, 5000, 80, "monthly"),
        (29, 5000, 80, "quarterly"),
        (1200, 100, 20, "daily"),
        (1200, 99, 80, "monthly"),  # few customers: monthly or quarterly, however many orders
        (1200, 5000, 19.99, "monthly"),  # and so for what is cheap
        (29, 99, 80, "quarterly"),
        (29, 5000, 19.99, "quarterly"),
        (0, 0, 0, "quarterly"),
    ],
)
def test_reviewcadence_is_the_shortest_period_that_tells_something(orders, customers, price, cadence):
    assert reviewcadence(orders, customers, price).en == cadence


def test_a_cadence_is_said_in_french():
    words = [reviewcadence(orders, 5000, 80).fr for orders in (1200, 200, 50, 5)]
    assert words == ["journalière", "hebdomadaire", "mensuelle", "trimestrielle"]


@given(st.tuples(st.integers(0, 2000), st.integers(0, 300), money(0)), st.integers(0, 2), st.integers(1, 1000))
def test_more_of_anything_never_slows_the_cadence(business, which, more):
    bigger = [figure + more * (place == which) for place, figure in enumerate(business)]
    before, after = (SHORTEST_FIRST.index(reviewcadence(*figures).en) for figures in (business, bigger))
    assert after <= before


@pytest.mark.parametrize(
    ("given", "argument"),
    [((-1, 5000, 80), "orders_per_month"), ((30, -1, 80), "customers"), ((30, 5000, -1), "average_price")],
)
def test_what_reviewcadence_refuses(given, argument):
    assert argument in refusal(WrongInput, reviewcadence, *given).text.fr


@pytest.mark.parametrize(
    ("minutes", "hourly_rate", "tools", "times", "cost"),
    [
        (15, 40, 120, 52, 640),  # 10 a time and the tools
        (0, 40, 120, 52, 120),
        (15, 40, 120, 0, 120),  # tools that nobody uses are paid
        (90, 30, 0, 1, 45),
        (0, 0, 0, 0, 0),
    ],
)
def test_measuringcost_is_time_and_tools_of_a_year(minutes, hourly_rate, tools, times, cost):
    assert measuringcost(minutes, hourly_rate, tools, times) == pytest.approx(cost)


@given(st.integers(0, 500), money(0), money(0), st.integers(0, 365), st.sampled_from([0.01, 2, 1000]))
def test_measuringcost_scales_with_the_currency(minutes, hourly_rate, tools, times, rate):
    there = measuringcost(minutes, hourly_rate * rate, tools * rate, times)
    assert there == pytest.approx(measuringcost(minutes, hourly_rate, tools, times) * rate)


@pytest.mark.parametrize("place", range(4))
def test_measuringcost_takes_no_negative_figure(place):
    names = ["minutes", "hourly_rate", "tool_cost", "times_per_year"]
    given = [-0.5 if at == place else 1.0 for at in range(4)]
    told = refusal(WrongInput, measuringcost, *given)
    assert told.text.fr.startswith(names[place])
    assert "-0,5" in told.text.fr
