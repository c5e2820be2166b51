"""The functions are tested as the UDF module hands them out, from this folder when the package is not installed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from functions.cases import CASES

sys.path.append(str(Path(__file__).parents[2] / "udfs"))


@pytest.fixture(scope="session")
def answers(request: pytest.FixtureRequest) -> dict[str, Any]:
    """What the host of this name answers to every case that it can be given; each host is started once."""
    from functions.hosts import ANSWERS

    cases = [case for case in CASES if request.param in case.hosts]
    return dict(zip([case.id for case in cases], ANSWERS[request.param](cases), strict=True))
