"""Every call of the table has the same answer in every host."""

from __future__ import annotations

from typing import Any

import pytest

from functions.cases import CASES, HOSTS, Case


def test_the_cases_have_names_of_their_own():
    assert len({case.id for case in CASES}) == len(CASES)


def test_a_difference_between_hosts_has_its_reason():
    assert all(case.because for case in CASES if case.differs or case.hosts != HOSTS)


@pytest.mark.parametrize(
    ("answers", "host", "case"),
    [pytest.param(host, host, case, id=f"{host}: {case.id}") for host in HOSTS for case in CASES if host in case.hosts],
    indirect=["answers"],
)
def test_answer(answers: dict[str, Any], host: str, case: Case):
    answer, expected = answers[case.id], case.answer_in(host)
    if isinstance(expected, str):
        assert answer == expected
    else:
        assert type(answer) is float
        assert answer == pytest.approx(expected, rel=1e-12)
