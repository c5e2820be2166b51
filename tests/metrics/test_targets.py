"""How far along a goal is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics.columns import amounts, money

from salestracker_xl.metric import DivisionByZero, NoSolution
from salestracker_xl.metrics.targets import attainment

SALES = st.lists(money(), min_size=1)
GOALS = st.lists(money(0), min_size=1).filter(any)


@pytest.mark.parametrize(
    ("actual", "target", "expected"),
    [
        ([95], [100], 0.95),
        ([60, 35], [100], 0.95),  # daily sales against the goal of the month
        ([60, None, 35], [50, 50], 0.95),
        ([120], [100], 1.2),
        ([None], [100], 0),
        ([-10], [100], -0.1),  # more refunded than sold
        ([95], [150, -50], 0.95),  # a goal that was lowered
    ],
)
def test_attainment_is_the_share_of_the_goal(actual, target, expected):
    assert attainment(amounts(*actual), amounts(*target)) == pytest.approx(expected)


@pytest.mark.parametrize("target", [[0], [None], [], [50, -50]])
def test_without_a_goal_attainment_is_a_division_by_zero(target):
    with pytest.raises(DivisionByZero):
        attainment(amounts(95), amounts(*target))


def test_a_negative_goal_has_no_share():
    with pytest.raises(NoSolution, match="-100") as caught:
        attainment(amounts(95), amounts(-100))
    assert caught.value.code == "#NUM!"


@given(SALES, GOALS, st.sampled_from([0.01, 2, 1000]))
def test_attainment_does_not_know_the_currency(actual, target, rate):
    sold, goal = amounts(*actual), amounts(*target)
    assert attainment(sold * rate, goal * rate) == pytest.approx(attainment(sold, goal))


@given(SALES, GOALS)
def test_splitting_a_goal_and_adding_blanks_leaves_attainment_alone(actual, target):
    sold, goal = amounts(*actual, None), np.repeat(amounts(*target) / 2, 2)
    assert attainment(sold, goal) == pytest.approx(attainment(amounts(*actual), amounts(*target)))


@given(GOALS)
def test_selling_the_goal_is_one(target):
    assert attainment(amounts(*target), amounts(*target)) == 1
