"""What a share that was counted says about the true one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from salestracker_xl.metric import WrongInput
from salestracker_xl.models.proportion import normal_quantile, share_of, wilson

COUNTS = st.integers(1, 100_000).flatmap(lambda trials: st.tuples(st.integers(0, trials), st.just(trials)))
CONFIDENCE = st.floats(0.01, 0.999)


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_limits_are_those_of_the_literature(successes, trials, low, high):
    """Newcombe (1998), Two-Sided Confidence Intervals for the Single Proportion, table I, method 3."""
    assert [round(limit, 4) for limit in wilson(successes, trials, 0.95)] == [low, high]


@given(COUNTS, CONFIDENCE)
def test_the_limits_are_those_of_another_library(counts, confidence):
    successes, trials = counts
    expected = stats.binomtest(successes, trials).proportion_ci(confidence, method="wilson")
    assert wilson(successes, trials, confidence) == pytest.approx((expected.low, expected.high), abs=1e-12)


@given(COUNTS, CONFIDENCE)
def test_the_limits_enclose_the_share_and_stay_shares(counts, confidence):
    low, high = wilson(*counts, confidence)
    assert 0 <= low <= counts[0] / counts[1] + 1e-15
    assert counts[0] / counts[1] - 1e-15 <= high <= 1


@pytest.mark.parametrize("true", [0.02, 0.3, 0.5])
def test_the_intervals_hold_the_true_share_about_as_often_as_they_say(true):
    luck = np.random.default_rng(7)
    held = [low <= true <= high for low, high in (wilson(k, 40, 0.9) for k in luck.binomial(40, true, 4000))]
    assert np.mean(held) == pytest.approx(0.9, abs=0.06)  # of a count no interval can hold exactly that


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
@example(math.nextafter(1, 0))
def test_the_quantile_is_that_of_another_library(confidence):
    assert normal_quantile(confidence) == pytest.approx(stats.norm.isf((1 - confidence) / 2), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("confidence", [0, 1, -0.1, 95, math.nan])
def test_a_confidence_is_a_share(confidence):
    with pytest.raises(WrongInput, match="confidence"):
        normal_quantile(confidence)


def test_without_a_confidence_there_is_the_share_alone():
    assert share_of(1, 4, None) == 0.25
    assert share_of(1, 4, 0.95).n == 4
