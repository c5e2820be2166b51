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
    if isinstance(expected, list):
        answer = answer if isinstance(answer[0], list | tuple) else [answer]  # VBA takes a plain list for one row
        assert [len(row) for row in answer] == [len(row) for row in expected]
        for got, wanted in zip(answer, expected, strict=True):
            for cell, figure in zip(got, wanted, strict=True):
                assert alike(cell, figure), (cell, figure)
    else:
        assert alike(answer, expected), (answer, expected)


def alike(cell: Any, expected: float | str) -> bool:
    """Whether a cell shows what is expected: the same word or error, or the same number to twelve digits."""
    if isinstance(expected, str):
        return cell == expected
    return type(cell) in (float, int) and cell == pytest.approx(expected, rel=1e-12, abs=1e-12)
