"""Every call of the table has the same answer in every host."""

from __future__ import annotations

from typing import Any

import pytest
from functions.cases import CASES, Case


def test_the_cases_have_names_of_their_own():
    assert len({case.id for case in CASES}) == len(CASES)


def test_a_difference_between_hosts_has_its_reason():
    assert all(case.because for case in CASES if case.differs)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_answer(case: Case, answers: tuple[str, dict[str, Any]]):
    host, answer_to = answers
    answer, expected = answer_to[case.id], case.answer_in(host)
    if isinstance(expected, str):
        assert answer == expected
    else:
        assert type(answer) is float
        assert answer == pytest.approx(expected, rel=1e-12)
