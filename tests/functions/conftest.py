"""The functions are tested as the UDF module hands them out, from this folder when the package is not installed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from functions.cases import CASES, HOSTS

sys.path.append(str(Path(__file__).parents[2] / "udfs"))


@pytest.fixture(scope="session", params=HOSTS)
def answers(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    """A host, and what it answers to every case; each host is started once."""
    from functions.hosts import ANSWERS

    return request.param, dict(zip([case.id for case in CASES], ANSWERS[request.param](CASES), strict=True))
