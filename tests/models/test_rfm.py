"""Scores by rank, and the segments they lead to."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salestracker_xl.language import LANGUAGES
from salestracker_xl.models.rfm import CHAMPIONS, LOST, SCORES, SEGMENTS, rfm_scores

VALUES = st.lists(st.integers(0, 9), min_size=1, max_size=40)


def frequency_scores(*orders: float) -> list[int]:
    same = np.zeros(len(orders))
    return rfm_scores(same, np.array(orders), same).frequency.tolist()


@pytest.mark.parametrize(
    ("orders", "scores"),
    [
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        ([5, 4, 3, 2, 1], [5, 4, 3, 2, 1]),
        ([1, 1, 1, 1, 1], [5, 4, 3, 2, 1]),  # equal: the first of them ranks first
        ([9], [5]),
        ([1, 9], [3, 5]),
        (list(range(10)), [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]),
    ],
)
def test_scores_are_fifths_by_rank(orders, scores):
    assert frequency_scores(*orders) == scores


def test_few_days_since_the_last_order_are_good():
    same = np.zeros(5)
    assert rfm_scores(np.array([0.0, 400, 30, 60, 90]), same, same).recency.tolist() == [5, 1, 4, 3, 2]


@given(VALUES)
def test_the_groups_are_of_equal_size(values):
    sizes = np.bincount(frequency_scores(*values), minlength=SCORES + 1)[1:]
    assert sizes.sum() == len(values)
    assert sizes.max() - sizes.min() <= 1


@given(VALUES)
def test_who_buys_more_never_scores_less(values):
    scores = frequency_scores(*values)
    assert all(
        a <= b for x, a in zip(values, scores, strict=True) for y, b in zip(values, scores, strict=True) if x < y
    )


def test_every_pair_of_scores_has_a_segment_in_both_languages():
    assert [len(row) for row in SEGMENTS] == [SCORES] * SCORES
    assert (SEGMENTS[0][0], SEGMENTS[-1][-1]) == (LOST, CHAMPIONS)
    assert all(len({segment[language] for row in SEGMENTS for segment in row}) == 9 for language in LANGUAGES)
