"""Every call of the table has the same answer in every host."""

from __future__ import annotations

import pytest

from functions.cases import CASES, HOSTS, Case


def test_the_cases_have_names_of_their_own():
    assert len({case.id for case in CASES}) == len(CASES)


def test_a_difference_between_hosts_has_its_reason():
    assert all(case.because for case in CASES if case.differs or case.hosts != HOSTS)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_answer(case: Case, host: str, answers):
    if host not in case.hosts:
        pytest.skip(f"{host}: {case.because}")
    answer, expected = answers(host)[case.id], case.answer_in(host)
    if isinstance(expected, str):
        assert answer == expected
    else:
        assert type(answer) is float or (host == "Office.js" and type(answer) is int)
        assert answer == pytest.approx(expected, rel=1e-12)
